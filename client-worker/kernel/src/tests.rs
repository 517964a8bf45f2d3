// SPDX-License-Identifier: Apache-2.0
//! Products against their definition, tickets against the verifier.

mod plain;
mod routines;
mod tickets;

use pouw_tickets::{Challenge, WorkParams};

pub(crate) const CHALLENGE: Challenge =
	Challenge { sector: 2_003, challenge: [7; 32], miner: [9; 32] };

/// Numbers that look random, in a range.
pub(crate) fn numbers(seed: u64, len: usize, low: i8, high: i8) -> Vec<i8> {
	let mut bytes = vec![0u8; len * 2];
	blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut bytes);
	let (pairs, _) = bytes.as_chunks::<2>();
	let span = i32::from(high) - i32::from(low) + 1;
	pairs
		.iter()
		.map(|pair| (i32::from(low) + i32::from(u16::from_le_bytes(*pair)) % span) as i8)
		.collect()
}

/// Only the ends of a range.
pub(crate) fn extremes(seed: u64, len: usize, low: i8, high: i8) -> Vec<i8> {
	numbers(seed, len, 0, 1).into_iter().map(|bit| if bit == 0 { low } else { high }).collect()
}

/// A·B by its definition.
pub(crate) fn product(a: &[i8], b: &[i8], k: usize) -> Vec<i32> {
	let mut c = Vec::new();
	for row in a.chunks_exact(k) {
		for column in b.chunks_exact(k) {
			let sum: i64 = row.iter().zip(column).map(|(a, b)| i64::from(*a) * i64::from(*b)).sum();
			c.push(i32::try_from(sum).unwrap());
		}
	}
	c
}

pub(crate) fn shape(rank: u16, m: u32, n: u32, k: u32) -> WorkParams {
	WorkParams { rank, m, n, k }
}
