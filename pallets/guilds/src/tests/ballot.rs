// SPDX-License-Identifier: Apache-2.0
//! Ballots, and who is elected by them.

use crate::{mock::*, Candidates, Error, Executives};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use pouw_primitives::Work;

fn ballot(who: AccountId, choices: &[AccountId]) -> frame_support::pallet_prelude::DispatchResult {
	Guild::ballot(signed(who), BoundedVec::try_from(choices.to_vec()).unwrap())
}

/// The candidates stand, with this work each, and the vote begins.
fn campaign(of: &[(AccountId, Work)], candidates: &[AccountId]) {
	work(of);
	run_to_span(1);
	for who in candidates {
		assert_ok!(Guild::stand(signed(*who)));
	}
	run_to_span(2);
}

fn executives() -> Vec<AccountId> {
	Executives::<Test>::get().iter().map(|executive| executive.who).collect()
}

#[test]
fn ballot_should_give_each_choice_the_whole_weight() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		campaign(&[(0, 10), (1, 20), (2, 30), (3, 25)], &[0, 1, 2]);
		assert_ok!(ballot(3, &[0, 2]));
		assert_ok!(ballot(1, &[1]));
		let votes: Vec<_> = Candidates::<Test>::get().iter().map(|one| one.votes).collect();
		assert_eq!(votes, [25, 20, 25]);
	});
}

#[test]
fn ballot_should_fail_when_it_is_not_one_ballot_of_a_member_for_candidates() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		campaign(&[(0, 10), (1, 20)], &[0, 1]);
		assert_noop!(ballot(0, &[]), Error::<Test>::BallotEmpty);
		assert_noop!(ballot(0, &[1, 1]), Error::<Test>::ChoiceRepeated);
		assert_noop!(ballot(0, &[1, 2]), Error::<Test>::NotCandidate);
		assert_noop!(ballot(3, &[0]), Error::<Test>::NoWeight);
		assert_noop!(ballot(9, &[0]), Error::<Test>::NotMember);
		assert_ok!(ballot(0, &[1]));
		assert_noop!(ballot(0, &[0]), Error::<Test>::AlreadyVoted);
		run_to_span(3);
		assert_noop!(ballot(1, &[0]), Error::<Test>::NotInVoting);
	});
}

#[test]
fn election_should_seat_those_with_the_most_votes_and_give_the_others_their_deposits_back() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		campaign(&[(0, 10), (1, 20), (2, 30), (3, 5)], &[0, 1, 2, 3]);
		assert_ok!(ballot(0, &[0, 1]));
		assert_ok!(ballot(1, &[1]));
		assert_ok!(ballot(2, &[3]));
		run_to_span(3);
		// 30 votes each for 1 and 3, 10 for 0, none for 2.
		assert_eq!(executives(), [1, 3]);
		let deposit = CandidacyDeposit::get();
		assert_eq!([0, 1, 2, 3].map(held), [0, deposit, 0, deposit]);
		assert!(Candidates::<Test>::get().is_empty());
	});
}

#[test]
fn election_should_decide_ties_by_account() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		campaign(&[(0, 10), (1, 10), (2, 10), (3, 10)], &[3, 1, 2, 0]);
		for who in 0..4 {
			assert_ok!(ballot(who, &[who]));
		}
		run_to_span(3);
		assert_eq!(executives(), [0, 1]);
	});
}

#[test]
fn election_should_leave_seats_empty_when_nobody_votes() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		campaign(&[(0, 10), (1, 10)], &[0, 1]);
		assert_ok!(ballot(0, &[0]));
		run_to_span(3);
		assert_eq!(executives(), [0]);
		assert_eq!(held(1), 0);
	});
}

#[test]
fn executives_should_leave_office_when_the_next_election_is_over() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		elect(&[0, 1]);
		assert_eq!(executives(), [0, 1]);
		run_to_span(4);
		work(&[(0, 10), (2, 10)]);
		run_to_span(5);
		assert_ok!(Guild::stand(signed(0)));
		assert_ok!(Guild::stand(signed(2)));
		assert_eq!(held(0), 2 * CandidacyDeposit::get());
		run_to_span(6);
		assert_ok!(ballot(2, &[2, 0]));
		run_to_span(7);
		assert_eq!(executives(), [0, 2]);
		let deposit = CandidacyDeposit::get();
		assert_eq!([0, 1, 2].map(held), [deposit, 0, deposit]);
		// Nobody stands in the next one.
		run_to_span(11);
		assert!(executives().is_empty());
		assert_eq!([0, 1, 2].map(held), [0, 0, 0]);
	});
}

#[test]
fn executive_should_leave_office_when_it_resigns_or_leaves_the_registry() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		elect(&[0, 1]);
		assert_noop!(Guild::resign(signed(2)), Error::<Test>::NotExecutive);
		assert_ok!(Guild::resign(signed(0)));
		leave(1);
		assert!(executives().is_empty());
		assert_eq!([0, 1].map(held), [0, 0]);
	});
}
