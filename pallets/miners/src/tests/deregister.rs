// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, HoldReason};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{InspectHold, MutateHold},
		tokens::{Fortitude, Precision},
	},
};
use pouw_traits::MinerDirectory;

#[test]
fn deregister_should_release_the_deposit_that_was_held() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		// A later change of the parameter does not reach deposits already held.
		Deposit::set(500);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(1)));

		assert_eq!(Miners::miner(&1), None);
		assert_eq!(Balances::free_balance(1), ENDOWMENT);
		assert_eq!(Balances::balance_on_hold(&HoldReason::MinerDeposit.into(), &1), 0);
		System::assert_last_event(Event::Deregistered { miner: 1, released: 100 }.into());
		settle_roster();
		assert_eq!(<Miners as MinerDirectory<_>>::available(), 2);
	});
}

#[test]
fn deregister_should_work_when_paused() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(1), false));
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(1)));
		settle_roster();
		assert_eq!(<Miners as MinerDirectory<_>>::available(), 2);
	});
}

#[test]
fn deregister_should_fail_when_not_registered() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Miners::deregister(RuntimeOrigin::signed(1)), Error::<Test>::NotRegistered);
	});
}

#[test]
fn deregister_should_fail_while_an_assignment_is_open() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		<Miners as MinerDirectory<_>>::assigned(&0);
		<Miners as MinerDirectory<_>>::assigned(&0);
		<Miners as MinerDirectory<_>>::settled(&0, true);
		assert_noop!(
			Miners::deregister(RuntimeOrigin::signed(0)),
			Error::<Test>::HasOpenAssignments
		);
		<Miners as MinerDirectory<_>>::settled(&0, false);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
	});
}

#[test]
fn deregister_should_release_what_is_left_when_the_hold_was_reduced() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_ok!(Balances::burn_held(
			&HoldReason::MinerDeposit.into(),
			&0,
			60,
			Precision::Exact,
			Fortitude::Force
		));
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		System::assert_last_event(Event::Deregistered { miner: 0, released: 40 }.into());
	});
}
