// SPDX-License-Identifier: Apache-2.0
//! Votes on motions.

use super::propose::upgrade;
use crate::{mock::*, Error, Members, Motions, Proposal};
use frame_support::{assert_noop, assert_ok};

#[test]
fn vote_should_count_the_weight_of_the_span_before() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		work(&[(0, 10), (1, 30)]);
		run_to_span(1);
		assert_ok!(Guild::propose(signed(0), upgrade(0)));
		assert_ok!(Guild::vote(signed(0), 0, true));
		assert_ok!(Guild::vote(signed(1), 0, false));
		let motion = Motions::<Test>::get(0).unwrap();
		assert_eq!((motion.ayes, motion.nays), (10, 30));
		assert_noop!(Guild::vote(signed(1), 0, true), Error::<Test>::AlreadyVoted);
		assert_noop!(Guild::vote(signed(1), 1, true), Error::<Test>::NoSuchMotion);
	});
}

#[test]
fn vote_should_count_to_the_end_when_that_is_in_the_next_span() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		work(&[(0, 10), (1, 30)]);
		run_to(2 * SPAN - 1);
		assert_ok!(Guild::propose(signed(0), upgrade(0)));
		run_to(2 * SPAN);
		// Work of later spans does not push out what counts.
		work(&[(1, 1)]);
		run_to(2 * SPAN + SPAN / 2 - 2);
		assert_ok!(Guild::vote(signed(1), 0, true));
		assert_eq!(Motions::<Test>::get(0).unwrap().ayes, 30);
		run_to(2 * SPAN + SPAN / 2 - 1);
		assert_noop!(Guild::vote(signed(0), 0, true), Error::<Test>::VotingOver);
	});
}

#[test]
fn vote_should_fail_when_the_motion_is_about_the_signer() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		elect(&[0, 1]);
		work(&[(3, 10)]);
		run_to_span(4);
		Slashes::mutate(|slashes| slashes.insert(3, 1_000));
		work(&[(0, 5), (1, 5)]);
		run_to_span(5);
		assert_ok!(Guild::propose(signed(1), Proposal::Impeach { executive: 0 }));
		assert_ok!(Guild::propose(signed(1), Proposal::Appeal { miner: 3 }));
		assert_noop!(Guild::vote(signed(0), 0, false), Error::<Test>::VoteOnOneself);
		assert_noop!(Guild::vote(signed(3), 1, true), Error::<Test>::VoteOnOneself);
		assert_ok!(Guild::vote(signed(0), 1, true));
		assert_ok!(Guild::vote(signed(1), 0, true));
	});
}

#[test]
fn vote_should_forget_motions_that_are_closed() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		for round in 1..8u32 {
			work(&[(0, 10)]);
			run_to_span(round);
			let number = round - 1;
			assert_ok!(Guild::propose(signed(0), upgrade(u64::from(number))));
			assert_ok!(Guild::vote(signed(0), number, false));
			assert_eq!(Members::<Test>::get(0).unwrap().voted.into_inner(), [number]);
			assert_ok!(Guild::close(signed(9), number));
		}
	});
}

#[test]
fn vote_should_fail_when_the_signer_is_no_member_or_has_no_weight() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		work(&[(0, 10), (1, 10)]);
		run_to_span(1);
		assert_ok!(Guild::propose(signed(0), upgrade(0)));
		assert_noop!(Guild::vote(signed(2), 0, true), Error::<Test>::NoWeight);
		assert_noop!(Guild::vote(signed(9), 0, true), Error::<Test>::NotMember);
		leave(1);
		assert_noop!(Guild::vote(signed(1), 0, true), Error::<Test>::NotMember);
	});
}
