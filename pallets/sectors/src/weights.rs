// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_sectors`.
//!
//! PROVISIONAL: estimated by hand, to be replaced by the benchmarks' figures.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Admission of a sector.
	fn admit() -> Weight;
	/// Suspension, with the message to the sector.
	fn suspend() -> Weight;
	/// Reinstatement, with the message to the sector.
	fn reinstate() -> Weight;
}

/// Weights for a Substrate node.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn admit() -> Weight {
		Weight::from_parts(15_000_000, 3_700)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn suspend() -> Weight {
		Weight::from_parts(60_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn reinstate() -> Weight {
		Self::suspend()
	}
}

impl WeightInfo for () {
	fn admit() -> Weight {
		Weight::zero()
	}
	fn suspend() -> Weight {
		Weight::zero()
	}
	fn reinstate() -> Weight {
		Weight::zero()
	}
}
