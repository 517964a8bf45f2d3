// SPDX-License-Identifier: Apache-2.0

use super::reference;
use crate::merkle::*;
use proptest::prelude::*;

fn tree(count: u32) -> (Vec<[u8; 32]>, Tree) {
	let leaves: Vec<_> = (0..count).map(|index| leaf(&index.to_le_bytes())).collect();
	(leaves.clone(), Tree::new(leaves))
}

#[test]
fn every_leaf_verifies_at_its_place_alone() {
	for count in 1..=33 {
		let (leaves, tree) = tree(count);
		for index in 0..count {
			let path = tree.path(index as usize);
			assert_eq!(path.len(), path_length(index, count));
			for place in 0..count + 2 {
				for (leaf, number) in leaves.iter().zip(0..) {
					let right = place == index && number == index;
					assert_eq!(verify(&tree.root(), leaf, place, count, &path), right);
				}
			}
		}
	}
}

#[test]
fn path_of_another_length_is_refused() {
	for count in 1..=20 {
		let (leaves, tree) = tree(count);
		for index in 0..count {
			let leaf = &leaves[index as usize];
			let path = tree.path(index as usize);
			let longer = [path.clone(), vec![tree.root()]].concat();
			assert!(!verify(&tree.root(), leaf, index, count, &longer));
			for length in 0..path.len() {
				assert!(!verify(&tree.root(), leaf, index, count, &path[..length]));
			}
		}
	}
}

#[test]
fn promoted_node_is_not_hashed() {
	let (leaves, tree) = tree(3);
	assert_eq!(tree.root(), node(&node(&leaves[0], &leaves[1]), &leaves[2]));
	assert_eq!(tree.path(2), vec![node(&leaves[0], &leaves[1])]);
}

#[test]
fn single_leaf_is_its_own_root() {
	let (leaves, tree) = tree(1);
	assert_eq!(tree.root(), leaves[0]);
	assert!(tree.path(0).is_empty());
	assert!(verify(&tree.root(), &leaves[0], 0, 1, &[]));
}

#[test]
fn empty_tree_has_zeros_and_no_paths() {
	let tree = Tree::new(vec![]);
	assert_eq!((tree.root(), tree.count(), tree.path(0)), ([0; 32], 0, vec![]));
	assert!(!verify(&tree.root(), &[0; 32], 0, 0, &[]));
}

#[test]
fn nodes_cannot_pass_for_strips() {
	let (leaves, tree) = tree(2);
	let pretended = leaf(&[leaves[0], leaves[1]].concat());
	assert_ne!(pretended, tree.root());
}

#[test]
fn longest_path_is_that_of_the_most_strips() {
	let count = crate::params::strips(u32::MAX - 15);
	assert_eq!(path_length(0, count), MAX_PATH as usize);
	let last = path_length(count - 1, count);
	assert!(last <= MAX_PATH as usize);
}

proptest! {
	#[test]
	fn paths_of_large_trees_verify(count in 1u32..2000, pick in any::<u32>()) {
		let (leaves, tree) = tree(count);
		let index = pick % count;
		let path = tree.path(index as usize);
		let leaf = leaves[index as usize];
		prop_assert!(verify(&tree.root(), &leaf, index, count, &path));
		prop_assert_eq!(reference::climb(leaf, index, count, &path), Some(tree.root()));
	}

	#[test]
	fn altered_paths_do_not_verify(
		count in 2u32..300,
		pick in any::<u32>(),
		sibling in any::<proptest::sample::Index>(),
		byte in 0usize..32,
		difference in 1u8..,
	) {
		let (leaves, tree) = tree(count);
		let index = pick % count;
		let mut path = tree.path(index as usize);
		let sibling = sibling.index(path.len());
		path[sibling][byte] ^= difference;
		prop_assert!(!verify(&tree.root(), &leaves[index as usize], index, count, &path));
	}

	#[test]
	fn shape_is_that_of_the_reference(
		index in any::<u32>(),
		count in 1u32..(1 << 28),
		length in 0usize..30,
	) {
		let index = index % (count + 1);
		let path = vec![[7; 32]; length];
		let top = reference::climb([1; 32], index, count, &path);
		let fits = index < count && path_length(index, count) == length;
		prop_assert_eq!(top.is_some(), fits);
		if let Some(top) = top {
			prop_assert!(verify(&top, &[1; 32], index, count, &path));
		}
	}
}
