// SPDX-License-Identifier: Apache-2.0
#![allow(unsafe_code, reason = "vector loads and stores take pointers")]
//! NEON: 32 registers of 4 sums, so blocks of 4 rows by 16 columns. The two numbers of a pair are
//! parted when they are loaded, since there is no instruction that multiplies and adds 16-bit pairs.
//! Not measured: the machines this was written on are not ARM.

use super::{portable, Ops, Tile};
use crate::strip;
use pouw_tickets::TILE;
use std::arch::aarch64::*;

const ROWS: usize = 4;

pub(super) const OPS: Ops = Ops {
	blocks: &[ROWS; TILE / ROWS],
	tile,
	pack: strip::pack,
	lines: portable::lines,
	tickets: portable::tickets,
};

fn tile(tile: &Tile<'_>, sums: &mut [i32], words: &mut [u32]) {
	tile.check(OPS.blocks, sums, words);
	words.fill(0);
	for number in 0..TILE / ROWS {
		let rows = number * ROWS * tile.stride;
		// SAFETY: every 64-bit ARM machine with this standard library has NEON; `check` has seen to it
		// that the pairs are in both operands, and 16 rows in `sums`.
		unsafe {
			let a = tile.a.as_ptr().add(tile.block(number));
			block(tile, a, sums.as_mut_ptr().add(rows), words);
		}
	}
}

/// Runs a block of four rows.
///
/// # Safety
/// From `a` on there are the block's numbers for the tile's pairs, and from `sums` on four rows, the
/// tile's stride apart.
#[target_feature(enable = "neon")]
unsafe fn block(tile: &Tile<'_>, mut a: *const i16, sums: *mut i32, words: &mut [u32]) {
	let mut acc = [[vdupq_n_s32(0); 4]; ROWS];
	// SAFETY: all pointers stay within what the caller vouches for; `b` has as many pairs as `a`.
	unsafe {
		let mut b = tile.b.as_ptr().add(tile.first * 2 * TILE);
		if !tile.fresh {
			for (row, acc) in acc.iter_mut().enumerate() {
				for (quarter, acc) in acc.iter_mut().enumerate() {
					*acc = vld1q_s32(sums.add(row * tile.stride + 4 * quarter));
				}
			}
		}
		let mut run = |pairs: usize, acc: &mut [[int32x4_t; 4]; ROWS]| {
			for _ in 0..pairs {
				let left = vld2q_s16(b);
				let right = vld2q_s16(b.add(TILE));
				for (row, [s0, s1, s2, s3]) in acc.iter_mut().enumerate() {
					let (x, y) = (*a.add(2 * row), *a.add(2 * row + 1));
					for (number, left, right) in [(x, left.0, right.0), (y, left.1, right.1)] {
						*s0 = vmlal_n_s16(*s0, vget_low_s16(left), number);
						*s1 = vmlal_high_n_s16(*s1, left, number);
						*s2 = vmlal_n_s16(*s2, vget_low_s16(right), number);
						*s3 = vmlal_high_n_s16(*s3, right, number);
					}
				}
				a = a.add(2 * ROWS);
				b = b.add(2 * TILE);
			}
		};
		for word in words {
			run(tile.step, &mut acc);
			let all = acc.iter().flatten().fold(vdupq_n_s32(0), |all, sums| veorq_s32(all, *sums));
			let halves = vreinterpretq_u64_s32(all);
			let mixed = vgetq_lane_u64::<0>(halves) ^ vgetq_lane_u64::<1>(halves);
			*word ^= (mixed as u32) ^ (mixed >> 32) as u32;
		}
		run(tile.tail, &mut acc);
		for (row, acc) in acc.iter().enumerate() {
			for (quarter, acc) in acc.iter().enumerate() {
				vst1q_s32(sums.add(row * tile.stride + 4 * quarter), *acc);
			}
		}
	}
}
