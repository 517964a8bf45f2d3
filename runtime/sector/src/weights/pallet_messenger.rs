// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_messenger` in this runtime, measured in wasm and written by `scripts/weights`,
//! but for those of `receive_acknowledgement` and `look` and the proof of `receive`: these are by hand, until they are measured.
//!
//! 2026-11-24, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights for `pallet_messenger`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_messenger::WeightInfo for WeightInfo<T> {
	// Storage: `Messenger::Inboxes` (r:1 w:1)
	// Proof: `Messenger::Inboxes` (`max_values`: None, `max_size`: Some(2066), added: 4541, mode: `MaxEncodedLen`)
	// Storage: `Witness::Batches` (r:1 w:1)
	// Proof: `Witness::Batches` (`max_values`: None, `max_size`: Some(16434), added: 18909, mode: `MaxEncodedLen`)
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
	// Storage: `Witness::NextPlace` (r:1 w:1)
	// Proof: `Witness::NextPlace` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Witness::BatchPlaces` (r:1 w:1)
	// Proof: `Witness::BatchPlaces` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn receive() -> Weight {
		// Measured: 2264 bytes of proof, at least 287_699_000 ps.
		Weight::from_parts(450_000_000, 36283)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
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
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(269), added: 2744, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:32 w:32)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn resend(n: u32) -> Weight {
		// Measured: 454 + n * 151 bytes of proof, at least 7_484_000 ps.
		Weight::from_parts(4_848_567, 108971)
			// Standard error: 120_131.
			.saturating_add(Weight::from_parts(43_531_307, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2572).saturating_mul(n.into()))
	}
}
