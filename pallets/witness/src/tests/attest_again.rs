// SPDX-License-Identifier: Apache-2.0
//! Requests about conversions that are on record already.

use crate::{mock::*, Error, Event, IgnoreReason};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{conversion::WitnessRequest, message::HubToSector, SectorToHub};

/// A chain with conversion 0 verified and attested in round 0.
fn verified() -> Chain {
	let chain = Chain::new(3);
	hub_asks(0, 0);
	chain.show_as(SOURCE);
	assert_ok!(attest(SOURCE, 0, 10, chain.proof(0)));
	Sent::set(Vec::new());
	events();
	chain
}

fn rounds() -> Vec<u32> {
	let round = |message| match message {
		SectorToHub::Attest(attestation) => attestation.round,
		other => panic!("unexpected {other:?}"),
	};
	Sent::get().into_iter().map(round).collect()
}

#[test]
fn newer_round_is_attested_from_the_record() {
	ExtBuilder.build_and_execute(|| {
		verified();
		hub_asks(0, 1);
		assert_eq!(rounds(), [1]);
		assert_eq!(events(), [Event::Attested { source: SOURCE, conversion: 0, round: 1 }]);
		assert_eq!(Witness::witness_record(SOURCE, 0).unwrap().attested, Some(1));
		assert!(Witness::requests().is_empty());
	});
}

#[test]
fn each_round_is_attested_once() {
	ExtBuilder.build_and_execute(|| {
		verified();
		for round in [0, 2, 2, 1, 0, 3, 3] {
			hub_asks(0, round);
		}
		assert_eq!(rounds(), [2, 3]);
	});
}

#[test]
fn request_is_ignored_when_it_is_unlike_the_record() {
	ExtBuilder.build_and_execute(|| {
		verified();
		for unlike in [
			WitnessRequest { amount: AMOUNT + 1, ..request(0, 1) },
			WitnessRequest { beneficiary: account(9), ..request(0, 1) },
		] {
			assert_ok!(hub_says(HubToSector::Witness(unlike)));
			let reason = IgnoreReason::UnlikeTheRecord;
			assert_eq!(
				events(),
				[Event::RequestIgnored { source: SOURCE, conversion: 0, round: 1, reason }]
			);
		}
		assert!(Sent::get().is_empty());
		// The round is not used up by that.
		hub_asks(0, 1);
		assert_eq!(rounds(), [1]);
	});
}

#[test]
fn request_is_refused_when_the_queue_is_full() {
	ExtBuilder.build_and_execute(|| {
		verified();
		Room::set(0);
		let ask = || hub_says(HubToSector::Witness(request(0, 1)));
		assert_noop!(ask(), sp_runtime::DispatchError::Exhausted);
		Room::set(1);
		assert_ok!(ask());
		assert_eq!(rounds(), [1]);
	});
}

#[test]
fn proof_is_refused_when_its_conversion_is_on_record() {
	ExtBuilder.build_and_execute(|| {
		let chain = verified();
		hub_asks(0, 1);
		assert_refused(SOURCE, 0, 10, chain.proof(0), Error::NotRequested);
	});
}

#[test]
fn deferred_attestation_is_of_the_newest_round() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(3);
		hub_asks(0, 0);
		chain.show_as(SOURCE);
		Room::set(0);
		assert_ok!(attest(SOURCE, 0, 10, chain.proof(0)));
		hub_asks(0, 1);
		Room::set(5);
		run_to(2);
		assert_eq!(rounds(), [1]);
		run_to(4);
		assert_eq!(rounds(), [1]);
	});
}

#[test]
fn deferred_attestation_is_dropped_when_the_request_is_withdrawn_or_expires() {
	ExtBuilder.build_and_execute(|| {
		let chain = Chain::new(3);
		hub_asks(0, 0);
		hub_asks(1, 0);
		chain.show_as(SOURCE);
		Room::set(0);
		assert_ok!(attest(SOURCE, 0, 10, chain.proof(0)));
		assert_ok!(attest(SOURCE, 1, 10, chain.proof(1)));
		let withdrawal = HubToSector::WitnessWithdrawn { source: SOURCE, conversion: 0, round: 0 };
		assert_ok!(hub_says(withdrawal));
		run_to(1 + RequestLifetime::get());
		Room::set(5);
		run_to(System::block_number() + 3);
		assert!(Sent::get().is_empty());
		// What was proven stays on record, and serves a later round.
		hub_asks(0, 1);
		hub_asks(1, 1);
		assert_eq!(rounds(), [1, 1]);
	});
}
