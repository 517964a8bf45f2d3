// SPDX-License-Identifier: Apache-2.0
//! A proof with any one byte changed is worth nothing.

use super::fixture::*;
use crate::{merkle::MAX_PATH, proof::*};
use codec::{DecodeAll, Encode};

/// Calls `check` with every proof that decodes after one byte of the encoding was replaced.
fn mutated<P: DecodeAll>(
	encoded: &[u8],
	positions: impl Iterator<Item = usize>,
	mut check: impl FnMut(usize, P),
) {
	let mut bytes = encoded.to_vec();
	for position in positions {
		for difference in 1..=u8::MAX {
			bytes[position] = encoded[position] ^ difference;
			if let Ok(proof) = P::decode_all(&mut bytes.as_slice()) {
				check(position, proof);
			}
		}
		bytes[position] = encoded[position];
	}
}

/// Another nonce or tile is a proof in its own right, of other work, and wins with the same small chance
/// as any. The fixture is rarer than the number of mutations, and none of them happens to win.
#[test]
fn no_byte_of_a_baseline_proof_can_be_changed() {
	let difficulty = baseline_difficulty();
	let encoded = BASELINE.encode();
	assert_eq!(encoded.len(), 16);
	mutated(&encoded, 0..encoded.len(), |position, proof: BaselineProof| {
		let wins = verify_baseline(&CHALLENGE, &PARAMS, &proof)
			.is_ok_and(|ticket| ticket.wins(difficulty, K));
		assert!(!wins, "byte {position}: {proof:?}");
	});
}

#[test]
fn no_byte_of_an_operand_proof_can_be_changed() {
	let operands = Operands::new();
	let encoded = operands.best.encode();
	let Operands { layer, difficulty, .. } = &operands;
	let check = |position: usize, proof: OperandProof| {
		let wins = verify_operands(&CHALLENGE, RANK, layer, &proof)
			.is_ok_and(|ticket| ticket.wins(*difficulty, K));
		assert!(!wins, "byte {position}");
	};
	std::thread::scope(|scope| {
		for offset in 0..4 {
			let positions = (offset..encoded.len()).step_by(4);
			scope.spawn(|| mutated(&encoded, positions, check));
		}
	});
}

/// Fields that the tree's shape leaves free would let one product have many proofs.
#[test]
fn operand_proof_with_a_field_of_another_tile_is_refused() {
	let Operands { layer, proofs, .. } = Operands::new();
	let verify = |proof: &OperandProof| verify_operands(&CHALLENGE, RANK, &layer, proof);
	for proof in &proofs {
		for other in &proofs {
			let mut mixed = proof.clone();
			mixed.i = other.i;
			assert_eq!(verify(&mixed).is_ok(), proof.i == other.i);
			let mut mixed = proof.clone();
			mixed.j = other.j;
			assert_eq!(verify(&mixed).is_ok(), proof.j == other.j);
			let mut mixed = proof.clone();
			mixed.a_strip.clone_from(&other.a_strip);
			assert_eq!(verify(&mixed).is_ok(), proof.i == other.i);
			let mut mixed = proof.clone();
			mixed.b_path.clone_from(&other.b_path);
			assert_eq!(verify(&mixed).is_ok(), proof.b_path == other.b_path);
		}
		for length in 0..=MAX_PATH as usize {
			let mut longer = proof.clone();
			longer.a_path = vec![[0; 32]; length].try_into().unwrap();
			assert!(verify(&longer).is_err());
		}
	}
}
