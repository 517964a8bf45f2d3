// SPDX-License-Identifier: Apache-2.0

use crate::{heads::head_key, mock::*, tries::prove, Event};
use codec::Encode;
use cumulus_pallet_parachain_system::{OnSystemEvent, RelayChainStateProof};
use cumulus_primitives_core::{
	relay_chain::{well_known_keys::para_head, HeadData},
	ParaId, RelayStorageKey,
};
use frame_support::assert_ok;
use pouw_primitives::{conversion::WitnessRequest, message::HubToSector, witness::KnownHead};
use proptest::prelude::*;
use sp_core::H256;
use sp_trie::StorageProof;

fn ask_about(source: pouw_primitives::SectorId, conversion: u64) {
	let request = WitnessRequest { source, ..request(conversion, 0) };
	assert_ok!(hub_says(HubToSector::Witness(request)));
}

fn keys() -> Vec<Vec<u8>> {
	let key = |key| match key {
		RelayStorageKey::Top(key) => key,
		RelayStorageKey::Child { .. } => panic!("no child trie is asked for"),
	};
	Witness::keys_to_prove().keys.into_iter().map(key).collect()
}

#[test]
fn no_head_is_asked_for_when_no_request_is_open() {
	ExtBuilder.build_and_execute(|| assert!(keys().is_empty()));
}

#[test]
fn each_named_sector_is_asked_for_once() {
	ExtBuilder.build_and_execute(|| {
		ask_about(OTHER, 0);
		ask_about(SOURCE, 0);
		ask_about(SOURCE, 1);
		let wanted = [SOURCE, OTHER].map(|id| para_head(ParaId::from(id.0)));
		assert_eq!(keys(), wanted);
	});
}

#[test]
fn head_is_kept_with_number_root_and_relay_block() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		let chain = Chain::new(1);
		show(77, &[(SOURCE, chain.header().encode())]);
		let head = KnownHead { number: 10, state_root: chain.root(), relay_block: 77 };
		assert_eq!(Witness::heads(SOURCE), [head]);
		assert_eq!(Witness::requests()[0].head, Some(head));
	});
}

#[test]
fn head_is_not_kept_of_a_sector_that_no_request_names() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		Chain::new(1).show_as(OTHER);
		assert!(Witness::heads(OTHER).is_empty());
		assert!(Witness::heads(SOURCE).is_empty());
	});
}

#[test]
fn old_head_stays_when_the_collator_leaves_the_key_out() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		Chain::new(1).show_as(SOURCE);
		let known = Witness::heads(SOURCE);
		events();
		// The relay chain has a newer head, but the proof is of another key alone.
		let newer = Chain { number: 11, ..Chain::new(2) };
		let head = (head_key(SOURCE), HeadData(newer.header().encode()).encode());
		let mut entries: Vec<_> =
			(0..50u8).map(|n| (sp_io::hashing::blake2_256(&[n]).to_vec(), vec![n; 40])).collect();
		let shown = entries[0].0.clone();
		entries.push(head);
		let (root, nodes) = prove(entries, &[shown]);
		let own = ParaId::from(Own::get().0);
		let proof = RelayChainStateProof::new(own, root, StorageProof::new(nodes)).unwrap();
		Witness::on_relay_state_proof(&proof);
		assert_eq!(Witness::heads(SOURCE), known);
		assert!(events().is_empty());
	});
}

#[test]
fn old_head_stays_when_the_relay_chain_knows_no_such_sector() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		Chain::new(1).show_as(SOURCE);
		let known = Witness::heads(SOURCE);
		events();
		// Proves that there is no entry, unlike a proof that leaves it out.
		let (root, nodes) = prove([(b"a".to_vec(), vec![1; 40])], &[head_key(SOURCE)]);
		let own = ParaId::from(Own::get().0);
		let proof = RelayChainStateProof::new(own, root, StorageProof::new(nodes)).unwrap();
		Witness::on_relay_state_proof(&proof);
		assert_eq!(Witness::heads(SOURCE), known);
		assert!(events().is_empty());
	});
}

