// SPDX-License-Identifier: Apache-2.0
//! How operands lie in memory while they are multiplied.
//!
//! Entries are widened to 16 bits once, when they are packed, so that the inner loop only loads and
//! multiplies. A strip of 16 rows of A is cut into blocks of a few rows, as many as the registers hold
//! with their sums. In a block the numbers of two neighbouring columns stand together, for all its
//! rows, then the next two columns: the two factors of a multiply-and-add-pairs instruction. A strip of
//! the transposed B is one block of 16.

use crate::strip::Column;
use pouw_tickets::TILE;

/// Numbers after each block that a packing routine may overwrite; a whole cache line, so that every
/// block begins on one, and strips a power of two long do not fall on the same lines of the cache.
const PAD: usize = 32;

/// Rows of the one block of a strip of B.
pub(crate) const PANEL: &[usize] = &[TILE];

/// The shape of a packed strip.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Layout {
	/// Rows of each block; 16 together.
	pub blocks: &'static [usize],
	/// Pairs of columns.
	pub pairs: usize,
}

impl Layout {
	/// Where a block begins in the strip.
	pub fn offset(&self, block: usize) -> usize {
		self.blocks.iter().take(block).map(|rows| rows * 2 * self.pairs + PAD).sum()
	}

	/// Numbers in a packed strip, with what lies between blocks.
	pub fn len(&self) -> usize {
		self.offset(self.blocks.len())
	}

	/// Writes columns into a packed strip, from a pair on. An odd last column is left out.
	pub fn put(&self, strip: &mut [i16], first_pair: usize, columns: &[Column<i16>]) {
		let (pairs, _) = columns.as_chunks::<2>();
		let mut row = 0;
		for (block, rows) in self.blocks.iter().enumerate() {
			let from = self.offset(block) + first_pair * rows * 2;
			let chunks = strip[from..].chunks_exact_mut(rows * 2);
			for (chunk, [left, right]) in chunks.zip(pairs) {
				let entries = left[row..].iter().zip(&right[row..]);
				let (slots, _) = chunk.as_chunks_mut::<2>();
				for (slot, (l, r)) in slots.iter_mut().zip(entries) {
					*slot = [*l, *r];
				}
			}
			row += rows;
		}
	}
}

/// Numbers that begin on a cache line.
#[derive(Default)]
pub(crate) struct Aligned {
	numbers: Vec<i16>,
	first: usize,
	len: usize,
}

impl Aligned {
	/// Makes room for so many numbers. What was there is lost; what is there is unspecified.
	pub fn resize(&mut self, len: usize) {
		const LINE: usize = 64;
		if self.numbers.len() < len + LINE / 2 {
			self.numbers = vec![0; len + LINE / 2];
			// The one platform that may refuse to say is a compile-time interpreter.
			self.first = self.numbers.as_ptr().align_offset(LINE).min(LINE / 2);
		}
		self.len = len;
	}

	pub fn numbers(&self) -> &[i16] {
		&self.numbers[self.first..self.first + self.len]
	}

	pub fn numbers_mut(&mut self) -> &mut [i16] {
		&mut self.numbers[self.first..self.first + self.len]
	}
}

/// Strips of one layout, one after another.
#[derive(Default)]
pub(crate) struct Strips {
	numbers: Aligned,
	strip: usize,
}

impl Strips {
	/// Makes room for so many strips.
	pub fn resize(&mut self, layout: Layout, count: usize) {
		self.strip = layout.len();
		self.numbers.resize(self.strip * count);
	}

	pub fn get(&self, index: usize) -> &[i16] {
		&self.numbers.numbers()[index * self.strip..(index + 1) * self.strip]
	}

	pub fn iter_mut(&mut self) -> std::slice::ChunksExactMut<'_, i16> {
		self.numbers.numbers_mut().chunks_exact_mut(self.strip)
	}
}
