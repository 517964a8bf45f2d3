// SPDX-License-Identifier: Apache-2.0
//! Conveniences of account holders: batches, proxies, multisigs.

use crate::currency::deposit;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::parameter_types;
use pouw_primitives::Balance;
use scale_info::TypeInfo;

parameter_types! {
	/// Deposit for the first proxy of an account.
	pub const ProxyDepositBase: Balance = deposit(1, 8);
	/// Deposit for each proxy.
	pub const ProxyDepositFactor: Balance = deposit(0, 33);
	/// Deposit for the first announcement of a proxy.
	pub const AnnouncementDepositBase: Balance = deposit(1, 8);
	/// Deposit for each announcement.
	pub const AnnouncementDepositFactor: Balance = deposit(0, 66);
	/// Deposit for a multisig operation.
	pub const MultisigDepositBase: Balance = deposit(1, 88);
	/// Deposit for each signatory of it.
	pub const MultisigDepositFactor: Balance = deposit(0, 32);
}

/// What a proxy may do for its principal.
#[derive(
	Copy,
	Clone,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
	Default,
)]
pub enum ProxyType {
	/// Anything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Anything that does not move value out of the account.
	#[codec(index = 1)]
	NonTransfer,
	/// Only take back announced calls.
	#[codec(index = 2)]
	CancelProxy,
	/// On the hub propose, place deposits, vote and delegate; on a sector what its guild's calls are for.
	#[codec(index = 3)]
	Governance,
}

/// Configures `Utility`, `Proxy` and `Multisig` of the runtime in whose `configs` it stands.
///
/// `moves_value` is the pattern of the calls that [`ProxyType::NonTransfer`] may not make, `governs` that
/// of those that [`ProxyType::Governance`] may make.
#[macro_export]
macro_rules! impl_accounts {
	(moves_value: $moves_value:pat $(, governs: $governs:pat)? $(,)?) => {
		impl pallet_utility::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			type RuntimeCall = RuntimeCall;
			type PalletsOrigin = OriginCaller;
			type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
		}

		impl frame_support::traits::InstanceFilter<RuntimeCall> for $crate::accounts::ProxyType {
			fn filter(&self, call: &RuntimeCall) -> bool {
				match self {
					Self::Any => true,
					Self::NonTransfer => !matches!(call, $moves_value),
					Self::CancelProxy => matches!(
						call,
						RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. })
					),
					Self::Governance => false $(|| matches!(call, $governs))?,
				}
			}

			fn is_superset(&self, other: &Self) -> bool {
				self == other || *self == Self::Any
			}
		}

		impl pallet_proxy::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			type RuntimeCall = RuntimeCall;
			type Currency = Balances;
			type ProxyType = $crate::accounts::ProxyType;
			type ProxyDepositBase = $crate::accounts::ProxyDepositBase;
			type ProxyDepositFactor = $crate::accounts::ProxyDepositFactor;
			type MaxProxies = frame_support::traits::ConstU32<32>;
			type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
			type MaxPending = frame_support::traits::ConstU32<32>;
			type CallHasher = sp_runtime::traits::BlakeTwo256;
			type AnnouncementDepositBase = $crate::accounts::AnnouncementDepositBase;
			type AnnouncementDepositFactor = $crate::accounts::AnnouncementDepositFactor;
			type BlockNumberProvider = System;
		}

		impl pallet_multisig::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			type RuntimeCall = RuntimeCall;
			type Currency = Balances;
			type DepositBase = $crate::accounts::MultisigDepositBase;
			type DepositFactor = $crate::accounts::MultisigDepositFactor;
			type MaxSignatories = frame_support::traits::ConstU32<100>;
			type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
			type BlockNumberProvider = System;
		}
	};
}
