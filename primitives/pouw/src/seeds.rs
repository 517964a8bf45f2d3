// SPDX-License-Identifier: Apache-2.0
//! The seeds of the noise. Each names everything the noise must not be reusable for.

use crate::hash::{derive, JOB, SEED_A, SEED_B};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A BLAKE3 digest, or anything of its size.
pub type Hash = [u8; 32];

/// Root of the B of baseline work, which is all zeros and has no strips to hash.
pub const BASELINE_ROOT_B: Hash = [0; 32];

/// Which matrices are multiplied.
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
pub enum Kind {
	/// Zeros: the product is that of the noise alone.
	#[codec(index = 0)]
	Baseline = 0,
	/// Matrices that somebody wants multiplied.
	#[codec(index = 1)]
	Operands = 1,
}

/// What a ticket is bound to.
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
pub struct Challenge {
	/// Id of the sector.
	pub sector: u32,
	/// Challenge of the window.
	pub challenge: Hash,
	/// Account of the miner.
	pub miner: Hash,
}

/// Key of all work of one miner in one window of one sector.
pub fn job_key(challenge: &Challenge, rank: u16) -> Hash {
	derive(
		&JOB,
		&[
			&challenge.sector.to_le_bytes(),
			&challenge.challenge,
			&challenge.miner,
			&rank.to_le_bytes(),
		],
	)
}

/// Seed of the noise of B, and of the columns of both sides. It does not depend on A, so one B' serves
/// every A of the window.
pub fn seed_b(job: &Hash, kind: Kind, root_b: &Hash, n: u32, k: u32) -> Hash {
	derive(&SEED_B, &[job, &[kind as u8], root_b, &n.to_le_bytes(), &k.to_le_bytes()])
}

/// Seed of the noise of A and of the tickets.
pub fn seed_a(seed_b: &Hash, root_a: &Hash, m: u32) -> Hash {
	derive(&SEED_A, &[seed_b, root_a, &m.to_le_bytes()])
}

/// What stands for the root of A in baseline work: the nonce, little-endian, padded with zeros.
pub fn baseline_root_a(nonce: u64) -> Hash {
	let [a, b, c, d, e, f, g, h] = nonce.to_le_bytes();
	let mut root = [0; 32];
	for (to, from) in root.iter_mut().zip([a, b, c, d, e, f, g, h]) {
		*to = from;
	}
	root
}
