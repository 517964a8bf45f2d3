// SPDX-License-Identifier: Apache-2.0
//! Ways to win a vote or an office without the work of before, and to keep others from theirs.

use super::propose::upgrade;
use crate::{ledger::Ledger, mock::*, Candidates, Error, Motions, Proposal};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect, BoundedVec};
use pouw_traits::OnWorkCredited;
use sp_runtime::Permill;

/// The attacker brings a hundred times the work of all others, with full bonds, once the motion is open.
#[test]
fn late_work_should_have_no_weight_on_an_open_motion() {
	ExtBuilder::default().with_miners(6).build_and_execute(|| {
		work(&[(0, 10), (1, 10), (2, 10), (3, 1)]);
		run_to(2 * SPAN - 2);
		assert_ok!(Guild::propose(signed(0), upgrade(0)));
		work(&[(3, 1_000), (4, 1_000), (5, 1_000)]);
		run_to(2 * SPAN + 1);
		work(&[(3, 1_000), (4, 1_000), (5, 1_000)]);
		assert_ok!(Guild::vote(signed(3), 0, true));
		assert_eq!(Motions::<Test>::get(0).unwrap().ayes, 1);
		for late in [4, 5] {
			assert_noop!(Guild::vote(signed(late), 0, true), Error::<Test>::NoWeight);
		}
		run_to(3 * SPAN);
		assert_ok!(Guild::close(signed(9), 0));
		assert!(Sent::get().is_empty(), "a motion was carried by late work");
	});
}

/// Work of before counts as far as the bond covered it then: bonding afterwards adds nothing.
#[test]
fn late_bond_should_add_no_weight_to_work_of_before() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		work(&[(0, 10)]);
		Guild::on_credited(&1, 1_000, Permill::zero());
		run_to_span(1);
		assert_ok!(Guild::propose(signed(0), upgrade(0)));
		// The bond is full from here on.
		Guild::on_credited(&1, 1, Permill::one());
		assert_noop!(Guild::vote(signed(1), 0, false), Error::<Test>::NoWeight);
		assert_eq!(Motions::<Test>::get(0).unwrap().total, 10);
	});
}

/// Late work takes no seat either, not even that of the span in which members stand.
#[test]
fn late_work_should_have_no_weight_in_an_election() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		work(&[(0, 10), (1, 1)]);
		run_to_span(1);
		assert_ok!(Guild::stand(signed(0)));
		assert_ok!(Guild::stand(signed(1)));
		work(&[(1, 1_000), (2, 1_000)]);
		assert_noop!(Guild::stand(signed(2)), Error::<Test>::NoWeight);
		run_to_span(2);
		work(&[(1, 1_000), (2, 1_000)]);
		let own = |who| BoundedVec::try_from(vec![who]).unwrap();
		assert_noop!(Guild::ballot(signed(2), own(1)), Error::<Test>::NoWeight);
		assert_ok!(Guild::ballot(signed(1), own(1)));
		assert_ok!(Guild::ballot(signed(0), own(0)));
		let votes: Vec<_> = Candidates::<Test>::get().iter().map(|one| one.votes).collect();
		assert_eq!(votes, [10, 1]);
	});
}

#[test]
fn vote_should_not_be_cast_twice_by_leaving_and_coming_back() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		work(&[(0, 10), (1, 10)]);
		run_to_span(1);
		assert_ok!(Guild::propose(signed(0), upgrade(0)));
		assert_ok!(Guild::vote(signed(1), 0, true));
		leave(1);
		Miners::mutate(|miners| miners.insert(1));
		assert_noop!(Guild::vote(signed(1), 0, true), Error::<Test>::NoWeight);
		work(&[(1, 10)]);
		assert_noop!(Guild::vote(signed(1), 0, true), Error::<Test>::NoWeight);
		assert_eq!(Motions::<Test>::get(0).unwrap().ayes, 10);
	});
}

/// Accounts with deposits and hardly any work cannot keep the list from who works.
#[test]
fn list_of_candidates_should_not_be_filled_by_those_with_hardly_any_work() {
	ExtBuilder::default().with_miners(6).build_and_execute(|| {
		work(&[(0, 1), (1, 1), (2, 1), (3, 1), (4, 100), (5, 50)]);
		run_to_span(1);
		for sybil in 0..4 {
			assert_ok!(Guild::stand(signed(sybil)));
		}
		assert_ok!(Guild::stand(signed(4)));
		assert_ok!(Guild::stand(signed(5)));
		let standing: Vec<_> = Candidates::<Test>::get().iter().map(|one| one.who).collect();
		assert_eq!(standing, [0, 1, 4, 5]);
	});
}

/// Spam costs a deposit each, needs weight, and leaves a place to others.
#[test]
fn motions_should_not_be_filled_by_one_member() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		work(&[(0, 1), (1, 98), (2, 50)]);
		run_to_span(1);
		assert_noop!(Guild::propose(signed(0), upgrade(0)), Error::<Test>::WeightTooSmall);
		for number in 0..10 {
			let _ = Guild::propose(signed(1), upgrade(number));
		}
		assert_ok!(Guild::propose(signed(2), upgrade(99)));
		run_to_span(2);
		for motion in 0..2 {
			assert_ok!(Guild::close(signed(9), motion));
		}
		let left = Ledger::total_balance(&1);
		assert_eq!(left, ENDOWMENT - 2 * MotionDeposit::get());
	});
}

#[test]
fn executive_should_not_decide_on_its_own_impeachment_by_its_weight() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		elect(&[0, 1]);
		run_to(4 * SPAN - 1);
		work(&[(0, 1_000), (1, 20), (2, 20)]);
		run_to_span(4);
		assert_ok!(Guild::propose(signed(1), Proposal::Impeach { executive: 0 }));
		assert_noop!(Guild::vote(signed(0), 0, false), Error::<Test>::VoteOnOneself);
		assert_ok!(Guild::vote(signed(1), 0, true));
		assert_ok!(Guild::vote(signed(2), 0, true));
		assert_ok!(Guild::close(signed(9), 0));
		assert!(!is_executive(0));
	});
}
