// SPDX-License-Identifier: Apache-2.0

use crate::{
	mock::*, recycling::PERIODS_KEPT, CarriedOver, Event, PeriodRecord, Periods, PublicIncome,
};
use frame_support::assert_ok;
use pouw_primitives::{conversion::CancelReason, Balance};
use pouw_traits::{ConversionOutcome, WorkIssuance};
use sp_runtime::Permill;

/// Issues so much that the public income is `public`.
fn earn(public: Balance) {
	SectorToken::issue(&MINER, public * 100 / 3 + 1);
}

#[test]
fn recycling_should_convert_the_share_of_the_income_for_the_treasury() {
	build_and_execute(|| {
		earn(101);
		let before = public();
		run_to(10);
		let record = record(0);
		assert_eq!((record.who, record.beneficiary), (SectorToken::public_account(), TREASURY));
		assert_eq!((record.amount, record.requested_at), (51, 10));
		assert_eq!(public(), before - 51);
		assert_eq!(
			SectorToken::period(0),
			Some(PeriodRecord {
				period: 0,
				ended_at: 10,
				income: 101,
				due: 51,
				converted: 51,
				conversion: Some(0),
				founders: 0,
				founders_due: 0,
				founders_paid: 0,
			})
		);
		System::assert_last_event(
			Event::IncomeRecycled { period: 0, conversion: 0, converted: 51, carried: 0 }.into(),
		);
		assert_eq!(PublicIncome::<Test>::get(), 0);
	});
}

#[test]
fn recycling_should_carry_over_what_is_too_little_to_convert() {
	build_and_execute(|| {
		earn(30);
		run_to(10);
		System::assert_last_event(Event::RecyclingCarriedOver { period: 0, carried: 15 }.into());
		let first = SectorToken::period(0).unwrap();
		assert_eq!((first.income, first.due, first.converted, first.conversion), (30, 15, 0, None));
		earn(10);
		run_to(20);
		let second = SectorToken::period(1).unwrap();
		assert_eq!((second.income, second.due, second.converted), (10, 20, 20));
		assert_eq!(CarriedOver::<Test>::get(), 0);
	});
}

#[test]
fn recycling_should_carry_over_when_the_queue_to_the_hub_is_full() {
	build_and_execute(|| {
		earn(100);
		let before = (public(), reserve());
		QueueFull::set(true);
		run_to(10);
		assert_eq!((public(), reserve()), before);
		assert_eq!(CarriedOver::<Test>::get(), 50);
		QueueFull::set(false);
		run_to(20);
		assert_eq!(record(0).amount, 50);
	});
}

#[test]
fn recycling_should_carry_over_when_too_many_conversions_are_pending() {
	build_and_execute(|| {
		MaxPending::set(1);
		let id = pending(ALICE, 20);
		earn(100);
		run_to(10);
		assert_eq!(CarriedOver::<Test>::get(), 50);
		assert_ok!(SectorToken::settled(id, 1));
		run_to(20);
		assert_eq!(record(1).amount, 50);
	});
}

#[test]
fn recycling_should_try_again_with_what_was_refunded() {
	build_and_execute(|| {
		earn(100);
		run_to(10);
		assert_ok!(SectorToken::cancelled(0, CancelReason::Unwitnessed));
		assert_eq!(CarriedOver::<Test>::get(), 50);
		run_to(20);
		assert_eq!((record(1).amount, CarriedOver::<Test>::get()), (50, 0));
	});
}

#[test]
fn recycling_should_try_again_with_all_when_others_had_used_up_the_cap() {
	build_and_execute(|| {
		earn(100);
		run_to(10);
		assert_ok!(SectorToken::cancelled(0, CancelReason::CapUsedUp));
		assert_eq!(CarriedOver::<Test>::get(), 50);
		run_to(20);
		assert_eq!((record(1).amount, CarriedOver::<Test>::get()), (50, 0));
	});
}

#[test]
fn recycling_should_go_on_in_parts_when_the_sum_is_more_than_an_era_converts() {
	build_and_execute(|| {
		earn(400);
		run_to(10);
		assert_eq!(record(0).amount, 200);
		assert_ok!(SectorToken::cancelled(0, CancelReason::AboveCap));
		earn(40);
		run_to(20);
		assert_eq!((record(1).amount, CarriedOver::<Test>::get()), (100, 120));
		// The parts grow again as long as they are converted.
		assert_ok!(SectorToken::settled(1, 50));
		run_to(30);
		assert_eq!((record(2).amount, CarriedOver::<Test>::get()), (112, 8));
		assert_ok!(SectorToken::cancelled(2, CancelReason::AboveCap));
		run_to(40);
		assert_eq!((record(3).amount, CarriedOver::<Test>::get()), (56, 64));
	});
}

#[test]
fn part_that_is_recycled_should_never_be_less_than_can_be_converted() {
	build_and_execute(|| {
		earn(60);
		run_to(10);
		assert_ok!(SectorToken::cancelled(0, CancelReason::AboveCap));
		run_to(20);
		assert_eq!((record(1).amount, CarriedOver::<Test>::get()), (MinConversion::get(), 10));
	});
}

#[test]
fn conversions_of_others_should_not_change_what_is_recycled_at_once() {
	build_and_execute(|| {
		let id = pending(ALICE, 500);
		assert_ok!(SectorToken::cancelled(id, CancelReason::AboveCap));
		earn(1_000);
		run_to(10);
		assert_eq!(record(1).amount, 500);
	});
}

#[test]
fn recycling_should_follow_the_share_and_never_fall_below_the_floor() {
	build_and_execute(|| {
		assert_ok!(SectorToken::set_recycle_share(
			RuntimeOrigin::root(),
			Permill::from_percent(80)
		));
		earn(100);
		run_to(10);
		assert_eq!(record(0).amount, 80);
		// As after a runtime upgrade.
		RecycleFloor::set(Permill::from_percent(90));
		earn(100);
		run_to(20);
		assert_eq!(record(1).amount, 90);
	});
}

#[test]
fn recycling_should_record_a_period_without_income() {
	build_and_execute(|| {
		run_to(10);
		let record = SectorToken::period(0).unwrap();
		assert_eq!((record.income, record.due, record.conversion), (0, 0, None));
	});
}

#[test]
fn recycling_should_keep_the_last_periods_on_record() {
	build_and_execute(|| {
		run_to((PERIODS_KEPT + 3) * RecyclePeriod::get());
		assert_eq!(Periods::<Test>::iter().count() as u32, PERIODS_KEPT);
		assert_eq!(SectorToken::period(2), None);
		assert_eq!(SectorToken::period(3).unwrap().period, 3);
		assert_eq!(SectorToken::period(PERIODS_KEPT + 2).unwrap().period, PERIODS_KEPT + 2);
		assert_eq!(SectorToken::period(PERIODS_KEPT + 3), None);
	});
}
