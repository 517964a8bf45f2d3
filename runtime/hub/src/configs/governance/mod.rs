// SPDX-License-Identifier: Apache-2.0
//! The Shareholder Assembly: referenda of those who lock MAIN, and what they may decide.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, tokens::currency::ActiveIssuanceOf, AsEnsureOriginWithArg,
		ConstU32, EitherOf, EitherOfDiverse, EqualPrivilegeOnly, LinearStoragePrice,
	},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureSigned};
use pouw_primitives::Balance;
use pouw_runtime_common::{
	block::{BUNDLED_BLOCK_WEIGHT, DAYS},
	currency::{deposit, UNIT},
};

pub mod origins;
pub mod parameters;
pub mod tracks;

pub use origins::{
	EmergencyLiquidity, PouwEvolution, ProtocolParameters, ReferendumCanceller, ReferendumKiller,
	SectorAdmission, Spender,
};
pub use tracks::{Scaled, Tracks};

/// Who may admit, suspend and reinstate sectors, and name their operators.
pub type Admission = EitherOfDiverse<EnsureRoot<AccountId>, SectorAdmission>;
/// Who may set the rates and caps of sectors: those who change the protocol's numbers, and those who
/// admit sectors, since a sector is admitted together with its terms.
pub type Terms = EitherOfDiverse<Admission, ProtocolParameters>;
/// Who may change parameters of sectors.
pub type SectorParameters = EitherOfDiverse<EnsureRoot<AccountId>, ProtocolParameters>;
/// Who may authorize upgrades of sectors, for which their guilds have to have moved.
pub type SectorUpgrades = EitherOfDiverse<EnsureRoot<AccountId>, PouwEvolution>;
/// Who may have a sector's reserve released for emergency liquidity.
pub type Liquidity = EitherOfDiverse<EnsureRoot<AccountId>, EmergencyLiquidity>;
/// Who may spend from the treasury, and up to how much at once.
pub type TreasurySpender = EitherOf<EnsureRootWithSuccess<AccountId, MaxSpend>, Spender>;

parameter_types! {
	/// Most that root can approve at once.
	pub const MaxSpend: Balance = Balance::MAX;
	/// Deposit for a preimage, whatever its length.
	pub const PreimageBaseDeposit: Balance = deposit(2, 64);
	/// Deposit for each byte of a preimage.
	pub const PreimageByteDeposit: Balance = deposit(0, 1);
	/// Why the deposit of a preimage is held.
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	/// Weight of a block that scheduled calls may have. Of its time as much as settlement may take; of its
	/// proof so much that a preimage of a mebibyte can be read.
	pub const MaximumSchedulerWeight: Weight = BUNDLED_BLOCK_WEIGHT
		.saturating_div(4)
		.set_proof_size(BUNDLED_BLOCK_WEIGHT.proof_size().saturating_div(5).saturating_mul(2));
	/// Deposit of who submits a referendum. The version that tests upgrade to asks for more.
	pub const SubmissionDeposit: Balance =
		if cfg!(feature = "upgrade-test") { 12 * UNIT } else { 10 * UNIT };
	/// Blocks after which a referendum that nobody placed the decision deposit for ends. Not shortened on test
	/// networks, where people type.
	pub const UndecidingTimeout: BlockNumber = 14 * DAYS;
	/// Blocks between two looks at a referendum.
	pub const AlarmInterval: BlockNumber = 1;
	/// Least blocks from the beginning of a sector's retirement to its end, on a network that does not
	/// shorten its periods.
	pub const DrainPeriod: BlockNumber = 30 * DAYS;
	/// Blocks for which a vote of conviction 1 stays locked, on a network that does not shorten its periods.
	pub const BaseVoteLockingPeriod: BlockNumber = 7 * DAYS;
}

impl origins::Config for Runtime {}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
	>;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type RuntimeEvent = RuntimeEvent;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	// Referenda keep alarms in the agenda; filling the block of an enactment costs as many deposits.
	type MaxScheduledPerBlock = ConstU32<256>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = parameters::RuntimeParameters;
	type AdminOrigin = parameters::EnsureTrack;
	type WeightInfo = weights::pallet_parameters::WeightInfo<Runtime>;
}

impl pallet_conviction_voting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_conviction_voting::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type Polls = Referenda;
	// What the treasury holds does not count.
	type MaxTurnout = ActiveIssuanceOf<Balances, AccountId>;
	// To delegate is weighed by this, at 110 kB of proof for each.
	type MaxVotes = ConstU32<20>;
	type VoteLockingPeriod = Scaled<BaseVoteLockingPeriod>;
	type BlockNumberProvider = System;
	type VotingHooks = ();
}

impl pallet_referenda::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_referenda::weights::SubstrateWeight<Runtime>;
	type Scheduler = Scheduler;
	type Currency = Balances;
	type SubmitOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type CancelOrigin = EitherOfDiverse<EnsureRoot<AccountId>, ReferendumCanceller>;
	type KillOrigin = EitherOfDiverse<EnsureRoot<AccountId>, ReferendumKiller>;
	type Slash = Treasury;
	type Votes = pallet_conviction_voting::VotesOf<Runtime>;
	type Tally = pallet_conviction_voting::TallyOf<Runtime>;
	type SubmissionDeposit = SubmissionDeposit;
	type MaxQueued = ConstU32<100>;
	type UndecidingTimeout = UndecidingTimeout;
	type AlarmInterval = AlarmInterval;
	type Tracks = Tracks;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}
