// SPDX-License-Identifier: Apache-2.0
//! Real tries for benchmarks and tests.

use alloc::vec::Vec;
use sp_core::H256;
use sp_runtime::traits::BlakeTwo256;
use sp_trie::{LayoutV1, MemoryDB, Recorder, Trie, TrieDBBuilder, TrieDBMutBuilder, TrieMut};

type Layout = LayoutV1<BlakeTwo256>;

/// Root of the state that has `entries`, and the proof of those under `keys`.
pub(crate) fn prove(
	entries: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>,
	keys: &[Vec<u8>],
) -> (H256, Vec<Vec<u8>>) {
	let mut db = MemoryDB::<BlakeTwo256>::with_hasher(Default::default());
	let mut root = H256::default();
	{
		let mut trie = TrieDBMutBuilder::<Layout>::new(&mut db, &mut root).build();
		for (key, value) in entries {
			trie.insert(&key, &value).expect("a trie in memory is complete");
		}
	}
	let mut recorder = Recorder::<Layout>::new();
	{
		let trie = TrieDBBuilder::<Layout>::new(&db, &root).with_recorder(&mut recorder).build();
		for key in keys {
			trie.get(key).expect("a trie in memory is complete");
		}
	}
	let mut nodes: Vec<_> = recorder.drain().into_iter().map(|record| record.data).collect();
	nodes.sort_unstable();
	nodes.dedup();
	(root, nodes)
}

/// Root of a state that has `value` under `key`, and a proof of it of exactly `nodes` nodes, at least
/// 2: branches with all 16 children, a leaf, and the value, which must be longer than 32 bytes.
pub(crate) fn prove_deep(key: &[u8], value: Vec<u8>, nodes: u32) -> (H256, Vec<Vec<u8>>) {
	let branches = nodes.saturating_sub(2) as usize;
	let mut entries = Vec::from([(key.to_vec(), value)]);
	for depth in 0..branches {
		let shift = if depth % 2 == 0 { 4 } else { 0 };
		for nibble in 0..16u8 {
			let mut other = key.to_vec();
			other[depth / 2] = (other[depth / 2] & !(0xf << shift)) | (nibble << shift);
			if other != key {
				entries.push((other, [depth as u8; 32].to_vec()));
			}
		}
	}
	prove(entries, &[key.to_vec()])
}
