// SPDX-License-Identifier: Apache-2.0
//! What the hub's and the sectors' runtimes share: blocks, fees, the walls around XCM, and the
//! configuration of the pallets that both have.
//!
//! A pallet is configured by an impl for the runtime's own type, which cannot be written here. So
//! the configurations are macros, `impl_system`, `impl_authoring`, `impl_token`, `impl_accounts` and
//! `impl_xcm`, which each runtime invokes in its `configs`, with what tells one chain from the other
//! as arguments. They name the pallets as both runtimes do, and find their weights in the runtime's
//! module `weights`.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub mod accounts;
pub mod apis;
pub mod authoring;
pub mod block;
pub mod currency;
pub mod fees;
pub mod genesis;
pub mod link;
pub mod parameters;
pub mod system;
pub mod token;
pub mod types;
pub mod upgrade_test;
pub mod xcm_config;
pub mod xcm_walls;
