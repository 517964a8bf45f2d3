// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_sector_profile`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_sector_profile`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `idle_block`.
	fn idle_block() -> Weight;
	/// Weight measured by the benchmark `end_era`.
	fn end_era() -> Weight;
}

/// Weights for `pallet_sector_profile` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `SectorProfile::Profile` (r:1 w:0)
	// Proof: `SectorProfile::Profile` (`max_values`: Some(1), `max_size`: Some(48), added: 543, mode: `MaxEncodedLen`)
	// Storage: `SectorProfile::Announced` (r:1 w:0)
	// Proof: `SectorProfile::Announced` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	// Storage: `SectorProfile::CurrentEra` (r:1 w:0)
	// Proof: `SectorProfile::CurrentEra` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `SectorProfile::EraLength` (r:1 w:0)
	// Proof: `SectorProfile::EraLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn idle_block() -> Weight {
		// Measured: 210 bytes of proof, at least 9_475_000 ps.
		Weight::from_parts(10_095_000, 1533).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	// Storage: `SectorProfile::Profile` (r:1 w:0)
	// Proof: `SectorProfile::Profile` (`max_values`: Some(1), `max_size`: Some(48), added: 543, mode: `MaxEncodedLen`)
	// Storage: `SectorProfile::Announced` (r:1 w:1)
	// Proof: `SectorProfile::Announced` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
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
	// Storage: `SectorProfile::CurrentEra` (r:1 w:1)
	// Proof: `SectorProfile::CurrentEra` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `SectorProfile::EraLength` (r:1 w:0)
	// Proof: `SectorProfile::EraLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::PaidWork` (r:1 w:0)
	// Proof: `PouwVerify::PaidWork` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Figures` (r:1 w:0)
	// Proof: `Tasks::Figures` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	// Storage: `SectorProfile::Carried` (r:1 w:1)
	// Proof: `SectorProfile::Carried` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:2)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	// Storage: `SectorProfile::Ledger` (r:0 w:2)
	// Proof: `SectorProfile::Ledger` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn end_era() -> Weight {
		// Measured: 369 bytes of proof, at least 78_397_000 ps.
		Weight::from_parts(80_049_000, 3791)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn idle_block() -> Weight {
		Weight::from_parts(10_095_000, 1533).saturating_add(RocksDbWeight::get().reads(4_u64))
	}
	fn end_era() -> Weight {
		Weight::from_parts(80_049_000, 3791)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
}
