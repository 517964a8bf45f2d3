// SPDX-License-Identifier: Apache-2.0
//! Every choice that a miner has, and that it buys no ticket for less than a tile's work. Named in
//! docs/tickets.md.

use super::fixture::*;
use crate::{
	merkle::{leaf, node, Tree},
	noise::{noisy_strip, Column, Columns, Side},
	params::{check_dims, padded_rows, tile_work, WorkParams},
	proof::*,
	seeds::*,
	ticket::{target, Ticket},
};
use std::collections::BTreeSet;

/// Seeds of one operand product.
fn seeds(challenge: &Challenge, layer: &Layer, root_a: &Hash, m: u32) -> (Hash, Hash) {
	let job = job_key(challenge, RANK);
	let b = seed_b(&job, Kind::Operands, &layer.root_b, layer.n, layer.k);
	(seed_a(&b, root_a, m), b)
}

fn baseline(challenge: &Challenge, params: &WorkParams, nonce: u64) -> Vec<Ticket> {
	let tiles = (0..params.m / 16).flat_map(|i| (0..params.n / 16).map(move |j| (i, j)));
	tiles
		.map(|(i, j)| verify_baseline(challenge, params, &BaselineProof { nonce, i, j }).unwrap())
		.collect()
}

/// Wrong in one way each.
fn other_challenges() -> [Challenge; 3] {
	[
		Challenge { sector: CHALLENGE.sector + 1, ..CHALLENGE },
		Challenge { challenge: [0xc5; 32], ..CHALLENGE },
		Challenge { miner: [0x78; 32], ..CHALLENGE },
	]
}

#[test]
fn copied_ticket_is_another_ticket_for_another_miner_window_or_sector() {
	let Operands { layer, best, difficulty, .. } = Operands::new();
	for challenge in other_challenges() {
		let ticket = verify_operands(&challenge, RANK, &layer, &best).unwrap();
		assert!(!ticket.wins(difficulty, K));
		let ticket = verify_baseline(&challenge, &PARAMS, &BASELINE).unwrap();
		assert!(!ticket.wins(baseline_difficulty(), K));
	}
}

#[test]
fn weight_side_of_one_window_miner_or_sector_serves_no_other() {
	let layer = Operands::new().layer;
	let (_, here) = seeds(&CHALLENGE, &layer, &[0; 32], M);
	for challenge in other_challenges() {
		let (_, there) = seeds(&challenge, &layer, &[0; 32], M);
		for side in [Side::A, Side::B] {
			assert_ne!(Columns::new(&here, side, RANK, K), Columns::new(&there, side, RANK, K));
		}
		let columns = Columns::new(&here, Side::B, RANK, K);
		assert_ne!(
			noisy_strip(None, &here, Side::B, 0, RANK, &columns),
			noisy_strip(None, &there, Side::B, 0, RANK, &columns)
		);
	}
}

#[test]
fn every_nonce_draws_all_tickets_anew() {
	let mut seen = BTreeSet::new();
	for nonce in (0..8).chain([u64::MAX]) {
		for ticket in baseline(&CHALLENGE, &PARAMS, nonce) {
			assert!(seen.insert(ticket));
		}
	}
	assert_eq!(seen.len() as u64, 9 * PARAMS.tiles());
}

#[test]
fn one_entry_of_a_changes_the_noise_of_every_strip_and_every_ticket() {
	let Operands { mut a, layer, proofs, .. } = Operands::new();
	let before = Tree::of_matrix(&a, K);
	let last = a.len() - 1;
	a[last] ^= 1;
	let after = Tree::of_matrix(&a, K);
	let (old, seed_b) = seeds(&CHALLENGE, &layer, &before.root(), M);
	let (new, same_b) = seeds(&CHALLENGE, &layer, &after.root(), M);
	assert_eq!(seed_b, same_b);
	let columns = Columns::new(&seed_b, Side::A, RANK, K);
	for strip in 0..M / 16 {
		let noise = |seed| noisy_strip(None, seed, Side::A, strip, RANK, &columns);
		let (old, new) = (noise(&old), noise(&new));
		let (old, new) = (old.as_flattened(), new.as_flattened());
		let equal = old.iter().zip(new).filter(|(old, new)| old == new).count();
		assert!(equal * 20 < old.len(), "{equal} entries of strip {strip} are as before");
	}
	for proof in proofs.iter().filter(|proof| proof.i < M / 16 - 1) {
		let mut moved = proof.clone();
		moved.root_a = after.root();
		moved.a_path = after.path(proof.i as usize).try_into().unwrap();
		let ticket = |proof: &OperandProof| verify_operands(&CHALLENGE, RANK, &layer, proof);
		assert_ne!(ticket(proof).unwrap(), ticket(&moved).unwrap());
	}
}

#[test]
fn dimensions_that_a_miner_might_vary_change_both_seeds_or_that_of_a() {
	let layer = Operands::new().layer;
	let (a, b) = seeds(&CHALLENGE, &layer, &[7; 32], M);
	let (other_a, same_b) = seeds(&CHALLENGE, &layer, &[7; 32], M + 16);
	assert!(a != other_a && b == same_b);
	for layer in [Layer { n: N + 16, ..layer }, Layer { k: K + 32, ..layer }] {
		let (other_a, other_b) = seeds(&CHALLENGE, &layer, &[7; 32], M);
		assert!(a != other_a && b != other_b);
	}
	let job = job_key(&CHALLENGE, RANK);
	assert_ne!(job, job_key(&CHALLENGE, 2 * RANK));
	let zeros = BASELINE_ROOT_B;
	let of = |kind| seed_b(&job, kind, &zeros, N, K);
	assert_ne!(of(Kind::Baseline), of(Kind::Operands));
}

