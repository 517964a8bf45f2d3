// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_sectors`, measured in wasm and written by `scripts/weights`; do not edit.
//! `set_parameter`, `authorize_upgrade`, `spend_public`, `retire`, `complete_retirement`, `announced`, `reported` and
//! `notice` are by hand, until they are measured.
//!
//! 2026-11-24, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_sectors`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `admit`.
	fn admit() -> Weight;
	/// Weight measured by the benchmark `suspend`.
	fn suspend() -> Weight;
	/// Weight measured by the benchmark `reinstate`.
	fn reinstate() -> Weight;
	/// Weight measured by the benchmark `set_operator`.
	fn set_operator() -> Weight;
	/// Weight measured by the benchmark `set_rate_base`.
	fn set_rate_base() -> Weight;
	/// Weight measured by the benchmark `set_mint_cap`.
	fn set_mint_cap() -> Weight;
	/// Weight measured by the benchmark `set_parameter`.
	fn set_parameter() -> Weight;
	/// Weight measured by the benchmark `authorize_upgrade`.
	fn authorize_upgrade() -> Weight;
	/// Weight measured by the benchmark `spend_public`.
	fn spend_public() -> Weight;
	/// Weight measured by the benchmark `retire`.
	fn retire() -> Weight;
	/// Weight measured by the benchmark `complete_retirement`.
	fn complete_retirement() -> Weight;
	/// Weight measured by the benchmark `announced`.
	fn announced() -> Weight;
	/// Weight measured by the benchmark `reported`.
	fn reported() -> Weight;
	/// Weight measured by the benchmark `notice`.
	fn notice() -> Weight;
}

/// Weights for `pallet_sectors` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Sectors::Sectors` (r:1 w:1)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::CounterForSectors` (r:1 w:1)
	// Proof: `Sectors::CounterForSectors` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn admit() -> Weight {
		// Measured: 240 bytes of proof, at least 38_021_000 ps.
		Weight::from_parts(39_604_000, 3601)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Sectors::Sectors` (r:1 w:1)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:0)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Active` (r:1 w:1)
	// Proof: `Sectors::Active` (`max_values`: Some(1), `max_size`: Some(3702), added: 4197, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:1 w:1)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:1 w:1)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(397), added: 2872, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(16455), added: 18930, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn suspend() -> Weight {
		// Measured: 942 bytes of proof, at least 109_095_000 ps.
		Weight::from_parts(112_320_000, 5187)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	// Storage: `Sectors::Sectors` (r:1 w:1)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:0)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Active` (r:1 w:1)
	// Proof: `Sectors::Active` (`max_values`: Some(1), `max_size`: Some(3702), added: 4197, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:1 w:1)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:1 w:1)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(397), added: 2872, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(16455), added: 18930, mode: `MaxEncodedLen`)
	fn reinstate() -> Weight {
		// Measured: 1227 bytes of proof, at least 124_934_000 ps.
		Weight::from_parts(126_828_000, 108971)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:1)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Active` (r:1 w:1)
	// Proof: `Sectors::Active` (`max_values`: Some(1), `max_size`: Some(3702), added: 4197, mode: `MaxEncodedLen`)
	fn set_operator() -> Weight {
		// Measured: 4916 bytes of proof, at least 66_655_000 ps.
		Weight::from_parts(69_420_000, 5187)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:1)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	fn set_rate_base() -> Weight {
		// Measured: 383 bytes of proof, at least 36_498_000 ps.
		Weight::from_parts(37_681_000, 3863)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:1)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	fn set_mint_cap() -> Weight {
		// Measured: 383 bytes of proof, at least 35_547_000 ps.
		Weight::from_parts(37_310_000, 3863)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn set_parameter() -> Weight {
		Weight::from_parts(150_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn authorize_upgrade() -> Weight {
		Weight::from_parts(150_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	// Set by hand, from `set_parameter`: to be measured.
	fn spend_public() -> Weight {
		Weight::from_parts(150_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn retire() -> Weight {
		Weight::from_parts(130_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn complete_retirement() -> Weight {
		Weight::from_parts(130_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn announced() -> Weight {
		Weight::from_parts(130_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn reported() -> Weight {
		Weight::from_parts(150_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	// Set by hand, from `set_parameter`: to be measured.
	fn notice() -> Weight {
		Weight::from_parts(90_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn admit() -> Weight {
		Weight::from_parts(39_604_000, 3601)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(112_320_000, 5187)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(126_828_000, 108971)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn set_operator() -> Weight {
		Weight::from_parts(69_420_000, 5187)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_rate_base() -> Weight {
		Weight::from_parts(37_681_000, 3863)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_mint_cap() -> Weight {
		Weight::from_parts(37_310_000, 3863)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn set_parameter() -> Weight {
		Weight::from_parts(150_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn authorize_upgrade() -> Weight {
		Weight::from_parts(150_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	// Set by hand, from `set_parameter`: to be measured.
	fn spend_public() -> Weight {
		Weight::from_parts(150_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn retire() -> Weight {
		Weight::from_parts(130_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn complete_retirement() -> Weight {
		Weight::from_parts(130_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn announced() -> Weight {
		Weight::from_parts(130_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	// Set by hand, from `suspend`: to be measured.
	fn reported() -> Weight {
		Weight::from_parts(150_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	// Set by hand, from `set_parameter`: to be measured.
	fn notice() -> Weight {
		Weight::from_parts(90_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
