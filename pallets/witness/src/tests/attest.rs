// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, tries::prove_deep, Call, Error, Event};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use pouw_primitives::{
	conversion::{
		attestation_digest, conversion_key, Attestation, ConversionState, WitnessRequest,
	},
	message::HubToSector,
	witness::{
		state_proof, KnownHead, WitnessCall, WitnessRecord, MAX_NODE_LEN, MAX_PROOF_NODES, REFUSALS,
	},
	SectorToHub,
};
use sp_runtime::DispatchError;

#[test]
fn valid_proof_is_recorded_and_attested() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(30);
		hub_asks(7, 3);
		chain.show_as(SOURCE);
		events();
		let valid = attest(SOURCE, 7, 10, chain.proof(7)).unwrap();
		assert_eq!(valid.provides.len(), 1);
		assert!(valid.propagate);
		assert_eq!(
			events(),
			[
				Event::Verified { source: SOURCE, conversion: 7, head: 10 },
				Event::Attested { source: SOURCE, conversion: 7, round: 3 },
			]
		);
		let digest = attestation_digest(SOURCE, 7, &account(7), AMOUNT);
		let attestation = Attestation { source: SOURCE, conversion: 7, round: 3, digest };
		assert_eq!(Sent::get(), [SectorToHub::Attest(attestation)]);
		let head = KnownHead { number: 10, state_root: chain.root(), relay_block: 1 };
		assert_eq!(
			Witness::witness_record(SOURCE, 7),
			Some(WitnessRecord {
				record: record(ConversionState::Pending),
				head,
				verified_at: 1,
				attested: Some(3)
			})
		);
		assert!(Witness::requests().is_empty());
	});
}

#[test]
fn proof_of_an_older_known_head_is_valid() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(3);
		hub_asks(0, 0);
		chain.show_as(SOURCE);
		let mut later = chain.clone();
		for number in 11..14 {
			later.number = number;
			later.set(number.into(), vec![1]);
			later.show_as(SOURCE);
		}
		assert_ok!(attest(SOURCE, 0, 10, chain.proof(0)));
	});
}

#[test]
fn largest_proof_is_valid() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		let value = record(ConversionState::Pending).encode();
		let (root, nodes) = prove_deep(&conversion_key(0), value, MAX_PROOF_NODES);
		assert_eq!(nodes.len(), MAX_PROOF_NODES as usize);
		let longest = nodes.iter().map(Vec::len).max().unwrap();
		assert!(longest > 500 && longest <= MAX_NODE_LEN as usize, "{longest}");
		Witness::note_head(SOURCE, KnownHead { number: 5, state_root: root, relay_block: 1 });
		assert_ok!(attest(SOURCE, 0, 5, state_proof(nodes).unwrap()));
	});
}

#[test]
fn attestation_is_deferred_when_the_queue_is_full() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(3);
		for conversion in 0..2 {
			hub_asks(conversion, 0);
		}
		chain.show_as(SOURCE);
		events();
		Room::set(0);
		assert_ok!(attest(SOURCE, 0, 10, chain.proof(0)));
		assert_eq!(
			events(),
			[
				Event::Verified { source: SOURCE, conversion: 0, head: 10 },
				Event::AttestationDeferred { source: SOURCE, conversion: 0, round: 0 },
			]
		);
		assert_eq!(Witness::witness_record(SOURCE, 0).unwrap().attested, None);
		// No service need prove it again.
		assert_eq!(Witness::requests().len(), 1);
		assert_refused(SOURCE, 0, 10, chain.proof(0), Error::AlreadyVerified);
		run_to(3);
		assert!(Sent::get().is_empty());
		Room::set(1);
		run_to(4);
		assert_eq!(Sent::get().len(), 1);
		assert_eq!(events(), [Event::Attested { source: SOURCE, conversion: 0, round: 0 }]);
		run_to(6);
		assert_eq!(Sent::get().len(), 1);
	});
}

