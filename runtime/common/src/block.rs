// SPDX-License-Identifier: Apache-2.0
//! Block times, weights and lengths.
//!
//! A candidate of 6 s, one relay slot, carries three blocks of 2 s each ("block bundling").

use core::marker::PhantomData;
use cumulus_pallet_parachain_system::block_weight::MaxParachainBlockWeight;
use frame_support::{
	dispatch::DispatchClass,
	parameter_types,
	traits::Get,
	weights::{
		constants::{BlockExecutionWeight, ExtrinsicBaseWeight, WEIGHT_REF_TIME_PER_SECOND},
		Weight,
	},
};
use frame_system::limits::{BlockLength, BlockWeights};
use polkadot_primitives::MAX_POV_SIZE;
use pouw_primitives::{BlockNumber, RelayBlockNumber};
use sp_runtime::Perbill;

/// Length of a relay slot.
pub const RELAY_CHAIN_SLOT_DURATION_MILLIS: u32 = 6_000;
/// Length of an Aura slot: the author of a relay slot writes all of its blocks.
pub const SLOT_DURATION: u64 = 6_000;
/// Blocks per relay slot.
pub const BLOCKS_PER_SLOT: u32 = 3;
/// Build on the relay block before the tip, which forks less.
pub const RELAY_PARENT_OFFSET: u32 = 1;
/// Relay blocks on which a candidate may build that the next one takes, as the relay chain is configured.
pub const SCHEDULING_LOOKAHEAD: RelayBlockNumber = 5;
/// Relay blocks that its collator may know beyond the one a candidate builds on: the relay chain takes it
/// while it has no more. Randomness of later ones is of use to nobody who decides what is in the block.
pub const RELAY_BLOCKS_AHEAD: RelayBlockNumber = SCHEDULING_LOOKAHEAD - 1;
/// Most blocks that are not yet included in the relay chain.
pub const UNINCLUDED_SEGMENT_CAPACITY: u32 = (3 + RELAY_PARENT_OFFSET) * BLOCKS_PER_SLOT;

/// Blocks in a minute.
pub const MINUTES: BlockNumber = 30;
/// Blocks in an hour.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Blocks in a day.
pub const DAYS: BlockNumber = 24 * HOURS;

/// Share of a block that signed transactions can fill; the rest is for operational calls.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);
/// Share of a block that hooks are expected to need.
const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);

/// Weight of one of the blocks that share a core: 2 s and a PoV between them.
pub const BUNDLED_BLOCK_WEIGHT: Weight = Weight::from_parts(
	2 * WEIGHT_REF_TIME_PER_SECOND / BLOCKS_PER_SLOT as u64,
	MAX_POV_SIZE as u64 / BLOCKS_PER_SLOT as u64,
);

parameter_types! {
	/// Blocks whose hashes are kept.
	pub const BlockHashCount: BlockNumber = 4096;
	/// [`BLOCKS_PER_SLOT`] as a type.
	pub const TargetBlockRate: u32 = BLOCKS_PER_SLOT;
	/// Prefix of addresses: the generic Substrate one.
	pub const SS58Prefix: u8 = 42;
	/// Weight kept for downward messages at the beginning of a block.
	pub const ReservedDmpWeight: Weight = BUNDLED_BLOCK_WEIGHT.saturating_div(4);
	/// Weight kept for sibling messages at the beginning of a block.
	pub const ReservedXcmpWeight: Weight = BUNDLED_BLOCK_WEIGHT.saturating_div(4);
	/// Weight that queued messages may use in a block.
	pub MessageQueueServiceWeight: Weight = share(Perbill::from_percent(35), BUNDLED_BLOCK_WEIGHT);
	/// Most bytes of transactions in a block.
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(5 * 1024 * 1024)
		.modify_max_length_for_class(DispatchClass::Normal, |m| *m = NORMAL_DISPATCH_RATIO.mul_floor(*m))
		.build();
}

/// Weight limits of `Runtime`'s blocks; they follow the number of blocks that share a core.
pub struct RuntimeBlockWeights<Runtime>(PhantomData<Runtime>);

impl<Runtime: cumulus_pallet_parachain_system::Config> Get<BlockWeights>
	for RuntimeBlockWeights<Runtime>
{
	fn get() -> BlockWeights {
		let max = MaxParachainBlockWeight::<Runtime, TargetBlockRate>::get();
		let normal = share(NORMAL_DISPATCH_RATIO, max);
		BlockWeights::builder()
			.base_block(BlockExecutionWeight::get())
			.for_class(DispatchClass::all(), |weights| {
				weights.base_extrinsic = ExtrinsicBaseWeight::get();
			})
			.for_class(DispatchClass::Normal, |weights| {
				weights.max_total = Some(normal);
			})
			.for_class(DispatchClass::Operational, |weights| {
				weights.max_total = Some(max);
				weights.reserved = Some(max.saturating_sub(normal));
			})
			.avg_block_initialization(AVERAGE_ON_INITIALIZE_RATIO)
			.build_or_panic()
	}
}

fn share(ratio: Perbill, weight: Weight) -> Weight {
	Weight::from_parts(ratio.mul_floor(weight.ref_time()), ratio.mul_floor(weight.proof_size()))
}
