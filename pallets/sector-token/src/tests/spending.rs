// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok, traits::tokens::Preservation};
use pouw_primitives::{conversion::CancelReason, AccountId, Balance};
use pouw_traits::{ConversionOutcome, WorkIssuance};
use sp_runtime::{DispatchError, DispatchResult, TokenError};

/// Issues so much that the public income is `public`.
fn earn(public: Balance) {
	SectorToken::issue(&MINER, public * 100 / 3 + 1);
}

fn spend(to: AccountId, amount: Balance) -> DispatchResult {
	frame_support::storage::with_storage_layer(|| {
		SectorToken::spend_public(RuntimeOrigin::root(), to, amount)
	})
}

#[test]
fn spend_public_should_pay_what_recycling_left_to_the_last_unit() {
	build_and_execute(|| {
		earn(100);
		run_to(10);
		assert_eq!(SectorToken::public_spendable(), 50);
		assert_noop!(spend(NOBODY, 51), Error::<Test>::MoreThanCanBeSpent);
		assert_ok!(spend(NOBODY, 50));
		assert_eq!(Balances::free_balance(NOBODY), 50);
		System::assert_last_event(Event::PublicSpent { to: NOBODY, amount: 50 }.into());
		assert_eq!(SectorToken::public_spendable(), 0);
		assert_eq!(public(), ExistentialDeposit::get());
		assert_noop!(spend(ALICE, 1), Error::<Test>::MoreThanCanBeSpent);
	});
}

#[test]
fn spend_public_should_leave_the_income_of_the_period_under_way() {
	build_and_execute(|| {
		earn(100);
		run_to(9);
		assert_eq!(SectorToken::public_spendable(), 0);
		assert_noop!(spend(ALICE, 1), Error::<Test>::MoreThanCanBeSpent);
		run_to(10);
		earn(1_000);
		assert_eq!(SectorToken::public_spendable(), 50);
	});
}

#[test]
fn spend_public_should_leave_what_is_carried_over() {
	build_and_execute(|| {
		earn(100);
		QueueFull::set(true);
		run_to(10);
		assert_eq!(SectorToken::public_spendable(), 50);
		assert_ok!(spend(ALICE, 50));
		QueueFull::set(false);
		run_to(20);
		assert_eq!(record(0).amount, 50);
		// What comes back is to be recycled still.
		assert_ok!(SectorToken::cancelled(0, CancelReason::Unwitnessed));
		assert_eq!(SectorToken::public_spendable(), 0);
		run_to(30);
		assert_eq!(record(1).amount, 50);
	});
}

#[test]
fn spend_public_should_leave_what_the_founders_are_owed() {
	execute_from(genesis_with_founders(10), || {
		earn(100);
		run_to(10);
		assert_eq!(crate::FoundersOwed::<Test>::get(), 5);
		assert_eq!(SectorToken::public_spendable(), 45);
	});
}

#[test]
fn spend_public_should_include_what_somebody_gave() {
	build_and_execute(|| {
		let public = SectorToken::public_account();
		assert_ok!(<Balances as frame_support::traits::fungible::Mutate<_>>::transfer(
			&ALICE,
			&public,
			70,
			Preservation::Preserve
		));
		assert_ok!(spend(BOB, 70));
	});
}

#[test]
fn spend_public_should_fail_when_the_account_cannot_receive() {
	build_and_execute(|| {
		earn(100);
		run_to(10);
		assert_noop!(spend(NOBODY, 9), DispatchError::Token(TokenError::BelowMinimum));
		assert_eq!(SectorToken::public_spendable(), 50);
	});
}

#[test]
fn spend_public_should_only_be_done_by_the_admin() {
	build_and_execute(|| {
		earn(100);
		run_to(10);
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(SectorToken::spend_public(origin, ALICE, 1), DispatchError::BadOrigin);
		}
	});
}
