// SPDX-License-Identifier: Apache-2.0
//! What can go wrong between the worker and a sector.

use sp_core::H256;

/// What can go wrong between the worker and a sector. Every message is one line.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
	/// The configuration names no node.
	#[error("no endpoint is configured; set `endpoints` to the address of a sector's node")]
	NoEndpoint,
	/// No configured node answers.
	#[error("no node answers: {attempts}; start one, or correct `endpoints`")]
	Unreachable {
		/// Each endpoint with its reason.
		attempts: String,
	},
	/// The connection is gone; the next use opens another.
	#[error("lost the connection to {endpoint}: {reason}")]
	ConnectionLost {
		/// The node.
		endpoint: String,
		/// What the transport said.
		reason: String,
	},
	/// The node answers, but the chain does not grow.
	#[error("{endpoint} has shown no new block for {seconds} s")]
	Stalled {
		/// The node.
		endpoint: String,
		/// How long.
		seconds: u64,
	},
	/// A request failed.
	#[error("{endpoint} could not answer {what}: {reason}")]
	Request {
		/// The node.
		endpoint: String,
		/// The method.
		what: String,
		/// What it said.
		reason: String,
	},
	/// The chain lacks a runtime API of the sectors.
	#[error("the chain at {endpoint} is no sector: its runtime has no {api}")]
	NotASector {
		/// The node.
		endpoint: String,
		/// The missing API.
		api: String,
	},
	/// The chain is another one than it was taken for.
	#[error("the chain at {endpoint} is {found}, not {expected}")]
	OtherChain {
		/// The node.
		endpoint: String,
		/// What it was taken for.
		expected: String,
		/// What it is.
		found: String,
	},
	/// Trie nodes do not lead from the state root of a block to the key that was asked for.
	#[error(
		"the storage proof of {endpoint} does not hold against the header of its block {block}"
	)]
	BrokenProof {
		/// The node.
		endpoint: String,
		/// The block.
		block: u32,
	},
	/// An answer is not of the expected type.
	#[error("{what} of {endpoint} does not decode ({reason}); worker and runtime are of different versions")]
	Undecodable {
		/// The node.
		endpoint: String,
		/// The method.
		what: String,
		/// What the decoder said.
		reason: String,
	},
	/// The runtime has no such call, or it takes other arguments.
	#[error("the runtime does not take this call ({reason}); worker and runtime are of different versions")]
	IncompatibleCall {
		/// What the decoder said.
		reason: String,
	},
	/// The node did not take the transaction.
	#[error("the node refused the transaction: {reason}")]
	Rejected {
		/// In words.
		reason: String,
	},
	/// The runtime's own check of an unsigned call found it invalid.
	#[error("the runtime refused the unsigned call, with code {code}")]
	Unauthorized {
		/// The pallet's number for the reason.
		code: u8,
	},
	/// The transaction was taken, but left the pool without being included.
	#[error("transaction {hash:?} was not included: {reason}")]
	Dropped {
		/// The transaction.
		hash: H256,
		/// What the node said.
		reason: String,
	},
	/// The transaction did not appear in a block in time. It may still.
	#[error("transaction {hash:?} is in no block after {seconds} s; it may still be included")]
	NotIncluded {
		/// The transaction.
		hash: H256,
		/// How long it was waited for.
		seconds: u64,
	},
	/// A pallet refused the call.
	#[error("{pallet}::{name}: {doc}")]
	Refused {
		/// The pallet.
		pallet: String,
		/// Name of its error.
		name: String,
		/// What the runtime's documentation says of it.
		doc: String,
	},
	/// The call failed outside a pallet's own errors.
	#[error("the call failed: {reason}")]
	Failed {
		/// In words.
		reason: String,
	},
}

impl ChainError {
	/// Whether the same request can succeed without anything being changed, for instance on
	/// another node or a few blocks later.
	pub fn is_transient(&self) -> bool {
		matches!(
			self,
			Self::Unreachable { .. }
				| Self::ConnectionLost { .. }
				| Self::Stalled { .. }
				| Self::Request { .. }
				| Self::Dropped { .. }
				| Self::NotIncluded { .. }
		)
	}
}
