// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_messenger`.
//!
//! PROVISIONAL: estimated by hand, to be replaced by the benchmarks' figures.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// A frame from a peer with its heaviest message.
	fn receive() -> Weight;
	/// `n` due messages sent again.
	fn resend(n: u32) -> Weight;
}

/// Weights for a Substrate node.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn receive() -> Weight {
		Weight::from_parts(75_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn resend(n: u32) -> Weight {
		Weight::from_parts(3_000_000, 3_600)
			.saturating_add(Weight::from_parts(40_000_000, 2_800).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads_writes(6, 5).saturating_mul(n.into()))
	}
}

impl WeightInfo for () {
	fn receive() -> Weight {
		Weight::zero()
	}
	fn resend(_: u32) -> Weight {
		Weight::zero()
	}
}
