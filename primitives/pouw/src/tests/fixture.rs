// SPDX-License-Identifier: Apache-2.0
//! One product of operands and one of baseline work, each with a ticket that wins. Five strips by
//! three, so that both trees have promoted nodes.

use super::{
	reference::{self, Product},
	tickets::{
		merkle::Tree, verify_baseline, verify_operands, BaselineProof, Challenge, Layer,
		OperandProof, Ticket, WorkParams,
	},
};

pub const RANK: u16 = 32;
pub const M: u32 = 80;
pub const N: u32 = 48;
pub const K: u32 = 512;
pub const PARAMS: WorkParams = WorkParams { rank: RANK, m: M, n: N, k: K };

pub const CHALLENGE: Challenge =
	Challenge { sector: 2003, challenge: [0xc4; 32], miner: [0x77; 32] };

/// A matrix of int7 entries, all values used.
pub fn matrix(rows: u32, k: u32, seed: u32) -> Vec<u8> {
	let mut state = seed;
	(0..rows * k)
		.map(|_| {
			state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
			((state >> 24) as i32 % 128 - 64) as u8
		})
		.collect()
}

/// The highest difficulty at which a ticket wins, so that any higher ticket loses.
pub fn tight(ticket: &Ticket, k: u32) -> u128 {
	let (mut wins, mut loses) = (0, u128::MAX);
	while loses - wins > 1 {
		let middle = wins + (loses - wins) / 2;
		if ticket.wins(middle, k) {
			wins = middle;
		} else {
			loses = middle;
		}
	}
	wins
}

/// A product of operands and a proof for each of its tiles.
pub struct Operands {
	pub a: Vec<u8>,
	pub layer: Layer,
	pub proofs: Vec<OperandProof>,
	/// The proof with the best ticket.
	pub best: OperandProof,
	/// At which only the best ticket wins.
	pub difficulty: u128,
}

impl Operands {
	pub fn new() -> Self {
		let (a, b) = (matrix(M, K, 1), matrix(N, K, 2));
		let (a_tree, b_tree) = (Tree::of_matrix(&a, K), Tree::of_matrix(&b, K));
		let layer = Layer { root_b: b_tree.root(), n: N, k: K };
		let strip = 16 * K as usize;
		let mut proofs = Vec::new();
		for (i, a_strip) in a.chunks(strip).enumerate() {
			for (j, b_strip) in b.chunks(strip).enumerate() {
				proofs.push(OperandProof {
					m: M,
					root_a: a_tree.root(),
					i: i as u32,
					j: j as u32,
					a_strip: a_strip.to_vec().try_into().unwrap(),
					a_path: a_tree.path(i).try_into().unwrap(),
					b_strip: b_strip.to_vec().try_into().unwrap(),
					b_path: b_tree.path(j).try_into().unwrap(),
				});
			}
		}
		let ticket =
			|proof: &OperandProof| verify_operands(&CHALLENGE, RANK, &layer, proof).unwrap();
		let best = proofs.iter().min_by_key(|proof| ticket(proof)).unwrap().clone();
		let difficulty = tight(&ticket(&best), K);
		Self { a, layer, proofs, best, difficulty }
	}
}

/// Found by trying the nonces below 17,000 with all their tiles: about one ticket in 61,000 is as good.
pub const BASELINE: BaselineProof = BaselineProof { nonce: 9_724, i: 1, j: 2 };

/// The difficulty at which it just wins.
pub fn baseline_difficulty() -> u128 {
	tight(&verify_baseline(&CHALLENGE, &PARAMS, &BASELINE).unwrap(), K)
}

/// What the reference says of a baseline proof whose tile exists.
pub fn reference_baseline(challenge: &Challenge, proof: &BaselineProof) -> [u8; 32] {
	let mut root_a = [0; 32];
	root_a[..8].copy_from_slice(&proof.nonce.to_le_bytes());
	let zeros = vec![0; 16 * K as usize];
	let Challenge { sector, challenge, miner } = *challenge;
	let (rank, root_b) = (RANK, [0; 32]);
	Product { sector, challenge, miner, rank, kind: 0, m: M, n: N, k: K, root_a, root_b }
		.ticket(&zeros, &zeros, proof.i, proof.j)
}

/// What the reference says of an operand proof; nothing if a strip is not where the proof claims.
pub fn reference_operands(
	challenge: &Challenge,
	layer: &Layer,
	proof: &OperandProof,
) -> Option<[u8; 32]> {
	let Challenge { sector, challenge, miner } = *challenge;
	let Layer { root_b, n, k } = *layer;
	let a = reference::leaf(&proof.a_strip);
	let b = reference::leaf(&proof.b_strip);
	let under_a = reference::climb(a, proof.i, proof.m / 16, &proof.a_path)?;
	let under_b = reference::climb(b, proof.j, n / 16, &proof.b_path)?;
	let int7 = |strip: &[u8]| strip.iter().all(|byte| (-64..64).contains(&byte.cast_signed()));
	if under_a != proof.root_a
		|| under_b != root_b
		|| !int7(&proof.a_strip)
		|| !int7(&proof.b_strip)
		|| !proof.m.is_multiple_of(16)
	{
		return None;
	}
	let (rank, m, root_a) = (RANK, proof.m, proof.root_a);
	let product = Product { sector, challenge, miner, rank, kind: 1, m, n, k, root_a, root_b };
	Some(product.ticket(&proof.a_strip, &proof.b_strip, proof.i, proof.j))
}
