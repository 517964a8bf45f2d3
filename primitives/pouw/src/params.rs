// SPDX-License-Identifier: Apache-2.0
//! Which shapes of products are work. They come from the chain; a miner chooses none of them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Side of a tile of the product, in rows and in columns.
pub const TILE: usize = 16;

/// [`TILE`] as the type of dimensions.
pub const TILE_ROWS: u32 = 16;

/// Longest inner dimension.
pub const MAX_K: u32 = 65_536;

/// Lowest rank of the noise.
pub const MIN_RANK: u16 = 32;

/// Highest rank of the noise.
pub const MAX_RANK: u16 = 1_024;

/// Multiply-accumulates of one line of `k` in a tile.
const TILE_ENTRIES: u32 = 256;

/// The work of a sector: rank of the noise, and the product that is computed when no task is.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
	Debug,
)]
#[serde(deny_unknown_fields)]
pub struct WorkParams {
	/// Rank of the noise, and length of a step of the transcript.
	pub rank: u16,
	/// Rows of A.
	pub m: u32,
	/// Columns of B.
	pub n: u32,
	/// Columns of A and rows of B.
	pub k: u32,
}

impl WorkParams {
	/// Whether the parameters follow the rules of [`check_dims`].
	pub fn validate(&self) -> Result<(), ParamError> {
		check_dims(self.rank, self.m, self.n, self.k)
	}

	/// Multiply-accumulates of the whole product.
	pub fn work(&self) -> u128 {
		u128::from(self.m).saturating_mul(u128::from(self.n)).saturating_mul(u128::from(self.k))
	}

	/// Tiles of the whole product, each one ticket.
	pub fn tiles(&self) -> u64 {
		u64::from(strips(self.m)).saturating_mul(u64::from(strips(self.n)))
	}
}

/// Why dimensions are not work.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub enum ParamError {
	/// The rank is not a power of two from 32 to 1024.
	#[codec(index = 0)]
	RankNotAllowed,
	/// The inner dimension is not a multiple of the rank.
	#[codec(index = 1)]
	InnerNotMultipleOfRank,
	/// The inner dimension is shorter than 16 steps; some words of the transcript would stay zero.
	#[codec(index = 2)]
	InnerTooShort,
	/// The inner dimension exceeds four times the square of the rank, or [`MAX_K`].
	#[codec(index = 3)]
	InnerTooLong,
	/// The rows of A are zero or not a multiple of 16.
	#[codec(index = 4)]
	RowsNotAllowed,
	/// The columns of B are zero or not a multiple of 16.
	#[codec(index = 5)]
	ColumnsNotAllowed,
}

impl ParamError {
	/// What is wrong, in words.
	pub fn as_str(&self) -> &'static str {
		match self {
			Self::RankNotAllowed => "the rank is not a power of two from 32 to 1024",
			Self::InnerNotMultipleOfRank => "k is not a multiple of the rank",
			Self::InnerTooShort => "k is less than 16 times the rank",
			Self::InnerTooLong => "k is more than 4 times the square of the rank, or than 65536",
			Self::RowsNotAllowed => "m is zero or not a multiple of 16",
			Self::ColumnsNotAllowed => "n is zero or not a multiple of 16",
		}
	}
}

impl core::fmt::Display for ParamError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(self.as_str())
	}
}

impl core::error::Error for ParamError {}

/// Whether an `m`×`k` by `k`×`n` product may be work with noise of this rank.
pub fn check_dims(rank: u16, m: u32, n: u32, k: u32) -> Result<(), ParamError> {
	check_inner(rank, k)?;
	if !is_tiled(m) {
		return Err(ParamError::RowsNotAllowed);
	}
	if !is_tiled(n) {
		return Err(ParamError::ColumnsNotAllowed);
	}
	Ok(())
}

/// Whether the inner dimension fits the rank, and the rank is allowed.
pub fn check_inner(rank: u16, k: u32) -> Result<(), ParamError> {
	let (shortest, longest) = inner_bounds(rank).ok_or(ParamError::RankNotAllowed)?;
	if k < shortest {
		return Err(ParamError::InnerTooShort);
	}
	if k > longest {
		return Err(ParamError::InnerTooLong);
	}
	match k.checked_rem(u32::from(rank)) {
		Some(0) => Ok(()),
		_ => Err(ParamError::InnerNotMultipleOfRank),
	}
}

/// The smallest inner dimension allowed with this rank that holds `k` lines; nothing if the rank is
/// not allowed or `k` is too long for it.
pub fn padded_k(rank: u16, k: u32) -> Option<u32> {
	let (shortest, longest) = inner_bounds(rank)?;
	k.max(shortest).checked_next_multiple_of(u32::from(rank)).filter(|k| *k <= longest)
}

/// The smallest multiple of 16 that holds so many rows. Zero stays zero, which [`check_dims`]
/// refuses; counts beyond the largest `u32` multiple of 16 stay at that multiple.
pub fn padded_rows(rows: u32) -> u32 {
	const LARGEST: u32 = u32::MAX - (u32::MAX % TILE_ROWS);
	rows.checked_next_multiple_of(TILE_ROWS).unwrap_or(LARGEST)
}

/// Strips of 16 rows in a matrix of so many rows.
pub fn strips(rows: u32) -> u32 {
	rows.div_ceil(TILE_ROWS)
}

/// Multiply-accumulates of one tile, and so of one ticket.
pub fn tile_work(k: u32) -> u128 {
	u128::from(TILE_ENTRIES).saturating_mul(u128::from(k))
}

/// Shortest and longest inner dimension of an allowed rank.
fn inner_bounds(rank: u16) -> Option<(u32, u32)> {
	if !rank.is_power_of_two() || !(MIN_RANK..=MAX_RANK).contains(&rank) {
		return None;
	}
	let rank = u32::from(rank);
	let shortest = rank.saturating_mul(16);
	let longest = rank.saturating_mul(rank).saturating_mul(4).min(MAX_K);
	Some((shortest, longest))
}

fn is_tiled(rows: u32) -> bool {
	rows != 0 && rows.is_multiple_of(TILE_ROWS)
}
