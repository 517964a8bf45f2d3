// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_miners`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_miners`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `register`.
	fn register() -> Weight;
	/// Weight measured by the benchmark `deregister`.
	fn deregister() -> Weight;
	/// Weight measured by the benchmark `set_availability`.
	fn set_availability() -> Weight;
	/// Weight measured by the benchmark `set_bond_target`.
	fn set_bond_target() -> Weight;
	/// Weight measured by the benchmark `withdraw_bond`.
	fn withdraw_bond() -> Weight;
	/// Weight measured by the benchmark `set_invulnerables`, `n` of 0 to 8.
	fn set_invulnerables(n: u32) -> Weight;
	/// Weight measured by the benchmark `note_author`.
	fn note_author() -> Weight;
	/// Weight measured by the benchmark `new_session`, `c` of 0 to 128.
	fn new_session(c: u32) -> Weight;
	/// Weight measured by the benchmark `end_session`, `a` of 1 to 32.
	fn end_session(a: u32) -> Weight;
	/// Weight measured by the benchmark `idle_block`.
	fn idle_block() -> Weight;
	/// Weight measured by the benchmark `open_slot`.
	fn open_slot() -> Weight;
	/// Weight measured by the benchmark `heartbeat`.
	fn heartbeat() -> Weight;
	/// Weight measured by the benchmark `authorize_heartbeat`.
	fn authorize_heartbeat() -> Weight;
	/// Weight measured by the benchmark `set_encryption_key`.
	fn set_encryption_key() -> Weight;
	/// Weight measured by the benchmark `settle_roster`, `c` of 0 to 32.
	fn settle_roster(c: u32) -> Weight;
}

