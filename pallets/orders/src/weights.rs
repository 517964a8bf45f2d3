// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_orders`. Provisional: written by hand, until `scripts/weights` measures them.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_orders`.
pub trait WeightInfo {
	/// Weight measured by the benchmark `order`.
	fn order() -> Weight;
	/// Weight measured by the benchmark `close`.
	fn close() -> Weight;
	/// Weight measured by the benchmark `ended`.
	fn ended() -> Weight;
	/// Weight measured by the benchmark `cancel`.
	fn cancel() -> Weight;
}

/// Weights for `pallet_orders` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn order() -> Weight {
		Weight::from_parts(300_000_000, 250_000)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn close() -> Weight {
		Weight::from_parts(200_000_000, 60_000)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	fn ended() -> Weight {
		Weight::from_parts(200_000_000, 60_000)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(150_000_000, 40_000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn order() -> Weight {
		Weight::from_parts(300_000_000, 250_000)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
	}
	fn close() -> Weight {
		Weight::from_parts(200_000_000, 60_000)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn ended() -> Weight {
		Weight::from_parts(200_000_000, 60_000)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(150_000_000, 40_000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
}
