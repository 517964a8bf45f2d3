// SPDX-License-Identifier: Apache-2.0
//! How much of a step is left when both matrices are zero. Then a step's product is dense factor ×
//! (sparse × sparse transposed) × dense factor, and whoever keeps the middle and right parts for a window
//! multiplies by a matrix of the middle's rank instead of the step's full length. The figures are in
//! docs/tickets.md; these tests hold them.

use super::reference::{sparse, A, B};

const PRIME: i64 = 2_147_483_647;

/// Rank modulo a large prime, which is the rank unless the prime divides a minor.
fn rank(mut rows: Vec<Vec<i64>>) -> usize {
	let mut rank = 0;
	for column in 0..rows[0].len() {
		let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] % PRIME != 0) else {
			continue;
		};
		rows.swap(rank, pivot);
		let (above, below) = rows.split_at_mut(rank + 1);
		let pivot = &above[rank];
		let inverse = power(pivot[column].rem_euclid(PRIME), PRIME - 2);
		for row in below {
			let factor = row[column].rem_euclid(PRIME) * inverse % PRIME;
			for (entry, other) in row.iter_mut().zip(pivot) {
				*entry = (*entry - factor * other % PRIME) % PRIME;
			}
		}
		rank += 1;
		if rank == rows.len() {
			break;
		}
	}
	rank
}

fn power(mut base: i64, mut exponent: i64) -> i64 {
	let mut result = 1;
	while exponent > 0 {
		if exponent & 1 == 1 {
			result = result * base % PRIME;
		}
		base = base * base % PRIME;
		exponent >>= 1;
	}
	result
}

/// One step of the sparse factor: `r` rows of `r` columns.
fn step(seed: u8, side: u8, r: usize) -> Vec<Vec<i64>> {
	sparse(&[seed; 32], side, r, r)
}

fn times_transposed(a: &[Vec<i64>], b: &[Vec<i64>]) -> Vec<Vec<i64>> {
	let dot = |a: &Vec<i64>, b: &Vec<i64>| a.iter().zip(b).map(|(a, b)| a * b).sum();
	a.iter().map(|a| b.iter().map(|b| dot(a, b)).collect()).collect()
}

/// Mean of `measure` over some seeds, as a share of the step's length.
fn mean(r: usize, measure: impl Fn(u8) -> usize) -> f64 {
	const SEEDS: u8 = 24;
	(0..SEEDS).map(|seed| measure(seed) as f64).sum::<f64>() / f64::from(SEEDS) / r as f64
}

#[test]
fn idle_step_has_about_four_fifths_of_the_rank_of_a_full_one() {
	for r in [32, 64] {
		let one_side = mean(r, |seed| rank(step(seed, A, r)));
		let both = mean(r, |seed| rank(times_transposed(&step(seed, A, r), &step(seed, B, r))));
		assert!((0.78..0.88).contains(&one_side), "rank {r}: {one_side}");
		assert!((0.74..0.88).contains(&both), "rank {r}: {both}");
	}
}

#[test]
fn rows_of_a_step_that_are_zero_are_about_one_in_seven() {
	let zeros =
		|rows: Vec<Vec<i64>>| rows.iter().filter(|row| row.iter().all(|entry| *entry == 0)).count();
	let share = mean(128, |seed| zeros(step(seed, A, 128)));
	assert!((0.11..0.17).contains(&share), "{share}");
}

/// A dense operand takes the saving away: the step has full rank on its side.
#[test]
fn step_of_a_dense_operand_has_full_rank() {
	let matrix = super::fixture::matrix(64, 64, 1);
	let rows =
		matrix.chunks(64).map(|row| row.iter().map(|e| i64::from(e.cast_signed())).collect());
	assert_eq!(rank(rows.collect()), 64);
}
