// SPDX-License-Identifier: Apache-2.0
//! Fees for the recording of the hub's transactions.

use crate::{mock::*, DebtsQueue, DeferredFees, Event, FeesPerToken, Totals};
use pouw_primitives::{conversion::ReleaseReason, Balance};
use pouw_traits::{RecordingFees, ReserveRelease, WorkIssuance};

/// What keeps the account of the fees alive.
const LEAST: Balance = 10;

fn pot() -> Balance {
	Balances::free_balance(SectorToken::fee_account())
}

#[test]
fn fees_should_be_released_from_the_reserve() {
	build_and_execute(|| {
		settled(ALICE, 500);
		SectorToken::on_earned(200);
		assert_eq!((pot(), Totals::<Test>::get().released), (LEAST + 200, 200));
		System::assert_last_event(
			Event::ReserveReleased {
				to: SectorToken::fee_account(),
				paid: 200,
				owed: 0,
				reason: ReleaseReason::RecordingFees,
			}
			.into(),
		);
	});
}

#[test]
fn fees_should_be_shared_in_proportion_to_what_is_issued() {
	build_and_execute(|| {
		settled(ALICE, 500);
		SectorToken::on_earned(500);
		assert_eq!(SectorToken::window_budget(), 1_000);
		assert_eq!(SectorToken::issue(&MINER, 600), 582);
		assert_eq!(SectorToken::issue(&BOB, 200), 194);
		assert_eq!(Balances::free_balance(MINER), ENDOWMENT + 582 + 300);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 194 + 100);
		System::assert_has_event(Event::FeesPaid { miner: MINER, amount: 300 }.into());
		// A fifth of the budget was not issued; its part is the next window's.
		assert_eq!(pot(), LEAST + 100);
		SectorToken::window_budget();
		SectorToken::issue(&MINER, 1_000);
		assert_eq!(pot(), LEAST);
	});
}

#[test]
fn fees_should_not_depend_on_the_order_within_a_window() {
	build_and_execute(|| {
		settled(ALICE, 500);
		SectorToken::on_earned(500);
		SectorToken::window_budget();
		SectorToken::issue(&MINER, 300);
		// Those that come meanwhile wait for the next window.
		settled(ALICE, 500);
		SectorToken::on_earned(400);
		SectorToken::issue(&BOB, 300);
		assert_eq!(pot(), LEAST + 500 + 400 - 300);
	});
}

#[test]
fn fees_should_be_owed_once_when_the_reserve_is_short() {
	build_and_execute(|| {
		for _ in 0..100 {
			SectorToken::on_earned(5);
		}
		let queue = DebtsQueue::<Test>::get();
		assert_eq!((queue.len(), queue.total), (1, 500));
		settled(ALICE, 600);
		run_to(2);
		assert_eq!(pot(), LEAST + 500);
		assert!(DebtsQueue::<Test>::get().is_empty());
	});
}

#[test]
fn fees_should_wait_behind_the_debts_before_them() {
	build_and_execute(|| {
		SectorToken::on_earned(5);
		assert_eq!(SectorToken::release(&BOB, 50, ReleaseReason::TaskSettlement), Ok(0));
		SectorToken::on_earned(5);
		SectorToken::on_earned(5);
		assert_eq!(DebtsQueue::<Test>::get().len(), 3);
		settled(ALICE, 57);
		run_to(2);
		assert_eq!((pot(), Balances::free_balance(BOB)), (LEAST + 7, ENDOWMENT + 50));
	});
}

#[test]
fn fees_should_be_deferred_when_there_are_too_many_debts() {
	build_and_execute(|| {
		for _ in 0..MaxDebts::get() {
			SectorToken::release(&BOB, 50, ReleaseReason::TaskSettlement).unwrap();
		}
		SectorToken::on_earned(5);
		SectorToken::on_earned(6);
		assert_eq!(DeferredFees::<Test>::get(), 11);
		System::assert_last_event(Event::FeesDeferred { deferred: 11 }.into());
		settled(ALICE, 500);
		run_to(3);
		SectorToken::on_earned(1);
		assert_eq!((pot(), DeferredFees::<Test>::get()), (LEAST + 12, 0));
	});
}

#[test]
fn pledged_work_should_share_when_it_is_redeemed_and_never_more_than_there_is() {
	build_and_execute(|| {
		settled(ALICE, 500);
		SectorToken::on_earned(500);
		let pledged = SectorToken::pledge(900);
		SectorToken::window_budget();
		SectorToken::issue(&MINER, 700);
		// More than the budget on which the fees were spread, together.
		SectorToken::redeem(&BOB, pledged);
		assert_eq!(pot(), LEAST);
		assert_eq!(
			Balances::free_balance(MINER) + Balances::free_balance(BOB),
			2 * ENDOWMENT + 679 + 873 + 500
		);
	});
}

#[test]
fn nothing_should_be_shared_when_there_are_no_fees_or_no_budget() {
	build_and_execute(|| {
		SectorToken::window_budget();
		SectorToken::issue(&MINER, 100);
		assert_eq!(Balances::free_balance(MINER), ENDOWMENT + 97);
		SectorToken::spread_fees(0);
		assert_eq!(FeesPerToken::<Test>::get(), Default::default());
	});
}
