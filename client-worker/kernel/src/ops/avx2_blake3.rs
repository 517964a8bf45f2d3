// SPDX-License-Identifier: Apache-2.0
#![allow(unsafe_code, reason = "vector loads and stores take pointers")]
//! BLAKE3 of eight short messages at once with AVX2. Tickets and lines are keyed hashes of 72 and 6
//! bytes under one key; hashed one by one they would cost more than all the rest of the noise.

use super::{portable, Folded};
use crate::strip::Column;
use pouw_tickets::{noise::Side, Hash, Ticket, TILE};
use std::arch::x86_64::*;

const LANES: usize = 8;

const CHUNK_START: u32 = 1;
const CHUNK_END: u32 = 2;
const ROOT: u32 = 8;
const KEYED_HASH: u32 = 16;

const IV: [u32; 4] = [0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A];

/// Which word of the message goes where in each round.
const SCHEDULE: [[usize; 16]; 7] = {
	const PERMUTATION: [usize; 16] = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
	let mut schedule = [[0; 16]; 7];
	let mut i = 0;
	while i < 16 {
		schedule[0][i] = i;
		i += 1;
	}
	let mut round = 1;
	while round < 7 {
		let mut i = 0;
		while i < 16 {
			schedule[round][i] = schedule[round - 1][PERMUTATION[i]];
			i += 1;
		}
		round += 1;
	}
	schedule
};

/// One block of each of eight messages: its length, flags and output counter are the same for all.
struct Block {
	words: [__m256i; 16],
	len: u32,
	flags: u32,
	counter: u32,
}

/// The tickets of tiles; what does not fill eight lanes is left to the portable routine.
pub(super) fn tickets(seed_a: &Hash, tiles: &[Folded], to: &mut Vec<Ticket>) {
	let (eights, rest) = tiles.as_chunks::<LANES>();
	for tiles in eights {
		// SAFETY: this is in tables that are handed out only where AVX2 was detected.
		to.extend(unsafe { eight_tickets(seed_a, tiles) });
	}
	portable::tickets(seed_a, rest, to);
}

/// The lines of a strip: two times eight messages, and a block of output for each 64 entries.
pub(super) fn lines(seed: &Hash, side: Side, strip: u32, transposed: &mut [Column<i8>]) {
	for half in 0..TILE / LANES {
		// SAFETY: this is in tables that are handed out only where AVX2 was detected.
		unsafe { half_lines(seed, side, strip, half, transposed) }
	}
}

#[target_feature(enable = "avx2")]
fn eight_tickets(seed_a: &Hash, tiles: &[Folded; LANES]) -> [Ticket; LANES] {
	// Loops rather than `map`: a closure with vector instructions is not inlined into one without.
	let mut words = [_mm256_setzero_si256(); 16];
	for (number, to) in words.iter_mut().enumerate() {
		let mut lanes = [0; LANES];
		for (lane, tile) in lanes.iter_mut().zip(tiles) {
			*lane = tile.words[number];
		}
		*to = gather(lanes);
	}
	let flags = KEYED_HASH | CHUNK_START;
	let out = compress(&key(seed_a), &Block { words, len: 64, flags, counter: 0 });
	let mut cv = [_mm256_setzero_si256(); 8];
	for (i, cv) in cv.iter_mut().enumerate() {
		*cv = _mm256_xor_si256(out[i], out[i + 8]);
	}

	let (mut i, mut j) = ([0; LANES], [0; LANES]);
	for ((i, j), tile) in i.iter_mut().zip(&mut j).zip(tiles) {
		(*i, *j) = (tile.i, tile.j);
	}
	let mut words = [_mm256_setzero_si256(); 16];
	words[0] = gather(i);
	words[1] = gather(j);
	let flags = KEYED_HASH | CHUNK_END | ROOT;
	let out = compress(&cv, &Block { words, len: 8, flags, counter: 0 });

	let mut tickets = [Ticket([0; 32]); LANES];
	for i in 0..8 {
		let word = scatter(_mm256_xor_si256(out[i], out[i + 8]));
		for (ticket, word) in tickets.iter_mut().zip(word) {
			ticket.0[4 * i..4 * i + 4].copy_from_slice(&word.to_le_bytes());
		}
	}
	tickets
}