/// A tree over three strips opens as one over two, since its last strip is promoted. The count is part
/// of seed_A, so this is other work, not a second ticket of the same.
#[test]
fn tree_opened_with_another_count_is_other_work() {
	let a = matrix(48, K, 5);
	let strips: Vec<&[u8]> = a.chunks(16 * K as usize).collect();
	let tree = Tree::of_matrix(&a, K);
	let Operands { layer, best, .. } = Operands::new();
	let open = |m, i, path: Vec<Hash>| {
		let mut proof = best.clone();
		(proof.m, proof.root_a, proof.i) = (m, tree.root(), i);
		proof.a_strip = strips[2].to_vec().try_into().unwrap();
		proof.a_path = path.try_into().unwrap();
		verify_operands(&CHALLENGE, RANK, &layer, &proof).unwrap()
	};
	let below = node(&leaf(strips[0]), &leaf(strips[1]));
	assert_eq!(tree.path(2), vec![below]);
	assert_ne!(open(48, 2, vec![below]), open(32, 1, vec![below]));
}

/// Padding is zeros, yet its tiles cost what any tile costs.
#[test]
fn padding_is_as_noisy_as_any_row() {
	let layer = Operands::new().layer;
	let (seed, seed_b) = seeds(&CHALLENGE, &layer, &[7; 32], M);
	for (side, seed) in [(Side::A, seed), (Side::B, seed_b)] {
		let columns = Columns::new(&seed_b, side, RANK, K);
		let noisy = noisy_strip(None, &seed, side, 4, RANK, &columns);
		let noisy = noisy.as_flattened();
		let zeros = noisy.iter().filter(|entry| **entry == 0).count();
		// Two of 64 equally likely numbers are equal.
		assert!(zeros * 64 < 2 * noisy.len(), "{zeros} of {}", noisy.len());
	}
}

#[test]
fn equal_strips_do_not_share_partial_sums() {
	let strip = matrix(16, K, 3);
	let layer = Operands::new().layer;
	let (seed, seed_b) = seeds(&CHALLENGE, &layer, &[7; 32], M);
	let columns = Columns::new(&seed_b, Side::A, RANK, K);
	let strip = entries(&strip);
	let noisy: BTreeSet<Vec<Column>> = (0..8)
		.map(|index| noisy_strip(Some(&strip), &seed, Side::A, index, RANK, &columns))
		.collect();
	assert_eq!(noisy.len(), 8);
	let rows_of = |strip: &Vec<Column>| -> Vec<Vec<u8>> {
		(0..16).map(|row| strip.iter().map(|column| column[row]).collect()).collect()
	};
	let rows: BTreeSet<Vec<u8>> = noisy.iter().flat_map(rows_of).collect();
	assert_eq!(rows.len(), 128);
}

/// The chance of a tile grows with its length as its work does, so no shape is luckier than another.
#[test]
fn chance_per_multiplication_is_the_same_for_every_k() {
	let difficulty = 1 << 60;
	let chance = |k: u32| {
		let target = target(difficulty, k);
		u128::from_be_bytes(target[..16].try_into().unwrap()) / tile_work(k)
	};
	for k in [1024, 4096, 65_536] {
		assert!(chance(k).abs_diff(chance(512)) <= 1);
	}
}

/// Tickets behave as fair draws: the share of winners is the target's share.
#[test]
fn winners_are_as_frequent_as_the_difficulty_says() {
	let difficulty = 4 * tile_work(K);
	let tickets: Vec<_> = (0..40).flat_map(|nonce| baseline(&CHALLENGE, &PARAMS, nonce)).collect();
	let winners = tickets.iter().filter(|ticket| ticket.wins(difficulty, K)).count();
	assert_eq!(tickets.len(), 600);
	// 150 are expected, with a standard deviation of 10.6; the draws are fixed.
	assert!((108..=192).contains(&winners), "{winners}");
}

/// A miner who stops before the last step has learnt nothing by which to choose its tiles: over all that the
/// last step may add, winners are as frequent as ever.
#[test]
fn all_but_the_last_step_say_nothing_of_the_ticket() {
	let Operands { proofs, .. } = Operands::new();
	let (seed, difficulty) = ([5; 32], 4 * tile_work(K));
	let last = (K / u32::from(RANK) - 1) as usize % 16;
	for proof in proofs.iter().take(3) {
		let mut words = [0u32; 16];
		for (word, bytes) in words.iter_mut().zip(proof.a_strip.chunks(4)) {
			*word = u32::from_le_bytes(bytes.try_into().unwrap());
		}
		let winners = (0..400u32).filter(|step| {
			let mut words = words;
			words[last] = words[last].rotate_left(13) ^ step;
			Ticket::of(&seed, &words, proof.i, proof.j).wins(difficulty, K)
		});
		// 100 are expected, with a standard deviation of 8.7; the draws are fixed.
		let winners = winners.count();
		assert!((65..=135).contains(&winners), "{winners}");
	}
}

#[test]
fn smallest_product_is_one_whole_tile() {
	assert_eq!(check_dims(32, padded_rows(1), padded_rows(1), 512), Ok(()));
	assert_eq!(WorkParams { rank: 32, m: 16, n: 16, k: 512 }.work(), tile_work(512));
}
