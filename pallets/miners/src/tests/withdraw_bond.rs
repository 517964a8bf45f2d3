// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Departures, Error, Event, HoldReason};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{InspectHold, MutateHold},
		tokens::{Fortitude, Precision},
	},
};
use pouw_traits::{CreditWork, MinerDirectory, RewardBond};

fn leave(who: AccountId) {
	assert_ok!(Miners::deregister(RuntimeOrigin::signed(who)));
}

#[test]
fn withdraw_bond_should_release_it_after_the_unbonding_period() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		leave(0);
		assert_eq!(Balances::free_balance(0), ENDOWMENT - BOND_TARGET);
		System::assert_has_event(
			Event::UnbondingStarted { miner: 0, bond: BOND_TARGET, withdrawable_at: 21 }.into(),
		);
		System::set_block_number(20);
		assert_noop!(
			Miners::withdraw_bond(RuntimeOrigin::signed(0)),
			Error::<Test>::StillUnbonding
		);
		System::set_block_number(21);
		assert_ok!(Miners::withdraw_bond(RuntimeOrigin::signed(0)));
		System::assert_last_event(Event::BondWithdrawn { miner: 0, released: BOND_TARGET }.into());
		assert_eq!(Balances::free_balance(0), ENDOWMENT);
		assert_noop!(
			Miners::withdraw_bond(RuntimeOrigin::signed(0)),
			Error::<Test>::NoBondToWithdraw
		);
	});
}

#[test]
fn withdraw_bond_should_fail_while_registered() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		assert_noop!(
			Miners::withdraw_bond(RuntimeOrigin::signed(0)),
			Error::<Test>::NoBondToWithdraw
		);
	});
}

#[test]
fn withdraw_bond_should_have_nothing_to_do_for_a_miner_that_never_earned() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		leave(0);
		assert!(!Departures::<Test>::contains_key(0));
		assert_noop!(
			Miners::withdraw_bond(RuntimeOrigin::signed(0)),
			Error::<Test>::NoBondToWithdraw
		);
	});
}

#[test]
fn register_should_resume_bond_and_record_when_the_bond_was_not_withdrawn() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		Miners::assigned(&0);
		Miners::settled(&0, false);
		Miners::assigned(&0);
		Miners::abstained(&0, true);
		Miners::credit(&0, 3, 1_000);
		let before = Miners::miner(&0).unwrap();
		leave(0);
		// It does not matter whether the bond could have been withdrawn.
		System::set_block_number(500);
		register(0);
		let after = Miners::miner(&0).unwrap();
		assert_eq!(
			(after.bond, after.assigned, after.accepted, after.work, after.authorship),
			(before.bond, before.assigned, before.accepted, before.work, before.authorship)
		);
		assert!(before.allowance_used > 0);
		assert_eq!(after.allowance_used, before.allowance_used);
		assert!(!Departures::<Test>::contains_key(0));
		System::assert_last_event(Event::BondResumed { miner: 0, bond: BOND_TARGET }.into());
		assert_eq!(Miners::bond(&0, 100), 0);

		// The period starts anew.
		leave(0);
		System::set_block_number(519);
		assert_noop!(
			Miners::withdraw_bond(RuntimeOrigin::signed(0)),
			Error::<Test>::StillUnbonding
		);
	});
}

#[test]
fn withdraw_bond_should_release_what_is_left_when_the_hold_was_reduced() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		leave(0);
		assert_ok!(Balances::burn_held(
			&HoldReason::MinerBond.into(),
			&0,
			60,
			Precision::Exact,
			Fortitude::Force
		));
		System::set_block_number(21);
		assert_ok!(Miners::withdraw_bond(RuntimeOrigin::signed(0)));
		System::assert_last_event(
			Event::BondWithdrawn { miner: 0, released: BOND_TARGET - 60 }.into(),
		);
		assert_eq!(Balances::balance_on_hold(&HoldReason::MinerBond.into(), &0), 0);
	});
}
