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
		// Measured: 0 bytes of proof, at least 2_133_000 ps.
		Weight::from_parts(2_304_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Measured: 0 bytes of proof, at least 4_507_000 ps.
		Weight::from_parts(4_687_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Measured: 0 bytes of proof, at least 4_506_000 ps.
		Weight::from_parts(4_687_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Measured: 0 bytes of proof, at least 641_000 ps.
		Weight::from_parts(742_000, 0)
	}
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn check_nonce() -> Weight {
		// Measured: 101 bytes of proof, at least 8_603_000 ps.
		Weight::from_parts(8_943_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn check_spec_version() -> Weight {
		// Measured: 0 bytes of proof, at least 490_000 ps.
		Weight::from_parts(551_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Measured: 0 bytes of proof, at least 480_000 ps.
		Weight::from_parts(541_000, 0)
	}
	fn check_weight() -> Weight {
		// Measured: 0 bytes of proof, at least 7_461_000 ps.
		Weight::from_parts(7_732_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Measured: 0 bytes of proof, at least 2_734_000 ps.
		Weight::from_parts(2_874_000, 0)
	}
}
