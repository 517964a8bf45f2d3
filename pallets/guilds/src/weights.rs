// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_guilds`. Provisional: written by hand, until `scripts/weights` measures them.

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
	/// Weight measured by the benchmark `conclude_election`.
	fn conclude_election() -> Weight;
	/// Weight measured by the benchmark `idle_block`.
	fn idle_block() -> Weight;
	/// Weight measured by the benchmark `on_credited`.
	fn on_credited() -> Weight;
	/// Weight measured by the benchmark `on_left`.
	fn on_left() -> Weight;
	/// Weight measured by the benchmark `spend_public`.
	fn spend_public() -> Weight;
}

/// Weights for `pallet_guilds` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn stand() -> Weight {
		Weight::from_parts(90_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn withdraw_candidacy() -> Weight {
		Weight::from_parts(70_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn ballot() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn resign() -> Weight {
		Weight::from_parts(60_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn propose() -> Weight {
		Weight::from_parts(140_000_000, 90_000)
			.saturating_add(T::DbWeight::get().reads(26_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn vote() -> Weight {
		Weight::from_parts(70_000_000, 9_000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn close_impeachment() -> Weight {
		Weight::from_parts(120_000_000, 9_000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn close_appeal() -> Weight {
		Weight::from_parts(120_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn close_request() -> Weight {
		Weight::from_parts(150_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	fn set_parameter() -> Weight {
		Weight::from_parts(70_000_000, 9_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn conclude_election() -> Weight {
		Weight::from_parts(700_000_000, 90_000)
			.saturating_add(T::DbWeight::get().reads(42_u64))
			.saturating_add(T::DbWeight::get().writes(42_u64))
	}
	fn idle_block() -> Weight {
		Weight::from_parts(5_000_000, 1_500).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	fn on_credited() -> Weight {
		Weight::from_parts(20_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn on_left() -> Weight {
		Weight::from_parts(70_000_000, 9_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn spend_public() -> Weight {
		Weight::from_parts(160_000_000, 22_000)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn stand() -> Weight {
		Weight::from_parts(90_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn withdraw_candidacy() -> Weight {
		Weight::from_parts(70_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn ballot() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn resign() -> Weight {
		Weight::from_parts(60_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn propose() -> Weight {
		Weight::from_parts(140_000_000, 90_000)
			.saturating_add(RocksDbWeight::get().reads(26_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn vote() -> Weight {
		Weight::from_parts(70_000_000, 9_000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn close_impeachment() -> Weight {
		Weight::from_parts(120_000_000, 9_000)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn close_appeal() -> Weight {
		Weight::from_parts(120_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn close_request() -> Weight {
		Weight::from_parts(150_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn set_parameter() -> Weight {
		Weight::from_parts(70_000_000, 9_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn conclude_election() -> Weight {
		Weight::from_parts(700_000_000, 90_000)
			.saturating_add(RocksDbWeight::get().reads(42_u64))
			.saturating_add(RocksDbWeight::get().writes(42_u64))
	}
	fn idle_block() -> Weight {
		Weight::from_parts(5_000_000, 1_500).saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn on_credited() -> Weight {
		Weight::from_parts(20_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn on_left() -> Weight {
		Weight::from_parts(70_000_000, 9_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn spend_public() -> Weight {
		Weight::from_parts(160_000_000, 22_000)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
}
