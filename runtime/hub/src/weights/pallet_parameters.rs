// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_parameters` in this runtime, by hand until `scripts/weights` has measured them.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights for `pallet_parameters`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_parameters::WeightInfo for WeightInfo<T> {
	fn set_parameter() -> Weight {
		Weight::from_parts(20_000_000, 14_787).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}
