// SPDX-License-Identifier: Apache-2.0
//! Orders of tasks on sectors, paid in MAIN.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, Contains},
};
use frame_system::EnsureRoot;
use pouw_primitives::{task::Job, Balance, RelayBlockNumber};
use pouw_runtime_common::{
	block::{DAYS, HOURS},
	currency::MILLIUNIT,
};

parameter_types! {
	/// Least MAIN of an order.
	pub const MinMain: Balance = 10 * MILLIUNIT;
	/// Shortest time for commitments, as on the sectors.
	pub const MinDeadline: BlockNumber = 10;
	/// Longest time for commitments, as on the sectors.
	pub const MaxDeadline: BlockNumber = 12 * HOURS;
	/// An hour of relay blocks: longer than the longest interval after which a message is sent again.
	pub const AcceptancePeriod: RelayBlockNumber = 600;
	/// A day of relay blocks, for sectors that fall behind.
	pub const PaymentMargin: RelayBlockNumber = 14_400;
	/// A day of relay blocks.
	pub const ClosingDelay: RelayBlockNumber = 14_400;
	/// For this long the record of an order that is over is kept; as long as on the sectors.
	pub const OrderRetention: BlockNumber = 7 * DAYS;
}

/// The kinds of jobs that the sectors' runtimes know. A kind is added here after all sectors have been
/// upgraded to know it.
pub struct Offered;
impl Contains<Job> for Offered {
	fn contains(job: &Job) -> bool {
		match job {
			Job::Embedding { .. }
			| Job::TextGeneration { .. }
			| Job::Training { .. }
			| Job::Data { .. } => true,
		}
	}
}

impl pallet_orders::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Messages = Messenger;
	type Sectors = Sectors;
	type Relay = RelayBeacon;
	type Burned = Settlement;
	type Offered = Offered;
	type ForceOrigin = EnsureRoot<AccountId>;
	type MinMain = MinMain;
	type MinDeadline = MinDeadline;
	type MaxDeadline = MaxDeadline;
	type AcceptancePeriod = AcceptancePeriod;
	type PaymentMargin = PaymentMargin;
	type ClosingDelay = ClosingDelay;
	// Half of what the queue of messages to a sector takes.
	type MaxOpen = ConstU32<128>;
	type MaxOpenOfClient = ConstU32<32>;
	// A quarter of it.
	type MaxCancelling = ConstU32<64>;
	type MaxAhead = ConstU64<131_072>;
	type RetentionPeriod = OrderRetention;
	type WeightInfo = pallet_orders::weights::SubstrateWeight<Runtime>;
}
