// SPDX-License-Identifier: Apache-2.0
#![allow(unsafe_code, reason = "vector loads and stores take pointers")]
//! AVX2: 16 registers of 8 sums.
//!
//! A strip's 16 rows go as 6, 5 and 5: with 16 columns these are 12 or 10 registers of sums, two for the
//! numbers of B and two in between. Mixing is associative, so each block runs through all steps with its
//! sums in registers and leaves one mixed register for each step; the blocks' are combined after. So the
//! sums are read and written once a call, however many steps it has.

use super::{avx2_blake3, avx2_pack, Ops, Tile, MAX_STEPS};
use std::{
	arch::{asm, x86_64::*},
	mem::MaybeUninit,
};

pub(super) const OPS: Ops = Ops {
	blocks: &avx2_pack::BLOCKS,
	tile,
	pack: avx2_pack::pack,
	lines: avx2_blake3::lines,
	tickets: avx2_blake3::tickets,
};

/// For each step, eight words that are one when mixed.
pub(super) type Mixed = [MaybeUninit<__m256i>; MAX_STEPS];

fn tile(tile: &Tile<'_>, sums: &mut [i32], words: &mut [u32]) {
	tile.check(OPS.blocks, sums, words);
	// SAFETY: `OPS` is handed out only where AVX2 was detected; `check` has seen to it that the pairs
	// are in both operands, 16 rows in `sums`, and as many `words` as steps, at most `MAX_STEPS`.
	unsafe {
		let mut mixed = [MaybeUninit::uninit(); MAX_STEPS];
		let a = |block| tile.a.as_ptr().add(tile.block(block));
		let (c0, c6, c11) = (sums.as_mut_ptr(), 6 * tile.stride, 11 * tile.stride);
		block::<6, true>(tile, a(0), c0, &mut mixed);
		block::<5, false>(tile, a(1), c0.add(c6), &mut mixed);
		block::<5, false>(tile, a(2), c0.add(c11), &mut mixed);
		reduce(&mixed, words);
	}
}

/// Runs a block of `ROWS` rows. The first of a tile sets the mixed registers, the others add to them.
///
/// # Safety
/// From `a` on there are the block's numbers for the tile's pairs, and from `sums` on `ROWS` rows, the
/// tile's stride apart; the mixed registers are set unless this is the first block.
#[target_feature(enable = "avx2")]
unsafe fn block<const ROWS: usize, const FIRST: bool>(
	tile: &Tile<'_>,
	mut a: *const i16,
	sums: *mut i32,
	mixed: &mut Mixed,
) {
	let mut acc = [[_mm256_setzero_si256(); 2]; ROWS];
	let mut b = tile.b.as_ptr();

	// Macros and not functions, since nothing else makes sure that the sums stay in registers.
	macro_rules! multiply_pair {
		($($at:literal)*) => {$(
			let b0 = _mm256_loadu_si256(b.add($at * 32).cast());
			let b1 = _mm256_loadu_si256(b.add($at * 32 + 16).cast());
			for (row, acc) in acc.iter_mut().enumerate() {
				let both = a.add(($at * ROWS + row) * 2).cast::<i32>().read_unaligned();
				let both = _mm256_set1_epi32(both);
				acc[0] = _mm256_add_epi32(acc[0], _mm256_madd_epi16(both, b0));
				acc[1] = _mm256_add_epi32(acc[1], _mm256_madd_epi16(both, b1));
			}
		)*};
	}
	macro_rules! multiply {
		($pairs:expr) => {
			// Two pairs a round, since the end of a loop costs something and a step is short.
			for _ in 0..$pairs / 2 {
				multiply_pair!(0);
				for [left, right] in &mut acc {
					// Does nothing, but wants the sums in registers: the compiler would else add up
					// products of both pairs first, and run out of registers for them.
					asm!(
						"/* {0} {1} */",
						inout(ymm_reg) * left,
						inout(ymm_reg) * right,
						options(pure, nomem, nostack, preserves_flags)
					);
				}
				multiply_pair!(1);
				a = a.add(2 * ROWS * 2);
				b = b.add(2 * 32);
			}
		};
	}

	// SAFETY: all pointers stay within what the caller vouches for; `b` has as many pairs as `a`.
	unsafe {
		b = b.add(tile.first * 32);
		// The rows of the sums are a power of two apart more often than not and seldom in the first
		// level: by the time they are written their lines should be.
		for row in 0..ROWS {
			_mm_prefetch::<_MM_HINT_ET0>(sums.add(row * tile.stride).cast());
		}
		if !tile.fresh {
			for (row, acc) in acc.iter_mut().enumerate() {
				let from = sums.add(row * tile.stride);
				acc[0] = _mm256_loadu_si256(from.cast());
				acc[1] = _mm256_loadu_si256(from.add(8).cast());
			}
		}
		for mixed in &mut mixed[..tile.steps] {
			multiply!(tile.step);
			let mut left = if FIRST { _mm256_setzero_si256() } else { mixed.assume_init() };
			let mut right = _mm256_setzero_si256();
			for acc in &acc {
				left = _mm256_xor_si256(left, acc[0]);
				right = _mm256_xor_si256(right, acc[1]);
			}
			mixed.write(_mm256_xor_si256(left, right));
		}
		multiply!(tile.tail);
		for (row, acc) in acc.iter().enumerate() {
			let to = sums.add(row * tile.stride);
			_mm256_storeu_si256(to.cast(), acc[0]);
			_mm256_storeu_si256(to.add(8).cast(), acc[1]);
		}
	}
}

/// Mixes each step's eight words into one.
///
/// # Safety
/// There are at least as many mixed registers set as `words`.
#[target_feature(enable = "avx2")]
pub(super) unsafe fn reduce(mixed: &Mixed, words: &mut [u32]) {
	let (eights, rest) = words.as_chunks_mut::<8>();
	let done = eights.len() * 8;
	// SAFETY: the caller vouches for the registers; `_mm256_storeu_si256` writes eight words.
	unsafe {
		for (words, m) in eights.iter_mut().zip(mixed.chunks_exact(8)) {
			let m = |i: usize| m[i].assume_init();
			let two =
				|l, r| _mm256_xor_si256(_mm256_unpacklo_epi32(l, r), _mm256_unpackhi_epi32(l, r));
			let four =
				|l, r| _mm256_xor_si256(_mm256_unpacklo_epi64(l, r), _mm256_unpackhi_epi64(l, r));
			let l = four(two(m(0), m(1)), two(m(2), m(3)));
			let r = four(two(m(4), m(5)), two(m(6), m(7)));
			let low = _mm256_permute2x128_si256::<0x20>(l, r);
			let high = _mm256_permute2x128_si256::<0x31>(l, r);
			_mm256_storeu_si256(words.as_mut_ptr().cast(), _mm256_xor_si256(low, high));
		}
		for (word, mixed) in rest.iter_mut().zip(&mixed[done..]) {
			let mut lanes = [0u32; 8];
			_mm256_storeu_si256(lanes.as_mut_ptr().cast(), mixed.assume_init());
			*word = lanes.into_iter().fold(0, |mixed, lane| mixed ^ lane);
		}
	}
}
