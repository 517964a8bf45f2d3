// SPDX-License-Identifier: Apache-2.0
//! Weights of `frame_system_extensions` in this runtime, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-12-01, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights for `frame_system_extensions`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		// Measured: 0 bytes of proof, at least 2_043_000 ps.
		Weight::from_parts(2_223_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Measured: 0 bytes of proof, at least 4_296_000 ps.
		Weight::from_parts(4_476_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Measured: 0 bytes of proof, at least 4_226_000 ps.
		Weight::from_parts(4_487_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Measured: 0 bytes of proof, at least 640_000 ps.
		Weight::from_parts(701_000, 0)
	}
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn check_nonce() -> Weight {
		// Measured: 102 bytes of proof, at least 8_182_000 ps.
		Weight::from_parts(8_503_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn check_spec_version() -> Weight {
		// Measured: 0 bytes of proof, at least 481_000 ps.
		Weight::from_parts(541_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Measured: 0 bytes of proof, at least 501_000 ps.
		Weight::from_parts(541_000, 0)
	}
	fn check_weight() -> Weight {
		// Measured: 0 bytes of proof, at least 7_000_000 ps.
		Weight::from_parts(7_401_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Measured: 0 bytes of proof, at least 2_764_000 ps.
		Weight::from_parts(2_924_000, 0)
	}
}
