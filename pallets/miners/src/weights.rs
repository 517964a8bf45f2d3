// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_miners`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-11-24, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

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
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	// Storage: `Miners::CounterForMiners` (r:1 w:1)
	// Proof: `Miners::CounterForMiners` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	// Storage: `Miners::Departures` (r:1 w:0)
	// Proof: `Miners::Departures` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterLen` (r:1 w:1)
	// Proof: `Miners::RosterLen` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::Roster` (r:0 w:1)
	// Proof: `Miners::Roster` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:0 w:1)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Measured: 235 bytes of proof, at least 127_479_000 ps.
		Weight::from_parts(130_545_000, 3710)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			// By hand, for roll calls and lots: to be measured.
			.saturating_add(Weight::from_parts(9_000_000, 8_000))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			// By hand, for the queue of the roster's changes: to be measured.
			.saturating_add(Weight::from_parts(8_000_000, 6_500))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Miners::Miners` (r:1 w:1)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:2)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterLen` (r:1 w:1)
	// Proof: `Miners::RosterLen` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::Roster` (r:1 w:2)
	// Proof: `Miners::Roster` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Miners::Candidates` (r:1 w:1)
	// Proof: `Miners::Candidates` (`max_values`: Some(1), `max_size`: Some(6146), added: 6641, mode: `MaxEncodedLen`)
	// Storage: `Miners::CounterForMiners` (r:1 w:1)
	// Proof: `Miners::CounterForMiners` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn deregister() -> Weight {
		// Measured: 897 bytes of proof, at least 139_061_000 ps.
		Weight::from_parts(142_447_000, 7631)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
			// By hand, for roll calls and lots: to be measured.
			.saturating_add(Weight::from_parts(14_000_000, 10_500))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			// By hand, for the queue of the roster's changes: to be measured.
			.saturating_add(Weight::from_parts(8_000_000, 6_500))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Miners::Miners` (r:1 w:1)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:2)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterLen` (r:1 w:1)
	// Proof: `Miners::RosterLen` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::Roster` (r:1 w:2)
	// Proof: `Miners::Roster` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn set_availability() -> Weight {
		// Measured: 701 bytes of proof, at least 65_974_000 ps.
		Weight::from_parts(67_176_000, 3710)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			// By hand, for roll calls and lots: to be measured.
			.saturating_add(Weight::from_parts(16_000_000, 12_500))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			// By hand, for the queue of the roster's changes: to be measured.
			.saturating_add(Weight::from_parts(8_000_000, 6_500))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Miners::BondTarget` (r:0 w:1)
	// Proof: `Miners::BondTarget` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn set_bond_target() -> Weight {
		// Measured: 0 bytes of proof, at least 13_786_000 ps.
		Weight::from_parts(14_807_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `Miners::Departures` (r:1 w:1)
	// Proof: `Miners::Departures` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	fn withdraw_bond() -> Weight {
		// Measured: 481 bytes of proof, at least 95_880_000 ps.
		Weight::from_parts(96_761_000, 3622)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			// By hand, for observations and feedback: to be measured.
			.saturating_add(Weight::from_parts(3_000_000, 0))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Miners::Invulnerables` (r:0 w:1)
	// Proof: `Miners::Invulnerables` (`max_values`: Some(1), `max_size`: Some(257), added: 752, mode: `MaxEncodedLen`)
	fn set_invulnerables(n: u32) -> Weight {
		// Measured: 0 bytes of proof, at least 13_897_000 ps.
		Weight::from_parts(15_922_512, 0)
			// Standard error: 9_882.
			.saturating_add(Weight::from_parts(272_685, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `Miners::AuthoredBlocks` (r:1 w:1)
	// Proof: `Miners::AuthoredBlocks` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn note_author() -> Weight {
		// Measured: 132 bytes of proof, at least 13_165_000 ps.
		Weight::from_parts(13_766_000, 3509)
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
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	// Storage: `Session::NextKeys` (r:129 w:0)
	// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Miners::SessionAuthors` (r:0 w:1)
	// Proof: `Miners::SessionAuthors` (`max_values`: None, `max_size`: Some(1037), added: 3512, mode: `MaxEncodedLen`)
	fn new_session(c: u32) -> Weight {
		// Measured: 675 + c * 133 bytes of proof, at least 40_356_000 ps.
		Weight::from_parts(72_104_184, 7631)
			// Standard error: 24_007.
			.saturating_add(Weight::from_parts(11_029_399, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(c.into()))
	}
	// Storage: `Miners::AuthoredBlocks` (r:25 w:24)
	// Proof: `Miners::AuthoredBlocks` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Miners::SessionAuthors` (r:1 w:1)
	// Proof: `Miners::SessionAuthors` (`max_values`: None, `max_size`: Some(1037), added: 3512, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:24 w:24)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	fn end_session(a: u32) -> Weight {
		// Measured: 547 + a * 187 bytes of proof, at least 33_253_000 ps.
		Weight::from_parts(28_819_275, 4502)
			// Standard error: 56_024.
			.saturating_add(Weight::from_parts(21_218_777, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(a.into())))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(a.into()))
			// By hand, for lots: to be measured.
			.saturating_add(Weight::from_parts(9_000_000, 2_531).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(a.into()))
	}
	// Set by hand: to be measured.
	fn idle_block() -> Weight {
		Weight::from_parts(9_000_000, 2_010).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	// Set by hand: to be measured.
	fn open_slot() -> Weight {
		Weight::from_parts(30_000_000, 2_010)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Set by hand: to be measured.
	fn heartbeat() -> Weight {
		Weight::from_parts(70_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Set by hand, with the verification of a signature: to be measured.
	fn authorize_heartbeat() -> Weight {
		Weight::from_parts(140_000_000, 9_800).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	// Set by hand, from `set_availability` for its first entry: to be measured.
	fn set_encryption_key() -> Weight {
		Weight::from_parts(35_000_000, 3_711)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Set by hand, from `set_availability` for the roster's part: to be measured.
	fn settle_roster(c: u32) -> Weight {
		Weight::from_parts(8_000_000, 3_500)
			.saturating_add(Weight::from_parts(45_000_000, 12_700).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((7_u64).saturating_mul(c.into())))
	}
}

// For mocks.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(130_545_000, 3710)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
			// By hand, for roll calls and lots: to be measured.
			.saturating_add(Weight::from_parts(9_000_000, 8_000))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			// By hand, for the queue of the roster's changes: to be measured.
			.saturating_add(Weight::from_parts(8_000_000, 6_500))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(142_447_000, 7631)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
			// By hand, for roll calls and lots: to be measured.
			.saturating_add(Weight::from_parts(14_000_000, 10_500))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			// By hand, for the queue of the roster's changes: to be measured.
			.saturating_add(Weight::from_parts(8_000_000, 6_500))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_availability() -> Weight {
		Weight::from_parts(67_176_000, 3710)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			// By hand, for roll calls and lots: to be measured.
			.saturating_add(Weight::from_parts(16_000_000, 12_500))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			// By hand, for the queue of the roster's changes: to be measured.
			.saturating_add(Weight::from_parts(8_000_000, 6_500))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_bond_target() -> Weight {
		Weight::from_parts(14_807_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn withdraw_bond() -> Weight {
		Weight::from_parts(96_761_000, 3622)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			// By hand, for observations and feedback: to be measured.
			.saturating_add(Weight::from_parts(3_000_000, 0))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_invulnerables(n: u32) -> Weight {
		Weight::from_parts(15_922_512, 0)
			.saturating_add(Weight::from_parts(272_685, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(13_766_000, 3509)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn new_session(c: u32) -> Weight {
		Weight::from_parts(72_104_184, 7631)
			.saturating_add(Weight::from_parts(11_029_399, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(c.into()))
	}
	fn end_session(a: u32) -> Weight {
		Weight::from_parts(28_819_275, 4502)
			.saturating_add(Weight::from_parts(21_218_777, 0).saturating_mul(a.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(a.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(a.into())))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(a.into()))
			// By hand, for lots: to be measured.
			.saturating_add(Weight::from_parts(9_000_000, 2_531).saturating_mul(a.into()))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(a.into())))
			.saturating_add(RocksDbWeight::get().writes(a.into()))
	}
	// Set by hand: to be measured.
	fn idle_block() -> Weight {
		Weight::from_parts(9_000_000, 2_010).saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	// Set by hand: to be measured.
	fn open_slot() -> Weight {
		Weight::from_parts(30_000_000, 2_010)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// Set by hand: to be measured.
	fn heartbeat() -> Weight {
		Weight::from_parts(70_000_000, 12_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	// Set by hand, with the verification of a signature: to be measured.
	fn authorize_heartbeat() -> Weight {
		Weight::from_parts(140_000_000, 9_800).saturating_add(RocksDbWeight::get().reads(4_u64))
	}
	// Set by hand, from `set_availability` for its first entry: to be measured.
	fn set_encryption_key() -> Weight {
		Weight::from_parts(35_000_000, 3_711)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// Set by hand, from `set_availability` for the roster's part: to be measured.
	fn settle_roster(c: u32) -> Weight {
		Weight::from_parts(8_000_000, 3_500)
			.saturating_add(Weight::from_parts(45_000_000, 12_700).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((7_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((7_u64).saturating_mul(c.into())))
	}
}
