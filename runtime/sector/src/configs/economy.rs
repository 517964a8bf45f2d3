// SPDX-License-Identifier: Apache-2.0
//! The sector's token: its fees, which go to the block's author, its issuance and its reserve.

use super::parameters::{token, Governed};
use crate::*;
use frame_support::{parameter_types, traits::ConstU32, PalletId};
use frame_system::EnsureRoot;
use pouw_runtime_common::{block::DAYS, currency::TreasuryAccount, fees::ToAuthor};
use sp_runtime::Permill;

pouw_runtime_common::impl_token!(fees_to: ToAuthor<Runtime, Balances>);

parameter_types! {
	/// Names the accounts of the public share and of the reserve.
	pub const TokenPalletId: PalletId = PalletId(*b"pw/token");
	/// Greatest public share of issuance that can be set.
	pub const MaxPublicShare: Permill = Permill::from_percent(10);
	/// Least part of the public income that is converted for the treasury.
	pub const RecycleFloor: Permill = Permill::from_percent(50);
	/// Greatest part of the public share that can be set to be the founders'.
	pub const MaxFoundersShare: Permill = Permill::from_percent(50);
	/// Accounting period of the public income.
	pub const RecyclePeriod: BlockNumber = DAYS;
}

impl pallet_sector_token::Config for Runtime {
	type Currency = Balances;
	type Messages = Messenger;
	type AdminOrigin = EnsureRoot<AccountId>;
	type PalletId = TokenPalletId;
	type MinConversion = Governed<token::MinConversion>;
	type MaxPending = ConstU32<256>;
	type MaxPendingPerAccount = ConstU32<16>;
	type MaxDebts = ConstU32<1_000>;
	type MaxPublicShare = MaxPublicShare;
	type RecycleFloor = RecycleFloor;
	type MaxFoundersShare = MaxFoundersShare;
	type RecyclePeriod = RecyclePeriod;
	type Treasury = TreasuryAccount;
	type WeightInfo = pallet_sector_token::weights::SubstrateWeight<Runtime>;
}
