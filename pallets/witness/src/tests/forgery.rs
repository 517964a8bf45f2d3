// SPDX-License-Identifier: Apache-2.0
//! Proofs that are not what they seem.

use crate::{
	mock::*,
	proof::{read_value, ProofFlaw},
	Error,
};
use codec::Encode;
use pouw_primitives::{
	conversion::{conversion_key, ConversionState, WitnessRequest},
	message::HubToSector,
	witness::state_proof,
};
use proptest::prelude::*;

/// A source with an open request for conversion 7 and its head known.
fn asked() -> Chain {
	let chain = Chain::new(30);
	hub_asks(7, 0);
	chain.show_as(SOURCE);
	chain
}

#[track_caller]
fn refused(nodes: Vec<Vec<u8>>, reason: Error<Test>) {
	assert_refused(SOURCE, 7, 10, state_proof(nodes).unwrap(), reason);
}

#[test]
fn proof_is_refused_when_its_state_is_made_up() {
	ExtBuilder.build_and_execute(|| {
		let chain = asked();
		let mut forged = chain.clone();
		forged.set(7, (record(ConversionState::Pending), 0u8).encode());
		refused(forged.nodes(7), Error::ProofBroken);
		// A conversion the source never had.
		let mut forged = Chain::new(0);
		forged.set(7, record(ConversionState::Pending).encode());
		refused(forged.nodes(7), Error::ProofBroken);
		// The real path, ending in a made-up record.
		let mut nodes = chain.nodes(7);
		let value = record(ConversionState::Pending).encode();
		nodes.retain(|node| *node != value);
		nodes.push(
			pouw_primitives::ConversionRecord {
				amount: AMOUNT * 2,
				..record(ConversionState::Pending)
			}
			.encode(),
		);
		refused(nodes, Error::ProofBroken);
	});
}

#[test]
fn proof_is_refused_when_any_node_is_missing() {
	ExtBuilder.build_and_execute(|| {
		let nodes = asked().nodes(7);
		assert!(nodes.len() > 3);
		for missing in 0..nodes.len() {
			let mut fewer = nodes.clone();
			fewer.remove(missing);
			refused(fewer, Error::ProofBroken);
		}
		refused(Vec::new(), Error::ProofBroken);
	});
}

#[test]
fn proof_is_refused_when_it_is_of_another_conversion() {
	ExtBuilder.build_and_execute(|| {
		let chain = asked();
		for id in (0..30).filter(|id| *id != 7) {
			let proof = chain.proof(id);
			assert!(attest(SOURCE, 7, 10, proof.clone()).is_err(), "{id}");
			assert!(Witness::verify(SOURCE, 7, 10, proof).is_err(), "{id}");
		}
		assert!(Sent::get().is_empty());
	});
}

#[test]
fn proof_is_refused_when_it_is_of_another_sectors_state() {
	ExtBuilder.build_and_execute(|| {
		let chain = asked();
		let request = WitnessRequest { source: OTHER, ..request(7, 0) };
		frame_support::assert_ok!(hub_says(HubToSector::Witness(request)));
		// The other sector has no such conversion, but its head has the same number.
		let other = Chain::new(5);
		other.show_as(OTHER);
		assert_refused(OTHER, 7, 10, chain.proof(7), Error::ProofBroken);
		assert_refused(OTHER, 7, 10, other.proof(7), Error::ConversionAbsent);
		assert_refused(SOURCE, 7, 10, other.proof(7), Error::ProofBroken);
	});
}

#[test]
fn proof_is_refused_when_nodes_are_doubled() {
	ExtBuilder.build_and_execute(|| {
		let nodes = asked().nodes(7);
		for node in nodes.clone() {
			refused([nodes.clone(), vec![node]].concat(), Error::DuplicateNodes);
		}
	});
}

#[test]
fn proof_is_refused_when_nodes_are_added() {
	ExtBuilder.build_and_execute(|| {
		let chain = asked();
		let nodes = chain.nodes(7);
		refused([nodes.clone(), vec![Vec::new()]].concat(), Error::UnusedNodes);
		refused([nodes.clone(), vec![vec![0]]].concat(), Error::UnusedNodes);
		refused([nodes.clone(), vec![vec![9; 600]]].concat(), Error::UnusedNodes);
		// Nodes of the same state that another key needs.
		let others = chain.nodes(8).into_iter().filter(|node| !nodes.contains(node));
		refused(nodes.iter().cloned().chain(others).collect(), Error::UnusedNodes);
	});
}

#[test]
fn proof_is_valid_in_any_order_of_its_nodes() {
	let chain = Chain::new(30);
	let mut nodes = chain.nodes(7);
	let value = Some(record(ConversionState::Pending).encode());
	for _ in 0..nodes.len() {
		nodes.rotate_left(1);
		assert_eq!(read_value(chain.root(), &conversion_key(7), nodes.clone()), Ok(value.clone()));
	}
}

/// Every byte of a valid proof, altered in each of its bits.
#[test]
fn proof_is_refused_when_any_single_bit_is_altered() {
	let chain = Chain::new(30);
	let (root, key, nodes) = (chain.root(), conversion_key(7), chain.nodes(7));
	for node in 0..nodes.len() {
		for byte in 0..nodes[node].len() {
			for bit in 0..8 {
				let mut altered = nodes.clone();
				altered[node][byte] ^= 1 << bit;
				assert_eq!(read_value(root, &key, altered), Err(ProofFlaw::Broken));
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(512))]

	#[test]
	fn no_alteration_of_a_byte_is_accepted(
		place in any::<prop::sample::Index>(), with in 1..=255u8, id in 0..30u64
	) {
		ExtBuilder.build_and_execute(|| {
			let chain = Chain::new(30);
			hub_asks(id, 0);
			chain.show_as(SOURCE);
			let mut nodes = chain.nodes(id);
			let mut left = place.index(nodes.iter().map(Vec::len).sum());
			let node = nodes.iter_mut().find_map(|node| {
				if left < node.len() {
					Some(node)
				} else {
					left -= node.len();
					None
				}
			});
			node.unwrap()[left] ^= with;
			assert_refused(SOURCE, id, 10, state_proof(nodes).unwrap(), Error::ProofBroken);
		});
	}

	#[test]
	fn no_other_root_accepts_a_proof(root in any::<[u8; 32]>()) {
		let chain = Chain::new(3);
		let read = read_value(root.into(), &conversion_key(0), chain.nodes(0));
		prop_assert_eq!(read, Err(ProofFlaw::Broken));
	}

	#[test]
	fn random_nodes_are_refused_without_a_panic(
		nodes in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 0..20),
		root in any::<prop::sample::Index>()
	) {
		// Under the root of one of them, so that it is decoded.
		let root = match nodes.len() {
			0 => sp_core::H256::default(),
			len => sp_io::hashing::blake2_256(&nodes[root.index(len)]).into(),
		};
		// A single node may be a leaf of another key; it proves that there is no such conversion.
		if let Ok(value) = read_value(root, &conversion_key(0), nodes) {
			prop_assert_eq!(value, None);
		}
	}
}
