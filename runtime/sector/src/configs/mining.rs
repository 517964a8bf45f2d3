// SPDX-License-Identifier: Apache-2.0
//! Miners and tasks.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
};
use pouw_primitives::{Balance, RelayBlockNumber};
use pouw_runtime_common::{
	block::{DAYS, HOURS, MINUTES},
	currency::{MILLIUNIT, UNIT},
};
use sp_runtime::Permill;

parameter_types! {
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
	/// For this long the record of an ended task is kept.
	pub const RetentionPeriod: BlockNumber = 7 * DAYS;
}

impl pallet_miners::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = MinerDeposit;
	type MaxMiners = ConstU32<100_000>;
	type WeightInfo = pallet_miners::weights::SubstrateWeight<Runtime>;
}

impl pallet_tasks::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Miners = Miners;
	type Randomness = RelayBeacon;
	type RandomnessDelay = RandomnessDelay;
	type ModelDeposit = ModelDeposit;
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
	type MaxStepsPerBlock = ConstU32<8>;
	type WeightInfo = pallet_tasks::weights::SubstrateWeight<Runtime>;
}
