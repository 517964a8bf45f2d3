// SPDX-License-Identifier: Apache-2.0
//! Proofs that a transaction is recorded, as a reader checks them.

use crate::mock::*;
use pouw_primitives::settlement::RecordProof;
use sp_core::H256;
use sp_runtime::traits::BlakeTwo256;

fn is_valid(proof: &RecordProof, transaction: &H256) -> bool {
	binary_merkle_tree::verify_proof::<BlakeTwo256, _, _>(
		&proof.root,
		proof.proof.clone(),
		proof.leaves,
		proof.index,
		transaction,
	)
}

#[test]
fn proof_should_hold_against_what_both_sectors_stored() {
	ExtBuilder::default().with_sectors(6).build_and_execute(|| {
		for count in 1..=8 {
			let (window, hashes) = assigned_window(u64::from(window_base(count)), count);
			for hash in hashes {
				let proof = MultiRecord::prove(hash).unwrap();
				assert_eq!(proof.window, window);
				assert!(is_valid(&proof, &hash));
				assert!(!is_valid(&proof, &H256::repeat_byte(1)));
				let [(a, _), (b, _)] = proof.recorders;
				assert_ne!(a, b);
				for sector in [a, b] {
					let (_, batch) =
						batches(window).into_iter().find(|(s, _)| *s == sector).unwrap();
					assert!(batch.entries.contains(&hash));
					assert_eq!(batch.root, proof.root);
				}
			}
			answer_all(window);
		}
	});
}

fn window_base(count: u64) -> u32 {
	count as u32 * 100
}

#[test]
fn proof_should_say_which_sector_has_answered() {
	ExtBuilder::default().build_and_execute(|| {
		let (window, hashes) = assigned_window(0, 4);
		let [(first, before), (_, other)] = MultiRecord::prove(hashes[0]).unwrap().recorders;
		assert!(!before && !other);
		answer(first, window, root(window));
		let [(_, after), (_, other)] = MultiRecord::prove(hashes[0]).unwrap().recorders;
		assert!(after && !other);
	});
}

#[test]
fn proof_should_not_exist_before_the_assignment_or_of_an_unknown_transaction() {
	ExtBuilder::default().build_and_execute(|| {
		let hash = transact(1);
		assert_eq!(MultiRecord::prove(hash), None);
		run_blocks(3);
		assert!(MultiRecord::window(0).is_some());
		assert_eq!(MultiRecord::prove(hash), None);
		run_blocks(3);
		assert!(MultiRecord::prove(hash).is_some());
		assert!(MultiRecord::prove_in(0, hash).is_some());
		assert_eq!(MultiRecord::prove_in(1, hash), None);
		assert_eq!(MultiRecord::prove(H256::repeat_byte(1)), None);
	});
}
