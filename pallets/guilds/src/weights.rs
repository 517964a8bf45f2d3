// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_guilds`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_guilds`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `stand`.
	fn stand() -> Weight;
	/// Weight measured by the benchmark `withdraw_candidacy`.
	fn withdraw_candidacy() -> Weight;
	/// Weight measured by the benchmark `ballot`.
	fn ballot() -> Weight;
	/// Weight measured by the benchmark `resign`.
	fn resign() -> Weight;
	/// Weight measured by the benchmark `propose`.
	fn propose() -> Weight;
	/// Weight measured by the benchmark `vote`.
	fn vote() -> Weight;
	/// Weight measured by the benchmark `close_impeachment`.
	fn close_impeachment() -> Weight;
	/// Weight measured by the benchmark `close_appeal`.
	fn close_appeal() -> Weight;
	/// Weight measured by the benchmark `close_request`.
	fn close_request() -> Weight;
	/// Weight measured by the benchmark `set_parameter`.
	fn set_parameter() -> Weight;
	/// Weight measured by the benchmark `spend_public`.
	fn spend_public() -> Weight;
	/// Weight measured by the benchmark `conclude_election`.
	fn conclude_election() -> Weight;
	/// Weight measured by the benchmark `idle_block`.
	fn idle_block() -> Weight;
	/// Weight measured by the benchmark `on_credited`.
	fn on_credited() -> Weight;
	/// Weight measured by the benchmark `on_left`.
	fn on_left() -> Weight;
}

