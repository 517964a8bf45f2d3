// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_settlement`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_settlement`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `cancel`.
	fn cancel() -> Weight;
	/// Weight measured by the benchmark `release`.
	fn release() -> Weight;
	/// Weight measured by the benchmark `request`.
	fn request() -> Weight;
	/// Weight measured by the benchmark `released`.
	fn released() -> Weight;
	/// Weight measured by the benchmark `attest`.
	fn attest() -> Weight;
	/// Weight measured by the benchmark `tick`.
	fn tick() -> Weight;
	/// Weight measured by the benchmark `look`.
	fn look() -> Weight;
	/// Weight measured by the benchmark `draw`.
	fn draw() -> Weight;
	/// Weight measured by the benchmark `expire_round`.
	fn expire_round() -> Weight;
	/// Weight measured by the benchmark `admit`.
	fn admit() -> Weight;
	/// Weight measured by the benchmark `end`.
	fn end() -> Weight;
}

/// Weights for `pallet_settlement` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Settlement::Conversions` (r:3 w:3)
	// Proof: `Settlement::Conversions` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:3 w:3)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:3 w:3)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:3 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:2 w:3)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(397), added: 2872, mode: `MaxEncodedLen`)
	// Storage: `Settlement::CapUses` (r:1 w:1)
	// Proof: `Settlement::CapUses` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Totals` (r:1 w:1)
	// Proof: `Settlement::Totals` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Open` (r:1 w:1)
	// Proof: `Settlement::Open` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Horizon` (r:1 w:1)
	// Proof: `Settlement::Horizon` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:3)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(32855), added: 35330, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Agenda` (r:0 w:1)
	// Proof: `Settlement::Agenda` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn cancel() -> Weight {
		// Measured: 2315 bytes of proof, at least 173_319_000 ps.
		Weight::from_parts(190_454_000, 8859)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(22_u64))
	}
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Settlement::ReleaseEnds` (r:1 w:1)
	// Proof: `Settlement::ReleaseEnds` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:0)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `Settlement::EmergencyUses` (r:1 w:1)
	// Proof: `Settlement::EmergencyUses` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Burned` (r:1 w:1)
	// Proof: `Settlement::Burned` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
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
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	// Storage: `Settlement::Releases` (r:0 w:1)
	// Proof: `Settlement::Releases` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	fn release() -> Weight {
		// Measured: 1545 bytes of proof, at least 87_290_000 ps.
		Weight::from_parts(104_897_000, 3863)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	// Storage: `Settlement::Horizon` (r:1 w:1)
	// Proof: `Settlement::Horizon` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Conversions` (r:3 w:3)
	// Proof: `Settlement::Conversions` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:4 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Open` (r:1 w:1)
	// Proof: `Settlement::Open` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:0)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `Settlement::CapUses` (r:1 w:1)
	// Proof: `Settlement::CapUses` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `Settlement::QueueEnds` (r:1 w:0)
	// Proof: `Settlement::QueueEnds` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Settlement::DrawEnds` (r:1 w:1)
	// Proof: `Settlement::DrawEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Settlement::DrawQueue` (r:0 w:1)
	// Proof: `Settlement::DrawQueue` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn request() -> Weight {
		// Measured: 1536 bytes of proof, at least 85_778_000 ps.
		Weight::from_parts(90_004_000, 11034)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	// Storage: `Settlement::Releases` (r:64 w:1)
	// Proof: `Settlement::Releases` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	// Storage: `Settlement::ReleaseEnds` (r:1 w:1)
	// Proof: `Settlement::ReleaseEnds` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn released() -> Weight {
		// Measured: 165 bytes of proof, at least 143_343_000 ps.
		Weight::from_parts(153_158_000, 164830)
			.saturating_add(T::DbWeight::get().reads(65_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Settlement::Conversions` (r:3 w:3)
	// Proof: `Settlement::Conversions` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Issued` (r:1 w:1)
	// Proof: `Settlement::Issued` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Settlement::PendingToll` (r:1 w:1)
	// Proof: `Settlement::PendingToll` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Totals` (r:1 w:1)
	// Proof: `Settlement::Totals` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Open` (r:1 w:1)
	// Proof: `Settlement::Open` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
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
	// Storage: `Settlement::Horizon` (r:1 w:1)
	// Proof: `Settlement::Horizon` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(32855), added: 35330, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	// Storage: `Settlement::Agenda` (r:0 w:1)
	// Proof: `Settlement::Agenda` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn attest() -> Weight {
		// Measured: 2187 bytes of proof, at least 156_603_000 ps.
		Weight::from_parts(169_833_000, 8859)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	// Storage: `Settlement::GenesisIssuance` (r:1 w:1)
	// Proof: `Settlement::GenesisIssuance` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Issued` (r:1 w:0)
	// Proof: `Settlement::Issued` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Settlement::AgendaCursor` (r:1 w:1)
	// Proof: `Settlement::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Agenda` (r:1 w:0)
	// Proof: `Settlement::Agenda` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	// Storage: `Settlement::DrawEnds` (r:1 w:0)
	// Proof: `Settlement::DrawEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	// Storage: `Settlement::QueuedSectors` (r:1 w:0)
	// Proof: `Settlement::QueuedSectors` (`max_values`: Some(1), `max_size`: Some(402), added: 897, mode: `MaxEncodedLen`)
	fn tick() -> Weight {
		// Measured: 158 bytes of proof, at least 15_773_000 ps.
		Weight::from_parts(18_417_000, 3497)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Settlement::DrawEnds` (r:1 w:1)
	// Proof: `Settlement::DrawEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	// Storage: `Settlement::DrawQueue` (r:1 w:2)
	// Proof: `Settlement::DrawQueue` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Conversions` (r:1 w:0)
	// Proof: `Settlement::Conversions` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:0)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Active` (r:1 w:0)
	// Proof: `Sectors::Active` (`max_values`: Some(1), `max_size`: Some(3702), added: 4197, mode: `MaxEncodedLen`)
	fn look() -> Weight {
		// Measured: 1012 bytes of proof, at least 36_464_000 ps.
		Weight::from_parts(39_438_000, 5187)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:0)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Active` (r:1 w:0)
	// Proof: `Sectors::Active` (`max_values`: Some(1), `max_size`: Some(3702), added: 4197, mode: `MaxEncodedLen`)
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
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:2)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(32855), added: 35330, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:2)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	// Storage: `Settlement::Conversions` (r:0 w:1)
	// Proof: `Settlement::Conversions` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Agenda` (r:0 w:1)
	// Proof: `Settlement::Agenda` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn draw() -> Weight {
		// Measured: 1879 bytes of proof, at least 99_539_000 ps.
		Weight::from_parts(109_934_000, 6212)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	// Storage: `Settlement::Agenda` (r:1 w:1)
	// Proof: `Settlement::Agenda` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Conversions` (r:1 w:1)
	// Proof: `Settlement::Conversions` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
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
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:2 w:2)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(397), added: 2872, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:2 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Settlement::DrawEnds` (r:1 w:1)
	// Proof: `Settlement::DrawEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:2)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(32855), added: 35330, mode: `MaxEncodedLen`)
	// Storage: `Settlement::DrawQueue` (r:0 w:1)
	// Proof: `Settlement::DrawQueue` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn expire_round() -> Weight {
		// Measured: 2045 bytes of proof, at least 126_268_000 ps.
		Weight::from_parts(141_711_000, 7985)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	// Storage: `Settlement::QueuedSectors` (r:1 w:1)
	// Proof: `Settlement::QueuedSectors` (`max_values`: Some(1), `max_size`: Some(402), added: 897, mode: `MaxEncodedLen`)
	// Storage: `Settlement::QueueEnds` (r:1 w:1)
	// Proof: `Settlement::QueueEnds` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Queue` (r:1 w:1)
	// Proof: `Settlement::Queue` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Conversions` (r:1 w:1)
	// Proof: `Settlement::Conversions` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Terms` (r:1 w:0)
	// Proof: `Sectors::Terms` (`max_values`: None, `max_size`: Some(398), added: 2873, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:3 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Settlement::CapUses` (r:1 w:1)
	// Proof: `Settlement::CapUses` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Queued` (r:1 w:1)
	// Proof: `Settlement::Queued` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Settlement::DrawEnds` (r:1 w:1)
	// Proof: `Settlement::DrawEnds` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Settlement::DrawQueue` (r:0 w:1)
	// Proof: `Settlement::DrawQueue` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn admit() -> Weight {
		// Measured: 1328 bytes of proof, at least 66_258_000 ps.
		Weight::from_parts(71_596_000, 8523)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	// Storage: `Settlement::Agenda` (r:1 w:1)
	// Proof: `Settlement::Agenda` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Conversions` (r:3 w:3)
	// Proof: `Settlement::Conversions` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:3 w:3)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:3 w:3)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Sectors::Sectors` (r:3 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:2 w:3)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(397), added: 2872, mode: `MaxEncodedLen`)
	// Storage: `Settlement::CapUses` (r:1 w:1)
	// Proof: `Settlement::CapUses` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Totals` (r:1 w:1)
	// Proof: `Settlement::Totals` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Open` (r:1 w:1)
	// Proof: `Settlement::Open` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Settlement::Horizon` (r:1 w:1)
	// Proof: `Settlement::Horizon` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:3)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(32855), added: 35330, mode: `MaxEncodedLen`)
	fn end() -> Weight {
		// Measured: 2335 bytes of proof, at least 176_173_000 ps.
		Weight::from_parts(191_946_000, 8859)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(22_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn cancel() -> Weight {
		Weight::from_parts(190_454_000, 8859)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(22_u64))
	}
	fn release() -> Weight {
		Weight::from_parts(104_897_000, 3863)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn request() -> Weight {
		Weight::from_parts(90_004_000, 11034)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn released() -> Weight {
		Weight::from_parts(153_158_000, 164830)
			.saturating_add(RocksDbWeight::get().reads(65_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn attest() -> Weight {
		Weight::from_parts(169_833_000, 8859)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
	}
	fn tick() -> Weight {
		Weight::from_parts(18_417_000, 3497)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn look() -> Weight {
		Weight::from_parts(39_438_000, 5187)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn draw() -> Weight {
		Weight::from_parts(109_934_000, 6212)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn expire_round() -> Weight {
		Weight::from_parts(141_711_000, 7985)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
	}
	fn admit() -> Weight {
		Weight::from_parts(71_596_000, 8523)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn end() -> Weight {
		Weight::from_parts(191_946_000, 8859)
			.saturating_add(RocksDbWeight::get().reads(23_u64))
			.saturating_add(RocksDbWeight::get().writes(22_u64))
	}
}
