// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_tasks`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-11-24, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_tasks`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `register_model`.
	fn register_model() -> Weight;
	/// Weight measured by the benchmark `order`.
	fn order() -> Weight;
	/// Weight measured by the benchmark `commit`.
	fn commit() -> Weight;
	/// Weight measured by the benchmark `reveal`.
	fn reveal() -> Weight;
	/// Weight measured by the benchmark `abstain`.
	fn abstain() -> Weight;
	/// Weight measured by the benchmark `deregister_model`, `l` of 0 to 512.
	fn deregister_model(l: u32) -> Weight;
	/// Weight measured by the benchmark `register_layers`, `l` of 1 to 512.
	fn register_layers(l: u32) -> Weight;
	/// Weight measured by the benchmark `tick`.
	fn tick() -> Weight;
	/// Weight measured by the benchmark `wait`.
	fn wait() -> Weight;
	/// Weight measured by the benchmark `assign`, `n` of 2 to 16.
	fn assign(n: u32) -> Weight;
	/// Weight measured by the benchmark `close_commitments`.
	fn close_commitments() -> Weight;
	/// Weight measured by the benchmark `postpone`.
	fn postpone() -> Weight;
	/// Weight measured by the benchmark `settle`, `n` of 2 to 16.
	fn settle(n: u32) -> Weight;
	/// Weight measured by the benchmark `settle_from_reserve`, `n` of 2 to 16.
	fn settle_from_reserve(n: u32) -> Weight;
	/// Weight measured by the benchmark `answer`.
	fn answer() -> Weight;
	/// Weight measured by the benchmark `expire`.
	fn expire() -> Weight;
	/// Weight measured by the benchmark `extend`, `n` of 1 to 14.
	fn extend(n: u32) -> Weight;
	/// Weight measured by the benchmark `slash`.
	fn slash() -> Weight;
	/// Weight measured by the benchmark `cancel_slash`.
	fn cancel_slash() -> Weight;
	/// Weight measured by the benchmark `note_late`, `n` of 0 to 16.
	fn note_late(n: u32) -> Weight;
	/// Weight measured by the benchmark `rate`.
	fn rate() -> Weight;
	/// Weight measured by the benchmark `cancel_order`.
	fn cancel_order() -> Weight;
	/// Weight measured by the benchmark `forget`.
	fn forget() -> Weight;
}

