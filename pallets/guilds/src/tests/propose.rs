// SPDX-License-Identifier: Apache-2.0
//! Opening of motions.

use crate::{mock::*, Error, Motions, OpenMotions, Proposal};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;

pub(super) fn upgrade(number: u64) -> Proposal<AccountId, Change> {
	Proposal::Upgrade { code_hash: H256::from_low_u64_be(number) }
}

#[test]
fn propose_should_hold_a_deposit_and_open_a_motion_of_the_weight_before() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		work(&[(0, 10), (1, 30)]);
		run_to_span(1);
		work(&[(0, 1_000)]);
		assert_ok!(Guild::propose(signed(0), upgrade(1)));
		let motion = Motions::<Test>::get(0).unwrap();
		assert_eq!((motion.span, motion.total, motion.closes_at), (0, 40, SPAN + SPAN / 2));
		assert_eq!(OpenMotions::<Test>::get().into_inner(), [(0, 0)]);
		assert_eq!(held(0), MotionDeposit::get());
	});
}

#[test]
fn propose_should_fail_when_the_signer_has_too_little_weight() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		work(&[(0, 1), (1, 199)]);
		assert_noop!(Guild::propose(signed(0), upgrade(1)), Error::<Test>::NoGuild);
		run_to_span(1);
		// One per cent of 200 is two.
		assert_noop!(Guild::propose(signed(0), upgrade(1)), Error::<Test>::WeightTooSmall);
		assert_noop!(Guild::propose(signed(2), upgrade(1)), Error::<Test>::NoWeight);
		assert_noop!(Guild::propose(signed(9), upgrade(1)), Error::<Test>::NotMember);
		assert_ok!(Guild::propose(signed(1), upgrade(1)));
	});
}

#[test]
fn propose_should_fail_when_too_many_motions_are_open_or_one_is_for_the_same() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		work(&[(0, 10), (1, 10), (2, 10), (3, 10)]);
		run_to_span(1);
		assert_ok!(Guild::propose(signed(0), upgrade(0)));
		assert_noop!(Guild::propose(signed(1), upgrade(0)), Error::<Test>::AlreadyMoved);
		assert_ok!(Guild::propose(signed(0), upgrade(1)));
		assert_noop!(Guild::propose(signed(0), upgrade(2)), Error::<Test>::MotionsOfMemberFull);
		for number in 2..5 {
			assert_ok!(Guild::propose(signed(number % 2 + 1), upgrade(number)));
		}
		assert_noop!(Guild::propose(signed(3), upgrade(9)), Error::<Test>::MotionsFull);
	});
}

#[test]
fn propose_should_fail_when_there_is_nobody_to_impeach_and_no_slash_to_appeal() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		work(&[(0, 10)]);
		run_to_span(1);
		assert_noop!(
			Guild::propose(signed(0), Proposal::Impeach { executive: 1 }),
			Error::<Test>::NotExecutive
		);
		assert_noop!(
			Guild::propose(signed(0), Proposal::Appeal { miner: 1 }),
			Error::<Test>::NoSlashPending
		);
	});
}

#[test]
fn propose_should_end_the_vote_on_an_appeal_before_the_slash_is_due() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		work(&[(0, 10)]);
		run_to_span(1);
		let due = SPAN + 6;
		Slashes::mutate(|slashes| slashes.insert(1, due));
		Slashes::mutate(|slashes| slashes.insert(2, SPAN + AppealMargin::get()));
		assert_ok!(Guild::propose(signed(0), Proposal::Appeal { miner: 1 }));
		assert_eq!(Motions::<Test>::get(0).unwrap().closes_at, due - AppealMargin::get());
		assert_noop!(
			Guild::propose(signed(0), Proposal::Appeal { miner: 2 }),
			Error::<Test>::TooLateToAppeal
		);
	});
}

#[test]
fn propose_should_not_count_the_weight_of_whom_the_motion_is_about() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		elect(&[0, 1]);
		assert_ok!(Guild::propose(signed(1), Proposal::Impeach { executive: 0 }));
		assert_eq!(Motions::<Test>::get(0).unwrap().total, 10);
	});
}
