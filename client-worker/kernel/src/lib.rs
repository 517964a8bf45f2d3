// SPDX-License-Identifier: Apache-2.0
//! Exact products of int8 matrices that draw tickets on the way.
//!
//! The scheme is defined in `pouw-tickets`, which verifies single tiles; this crate computes whole
//! products of it, for mining and for the multiplications of a task alike. A [`Kernel`] has the
//! instructions and the threads; a [`WeightSide`] is made once for a right operand and a window. Then
//! [`Kernel::multiply`] gives the exact product and the winning tickets, [`Kernel::mine`] the tickets of
//! a product of noise alone, and [`Kernel::plain`] the product alone, which is what the cost of tickets
//! is measured against ([`bench`]).
//!
//! How it gets its speed, and what was measured, is in `docs/kernel.md`.
//!
//! All operands are padded: rows of A and columns of B to multiples of 16, the inner dimension to a
//! multiple of 16 for plain products and to the scheme's rule otherwise.

pub mod bench;
mod error;
mod kernel;
mod layout;
mod ops;
mod parts;
mod product;
mod strip;
mod ticketed;
mod weights;

#[cfg(test)]
mod tests;

pub use error::KernelError;
pub use kernel::Kernel;
pub use ops::Instructions;
pub use ticketed::{Drawn, Winner};
pub use weights::{Matrix, WeightSide, Weights};
