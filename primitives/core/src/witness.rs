// SPDX-License-Identifier: Apache-2.0
//! What a sector knows as a witness of other sectors and as a store of the hub's transactions, as it
//! shows it to clients, and how they hand in proofs.

use crate::{
	conversion::{ConversionId, ConversionRecord, WitnessRequest},
	message::MAX_RECORD_ENTRIES,
	BlockNumber, RelayBlockNumber, SectorId,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::BoundedVec;

/// Most trie nodes of a proof that a sector looks at. With 16 children to a node, a million
/// conversions make a path of about nine nodes below those of the map's own prefix.
pub const MAX_PROOF_NODES: u32 = 24;

/// Longest trie node in bytes: a branch with 16 hashed children, a value and the whole key in it has
/// fewer than 650.
pub const MAX_NODE_LEN: u32 = 1024;

/// Trie nodes from the state root of a chain to a value, in any order.
pub type StateProof = BoundedVec<BoundedVec<u8, ConstU32<MAX_NODE_LEN>>, ConstU32<MAX_PROOF_NODES>>;

/// Bounds the nodes of a proof as a node gave them; `None` if they are too many or too long.
pub fn state_proof(nodes: Vec<Vec<u8>>) -> Option<StateProof> {
	let bounded: Option<Vec<_>> = nodes.into_iter().map(|node| node.try_into().ok()).collect();
	bounded?.try_into().ok()
}

/// Head of another sector, as the relay chain showed it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct KnownHead {
	/// Number of the sector's block.
	pub number: BlockNumber,
	/// Root of the sector's state after that block.
	pub state_root: H256,
	/// Newest relay block in whose state it was seen to be the head.
	pub relay_block: RelayBlockNumber,
}

/// A request of the hub that waits for a proof.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct PendingRequest {
	/// What the hub asks.
	pub request: WitnessRequest,
	/// Block of the witness in which it is given up.
	pub expires_at: BlockNumber,
	/// The newest head of the source that a proof may start from; `None` if none is known yet.
	pub head: Option<KnownHead>,
}

/// What a witness keeps of a conversion that it has verified.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct WitnessRecord {
	/// The record, as the source's state had it.
	pub record: ConversionRecord,
	/// Head of the source in whose state it was found.
	pub head: KnownHead,
	/// Block of the witness in which the proof was accepted.
	pub verified_at: BlockNumber,
	/// Newest round of the hub for which an attestation was queued.
	pub attested: Option<u32>,
}

/// Transactions of the hub that a sector stores.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct StoredBatch {
	/// Merkle root of all transactions of the window.
	pub root: H256,
	/// Hashes of those assigned to this sector.
	pub entries: BoundedVec<H256, ConstU32<MAX_RECORD_ENTRIES>>,
	/// Block of the sector in which they were stored.
	pub stored_at: BlockNumber,
}

/// Why a sector refuses a proof, by the code of the transaction's invalidity: names of the errors of
/// `pallet-witness`.
pub const REFUSALS: [&str; 12] = [
	"NotRequested",
	"AlreadyVerified",
	"HeadUnknown",
	"HeadTooOld",
	"DuplicateNodes",
	"UnusedNodes",
	"ProofBroken",
	"ConversionAbsent",
	"RecordMalformed",
	"NotPending",
	"BeneficiaryDiffers",
	"AmountDiffers",
];

/// Calls of `pallet-witness`.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Debug)]
pub enum WitnessCall {
	/// Proves a conversion of another sector. Sent without a signature.
	#[codec(index = 0)]
	Attest {
		/// The one that the conversion leaves, its source.
		sector: SectorId,
		/// The conversion.
		conversion: ConversionId,
		/// Number of the source's head that the proof starts from.
		head: BlockNumber,
		/// The proof.
		proof: StateProof,
	},
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn proofs_are_bounded_in_nodes_and_in_their_length() {
		let node = |len: u32| alloc::vec![1u8; len as usize];
		let nodes = |count: u32, len: u32| (0..count).map(|_| node(len)).collect();
		assert!(state_proof(nodes(MAX_PROOF_NODES, MAX_NODE_LEN)).is_some());
		assert!(state_proof(nodes(MAX_PROOF_NODES + 1, 1)).is_none());
		assert!(state_proof(nodes(1, MAX_NODE_LEN + 1)).is_none());
	}

	/// The bound of a node, against the largest one the format allows for a conversion's key.
	#[test]
	fn longest_node_on_the_way_to_a_conversion_fits() {
		let key = crate::conversion::conversion_key(0).len();
		let header = 2;
		let bitmap = 2;
		let children = 16 * 33;
		let value = 33;
		assert!(header + key + bitmap + children + value < MAX_NODE_LEN as usize);
	}
}
