// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_multi_record`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-11-24, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_multi_record`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `record`, `b` of 1 to 1000000.
	fn record(b: u32) -> Weight;
	/// Weight measured by the benchmark `close`.
	fn close() -> Weight;
	/// Weight measured by the benchmark `assign`, `n` of 1 to 256, `r` of 2 to 8.
	fn assign(n: u32, r: u32) -> Weight;
	/// Weight measured by the benchmark `tick`.
	fn tick() -> Weight;
}

/// Weights for `pallet_multi_record` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn record(b: u32) -> Weight {
		// Measured: 0 bytes of proof, at least 14_958_000 ps.
		Weight::from_parts(15_689_000, 0)
			// Standard error: 28.
			.saturating_add(Weight::from_parts(1_876, 0).saturating_mul(b.into()))
	}
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::NextToAssign` (r:1 w:1)
	// Proof: `MultiRecord::NextToAssign` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Windows` (r:2 w:3)
	// Proof: `MultiRecord::Windows` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Unrecorded` (r:4 w:4)
	// Proof: `MultiRecord::Unrecorded` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Entries` (r:0 w:2)
	// Proof: `MultiRecord::Entries` (`max_values`: None, `max_size`: Some(8206), added: 10681, mode: `MaxEncodedLen`)
	fn close() -> Weight {
		// Measured: 347 bytes of proof, at least 135_434_000 ps.
		Weight::from_parts(140_082_000, 10954)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	// Storage: `Sectors::Active` (r:1 w:0)
	// Proof: `Sectors::Active` (`max_values`: Some(1), `max_size`: Some(3702), added: 4197, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Unrecorded` (r:8 w:8)
	// Proof: `MultiRecord::Unrecorded` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Entries` (r:1 w:0)
	// Proof: `MultiRecord::Entries` (`max_values`: None, `max_size`: Some(8206), added: 10681, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:8 w:8)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:8 w:8)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:8 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(397), added: 2872, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:8)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(16455), added: 18930, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Windows` (r:0 w:1)
	// Proof: `MultiRecord::Windows` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::NextToAssign` (r:0 w:1)
	// Proof: `MultiRecord::NextToAssign` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:8)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn assign(n: u32, r: u32) -> Weight {
		// Measured: 779 + n * 32 + r * 80 bytes of proof, at least 205_726_000 ps.
		Weight::from_parts(208_141_000, 11671)
			// Standard error: 14_246.
			.saturating_add(Weight::from_parts(2_094_291, 0).saturating_mul(n.into()))
			// Standard error: 450_396.
			.saturating_add(Weight::from_parts(45_355_739, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(14_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2491).saturating_mul(r.into()))
	}
	// Storage: `MultiRecord::NextToAssign` (r:1 w:0)
	// Proof: `MultiRecord::NextToAssign` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	fn tick() -> Weight {
		// Measured: 88 bytes of proof, at least 9_308_000 ps.
		Weight::from_parts(9_749_000, 1521).saturating_add(T::DbWeight::get().reads(2_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn record(b: u32) -> Weight {
		Weight::from_parts(15_689_000, 0)
			.saturating_add(Weight::from_parts(1_876, 0).saturating_mul(b.into()))
	}
	fn close() -> Weight {
		Weight::from_parts(140_082_000, 10954)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn assign(n: u32, r: u32) -> Weight {
		Weight::from_parts(208_141_000, 11671)
			.saturating_add(Weight::from_parts(2_094_291, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(45_355_739, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2491).saturating_mul(r.into()))
	}
	fn tick() -> Weight {
		Weight::from_parts(9_749_000, 1521).saturating_add(RocksDbWeight::get().reads(2_u64))
	}
}