#[test]
fn old_head_stays_when_the_new_one_is_no_header() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		let chain = Chain::new(1);
		chain.show_as(SOURCE);
		let known = Witness::heads(SOURCE);
		events();
		let mut longer = chain.header().encode();
		longer.push(0);
		let shorter = chain.header().encode()[..50].to_vec();
		for (n, head) in [Vec::new(), vec![0xff; 200], longer, shorter].into_iter().enumerate() {
			let relay_block = 100 + n as u32;
			show(relay_block, &[(SOURCE, head)]);
			assert_eq!(Witness::heads(SOURCE), known);
			assert_eq!(events(), [Event::HeadMalformed { source: SOURCE, relay_block }]);
		}
		// Not even the wrapping of the head decodes.
		show_raw(200, vec![(head_key(SOURCE), vec![0xff; 4])]);
		assert_eq!(Witness::heads(SOURCE), known);
		assert_eq!(events(), [Event::HeadMalformed { source: SOURCE, relay_block: 200 }]);
	});
}

#[test]
fn malformed_head_does_not_keep_that_of_another_sector_out() {
	ExtBuilder.build_and_execute(|| {
		ask_about(SOURCE, 0);
		ask_about(OTHER, 0);
		let chain = Chain::new(1);
		show(5, &[(SOURCE, vec![1]), (OTHER, chain.header().encode())]);
		assert!(Witness::heads(SOURCE).is_empty());
		assert_eq!(Witness::heads(OTHER).len(), 1);
	});
}

#[test]
fn head_that_is_shown_again_is_known_to_be_the_head_still() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		let chain = Chain::new(1);
		for relay_block in [5, 5, 8] {
			show(relay_block, &[(SOURCE, chain.header().encode())]);
			assert_eq!(Witness::heads(SOURCE).len(), 1);
			assert_eq!(Witness::heads(SOURCE)[0].relay_block, relay_block);
		}
	});
}

#[test]
fn oldest_head_makes_room() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		for number in 1..=8 {
			Chain { number, ..Chain::new(1) }.show_as(SOURCE);
		}
		let numbers: Vec<_> = Witness::heads(SOURCE).iter().map(|head| head.number).collect();
		assert_eq!(numbers, [4, 5, 6, 7, 8]);
	});
}

#[test]
fn heads_restart_when_the_relay_chain_sets_the_sector_back() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		for number in 20..23 {
			Chain { number, ..Chain::new(1) }.show_as(SOURCE);
		}
		events();
		Chain { number: 21, ..Chain::new(2) }.show_as(SOURCE);
		let heads = Witness::heads(SOURCE);
		assert_eq!(heads.len(), 1);
		assert_eq!((heads[0].number, heads[0].state_root), (21, Chain::new(2).root()));
		assert_eq!(events(), [Event::HeadsRestarted { source: SOURCE, number: 21 }]);
		// Another block of the same number, too.
		Chain { number: 21, ..Chain::new(3) }.show_as(SOURCE);
		assert_eq!(Witness::heads(SOURCE).len(), 1);
		assert_eq!(events(), [Event::HeadsRestarted { source: SOURCE, number: 21 }]);
	});
}

#[test]
fn heads_are_forgotten_with_the_last_request_that_names_their_sector() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		hub_asks(1, 0);
		Chain::new(2).show_as(SOURCE);
		let withdraw = |conversion| {
			let message = HubToSector::WitnessWithdrawn { source: SOURCE, conversion, round: 0 };
			assert_ok!(hub_says(message));
		};
		withdraw(0);
		assert_eq!(Witness::heads(SOURCE).len(), 1);
		withdraw(1);
		assert!(Witness::heads(SOURCE).is_empty());
		assert!(keys().is_empty());
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	/// The ring against a model: what it has are the last heads since the last step back, without
	/// repetitions.
	#[test]
	fn ring_holds_the_newest_ascending_heads(
		shown in prop::collection::vec((0..12u32, 0..3u8), 1..60)
	) {
		ExtBuilder.build_and_execute(|| {
			hub_asks(0, 0);
			let mut model: Vec<(u32, H256)> = Vec::new();
			for (relay_block, (number, root)) in (1u32..).zip(shown) {
				let state_root = H256::repeat_byte(root);
				Witness::note_head(SOURCE, KnownHead { number, state_root, relay_block });
				match model.last() {
					Some(last) if *last == (number, state_root) => {},
					Some(last) if last.0 >= number => model = vec![(number, state_root)],
					_ => model.push((number, state_root)),
				}
				let from = model.len().saturating_sub(HeadsKept::get() as usize);
				let kept = Witness::heads(SOURCE);
				assert_eq!(kept.last().unwrap().relay_block, relay_block);
				let kept: Vec<_> = kept.iter().map(|h| (h.number, h.state_root)).collect();
				assert_eq!(kept, model[from..]);
				assert_ok!(Witness::do_try_state());
			}
		});
	}
}
