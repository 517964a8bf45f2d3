// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_multi_record`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

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
		// Measured: 0 bytes of proof, at least 1_993_000 ps.
		Weight::from_parts(2_403_000, 0)
	}
	fn gather(n: u32, b: u32) -> Weight {
		// Measured: 0 bytes of proof, at least 821_000 ps.
		Weight::from_parts(66_511_822, 0)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(2_163_500, 0).saturating_mul(n.into()))
			// Standard error: 0.
			.saturating_add(Weight::from_parts(1_333, 0).saturating_mul(b.into()))
	}
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::NextToAssign` (r:1 w:1)
	// Proof: `MultiRecord::NextToAssign` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Windows` (r:2 w:3)
	// Proof: `MultiRecord::Windows` (`max_values`: None, `max_size`: Some(266), added: 2741, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::TreasuryShare` (r:1 w:1)
	// Proof: `MultiRecord::TreasuryShare` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Unrecorded` (r:2 w:2)
	// Proof: `MultiRecord::Unrecorded` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Burned` (r:1 w:1)
	// Proof: `Settlement::Burned` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Entries` (r:0 w:2)
	// Proof: `MultiRecord::Entries` (`max_values`: None, `max_size`: Some(49166), added: 51641, mode: `MaxEncodedLen`)
	fn close() -> Weight {
		// Measured: 687 bytes of proof, at least 264_214_000 ps.
		Weight::from_parts(273_648_000, 6472)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	// Storage: `Sectors::Active` (r:1 w:0)
	// Proof: `Sectors::Active` (`max_values`: Some(1), `max_size`: Some(3702), added: 4197, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Unrecorded` (r:8 w:2)
	// Proof: `MultiRecord::Unrecorded` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Entries` (r:1 w:0)
	// Proof: `MultiRecord::Entries` (`max_values`: None, `max_size`: Some(49166), added: 51641, mode: `Measured`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:2 w:0)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:2 w:2)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:2 w:2)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:2 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(397), added: 2872, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::TreasuryShare` (r:1 w:1)
	// Proof: `MultiRecord::TreasuryShare` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:2)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(32855), added: 35330, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Windows` (r:0 w:1)
	// Proof: `MultiRecord::Windows` (`max_values`: None, `max_size`: Some(266), added: 2741, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::NextToAssign` (r:0 w:1)
	// Proof: `MultiRecord::NextToAssign` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:2)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	fn assign(n: u32) -> Weight {
		// Measured: 2321 + n * 48 bytes of proof, at least 179_157_000 ps.
		Weight::from_parts(186_994_250, 20918)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(1_407_762, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(25_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
			.saturating_add(Weight::from_parts(0, 48).saturating_mul(n.into()))
	}
	// Storage: `MultiRecord::Windows` (r:1 w:1)
	// Proof: `MultiRecord::Windows` (`max_values`: None, `max_size`: Some(266), added: 2741, mode: `MaxEncodedLen`)
	// Storage: `MultiRecord::Unrecorded` (r:1 w:1)
	// Proof: `MultiRecord::Unrecorded` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Burned` (r:1 w:1)
	// Proof: `Settlement::Burned` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn recorded() -> Weight {
		// Measured: 419 bytes of proof, at least 44_436_000 ps.
		Weight::from_parts(45_388_000, 3731)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `MultiRecord::NextToAssign` (r:1 w:0)
	// Proof: `MultiRecord::NextToAssign` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	fn tick() -> Weight {
		// Measured: 126 bytes of proof, at least 5_999_000 ps.
		Weight::from_parts(6_349_000, 1521).saturating_add(T::DbWeight::get().reads(2_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn note() -> Weight {
		Weight::from_parts(2_403_000, 0)
	}
	fn gather(n: u32, b: u32) -> Weight {
		Weight::from_parts(66_511_822, 0)
			.saturating_add(Weight::from_parts(2_163_500, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(1_333, 0).saturating_mul(b.into()))
	}
	fn close() -> Weight {
		Weight::from_parts(273_648_000, 6472)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn assign(n: u32) -> Weight {
		Weight::from_parts(186_994_250, 20918)
			.saturating_add(Weight::from_parts(1_407_762, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(25_u64))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
			.saturating_add(Weight::from_parts(0, 48).saturating_mul(n.into()))
	}
	fn recorded() -> Weight {
		Weight::from_parts(45_388_000, 3731)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn tick() -> Weight {
		Weight::from_parts(6_349_000, 1521).saturating_add(RocksDbWeight::get().reads(2_u64))
	}
}
