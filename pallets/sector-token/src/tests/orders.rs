// SPDX-License-Identifier: Apache-2.0
//! Orders of the hub to release tokens.

use crate::{mock::*, releases::RELEASES_KEPT, DebtsQueue, Error, Event, WaitingReleases};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	conversion::{ReleaseAnswer, ReleaseId, ReleaseOrder, ReleaseReason, MAX_OPEN_RELEASES},
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

/// Has the reserve, which is empty, owe as often as it can.
fn fill_debts() {
	for release in 0..MaxDebts::get() {
		assert_ok!(SectorToken::carry_out(order(release.into(), BOB, 10)));
	}
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
fn order_should_wait_and_not_be_refused_when_nothing_more_can_be_owed() {
	build_and_execute(|| {
		fill_debts();
		for release in [4, 5] {
			assert_ok!(SectorToken::carry_out(order(release, BOB, 10)));
			System::assert_last_event(Event::ReleaseWaits { release }.into());
		}
		// It comes again.
		assert_ok!(SectorToken::carry_out(order(4, BOB, 10)));
		assert_eq!((WaitingReleases::<Test>::get().len(), answers().len()), (2, 4));
		run_to(3);
		assert_eq!(answers().len(), 4);

		settled(ALICE, 500);
		run_to(5);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 60);
		let waited = |release| ReleaseAnswer { release, paid: 10, owed: 0 };
		assert_eq!(answers()[4..], [waited(4), waited(5)]);
		assert!(WaitingReleases::<Test>::get().is_empty());
		// And again, after it was carried out.
		assert_ok!(SectorToken::carry_out(order(4, BOB, 10)));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 60);
		assert_eq!(answers()[6..], [waited(4)]);
	});
}

#[test]
fn order_should_wait_behind_others_even_if_the_reserve_could_owe_it() {
	build_and_execute(|| {
		fill_debts();
		assert_ok!(SectorToken::carry_out(order(4, BOB, 10)));
		MaxDebts::set(10);
		assert_ok!(SectorToken::carry_out(order(5, MINER, 10)));
		let numbers: Vec<_> =
			WaitingReleases::<Test>::get().iter().map(|order| order.release).collect();
		assert_eq!(numbers, [4, 5]);
		run_to(3);
		assert!(WaitingReleases::<Test>::get().is_empty());
		assert_eq!(DebtsQueue::<Test>::get().len(), 6);
	});
}

#[test]
fn waiting_order_should_stay_when_the_hub_cannot_be_told() {
	build_and_execute(|| {
		fill_debts();
		assert_ok!(SectorToken::carry_out(order(4, BOB, 10)));
		settled(ALICE, 500);
		QueueFull::set(true);
		run_to(4);
		// Its debts are paid, and it is neither paid nor forgotten.
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 40);
		assert_eq!(WaitingReleases::<Test>::get().len(), 1);
		QueueFull::set(false);
		run_to(5);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 50);
	});
}

#[test]
fn orders_should_be_refused_when_more_wait_than_the_hub_has_open() {
	build_and_execute(|| {
		fill_debts();
		let most = ReleaseId::from(MAX_OPEN_RELEASES);
		for release in 4..4 + most {
			assert_ok!(SectorToken::carry_out(order(release, BOB, 10)));
		}
		assert_noop!(
			SectorToken::carry_out(order(4 + most, BOB, 10)),
			Error::<Test>::TooManyReleases
		);
	});
}