#[test]
fn origin_must_be_an_accepted_proof() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(3);
		hub_asks(0, 0);
		chain.show_as(SOURCE);
		for origin in [RuntimeOrigin::signed(1), RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(
				Witness::attest(origin, SOURCE, 0, 10, chain.proof(0)),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn proof_is_refused_when_nothing_was_requested() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(3);
		hub_asks(0, 0);
		chain.show_as(SOURCE);
		assert_refused(SOURCE, 1, 10, chain.proof(1), Error::NotRequested);
		assert_refused(OTHER, 0, 10, chain.proof(0), Error::NotRequested);
		assert_refused(Own::get(), 0, 10, chain.proof(0), Error::NotRequested);
	});
}

#[test]
fn proof_is_refused_when_it_is_replayed() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(3);
		hub_asks(0, 0);
		hub_asks(1, 0);
		chain.show_as(SOURCE);
		assert_ok!(attest(SOURCE, 0, 10, chain.proof(0)));
		assert_refused(SOURCE, 0, 10, chain.proof(0), Error::NotRequested);
		assert_eq!(Sent::get().len(), 1);
	});
}

#[test]
fn proof_is_refused_when_the_head_is_unknown_or_forgotten() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(3);
		hub_asks(0, 0);
		assert_refused(SOURCE, 0, 10, chain.proof(0), Error::HeadUnknown);
		chain.show_as(SOURCE);
		assert_refused(SOURCE, 0, 9, chain.proof(0), Error::HeadUnknown);
		assert_refused(SOURCE, 0, 11, chain.proof(0), Error::HeadUnknown);
		for number in 11..16 {
			Chain { number, ..chain.clone() }.show_as(SOURCE);
		}
		assert_refused(SOURCE, 0, 10, chain.proof(0), Error::HeadUnknown);
	});
}

#[test]
fn proof_is_refused_when_the_head_is_from_before_the_request() {
	ExtBuilder.build_and_execute(|| {
		let before = Chain::new(3);
		hub_asks(0, 0);
		show(50, &[(SOURCE, before.header().encode())]);
		let asked = WitnessRequest { requested_at: 60, ..request(1, 0) };
		assert_ok!(hub_says(HubToSector::Witness(asked)));
		assert_refused(SOURCE, 1, 10, before.proof(1), Error::HeadTooOld);
		assert_eq!(Witness::requests()[1].head, None);
		// The source stands still, which the relay chain shows.
		show(60, &[(SOURCE, before.header().encode())]);
		assert_ok!(attest(SOURCE, 1, 10, before.proof(1)));
	});
}

#[test]
fn proof_is_refused_when_the_head_is_from_before_the_conversion() {
	ExtBuilder.build_and_execute(|| {
		let before = Chain::new(3);
		let mut after = Chain { number: 11, ..before.clone() };
		after.set(3, record(ConversionState::Pending).encode());
		hub_asks(3, 0);
		before.show_as(SOURCE);
		after.show_as(SOURCE);
		// A proof that there is no such conversion, and the later proof under the earlier root.
		assert_refused(SOURCE, 3, 10, before.proof(3), Error::ConversionAbsent);
		assert_refused(SOURCE, 3, 10, after.proof(3), Error::ProofBroken);
		assert_ok!(attest(SOURCE, 3, 11, after.proof(3)));
	});
}

#[test]
fn proof_is_refused_when_the_conversion_is_not_pending() {
	ExtBuilder.build_and_execute(|| {
		use pouw_primitives::conversion::CancelReason;
		let mut chain = Chain::new(3);
		chain.set(0, record(ConversionState::Settled { minted: 1 }).encode());
		let reason = CancelReason::Unwitnessed;
		chain.set(1, record(ConversionState::Refunded { reason }).encode());
		hub_asks(0, 0);
		hub_asks(1, 0);
		chain.show_as(SOURCE);
		assert_refused(SOURCE, 0, 10, chain.proof(0), Error::NotPending);
		assert_refused(SOURCE, 1, 10, chain.proof(1), Error::NotPending);
	});
}