/// Weights for `pallet_tasks` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Tasks::Models` (r:1 w:1)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	fn register_model() -> Weight {
		// Measured: 107 bytes of proof, at least 100_699_000 ps.
		Weight::from_parts(102_893_000, 3622)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Tasks::Models` (r:1 w:0)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Tasks::NextTask` (r:1 w:1)
	// Proof: `Tasks::NextTask` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Unassigned` (r:1 w:1)
	// Proof: `Tasks::Unassigned` (`max_values`: Some(1), `max_size`: Some(8002), added: 8497, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:1)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Figures` (r:1 w:1)
	// Proof: `Tasks::Figures` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:0 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	fn order() -> Weight {
		// Measured: 8419 bytes of proof, at least 142_067_000 ps.
		Weight::from_parts(145_543_000, 9487)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			// By hand, for the collusion share: to be measured.
			.saturating_add(Weight::from_parts(2_000_000, 2_600))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn commit() -> Weight {
		// Measured: 1527 bytes of proof, at least 55_504_000 ps.
		Weight::from_parts(59_301_000, 9200)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			// By hand, for promptness and lots: to be measured.
			.saturating_add(Weight::from_parts(15_000_000, 7_600))
			.saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn reveal() -> Weight {
		// Measured: 5553 bytes of proof, at least 63_930_000 ps.
		Weight::from_parts(69_911_000, 9200)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn abstain() -> Weight {
		// Measured: 1527 bytes of proof, at least 54_682_000 ps.
		Weight::from_parts(59_461_000, 9200)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Tasks::Models` (r:1 w:1)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:0)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Layers` (r:0 w:512)
	// Proof: `Tasks::Layers` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	fn deregister_model(l: u32) -> Weight {
		// Measured: 345 bytes of proof, at least 94_647_000 ps.
		Weight::from_parts(92_055_585, 3622)
			// Standard error: 7_911.
			.saturating_add(Weight::from_parts(3_537_659, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
	// Storage: `Tasks::Models` (r:1 w:1)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:0)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Governed` (r:1 w:0)
	// Proof: `PouwVerify::Governed` (`max_values`: Some(1), `max_size`: Some(78), added: 573, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Layers` (r:0 w:512)
	// Proof: `Tasks::Layers` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	fn register_layers(l: u32) -> Weight {
		// Measured: 492 bytes of proof, at least 125_395_000 ps.
		Weight::from_parts(108_197_463, 3622)
			// Standard error: 5_870.
			.saturating_add(Weight::from_parts(4_588_899, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
	// Storage: `Tasks::AgendaCursor` (r:1 w:1)
	// Proof: `Tasks::AgendaCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:1 w:0)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Unassigned` (r:1 w:1)
	// Proof: `Tasks::Unassigned` (`max_values`: Some(1), `max_size`: Some(8002), added: 8497, mode: `MaxEncodedLen`)
	fn tick() -> Weight {
		// Measured: 8361 bytes of proof, at least 39_794_000 ps.
		Weight::from_parts(42_119_000, 9487)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			// By hand, for pending slashes, answers that wait and orders that are due: to be measured.
			.saturating_add(Weight::from_parts(15_000_000, 5_000))
			.saturating_add(T::DbWeight::get().reads(3))
	}
	// Storage: `Tasks::Tasks` (r:1 w:0)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterLen` (r:1 w:0)
	// Proof: `Miners::RosterLen` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn wait() -> Weight {
		// Measured: 529 bytes of proof, at least 16_180_000 ps.
		Weight::from_parts(16_812_000, 9200).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	// Storage: `Miners::RosterLen` (r:1 w:0)
	// Proof: `Miners::RosterLen` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Roster` (r:16 w:0)
	// Proof: `Miners::Roster` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:16 w:16)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:1)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Assignments` (r:0 w:16)
	// Proof: `Tasks::Assignments` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:0 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	fn assign(n: u32) -> Weight {
		// Measured: 422 + n * 159 bytes of proof, at least 77_856_000 ps.
		Weight::from_parts(36_810_627, 3517)
			// Standard error: 250_556.
			.saturating_add(Weight::from_parts(19_753_276, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(n.into()))
			// By hand, for standings: to be measured.
			.saturating_add(Weight::from_parts(5_000_000, 2600).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(n.into()))
			// By hand, for lots and owners: to be measured.
			.saturating_add(Weight::from_parts(40_000_000, 18_600))
			.saturating_add(Weight::from_parts(8_000_000, 1_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			// By hand, for the collusion share: to be measured.
			.saturating_add(Weight::from_parts(2_000_000, 2_600))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:1)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn close_commitments() -> Weight {
		// Measured: 1494 bytes of proof, at least 36_910_000 ps.
		Weight::from_parts(39_294_000, 9200)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			// By hand, for standings: to be measured.
			.saturating_add(Weight::from_parts(60_000_000, 42_000))
			.saturating_add(T::DbWeight::get().reads(16))
			// By hand, for the collusion share: to be measured.
			.saturating_add(Weight::from_parts(2_000_000, 2_600))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	// Set by hand, from `close_commitments` without standings: to be measured.
	fn postpone() -> Weight {
		Weight::from_parts(35_000_000, 9_200)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Models` (r:1 w:0)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:16 w:16)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Claims` (r:16 w:0)
	// Proof: `PouwVerify::Claims` (`max_values`: None, `max_size`: Some(118), added: 2593, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:17 w:17)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Figures` (r:1 w:1)
	// Proof: `Tasks::Figures` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:1)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:1)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Assignments` (r:0 w:16)
	// Proof: `Tasks::Assignments` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn settle(n: u32) -> Weight {
		// Measured: 1482 + n * 525 bytes of proof, at least 333_275_000 ps.
		Weight::from_parts(70_365_706, 9200)
			// Standard error: 254_829.
			.saturating_add(Weight::from_parts(116_917_209, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(n.into()))
			// By hand, for standings, errors and slashes: to be measured.
			.saturating_add(Weight::from_parts(20_000_000, 2600).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(30_000_000, 8_000))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 2))
			// By hand, for lots: to be measured.
			.saturating_add(Weight::from_parts(9_000_000, 2_531).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(n.into()))
			// By hand, for the collusion share: to be measured.
			.saturating_add(Weight::from_parts(2_000_000, 2_600))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	// Set by hand, from three times `settle` but for the proof: to be measured.
	fn settle_from_reserve(n: u32) -> Weight {
		Weight::from_parts(243_000_000, 22_400)
			.saturating_add(Weight::from_parts(380_000_000, 7_851).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().reads((13_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(22_u64))
			.saturating_add(T::DbWeight::get().writes((11_u64).saturating_mul(n.into())))
	}
	// Set by hand: to be measured.
	fn answer() -> Weight {
		Weight::from_parts(180_000_000, 60_000)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Figures` (r:1 w:1)
	// Proof: `Tasks::Figures` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:1)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:1)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:0 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	fn expire() -> Weight {
		// Measured: 561 bytes of proof, at least 107_251_000 ps.
		Weight::from_parts(109_034_000, 3622)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(5735), added: 8210, mode: `MaxEncodedLen`)
	fn forget() -> Weight {
		// Measured: 5894 bytes of proof, at least 33_273_000 ps.
		Weight::from_parts(36_558_000, 9200)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			// By hand, for ratings: to be measured.
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Set by hand, from `assign` and `settle` for as many replicas: to be measured.
	fn extend(n: u32) -> Weight {
		Weight::from_parts(900_000_000, 180_000)
			.saturating_add(Weight::from_parts(20_000_000, 2_720).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(150_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	// Set by hand: to be measured.
	fn slash() -> Weight {
		Weight::from_parts(150_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Set by hand: to be measured.
	fn cancel_slash() -> Weight {
		Weight::from_parts(30_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Set by hand: to be measured.
	fn note_late(n: u32) -> Weight {
		Weight::from_parts(5_000_000, 0)
			.saturating_add(Weight::from_parts(20_000_000, 2_531).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	// Set by hand: to be measured.
	fn rate() -> Weight {
		Weight::from_parts(110_000_000, 21_000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Set by hand, from `abstain`: to be measured.
	fn cancel_order() -> Weight {
		Weight::from_parts(60_000_000, 12_700)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn register_model() -> Weight {
		Weight::from_parts(102_893_000, 3622)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn order() -> Weight {
		Weight::from_parts(145_543_000, 9487)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
			// By hand, for the collusion share: to be measured.
			.saturating_add(Weight::from_parts(2_000_000, 2_600))
			.saturating_add(RocksDbWeight::get().reads(1))
	}
	fn commit() -> Weight {
		Weight::from_parts(59_301_000, 9200)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			// By hand, for promptness and lots: to be measured.
			.saturating_add(Weight::from_parts(15_000_000, 7_600))
			.saturating_add(RocksDbWeight::get().reads_writes(3, 2))
	}
	fn reveal() -> Weight {
		Weight::from_parts(69_911_000, 9200)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn abstain() -> Weight {
		Weight::from_parts(59_461_000, 9200)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn deregister_model(l: u32) -> Weight {
		Weight::from_parts(92_055_585, 3622)
			.saturating_add(Weight::from_parts(3_537_659, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
	fn register_layers(l: u32) -> Weight {
		Weight::from_parts(108_197_463, 3622)
			.saturating_add(Weight::from_parts(4_588_899, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
	fn tick() -> Weight {
		Weight::from_parts(42_119_000, 9487)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			// By hand, for pending slashes, answers that wait and orders that are due: to be measured.
			.saturating_add(Weight::from_parts(15_000_000, 5_000))
			.saturating_add(RocksDbWeight::get().reads(3))
	}
	fn wait() -> Weight {
		Weight::from_parts(16_812_000, 9200).saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn assign(n: u32) -> Weight {
		Weight::from_parts(36_810_627, 3517)
			.saturating_add(Weight::from_parts(19_753_276, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(n.into()))
			// By hand, for standings: to be measured.
			.saturating_add(Weight::from_parts(5_000_000, 2600).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(n.into()))
			// By hand, for lots and owners: to be measured.
			.saturating_add(Weight::from_parts(40_000_000, 18_600))
			.saturating_add(Weight::from_parts(8_000_000, 1_000).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(22))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			// By hand, for the collusion share: to be measured.
			.saturating_add(Weight::from_parts(2_000_000, 2_600))
			.saturating_add(RocksDbWeight::get().reads(1))
	}
	fn close_commitments() -> Weight {
		Weight::from_parts(39_294_000, 9200)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			// By hand, for standings: to be measured.
			.saturating_add(Weight::from_parts(60_000_000, 42_000))
			.saturating_add(RocksDbWeight::get().reads(16))
			// By hand, for the collusion share: to be measured.
			.saturating_add(Weight::from_parts(2_000_000, 2_600))
			.saturating_add(RocksDbWeight::get().reads(1))
	}
	// Set by hand, from `close_commitments` without standings: to be measured.
	fn postpone() -> Weight {
		Weight::from_parts(35_000_000, 9_200)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn settle(n: u32) -> Weight {
		Weight::from_parts(70_365_706, 9200)
			.saturating_add(Weight::from_parts(116_917_209, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(n.into()))
			// By hand, for standings, errors and slashes: to be measured.
			.saturating_add(Weight::from_parts(20_000_000, 2600).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(30_000_000, 8_000))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(n.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(2, 2))
			// By hand, for lots: to be measured.
			.saturating_add(Weight::from_parts(9_000_000, 2_531).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(n.into()))
			// By hand, for the collusion share: to be measured.
			.saturating_add(Weight::from_parts(2_000_000, 2_600))
			.saturating_add(RocksDbWeight::get().reads(1))
	}
	// Set by hand, from three times `settle` but for the proof: to be measured.
	fn settle_from_reserve(n: u32) -> Weight {
		Weight::from_parts(243_000_000, 22_400)
			.saturating_add(Weight::from_parts(380_000_000, 7_851).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().reads((13_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(22_u64))
			.saturating_add(RocksDbWeight::get().writes((11_u64).saturating_mul(n.into())))
	}
	// Set by hand: to be measured.
	fn answer() -> Weight {
		Weight::from_parts(180_000_000, 60_000)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn expire() -> Weight {
		Weight::from_parts(109_034_000, 3622)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn forget() -> Weight {
		Weight::from_parts(36_558_000, 9200)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			// By hand, for ratings: to be measured.
			.saturating_add(RocksDbWeight::get().writes(1))
	}
	// Set by hand, from `assign` and `settle` for as many replicas: to be measured.
	fn extend(n: u32) -> Weight {
		Weight::from_parts(900_000_000, 180_000)
			.saturating_add(Weight::from_parts(20_000_000, 2_720).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(150_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	// Set by hand: to be measured.
	fn slash() -> Weight {
		Weight::from_parts(150_000_000, 12_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	// Set by hand: to be measured.
	fn cancel_slash() -> Weight {
		Weight::from_parts(30_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// Set by hand: to be measured.
	fn note_late(n: u32) -> Weight {
		Weight::from_parts(5_000_000, 0)
			.saturating_add(Weight::from_parts(20_000_000, 2_531).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	// Set by hand: to be measured.
	fn rate() -> Weight {
		Weight::from_parts(110_000_000, 21_000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	// Set by hand, from `abstain`: to be measured.
	fn cancel_order() -> Weight {
		Weight::from_parts(60_000_000, 12_700)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
