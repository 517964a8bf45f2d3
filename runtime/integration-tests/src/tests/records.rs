// SPDX-License-Identifier: Apache-2.0
//! Transactions of the hub on their way to the sectors that store them.

use crate::{
	conversions::activate_all,
	network::{on_each_sector, on_sector, HubPara, SECTOR_IDS},
	state::{network_test, run_blocks, run_until},
	transactions::submit_to_hub,
};
use pouw_hub_runtime::MultiRecord;
use pouw_primitives::settlement::RecordProof;
use sp_core::H256;
use sp_keyring::Sr25519Keyring;
use xcm_emulator::TestExt;

/// Blocks for which a window of transactions stays open.
const WINDOW: u32 = 15;

fn proof_of(transaction: H256) -> RecordProof {
	HubPara::ext_wrapper(|| MultiRecord::prove(transaction).expect("its window is assigned"))
}

#[test]
fn signed_transactions_are_stored_by_two_sectors_each_which_say_so() {
	network_test(|| {
		activate_all();
		let signers = [Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Alice];
		let transactions = signers.map(|signer| {
			let remark = vec![signer as u8];
			let call = frame_system::Call::remark_with_event { remark };
			let (transaction, result) = submit_to_hub(signer, call);
			assert_eq!(result, Ok(Ok(())));
			transaction
		});
		let last = transactions[2];
		run_until::<HubPara>(WINDOW + 10, "the assignment", || MultiRecord::prove(last).is_some());
		// What the hub sent in that block has arrived; the sectors answer.
		on_each_sector!(P => run_blocks::<P>(1));

		for transaction in transactions {
			let RecordProof { window, root, recorders, leaves, .. } = proof_of(transaction);
			assert_eq!(leaves, 3);
			let [(first, true), (second, true)] = recorders else {
				panic!("not recorded: {recorders:?}");
			};
			assert_ne!(first, second);
			let mut holders = Vec::new();
			for sector in SECTOR_IDS {
				on_sector!(sector, P => P::ext_wrapper(|| {
					if pouw_sector_runtime::Witness::recorded(transaction) == Some(window) {
						let batch = pouw_sector_runtime::Witness::batch(window).expect("stored");
						assert_eq!(batch.root, root);
						holders.push(sector);
					}
				}));
			}
			let mut expected = [first.0, second.0];
			expected.sort_unstable();
			assert_eq!(holders, expected);
		}
	});
}
