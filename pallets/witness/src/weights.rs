// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_witness`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_witness`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `authorize_attest`, `n` of 2 to 24.
	fn authorize_attest(n: u32) -> Weight;
	/// Weight measured by the benchmark `attest`, `n` of 2 to 24.
	fn attest(n: u32) -> Weight;
	/// Weight measured by the benchmark `take_heads`, `s` of 0 to 99.
	fn take_heads(s: u32) -> Weight;
	/// Weight measured by the benchmark `tick`.
	fn tick() -> Weight;
	/// Weight measured by the benchmark `expire`.
	fn expire() -> Weight;
	/// Weight measured by the benchmark `send_again`.
	fn send_again() -> Weight;
	/// Weight measured by the benchmark `open_request`.
	fn open_request() -> Weight;
	/// Weight measured by the benchmark `store_batch`, `e` of 1 to 1024.
	fn store_batch(e: u32) -> Weight;
}

/// Weights for `pallet_witness` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Witness::Requests` (r:1 w:0)
	// Proof: `Witness::Requests` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Witness::Records` (r:1 w:0)
	// Proof: `Witness::Records` (`max_values`: None, `max_size`: Some(178), added: 2653, mode: `MaxEncodedLen`)
	// Storage: `Witness::Heads` (r:1 w:0)
	// Proof: `Witness::Heads` (`max_values`: None, `max_size`: Some(2574), added: 5049, mode: `MaxEncodedLen`)
	fn authorize_attest(n: u32) -> Weight {
		// Measured: 3541 bytes of proof, at least 28_142_000 ps.
		Weight::from_parts(28_205_500, 6039)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(2_561_500, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
	// Storage: `Witness::Requests` (r:1 w:1)
	// Proof: `Witness::Requests` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Witness::Records` (r:1 w:1)
	// Proof: `Witness::Records` (`max_values`: None, `max_size`: Some(178), added: 2653, mode: `MaxEncodedLen`)
	// Storage: `Witness::Heads` (r:1 w:0)
	// Proof: `Witness::Heads` (`max_values`: None, `max_size`: Some(2574), added: 5049, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:1 w:1)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:1 w:1)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(269), added: 2744, mode: `MaxEncodedLen`)
	// Storage: `Witness::Order` (r:1 w:1)
	// Proof: `Witness::Order` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `Witness::Unsent` (r:1 w:0)
	// Proof: `Witness::Unsent` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn attest(n: u32) -> Weight {
		// Measured: 6779 bytes of proof, at least 107_721_000 ps.
		Weight::from_parts(115_726_000, 8264)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(3_755_250, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	// Storage: `Witness::Order` (r:1 w:0)
	// Proof: `Witness::Order` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::ValidationData` (r:1 w:0)
	// Proof: `ParachainSystem::ValidationData` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `ParachainSystem::LastRelayChainBlockNumber` (r:1 w:0)
	// Proof: `ParachainSystem::LastRelayChainBlockNumber` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Witness::Heads` (r:99 w:99)
	// Proof: `Witness::Heads` (`max_values`: None, `max_size`: Some(2574), added: 5049, mode: `MaxEncodedLen`)
	fn take_heads(s: u32) -> Weight {
		// Measured: 2625 + s * 59 bytes of proof, at least 4_888_000 ps.
		Weight::from_parts(31_148_571, 4559)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(17_281_357, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 5049).saturating_mul(s.into()))
	}
	// Storage: `Witness::Unsent` (r:1 w:0)
	// Proof: `Witness::Unsent` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `Witness::Order` (r:1 w:0)
	// Proof: `Witness::Order` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `Witness::Requests` (r:1 w:0)
	// Proof: `Witness::Requests` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	fn tick() -> Weight {
		// Measured: 3958 bytes of proof, at least 17_746_000 ps.
		Weight::from_parts(18_538_000, 4559).saturating_add(T::DbWeight::get().reads(3_u64))
	}
	// Storage: `Witness::Unsent` (r:1 w:0)
	// Proof: `Witness::Unsent` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `Witness::Order` (r:1 w:1)
	// Proof: `Witness::Order` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `Witness::Requests` (r:2 w:1)
	// Proof: `Witness::Requests` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	fn expire() -> Weight {
		// Measured: 4285 bytes of proof, at least 32_168_000 ps.
		Weight::from_parts(34_381_000, 6140)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Witness::Unsent` (r:1 w:1)
	// Proof: `Witness::Unsent` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `Witness::Requests` (r:2 w:1)
	// Proof: `Witness::Requests` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Witness::Records` (r:1 w:1)
	// Proof: `Witness::Records` (`max_values`: None, `max_size`: Some(178), added: 2653, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:1 w:1)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:1 w:1)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(269), added: 2744, mode: `MaxEncodedLen`)
	// Storage: `Witness::Order` (r:1 w:1)
	// Proof: `Witness::Order` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn send_again() -> Weight {
		// Measured: 4460 bytes of proof, at least 76_394_000 ps.
		Weight::from_parts(78_607_000, 6140)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	// Storage: `ParachainInfo::ParachainId` (r:1 w:0)
	// Proof: `ParachainInfo::ParachainId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Witness::Requests` (r:2 w:2)
	// Proof: `Witness::Requests` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Witness::Records` (r:1 w:0)
	// Proof: `Witness::Records` (`max_values`: None, `max_size`: Some(178), added: 2653, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Witness::Order` (r:1 w:1)
	// Proof: `Witness::Order` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	// Storage: `Witness::Unsent` (r:1 w:1)
	// Proof: `Witness::Unsent` (`max_values`: Some(1), `max_size`: Some(3074), added: 3569, mode: `MaxEncodedLen`)
	fn open_request() -> Weight {
		// Measured: 4131 bytes of proof, at least 43_114_000 ps.
		Weight::from_parts(43_965_000, 6140)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `Witness::Batches` (r:1 w:2)
	// Proof: `Witness::Batches` (`max_values`: None, `max_size`: Some(32818), added: 35293, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:1 w:1)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:1 w:1)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(269), added: 2744, mode: `MaxEncodedLen`)
	// Storage: `Witness::NewestForgotten` (r:1 w:1)
	// Proof: `Witness::NewestForgotten` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Witness::NextPlace` (r:1 w:1)
	// Proof: `Witness::NextPlace` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Witness::BatchPlaces` (r:1 w:1)
	// Proof: `Witness::BatchPlaces` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::DeferredFees` (r:1 w:0)
	// Proof: `SectorToken::DeferredFees` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::DebtsQueue` (r:1 w:1)
	// Proof: `SectorToken::DebtsQueue` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Debts` (r:1 w:1)
	// Proof: `SectorToken::Debts` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `MaxEncodedLen`)
	fn store_batch(e: u32) -> Weight {
		// Measured: 829 bytes of proof, at least 71_727_000 ps.
		Weight::from_parts(73_706_635, 36283)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(127_685, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn authorize_attest(n: u32) -> Weight {
		Weight::from_parts(28_205_500, 6039)
			.saturating_add(Weight::from_parts(2_561_500, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn attest(n: u32) -> Weight {
		Weight::from_parts(115_726_000, 8264)
			.saturating_add(Weight::from_parts(3_755_250, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn take_heads(s: u32) -> Weight {
		Weight::from_parts(31_148_571, 4559)
			.saturating_add(Weight::from_parts(17_281_357, 0).saturating_mul(s.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 5049).saturating_mul(s.into()))
	}
	fn tick() -> Weight {
		Weight::from_parts(18_538_000, 4559).saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn expire() -> Weight {
		Weight::from_parts(34_381_000, 6140)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn send_again() -> Weight {
		Weight::from_parts(78_607_000, 6140)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn open_request() -> Weight {
		Weight::from_parts(43_965_000, 6140)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn store_batch(e: u32) -> Weight {
		Weight::from_parts(73_706_635, 36283)
			.saturating_add(Weight::from_parts(127_685, 0).saturating_mul(e.into()))
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(13_u64))
	}
}
