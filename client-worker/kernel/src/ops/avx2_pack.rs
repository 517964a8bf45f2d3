// SPDX-License-Identifier: Apache-2.0
#![allow(unsafe_code, reason = "vector loads and stores take pointers")]
//! Packing with AVX2: 16 columns at a time, transposed in registers. In a transposed strip a column is
//! one register, so its noise is the difference of two lines of the transposed factor, and a sum over
//! columns is one addition to the sum of a line.

use super::{Layout, Raw, Sums, PANEL};
use crate::strip::{self, Noise};
use pouw_tickets::TILE;
use std::arch::x86_64::*;

/// Rows of each block of a packed strip of A.
pub(super) const BLOCKS: [usize; 3] = [6, 5, 5];

/// [`strip::pack`] for the layouts of AVX2 and AVX-512; other layouts go to it.
pub(super) fn pack(
	raw: &Raw<'_>,
	layout: &Layout,
	packed: &mut [i16],
	sums: Option<Sums<'_>>,
) -> bool {
	raw.check(layout, packed.len(), sums.as_ref());
	// SAFETY: this is in tables that are handed out only where AVX2 was detected; `check` has seen to
	// the lengths, and each branch to the blocks that its routine is for.
	unsafe {
		if layout.blocks == BLOCKS {
			columns::<true>(raw, layout, packed, sums)
		} else if layout.blocks == PANEL {
			columns::<false>(raw, layout, packed, sums)
		} else {
			strip::pack(raw, layout, packed, sums)
		}
	}
}

/// Packs a strip in [`BLOCKS`] if `SPLIT`, in one block if not.
///
/// # Safety
/// The arguments have passed [`Raw::check`], and the layout is of those blocks.
#[target_feature(enable = "avx2")]
unsafe fn columns<const SPLIT: bool>(
	raw: &Raw<'_>,
	layout: &Layout,
	packed: &mut [i16],
	mut sums: Option<Sums<'_>>,
) -> bool {
	let base = packed.as_mut_ptr();
	let mut differing = _mm_setzero_si128();
	let mut group = [_mm_setzero_si128(); TILE];
	for first in (0..raw.k).step_by(TILE) {
		if let Some(entries) = raw.entries {
			// SAFETY: `entries` are 16 rows of `k`, and `first + 16` is at most `k`.
			unsafe {
				let from = entries.as_ptr().add(first);
				for (row, to) in group.iter_mut().enumerate() {
					*to = _mm_loadu_si128(from.add(row * raw.k).cast());
				}
			}
			group = transpose(group);
			for column in group {
				// The two highest bits of an int7 are equal.
				let shifted = _mm_xor_si128(column, _mm_add_epi8(column, column));
				differing = _mm_or_si128(differing, shifted);
			}
		}
		if let Some(Sums { columns, sums }) = &mut sums {
			let at = columns.p[first..first + TILE].iter().zip(&columns.q[first..first + TILE]);
			for (column, (p, q)) in group.iter().zip(at) {
				let wide = _mm256_cvtepi8_epi16(*column);
				let plus: *mut __m256i = sums[usize::from(*p)].as_mut_ptr().cast();
				// SAFETY: a sum is 16 numbers of 16 bits.
				unsafe {
					let sum = _mm256_add_epi16(_mm256_loadu_si256(plus), wide);
					_mm256_storeu_si256(plus, sum);
				}
				let minus: *mut __m256i = sums[usize::from(*q)].as_mut_ptr().cast();
				// SAFETY: as above.
				unsafe {
					let sum = _mm256_sub_epi16(_mm256_loadu_si256(minus), wide);
					_mm256_storeu_si256(minus, sum);
				}
			}
		}
		let mut noisy = group;
		if let Some(Noise { lines, columns }) = raw.noise {
			let at = columns.p[first..first + TILE].iter().zip(&columns.q[first..first + TILE]);
			for (column, (p, q)) in noisy.iter_mut().zip(at) {
				let (plus, minus) = (&lines[usize::from(*p)], &lines[usize::from(*q)]);
				// SAFETY: a line's column is 16 bytes.
				let noise = unsafe {
					_mm_sub_epi8(
						_mm_loadu_si128(plus.as_ptr().cast()),
						_mm_loadu_si128(minus.as_ptr().cast()),
					)
				};
				*column = _mm_add_epi8(*column, noise);
			}
		}
		let (pairs, _) = noisy.as_chunks::<2>();
		for (pair, [l, r]) in pairs.iter().enumerate() {
			let pair = first / 2 + pair;
			let (low, high) = (_mm_unpacklo_epi8(*l, *r), _mm_unpackhi_epi8(*l, *r));
			// SAFETY: the pair is in the layout. Three blocks get eight rows each, of which the last
			// two or three are overwritten by the next pair or lie in the padding after the block.
			unsafe {
				let put = |to: usize, rows| {
					_mm256_storeu_si256(base.add(to).cast(), _mm256_cvtepi8_epi16(rows));
				};
				if SPLIT {
					let [b0, b1, b2] = BLOCKS;
					put(pair * b0 * 2, low);
					put(layout.offset(1) + pair * b1 * 2, _mm_alignr_epi8::<12>(high, low));
					put(layout.offset(2) + pair * b2 * 2, _mm_srli_si128::<6>(high));
				} else {
					put(pair * TILE * 2, low);
					put(pair * TILE * 2 + TILE, high);
				}
			}
		}
	}
	_mm_movemask_epi8(differing) == 0
}

/// Transposes 16×16 bytes: each round moves one bit of the row's number into the column's.
#[target_feature(enable = "avx2")]
#[inline]
fn transpose(mut rows: [__m128i; TILE]) -> [__m128i; TILE] {
	for _ in 0..4 {
		let mut next = rows;
		for i in 0..TILE / 2 {
			next[2 * i] = _mm_unpacklo_epi8(rows[i], rows[i + TILE / 2]);
			next[2 * i + 1] = _mm_unpackhi_epi8(rows[i], rows[i + TILE / 2]);
		}
		rows = next;
	}
	rows
}
