// SPDX-License-Identifier: Apache-2.0
//! Weights for `pallet_miners`.
//!
//! PROVISIONAL: counted and estimated by hand in the format of the benchmark CLI, to be replaced by
//! the output of `benchmark pallet --pallet pallet_miners` on reference hardware. Reads and writes are
//! those of the worst case, proof sizes the sum of the largest encoded entries read, and execution
//! times are rounded up from similar generated weights.

#![allow(unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_miners`.
pub trait WeightInfo {
	/// Weight of [`crate::Call::register`].
	fn register() -> Weight;
	/// Weight of [`crate::Call::deregister`].
	fn deregister() -> Weight;
	/// Weight of [`crate::Call::set_availability`].
	fn set_availability() -> Weight;
}

/// Weights for `pallet_miners` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register() -> Weight {
		Weight::from_parts(75_000_000, 13000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(75_000_000, 18000)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn set_availability() -> Weight {
		Weight::from_parts(30_000_000, 11000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(75_000_000, 13000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(75_000_000, 18000)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn set_availability() -> Weight {
		Weight::from_parts(30_000_000, 11000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
}
