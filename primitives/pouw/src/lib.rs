// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

extern crate alloc;

mod hash;
pub mod merkle;
pub mod noise;
pub mod params;
pub mod proof;
pub mod seeds;
#[cfg(test)]
mod tests;
pub mod ticket;
pub mod transcript;
#[cfg(feature = "std")]
pub mod vectors;

pub use params::{check_dims, ParamError, WorkParams, MAX_K, TILE};
pub use proof::{verify_baseline, verify_operands, BaselineProof, Layer, OperandProof, ProofError};
pub use seeds::{Challenge, Hash, Kind};
pub use ticket::Ticket;
