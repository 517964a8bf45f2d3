// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_sector_profile`.
//!
//! PROVISIONAL: estimated by hand, to be replaced by the benchmarks' figures.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// A block in which nothing is due.
	fn idle_block() -> Weight;
	/// A block in which an era ends, or the profile is announced.
	fn end_era() -> Weight;
}

/// Weights for a Substrate node.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn idle_block() -> Weight {
		Weight::from_parts(4_000_000, 1_600).saturating_add(T::DbWeight::get().reads(4))
	}
	fn end_era() -> Weight {
		Weight::from_parts(60_000_000, 4_000)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(10))
	}
}

impl WeightInfo for () {
	fn idle_block() -> Weight {
		Weight::zero()
	}
	fn end_era() -> Weight {
		Weight::zero()
	}
}
