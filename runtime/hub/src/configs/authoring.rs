// SPDX-License-Identifier: Apache-2.0
//! Who writes the blocks.

use crate::*;
use frame_support::{parameter_types, traits::ConstU32, PalletId};
use frame_system::EnsureRoot;
use pouw_runtime_common::block::{HOURS, MINUTES};

pouw_runtime_common::impl_authoring!(
	elected_by: CollatorSelection,
	noted_by: CollatorSelection,
	session: SessionLength,
);

parameter_types! {
	/// Blocks in a session.
	pub const SessionLength: BlockNumber = 10 * MINUTES;
	/// Pot from which collators are paid.
	pub const PotId: PalletId = PalletId(*b"PotStake");
	/// Blocks without authoring after which a candidate is removed.
	pub const KickThreshold: BlockNumber = 6 * HOURS;
}

impl pallet_collator_selection::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type UpdateOrigin = EnsureRoot<AccountId>;
	type PotId = PotId;
	type MaxCandidates = ConstU32<100>;
	type MinEligibleCollators = ConstU32<1>;
	type MaxInvulnerables = ConstU32<20>;
	type KickThreshold = KickThreshold;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ValidatorRegistration = Session;
	type WeightInfo = pallet_collator_selection::weights::SubstrateWeight<Runtime>;
}
