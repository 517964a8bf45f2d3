// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_orders`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_orders`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `order`.
	fn order() -> Weight;
	/// Weight measured by the benchmark `close`.
	fn close() -> Weight;
	/// Weight measured by the benchmark `ended`.
	fn ended() -> Weight;
	/// Weight measured by the benchmark `cancel`.
	fn cancel() -> Weight;
}

/// Weights for `pallet_orders` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:0)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Orders::Horizon` (r:1 w:1)
	// Proof: `Orders::Horizon` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Orders::Orders` (r:2 w:3)
	// Proof: `Orders::Orders` (`max_values`: None, `max_size`: Some(306), added: 2781, mode: `MaxEncodedLen`)
	// Storage: `Orders::Open` (r:1 w:1)
	// Proof: `Orders::Open` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Orders::NextOrder` (r:1 w:1)
	// Proof: `Orders::NextOrder` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Orders::OpenOf` (r:1 w:1)
	// Proof: `Orders::OpenOf` (`max_values`: None, `max_size`: Some(433), added: 2908, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	// Storage: `Orders::Totals` (r:1 w:1)
	// Proof: `Orders::Totals` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
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
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(32855), added: 35330, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn order() -> Weight {
		// Measured: 2336 bytes of proof, at least 142_082_000 ps.
		Weight::from_parts(146_108_000, 6552)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(16_u64))
	}
	// Storage: `Orders::Orders` (r:3 w:3)
	// Proof: `Orders::Orders` (`max_values`: None, `max_size`: Some(306), added: 2781, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Burned` (r:1 w:1)
	// Proof: `Settlement::Burned` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Orders::Totals` (r:1 w:1)
	// Proof: `Orders::Totals` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Orders::Open` (r:1 w:1)
	// Proof: `Orders::Open` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Orders::OpenOf` (r:1 w:1)
	// Proof: `Orders::OpenOf` (`max_values`: None, `max_size`: Some(433), added: 2908, mode: `MaxEncodedLen`)
	// Storage: `Orders::Cancelling` (r:1 w:1)
	// Proof: `Orders::Cancelling` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
	// Storage: `Orders::Horizon` (r:1 w:1)
	// Proof: `Orders::Horizon` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	fn close() -> Weight {
		// Measured: 2564 bytes of proof, at least 119_058_000 ps.
		Weight::from_parts(121_672_000, 9333)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	// Storage: `Orders::Orders` (r:3 w:3)
	// Proof: `Orders::Orders` (`max_values`: None, `max_size`: Some(306), added: 2781, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Burned` (r:1 w:1)
	// Proof: `Settlement::Burned` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Orders::Totals` (r:1 w:1)
	// Proof: `Orders::Totals` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `Orders::Open` (r:1 w:1)
	// Proof: `Orders::Open` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Orders::OpenOf` (r:1 w:1)
	// Proof: `Orders::OpenOf` (`max_values`: None, `max_size`: Some(433), added: 2908, mode: `MaxEncodedLen`)
	// Storage: `Orders::Cancelling` (r:1 w:1)
	// Proof: `Orders::Cancelling` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
	// Storage: `Orders::Horizon` (r:1 w:1)
	// Proof: `Orders::Horizon` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	fn ended() -> Weight {
		// Measured: 2141 bytes of proof, at least 109_363_000 ps.
		Weight::from_parts(111_747_000, 9333)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	// Storage: `Orders::Orders` (r:1 w:0)
	// Proof: `Orders::Orders` (`max_values`: None, `max_size`: Some(306), added: 2781, mode: `Measured`)
	// Storage: `Orders::Cancelling` (r:1 w:1)
	// Proof: `Orders::Cancelling` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `Measured`)
	// Storage: `Messenger::OutboxLen` (r:1 w:1)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `Measured`)
	// Storage: `Messenger::NextId` (r:1 w:1)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `Measured`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `Measured`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(397), added: 2872, mode: `Measured`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(32855), added: 35330, mode: `Measured`)
	fn cancel() -> Weight {
		// Measured: 2414 bytes of proof, at least 67_140_000 ps.
		Weight::from_parts(69_633_000, 5879)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn order() -> Weight {
		Weight::from_parts(146_108_000, 6552)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(16_u64))
	}
	fn close() -> Weight {
		Weight::from_parts(121_672_000, 9333)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn ended() -> Weight {
		Weight::from_parts(111_747_000, 9333)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(69_633_000, 5879)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
}
