// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Event, Horizon};
use frame_support::{
	assert_ok,
	traits::{fungible::Mutate, tokens::Preservation},
};
use pouw_primitives::{
	message::EraFigures,
	order::{OrderPayment, OrderTotals, RefusalReason},
	task::FailureReason,
	EraReport, OrderOutcome, SectorToHub,
};
use pouw_traits::{HandleMessage, SectorRegistry};
use sp_runtime::FixedU128;

fn assert_paid(order: u64, burned: u128, refunded: u128) {
	assert_eq!(payment(SECTOR, order), Some(OrderPayment { burned, refunded }));
}

#[test]
fn settled_order_should_burn_what_was_paid_and_free_the_rest() {
	build_and_execute(|| {
		let order = ordered(1_001);
		ends(SECTOR, order, settled(399));
		// 997.5, rounded up.
		assert_paid(order, 998, 3);
		assert_eq!((held(0), free(0)), (0, ENDOWMENT - 998));
		assert_eq!(Burned::all(), 998);
		assert!(Orders::open_orders(&client(0)).is_empty());
		System::assert_last_event(
			Event::Ended {
				sector: SECTOR,
				order,
				outcome: settled(399),
				payment: OrderPayment { burned: 998, refunded: 3 },
			}
			.into(),
		);
	});
}

#[test]
fn settled_order_should_be_burned_at_the_rate_of_the_order() {
	build_and_execute(|| {
		let order = ordered(1_000);
		// The rate rises by reports of paid work; that concerns later orders only.
		for era in 0..5 {
			let figures =
				EraFigures { useful_work: 100, paid_useful_work: 100, ..Default::default() };
			let report = EraReport { era, ended_at: era * 10, figures };
			assert_ok!(Sectors::handle(SECTOR, SectorToHub::Report(report)));
		}
		let rate = <Sectors as SectorRegistry<_>>::rate(SECTOR);
		assert!(rate > FixedU128::from_rational(5, 2));
		ends(SECTOR, order, settled(400));
		assert_paid(order, 1_000, 0);
	});
}

#[test]
fn order_refused_or_failed_should_be_refunded_in_full() {
	build_and_execute(|| {
		let refused = OrderOutcome::Refused { reason: RefusalReason::Busy };
		let failed = OrderOutcome::Failed { task: 3, reason: FailureReason::NoAgreement };
		for outcome in [refused, failed, settled(0)] {
			let order = ordered(777);
			ends(SECTOR, order, outcome);
			assert_paid(order, 0, 777);
		}
		assert_eq!((held(0), free(0), Burned::all()), (0, ENDOWMENT, 0));
		let totals = OrderTotals { ended: 3, taken: 2_331, refunded: 2_331, ..Default::default() };
		assert_eq!(Orders::order_totals(SECTOR), totals);
	});
}

#[test]
fn answer_should_count_once_whatever_comes_after_it() {
	build_and_execute(|| {
		let order = ordered(1_000);
		ends(SECTOR, order, settled(100));
		let refused = OrderOutcome::Refused { reason: RefusalReason::TooLate };
		for outcome in [settled(100), settled(400), refused] {
			ends(SECTOR, order, outcome);
			System::assert_last_event(
				Event::AnswerIgnored { sector: SECTOR, order, outcome }.into(),
			);
		}
		assert_paid(order, 250, 750);
		assert_eq!(Burned::all(), 250);
	});
}

#[test]
fn answer_of_another_sector_or_to_an_unknown_order_should_be_ignored() {
	build_and_execute(|| {
		let order = ordered(1_000);
		ends(CHEAP, order, settled(400));
		ends(SECTOR, order + 1, settled(400));
		ends(SECTOR, u64::MAX, settled(400));
		assert_eq!(payment(SECTOR, order), None);
		assert_eq!(held(0), 1_000);
	});
}

#[test]
fn sector_that_claims_more_than_the_price_should_burn_the_order_and_no_more() {
	build_and_execute(|| {
		for paid in [401, u128::MAX] {
			let order = ordered(1_000);
			ends(SECTOR, order, settled(paid));
			assert_paid(order, 1_000, 0);
		}
	});
}

#[test]
fn refund_should_be_burned_as_dust_when_the_client_emptied_its_account() {
	build_and_execute(|| {
		let order = ordered(1_001);
		System::inc_providers(&client(0));
		assert_ok!(<Balances as Mutate<_>>::transfer(
			&client(0),
			&client(1),
			free(0),
			Preservation::Expendable
		));
		ends(SECTOR, order, settled(399));
		assert_paid(order, 1_001, 0);
		System::assert_has_event(Event::DustBurned { client: client(0), amount: 3 }.into());
		assert_eq!(Burned::all(), 1_001);
	});
}

#[test]
fn order_should_be_forgotten_in_its_turn_and_its_answer_ignored() {
	build_and_execute(|| {
		let first = ordered(100);
		let second = ordered(100);
		ends(SECTOR, second, settled(1));
		System::set_block_number(RetentionPeriod::get() + 1);
		// The first is open, so none is forgotten.
		let third = ordered(100);
		assert_eq!(Horizon::<Test>::get(SECTOR), 0);
		ends(SECTOR, first, settled(1));
		System::set_block_number(2 * RetentionPeriod::get() + 1);
		ends(SECTOR, third, settled(1));
		assert_eq!(Horizon::<Test>::get(SECTOR), 2);
		assert_eq!(Orders::order_of(SECTOR, first), None);
		ends(SECTOR, first, settled(40));
		assert_eq!(Burned::all(), 9);
	});
}
