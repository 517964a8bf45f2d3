// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	order::{OrderPayment, OrderState},
	OrderId,
};
use sp_runtime::{DispatchError, DispatchResult};

fn close(order: OrderId, paid: u128) -> DispatchResult {
	Orders::close(RuntimeOrigin::root(), SECTOR, order, paid)
}

/// An order on a sector that has been suspended since and can no longer pay.
fn stranded(main: u128) -> OrderId {
	let order = ordered(main);
	assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SECTOR));
	RelayBlock::set(record(SECTOR, order).pays_until + 6);
	order
}

#[test]
fn close_should_burn_what_was_paid_and_refund_the_rest() {
	build_and_execute(|| {
		let order = stranded(1_000);
		assert_ok!(close(order, 100));
		let payment = OrderPayment { burned: 250, refunded: 750 };
		assert_eq!(record(SECTOR, order).state, OrderState::Closed { paid: 100, payment, at: 1 });
		assert_eq!((held(0), Burned::all()), (0, 250));
		System::assert_last_event(
			Event::Closed { sector: SECTOR, order, paid: 100, payment }.into(),
		);
		assert_noop!(close(order, 0), Error::<Test>::OrderOver);
	});
}

#[test]
fn close_should_fail_while_the_sector_may_still_pay_or_answer() {
	build_and_execute(|| {
		let order = ordered(1_000);
		let until = record(SECTOR, order).pays_until;
		RelayBlock::set(until + 6);
		assert_noop!(close(order, 0), Error::<Test>::SectorActive);
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SECTOR));
		for early in [100, until, until + 5] {
			RelayBlock::set(early);
			assert_noop!(close(order, 0), Error::<Test>::SectorMayPay);
		}
		RelayBlock::set(until + 6);
		assert_noop!(close(order, 401), Error::<Test>::PaidAbovePrice);
		assert_noop!(close(order + 1, 0), Error::<Test>::UnknownOrder);
		assert_noop!(
			Orders::close(RuntimeOrigin::signed(client(0)), SECTOR, order, 0),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn answer_after_the_close_should_change_nothing_and_show_what_was_missed() {
	build_and_execute(|| {
		let order = stranded(1_000);
		assert_ok!(close(order, 100));
		ends(SECTOR, order, settled(100));
		let outcome = settled(100);
		System::assert_last_event(Event::AnswerIgnored { sector: SECTOR, order, outcome }.into());
		ends(SECTOR, order, settled(160));
		System::assert_has_event(
			Event::ClosedTooLow { sector: SECTOR, order, unburned: 60 }.into(),
		);
		assert_eq!(Burned::all(), 250);
	});
}
