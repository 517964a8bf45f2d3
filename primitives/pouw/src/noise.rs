// SPDX-License-Identifier: Apache-2.0
//! The noise that is added to both matrices: the product of a dense factor of small random entries and
//! a sparse one with a single +1 and a single −1 in every column.
//!
//! It is added column by column, eight rows in a 64-bit word: a runtime's WebAssembly has no vector
//! instructions.

use crate::{
	hash::{fill, stream},
	params::{TILE, TILE_ROWS},
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

/// One column of a strip: an entry of each of its 16 rows, one two's complement byte each.
pub type Column = [u8; TILE];

/// The highest bit of each byte of a word.
pub(crate) const HIGH: u64 = 0x8080_8080_8080_8080;

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

	/// Adds the noise to the columns of a strip: to each, the column of the dense factor at +1 less that
	/// at −1. Entries of int7 stay within int8.
	pub fn add(&self, dense: &[Column], to: &mut [Column]) {
		let at = |index: &u16| dense.get(usize::from(*index)).map_or([0; 2], words);
		for (column, (p, q)) in to.iter_mut().zip(self.p.iter().zip(&self.q)) {
			let ([p0, p1], [q0, q1], [e0, e1]) = (at(p), at(q), words(column));
			*column = bytes([sum(e0, difference(p0, q0)), sum(e1, difference(p1, q1))]);
		}
	}
}

/// A strip of 16 rows with its noise, column by column. `None` stands for zeros. A strip that is not 16
/// rows of the columns' length is read as if cut or filled up with zeros.
pub fn noisy_strip(
	strip: Option<&[i8]>,
	seed: &Hash,
	side: Side,
	strip_index: u32,
	rank: u16,
	columns: &Columns,
) -> Vec<Column> {
	let k = columns.k();
	let rows = strip.into_iter().flat_map(|strip| strip.chunks(k.max(1)));
	let mut noisy = transposed(rows, k);
	let first = strip_index.wrapping_mul(TILE_ROWS);
	let lines = (0..TILE_ROWS).map(|index| line(seed, side, first.wrapping_add(index), rank));
	columns.add(&transposed(lines, rank.into()), &mut noisy);
	noisy
}

/// The first `length` columns of up to 16 rows; what is missing of them is zero.
fn transposed(rows: impl Iterator<Item: AsRef<[i8]>>, length: usize) -> Vec<Column> {
	let mut columns = vec![[0; TILE]; length];
	for (index, row) in rows.take(TILE).enumerate() {
		for (column, entry) in columns.iter_mut().zip(row.as_ref()) {
			if let Some(to) = column.get_mut(index) {
				*to = entry.cast_unsigned();
			}
		}
	}
	columns
}

/// A column as two words, the first row in the lowest byte of the first.
fn words(column: &Column) -> [u64; 2] {
	let (halves, _) = column.as_chunks::<8>();
	match halves {
		[first, second] => [u64::from_le_bytes(*first), u64::from_le_bytes(*second)],
		_ => [0; 2],
	}
}

/// The column that two words are.
fn bytes(words: [u64; 2]) -> Column {
	let mut column = [0; TILE];
	let (halves, _) = column.as_chunks_mut::<8>();
	for (half, word) in halves.iter_mut().zip(words) {
		*half = word.to_le_bytes();
	}
	column
}

/// The sums of the words' bytes, each modulo 256: the highest bits are added without their carries.
fn sum(x: u64, y: u64) -> u64 {
	(x & !HIGH).wrapping_add(y & !HIGH) ^ ((x ^ y) & HIGH)
}

/// The differences of the words' bytes, each modulo 256: every byte borrows from a bit of its own.
fn difference(x: u64, y: u64) -> u64 {
	(x | HIGH).wrapping_sub(y & !HIGH) ^ ((x ^ !y) & HIGH)
}
