// SPDX-License-Identifier: Apache-2.0
//! The transcript of a tile: a digest of all its partial sums.
//!
//! The loops are written for a machine without vector instructions, since a runtime's WebAssembly has
//! none: two columns of B share a 64-bit word, so that one multiplication yields two products. A step
//! has at most 65,535 lines of products below 2¹⁵, so each half holds its sum; the low half's sign is
//! taken out of the high half when the words are parted.

use crate::params::TILE;
use alloc::vec::Vec;

/// Words of a transcript.
pub const WORDS: usize = 16;

/// Rotation of a word before a step is mixed into it.
const ROTATION: u32 = 13;

/// Rows of A, or columns of B, whose sums are kept in registers together.
const GROUP: usize = 4;

type Sums = [i32; GROUP * GROUP];

/// Folds the partial sums of a tile into 16 words. Both arguments are strips of 16 rows of equal length
/// with their noise; lines beyond the last full step do not count.
pub fn fold(a_noisy: &[i8], b_noisy: &[i8], rank: u16) -> [u32; WORDS] {
	let mut words = [0; WORDS];
	let step = usize::from(rank);
	let k = a_noisy.len().min(b_noisy.len()).checked_div(TILE).unwrap_or(0);
	let Some(steps) = k.checked_div(step) else { return words };

	let mut tile = [[[0i32; GROUP * GROUP]; GROUP]; GROUP];
	let mut a_groups: [Vec<[i8; GROUP]>; GROUP] = Default::default();
	let mut b_groups: [Vec<[i64; 2]>; GROUP] = Default::default();
	for l in 0..steps {
		let from = l.saturating_mul(step);
		for (rows, group) in a_noisy.chunks(k.saturating_mul(GROUP)).zip(&mut a_groups) {
			group.clear();
			group.extend(gather(rows, k, from, step));
		}
		for (rows, group) in b_noisy.chunks(k.saturating_mul(GROUP)).zip(&mut b_groups) {
			group.clear();
			group.extend(gather(rows, k, from, step).map(|[a, b, c, d]| [pair(a, b), pair(c, d)]));
		}
		let mut mixed = 0u32;
		for (tiles, a) in tile.iter_mut().zip(&a_groups) {
			for (sums, b) in tiles.iter_mut().zip(&b_groups) {
				multiply(a, b, sums);
				mixed = sums.iter().fold(mixed, |mixed, sum| mixed ^ sum.cast_unsigned());
			}
		}
		if let Some(word) = words.get_mut(l % WORDS) {
			*word = word.rotate_left(ROTATION) ^ mixed;
		}
	}
	words
}

/// The numbers of one step of four rows, line by line.
fn gather(
	rows: &[i8],
	k: usize,
	from: usize,
	step: usize,
) -> impl Iterator<Item = [i8; GROUP]> + '_ {
	let row = |index: usize| {
		let start = index.saturating_mul(k).saturating_add(from);
		rows.get(start..start.saturating_add(step)).unwrap_or(&[]).iter()
	};
	row(0).zip(row(1)).zip(row(2).zip(row(3))).map(|((a, b), (c, d))| [*a, *b, *c, *d])
}

/// Two numbers in one word, `low` in its lower half.
fn pair(low: i8, high: i8) -> i64 {
	i64::from(low).wrapping_add(i64::from(high).wrapping_shl(32))
}

/// The sums of a word's two halves.
fn part(word: i64) -> (i32, i32) {
	let low = word as i32;
	let high = word.wrapping_sub(i64::from(low)).wrapping_shr(32) as i32;
	(low, high)
}

/// Adds the products of one step of four rows of A with four columns of B.
fn multiply(a: &[[i8; GROUP]], b: &[[i64; 2]], sums: &mut Sums) {
	let [mut s0, mut s1, mut s2, mut s3, mut s4, mut s5, mut s6, mut s7] = [0i64; 8];
	for ([a0, a1, a2, a3], [b0, b1]) in a.iter().zip(b) {
		let (a0, a1) = (i64::from(*a0), i64::from(*a1));
		let (a2, a3) = (i64::from(*a2), i64::from(*a3));
		s0 = s0.wrapping_add(a0.wrapping_mul(*b0));
		s1 = s1.wrapping_add(a0.wrapping_mul(*b1));
		s2 = s2.wrapping_add(a1.wrapping_mul(*b0));
		s3 = s3.wrapping_add(a1.wrapping_mul(*b1));
		s4 = s4.wrapping_add(a2.wrapping_mul(*b0));
		s5 = s5.wrapping_add(a2.wrapping_mul(*b1));
		s6 = s6.wrapping_add(a3.wrapping_mul(*b0));
		s7 = s7.wrapping_add(a3.wrapping_mul(*b1));
	}
	let (pairs, _) = sums.as_chunks_mut::<2>();
	for ([first, second], word) in pairs.iter_mut().zip([s0, s1, s2, s3, s4, s5, s6, s7]) {
		let (low, high) = part(word);
		*first = first.wrapping_add(low);
		*second = second.wrapping_add(high);
	}
}