/// Weights for `pallet_guilds` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Guilds::SpanLength` (r:1 w:0)
	// Proof: `Guilds::SpanLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Members` (r:1 w:0)
	// Proof: `Guilds::Members` (`max_values`: None, `max_size`: Some(179), added: 2654, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Candidates` (r:1 w:1)
	// Proof: `Guilds::Candidates` (`max_values`: Some(1), `max_size`: Some(1281), added: 1776, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	fn stand() -> Weight {
		// Measured: 3498 bytes of proof, at least 124_887_000 ps.
		Weight::from_parts(126_889_000, 6326)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `Guilds::SpanLength` (r:1 w:0)
	// Proof: `Guilds::SpanLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Candidates` (r:1 w:1)
	// Proof: `Guilds::Candidates` (`max_values`: Some(1), `max_size`: Some(1281), added: 1776, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	fn withdraw_candidacy() -> Weight {
		// Measured: 1889 bytes of proof, at least 60_030_000 ps.
		Weight::from_parts(61_312_000, 3658)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Guilds::SpanLength` (r:1 w:0)
	// Proof: `Guilds::SpanLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Members` (r:1 w:1)
	// Proof: `Guilds::Members` (`max_values`: None, `max_size`: Some(179), added: 2654, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Candidates` (r:1 w:1)
	// Proof: `Guilds::Candidates` (`max_values`: Some(1), `max_size`: Some(1281), added: 1776, mode: `MaxEncodedLen`)
	fn ballot() -> Weight {
		// Measured: 2436 bytes of proof, at least 35_683_000 ps.
		Weight::from_parts(37_756_000, 3711)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Guilds::Executives` (r:1 w:1)
	// Proof: `Guilds::Executives` (`max_values`: Some(1), `max_size`: Some(193), added: 688, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	fn resign() -> Weight {
		// Measured: 835 bytes of proof, at least 58_557_000 ps.
		Weight::from_parts(59_359_000, 3658)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Guilds::SpanLength` (r:1 w:0)
	// Proof: `Guilds::SpanLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Totals` (r:1 w:0)
	// Proof: `Guilds::Totals` (`max_values`: Some(1), `max_size`: Some(61), added: 556, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Members` (r:2 w:0)
	// Proof: `Guilds::Members` (`max_values`: None, `max_size`: Some(179), added: 2654, mode: `MaxEncodedLen`)
	// Storage: `Guilds::OpenMotions` (r:1 w:1)
	// Proof: `Guilds::OpenMotions` (`max_values`: Some(1), `max_size`: Some(577), added: 1072, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Motions` (r:15 w:1)
	// Proof: `Guilds::Motions` (`max_values`: None, `max_size`: Some(375), added: 2850, mode: `MaxEncodedLen`)
	// Storage: `Tasks::PendingSlashes` (r:1 w:0)
	// Proof: `Tasks::PendingSlashes` (`max_values`: Some(1), `max_size`: Some(2818), added: 3313, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Guilds::NextMotion` (r:1 w:1)
	// Proof: `Guilds::NextMotion` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn propose() -> Weight {
		// Measured: 7490 bytes of proof, at least 148_532_000 ps.
		Weight::from_parts(150_765_000, 43740)
			.saturating_add(T::DbWeight::get().reads(25_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `Guilds::Motions` (r:1 w:1)
	// Proof: `Guilds::Motions` (`max_values`: None, `max_size`: Some(375), added: 2850, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Members` (r:1 w:1)
	// Proof: `Guilds::Members` (`max_values`: None, `max_size`: Some(179), added: 2654, mode: `MaxEncodedLen`)
	// Storage: `Guilds::OpenMotions` (r:1 w:0)
	// Proof: `Guilds::OpenMotions` (`max_values`: Some(1), `max_size`: Some(577), added: 1072, mode: `MaxEncodedLen`)
	fn vote() -> Weight {
		// Measured: 2356 bytes of proof, at least 42_543_000 ps.
		Weight::from_parts(43_465_000, 3840)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Guilds::Motions` (r:1 w:1)
	// Proof: `Guilds::Motions` (`max_values`: None, `max_size`: Some(375), added: 2850, mode: `MaxEncodedLen`)
	// Storage: `Guilds::OpenMotions` (r:1 w:1)
	// Proof: `Guilds::OpenMotions` (`max_values`: Some(1), `max_size`: Some(577), added: 1072, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Executives` (r:1 w:1)
	// Proof: `Guilds::Executives` (`max_values`: Some(1), `max_size`: Some(193), added: 688, mode: `MaxEncodedLen`)
	fn close_impeachment() -> Weight {
		// Measured: 2186 bytes of proof, at least 100_309_000 ps.
		Weight::from_parts(102_363_000, 6326)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	// Storage: `Guilds::Motions` (r:1 w:1)
	// Proof: `Guilds::Motions` (`max_values`: None, `max_size`: Some(375), added: 2850, mode: `MaxEncodedLen`)
	// Storage: `Guilds::OpenMotions` (r:1 w:1)
	// Proof: `Guilds::OpenMotions` (`max_values`: Some(1), `max_size`: Some(577), added: 1072, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Tasks::PendingSlashes` (r:1 w:1)
	// Proof: `Tasks::PendingSlashes` (`max_values`: Some(1), `max_size`: Some(2818), added: 3313, mode: `MaxEncodedLen`)
	fn close_appeal() -> Weight {
		// Measured: 4565 bytes of proof, at least 74_351_000 ps.
		Weight::from_parts(76_654_000, 4303)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `Guilds::Motions` (r:1 w:1)
	// Proof: `Guilds::Motions` (`max_values`: None, `max_size`: Some(375), added: 2850, mode: `Measured`)
	// Storage: `Guilds::OpenMotions` (r:1 w:1)
	// Proof: `Guilds::OpenMotions` (`max_values`: Some(1), `max_size`: Some(577), added: 1072, mode: `Measured`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `Measured`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `Measured`)
	// Storage: `Messenger::OutboxLen` (r:1 w:1)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `Measured`)
	// Storage: `Messenger::NextId` (r:1 w:1)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `Measured`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(269), added: 2744, mode: `Measured`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	fn close_request() -> Weight {
		// Measured: 1879 bytes of proof, at least 102_163_000 ps.
		Weight::from_parts(103_825_000, 5344)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	// Storage: `Guilds::Executives` (r:1 w:0)
	// Proof: `Guilds::Executives` (`max_values`: Some(1), `max_size`: Some(193), added: 688, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Changes` (r:1 w:1)
	// Proof: `Guilds::Changes` (`max_values`: None, `max_size`: Some(27), added: 2502, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:1)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	fn set_parameter() -> Weight {
		// Measured: 283 bytes of proof, at least 29_794_000 ps.
		Weight::from_parts(31_056_000, 3501)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Guilds::Spends` (r:1 w:1)
	// Proof: `Guilds::Spends` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `Measured`)
	// Storage: `System::Account` (r:1 w:0)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `Measured`)
	// Storage: `SectorToken::PublicIncome` (r:1 w:0)
	// Proof: `SectorToken::PublicIncome` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `Measured`)
	// Storage: `SectorToken::CarriedOver` (r:1 w:0)
	// Proof: `SectorToken::CarriedOver` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `Measured`)
	// Storage: `SectorToken::FoundersOwed` (r:1 w:0)
	// Proof: `SectorToken::FoundersOwed` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `Measured`)
	// Storage: `Messenger::OutboxLen` (r:1 w:1)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `Measured`)
	// Storage: `Messenger::NextId` (r:1 w:1)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `Measured`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(269), added: 2744, mode: `Measured`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	fn spend_public() -> Weight {
		// Measured: 738 bytes of proof, at least 45_488_000 ps.
		Weight::from_parts(46_850_000, 4203)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	// Storage: `Guilds::Candidates` (r:1 w:1)
	// Proof: `Guilds::Candidates` (`max_values`: Some(1), `max_size`: Some(1281), added: 1776, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Executives` (r:1 w:1)
	// Proof: `Guilds::Executives` (`max_values`: Some(1), `max_size`: Some(193), added: 688, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:13 w:13)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:13 w:13)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	fn conclude_election() -> Weight {
		// Measured: 3967 bytes of proof, at least 620_957_000 ps.
		Weight::from_parts(625_513_000, 35674)
			.saturating_add(T::DbWeight::get().reads(28_u64))
			.saturating_add(T::DbWeight::get().writes(28_u64))
	}
	// Storage: `Guilds::SpanLength` (r:1 w:0)
	// Proof: `Guilds::SpanLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn idle_block() -> Weight {
		// Measured: 30 bytes of proof, at least 3_575_000 ps.
		Weight::from_parts(3_686_000, 1489).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	// Storage: `Guilds::SpanLength` (r:1 w:0)
	// Proof: `Guilds::SpanLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Members` (r:1 w:1)
	// Proof: `Guilds::Members` (`max_values`: None, `max_size`: Some(179), added: 2654, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Totals` (r:1 w:1)
	// Proof: `Guilds::Totals` (`max_values`: Some(1), `max_size`: Some(61), added: 556, mode: `MaxEncodedLen`)
	fn on_credited() -> Weight {
		// Measured: 288 bytes of proof, at least 14_732_000 ps.
		Weight::from_parts(15_443_000, 3644)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Guilds::Candidates` (r:1 w:1)
	// Proof: `Guilds::Candidates` (`max_values`: Some(1), `max_size`: Some(1281), added: 1776, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Executives` (r:1 w:1)
	// Proof: `Guilds::Executives` (`max_values`: Some(1), `max_size`: Some(193), added: 688, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Members` (r:0 w:1)
	// Proof: `Guilds::Members` (`max_values`: None, `max_size`: Some(179), added: 2654, mode: `MaxEncodedLen`)
	fn on_left() -> Weight {
		// Measured: 2139 bytes of proof, at least 84_676_000 ps.
		Weight::from_parts(87_240_000, 3658)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn stand() -> Weight {
		Weight::from_parts(126_889_000, 6326)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn withdraw_candidacy() -> Weight {
		Weight::from_parts(61_312_000, 3658)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn ballot() -> Weight {
		Weight::from_parts(37_756_000, 3711)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn resign() -> Weight {
		Weight::from_parts(59_359_000, 3658)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn propose() -> Weight {
		Weight::from_parts(150_765_000, 43740)
			.saturating_add(RocksDbWeight::get().reads(25_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn vote() -> Weight {
		Weight::from_parts(43_465_000, 3840)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn close_impeachment() -> Weight {
		Weight::from_parts(102_363_000, 6326)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn close_appeal() -> Weight {
		Weight::from_parts(76_654_000, 4303)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn close_request() -> Weight {
		Weight::from_parts(103_825_000, 5344)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn set_parameter() -> Weight {
		Weight::from_parts(31_056_000, 3501)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn spend_public() -> Weight {
		Weight::from_parts(46_850_000, 4203)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn conclude_election() -> Weight {
		Weight::from_parts(625_513_000, 35674)
			.saturating_add(RocksDbWeight::get().reads(28_u64))
			.saturating_add(RocksDbWeight::get().writes(28_u64))
	}
	fn idle_block() -> Weight {
		Weight::from_parts(3_686_000, 1489).saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn on_credited() -> Weight {
		Weight::from_parts(15_443_000, 3644)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn on_left() -> Weight {
		Weight::from_parts(87_240_000, 3658)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
}
