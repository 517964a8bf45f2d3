// SPDX-License-Identifier: Apache-2.0
//! Storage proofs: those that a witness hands in, and those that show anybody what a sector stores.

use crate::{words, Block, ChainError, SectorClient};
use codec::DecodeAll;
use pouw_primitives::{
	witness::{PendingRequest, StoredBatch},
	BlockNumber,
};
use sp_core::{Blake2Hasher, H256};
use sp_crypto_hashing::{twox_128, twox_64};
use sp_trie::{read_trie_value, LayoutV1, StorageProof};

/// What a chain's state has, as a storage proof against the header of a block shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proven<T> {
	/// The finalized block, whose hash is that of the header.
	pub block: Block,
	/// Root of the state after it.
	pub state_root: H256,
	/// Trie nodes of the proof.
	pub nodes: usize,
	/// What is there.
	pub value: T,
}

impl SectorClient {
	/// Requests of the hub that wait for a proof, the oldest first.
	pub async fn witness_requests(&self) -> Result<Vec<PendingRequest>, ChainError> {
		let method = "WitnessApi_requests";
		let connection = self.connection();
		let answer =
			connection.request(method, connection.rpc.state_call(method, None, None)).await?;
		DecodeAll::decode_all(&mut answer.as_slice()).map_err(|e: codec::Error| {
			ChainError::Undecodable {
				endpoint: connection.endpoint.clone(),
				what: method.to_string(),
				reason: words::one_line(&e.to_string()),
			}
		})
	}

	/// Trie nodes from the state root of block `number`, which must be `state_root`, to `key`.
	pub async fn state_proof(
		&self,
		number: BlockNumber,
		state_root: H256,
		key: &[u8],
	) -> Result<Vec<Vec<u8>>, ChainError> {
		let connection = self.connection();
		let failed = |what: &str, reason: String| ChainError::Request {
			endpoint: connection.endpoint.clone(),
			what: what.to_string(),
			reason,
		};
		let what = "chain_getBlockHash";
		let hash = connection
			.request(what, connection.rpc.chain_get_block_hash(Some(number.into())))
			.await?
			.ok_or_else(|| failed(what, format!("it has no block {number} yet")))?;
		let what = "chain_getHeader";
		let header = connection
			.request(what, connection.rpc.chain_get_header(Some(hash)))
			.await?
			.ok_or_else(|| failed(what, format!("it has no block {number} yet")))?;
		if header.state_root.0 != state_root.0 {
			return Err(failed(
				what,
				format!("its block {number} is not the one that the relay chain has"),
			));
		}
		let read = connection.rpc.state_get_read_proof([key], Some(hash));
		let proof = connection.request("state_getReadProof", read).await?;
		Ok(proof.proof.into_iter().map(|node| node.0).collect())
	}

	/// The transactions stored for a window of the hub as of the newest finalized block, proven
	/// against its header.
	pub async fn stored_batch(
		&self,
		window: u32,
	) -> Result<Proven<Option<StoredBatch>>, ChainError> {
		let connection = self.connection();
		let what = "chain_getFinalizedHead";
		let hash = connection.request(what, connection.rpc.chain_get_finalized_head()).await?;
		let what = "chain_getHeader";
		let header = connection
			.request(what, connection.rpc.chain_get_header(Some(hash)))
			.await?
			.ok_or_else(|| Self::empty(&connection, what))?;
		let block = Block::of(&header);
		let state_root = H256(header.state_root.0);
		let key = batch_key(window);
		let read = connection.rpc.state_get_read_proof([key.as_slice()], Some(hash));
		let proof = connection.request("state_getReadProof", read).await?;
		let nodes: Vec<Vec<u8>> = proof.proof.into_iter().map(|node| node.0).collect();
		let count = nodes.len();
		let broken = || ChainError::BrokenProof {
			endpoint: connection.endpoint.clone(),
			block: block.number,
		};
		if block.hash.0 != hash.0 {
			return Err(broken());
		}
		let stored = read_value(state_root, &key, nodes).ok_or_else(broken)?;
		let value = stored
			.map(|bytes| StoredBatch::decode_all(&mut bytes.as_slice()))
			.transpose()
			.map_err(|e| Self::undecodable(&connection, "Witness.Batches", &e))?;
		Ok(Proven { block, state_root, nodes: count, value })
	}
}

