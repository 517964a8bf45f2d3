// SPDX-License-Identifier: Apache-2.0
//! Reading a value out of a chain's state by a proof.

use alloc::vec::Vec;
use sp_core::H256;
use sp_runtime::traits::BlakeTwo256;
use sp_trie::{
	accessed_nodes_tracker::AccessedNodesTracker, read_trie_value, LayoutV1, StorageProof,
};

/// What is wrong with a proof.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProofFlaw {
	/// A node is in it twice.
	DuplicateNodes,
	/// A node of it is not on the way to the value.
	UnusedNodes,
	/// A node on the way is missing or altered.
	Broken,
}

/// The value that the state with `root` has under `key`, `None` if it has none.
///
/// A node is looked up by its hash, so only bytes that the chain with this root committed to are ever
/// decoded as a node. Unused nodes are refused although they would do no harm to the outcome: there
/// is then one set of nodes that proves a value, and nobody can fill blocks with ballast.
pub fn read_value(
	root: H256,
	key: &[u8],
	nodes: impl IntoIterator<Item = Vec<u8>>,
) -> Result<Option<Vec<u8>>, ProofFlaw> {
	let proof = StorageProof::new_with_duplicate_nodes_check(nodes)
		.map_err(|_| ProofFlaw::DuplicateNodes)?;
	let mut used = AccessedNodesTracker::<H256>::new(proof.len());
	let db = proof.into_memory_db::<BlakeTwo256>();
	// Nodes of both layouts are read by the newer one.
	let value = read_trie_value::<LayoutV1<BlakeTwo256>, _>(&db, &root, key, Some(&mut used), None)
		.map_err(|_| ProofFlaw::Broken)?;
	used.ensure_no_unused_nodes().map_err(|_| ProofFlaw::UnusedNodes)?;
	Ok(value)
}
