// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Cancelling, Error, Event};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use pouw_primitives::{
	order::{OrderPayment, OrderState, RefusalReason},
	OrderId, OrderOutcome,
};
use sp_runtime::{DispatchError, DispatchResult};

fn cancel(who: u8, order: OrderId) -> DispatchResult {
	Orders::cancel(RuntimeOrigin::signed(client(who)), SECTOR, order)
}

fn refused() -> OrderOutcome {
	OrderOutcome::Refused { reason: RefusalReason::Cancelled }
}

#[test]
fn cancel_should_tell_the_sector_and_free_nothing_before_its_answer() {
	build_and_execute(|| {
		let order = ordered(1_000);
		assert_ok!(cancel(0, order));
		System::assert_last_event(Event::CancellationSought { sector: SECTOR, order }.into());
		assert_eq!(Outbox::cancelled(), [(SECTOR, order)]);
		assert!(Orders::is_cancelling(SECTOR, order));
		assert_eq!((record(SECTOR, order).state, held(0)), (OrderState::Open, 1_000));

		ends(SECTOR, order, refused());
		let back = OrderPayment { burned: 0, refunded: 1_000 };
		assert_eq!((payment(SECTOR, order), held(0)), (Some(back), 0));
		assert!(!Orders::is_cancelling(SECTOR, order));
		assert_eq!(Cancelling::<Test>::iter().count(), 0);
	});
}

#[test]
fn cancelled_order_should_be_paid_when_its_miners_were_drawn_before() {
	build_and_execute(|| {
		let order = ordered(1_000);
		assert_ok!(cancel(0, order));
		ends(SECTOR, order, settled(400));
		assert_eq!(payment(SECTOR, order), Some(OrderPayment { burned: 1_000, refunded: 0 }));
		assert_eq!(Cancelling::<Test>::iter().count(), 0);
	});
}

#[test]
fn cancel_should_fail_when_the_order_is_not_the_signers_or_not_open() {
	build_and_execute(|| {
		let order = ordered(1_000);
		assert_noop!(cancel(1, order), Error::<Test>::NotClient);
		assert_noop!(cancel(0, order + 1), Error::<Test>::UnknownOrder);
		assert_noop!(
			Orders::cancel(RuntimeOrigin::signed(client(0)), CHEAP, order),
			Error::<Test>::UnknownOrder
		);
		assert_noop!(
			Orders::cancel(RuntimeOrigin::root(), SECTOR, order),
			DispatchError::BadOrigin
		);
		ends(SECTOR, order, settled(400));
		assert_noop!(cancel(0, order), Error::<Test>::OrderOver);
		assert!(Outbox::cancelled().is_empty());
	});
}

#[test]
fn cancel_should_send_one_message_for_each_order_and_few_at_a_time() {
	build_and_execute(|| {
		let orders = [ordered(100), ordered(100), ordered(100)];
		assert_ok!(cancel(0, orders[0]));
		assert_noop!(cancel(0, orders[0]), Error::<Test>::AlreadyCancelled);
		assert_ok!(cancel(0, orders[1]));
		assert_noop!(cancel(0, orders[2]), Error::<Test>::TooManyCancelling);
		assert_eq!(Outbox::cancelled().len(), 2);
		ends(SECTOR, orders[0], refused());
		assert_ok!(cancel(0, orders[2]));
	});
}

#[test]
fn cancel_should_change_nothing_when_the_queue_is_full() {
	build_and_execute(|| {
		let order = ordered(1_000);
		FullQueues::set([SECTOR.0].into());
		assert_noop!(with_storage_layer(|| cancel(0, order)), DispatchError::Exhausted);
		assert!(!Orders::is_cancelling(SECTOR, order));
	});
}

#[test]
fn order_of_a_silent_sector_should_be_closed_when_it_was_cancelled_too() {
	build_and_execute(|| {
		let order = ordered(1_000);
		assert_ok!(cancel(0, order));
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SECTOR));
		RelayBlock::set(record(SECTOR, order).pays_until + 6);
		assert_ok!(Orders::close(RuntimeOrigin::root(), SECTOR, order, 0));
		assert_eq!((held(0), Cancelling::<Test>::iter().count()), (0, 0));
	});
}

#[test]
fn order_of_a_sector_whose_queue_is_full_should_be_closed() {
	build_and_execute(|| {
		let order = ordered(1_000);
		FullQueues::set([SECTOR.0].into());
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SECTOR));
		RelayBlock::set(record(SECTOR, order).pays_until + 6);
		assert_ok!(Orders::close(RuntimeOrigin::root(), SECTOR, order, 0));
		assert_eq!(held(0), 0);
	});
}

#[test]
fn try_state_should_fail_when_an_order_that_is_over_is_being_taken_back() {
	build().execute_with(|| {
		let order = ordered(1_000);
		ends(SECTOR, order, settled(400));
		assert_ok!(Cancelling::<Test>::try_append(SECTOR, order));
		frame_support::assert_err!(
			Orders::do_try_state(),
			"an order is taken back that is not open"
		);
	});
}
