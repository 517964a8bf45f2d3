// SPDX-License-Identifier: Apache-2.0
//! The transcript of a tile: a digest of all its partial sums.
//!
//! The loops are written for a machine without vector instructions, since a runtime's WebAssembly has
//! none: three columns of B share a 64-bit word, so that one multiplication yields three products. A run
//! of 32 lines sums products of at most 2¹⁴, so every sum fits its part of 21 bits; the sign of a lower
//! part is taken out of the higher ones when the words are parted.

use crate::{noise::Column, params::TILE};
use alloc::vec::Vec;

/// Words of a transcript.
pub const WORDS: usize = 16;

/// Rotation of a word before a step is mixed into it.
const ROTATION: u32 = 13;

/// Rows of A whose sums are kept in registers together.
const GROUP: usize = 4;

/// Lines whose products a part of a word can sum.
const RUN: usize = 32;

/// Bits of a part of a word.
const PART: u32 = 21;

/// Where the highest part begins.
const HIGHEST: u32 = 2 * PART;

/// Bits above the lowest part.
const ABOVE: u32 = i64::BITS - PART;

/// One line of B: its 16 entries in six words, of which two are multiplied together. The last word has one
/// entry, and zeros that add nothing to the transcript.
type Line = [[i64; 2]; 3];

/// Sums of four rows of A by two words of B.
type Sums = [i32; GROUP * 6];

/// Folds the partial sums of a tile into 16 words. Both arguments are strips with their noise, column by
/// column; lines beyond the last full step do not count.
pub fn fold(a_noisy: &[Column], b_noisy: &[Column], rank: u16) -> [u32; WORDS] {
	let mut words = [0; WORDS];
	let step = usize::from(rank);
	if step == 0 {
		return words;
	}
	let mut tile = [[[0i32; GROUP * 6]; 3]; TILE / GROUP];
	let mut lines: Vec<Line> = Vec::with_capacity(step);
	for (l, (a, b)) in a_noisy.chunks_exact(step).zip(b_noisy.chunks_exact(step)).enumerate() {
		lines.clear();
		lines.extend(b.iter().map(pack));
		let mut mixed = 0u32;
		for (rows, tiles) in tile.iter_mut().enumerate() {
			for (columns, sums) in tiles.iter_mut().enumerate() {
				multiply(a, rows, &lines, columns, sums);
				mixed = sums.iter().fold(mixed, |mixed, sum| mixed ^ sum.cast_unsigned());
			}
		}
		if let Some(word) = words.get_mut(l % WORDS) {
			*word = word.rotate_left(ROTATION) ^ mixed;
		}
	}
	words
}

fn pack(column: &Column) -> Line {
	let [b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15] =
		column.map(|byte| i64::from(byte.cast_signed()));
	[
		[triple(b0, b1, b2), triple(b3, b4, b5)],
		[triple(b6, b7, b8), triple(b9, b10, b11)],
		[triple(b12, b13, b14), b15],
	]
}

/// Three numbers in one word.
fn triple(low: i64, middle: i64, high: i64) -> i64 {
	low.wrapping_add(middle.wrapping_shl(PART)).wrapping_add(high.wrapping_shl(HIGHEST))
}

/// The sums of a word's three parts.
fn parts(word: i64) -> [i32; 3] {
	let low = lowest(word);
	let above = word.wrapping_sub(low).wrapping_shr(PART);
	let middle = lowest(above);
	let high = above.wrapping_sub(middle).wrapping_shr(PART);
	[low as i32, middle as i32, high as i32]
}

/// The lowest part of a word, with its sign.
fn lowest(word: i64) -> i64 {
	word.wrapping_shl(ABOVE).wrapping_shr(ABOVE)
}

/// Adds the products of one step: of the group `rows` of A's rows with the words `columns` of B's lines.
fn multiply(a: &[Column], rows: usize, b: &[Line], columns: usize, sums: &mut Sums) {
	for (a, b) in a.chunks(RUN).zip(b.chunks(RUN)) {
		let [mut s0, mut s1, mut s2, mut s3, mut s4, mut s5, mut s6, mut s7] = [0i64; 8];
		for (a, b) in a.iter().zip(b) {
			let (a, _) = a.as_chunks::<GROUP>();
			let (Some([a0, a1, a2, a3]), Some([b0, b1])) = (a.get(rows), b.get(columns)) else {
				continue;
			};
			let (a0, a1) = (i64::from(a0.cast_signed()), i64::from(a1.cast_signed()));
			let (a2, a3) = (i64::from(a2.cast_signed()), i64::from(a3.cast_signed()));
			s0 = s0.wrapping_add(a0.wrapping_mul(*b0));
			s1 = s1.wrapping_add(a0.wrapping_mul(*b1));
			s2 = s2.wrapping_add(a1.wrapping_mul(*b0));
			s3 = s3.wrapping_add(a1.wrapping_mul(*b1));
			s4 = s4.wrapping_add(a2.wrapping_mul(*b0));
			s5 = s5.wrapping_add(a2.wrapping_mul(*b1));
			s6 = s6.wrapping_add(a3.wrapping_mul(*b0));
			s7 = s7.wrapping_add(a3.wrapping_mul(*b1));
		}
		let (triples, _) = sums.as_chunks_mut::<3>();
		for (triple, word) in triples.iter_mut().zip([s0, s1, s2, s3, s4, s5, s6, s7]) {
			for (sum, part) in triple.iter_mut().zip(parts(word)) {
				*sum = sum.wrapping_add(part);
			}
		}
	}
}
