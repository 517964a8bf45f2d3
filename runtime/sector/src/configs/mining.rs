// SPDX-License-Identifier: Apache-2.0
//! Miners, their tickets and their tasks.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, Get},
};
use frame_system::EnsureRoot;
use pouw_primitives::{Balance, RelayBlockNumber, SectorId, SectorStatus, Work};
use pouw_runtime_common::{
	block::{DAYS, HOURS, MINUTES},
	currency::{MILLIUNIT, UNIT},
};
use sp_runtime::{transaction_validity::TransactionPriority, Permill};

parameter_types! {
	/// Least bond target.
	pub const MinBondTarget: Balance = UNIT;
	/// Greatest bond target.
	pub const MaxBondTarget: Balance = 1_000_000 * UNIT;
	/// Time from leaving until the bond is free.
	pub const UnbondingPeriod: BlockNumber = 7 * DAYS;
	/// Work per window below which nobody is a candidate for authorship.
	pub const MinAuthorScore: Work = 1_000_000;
	/// Tickets go before transactions that pay fees, of which they have none.
	pub const TicketPriority: TransactionPriority = TransactionPriority::MAX / 4;
	/// Held of the owner of a model for each of its layers.
	pub const LayerDeposit: Balance = 10 * MILLIUNIT;
	/// Held of a miner while it is registered.
	pub const MinerDeposit: Balance = 10 * UNIT;
	/// Held of the owner of a model while it is registered.
	pub const ModelDeposit: Balance = UNIT;
	/// Honest results of one model differ by at most this.
	pub const MaxTolerance: Permill = Permill::from_percent(5);
	/// Smallest price of a task.
	pub const MinPrice: Balance = 10 * MILLIUNIT;
	/// Blocks build on the relay block before the tip, so the next one exists when an order arrives,
	/// another may be authored meanwhile, and the collator could wait for one more before it decides
	/// whether to include the order.
	pub const RandomnessDelay: RelayBlockNumber = 4;
	/// Shortest time for commitments.
	pub const MinDeadline: BlockNumber = 10;
	/// Longest time for commitments.
	pub const MaxDeadline: BlockNumber = 12 * HOURS;
	/// After this an order that found too few miners is refunded.
	pub const AssignmentPatience: BlockNumber = 5 * MINUTES;
	/// Time for reveals.
	pub const RevealPeriod: BlockNumber = MINUTES;
	/// Time in which a slash can be appealed; less than `UnbondingPeriod`, so that leaving is no escape.
	pub const SlashDelay: BlockNumber = 3 * DAYS;
	/// Part of the bond that a slash takes.
	pub const SlashPart: Permill = Permill::from_percent(20);
	/// From this price on, each task that trusted miners were spared for is audited.
	pub const AuditedAt: Balance = 100 * UNIT;
	/// For this long the record of an ended task is kept.
	pub const RetentionPeriod: BlockNumber = 7 * DAYS;
}

/// Id of this sector.
pub struct ThisSector;
impl Get<SectorId> for ThisSector {
	fn get() -> SectorId {
		SectorId(ParachainInfo::parachain_id().into())
	}
}

/// Rank of the sector's work function; the lowest there is where no work is set.
pub struct Rank;
impl Get<u16> for Rank {
	fn get() -> u16 {
		pallet_pouw_verify::Governed::<Runtime>::get()
			.map_or(pouw_tickets::params::MIN_RANK, |parameters| parameters.work.rank)
	}
}

impl pallet_miners::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = MinerDeposit;
	type MaxMiners = ConstU32<100_000>;
	type AdminOrigin = EnsureRoot<AccountId>;
	type MinBondTarget = MinBondTarget;
	type MaxBondTarget = MaxBondTarget;
	type UnbondingPeriod = UnbondingPeriod;
	type WorkHalfLife = ConstU32<16>;
	type SessionKeys = Session;
	type MinAuthorScore = MinAuthorScore;
	type MaxCandidates = ConstU32<128>;
	type MaxAuthors = ConstU32<24>;
	type MaxInvulnerables = ConstU32<8>;
	type AbsenceBar = ConstU32<4>;
	type WeightInfo = pallet_miners::weights::SubstrateWeight<Runtime>;
}

/// The sector's standing, as last heard of the hub.
pub struct Standing;
impl Get<SectorStatus> for Standing {
	fn get() -> SectorStatus {
		pallet_sector_profile::Status::<Runtime>::get()
	}
}

impl pallet_tasks::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Reserve = SectorToken;
	type Messages = Messenger;
	type Standing = Standing;
	type Miners = Miners;
	type Bond = Miners;
	type AppealOrigin = EnsureRoot<AccountId>;
	type SlashDelay = SlashDelay;
	type SlashPart = SlashPart;
	type MaxPendingSlashes = ConstU32<64>;
	type AuditedAt = AuditedAt;
	type OnTaskSettled = PouwVerify;
	type Randomness = RelayBeacon;
	type RandomnessDelay = RandomnessDelay;
	type ModelDeposit = ModelDeposit;
	type LayerDeposit = LayerDeposit;
	type Rank = Rank;
	type MaxTolerance = MaxTolerance;
	type MaxInputLen = ConstU64<{ 64 * 1024 * 1024 }>;
	type MaxOutputLen = ConstU64<{ 256 * 1024 * 1024 }>;
	type MinPrice = MinPrice;
	type MinDeadline = MinDeadline;
	type MaxDeadline = MaxDeadline;
	type AssignmentPatience = AssignmentPatience;
	type RevealPeriod = RevealPeriod;
	type RetentionPeriod = RetentionPeriod;
	type MaxUnassigned = ConstU32<1_000>;
	type MaxStepsPerBlock = ConstU32<7>;
	type WeightInfo = pallet_tasks::weights::SubstrateWeight<Runtime>;
}

impl pallet_pouw_verify::Config for Runtime {
	type AdminOrigin = EnsureRoot<AccountId>;
	type Sector = ThisSector;
	type Randomness = RelayBeacon;
	type Issuance = SectorToken;
	type Credit = Miners;
	type Bond = Miners;
	type Tasks = Tasks;
	type MaxTicketsPerWindow = ConstU32<2_048>;
	type MaxK = ConstU32<4_096>;
	type MaxStepsPerBlock = ConstU32<64>;
	type TicketPriority = TicketPriority;
	type WeightInfo = pallet_pouw_verify::weights::SubstrateWeight<Runtime>;
}