/// Storage key of a batch: `Witness.Batches` is a map hashed by Twox-64-concat.
fn batch_key(window: u32) -> Vec<u8> {
	let window = window.to_le_bytes();
	let prefix = [twox_128(b"Witness"), twox_128(b"Batches")].concat();
	[&prefix[..], &twox_64(&window), &window].concat()
}

/// What the state with this root has under a key; `None` if the nodes do not show it.
fn read_value(root: H256, key: &[u8], nodes: Vec<Vec<u8>>) -> Option<Option<Vec<u8>>> {
	let db = StorageProof::new(nodes).into_memory_db::<Blake2Hasher>();
	// Nodes of both layouts are read by the newer one.
	read_trie_value::<LayoutV1<Blake2Hasher>, _>(&db, &root, key, None, None).ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_trie::{
		trie_types::TrieDBMutBuilderV1, MemoryDB, Recorder, Trie, TrieDBBuilder, TrieMut,
	};

	fn state(entries: &[(Vec<u8>, Vec<u8>)]) -> (MemoryDB<Blake2Hasher>, H256) {
		let (mut db, mut root) = (MemoryDB::default(), H256::default());
		{
			let mut trie = TrieDBMutBuilderV1::<Blake2Hasher>::new(&mut db, &mut root).build();
			for (key, value) in entries {
				trie.insert(key, value).unwrap();
			}
		}
		(db, root)
	}

	fn nodes(db: &MemoryDB<Blake2Hasher>, root: H256, key: &[u8]) -> Vec<Vec<u8>> {
		let mut recorder = Recorder::<LayoutV1<Blake2Hasher>>::new();
		let trie = TrieDBBuilder::<LayoutV1<Blake2Hasher>>::new(db, &root)
			.with_recorder(&mut recorder)
			.build();
		let _ = trie.get(key).unwrap();
		recorder.drain().into_iter().map(|record| record.data).collect()
	}

	#[test]
	fn batch_key_ends_with_the_window() {
		let key = batch_key(0x0102);
		assert_eq!(key.len(), 32 + 8 + 4);
		assert_eq!(key[..16], twox_128(b"Witness"));
		assert_eq!(key[40..], [2, 1, 0, 0]);
	}

	#[test]
	fn value_is_read_and_its_absence_is_shown() {
		let entries: Vec<_> = (0..40).map(|n| (batch_key(n), vec![n as u8; 50])).collect();
		let (db, root) = state(&entries);
		let shown = read_value(root, &batch_key(7), nodes(&db, root, &batch_key(7)));
		assert_eq!(shown, Some(Some(vec![7; 50])));
		let absent = read_value(root, &batch_key(99), nodes(&db, root, &batch_key(99)));
		assert_eq!(absent, Some(None));
	}

	#[test]
	fn proof_does_not_hold_when_a_node_is_altered_or_the_root_is_another() {
		let entries: Vec<_> = (0..40).map(|n| (batch_key(n), vec![n as u8; 50])).collect();
		let (db, root) = state(&entries);
		let proof = nodes(&db, root, &batch_key(7));
		assert_eq!(read_value(H256([1; 32]), &batch_key(7), proof.clone()), None);
		for at in 0..proof.len() {
			let mut altered = proof.clone();
			*altered[at].last_mut().unwrap() ^= 1;
			assert_eq!(read_value(root, &batch_key(7), altered), None);
		}
		assert_eq!(read_value(root, &batch_key(7), vec![]), None);
	}
}
