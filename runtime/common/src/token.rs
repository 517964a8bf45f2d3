// SPDX-License-Identifier: Apache-2.0
//! The chain's own token, and fees in it.

use crate::currency::EXISTENTIAL_DEPOSIT;
use frame_support::parameter_types;
use pouw_primitives::Balance;

parameter_types! {
	/// Least balance of an account.
	pub const ExistentialDeposit: Balance = EXISTENTIAL_DEPOSIT;
}

/// Configures `Balances` and `TransactionPayment` of the runtime in whose `configs` it stands;
/// `fees_to` takes the fees and tips.
#[macro_export]
macro_rules! impl_token {
	(fees_to: $fees_to:ty $(,)?) => {
		impl pallet_balances::Config for Runtime {
			type MaxLocks = frame_support::traits::ConstU32<50>;
			type Balance = pouw_primitives::Balance;
			type RuntimeEvent = RuntimeEvent;
			type DustRemoval = ();
			type ExistentialDeposit = $crate::token::ExistentialDeposit;
			type AccountStore = System;
			type WeightInfo = weights::pallet_balances::WeightInfo<Runtime>;
			type MaxReserves = frame_support::traits::ConstU32<50>;
			type ReserveIdentifier = [u8; 8];
			type RuntimeHoldReason = RuntimeHoldReason;
			type RuntimeFreezeReason = RuntimeFreezeReason;
			type FreezeIdentifier = RuntimeFreezeReason;
			type MaxFreezes = frame_support::traits::VariantCountOf<RuntimeFreezeReason>;
			type DoneSlashHandler = ();
		}

		impl pallet_transaction_payment::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			type OnChargeTransaction =
				pallet_transaction_payment::FungibleAdapter<Balances, $fees_to>;
			type WeightToFee = $crate::fees::WeightToFee;
			type LengthToFee = frame_support::weights::ConstantMultiplier<
				pouw_primitives::Balance,
				$crate::fees::TransactionByteFee,
			>;
			type FeeMultiplierUpdate = polkadot_runtime_common::SlowAdjustingFeeUpdate<Self>;
			type OperationalFeeMultiplier = frame_support::traits::ConstU8<5>;
			type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
		}
	};
}
