// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_pouw_verify`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_pouw_verify`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `authorize_submit_baseline`, `k` of 512 to 4096.
	fn authorize_submit_baseline(k: u32) -> Weight;
	/// Weight measured by the benchmark `authorize_submit_useful`, `e` of 0 to 3584, `p` of 0 to 16.
	fn authorize_submit_useful(e: u32, p: u32) -> Weight;
	/// Weight measured by the benchmark `submit_baseline`.
	fn submit_baseline() -> Weight;
	/// Weight measured by the benchmark `submit_useful`.
	fn submit_useful() -> Weight;
	/// Weight measured by the benchmark `set_parameters`.
	fn set_parameters() -> Weight;
	/// Weight measured by the benchmark `tick`.
	fn tick() -> Weight;
	/// Weight measured by the benchmark `open_window`.
	fn open_window() -> Weight;
	/// Weight measured by the benchmark `begin_settlement`.
	fn begin_settlement() -> Weight;
	/// Weight measured by the benchmark `settle_useful`.
	fn settle_useful() -> Weight;
	/// Weight measured by the benchmark `settle_miner`.
	fn settle_miner() -> Weight;
	/// Weight measured by the benchmark `forget_ticket`.
	fn forget_ticket() -> Weight;
	/// Weight measured by the benchmark `end_settlement`.
	fn end_settlement() -> Weight;
	/// Weight measured by the benchmark `on_settled`.
	fn on_settled() -> Weight;
}

