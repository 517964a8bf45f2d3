// SPDX-License-Identifier: Apache-2.0
//! Miners, their tickets and their tasks.

use super::parameters::{miners, tasks, Governed, MAX_INVULNERABLES};
use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, Get},
};
use frame_system::EnsureRoot;
use pouw_primitives::{Balance, SectorId, SectorStatus, Work};
use pouw_runtime_common::{
	block::{DAYS, HOURS, MINUTES},
	currency::{MILLIUNIT, UNIT},
};
use pouw_traits::CommonOwner;
use sp_runtime::transaction_validity::TransactionPriority;

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
	/// Heartbeats go before tickets: there are few, and they are asked for at once.
	pub const HeartbeatPriority: TransactionPriority = TransactionPriority::MAX / 4 + 2;
	/// Time in which those asked in a slot of a roll call can answer.
	pub const SlotLength: BlockNumber = MINUTES;
	/// Burned for a rating.
	pub const RatingFee: Balance = 100 * MILLIUNIT;
	/// Held of the owner of a model for each of its layers.
	pub const LayerDeposit: Balance = 10 * MILLIUNIT;
	/// Held of a miner while it is registered.
	pub const MinerDeposit: Balance = 10 * UNIT;
	/// Held of the owner of a model while it is registered.
	pub const ModelDeposit: Balance = UNIT;
	/// Shortest time for commitments.
	pub const MinDeadline: BlockNumber = 10;
	/// Longest time for commitments.
	pub const MaxDeadline: BlockNumber = 12 * HOURS;
	/// Time in which a slash can be appealed; less than `UnbondingPeriod`, so that leaving is no escape.
	pub const SlashDelay: BlockNumber = 3 * DAYS;
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

/// A miner that has a client as its proxy, of whatever kind, is taken to be of the client's owner.
///
/// The converse does not count: an account makes any other its proxy without asking it.
pub struct ByProxy;

impl CommonOwner<AccountId> for ByProxy {
	fn is_declared(client: &AccountId, miner: &AccountId) -> bool {
		if client == miner {
			return true;
		}
		let (proxies, _) = pallet_proxy::Proxies::<Runtime>::get(miner);
		proxies.iter().any(|proxy| proxy.delegate == *client)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn declare(client: &AccountId, miner: &AccountId) {
		use frame_benchmarking::account;
		use frame_support::BoundedVec;
		use pallet_proxy::{Proxies, ProxyDefinition};

		// As many proxies as there can be, the client the last of them.
		let most = <Runtime as pallet_proxy::Config>::MaxProxies::get();
		Proxies::<Runtime>::mutate(miner, |(proxies, _)| {
			let strangers = (1..most).map(|index| account("stranger", index, 0));
			let all = strangers.chain([client.clone()]).map(|delegate| ProxyDefinition {
				delegate,
				proxy_type: Default::default(),
				delay: 0,
			});
			*proxies = BoundedVec::truncate_from(all.collect());
		});
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
	type WorkHalfLife = Governed<miners::WorkHalfLife>;
	type SessionKeys = Session;
	type MinAuthorScore = MinAuthorScore;
	type MaxCandidates = ConstU32<128>;
	type MaxAuthors = ConstU32<24>;
	type MaxInvulnerables = ConstU32<MAX_INVULNERABLES>;
	type AbsenceBar = Governed<miners::AbsenceBar>;
	type Guild = Guilds;
	type Owners = ByProxy;
	type Randomness = RelayBeacon;
	type RandomnessDelay = Governed<tasks::RandomnessDelay>;
	type SlotLength = SlotLength;
	type Signature = Signature;
	type HeartbeatPriority = HeartbeatPriority;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Heartbeats;
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
	type RatingFee = RatingFee;
	type AppealOrigin = EnsureRoot<AccountId>;
	type SlashDelay = SlashDelay;
	type SlashPart = Governed<tasks::SlashPart>;
	type MaxPendingSlashes = ConstU32<64>;
	type AuditedAt = Governed<tasks::AuditedAt>;
	type AuditFloor = Governed<tasks::AuditFloor>;
	type CollusionShare = Governed<tasks::CollusionShare>;
	type OnTaskSettled = PouwVerify;
	type Randomness = RelayBeacon;
	type RandomnessDelay = Governed<tasks::RandomnessDelay>;
	type ModelDeposit = ModelDeposit;
	type LayerDeposit = LayerDeposit;
	type Rank = Rank;
	type MaxTolerance = Governed<tasks::MaxTolerance>;
	type MaxInputLen = ConstU64<{ 64 * 1024 * 1024 }>;
	type MaxOutputLen = ConstU64<{ 256 * 1024 * 1024 }>;
	type MinPrice = Governed<tasks::MinPrice>;
	type MinDeadline = MinDeadline;
	type MaxDeadline = MaxDeadline;
	type AssignmentPatience = Governed<tasks::AssignmentPatience>;
	type RevealPeriod = Governed<tasks::RevealPeriod>;
	type RetentionPeriod = RetentionPeriod;
	type MaxUnassigned = ConstU32<1_000>;
	type MaxStepsPerBlock = ConstU32<6>;
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
