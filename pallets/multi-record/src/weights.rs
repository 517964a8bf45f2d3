// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_multi_record`, measured in wasm and written by `scripts/weights`, but for
//! those of `note`, `gather` and `assign`, which are by hand, until they are measured.
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
	/// Weight measured by the benchmark `note`.
	fn note() -> Weight;
	/// Weight measured by the benchmark `gather`, `n` of 0 to 1023, `b` of 0 to 1000000.
	fn gather(n: u32, b: u32) -> Weight;
	/// Weight measured by the benchmark `close`.
	fn close() -> Weight;
	/// Weight measured by the benchmark `assign`, `n` of 1 to 1024.
	fn assign(n: u32) -> Weight;
	/// Weight measured by the benchmark `recorded`.
	fn recorded() -> Weight;
	/// Weight measured by the benchmark `tick`.
	fn tick() -> Weight;
}

/// Weights for `pallet_multi_record` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn note() -> Weight {
		Weight::from_parts(4_500_000, 0)
	}
	fn gather(n: u32, b: u32) -> Weight {
		Weight::from_parts(12_000_000, 0)
			.saturating_add(Weight::from_parts(3_500_000, 0).saturating_mul(n.into()))
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
	fn assign(n: u32) -> Weight {
		Weight::from_parts(350_000_000, 16653)
			.saturating_add(Weight::from_parts(2_094_291, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
			.saturating_add(Weight::from_parts(0, 48).saturating_mul(n.into()))
	}
	// Set by hand: to be measured.
	fn recorded() -> Weight {
		Weight::from_parts(90_000_000, 3_600)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
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
	fn note() -> Weight {
		Weight::from_parts(4_500_000, 0)
	}
	fn gather(n: u32, b: u32) -> Weight {
		Weight::from_parts(12_000_000, 0)
			.saturating_add(Weight::from_parts(3_500_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(1_876, 0).saturating_mul(b.into()))
	}
	fn close() -> Weight {
		Weight::from_parts(140_082_000, 10954)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn assign(n: u32) -> Weight {
		Weight::from_parts(350_000_000, 16653)
			.saturating_add(Weight::from_parts(2_094_291, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
			.saturating_add(Weight::from_parts(0, 48).saturating_mul(n.into()))
	}
	// Set by hand: to be measured.
	fn recorded() -> Weight {
		Weight::from_parts(90_000_000, 3_600)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn tick() -> Weight {
		Weight::from_parts(9_749_000, 1521).saturating_add(RocksDbWeight::get().reads(2_u64))
	}
}
