// SPDX-License-Identifier: Apache-2.0
//! Tickets, and which of them win.

use crate::{hash::fill, params::tile_work, seeds::Hash, transcript::WORDS};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::U256;
use scale_info::TypeInfo;

/// What a computed tile draws: a 256-bit number, big-endian, that wins if it is small enough.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct Ticket(pub [u8; 32]);

impl Ticket {
	/// The ticket of tile (i, j) with this transcript.
	pub fn of(seed_a: &Hash, transcript: &[u32; WORDS], i: u32, j: u32) -> Self {
		let mut input = [0; (WORDS + 2) * 4];
		let (chunks, _) = input.as_chunks_mut::<4>();
		for (chunk, word) in chunks.iter_mut().zip(transcript.iter().chain([&i, &j])) {
			*chunk = word.to_le_bytes();
		}
		let mut ticket = [0; 32];
		fill(seed_a, &[&input], &mut ticket);
		Self(ticket)
	}

	/// Whether the ticket wins at this difficulty. Nothing wins at difficulty 0, which stands for a
	/// sector that accepts no work.
	pub fn wins(&self, difficulty: u128, k: u32) -> bool {
		self.0 < target(difficulty, k)
	}
}

/// What a winning ticket is below: the share of all numbers that makes `difficulty` multiply-accumulates
/// yield one winner on average, when each ticket stands for [`tile_work`]. It saturates where a tile is
/// more work than the difficulty, and is zero at difficulty 0.
pub fn target(difficulty: u128, k: u32) -> [u8; 32] {
	U256::MAX
		.checked_div(difficulty.into())
		.map(|share| share.saturating_mul(tile_work(k).into()))
		.unwrap_or_default()
		.to_big_endian()
}
