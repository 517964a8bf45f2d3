// SPDX-License-Identifier: Apache-2.0
//! Why a product is not computed.

use pouw_tickets::{ParamError, ProofError};

/// Why a product, or the proof of one of its tiles, is not there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KernelError {
	/// The dimensions are not those of work.
	#[error("these dimensions are not work: {0}")]
	NotWork(ParamError),
	/// A dimension is zero or not a multiple of 16.
	#[error("{m}×{k} by {k}×{n} cannot be multiplied; pad each dimension to a multiple of 16")]
	Untiled {
		/// Rows of A.
		m: usize,
		/// Columns of B.
		n: usize,
		/// Columns of A and rows of B.
		k: usize,
	},
	/// A slice does not have as many numbers as its dimensions say.
	#[error("{what} has {found} numbers, its dimensions say {wanted}")]
	Length {
		/// Which slice.
		what: &'static str,
		/// Numbers there are.
		found: usize,
		/// Numbers there have to be.
		wanted: usize,
	},
	/// An entry is outside −64 to 63.
	#[error("an entry of {0} is outside -64..63")]
	EntryNotInt7(&'static str),
	/// The product was told to stop.
	#[error("stopped before the product was complete")]
	Stopped,
	/// This machine does not have the instructions.
	#[error("this machine has no {0} instructions")]
	NoSuchInstructions(&'static str),
	/// The threads cannot be started.
	#[error("cannot start the kernel's threads")]
	NoThreads,
	/// What was asked for belongs to the other kind of work.
	#[error("this is the weight side of another kind of work")]
	OtherKind,
	/// The product has no such tile, or its proof is too long.
	#[error("cannot prove the tile: {0}")]
	NoProof(ProofError),
}

impl From<ParamError> for KernelError {
	fn from(error: ParamError) -> Self {
		Self::NotWork(error)
	}
}
