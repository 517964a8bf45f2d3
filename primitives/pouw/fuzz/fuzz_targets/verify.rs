// SPDX-License-Identifier: Apache-2.0
//! Arbitrary bytes as proofs. Verification must not panic, must agree with the reference, and must not
//! let anything win that the reference says does not.
//!
//! The first byte says what the others are: a proof of either kind, or edits of a valid one, which get
//! further than bytes that have to be right by chance.

#![no_main]

use codec::{DecodeAll, Encode};
use libfuzzer_sys::fuzz_target;
use pouw_tickets as tickets;
use std::sync::LazyLock;
use tickets::{verify_baseline, verify_operands, BaselineProof, OperandProof};

#[path = "../../src/tests/fixture.rs"]
#[allow(dead_code)]
mod fixture;
#[path = "../../src/tests/reference.rs"]
#[allow(dead_code)]
mod reference;

use fixture::{Operands, BASELINE, CHALLENGE, K, PARAMS, RANK};

/// About one baseline ticket in 256 wins, so that winners are met and compared.
const BASELINE_DIFFICULTY: u128 = 256 * 256 * K as u128;

/// One in so many losing tickets is computed again by the reference, which is slow.
const SAMPLE: u8 = 64;

static OPERANDS: LazyLock<Operands> = LazyLock::new(Operands::new);

fuzz_target!(|data: &[u8]| {
	let Some((mode, bytes)) = data.split_first() else { return };
	match mode % 4 {
		0 => baseline(bytes),
		1 => operands(bytes),
		2 => baseline(&edited(BASELINE.encode(), bytes)),
		_ => operands(&edited(OPERANDS.best.encode(), bytes)),
	}
});

/// Overwrites single bytes, three bytes of edits to one: a position and what to add to it.
fn edited(mut proof: Vec<u8>, edits: &[u8]) -> Vec<u8> {
	for edit in edits.chunks_exact(3) {
		let position = usize::from(u16::from_le_bytes([edit[0], edit[1]])) % proof.len();
		proof[position] = proof[position].wrapping_add(edit[2]);
	}
	proof
}

fn baseline(mut bytes: &[u8]) {
	let encoded = bytes;
	let Ok(proof) = BaselineProof::decode_all(&mut bytes) else { return };
	assert_eq!(proof.encode(), encoded);
	let exists = proof.i < PARAMS.m / 16 && proof.j < PARAMS.n / 16;
	let verified = verify_baseline(&CHALLENGE, &PARAMS, &proof);
	assert_eq!(verified.is_ok(), exists);
	let Ok(ticket) = verified else { return };
	let wins = ticket.wins(BASELINE_DIFFICULTY, K);
	if wins || ticket.0[31] % SAMPLE == 0 {
		let reference = fixture::reference_baseline(&CHALLENGE, &proof);
		assert_eq!(ticket.0, reference);
		assert_eq!(wins, reference::wins(&reference, BASELINE_DIFFICULTY, K));
	}
}

fn operands(mut bytes: &[u8]) {
	let encoded = bytes;
	let Ok(proof) = OperandProof::decode_all(&mut bytes) else { return };
	assert_eq!(proof.encode(), encoded);
	let Operands { layer, best, difficulty, proofs, .. } = &*OPERANDS;
	let Ok(ticket) = verify_operands(&CHALLENGE, RANK, layer, &proof) else { return };
	// Of the same product nothing can be opened but its own tiles, and only one of them wins.
	if proof.root_a == best.root_a && proof.m == best.m {
		assert!(proofs.contains(&proof));
		assert_eq!(ticket.wins(*difficulty, K), proof == *best);
		return;
	}
	let reference = fixture::reference_operands(&CHALLENGE, layer, &proof);
	assert_eq!(Some(ticket.0), reference);
	assert_eq!(ticket.wins(*difficulty, K), reference::wins(&ticket.0, *difficulty, K));
}
