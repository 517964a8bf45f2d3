// SPDX-License-Identifier: Apache-2.0
//! Mining: tickets that win, and ones that do not.

use super::*;
use pouw_tickets::{merkle::Tree, verify_baseline, verify_operands, Layer};

/// The baseline tickets of `miner` in `window` whose winning is `wins`, one after the other.
pub(crate) fn tickets(
	miner: &AccountId,
	window: WindowIndex,
	wins: bool,
) -> impl Iterator<Item = BaselineProof> {
	let work = newest().parameters.work;
	let difficulty = window_of(window).difficulty;
	let challenge = challenge(miner, window);
	(0..)
		.flat_map(|nonce| (0..4).flat_map(move |i| (0..4).map(move |j| (nonce, i, j))))
		.map(|(nonce, i, j)| BaselineProof { nonce, i, j })
		.filter(move |proof| {
			let ticket = verify_baseline(&challenge, &work, proof).unwrap();
			ticket.wins(difficulty, work.k) == wins
		})
}

/// The first winning ticket of `miner` in `window`.
pub(crate) fn mine(miner: &AccountId, window: WindowIndex) -> BaselineProof {
	tickets(miner, window, true).next().unwrap()
}

/// Weights of a layer of the rank and k of [`parameters`].
pub(crate) struct Weights {
	rows: Vec<u8>,
	pub(crate) tree: Tree,
	pub(crate) n: u32,
}

impl Weights {
	pub(crate) fn new(seed: u64, n: u32) -> Self {
		let rows = int7(seed, (n * 512) as usize);
		let tree = Tree::of_matrix(&rows, 512);
		Self { rows, tree, n }
	}

	pub(crate) fn layer(&self) -> ModelLayer {
		ModelLayer { root: self.tree.root().into(), n: self.n, k: 512 }
	}

	/// A proof of nothing, for what takes proofs for verified.
	pub(crate) fn empty() -> OperandProof {
		OperandProof {
			m: 16,
			root_a: [0; 32],
			i: 0,
			j: 0,
			a_strip: Default::default(),
			a_path: Default::default(),
			b_strip: Default::default(),
			b_path: Default::default(),
		}
	}

	/// Opens tile (i, j) of the product of the `m`×k input `seed` with these weights.
	pub(crate) fn open(&self, seed: u64, m: u32, i: u32, j: u32) -> OperandProof {
		let input = int7(seed, (m * 512) as usize);
		let a = Tree::of_matrix(&input, 512);
		let strip = |rows: &[u8], index: u32| {
			rows.chunks(16 * 512).nth(index as usize).unwrap().to_vec().try_into().unwrap()
		};
		OperandProof {
			m,
			root_a: a.root(),
			i,
			j,
			a_strip: strip(&input, i),
			a_path: a.path(i as usize).try_into().unwrap(),
			b_strip: strip(&self.rows, j),
			b_path: self.tree.path(j as usize).try_into().unwrap(),
		}
	}

	/// Opened tiles of products of inputs of 32 rows, whose winning is `wins`.
	pub(crate) fn tickets<'a>(
		&'a self,
		miner: &AccountId,
		window: WindowIndex,
		wins: bool,
	) -> impl Iterator<Item = OperandProof> + 'a {
		let challenge = challenge(miner, window);
		let difficulty = window_of(window).difficulty;
		let layer = Layer { root_b: self.tree.root(), n: self.n, k: 512 };
		(0..)
			.flat_map(|seed| (0..2).flat_map(move |i| (0..2).map(move |j| (seed, i, j))))
			.map(move |(seed, i, j)| self.open(seed, 32, i, j))
			.filter(move |proof| {
				let ticket = verify_operands(&challenge, 32, &layer, proof).unwrap();
				ticket.wins(difficulty, 512) == wins
			})
	}

	pub(crate) fn mine(&self, miner: &AccountId, window: WindowIndex) -> OperandProof {
		self.tickets(miner, window, true).next().unwrap()
	}
}

/// Numbers from −64 to 63 as bytes.
fn int7(seed: u64, length: usize) -> Vec<u8> {
	let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
	(0..length)
		.map(|_| {
			state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
			(((state >> 33) & 127) as i8 - 64) as u8
		})
		.collect()
}
