// SPDX-License-Identifier: Apache-2.0
//! Proofs of tickets: one tile, opened. Checks go from cheap to dear: sizes and ranges first, hashes
//! next, multiplications last. Each group can be had on its own, so that a chain may put its own cheap
//! rules between them.

use crate::{
	merkle,
	noise::{noisy_strip, Columns, Side, HIGH},
	params::{check_dims, check_inner, strips, ParamError, WorkParams, TILE},
	seeds::{baseline_root_a, job_key, seed_a, seed_b, Challenge, Hash, Kind, BASELINE_ROOT_B},
	ticket::Ticket,
	transcript::fold,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Bytes of the longest strip: 16 rows of [`MAX_K`](crate::params::MAX_K) entries.
pub const MAX_STRIP: u32 = 1_048_576;

/// A strip's entries, row by row, one two's complement byte each.
pub type Strip = BoundedVec<u8, ConstU32<MAX_STRIP>>;

/// Siblings of a strip from the bottom of its tree up.
pub type Path = BoundedVec<Hash, ConstU32<{ merkle::MAX_PATH }>>;

/// A tile of baseline work. It carries no data of the matrices, which are zeros.
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
pub struct BaselineProof {
	/// Names the product among all of this miner and window.
	pub nonce: u64,
	/// Row of the tile.
	pub i: u32,
	/// Column of the tile.
	pub j: u32,
}

/// A tile of a product by a registered layer.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct OperandProof {
	/// Rows of A, padded.
	pub m: u32,
	/// Root of the strips of A.
	pub root_a: Hash,
	/// Row of the tile, which is the number of A's strip.
	pub i: u32,
	/// Column of the tile, which is the number of B's strip.
	pub j: u32,
	/// The strip of A.
	pub a_strip: Strip,
	/// Its path to `root_a`.
	pub a_path: Path,
	/// The strip of the transposed B.
	pub b_strip: Strip,
	/// Its path to the layer's root.
	pub b_path: Path,
}

/// The right operand as the chain knows it.
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
pub struct Layer {
	/// Root of the strips of the transposed B.
	pub root_b: Hash,
	/// Columns of B, padded.
	pub n: u32,
	/// Rows of B, padded.
	pub k: u32,
}

/// Why a proof yields no ticket.
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
pub enum ProofError {
	/// The dimensions of the product are not work.
	#[codec(index = 0)]
	DimensionsNotAllowed(ParamError),
	/// The inner dimension exceeds the verifier's own limit.
	#[codec(index = 1)]
	InnerOverLimit,
	/// The product has no such tile.
	#[codec(index = 2)]
	TileNotInProduct,
	/// A strip is not 16 rows of the inner dimension.
	#[codec(index = 3)]
	StripLengthWrong,
	/// A path is not as long as the tree demands.
	#[codec(index = 4)]
	PathLengthWrong,
	/// An entry is outside −64 to 63.
	#[codec(index = 5)]
	EntryNotInt7,
	/// The strip of A is not under the proof's root.
	#[codec(index = 6)]
	StripNotInA,
	/// The strip of B is not under the layer's root.
	#[codec(index = 7)]
	StripNotInB,
}

impl From<ParamError> for ProofError {
	fn from(error: ParamError) -> Self {
		Self::DimensionsNotAllowed(error)
	}
}

impl core::fmt::Display for ProofError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::DimensionsNotAllowed(error) => error.as_str(),
			Self::InnerOverLimit => "k exceeds the verifier's limit",
			Self::TileNotInProduct => "the product has no such tile",
			Self::StripLengthWrong => "a strip is not 16 rows of k entries",
			Self::PathLengthWrong => "a path is not as long as its tree demands",
			Self::EntryNotInt7 => "an entry is outside -64..63",
			Self::StripNotInA => "the strip of A is not under root_a",
			Self::StripNotInB => "the strip of B is not under root_b",
		})
	}
}

impl core::error::Error for ProofError {}

/// Whether a verifier that affords inner dimensions up to `max_k` can take a product of this length.
/// Its cost grows with `k` alone.
pub fn check_limit(rank: u16, k: u32, max_k: u32) -> Result<(), ProofError> {
	if k > max_k {
		return Err(ProofError::InnerOverLimit);
	}
	Ok(check_inner(rank, k)?)
}

/// Whether an `m`-by-`n` product has tile (i, j).
pub fn check_tile(m: u32, n: u32, i: u32, j: u32) -> Result<(), ProofError> {
	if i < strips(m) && j < strips(n) {
		Ok(())
	} else {
		Err(ProofError::TileNotInProduct)
	}
}

