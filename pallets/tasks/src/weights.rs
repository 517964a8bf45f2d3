// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_tasks`, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

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
	/// Weight measured by the benchmark `extend`, `n` of 1 to 14.
	fn extend(n: u32) -> Weight;
	/// Weight measured by the benchmark `slash`.
	fn slash() -> Weight;
	/// Weight measured by the benchmark `cancel_slash`.
	fn cancel_slash() -> Weight;
	/// Weight measured by the benchmark `expire`.
	fn expire() -> Weight;
	/// Weight measured by the benchmark `forget`.
	fn forget() -> Weight;
	/// Weight measured by the benchmark `note_late`, `n` of 0 to 16.
	fn note_late(n: u32) -> Weight;
	/// Weight measured by the benchmark `rate`.
	fn rate() -> Weight;
	/// Weight measured by the benchmark `cancel_order`.
	fn cancel_order() -> Weight;
}

/// Weights for `pallet_tasks` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Tasks::Models` (r:1 w:1)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	fn register_model() -> Weight {
		// Measured: 110 bytes of proof, at least 60_180_000 ps.
		Weight::from_parts(61_752_000, 3658)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Tasks::Models` (r:1 w:0)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:4 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Tasks::NextTask` (r:1 w:1)
	// Proof: `Tasks::NextTask` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Unassigned` (r:1 w:1)
	// Proof: `Tasks::Unassigned` (`max_values`: Some(1), `max_size`: Some(8002), added: 8497, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:1)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Figures` (r:1 w:1)
	// Proof: `Tasks::Figures` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:0 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	fn order() -> Weight {
		// Measured: 8422 bytes of proof, at least 90_065_000 ps.
		Weight::from_parts(91_607_000, 11034)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Miners::Performances` (r:1 w:1)
	// Proof: `Miners::Performances` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:1 w:1)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn commit() -> Weight {
		// Measured: 3623 bytes of proof, at least 61_572_000 ps.
		Weight::from_parts(67_751_000, 9945)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn reveal() -> Weight {
		// Measured: 5570 bytes of proof, at least 32_808_000 ps.
		Weight::from_parts(34_311_000, 9945)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn abstain() -> Weight {
		// Measured: 1547 bytes of proof, at least 31_627_000 ps.
		Weight::from_parts(32_308_000, 9945)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Tasks::Models` (r:1 w:1)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:0)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Layers` (r:0 w:512)
	// Proof: `Tasks::Layers` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Tasks::ErrorBudgets` (r:0 w:1)
	// Proof: `Tasks::ErrorBudgets` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn deregister_model(l: u32) -> Weight {
		// Measured: 345 bytes of proof, at least 52_689_000 ps.
		Weight::from_parts(50_444_543, 3658)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(2_036_802, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Layers` (r:0 w:512)
	// Proof: `Tasks::Layers` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	fn register_layers(l: u32) -> Weight {
		// Measured: 379 bytes of proof, at least 66_799_000 ps.
		Weight::from_parts(61_861_015, 3658)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(2_655_574, 0).saturating_mul(l.into()))
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
	// Storage: `Tasks::Unanswered` (r:1 w:0)
	// Proof: `Tasks::Unanswered` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Tasks::PendingSlashes` (r:1 w:0)
	// Proof: `Tasks::PendingSlashes` (`max_values`: Some(1), `max_size`: Some(2818), added: 3313, mode: `MaxEncodedLen`)
	// Storage: `Tasks::DueOrders` (r:1 w:0)
	// Proof: `Tasks::DueOrders` (`max_values`: Some(1), `max_size`: Some(49), added: 544, mode: `MaxEncodedLen`)
	fn tick() -> Weight {
		// Measured: 11272 bytes of proof, at least 28_582_000 ps.
		Weight::from_parts(29_995_000, 9487)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Tasks::Tasks` (r:1 w:0)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterLen` (r:1 w:0)
	// Proof: `Miners::RosterLen` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn wait() -> Weight {
		// Measured: 531 bytes of proof, at least 8_292_000 ps.
		Weight::from_parts(8_753_000, 9945).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	// Storage: `Miners::RosterLen` (r:1 w:0)
	// Proof: `Miners::RosterLen` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::CurrentRollCall` (r:1 w:0)
	// Proof: `Miners::CurrentRollCall` (`max_values`: Some(1), `max_size`: Some(525), added: 1020, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:32 w:0)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	// Storage: `Miners::Roster` (r:20 w:0)
	// Proof: `Miners::Roster` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Proxy::Proxies` (r:20 w:0)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Standings` (r:16 w:0)
	// Proof: `Miners::Standings` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:16 w:16)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:1)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Assignments` (r:0 w:16)
	// Proof: `Tasks::Assignments` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:0 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	fn assign(n: u32) -> Weight {
		// Measured: 3823 + n * 267 bytes of proof, at least 179_968_000 ps.
		Weight::from_parts(116_796_272, 26488)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(23_959_363, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3716).saturating_mul(n.into()))
	}
	// Storage: `Tasks::Agenda` (r:1 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:3 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Standings` (r:15 w:0)
	// Proof: `Miners::Standings` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn close_commitments() -> Weight {
		// Measured: 1922 bytes of proof, at least 85_428_000 ps.
		Weight::from_parts(91_837_000, 39015)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Tasks::Agenda` (r:1 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:1 w:0)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	fn postpone() -> Weight {
		// Measured: 1688 bytes of proof, at least 27_621_000 ps.
		Weight::from_parts(29_424_000, 9945)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Tasks::Agenda` (r:1 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Models` (r:1 w:0)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Standings` (r:16 w:16)
	// Proof: `Miners::Standings` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Tasks::ErrorBudgets` (r:1 w:1)
	// Proof: `Tasks::ErrorBudgets` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Tasks::PendingSlashes` (r:1 w:1)
	// Proof: `Tasks::PendingSlashes` (`max_values`: Some(1), `max_size`: Some(2818), added: 3313, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:16 w:16)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:16 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:16 w:16)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Claims` (r:16 w:0)
	// Proof: `PouwVerify::Claims` (`max_values`: None, `max_size`: Some(118), added: 2593, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:17 w:17)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Figures` (r:1 w:1)
	// Proof: `Tasks::Figures` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:1)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Assignments` (r:0 w:16)
	// Proof: `Tasks::Assignments` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn settle(n: u32) -> Weight {
		// Measured: 6581 + n * 650 bytes of proof, at least 285_886_000 ps.
		Weight::from_parts(99_625_000, 9945)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(90_066_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(n.into()))
	}
	// Storage: `Tasks::Agenda` (r:1 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Tasks::DueOrders` (r:1 w:1)
	// Proof: `Tasks::DueOrders` (`max_values`: Some(1), `max_size`: Some(49), added: 544, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Models` (r:1 w:0)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Standings` (r:16 w:16)
	// Proof: `Miners::Standings` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Tasks::ErrorBudgets` (r:1 w:1)
	// Proof: `Tasks::ErrorBudgets` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Tasks::PendingSlashes` (r:1 w:1)
	// Proof: `Tasks::PendingSlashes` (`max_values`: Some(1), `max_size`: Some(2818), added: 3313, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:16 w:16)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:16 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:16 w:16)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	// Storage: `PouwVerify::Claims` (r:16 w:0)
	// Proof: `PouwVerify::Claims` (`max_values`: None, `max_size`: Some(118), added: 2593, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::DebtsQueue` (r:1 w:1)
	// Proof: `SectorToken::DebtsQueue` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Totals` (r:1 w:1)
	// Proof: `SectorToken::Totals` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:17 w:17)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Figures` (r:1 w:1)
	// Proof: `Tasks::Figures` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:1)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
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
	// Storage: `Tasks::OrderHorizon` (r:1 w:1)
	// Proof: `Tasks::OrderHorizon` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::HubOrders` (r:2 w:3)
	// Proof: `Tasks::HubOrders` (`max_values`: None, `max_size`: Some(47), added: 2522, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `MaxEncodedLen`)
	// Storage: `SectorToken::Debts` (r:0 w:1)
	// Proof: `SectorToken::Debts` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Assignments` (r:0 w:16)
	// Proof: `Tasks::Assignments` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Unanswered` (r:0 w:1)
	// Proof: `Tasks::Unanswered` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn settle_from_reserve(n: u32) -> Weight {
		// Measured: 6389 + n * 661 bytes of proof, at least 334_880_000 ps.
		Weight::from_parts(167_341_777, 9945)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(95_235_444, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(23_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(n.into()))
	}
	// Storage: `Tasks::Unanswered` (r:2 w:1)
	// Proof: `Tasks::Unanswered` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Tasks::HubOrders` (r:3 w:3)
	// Proof: `Tasks::HubOrders` (`max_values`: None, `max_size`: Some(47), added: 2522, mode: `MaxEncodedLen`)
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
	// Storage: `Tasks::OrderHorizon` (r:1 w:1)
	// Proof: `Tasks::OrderHorizon` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Messenger::Outbox` (r:0 w:1)
	// Proof: `Messenger::Outbox` (`max_values`: None, `max_size`: Some(357), added: 2832, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn answer() -> Weight {
		// Measured: 327 bytes of proof, at least 55_763_000 ps.
		Weight::from_parts(56_834_000, 8556)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	// Storage: `Tasks::Agenda` (r:1 w:2)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::Latest` (r:1 w:0)
	// Proof: `RelayBeacon::Latest` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Models` (r:1 w:0)
	// Proof: `Tasks::Models` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Standings` (r:16 w:0)
	// Proof: `Miners::Standings` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterLen` (r:1 w:0)
	// Proof: `Miners::RosterLen` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::CurrentRollCall` (r:1 w:0)
	// Proof: `Miners::CurrentRollCall` (`max_values`: Some(1), `max_size`: Some(525), added: 1020, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:32 w:0)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	// Storage: `Miners::Roster` (r:20 w:0)
	// Proof: `Miners::Roster` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Proxy::Proxies` (r:20 w:0)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:14 w:14)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Assignments` (r:0 w:14)
	// Proof: `Tasks::Assignments` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn extend(n: u32) -> Weight {
		// Measured: 11851 bytes of proof, at least 496_180_000 ps.
		Weight::from_parts(575_131_000, 81246)
			.saturating_add(T::DbWeight::get().reads(96_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(n.into()))
	}
	// Storage: `Tasks::PendingSlashes` (r:1 w:1)
	// Proof: `Tasks::PendingSlashes` (`max_values`: Some(1), `max_size`: Some(2818), added: 3313, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
	fn slash() -> Weight {
		// Measured: 3485 bytes of proof, at least 60_190_000 ps.
		Weight::from_parts(61_982_000, 4303)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	// Storage: `Tasks::PendingSlashes` (r:1 w:1)
	// Proof: `Tasks::PendingSlashes` (`max_values`: Some(1), `max_size`: Some(2818), added: 3313, mode: `MaxEncodedLen`)
	fn cancel_slash() -> Weight {
		// Measured: 2849 bytes of proof, at least 10_446_000 ps.
		Weight::from_parts(10_766_000, 4303)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Figures` (r:1 w:1)
	// Proof: `Tasks::Figures` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	// Storage: `Tasks::OpenTasksOfModel` (r:1 w:1)
	// Proof: `Tasks::OpenTasksOfModel` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Agenda` (r:0 w:1)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:0 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	fn expire() -> Weight {
		// Measured: 561 bytes of proof, at least 60_521_000 ps.
		Weight::from_parts(61_952_000, 3658)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// Storage: `Tasks::Agenda` (r:1 w:1)
	// Proof: `Tasks::Agenda` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Rated` (r:0 w:1)
	// Proof: `Tasks::Rated` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	fn forget() -> Weight {
		// Measured: 5970 bytes of proof, at least 29_815_000 ps.
		Weight::from_parts(32_889_000, 9945)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `Miners::Performances` (r:16 w:16)
	// Proof: `Miners::Performances` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:16 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:16 w:16)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	fn note_late(n: u32) -> Weight {
		// Measured: 1839 + n * 170 bytes of proof, at least 260_000 ps.
		Weight::from_parts(18_058_428, 990)
			// Standard error: 0.
			.saturating_add(Weight::from_parts(14_232_714, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2535).saturating_mul(n.into()))
	}
	// Storage: `Tasks::Tasks` (r:1 w:0)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Proxy::Proxies` (r:1 w:0)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// Storage: `Tasks::Rated` (r:1 w:1)
	// Proof: `Tasks::Rated` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Miners::Miners` (r:1 w:0)
	// Proof: `Miners::Miners` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Miners::Feedbacks` (r:1 w:1)
	// Proof: `Miners::Feedbacks` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::RosterIndex` (r:1 w:0)
	// Proof: `Miners::RosterIndex` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Miners::Lots` (r:1 w:1)
	// Proof: `Miners::Lots` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	fn rate() -> Weight {
		// Measured: 3600 bytes of proof, at least 91_476_000 ps.
		Weight::from_parts(94_701_000, 9945)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `Tasks::Tasks` (r:1 w:1)
	// Proof: `Tasks::Tasks` (`max_values`: None, `max_size`: Some(6480), added: 8955, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `RelayBeacon::RelayBlock` (r:1 w:0)
	// Proof: `RelayBeacon::RelayBlock` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn cancel_order() -> Weight {
		// Measured: 466 bytes of proof, at least 19_589_000 ps.
		Weight::from_parts(20_220_000, 9945)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn register_model() -> Weight {
		Weight::from_parts(61_752_000, 3658)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn order() -> Weight {
		Weight::from_parts(91_607_000, 11034)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn commit() -> Weight {
		Weight::from_parts(67_751_000, 9945)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn reveal() -> Weight {
		Weight::from_parts(34_311_000, 9945)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn abstain() -> Weight {
		Weight::from_parts(32_308_000, 9945)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn deregister_model(l: u32) -> Weight {
		Weight::from_parts(50_444_543, 3658)
			.saturating_add(Weight::from_parts(2_036_802, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
	fn register_layers(l: u32) -> Weight {
		Weight::from_parts(61_861_015, 3658)
			.saturating_add(Weight::from_parts(2_655_574, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
	fn tick() -> Weight {
		Weight::from_parts(29_995_000, 9487)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn wait() -> Weight {
		Weight::from_parts(8_753_000, 9945).saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn assign(n: u32) -> Weight {
		Weight::from_parts(116_796_272, 26488)
			.saturating_add(Weight::from_parts(23_959_363, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3716).saturating_mul(n.into()))
	}
	fn close_commitments() -> Weight {
		Weight::from_parts(91_837_000, 39015)
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn postpone() -> Weight {
		Weight::from_parts(29_424_000, 9945)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn settle(n: u32) -> Weight {
		Weight::from_parts(99_625_000, 9945)
			.saturating_add(Weight::from_parts(90_066_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(n.into()))
	}
	fn settle_from_reserve(n: u32) -> Weight {
		Weight::from_parts(167_341_777, 9945)
			.saturating_add(Weight::from_parts(95_235_444, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(23_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(n.into()))
	}
	fn answer() -> Weight {
		Weight::from_parts(56_834_000, 8556)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn extend(n: u32) -> Weight {
		Weight::from_parts(575_131_000, 81246)
			.saturating_add(RocksDbWeight::get().reads(96_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2721).saturating_mul(n.into()))
	}
	fn slash() -> Weight {
		Weight::from_parts(61_982_000, 4303)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn cancel_slash() -> Weight {
		Weight::from_parts(10_766_000, 4303)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn expire() -> Weight {
		Weight::from_parts(61_952_000, 3658)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn forget() -> Weight {
		Weight::from_parts(32_889_000, 9945)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn note_late(n: u32) -> Weight {
		Weight::from_parts(18_058_428, 990)
			.saturating_add(Weight::from_parts(14_232_714, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2535).saturating_mul(n.into()))
	}
	fn rate() -> Weight {
		Weight::from_parts(94_701_000, 9945)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn cancel_order() -> Weight {
		Weight::from_parts(20_220_000, 9945)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
