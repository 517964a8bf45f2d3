// SPDX-License-Identifier: Apache-2.0
//! Orders of the hub to release tokens.

use crate::{mock::*, releases::RELEASES_KEPT, Error, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	conversion::{ReleaseAnswer, ReleaseId, ReleaseOrder, ReleaseReason},
	AccountId, Balance, SectorToHub,
};

fn order(release: ReleaseId, beneficiary: AccountId, amount: Balance) -> ReleaseOrder {
	ReleaseOrder { release, beneficiary, amount, reason: ReleaseReason::Governance }
}

fn answers() -> Vec<ReleaseAnswer> {
	let answer = |message| match message {
		SectorToHub::Released(answer) => Some(answer),
		_ => None,
	};
	Sent::get().into_iter().filter_map(answer).collect()
}

#[test]
fn order_should_be_paid_and_answered() {
	build_and_execute(|| {
		settled(ALICE, 500);
		assert_ok!(SectorToken::carry_out(order(0, NOBODY, 200)));
		assert_eq!(Balances::free_balance(NOBODY), 200);
		assert_eq!(answers(), [ReleaseAnswer { release: 0, paid: 200, owed: 0 }]);
		System::assert_last_event(Event::ReleaseAnswered { release: 0, paid: 200, owed: 0 }.into());
	});
}

#[test]
fn order_should_be_owed_when_the_reserve_is_short() {
	build_and_execute(|| {
		settled(ALICE, 50);
		assert_ok!(SectorToken::carry_out(order(0, BOB, 200)));
		assert_eq!(answers(), [ReleaseAnswer { release: 0, paid: 50, owed: 150 }]);
		settled(ALICE, 150);
		run_to(2);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 200);
	});
}

#[test]
fn order_should_be_paid_once_and_answered_the_same_when_it_comes_again() {
	build_and_execute(|| {
		settled(ALICE, 500);
		assert_ok!(SectorToken::carry_out(order(3, BOB, 200)));
		assert_ok!(SectorToken::carry_out(order(3, BOB, 200)));
		// Nor does another content make it another order.
		assert_ok!(SectorToken::carry_out(order(3, MINER, 300)));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 200);
		assert_eq!(answers(), [ReleaseAnswer { release: 3, paid: 200, owed: 0 }; 3]);
	});
}

#[test]
fn orders_should_be_taken_in_any_order() {
	build_and_execute(|| {
		settled(ALICE, 500);
		for release in [5, 2, 9, 0, 1] {
			assert_ok!(SectorToken::carry_out(order(release, BOB, 10)));
		}
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 50);
	});
}

#[test]
fn order_should_be_ignored_when_its_answer_is_forgotten() {
	build_and_execute(|| {
		settled(ALICE, 500);
		assert_ok!(SectorToken::carry_out(order(0, BOB, 10)));
		assert_ok!(SectorToken::carry_out(order(RELEASES_KEPT.into(), BOB, 10)));
		assert_ok!(SectorToken::carry_out(order(0, BOB, 10)));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 20);
		System::assert_last_event(Event::ReleaseIgnored { release: 0 }.into());
	});
}

#[test]
fn order_should_fail_and_come_again_when_nothing_more_can_be_owed() {
	build_and_execute(|| {
		for release in 0..MaxDebts::get() {
			assert_ok!(SectorToken::carry_out(order(release.into(), BOB, 10)));
		}
		let next = order(MaxDebts::get().into(), BOB, 10);
		assert_noop!(SectorToken::carry_out(next.clone()), Error::<Test>::TooManyDebts);
		settled(ALICE, 500);
		run_to(2);
		assert_ok!(SectorToken::carry_out(next));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 50);
	});
}
