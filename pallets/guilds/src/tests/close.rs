// SPDX-License-Identifier: Apache-2.0
//! Closing of motions, and what they do.

use super::propose::upgrade;
use crate::{ledger::Ledger, mock::*, Error, Event, Motions, OpenMotions, Proposal};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
use pouw_primitives::{GovernanceNotice, GuildMotion, GuildRequest, SectorToHub};
use pouw_traits::ChangeParameter;
use sp_core::H256;
use sp_runtime::DispatchError;

/// Opens a motion of the first miner, by work of the four miners.
fn moved(weights: [u128; 4], proposal: Proposal<AccountId, Change>) {
	let each: Vec<_> = (0..4).zip(weights).filter(|(_, amount)| *amount > 0).collect();
	work(&each);
	run_to(System::block_number() / SPAN * SPAN + SPAN);
	assert_ok!(Guild::propose(signed(0), proposal));
}

fn with_four(test: impl FnOnce()) {
	ExtBuilder::default().with_miners(4).build_and_execute(test);
}

#[test]
fn close_should_fail_when_the_motion_is_undecided_or_unknown() {
	with_four(|| {
		moved([10, 10, 10, 10], upgrade(0));
		assert_ok!(Guild::vote(signed(0), 0, true));
		assert_ok!(Guild::vote(signed(1), 0, true));
		// Half of all weight is no majority.
		assert_noop!(Guild::close(signed(9), 0), Error::<Test>::MotionUndecided);
		assert_noop!(Guild::close(signed(9), 1), Error::<Test>::NoSuchMotion);
	});
}

#[test]
fn close_should_carry_a_motion_before_the_end_when_a_majority_of_all_weight_is_for_it() {
	with_four(|| {
		moved([10, 10, 10, 10], upgrade(7));
		for who in 0..3 {
			assert_ok!(Guild::vote(signed(who), 0, true));
		}
		assert_ok!(Guild::close(signed(9), 0));
		let request = GuildRequest::Upgrade { code_hash: H256::from_low_u64_be(7) };
		let notice = GovernanceNotice::Motion(GuildMotion { motion: 0, request });
		assert_eq!(Sent::get(), [SectorToHub::Governance(notice)]);
		assert_eq!(held(0), 0);
		assert!(OpenMotions::<Test>::get().is_empty());
		assert_noop!(Guild::close(signed(9), 0), Error::<Test>::NoSuchMotion);
	});
}

#[test]
fn close_should_lose_a_motion_when_half_of_all_weight_is_against_it() {
	with_four(|| {
		moved([10, 10, 10, 10], upgrade(7));
		assert_ok!(Guild::vote(signed(1), 0, false));
		assert_ok!(Guild::vote(signed(2), 0, false));
		assert_ok!(Guild::close(signed(9), 0));
		assert!(Sent::get().is_empty());
		assert_eq!(held(0), 0);
	});
}

#[test]
fn close_should_carry_a_motion_at_the_end_when_a_quorum_has_voted_and_more_are_for_it() {
	with_four(|| {
		moved([10, 10, 10, 10], Proposal::Parameter { change: Change::Second(90) });
		assert_ok!(Guild::vote(signed(3), 0, true));
		run_to(SPAN + SPAN / 2 - 1);
		assert_noop!(Guild::close(signed(9), 0), Error::<Test>::MotionUndecided);
		run_to(SPAN + SPAN / 2);
		assert_ok!(Guild::close(signed(9), 0));
		let sent = Sent::get();
		let [SectorToHub::Governance(GovernanceNotice::Motion(motion))] = &sent[..] else {
			panic!("no motion was sent");
		};
		let GuildRequest::Parameter { change } = &motion.request else { panic!("{motion:?}") };
		assert_eq!(Parameters::decode(change), Some(Change::Second(90)));
		// Nothing but the Assembly sets it.
		assert_eq!(Values::get(), [50, 50]);
	});
}

#[test]
fn close_should_lose_a_motion_at_the_end_when_the_votes_are_equal() {
	with_four(|| {
		moved([10, 10, 10, 10], upgrade(0));
		assert_ok!(Guild::vote(signed(0), 0, true));
		assert_ok!(Guild::vote(signed(1), 0, false));
		run_to(SPAN + SPAN / 2);
		assert_ok!(Guild::close(signed(9), 0));
		assert!(Sent::get().is_empty());
		assert_eq!(held(0), 0);
	});
}

#[test]
fn close_should_burn_the_deposit_when_too_few_have_voted() {
	with_four(|| {
		moved([9, 10, 10, 10], upgrade(0));
		assert_ok!(Guild::vote(signed(0), 0, true));
		run_to(SPAN + SPAN / 2);
		assert_ok!(Guild::close(signed(9), 0));
		assert!(Sent::get().is_empty());
		System::assert_last_event(
			Event::MotionDepositBurned { motion: 0, proposer: 0, amount: MotionDeposit::get() }
				.into(),
		);
		assert_eq!(Ledger::total_balance(&0), ENDOWMENT - MotionDeposit::get());
	});
}

#[test]
fn close_should_leave_a_motion_open_when_the_hub_cannot_be_told() {
	with_four(|| {
		moved([10, 0, 0, 0], upgrade(0));
		assert_ok!(Guild::vote(signed(0), 0, true));
		OutboxFull::set(true);
		assert_noop!(Guild::close(signed(9), 0), DispatchError::Other("full"));
		assert!(Motions::<Test>::contains_key(0));
		OutboxFull::set(false);
		assert_ok!(Guild::close(signed(9), 0));
		assert_eq!(Sent::get().len(), 1);
	});
}

#[test]
fn close_should_remove_an_impeached_executive_and_burn_its_deposit() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		elect(&[0, 1]);
		assert_ok!(Guild::propose(signed(1), Proposal::Impeach { executive: 0 }));
		assert_ok!(Guild::vote(signed(1), 0, true));
		assert_ok!(Guild::close(signed(9), 0));
		assert!(!is_executive(0) && is_executive(1));
		assert_eq!(held(0), 0);
		assert_eq!(Ledger::total_balance(&0), ENDOWMENT - CandidacyDeposit::get());
		assert_noop!(
			Guild::set_parameter(signed(0), Change::First(55)),
			Error::<Test>::NotExecutive
		);
	});
}

#[test]
fn close_should_cancel_the_slash_that_was_appealed() {
	with_four(|| {
		Slashes::mutate(|slashes| slashes.insert(3, 1_000));
		moved([20, 10, 0, 1_000], Proposal::Appeal { miner: 3 });
		assert_ok!(Guild::vote(signed(0), 0, true));
		assert_ok!(Guild::vote(signed(1), 0, true));
		assert_ok!(Guild::close(signed(9), 0));
		assert!(Slashes::get().is_empty());
	});
}

#[test]
fn close_should_do_nothing_when_what_the_motion_was_for_is_gone() {
	with_four(|| {
		Slashes::mutate(|slashes| slashes.insert(3, 1_000));
		moved([10, 0, 0, 0], Proposal::Appeal { miner: 3 });
		assert_ok!(Guild::vote(signed(0), 0, true));
		Slashes::set(Default::default());
		assert_ok!(Guild::close(signed(9), 0));
		System::assert_last_event(Event::MotionMoot { motion: 0 }.into());
		assert_eq!(held(0), 0);
	});
}
