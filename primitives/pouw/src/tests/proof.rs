// SPDX-License-Identifier: Apache-2.0

use super::fixture::*;
use crate::{params::ParamError, proof::*};
use codec::{Decode, Encode, MaxEncodedLen};

/// What verification says after `change` to the winning proof, and what the cheap checks say.
fn changed(change: impl FnOnce(&mut Layer, &mut OperandProof)) -> ProofError {
	let Operands { mut layer, best: mut proof, .. } = Operands::new();
	change(&mut layer, &mut proof);
	verify_operands(&CHALLENGE, RANK, &layer, &proof).unwrap_err()
}

#[test]
fn tiles_of_the_fixture_verify_and_one_wins() {
	let Operands { layer, proofs, best, difficulty, .. } = Operands::new();
	for proof in &proofs {
		let ticket = verify_operands(&CHALLENGE, RANK, &layer, proof).unwrap();
		assert_eq!(Some(ticket.0), reference_operands(&CHALLENGE, &layer, proof));
		assert_eq!(ticket.wins(difficulty, K), *proof == best);
	}
	let ticket = verify_baseline(&CHALLENGE, &PARAMS, &BASELINE).unwrap();
	assert_eq!(ticket.0, reference_baseline(&CHALLENGE, &BASELINE));
}

#[test]
fn baseline_fails_when_tile_or_dimensions_are_not_there() {
	let verify = |params, proof| verify_baseline(&CHALLENGE, &params, &proof);
	for (i, j) in [(M / 16, 0), (0, N / 16), (u32::MAX, u32::MAX)] {
		let proof = BaselineProof { nonce: 0, i, j };
		assert_eq!(verify(PARAMS, proof), Err(ProofError::TileNotInProduct));
	}
	let params = crate::WorkParams { rank: 33, ..PARAMS };
	assert_eq!(
		verify(params, BASELINE),
		Err(ProofError::DimensionsNotAllowed(ParamError::RankNotAllowed))
	);
}

#[test]
fn every_reason_of_operands_is_told() {
	assert_eq!(
		changed(|_, proof| proof.m += 1),
		ProofError::DimensionsNotAllowed(ParamError::RowsNotAllowed)
	);
	assert_eq!(
		changed(|layer, _| layer.n = 0),
		ProofError::DimensionsNotAllowed(ParamError::ColumnsNotAllowed)
	);
	assert_eq!(changed(|_, proof| proof.i = M / 16), ProofError::TileNotInProduct);
	assert_eq!(changed(|_, proof| proof.j = N / 16), ProofError::TileNotInProduct);
	assert_eq!(changed(|layer, _| layer.k += 32), ProofError::StripLengthWrong);
	assert_eq!(changed(|_, proof| _ = proof.b_strip.pop()), ProofError::StripLengthWrong);
	assert_eq!(changed(|_, proof| _ = proof.a_path.pop()), ProofError::PathLengthWrong);
	assert_eq!(
		changed(|_, proof| proof.b_path.try_push([0; 32]).unwrap()),
		ProofError::PathLengthWrong
	);
	assert_eq!(changed(|_, proof| proof.a_strip[7] = 64), ProofError::EntryNotInt7);
	assert_eq!(changed(|_, proof| proof.b_strip[7] = 191), ProofError::EntryNotInt7);
	assert_eq!(changed(|_, proof| proof.a_strip[7] ^= 1), ProofError::StripNotInA);
	assert_eq!(changed(|_, proof| proof.root_a[0] ^= 1), ProofError::StripNotInA);
	assert_eq!(changed(|_, proof| proof.b_strip[7] ^= 1), ProofError::StripNotInB);
	assert_eq!(changed(|layer, _| layer.root_b[0] ^= 1), ProofError::StripNotInB);
}

#[test]
fn cheap_checks_come_before_dear_ones() {
	let everything_wrong = |layer: &mut Layer, proof: &mut OperandProof| {
		layer.root_b = [0; 32];
		proof.root_a = [0; 32];
		proof.a_strip[0] = 64;
		proof.a_path.pop();
		proof.b_strip.pop();
		proof.i = u32::MAX;
	};
	assert_eq!(changed(everything_wrong), ProofError::TileNotInProduct);
	let right = |fixed: usize| {
		changed(|layer, proof| {
			let honest = proof.clone();
			everything_wrong(layer, proof);
			proof.i = honest.i;
			if fixed > 0 {
				proof.b_strip = honest.b_strip;
			}
			if fixed > 1 {
				proof.a_path = honest.a_path;
			}
			if fixed > 2 {
				proof.a_strip = honest.a_strip;
			}
			if fixed > 3 {
				proof.root_a = honest.root_a;
			}
		})
	};
	assert_eq!(
		[right(0), right(1), right(2), right(3), right(4)],
		[
			ProofError::StripLengthWrong,
			ProofError::PathLengthWrong,
			ProofError::EntryNotInt7,
			ProofError::StripNotInA,
			ProofError::StripNotInB,
		]
	);
}

#[test]
fn entries_are_the_numbers_of_int7() {
	let neighbours: [u8; 19] = std::array::from_fn(|at| [0, 63, 0xff, 0xc0][at % 4]);
	assert_eq!(check_entries(&neighbours), Ok(()));
	for byte in 0..=u8::MAX {
		let int7 = (-64..=63).contains(&byte.cast_signed());
		for at in 0..neighbours.len() {
			let mut strip = neighbours;
			strip[at] = byte;
			assert_eq!(check_entries(&strip).is_ok(), int7, "{byte} at {at}");
		}
	}
}

#[test]
fn limit_of_the_verifier_comes_first() {
	assert_eq!(check_limit(64, 1024, 1024), Ok(()));
	assert_eq!(check_limit(64, 1024, 1023), Err(ProofError::InnerOverLimit));
	assert_eq!(
		check_limit(64, 1023, 4096),
		Err(ProofError::DimensionsNotAllowed(ParamError::InnerTooShort))
	);
}

#[test]
fn decoding_refuses_strips_and_paths_that_no_product_has() {
	let proof = |strip: u32, path: u32| {
		let mut bytes = (M, [0u8; 32], 0u32, 0u32).encode();
		codec::Compact(strip).encode_to(&mut bytes);
		bytes.resize(bytes.len() + strip as usize, 0);
		codec::Compact(path).encode_to(&mut bytes);
		bytes.resize(bytes.len() + 32 * path as usize, 0);
		bytes.extend([0, 0]);
		OperandProof::decode(&mut bytes.as_slice())
	};
	assert!(proof(MAX_STRIP, 28).is_ok());
	assert!(proof(MAX_STRIP + 1, 28).is_err());
	assert!(proof(16, 29).is_err());
	// A length alone is refused before anything is reserved for it.
	let mut bytes = (M, [0u8; 32], 0u32, 0u32).encode();
	codec::Compact(u32::MAX).encode_to(&mut bytes);
	assert!(OperandProof::decode(&mut bytes.as_slice()).is_err());
}

#[test]
fn largest_proof_is_two_strips_and_two_paths() {
	assert_eq!(BaselineProof::max_encoded_len(), 16);
	assert_eq!(OperandProof::max_encoded_len(), 44 + 2 * (4 + (1 << 20)) + 2 * (1 + 28 * 32));
}
