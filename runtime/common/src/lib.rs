// SPDX-License-Identifier: Apache-2.0
//! What the hub's and the sectors' runtimes share: blocks, fees, and the walls around XCM.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub mod block;
pub mod currency;
pub mod fees;
pub mod genesis;
pub mod link;
pub mod xcm_walls;
