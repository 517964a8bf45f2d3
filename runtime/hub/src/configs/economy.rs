// SPDX-License-Identifier: Apache-2.0
//! MAIN, fees and the treasury.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{
		tokens::{PayFromAccount, UnityAssetBalanceConversion},
		ConstU32,
	},
};
use frame_system::EnsureRoot;
use pouw_runtime_common::{
	block::DAYS,
	currency::{TreasuryAccount, TreasuryPalletId},
};
use sp_runtime::{traits::IdentityLookup, Permill};

// Kept until the sectors that record the transaction are drawn, whose miners they pay.
pouw_runtime_common::impl_token!(fees_to: MultiRecord);

parameter_types! {
	/// Blocks between the treasury's payments.
	pub const SpendPeriod: BlockNumber = DAYS;
	/// Nothing of an unspent treasury is burned.
	pub const Burn: Permill = Permill::zero();
	/// Blocks within which an approved payment can be claimed.
	pub const PayoutPeriod: BlockNumber = 30 * DAYS;
}

impl pallet_treasury::Config for Runtime {
	type Currency = Balances;
	type RejectOrigin = EnsureRoot<AccountId>;
	type RuntimeEvent = RuntimeEvent;
	type SpendPeriod = SpendPeriod;
	type Burn = Burn;
	type PalletId = TreasuryPalletId;
	type BurnDestination = ();
	type WeightInfo = pallet_treasury::weights::SubstrateWeight<Runtime>;
	type SpendFunds = ();
	type MaxApprovals = ConstU32<100>;
	type SpendOrigin = super::governance::TreasurySpender;
	type AssetKind = ();
	type Beneficiary = AccountId;
	type BeneficiaryLookup = IdentityLookup<AccountId>;
	type Paymaster = PayFromAccount<Balances, TreasuryAccount>;
	type BalanceConverter = UnityAssetBalanceConversion;
	type PayoutPeriod = PayoutPeriod;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type BlockNumberProvider = System;
}
