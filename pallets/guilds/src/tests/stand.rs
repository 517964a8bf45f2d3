// SPDX-License-Identifier: Apache-2.0
//! Candidacies.

use crate::{mock::*, Candidates, Error};
use frame_support::{assert_noop, assert_ok};

fn standing() -> Vec<AccountId> {
	Candidates::<Test>::get().iter().map(|candidate| candidate.who).collect()
}

#[test]
fn stand_should_hold_the_deposit_of_a_member_with_weight() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		work(&[(0, 10)]);
		run_to_span(1);
		assert_ok!(Guild::stand(signed(0)));
		assert_eq!(standing(), [0]);
		assert_eq!(held(0), CandidacyDeposit::get());
		assert_noop!(Guild::stand(signed(0)), Error::<Test>::AlreadyCandidate);
		assert_noop!(Guild::stand(signed(1)), Error::<Test>::NoWeight);
		assert_noop!(Guild::stand(signed(9)), Error::<Test>::NotMember);
	});
}

#[test]
fn stand_should_fail_when_candidates_are_not_taken() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		for span in 0..10 {
			run_to_span(span);
			work(&[(0, 10)]);
			// Of each term of four spans the first after the very first span.
			if span % 4 == 1 {
				assert_ok!(Guild::stand(signed(0)));
			} else {
				assert_noop!(Guild::stand(signed(0)), Error::<Test>::NotInCandidacy);
			}
		}
	});
}

#[test]
fn stand_should_fail_when_the_sector_has_no_guild() {
	ExtBuilder::default().with_miners(1).without_guild().build_and_execute(|| {
		assert_noop!(Guild::stand(signed(0)), Error::<Test>::NoGuild);
	});
}

#[test]
fn stand_should_displace_the_candidate_with_the_least_weight_when_the_list_is_full() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		work(&[(0, 10), (1, 5), (2, 5), (3, 20), (4, 7), (5, 5), (6, 30)]);
		run_to_span(1);
		for who in 0..4 {
			assert_ok!(Guild::stand(signed(who)));
		}
		// Of those with the least weight the one with the greater account makes room.
		assert_ok!(Guild::stand(signed(4)));
		assert_eq!(standing(), [0, 1, 3, 4]);
		assert_eq!(held(2), 0);
		assert_noop!(Guild::stand(signed(5)), Error::<Test>::CandidatesFull);
		assert_ok!(Guild::stand(signed(6)));
		assert_eq!(standing(), [0, 3, 4, 6]);
	});
}

#[test]
fn withdraw_candidacy_should_give_the_deposit_back_before_the_vote() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		work(&[(0, 10), (1, 10)]);
		run_to_span(1);
		assert_ok!(Guild::stand(signed(0)));
		assert_ok!(Guild::stand(signed(1)));
		assert_ok!(Guild::withdraw_candidacy(signed(0)));
		assert_eq!((standing(), held(0)), (vec![1], 0));
		assert_noop!(Guild::withdraw_candidacy(signed(0)), Error::<Test>::NotCandidate);
		run_to_span(2);
		assert_noop!(Guild::withdraw_candidacy(signed(1)), Error::<Test>::NotInCandidacy);
	});
}
