// SPDX-License-Identifier: Apache-2.0
//! The sector's guild.

use super::parameters::{Change, GovernedParameters, ParameterKey};
use crate::*;
use frame_support::{parameter_types, traits::ConstU32};
use pouw_primitives::Balance;
use pouw_runtime_common::{
	block::{DAYS, HOURS},
	currency::UNIT,
};
use sp_runtime::Permill;

/// What proposals, records and events of the guild are made of.
pub use pallet_guilds as pallet;

parameter_types! {
	/// Held of who stands for election, and of an executive.
	pub const CandidacyDeposit: Balance = 10 * UNIT;
	/// Held of who proposes a motion. The version that tests upgrade to asks for more.
	pub const MotionDeposit: Balance =
		if cfg!(feature = "upgrade-test") { 6 * UNIT } else { 5 * UNIT };
	/// Share of all weight that a proposer must have: sixteen motions take one twenty-fifth of it.
	pub const ProposalThreshold: Permill = Permill::from_parts(5_000);
	/// Share of all weight that has to vote on a motion.
	pub const Quorum: Permill = Permill::from_percent(25);
	/// Time after a change of a parameter in which executives cannot change it.
	pub const Cooldown: BlockNumber = DAYS;
	/// Time before a slash is due by which the vote on its appeal ends.
	pub const AppealMargin: BlockNumber = 2 * HOURS;
}

impl pallet_guilds::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Members = Miners;
	type Appeals = Tasks;
	type Messages = Messenger;
	type Change = Change;
	type Key = ParameterKey;
	type Parameters = GovernedParameters;
	type PublicFunds = SectorToken;
	type CandidacyDeposit = CandidacyDeposit;
	type MotionDeposit = MotionDeposit;
	type MaxExecutives = ConstU32<3>;
	type MaxCandidates = ConstU32<16>;
	type MaxMotions = ConstU32<16>;
	type MaxMotionsOfMember = ConstU32<2>;
	type TermSpans = ConstU32<15>;
	type ProposalThreshold = ProposalThreshold;
	type Quorum = Quorum;
	type Cooldown = Cooldown;
	type AppealMargin = AppealMargin;
	type WeightInfo = pallet_guilds::weights::SubstrateWeight<Runtime>;
}