#[test]
fn proof_is_refused_when_amount_or_beneficiary_differ_from_the_request() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(4);
		let ask = |request| hub_says(HubToSector::Witness(request)).unwrap();
		ask(WitnessRequest { amount: AMOUNT + 1, ..request(0, 0) });
		ask(WitnessRequest { amount: AMOUNT - 1, ..request(1, 0) });
		ask(WitnessRequest { beneficiary: account(8), ..request(2, 0) });
		// The account that gave the tokens is not the beneficiary.
		ask(WitnessRequest { beneficiary: account(6), ..request(3, 0) });
		chain.show_as(SOURCE);
		assert_refused(SOURCE, 0, 10, chain.proof(0), Error::AmountDiffers);
		assert_refused(SOURCE, 1, 10, chain.proof(1), Error::AmountDiffers);
		assert_refused(SOURCE, 2, 10, chain.proof(2), Error::BeneficiaryDiffers);
		assert_refused(SOURCE, 3, 10, chain.proof(3), Error::BeneficiaryDiffers);
	});
}

#[test]
fn proof_is_refused_when_the_value_is_no_record() {
	ExtBuilder.build_and_execute(|| {
		let mut chain = Chain::new(4);
		let good = record(ConversionState::Pending).encode();
		chain.set(0, [good.clone(), vec![0]].concat());
		chain.set(1, good[..good.len() - 1].to_vec());
		chain.set(2, Vec::new());
		chain.set(3, [good[..good.len() - 1].to_vec(), vec![9]].concat());
		for conversion in 0..4 {
			hub_asks(conversion, 0);
		}
		chain.show_as(SOURCE);
		for conversion in 0..4 {
			let proof = chain.proof(conversion);
			assert_refused(SOURCE, conversion, 10, proof, Error::RecordMalformed);
		}
	});
}

#[test]
fn call_does_not_decode_when_the_proof_is_larger_than_any_can_be() {
	let encoded = |nodes: Vec<Vec<u8>>| (0u8, SOURCE, 0u64, 10u32, nodes).encode();
	let decodes = |nodes| Call::<Test>::decode(&mut &encoded(nodes)[..]).is_ok();
	let (most, longest) = (MAX_PROOF_NODES as usize, MAX_NODE_LEN as usize);
	assert!(decodes(vec![vec![1; longest]; most]));
	assert!(!decodes(vec![vec![1; longest]; most + 1]));
	assert!(!decodes(vec![vec![1; longest + 1]]));
}

#[test]
fn call_is_that_of_the_mirror() {
	let proof = Chain::new(3).proof(1);
	let call =
		Call::<Test>::attest { sector: SOURCE, conversion: 1, head: 9, proof: proof.clone() };
	let mirror = WitnessCall::Attest { sector: SOURCE, conversion: 1, head: 9, proof };
	assert_eq!(call.encode(), mirror.encode());
}

#[test]
fn weight_grows_with_the_proof() {
	let call = |nodes: usize| {
		let proof = state_proof(vec![vec![1; 9]; nodes]).unwrap();
		let call = Call::<Test>::attest { sector: SOURCE, conversion: 1, head: 9, proof };
		let info = RuntimeCall::from(call).get_dispatch_info();
		info.call_weight.ref_time()
	};
	assert!(call(24) > call(2));
}

#[test]
fn codes_of_refusals_are_those_that_clients_know() {
	let errors = [
		Error::<Test>::NotRequested,
		Error::AlreadyVerified,
		Error::HeadUnknown,
		Error::HeadTooOld,
		Error::DuplicateNodes,
		Error::UnusedNodes,
		Error::ProofBroken,
		Error::ConversionAbsent,
		Error::RecordMalformed,
		Error::NotPending,
		Error::BeneficiaryDiffers,
		Error::AmountDiffers,
	];
	assert_eq!(errors.len(), REFUSALS.len());
	for (code, error) in errors.into_iter().enumerate() {
		assert_eq!(usize::from(error.code()), code);
		let name: &'static str = error.into();
		assert_eq!(name, REFUSALS[code]);
	}
}
