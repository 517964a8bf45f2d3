// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, Totals, Unclaimed};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	conversion::{CancelReason, ConversionState},
	Balance,
};
use pouw_traits::ConversionOutcome;

const REASON: CancelReason = CancelReason::Unwitnessed;

#[test]
fn settled_should_keep_the_tokens_in_the_reserve() {
	build_and_execute(|| {
		let id = pending(ALICE, 500);
		let before = reserve();
		assert_ok!(SectorToken::settled(id, 77));
		assert_eq!(state(id), ConversionState::Settled { minted: 77 });
		assert_eq!(reserve(), before);
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 500);
		let totals = Totals::<Test>::get();
		assert_eq!((totals.pending, totals.settled, totals.minted), (0, 500, 77));
		System::assert_last_event(Event::ConversionSettled { conversion: id, minted: 77 }.into());
	});
}

#[test]
fn cancelled_should_refund() {
	build_and_execute(|| {
		let (id, before) = (pending(ALICE, 500), reserve());
		assert_ok!(SectorToken::cancelled(id, REASON));
		assert_eq!(state(id), ConversionState::Refunded { reason: REASON });
		assert_eq!(reserve(), before - 500);
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
		System::assert_last_event(
			Event::ConversionRefunded { conversion: id, who: ALICE, amount: 500, reason: REASON }
				.into(),
		);
	});
}

#[test]
fn outcome_should_change_nothing_when_it_is_heard_again() {
	build_and_execute(|| {
		let (a, b) = (pending(ALICE, 500), pending(ALICE, 600));
		assert_ok!(SectorToken::settled(a, 77));
		assert_ok!(SectorToken::cancelled(b, REASON));
		let (totals, events) = (Totals::<Test>::get(), System::events().len());
		for _ in 0..3 {
			assert_ok!(SectorToken::settled(a, 77));
			assert_ok!(SectorToken::cancelled(b, REASON));
		}
		assert_eq!(Totals::<Test>::get(), totals);
		assert_eq!(System::events().len(), events);
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 500);
	});
}

#[test]
fn settled_should_fail_when_it_was_another_amount() {
	build_and_execute(|| {
		let id = settled(ALICE, 500);
		assert_noop!(SectorToken::settled(id, 251), Error::<Test>::AlreadySettled);
	});
}

#[test]
fn settled_should_fail_after_a_refund() {
	build_and_execute(|| {
		let id = pending(ALICE, 500);
		assert_ok!(SectorToken::cancelled(id, REASON));
		assert_noop!(SectorToken::settled(id, 250), Error::<Test>::AlreadyRefunded);
		assert_noop!(
			SectorToken::cancelled(id, CancelReason::Governance),
			Error::<Test>::AlreadyRefunded
		);
	});
}

#[test]
fn cancelled_should_fail_after_a_settlement() {
	build_and_execute(|| {
		let id = settled(ALICE, 500);
		assert_noop!(SectorToken::cancelled(id, REASON), Error::<Test>::AlreadySettled);
	});
}

#[test]
fn outcome_should_fail_when_the_conversion_is_unknown() {
	build_and_execute(|| {
		pending(ALICE, 500);
		for id in [1, u64::MAX] {
			assert_noop!(SectorToken::settled(id, 1), Error::<Test>::UnknownConversion);
			assert_noop!(SectorToken::cancelled(id, REASON), Error::<Test>::UnknownConversion);
		}
	});
}

/// Writes the free balance of Alice, behind the back of the issuance.
fn set_balance(free: Balance) {
	frame_system::Account::<Test>::mutate(ALICE, |account| account.data.free = free);
}

#[test]
fn refund_should_wait_when_the_account_cannot_receive() {
	build_and_execute(|| {
		let (id, before) = (pending(ALICE, 500), reserve());
		// As many tokens as fit into an account; they exist nowhere else.
		let rich = Balance::MAX - 100;
		set_balance(rich);
		assert_ok!(SectorToken::cancelled(id, REASON));
		assert_eq!(Unclaimed::<Test>::get(ALICE), 500);
		assert_eq!((Totals::<Test>::get().unclaimed, reserve()), (500, before));
		assert_eq!(state(id), ConversionState::Refunded { reason: REASON });
		set_balance(ENDOWMENT - 500);
		assert_ok!(SectorToken::claim(RuntimeOrigin::signed(BOB), ALICE));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
	});
}

#[test]
fn settled_should_take_any_amount_of_main() {
	build_and_execute(|| {
		let (a, b) = (pending(ALICE, 500), pending(ALICE, 500));
		assert_ok!(SectorToken::settled(a, 0));
		assert_ok!(SectorToken::settled(b, Balance::MAX));
	});
}