/// Weights for `pallet_miners` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Miners::Miners` (r:1 w:1)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Miners::CounterForMiners` (r:1 w:1)
	// Proof: `Miners::CounterForMiners` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Miners::Departures` (r:1 w:1)
	// Proof: `Miners::Departures` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	// Storage: `Miners::CurrentRollCall` (r:1 w:0)
	// Proof: `Miners::CurrentRollCall` (`max_values`: Some(1), `max_size`: Some(525), added: 1020, mode: `MaxEncodedLen`)
	// Storage: `Miners::Performances` (r:1 w:1)
	// Proof: `Miners::Performances` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::PendingChanges` (r:1 w:1)
	// Proof: `Miners::PendingChanges` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterChanges` (r:0 w:1)
	// Proof: `Miners::RosterChanges` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `Miners::Entries` (r:0 w:1)
	// Proof: `Miners::Entries` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Measured: 1229 bytes of proof, at least 110_375_000 ps.
		Weight::from_parts(112_798_000, 3711)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	// Storage: `Miners::Miners` (r:1 w:1)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Miners::Entries` (r:1 w:1)
	// Proof: `Miners::Entries` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Miners::CurrentRollCall` (r:1 w:0)
	// Proof: `Miners::CurrentRollCall` (`max_values`: Some(1), `max_size`: Some(525), added: 1020, mode: `MaxEncodedLen`)
	// Storage: `Miners::Performances` (r:1 w:1)
	// Proof: `Miners::Performances` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:1 w:1)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::PendingChanges` (r:1 w:1)
	// Proof: `Miners::PendingChanges` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Candidates` (r:1 w:1)
	// Proof: `Miners::Candidates` (`max_values`: Some(1), `max_size`: Some(6146), added: 6641, mode: `MaxEncodedLen`)
	// Storage: `Miners::CounterForMiners` (r:1 w:1)
	// Proof: `Miners::CounterForMiners` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Candidates` (r:1 w:1)
	// Proof: `Guilds::Candidates` (`max_values`: Some(1), `max_size`: Some(1281), added: 1776, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Executives` (r:1 w:1)
	// Proof: `Guilds::Executives` (`max_values`: Some(1), `max_size`: Some(193), added: 688, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterChanges` (r:0 w:1)
	// Proof: `Miners::RosterChanges` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `Miners::Feedbacks` (r:0 w:1)
	// Proof: `Miners::Feedbacks` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Standings` (r:0 w:1)
	// Proof: `Miners::Standings` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Guilds::Members` (r:0 w:1)
	// Proof: `Guilds::Members` (`max_values`: None, `max_size`: Some(179), added: 2654, mode: `MaxEncodedLen`)
	fn deregister() -> Weight {
		// Measured: 7996 bytes of proof, at least 130_585_000 ps.
		Weight::from_parts(133_530_000, 7631)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	// Storage: `Miners::Miners` (r:1 w:1)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Miners::Entries` (r:1 w:1)
	// Proof: `Miners::Entries` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Miners::CurrentRollCall` (r:1 w:0)
	// Proof: `Miners::CurrentRollCall` (`max_values`: Some(1), `max_size`: Some(525), added: 1020, mode: `MaxEncodedLen`)
	// Storage: `Miners::Performances` (r:1 w:1)
	// Proof: `Miners::Performances` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:1 w:1)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::PendingChanges` (r:1 w:1)
	// Proof: `Miners::PendingChanges` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterChanges` (r:0 w:1)
	// Proof: `Miners::RosterChanges` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn set_availability() -> Weight {
		// Measured: 1621 bytes of proof, at least 70_996_000 ps.
		Weight::from_parts(72_958_000, 3711)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// Storage: `Miners::BondTarget` (r:0 w:1)
	// Proof: `Miners::BondTarget` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn set_bond_target() -> Weight {
		// Measured: 0 bytes of proof, at least 5_358_000 ps.
		Weight::from_parts(5_578_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `Miners::Departures` (r:1 w:1)
	// Proof: `Miners::Departures` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Miners::Feedbacks` (r:0 w:1)
	// Proof: `Miners::Feedbacks` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Performances` (r:0 w:1)
	// Proof: `Miners::Performances` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Miners::Standings` (r:0 w:1)
	// Proof: `Miners::Standings` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn withdraw_bond() -> Weight {
		// Measured: 562 bytes of proof, at least 59_248_000 ps.
		Weight::from_parts(60_150_000, 3658)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// Storage: `Miners::Invulnerables` (r:0 w:1)
	// Proof: `Miners::Invulnerables` (`max_values`: Some(1), `max_size`: Some(257), added: 752, mode: `MaxEncodedLen`)
	fn set_invulnerables(n: u32) -> Weight {
		// Measured: 0 bytes of proof, at least 5_458_000 ps.
		Weight::from_parts(6_086_666, 0)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(56_666, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `Miners::AuthoredBlocks` (r:1 w:1)
	// Proof: `Miners::AuthoredBlocks` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn note_author() -> Weight {
		// Measured: 132 bytes of proof, at least 6_270_000 ps.
		Weight::from_parts(6_430_000, 3509)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `Miners::Candidates` (r:1 w:1)
	// Proof: `Miners::Candidates` (`max_values`: Some(1), `max_size`: Some(6146), added: 6641, mode: `MaxEncodedLen`)
	// Storage: `Miners::BondTarget` (r:1 w:0)
	// Proof: `Miners::BondTarget` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Invulnerables` (r:1 w:0)
	// Proof: `Miners::Invulnerables` (`max_values`: Some(1), `max_size`: Some(257), added: 752, mode: `MaxEncodedLen`)
	// Storage: `Miners::CandidateWindow` (r:1 w:0)
	// Proof: `Miners::CandidateWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:128 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Session::NextKeys` (r:136 w:0)
	// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Miners::SessionAuthors` (r:0 w:1)
	// Proof: `Miners::SessionAuthors` (`max_values`: None, `max_size`: Some(1037), added: 3512, mode: `MaxEncodedLen`)
	fn new_session(c: u32) -> Weight {
		// Measured: 986 + c * 133 bytes of proof, at least 35_984_000 ps.
		Weight::from_parts(41_779_418, 21776)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(8_272_232, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(c.into()))
	}
	// Storage: `Miners::AuthoredBlocks` (r:33 w:32)
	// Proof: `Miners::AuthoredBlocks` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Miners::SessionAuthors` (r:1 w:1)
	// Proof: `Miners::SessionAuthors` (`max_values`: None, `max_size`: Some(1037), added: 3512, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:32 w:32)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:32 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:32 w:32)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	fn end_session(a: u32) -> Weight {
		// Measured: 644 + a * 280 bytes of proof, at least 17_216_000 ps.
		Weight::from_parts(21_771_714, 4502)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(20_486_428, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(a.into())))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(a.into()))
	}
	// Storage: `Miners::CurrentRollCall` (r:1 w:0)
	// Proof: `Miners::CurrentRollCall` (`max_values`: Some(1), `max_size`: Some(525), added: 1020, mode: `MaxEncodedLen`)
	fn idle_block() -> Weight {
		// Measured: 680 bytes of proof, at least 4_637_000 ps.
		Weight::from_parts(5_398_000, 2010).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	// Storage: `Miners::CurrentRollCall` (r:1 w:1)
	// Proof: `Miners::CurrentRollCall` (`max_values`: Some(1), `max_size`: Some(525), added: 1020, mode: `MaxEncodedLen`)
	fn open_slot() -> Weight {
		// Measured: 737 bytes of proof, at least 12_970_000 ps.
		Weight::from_parts(14_352_000, 2010)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `Miners::CurrentRollCall` (r:1 w:0)
	// Proof: `Miners::CurrentRollCall` (`max_values`: Some(1), `max_size`: Some(525), added: 1020, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Miners::Performances` (r:1 w:1)
	// Proof: `Miners::Performances` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:1 w:1)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	fn heartbeat() -> Weight {
		// Measured: 1284 bytes of proof, at least 58_467_000 ps.
		Weight::from_parts(68_993_000, 3711)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Miners::CurrentRollCall` (r:1 w:0)
	// Proof: `Miners::CurrentRollCall` (`max_values`: Some(1), `max_size`: Some(525), added: 1020, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Miners::Performances` (r:1 w:0)
	// Proof: `Miners::Performances` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_heartbeat() -> Weight {
		// Measured: 1182 bytes of proof, at least 76_054_000 ps.
		Weight::from_parts(80_921_000, 3711).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	// Storage: `Miners::Miners` (r:1 w:1)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	fn set_encryption_key() -> Weight {
		// Measured: 527 bytes of proof, at least 16_555_000 ps.
		Weight::from_parts(18_628_000, 3711)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	// Storage: `Miners::PendingChanges` (r:1 w:1)
	// Proof: `Miners::PendingChanges` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterChanges` (r:32 w:32)
	// Proof: `Miners::RosterChanges` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:32 w:64)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterLen` (r:1 w:1)
	// Proof: `Miners::RosterLen` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::Roster` (r:32 w:64)
	// Proof: `Miners::Roster` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:32 w:64)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	fn settle_roster(c: u32) -> Weight {
		// Measured: 472 + c * 299 bytes of proof, at least 6_830_000 ps.
		Weight::from_parts(16_811_666, 1521)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(22_455_166, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((7_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 2528).saturating_mul(c.into()))
	}
}

// For mocks.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(112_798_000, 3711)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(133_530_000, 7631)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn set_availability() -> Weight {
		Weight::from_parts(72_958_000, 3711)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn set_bond_target() -> Weight {
		Weight::from_parts(5_578_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn withdraw_bond() -> Weight {
		Weight::from_parts(60_150_000, 3658)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn set_invulnerables(n: u32) -> Weight {
		Weight::from_parts(6_086_666, 0)
			.saturating_add(Weight::from_parts(56_666, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(6_430_000, 3509)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn new_session(c: u32) -> Weight {
		Weight::from_parts(41_779_418, 21776)
			.saturating_add(Weight::from_parts(8_272_232, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(c.into()))
	}
	fn end_session(a: u32) -> Weight {
		Weight::from_parts(21_771_714, 4502)
			.saturating_add(Weight::from_parts(20_486_428, 0).saturating_mul(a.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(a.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(a.into())))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(a.into()))
	}
	fn idle_block() -> Weight {
		Weight::from_parts(5_398_000, 2010).saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn open_slot() -> Weight {
		Weight::from_parts(14_352_000, 2010)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn heartbeat() -> Weight {
		Weight::from_parts(68_993_000, 3711)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn authorize_heartbeat() -> Weight {
		Weight::from_parts(80_921_000, 3711).saturating_add(RocksDbWeight::get().reads(4_u64))
	}
	fn set_encryption_key() -> Weight {
		Weight::from_parts(18_628_000, 3711)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn settle_roster(c: u32) -> Weight {
		Weight::from_parts(16_811_666, 1521)
			.saturating_add(Weight::from_parts(22_455_166, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((7_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 2528).saturating_mul(c.into()))
	}
}
