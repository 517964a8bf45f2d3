// SPDX-License-Identifier: Apache-2.0
#![allow(unsafe_code, reason = "vector loads and stores take pointers")]
//! AVX-512: 32 registers of 16 sums, so that a whole tile stays in registers, and with VNNI the
//! multiplication, the pairing and the sum are one instruction. Packing, lines and tickets are AVX2's.
//! Not measured: the machines this was written on do not have it.

use super::{
	avx2::{reduce, Mixed},
	avx2_blake3, avx2_pack, Ops, Tile, MAX_STEPS, PANEL,
};
use pouw_tickets::TILE;
use std::{arch::x86_64::*, mem::MaybeUninit};

pub(super) const OPS: Ops = ops(tile);
pub(super) const OPS_VNNI: Ops = ops(tile_vnni);

const fn ops(tile: fn(&Tile<'_>, &mut [i32], &mut [u32])) -> Ops {
	Ops {
		blocks: PANEL,
		tile,
		pack: avx2_pack::pack,
		lines: avx2_blake3::lines,
		tickets: avx2_blake3::tickets,
	}
}

/// Whether the machine has what these routines use.
pub(super) fn detected(vnni: bool) -> bool {
	is_x86_feature_detected!("avx2")
		&& is_x86_feature_detected!("avx512f")
		&& is_x86_feature_detected!("avx512bw")
		&& (!vnni || is_x86_feature_detected!("avx512vnni"))
}

fn tile(tile: &Tile<'_>, sums: &mut [i32], words: &mut [u32]) {
	tile.check(PANEL, sums, words);
	// SAFETY: `OPS` is handed out only where AVX2 and AVX-512 F and BW were detected; `check` has seen
	// to it that the pairs are in both operands, 16 rows in `sums`, and as many `words` as steps.
	unsafe { whole(tile, sums, words) }
}

fn tile_vnni(tile: &Tile<'_>, sums: &mut [i32], words: &mut [u32]) {
	tile.check(PANEL, sums, words);
	// SAFETY: as above, and `OPS_VNNI` only where VNNI was detected too.
	unsafe { whole_vnni(tile, sums, words) }
}

macro_rules! routine {
	($name:ident, $features:literal, |$acc:ident, $both:ident, $columns:ident| $sum:expr) => {
		/// Runs a tile.
		///
		/// # Safety
		/// The arguments have passed [`Tile::check`] with one block.
		#[target_feature(enable = $features)]
		unsafe fn $name(tile: &Tile<'_>, sums: &mut [i32], words: &mut [u32]) {
			let mut acc = [_mm512_setzero_si512(); TILE];
			let mut mixed: Mixed = [MaybeUninit::uninit(); MAX_STEPS];
			// SAFETY: every pointer is to one of the tile's pairs or rows.
			unsafe {
				if !tile.fresh {
					for (row, acc) in acc.iter_mut().enumerate() {
						*acc = _mm512_loadu_si512(sums.as_ptr().add(row * tile.stride).cast());
					}
				}
				let mut a = tile.a.as_ptr().add(tile.block(0)).cast::<i32>();
				let mut b = tile.b.as_ptr().add(tile.first * 32).cast::<__m512i>();
				let mut run = |pairs: usize, acc: &mut [__m512i; TILE]| {
					for _ in 0..pairs {
						let $columns = _mm512_loadu_si512(b);
						for (row, acc) in acc.iter_mut().enumerate() {
							let $acc = *acc;
							let $both = _mm512_set1_epi32(a.add(row).read_unaligned());
							*acc = $sum;
						}
						a = a.add(TILE);
						b = b.add(1);
					}
				};
				for mixed in &mut mixed[..tile.steps] {
					run(tile.step, &mut acc);
					let mut all = _mm512_setzero_si512();
					for acc in &acc {
						all = _mm512_xor_si512(all, *acc);
					}
					let (low, high) =
						(_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64::<1>(all));
					mixed.write(_mm256_xor_si256(low, high));
				}
				run(tile.tail, &mut acc);
				for (row, acc) in acc.iter().enumerate() {
					_mm512_storeu_si512(sums.as_mut_ptr().add(row * tile.stride).cast(), *acc);
				}
				reduce(&mixed, words);
			}
		}
	};
}

routine!(whole, "avx2,avx512f,avx512bw", |acc, both, columns| _mm512_add_epi32(
	acc,
	_mm512_madd_epi16(both, columns)
));
routine!(whole_vnni, "avx2,avx512f,avx512bw,avx512vnni", |acc, both, columns| _mm512_dpwssd_epi32(
	acc, both, columns
));