/// Whether every byte is a number from −64 to 63: its two highest bits are equal. Looks at eight at once.
pub fn check_entries(strip: &[u8]) -> Result<(), ProofError> {
	let (words, rest) = strip.as_chunks::<8>();
	let differing = words.iter().fold(0, |differing, word| {
		let word = u64::from_le_bytes(*word);
		differing | (word ^ (word << 1))
	});
	let rest = rest.iter().fold(0, |differing, byte| differing | (byte ^ (byte << 1)));
	if differing & HIGH == 0 && rest & 0x80 == 0 {
		Ok(())
	} else {
		Err(ProofError::EntryNotInt7)
	}
}

/// All of a baseline proof that can be checked without hashing.
pub fn check_baseline(params: &WorkParams, proof: &BaselineProof) -> Result<(), ProofError> {
	params.validate()?;
	check_tile(params.m, params.n, proof.i, proof.j)
}

/// All of an operand proof that can be checked without hashing.
pub fn check_operands(rank: u16, layer: &Layer, proof: &OperandProof) -> Result<(), ProofError> {
	check_dims(rank, proof.m, layer.n, layer.k)?;
	check_tile(proof.m, layer.n, proof.i, proof.j)?;
	let strip = usize::try_from(layer.k).ok().and_then(|k| k.checked_mul(TILE));
	if Some(proof.a_strip.len()) != strip || Some(proof.b_strip.len()) != strip {
		return Err(ProofError::StripLengthWrong);
	}
	if proof.a_path.len() != merkle::path_length(proof.i, strips(proof.m))
		|| proof.b_path.len() != merkle::path_length(proof.j, strips(layer.n))
	{
		return Err(ProofError::PathLengthWrong);
	}
	check_entries(&proof.a_strip)?;
	check_entries(&proof.b_strip)
}

/// Whether both strips are where the proof says, which costs hashing them. Assumes [`check_operands`].
pub fn check_paths(layer: &Layer, proof: &OperandProof) -> Result<(), ProofError> {
	let a = merkle::leaf(&proof.a_strip);
	if !merkle::verify(&proof.root_a, &a, proof.i, strips(proof.m), &proof.a_path) {
		return Err(ProofError::StripNotInA);
	}
	let b = merkle::leaf(&proof.b_strip);
	if !merkle::verify(&layer.root_b, &b, proof.j, strips(layer.n), &proof.b_path) {
		return Err(ProofError::StripNotInB);
	}
	Ok(())
}

/// The ticket of a baseline proof. That it exists does not mean that it wins.
pub fn verify_baseline(
	challenge: &Challenge,
	params: &WorkParams,
	proof: &BaselineProof,
) -> Result<Ticket, ProofError> {
	check_baseline(params, proof)?;
	let WorkParams { rank, m, n, k } = *params;
	let job = job_key(challenge, rank);
	let seed_b = seed_b(&job, Kind::Baseline, &BASELINE_ROOT_B, n, k);
	let seed_a = seed_a(&seed_b, &baseline_root_a(proof.nonce), m);
	let tile = Tile { rank, k, i: proof.i, j: proof.j, a: None, b: None };
	Ok(tile.ticket(&seed_a, &seed_b))
}

/// The ticket of an operand proof. That it exists does not mean that it wins.
pub fn verify_operands(
	challenge: &Challenge,
	rank: u16,
	layer: &Layer,
	proof: &OperandProof,
) -> Result<Ticket, ProofError> {
	check_operands(rank, layer, proof)?;
	check_paths(layer, proof)?;
	let job = job_key(challenge, rank);
	let seed_b = seed_b(&job, Kind::Operands, &layer.root_b, layer.n, layer.k);
	let seed_a = seed_a(&seed_b, &proof.root_a, proof.m);
	let (a, b) = (entries(&proof.a_strip), entries(&proof.b_strip));
	let tile = Tile { rank, k: layer.k, i: proof.i, j: proof.j, a: Some(&a), b: Some(&b) };
	Ok(tile.ticket(&seed_a, &seed_b))
}

/// Bytes as the numbers that they encode.
pub fn entries(strip: &[u8]) -> Vec<i8> {
	strip.iter().map(|byte| byte.cast_signed()).collect()
}

/// One tile and the strips that it is the product of.
struct Tile<'a> {
	rank: u16,
	k: u32,
	i: u32,
	j: u32,
	a: Option<&'a [i8]>,
	b: Option<&'a [i8]>,
}

impl Tile<'_> {
	fn ticket(&self, seed_a: &Hash, seed_b: &Hash) -> Ticket {
		let noisy = |strip, seed, side, index| {
			let columns = Columns::new(seed_b, side, self.rank, self.k);
			noisy_strip(strip, seed, side, index, self.rank, &columns)
		};
		let a = noisy(self.a, seed_a, Side::A, self.i);
		let b = noisy(self.b, seed_b, Side::B, self.j);
		Ticket::of(seed_a, &fold(&a, &b, self.rank), self.i, self.j)
	}
}
