// SPDX-License-Identifier: Apache-2.0
//! Weights of `cumulus_pallet_weight_reclaim` in this runtime, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights for `cumulus_pallet_weight_reclaim`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> cumulus_pallet_weight_reclaim::WeightInfo for WeightInfo<T> {
	fn storage_weight_reclaim() -> Weight {
		// Measured: 0 bytes of proof, at least 4_877_000 ps.
		Weight::from_parts(5_107_000, 0)
	}
}
