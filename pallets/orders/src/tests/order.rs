// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok, traits::fungible::MutateFreeze};
use pouw_primitives::{
	order::OrderState,
	task::{BlobRef, Job, TaskSpec},
	MainOrder, OrderRecord, SectorId,
};
use sp_core::H256;
use sp_runtime::{DispatchError, FixedU128};
use std::collections::BTreeSet;

#[test]
fn order_should_hold_main_and_send_what_it_is_worth() {
	build_and_execute(|| {
		// Two and a half MAIN for a token: one is left over.
		let order = ordered(1_001);
		let spec = TaskSpec { price: 400, ..spec() };
		let (accept_until, pays_until) = (110, 110 + 16 * 10 + 40);
		assert_eq!(
			record(SECTOR, order),
			OrderRecord {
				client: client(0),
				spec: spec.clone(),
				main: 1_001,
				rate: FixedU128::from_rational(5, 2),
				ordered_at: 1,
				accept_until,
				pays_until,
				state: OrderState::Open,
			}
		);
		let message = MainOrder { order, client: client(0), spec, accept_until, pays_until };
		assert_eq!(Outbox::sent(), vec![(SECTOR, message)]);
		assert_eq!((held(0), free(0)), (1_001, ENDOWMENT - 1_001));
		assert_eq!(Orders::open_orders(&client(0)), vec![(SECTOR, order)]);
		System::assert_last_event(
			Event::Ordered {
				sector: SECTOR,
				order,
				client: client(0),
				main: 1_001,
				price: 400,
				accept_until,
			}
			.into(),
		);
	});
}

#[test]
fn orders_should_be_numbered_by_sector() {
	build_and_execute(|| {
		assert_eq!((ordered(100), ordered(100)), (0, 1));
		assert_ok!(try_order(0, CHEAP, 100));
		assert_eq!(Orders::next_order(CHEAP), 1);
		assert_eq!(record(CHEAP, 0).spec.price, 300);
	});
}

fn refused(change: impl FnOnce(&mut TaskSpec), error: Error<Test>) {
	let mut wrong = spec();
	change(&mut wrong);
	let origin = RuntimeOrigin::signed(client(0));
	assert_noop!(Orders::order(origin, SECTOR, wrong, 1_000), error);
}

#[test]
fn order_should_fail_when_the_sector_cannot_be_paid() {
	build_and_execute(|| {
		let unknown = SectorId(2009);
		assert_noop!(try_order(0, unknown, 1_000), Error::<Test>::SectorNotActive);
		assert_noop!(try_order(0, RATELESS, 1_000), Error::<Test>::SectorWithoutRate);
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SECTOR));
		assert_noop!(try_order(0, SECTOR, 1_000), Error::<Test>::SectorNotActive);
	});
}

#[test]
fn order_should_fail_when_the_specification_is_out_of_bounds() {
	build_and_execute(|| {
		let program = BlobRef { hash: H256::zero(), len: 1 };
		refused(|s| s.job = Job::Data { program }, Error::JobNotOffered);
		refused(|s| s.deadline = 1, Error::DeadlineTooShort);
		refused(|s| s.deadline = 51, Error::DeadlineTooLong);
		refused(|s| s.deadline = u32::MAX, Error::DeadlineTooLong);
		refused(|s| s.price = 401, Error::WorthTooLittle);
		refused(|s| s.price = u128::MAX, Error::WorthTooLittle);
		let exact = TaskSpec { price: 400, deadline: 50, ..spec() };
		assert_ok!(Orders::order(RuntimeOrigin::signed(client(0)), SECTOR, exact, 1_000));
	});
}

#[test]
fn order_should_fail_when_the_amount_is_dust_or_beyond_all_there_is() {
	build_and_execute(|| {
		for main in [0, 1, 49] {
			assert_noop!(try_order(0, SECTOR, main), Error::<Test>::BelowMinimum);
		}
		for main in [ENDOWMENT - 9, ENDOWMENT, u128::MAX] {
			assert_noop!(try_order(0, SECTOR, main), Error::<Test>::MainNotCovered);
		}
		assert_noop!(try_order(0, CHEAP, u128::MAX), Error::<Test>::WorthUncountable);
		assert_noop!(try_order(9, SECTOR, 1_000), Error::<Test>::MainNotCovered);
		// All but what keeps the account.
		ordered(ENDOWMENT - 10);
	});
}

#[test]
fn order_should_fail_when_the_main_is_frozen_or_held() {
	build_and_execute(|| {
		assert_ok!(Balances::set_freeze(&0, &client(1), ENDOWMENT - 500));
		assert_noop!(try_order(1, SECTOR, 501), Error::<Test>::MainNotCovered);
		ordered(ENDOWMENT - 1_000);
		assert_noop!(try_order(0, SECTOR, 1_000), Error::<Test>::MainNotCovered);
	});
}

#[test]
fn order_should_fail_when_too_many_are_open() {
	build_and_execute(|| {
		for _ in 0..3 {
			ordered(100);
		}
		assert_noop!(try_order(0, CHEAP, 100), Error::<Test>::TooManyOpenOfClient);
		assert_ok!(try_order(1, SECTOR, 100));
		assert_noop!(try_order(1, SECTOR, 100), Error::<Test>::TooManyOpen);
		assert_ok!(try_order(1, CHEAP, 100));
		ends(SECTOR, 0, settled(1));
		ordered(100);
	});
}

#[test]
fn order_should_fail_when_too_many_are_kept() {
	build_and_execute(|| {
		// The first one stays open and keeps the others.
		ordered(100);
		for order in 1..16 {
			ordered(100);
			ends(SECTOR, order, settled(1));
		}
		assert_noop!(try_order(0, SECTOR, 100), Error::<Test>::TooManyKept);
		ends(SECTOR, 0, settled(1));
		System::set_block_number(20);
		assert_noop!(try_order(0, SECTOR, 100), Error::<Test>::TooManyKept);
		System::set_block_number(21);
		assert_eq!(ordered(100), 16);
		assert_eq!(Orders::order_of(SECTOR, 1), None);
	});
}

#[test]
fn order_should_leave_nothing_when_its_message_finds_no_room() {
	build_and_execute(|| {
		FullQueues::set(BTreeSet::from([SECTOR.0]));
		assert_noop!(try_order(0, SECTOR, 1_000), DispatchError::Exhausted);
		assert_noop!(
			Orders::order(RuntimeOrigin::root(), SECTOR, spec(), 1_000),
			DispatchError::BadOrigin
		);
	});
}