/// Weights for `pallet_pouw_verify` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `PouwVerify::Tallies` (r:1 w:0)
	// Proof: `PouwVerify::Tallies` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Seen` (r:1 w:0)
	// Proof: `PouwVerify::Seen` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `ParachainInfo::ParachainId` (r:1 w:0)
	// Proof: `ParachainInfo::ParachainId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn authorize_submit_baseline(k: u32) -> Weight {
		// Measured: 460 bytes of proof, at least 98_928_000 ps.
		Weight::from_parts(48_900_528, 3711)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(96_850, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
	}
	// Storage: `PouwVerify::Tallies` (r:1 w:0)
	// Proof: `PouwVerify::Tallies` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Assignments` (r:1 w:0)
	// Proof: `Tasks::Assignments` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:1 w:0)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Layers` (r:1 w:0)
	// Proof: `Tasks::Layers` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Models` (r:1 w:0)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Claims` (r:1 w:0)
	// Proof: `PouwVerify::Claims` (`max_values`: None, `max_size`: Some(118), added: 2593, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Seen` (r:1 w:0)
	// Proof: `PouwVerify::Seen` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `ParachainInfo::ParachainId` (r:1 w:0)
	// Proof: `ParachainInfo::ParachainId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn authorize_submit_useful(e: u32, p: u32) -> Weight {
		// Measured: 2167 bytes of proof, at least 174_751_000 ps.
		Weight::from_parts(167_995_644, 9945)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(181_902, 0).saturating_mul(e.into()))
			// Standard error: 0.
			.saturating_add(Weight::from_parts(365_500, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
	}
	// Storage: `PouwVerify::Tallies` (r:1 w:1)
	// Proof: `PouwVerify::Tallies` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Seen` (r:1 w:1)
	// Proof: `PouwVerify::Seen` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn submit_baseline() -> Weight {
		// Measured: 428 bytes of proof, at least 28_742_000 ps.
		Weight::from_parts(30_015_000, 3711)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `PouwVerify::Tallies` (r:1 w:1)
	// Proof: `PouwVerify::Tallies` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Assignments` (r:1 w:0)
	// Proof: `Tasks::Assignments` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:1 w:0)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Layers` (r:1 w:0)
	// Proof: `Tasks::Layers` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Models` (r:1 w:0)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Claims` (r:1 w:1)
	// Proof: `PouwVerify::Claims` (`max_values`: None, `max_size`: Some(118), added: 2593, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Seen` (r:1 w:1)
	// Proof: `PouwVerify::Seen` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::UsefulTickets` (r:1 w:1)
	// Proof: `PouwVerify::UsefulTickets` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn submit_useful() -> Weight {
		// Measured: 2204 bytes of proof, at least 70_575_000 ps.
		Weight::from_parts(72_668_000, 9945)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `PouwVerify::Governed` (r:0 w:1)
	// Proof: `PouwVerify::Governed` (`max_values`: Some(1), `max_size`: Some(78), added: 573, mode: `MaxEncodedLen`)
	fn set_parameters() -> Weight {
		// Measured: 0 bytes of proof, at least 6_249_000 ps.
		Weight::from_parts(6_439_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `PouwVerify::Governed` (r:1 w:0)
	// Proof: `PouwVerify::Governed` (`max_values`: Some(1), `max_size`: Some(78), added: 573, mode: `MaxEncodedLen`)
	fn tick() -> Weight {
		// Measured: 68 bytes of proof, at least 5_167_000 ps.
		Weight::from_parts(5_358_000, 1563).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	// Storage: `PouwVerify::Governed` (r:1 w:0)
	// Proof: `PouwVerify::Governed` (`max_values`: Some(1), `max_size`: Some(78), added: 573, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::UsefulShare` (r:1 w:1)
	// Proof: `PouwVerify::UsefulShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ParachainInfo::ParachainId` (r:1 w:0)
	// Proof: `ParachainInfo::ParachainId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Difficulty` (r:0 w:1)
	// Proof: `PouwVerify::Difficulty` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn open_window() -> Weight {
		// Measured: 188 bytes of proof, at least 19_539_000 ps.
		Weight::from_parts(20_250_000, 1563)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `SectorToken::Supply` (r:1 w:0)
	// Proof: `SectorToken::Supply` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Issued` (r:1 w:0)
	// Proof: `SectorToken::Issued` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Pledged` (r:1 w:0)
	// Proof: `SectorToken::Pledged` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:0)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::CurrentSettlement` (r:0 w:1)
	// Proof: `PouwVerify::CurrentSettlement` (`max_values`: Some(1), `max_size`: Some(84), added: 579, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::FeesPerToken` (r:0 w:1)
	// Proof: `SectorToken::FeesPerToken` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn begin_settlement() -> Weight {
		// Measured: 410 bytes of proof, at least 15_413_000 ps.
		Weight::from_parts(15_964_000, 3593)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `PouwVerify::UsefulTickets` (r:1 w:1)
	// Proof: `PouwVerify::UsefulTickets` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Claims` (r:1 w:1)
	// Proof: `PouwVerify::Claims` (`max_values`: None, `max_size`: Some(118), added: 2593, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Tallies` (r:1 w:0)
	// Proof: `PouwVerify::Tallies` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:1)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Supply` (r:1 w:0)
	// Proof: `SectorToken::Supply` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Issued` (r:1 w:1)
	// Proof: `SectorToken::Issued` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Pledged` (r:1 w:0)
	// Proof: `SectorToken::Pledged` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PublicShare` (r:1 w:0)
	// Proof: `SectorToken::PublicShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PublicIncome` (r:1 w:1)
	// Proof: `SectorToken::PublicIncome` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::FeesPerToken` (r:1 w:0)
	// Proof: `SectorToken::FeesPerToken` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Miners::BondTarget` (r:1 w:0)
	// Proof: `Miners::BondTarget` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::PaidWork` (r:1 w:1)
	// Proof: `PouwVerify::PaidWork` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn settle_useful() -> Weight {
		// Measured: 1487 bytes of proof, at least 199_107_000 ps.
		Weight::from_parts(201_751_000, 8799)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	// Storage: `PouwVerify::Tallies` (r:1 w:1)
	// Proof: `PouwVerify::Tallies` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:1)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Supply` (r:1 w:0)
	// Proof: `SectorToken::Supply` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Issued` (r:1 w:1)
	// Proof: `SectorToken::Issued` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Pledged` (r:1 w:0)
	// Proof: `SectorToken::Pledged` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PublicShare` (r:1 w:0)
	// Proof: `SectorToken::PublicShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PublicIncome` (r:1 w:1)
	// Proof: `SectorToken::PublicIncome` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::FeesPerToken` (r:1 w:0)
	// Proof: `SectorToken::FeesPerToken` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Miners::BondTarget` (r:1 w:0)
	// Proof: `Miners::BondTarget` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Candidates` (r:1 w:1)
	// Proof: `Miners::Candidates` (`max_values`: Some(1), `max_size`: Some(6146), added: 6641, mode: `MaxEncodedLen`)
	// Storage: `Miners::CandidateWindow` (r:1 w:1)
	// Proof: `Miners::CandidateWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Guilds::SpanLength` (r:1 w:0)
	// Proof: `Guilds::SpanLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::PaidWork` (r:1 w:1)
	// Proof: `PouwVerify::PaidWork` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn settle_miner() -> Weight {
		// Measured: 7535 bytes of proof, at least 290_143_000 ps.
		Weight::from_parts(294_579_000, 8799)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	// Storage: `PouwVerify::Seen` (r:1 w:1)
	// Proof: `PouwVerify::Seen` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn forget_ticket() -> Weight {
		// Measured: 32 bytes of proof, at least 6_089_000 ps.
		Weight::from_parts(6_310_000, 3509)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `PouwVerify::History` (r:0 w:1)
	// Proof: `PouwVerify::History` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::CurrentSettlement` (r:0 w:1)
	// Proof: `PouwVerify::CurrentSettlement` (`max_values`: Some(1), `max_size`: Some(84), added: 579, mode: `MaxEncodedLen`)
	fn end_settlement() -> Weight {
		// Measured: 0 bytes of proof, at least 5_378_000 ps.
		Weight::from_parts(5_628_000, 0).saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `PouwVerify::Claims` (r:1 w:1)
	// Proof: `PouwVerify::Claims` (`max_values`: None, `max_size`: Some(118), added: 2593, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Pledged` (r:1 w:1)
	// Proof: `SectorToken::Pledged` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PublicShare` (r:1 w:0)
	// Proof: `SectorToken::PublicShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Issued` (r:1 w:1)
	// Proof: `SectorToken::Issued` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::PublicIncome` (r:1 w:1)
	// Proof: `SectorToken::PublicIncome` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::FeesPerToken` (r:1 w:0)
	// Proof: `SectorToken::FeesPerToken` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:1)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Miners::BondTarget` (r:1 w:0)
	// Proof: `Miners::BondTarget` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::PaidWork` (r:1 w:1)
	// Proof: `PouwVerify::PaidWork` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn on_settled() -> Weight {
		// Measured: 1377 bytes of proof, at least 186_408_000 ps.
		Weight::from_parts(189_543_000, 8799)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn authorize_submit_baseline(k: u32) -> Weight {
		Weight::from_parts(48_900_528, 3711)
			.saturating_add(Weight::from_parts(96_850, 0).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
	}
	fn authorize_submit_useful(e: u32, p: u32) -> Weight {
		Weight::from_parts(167_995_644, 9945)
			.saturating_add(Weight::from_parts(181_902, 0).saturating_mul(e.into()))
			.saturating_add(Weight::from_parts(365_500, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
	}
	fn submit_baseline() -> Weight {
		Weight::from_parts(30_015_000, 3711)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn submit_useful() -> Weight {
		Weight::from_parts(72_668_000, 9945)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(6_439_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn tick() -> Weight {
		Weight::from_parts(5_358_000, 1563).saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn open_window() -> Weight {
		Weight::from_parts(20_250_000, 1563)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn begin_settlement() -> Weight {
		Weight::from_parts(15_964_000, 3593)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn settle_useful() -> Weight {
		Weight::from_parts(201_751_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn settle_miner() -> Weight {
		Weight::from_parts(294_579_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn forget_ticket() -> Weight {
		Weight::from_parts(6_310_000, 3509)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn end_settlement() -> Weight {
		Weight::from_parts(5_628_000, 0).saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn on_settled() -> Weight {
		Weight::from_parts(189_543_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
}