#[target_feature(enable = "avx2")]
fn half_lines(seed: &Hash, side: Side, strip: u32, half: usize, transposed: &mut [Column<i8>]) {
	let first = strip.wrapping_mul(TILE as u32).wrapping_add((half * LANES) as u32);
	// The message is the side, a zero, and the index: six bytes.
	let (mut low, mut high) = ([0; LANES], [0; LANES]);
	for (lane, (low, high)) in (0..).zip(low.iter_mut().zip(&mut high)) {
		let index = first.wrapping_add(lane);
		(*low, *high) = (side as u32 | (index << 16), index >> 16);
	}
	let mut words = [_mm256_setzero_si256(); 16];
	words[0] = gather(low);
	words[1] = gather(high);
	let key = key(seed);
	let flags = KEYED_HASH | CHUNK_START | CHUNK_END | ROOT;
	for (counter, transposed) in (0..).zip(transposed.chunks_mut(64)) {
		let out = compress(&key, &Block { words, len: 6, flags, counter });
		for (i, columns) in transposed.chunks_mut(4).enumerate() {
			let word = match i {
				0..8 => _mm256_xor_si256(out[i], out[i + 8]),
				_ => _mm256_xor_si256(out[i], key[i - 8]),
			};
			let word = scatter(word);
			for (byte, column) in columns.iter_mut().enumerate() {
				let rows = &mut column[half * LANES..(half + 1) * LANES];
				for (entry, word) in rows.iter_mut().zip(word) {
					*entry = ((word >> (8 * byte)) & 63) as i8 - 32;
				}
			}
		}
	}
}

#[target_feature(enable = "avx2")]
fn key(key: &Hash) -> [__m256i; 8] {
	let (words, _) = key.as_chunks::<4>();
	let mut key = [_mm256_setzero_si256(); 8];
	for (key, word) in key.iter_mut().zip(words) {
		*key = _mm256_set1_epi32(i32::from_le_bytes(*word));
	}
	key
}

#[target_feature(enable = "avx2")]
#[inline]
fn gather(lanes: [u32; LANES]) -> __m256i {
	// SAFETY: eight words are 32 bytes.
	unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
}

#[target_feature(enable = "avx2")]
#[inline]
fn scatter(register: __m256i) -> [u32; LANES] {
	let mut lanes = [0; LANES];
	// SAFETY: eight words are 32 bytes.
	unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), register) };
	lanes
}

/// The 16 words of the state after the seven rounds, before the halves are combined.
#[target_feature(enable = "avx2")]
fn compress(cv: &[__m256i; 8], block: &Block) -> [__m256i; 16] {
	let set = |word: u32| _mm256_set1_epi32(word.cast_signed());
	let mut v = [_mm256_setzero_si256(); 16];
	v[..8].copy_from_slice(cv);
	for (v, iv) in v[8..12].iter_mut().zip(IV) {
		*v = set(iv);
	}
	v[12] = set(block.counter);
	v[14] = set(block.len);
	v[15] = set(block.flags);
	for schedule in &SCHEDULE {
		let m = |at: usize| block.words[schedule[at]];
		mix(&mut v, [0, 4, 8, 12], m(0), m(1));
		mix(&mut v, [1, 5, 9, 13], m(2), m(3));
		mix(&mut v, [2, 6, 10, 14], m(4), m(5));
		mix(&mut v, [3, 7, 11, 15], m(6), m(7));
		mix(&mut v, [0, 5, 10, 15], m(8), m(9));
		mix(&mut v, [1, 6, 11, 12], m(10), m(11));
		mix(&mut v, [2, 7, 8, 13], m(12), m(13));
		mix(&mut v, [3, 4, 9, 14], m(14), m(15));
	}
	v
}

#[target_feature(enable = "avx2")]
#[inline]
fn mix(v: &mut [__m256i; 16], [a, b, c, d]: [usize; 4], x: __m256i, y: __m256i) {
	let by_16 = _mm256_set_epi8(
		13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2, 13, 12, 15, 14, 9, 8, 11, 10, 5, 4,
		7, 6, 1, 0, 3, 2,
	);
	let by_8 = _mm256_set_epi8(
		12, 15, 14, 13, 8, 11, 10, 9, 4, 7, 6, 5, 0, 3, 2, 1, 12, 15, 14, 13, 8, 11, 10, 9, 4, 7,
		6, 5, 0, 3, 2, 1,
	);
	v[a] = _mm256_add_epi32(_mm256_add_epi32(v[a], v[b]), x);
	v[d] = _mm256_shuffle_epi8(_mm256_xor_si256(v[d], v[a]), by_16);
	v[c] = _mm256_add_epi32(v[c], v[d]);
	let r = _mm256_xor_si256(v[b], v[c]);
	v[b] = _mm256_or_si256(_mm256_srli_epi32::<12>(r), _mm256_slli_epi32::<20>(r));
	v[a] = _mm256_add_epi32(_mm256_add_epi32(v[a], v[b]), y);
	v[d] = _mm256_shuffle_epi8(_mm256_xor_si256(v[d], v[a]), by_8);
	v[c] = _mm256_add_epi32(v[c], v[d]);
	let r = _mm256_xor_si256(v[b], v[c]);
	v[b] = _mm256_or_si256(_mm256_srli_epi32::<7>(r), _mm256_slli_epi32::<25>(r));
}
