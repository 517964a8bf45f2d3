// SPDX-License-Identifier: Apache-2.0
//! The noise that is added to both matrices: the product of a dense factor of small random entries and
//! a sparse one with a single +1 and a single −1 in every column.

use crate::{
	hash::{fill, stream},
	params::TILE,
	seeds::Hash,
};
use alloc::{vec, vec::Vec};

/// Which matrix the noise is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
	/// The left matrix, m×k.
	A = 0,
	/// The right matrix, held transposed, n×k.
	B = 1,
}

const LINES: u8 = 0;
const COLUMNS: u8 = 1;

/// Row `index` of the dense factor: `rank` numbers from −32 to 31.
pub fn line(seed: &Hash, side: Side, index: u32, rank: u16) -> Vec<i8> {
	let mut bytes = vec![0; usize::from(rank)];
	fill(seed, &[&[side as u8, LINES], &index.to_le_bytes()], &mut bytes);
	bytes.into_iter().map(|byte| (byte & 63).cast_signed().wrapping_sub(32)).collect()
}

/// The sparse factor of one side: where each of its columns has +1 and where −1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Columns {
	/// Row of the +1 of each column.
	pub p: Vec<u16>,
	/// Row of the −1 of each column; never that of the +1.
	pub q: Vec<u16>,
}

impl Columns {
	/// The columns of one side. The rank is a power of two.
	pub fn new(seed_b: &Hash, side: Side, rank: u16, k: u32) -> Self {
		let mask = rank.wrapping_sub(1);
		let words = usize::try_from(k).unwrap_or(0);
		let bytes = stream(seed_b, &[&[side as u8, COLUMNS]], words.saturating_mul(4));
		let (words, _) = bytes.as_chunks::<4>();
		let (p, q) = words
			.iter()
			.map(|[a, b, c, d]| {
				let p = u16::from_le_bytes([*a, *b]) & mask;
				let high = u32::from(u16::from_le_bytes([*c, *d]));
				// The upper half of a product of two 16-bit numbers, less than `mask`.
				let [_, _, e, f] = high.wrapping_mul(u32::from(mask)).to_le_bytes();
				(p, p ^ u16::from_le_bytes([e, f]).wrapping_add(1))
			})
			.unzip();
		Self { p, q }
	}

	/// The inner dimension.
	pub fn k(&self) -> usize {
		self.p.len()
	}

	/// Adds the noise of one row to it: per column, the line's number at +1 less that at −1. `to` and
	/// the columns are equally long; entries of int7 stay within int8.
	pub fn add(&self, line: &[i8], to: &mut [i8]) {
		let at = |index: &u16| line.get(usize::from(*index)).copied().unwrap_or(0);
		for (entry, (p, q)) in to.iter_mut().zip(self.p.iter().zip(&self.q)) {
			*entry = entry.wrapping_add(at(p).wrapping_sub(at(q)));
		}
	}
}

/// A strip of 16 rows with its noise. `None` stands for zeros. A strip that is not 16 rows of the
/// columns' length is read as if cut or filled up with zeros.
pub fn noisy_strip(
	strip: Option<&[i8]>,
	seed: &Hash,
	side: Side,
	strip_index: u32,
	rank: u16,
	columns: &Columns,
) -> Vec<i8> {
	let length = columns.k().saturating_mul(TILE);
	let mut noisy = Vec::with_capacity(length);
	noisy.extend(strip.into_iter().flatten().copied().take(length));
	noisy.resize(length, 0);
	let first = strip_index.wrapping_mul(crate::params::TILE_ROWS);
	for (row, index) in noisy.chunks_exact_mut(columns.k().max(1)).zip(0u32..) {
		columns.add(&line(seed, side, first.wrapping_add(index), rank), row);
	}
	noisy
}
