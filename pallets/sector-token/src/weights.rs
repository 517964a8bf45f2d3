// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_sector_token`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_sector_token`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `convert_to_main`.
	fn convert_to_main() -> Weight;
	/// Weight measured by the benchmark `claim`.
	fn claim() -> Weight;
	/// Weight measured by the benchmark `set_public_share`.
	fn set_public_share() -> Weight;
	/// Weight measured by the benchmark `set_recycle_share`.
	fn set_recycle_share() -> Weight;
	/// Weight measured by the benchmark `hand_over_founders`.
	fn hand_over_founders() -> Weight;
	/// Weight measured by the benchmark `set_founders_share`.
	fn set_founders_share() -> Weight;
	/// Weight measured by the benchmark `spend_public`.
	fn spend_public() -> Weight;
	/// Weight measured by the benchmark `settled`.
	fn settled() -> Weight;
	/// Weight measured by the benchmark `cancelled`.
	fn cancelled() -> Weight;
	/// Weight measured by the benchmark `release`.
	fn release() -> Weight;
	/// Weight measured by the benchmark `pay_debts`, `d` of 0 to 4.
	fn pay_debts(d: u32) -> Weight;
	/// Weight measured by the benchmark `end_period`.
	fn end_period() -> Weight;
}

/// Weights for `pallet_sector_token` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PendingCount` (r:1 w:1)
	// Proof: `SectorToken::PendingCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PendingOf` (r:1 w:1)
	// Proof: `SectorToken::PendingOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::NextConversion` (r:1 w:1)
	// Proof: `SectorToken::NextConversion` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Totals` (r:1 w:1)
	// Proof: `SectorToken::Totals` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
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
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Conversions` (r:0 w:1)
	// Proof: `SectorToken::Conversions` (`max_values`: None, `max_size`: Some(125), added: 2600, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn convert_to_main() -> Weight {
		// Measured: 581 bytes of proof, at least 97_135_000 ps.
		Weight::from_parts(100_280_000, 6196)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
	// Storage: `SectorToken::Unclaimed` (r:1 w:1)
	// Proof: `SectorToken::Unclaimed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Totals` (r:1 w:1)
	// Proof: `SectorToken::Totals` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	fn claim() -> Weight {
		// Measured: 508 bytes of proof, at least 61_431_000 ps.
		Weight::from_parts(62_573_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `SectorToken::PublicShare` (r:0 w:1)
	// Proof: `SectorToken::PublicShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_public_share() -> Weight {
		// Measured: 0 bytes of proof, at least 5_769_000 ps.
		Weight::from_parts(6_029_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `SectorToken::RecycleShare` (r:0 w:1)
	// Proof: `SectorToken::RecycleShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_recycle_share() -> Weight {
		// Measured: 0 bytes of proof, at least 5_798_000 ps.
		Weight::from_parts(5_948_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `SectorToken::Founders` (r:1 w:1)
	// Proof: `SectorToken::Founders` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn hand_over_founders() -> Weight {
		// Measured: 97 bytes of proof, at least 9_605_000 ps.
		Weight::from_parts(9_925_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `SectorToken::Founders` (r:1 w:0)
	// Proof: `SectorToken::Founders` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::FoundersShare` (r:0 w:1)
	// Proof: `SectorToken::FoundersShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_founders_share() -> Weight {
		// Measured: 97 bytes of proof, at least 8_593_000 ps.
		Weight::from_parts(8_904_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PublicIncome` (r:1 w:0)
	// Proof: `SectorToken::PublicIncome` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::CarriedOver` (r:1 w:0)
	// Proof: `SectorToken::CarriedOver` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::FoundersOwed` (r:1 w:0)
	// Proof: `SectorToken::FoundersOwed` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn spend_public() -> Weight {
		// Measured: 304 bytes of proof, at least 56_294_000 ps.
		Weight::from_parts(56_935_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `SectorToken::Conversions` (r:1 w:1)
	// Proof: `SectorToken::Conversions` (`max_values`: None, `max_size`: Some(125), added: 2600, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Totals` (r:1 w:1)
	// Proof: `SectorToken::Totals` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PendingCount` (r:1 w:1)
	// Proof: `SectorToken::PendingCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PendingOf` (r:1 w:1)
	// Proof: `SectorToken::PendingOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::RecycleLimit` (r:1 w:1)
	// Proof: `SectorToken::RecycleLimit` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn settled() -> Weight {
		// Measured: 583 bytes of proof, at least 27_210_000 ps.
		Weight::from_parts(27_962_000, 3590)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `SectorToken::Conversions` (r:1 w:1)
	// Proof: `SectorToken::Conversions` (`max_values`: None, `max_size`: Some(125), added: 2600, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Totals` (r:1 w:1)
	// Proof: `SectorToken::Totals` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PendingCount` (r:1 w:1)
	// Proof: `SectorToken::PendingCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PendingOf` (r:1 w:1)
	// Proof: `SectorToken::PendingOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::CarriedOver` (r:1 w:1)
	// Proof: `SectorToken::CarriedOver` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::RecycleLimit` (r:0 w:1)
	// Proof: `SectorToken::RecycleLimit` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn cancelled() -> Weight {
		// Measured: 825 bytes of proof, at least 75_402_000 ps.
		Weight::from_parts(77_245_000, 6196)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	// Storage: `SectorToken::WaitingReleases` (r:1 w:1)
	// Proof: `SectorToken::WaitingReleases` (`max_values`: Some(1), `max_size`: Some(3650), added: 4145, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Releases` (r:1 w:1)
	// Proof: `SectorToken::Releases` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::DebtsQueue` (r:1 w:1)
	// Proof: `SectorToken::DebtsQueue` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Totals` (r:1 w:1)
	// Proof: `SectorToken::Totals` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Messenger::OutboxLen` (r:1 w:1)
	// Proof: `Messenger::OutboxLen` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	// Storage: `Messenger::NextId` (r:1 w:1)
	// Proof: `Messenger::NextId` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `Measured`)
	// Storage: `Messenger::Retries` (r:1 w:1)
	// Proof: `Messenger::Retries` (`max_values`: None, `max_size`: Some(269), added: 2744, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Debts` (r:0 w:1)
	// Proof: `SectorToken::Debts` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn release() -> Weight {
		// Measured: 4661 bytes of proof, at least 116_523_000 ps.
		Weight::from_parts(119_558_000, 8126)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
	// Storage: `SectorToken::DebtsQueue` (r:1 w:1)
	// Proof: `SectorToken::DebtsQueue` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Totals` (r:1 w:1)
	// Proof: `SectorToken::Totals` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Debts` (r:4 w:4)
	// Proof: `SectorToken::Debts` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:5 w:5)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::WaitingReleases` (r:1 w:0)
	// Proof: `SectorToken::WaitingReleases` (`max_values`: Some(1), `max_size`: Some(3650), added: 4145, mode: `MaxEncodedLen`)
	fn pay_debts(d: u32) -> Weight {
		// Measured: 319 + d * 198 bytes of proof, at least 7_451_000 ps.
		Weight::from_parts(10_284_000, 5135)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(53_921_000, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(d.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(d.into()))
	}
	// Storage: `SectorToken::CurrentPeriod` (r:1 w:1)
	// Proof: `SectorToken::CurrentPeriod` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PublicIncome` (r:1 w:1)
	// Proof: `SectorToken::PublicIncome` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::RecycleShare` (r:1 w:0)
	// Proof: `SectorToken::RecycleShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Founders` (r:1 w:0)
	// Proof: `SectorToken::Founders` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::FoundersShare` (r:1 w:0)
	// Proof: `SectorToken::FoundersShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::CarriedOver` (r:1 w:1)
	// Proof: `SectorToken::CarriedOver` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::RecycleLimit` (r:1 w:0)
	// Proof: `SectorToken::RecycleLimit` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PendingCount` (r:1 w:1)
	// Proof: `SectorToken::PendingCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PendingOf` (r:1 w:1)
	// Proof: `SectorToken::PendingOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::NextConversion` (r:1 w:1)
	// Proof: `SectorToken::NextConversion` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Totals` (r:1 w:1)
	// Proof: `SectorToken::Totals` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
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
	// Storage: `SectorToken::FoundersOwed` (r:1 w:1)
	// Proof: `SectorToken::FoundersOwed` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Conversions` (r:0 w:1)
	// Proof: `SectorToken::Conversions` (`max_values`: None, `max_size`: Some(125), added: 2600, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Periods` (r:0 w:1)
	// Proof: `SectorToken::Periods` (`max_values`: None, `max_size`: Some(125), added: 2600, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn end_period() -> Weight {
		// Measured: 845 bytes of proof, at least 162_662_000 ps.
		Weight::from_parts(164_395_000, 8799)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(19_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn convert_to_main() -> Weight {
		Weight::from_parts(100_280_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(13_u64))
	}
	fn claim() -> Weight {
		Weight::from_parts(62_573_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn set_public_share() -> Weight {
		Weight::from_parts(6_029_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_recycle_share() -> Weight {
		Weight::from_parts(5_948_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn hand_over_founders() -> Weight {
		Weight::from_parts(9_925_000, 1517)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_founders_share() -> Weight {
		Weight::from_parts(8_904_000, 1517)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn spend_public() -> Weight {
		Weight::from_parts(56_935_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn settled() -> Weight {
		Weight::from_parts(27_962_000, 3590)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn cancelled() -> Weight {
		Weight::from_parts(77_245_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn release() -> Weight {
		Weight::from_parts(119_558_000, 8126)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(13_u64))
	}
	fn pay_debts(d: u32) -> Weight {
		Weight::from_parts(10_284_000, 5135)
			.saturating_add(Weight::from_parts(53_921_000, 0).saturating_mul(d.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(d.into())))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(d.into()))
	}
	fn end_period() -> Weight {
		Weight::from_parts(164_395_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().writes(19_u64))
	}
}
