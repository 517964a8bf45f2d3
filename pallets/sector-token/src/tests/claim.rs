// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, Totals, Unclaimed};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use pouw_primitives::conversion::ReleaseReason;
use pouw_traits::ReserveRelease;
use sp_runtime::{DispatchError, TokenError};

/// Less than the existential deposit waits for who has no account.
fn wait_for_nobody() {
	settled(ALICE, 500);
	assert_eq!(SectorToken::release(&NOBODY, 4, ReleaseReason::TaskSettlement), Ok(4));
	assert_eq!(Unclaimed::<Test>::get(NOBODY), 4);
}

#[test]
fn claim_should_pay_when_the_account_can_receive() {
	build_and_execute(|| {
		wait_for_nobody();
		assert_ok!(Balances::transfer(
			&BOB,
			&NOBODY,
			100,
			frame_support::traits::tokens::Preservation::Preserve
		));
		assert_ok!(SectorToken::claim(RuntimeOrigin::signed(NOBODY), NOBODY));
		assert_eq!(Balances::free_balance(NOBODY), 104);
		assert_eq!((Unclaimed::<Test>::get(NOBODY), Totals::<Test>::get().unclaimed), (0, 0));
		System::assert_last_event(Event::PaymentClaimed { who: NOBODY, amount: 4 }.into());
		assert_noop!(
			SectorToken::claim(RuntimeOrigin::signed(NOBODY), NOBODY),
			Error::<Test>::NothingToClaim
		);
	});
}

#[test]
fn claim_should_work_when_the_payments_add_up_to_an_account() {
	build_and_execute(|| {
		wait_for_nobody();
		assert_noop!(
			SectorToken::claim(RuntimeOrigin::signed(BOB), NOBODY),
			TokenError::BelowMinimum
		);
		for _ in 0..2 {
			assert_ok!(SectorToken::release(&NOBODY, 4, ReleaseReason::TaskSettlement));
		}
		assert_ok!(SectorToken::claim(RuntimeOrigin::signed(BOB), NOBODY));
		assert_eq!(Balances::free_balance(NOBODY), 12);
	});
}

#[test]
fn claim_should_fail_when_nothing_waits() {
	build_and_execute(|| {
		assert_noop!(
			SectorToken::claim(RuntimeOrigin::signed(ALICE), ALICE),
			Error::<Test>::NothingToClaim
		);
		assert_noop!(SectorToken::claim(RuntimeOrigin::none(), ALICE), DispatchError::BadOrigin);
	});
}
