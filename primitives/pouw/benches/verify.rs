// SPDX-License-Identifier: Apache-2.0
//! Time to verify one proof of each kind, at inner dimensions of real layers.

#![allow(missing_docs)] // criterion's macros generate public functions

use criterion::{criterion_group, criterion_main, Criterion};
use pouw_tickets::{
	merkle, verify_baseline, verify_operands, BaselineProof, Challenge, Layer, OperandProof,
	WorkParams,
};
use std::hint::black_box;

const CHALLENGE: Challenge = Challenge { sector: 2003, challenge: [1; 32], miner: [2; 32] };

/// A proof of tile (0, 0) of a product of one strip by one strip.
fn operands(k: u32) -> (Layer, OperandProof) {
	let strip = |step: u32| -> Vec<u8> {
		let entry = |index: u32| (index.wrapping_mul(step) % 128).wrapping_sub(64) as u8;
		(0..16 * k).map(entry).collect()
	};
	let (a, b) = (strip(37), strip(91));
	let layer = Layer { root_b: merkle::leaf(&b), n: 16, k };
	let proof = OperandProof {
		m: 16,
		root_a: merkle::leaf(&a),
		i: 0,
		j: 0,
		a_strip: a.try_into().expect("shorter than the longest strip"),
		a_path: Default::default(),
		b_strip: b.try_into().expect("shorter than the longest strip"),
		b_path: Default::default(),
	};
	(layer, proof)
}

fn verify(criterion: &mut Criterion) {
	for (rank, k) in [(32, 1024), (64, 1024), (64, 4096)] {
		let params = WorkParams { rank, m: 16, n: 16, k };
		let proof = BaselineProof { nonce: 1, i: 0, j: 0 };
		criterion.bench_function(&format!("baseline/rank {rank}/k {k}"), |bencher| {
			bencher.iter(|| verify_baseline(&CHALLENGE, &params, black_box(&proof)));
		});
		let (layer, proof) = operands(k);
		criterion.bench_function(&format!("operands/rank {rank}/k {k}"), |bencher| {
			bencher.iter(|| verify_operands(&CHALLENGE, rank, &layer, black_box(&proof)));
		});
	}
}

criterion_group!(benches, verify);
criterion_main!(benches);
