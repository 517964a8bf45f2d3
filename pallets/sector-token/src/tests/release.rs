// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, DebtsQueue, Error, Event, Totals};
use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::Mutate, tokens::Preservation},
};
use pouw_primitives::{
	conversion::{CancelReason, ReleaseReason},
	AccountId, Balance,
};
use pouw_traits::{ConversionOutcome, ReserveRelease};

const REASON: ReleaseReason = ReleaseReason::TaskSettlement;

fn release(to: &AccountId, amount: Balance) -> Result<Balance, sp_runtime::DispatchError> {
	SectorToken::release(to, amount, REASON)
}

#[test]
fn release_should_pay_out_of_what_was_settled() {
	build_and_execute(|| {
		settled(ALICE, 500);
		let before = reserve();
		assert_eq!(release(&MINER, 200), Ok(200));
		assert_eq!(Balances::free_balance(MINER), ENDOWMENT + 200);
		assert_eq!(reserve(), before - 200);
		assert_eq!(Totals::<Test>::get().available(), 300);
		System::assert_last_event(
			Event::ReserveReleased { to: MINER, paid: 200, owed: 0, reason: REASON }.into(),
		);
	});
}

#[test]
fn release_should_never_touch_what_is_pending() {
	build_and_execute(|| {
		let id = pending(ALICE, 500);
		assert_eq!(release(&MINER, 200), Ok(0));
		assert_eq!(Balances::free_balance(MINER), ENDOWMENT);
		assert_ok!(SectorToken::cancelled(id, CancelReason::Unwitnessed));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
	});
}

#[test]
fn release_should_never_touch_what_others_gave() {
	build_and_execute(|| {
		let reserve = SectorToken::reserve_account();
		assert_ok!(Balances::transfer(&BOB, &reserve, 1_000, Preservation::Preserve));
		assert_eq!(release(&MINER, 200), Ok(0));
	});
}

#[test]
fn release_should_owe_the_rest_when_the_reserve_is_short() {
	build_and_execute(|| {
		settled(ALICE, 500);
		assert_eq!(release(&MINER, 800), Ok(500));
		System::assert_last_event(
			Event::ReserveReleased { to: MINER, paid: 500, owed: 300, reason: REASON }.into(),
		);
		assert_eq!(DebtsQueue::<Test>::get().total, 300);

		settled(ALICE, 100);
		run_to(2);
		System::assert_last_event(
			Event::DebtPaid { to: MINER, paid: 100, owed: 200, reason: REASON }.into(),
		);
		settled(ALICE, 400);
		run_to(3);
		assert_eq!(Balances::free_balance(MINER), ENDOWMENT + 800);
		assert!(DebtsQueue::<Test>::get().is_empty());
		assert_eq!(Totals::<Test>::get().available(), 200);
	});
}

#[test]
fn release_should_wait_behind_earlier_debts() {
	build_and_execute(|| {
		assert_eq!(release(&BOB, 300), Ok(0));
		settled(ALICE, 400);
		// There is enough for it, but not before Bob is paid.
		assert_eq!(release(&MINER, 200), Ok(0));
		run_to(2);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 300);
		assert_eq!(Balances::free_balance(MINER), ENDOWMENT + 100);
		assert_eq!(DebtsQueue::<Test>::get().total, 100);
	});
}

#[test]
fn release_should_fail_when_there_are_too_many_debts() {
	build_and_execute(|| {
		for _ in 0..MaxDebts::get() {
			assert_ok!(release(&MINER, 50));
		}
		assert_noop!(release(&BOB, 50), Error::<Test>::TooManyDebts);
		settled(ALICE, 60);
		assert_noop!(release(&BOB, 5), Error::<Test>::TooManyDebts);
		run_to(2);
		assert_eq!(release(&BOB, 50), Ok(0));
	});
}

#[test]
fn release_should_pay_nothing_in_part_when_the_rest_cannot_be_owed() {
	build_and_execute(|| {
		MaxDebts::set(0);
		settled(ALICE, 100);
		assert_noop!(release(&BOB, 101), Error::<Test>::TooManyDebts);
		assert_eq!(release(&BOB, 100), Ok(100));
	});
}

#[test]
fn release_should_fail_when_the_debts_overflow() {
	build_and_execute(|| {
		assert_eq!(release(&BOB, Balance::MAX), Ok(0));
		assert_noop!(release(&BOB, 1), sp_runtime::ArithmeticError::Overflow);
	});
}

#[test]
fn release_should_take_any_amount() {
	build_and_execute(|| {
		settled(ALICE, 100);
		assert_eq!(release(&BOB, 0), Ok(0));
		assert_eq!(release(&BOB, Balance::MAX), Ok(100));
		assert_eq!(DebtsQueue::<Test>::get().total, Balance::MAX - 100);
	});
}

#[test]
fn debts_should_be_paid_a_few_in_each_block() {
	build_and_execute(|| {
		MaxDebts::set(10);
		for _ in 0..10 {
			assert_ok!(release(&MINER, 10));
		}
		settled(ALICE, 1_000);
		let mut left = vec![];
		for block in 2..=5 {
			run_to(block);
			left.push(DebtsQueue::<Test>::get().len());
		}
		assert_eq!(left, vec![6, 2, 0, 0]);
	});
}
