// SPDX-License-Identifier: Apache-2.0
//! Trees over the strips of a matrix. The last node of an odd level moves up unchanged, so the shape of
//! every path follows from the index and the number of leaves.

use crate::{
	hash::{derive, NODE, STRIP},
	seeds::Hash,
};
use alloc::{vec, vec::Vec};

/// Longest path in a matrix of 2³² rows.
pub const MAX_PATH: u32 = 28;

/// Digest of a strip: 16 rows, row by row.
pub fn leaf(strip: &[u8]) -> Hash {
	derive(&STRIP, &[strip])
}

/// Digest of two nodes.
pub fn node(left: &Hash, right: &Hash) -> Hash {
	derive(&NODE, &[left, right])
}

/// All levels of a tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tree {
	levels: Vec<Vec<Hash>>,
}

impl Tree {
	/// The tree over these leaves.
	pub fn new(leaves: Vec<Hash>) -> Self {
		let mut levels = vec![leaves];
		while let Some(level) = levels.last().filter(|level| level.len() > 1) {
			let above = level
				.chunks(2)
				.filter_map(|pair| match pair {
					[left, right] => Some(node(left, right)),
					[alone] => Some(*alone),
					_ => None,
				})
				.collect();
			levels.push(above);
		}
		Self { levels }
	}

	/// The tree over the strips of a matrix in row order, `k` entries to a row.
	pub fn of_matrix(rows: &[u8], k: u32) -> Self {
		let strip = usize::try_from(k).unwrap_or(0).saturating_mul(crate::params::TILE).max(1);
		Self::new(rows.chunks(strip).map(leaf).collect())
	}

	/// The top; zeros for a tree without leaves.
	pub fn root(&self) -> Hash {
		self.levels.last().and_then(|level| level.first()).copied().unwrap_or_default()
	}

	/// Number of leaves.
	pub fn count(&self) -> usize {
		self.levels.first().map_or(0, Vec::len)
	}

	/// Siblings of a leaf from the bottom up; empty for an index that is not in the tree.
	pub fn path(&self, index: usize) -> Vec<Hash> {
		let mut index = index;
		let mut path = Vec::new();
		if index >= self.count() {
			return path;
		}
		for level in &self.levels {
			path.extend(level.get(index ^ 1));
			index >>= 1;
		}
		path
	}
}

/// Length of the path of a leaf in a tree of `count` leaves.
pub fn path_length(index: u32, count: u32) -> usize {
	Shape { index, count }.filter(|side| *side != Sibling::None).count()
}

/// Whether the path leads from the leaf to the root. It must be exactly as long as the index and count
/// demand.
pub fn verify(root: &Hash, leaf: &Hash, index: u32, count: u32, path: &[Hash]) -> bool {
	if index >= count {
		return false;
	}
	let mut siblings = path.iter();
	let mut top = *leaf;
	for side in (Shape { index, count }) {
		top = match side {
			Sibling::None => top,
			Sibling::Left => match siblings.next() {
				Some(sibling) => node(sibling, &top),
				None => return false,
			},
			Sibling::Right => match siblings.next() {
				Some(sibling) => node(&top, sibling),
				None => return false,
			},
		};
	}
	siblings.next().is_none() && top == *root
}

/// Where the sibling of a node is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sibling {
	Left,
	Right,
	None,
}

/// The siblings along a path, level by level.
struct Shape {
	index: u32,
	count: u32,
}

impl Iterator for Shape {
	type Item = Sibling;

	fn next(&mut self) -> Option<Sibling> {
		if self.count <= 1 {
			return None;
		}
		let side = if self.index & 1 == 1 {
			Sibling::Left
		} else if self.index.saturating_add(1) < self.count {
			Sibling::Right
		} else {
			Sibling::None
		};
		self.index >>= 1;
		self.count = self.count.div_ceil(2);
		Some(side)
	}
}
