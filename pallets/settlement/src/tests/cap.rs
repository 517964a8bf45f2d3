// SPDX-License-Identifier: Apache-2.0
//! The cap of an era, and those that wait for room in it.

use crate::{mock::*, CapUses, Event, Queued, QueuedSectors, Waiting};
use frame_support::assert_ok;
use pouw_primitives::{
	conversion::CancelReason,
	settlement::{Quote, SettlementState},
	HubToSector, SectorId,
};

fn is_queued(id: u64) -> bool {
	matches!(state(SOURCE, id), SettlementState::Queued { .. })
}

#[test]
fn conversion_over_the_cap_should_wait_for_the_next_era() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2 - 100);
		request(SOURCE, 1, 200);
		assert!(is_queued(1));
		System::assert_has_event(
			Event::Queued { source: SOURCE, conversion: 1, expires: 61 }.into(),
		);
		run_blocks(10);
		assert!(is_queued(1));
		report_era(SOURCE, 0, 0);
		next_block();
		assert_eq!(record(SOURCE, 1).quote, Some(Quote { era: 1, main: 400, toll: 4 }));
		assert!(QueuedSectors::<Test>::get().is_empty());
	});
}

#[test]
fn queued_conversions_should_be_admitted_first_come_first_served() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		request(SOURCE, 1, CAP / 2);
		// It would fit into what is left of neither era, and one behind it has to wait for it.
		request(SOURCE, 2, CAP / 4);
		request(SOURCE, 3, 10);
		report_era(SOURCE, 0, 0);
		next_block();
		assert!(!is_queued(1) && is_queued(2) && is_queued(3));
		// Nor does a new one overtake them.
		request(SOURCE, 4, 10);
		assert!(is_queued(4));
		report_era(SOURCE, 1, 0);
		next_block();
		assert!(!is_queued(2) && !is_queued(3) && !is_queued(4));
	});
}

#[test]
fn queued_conversion_should_have_the_rate_of_its_admission() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		request(SOURCE, 1, 1_000);
		// All of the work was paid: the rate moves by a twentieth towards ten times what it was.
		report_era(SOURCE, 0, 100);
		next_block();
		assert_eq!(record(SOURCE, 1).quote.unwrap().main, 2_100);
		// That of the one admitted before stays.
		assert_eq!(record(SOURCE, 0).quote.unwrap().main, CAP);
		run_blocks(5);
		attest_both(SOURCE, 0);
		assert_eq!(Settlement::totals(SOURCE).minted, CAP);
	});
}

#[test]
fn cancelled_conversion_should_make_room_in_its_era() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		request(SOURCE, 1, CAP / 2);
		assert!(is_queued(1));
		assert_ok!(Settlement::cancel(RuntimeOrigin::root(), SOURCE, 0));
		assert_eq!(CapUses::<Test>::get(SOURCE).used, 0);
		next_block();
		assert!(!is_queued(1));
	});
}

#[test]
fn cancelled_conversion_of_an_earlier_era_should_make_no_room_in_this_one() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		report_era(SOURCE, 0, 0);
		request(SOURCE, 1, CAP / 2);
		assert_ok!(Settlement::cancel(RuntimeOrigin::root(), SOURCE, 0));
		assert_eq!(CapUses::<Test>::get(SOURCE).used, CAP);
		request(SOURCE, 2, 10);
		assert!(is_queued(2));
	});
}

#[test]
fn queued_conversion_should_be_cancelled_when_its_patience_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		request(SOURCE, 1, 10);
		run_blocks(4);
		attest_both(SOURCE, 0);
		run_blocks(QueuePatience::get() - 5);
		assert!(is_queued(1));
		next_block();
		assert_eq!(cancel_reason(SOURCE, 1), Some(CancelReason::Congested));
	});
}

#[test]
fn lowered_cap_should_stop_admissions_and_cancel_what_no_longer_fits_any_era() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		request(SOURCE, 1, CAP / 2);
		request(SOURCE, 2, 100);
		assert_ok!(Sectors::set_mint_cap(RuntimeOrigin::root(), SOURCE, CAP / 2));
		next_block();
		assert_eq!(cancel_reason(SOURCE, 1), Some(CancelReason::AboveCap));
		assert!(is_queued(2));
		check_state();
		// What was admitted is minted.
		run_blocks(4);
		attest_both(SOURCE, 0);
		assert_eq!(Settlement::totals(SOURCE).minted, CAP);
	});
}

#[test]
fn raised_cap_should_admit_within_the_era() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		request(SOURCE, 1, 100);
		assert_ok!(Sectors::set_mint_cap(RuntimeOrigin::root(), SOURCE, 2 * CAP));
		next_block();
		assert!(!is_queued(1));
		assert_eq!(CapUses::<Test>::get(SOURCE).limit, 2 * CAP);
	});
}

#[test]
fn queued_conversions_of_a_suspended_sector_should_be_cancelled() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		request(SOURCE, 1, 100);
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SOURCE));
		next_block();
		assert_eq!(cancel_reason(SOURCE, 1), Some(CancelReason::SectorInactive));
	});
}

#[test]
fn queues_should_be_served_in_turns() {
	ExtBuilder::default().build_and_execute(|| {
		MaxStepsPerBlock::set(2);
		let sectors = [SectorId(2001), SectorId(2002), SectorId(2003)];
		for sector in sectors {
			request(sector, 0, CAP / 2);
			request(sector, 1, 100);
		}
		assert_eq!(QueuedSectors::<Test>::get().len(), 3);
		for sector in sectors {
			report_era(sector, 0, 0);
		}
		run_blocks(2);
		for sector in sectors {
			assert!(record(sector, 1).quote.is_some());
		}
	});
}

#[test]
fn caps_of_sectors_should_not_touch_one_another() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		request(SectorId(2002), 0, CAP / 2);
		assert!(record(SectorId(2002), 0).quote.is_some());
	});
}

#[test]
fn conversion_should_be_refunded_at_once_when_as_many_wait_as_may() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		for id in 1..=4 {
			request(SOURCE, id, 10);
			assert!(is_queued(id));
		}
		request(SOURCE, 5, 10);
		let reason = CancelReason::CapUsedUp;
		assert_eq!(told(SOURCE, 5), [HubToSector::ConversionCancelled { conversion: 5, reason }]);
		// That of another sector has its own places.
		request(SectorId(2002), 0, 10);
		assert!(record(SectorId(2002), 0).quote.is_some());
		// One that is cancelled leaves its place.
		assert_ok!(Settlement::cancel(RuntimeOrigin::root(), SOURCE, 2));
		assert_eq!(Queued::<Test>::get(SOURCE), Waiting { count: 3, amount: 30 });
		request(SOURCE, 6, 10);
		assert!(is_queued(6));
	});
}

#[test]
fn conversion_should_be_refunded_at_once_when_the_next_eras_have_no_room_for_it() {
	ExtBuilder::default().build_and_execute(|| {
		for id in 0..3 {
			request(SOURCE, id, CAP / 2);
		}
		assert!(is_queued(1) && is_queued(2));
		request(SOURCE, 3, 10);
		assert_eq!(cancel_reason(SOURCE, 3), Some(CancelReason::CapUsedUp));
		report_era(SOURCE, 0, 0);
		next_block();
		assert!(!is_queued(1) && is_queued(2));
		request(SOURCE, 4, CAP / 2);
		assert!(is_queued(4));
	});
}

#[test]
fn what_waits_should_be_counted_until_it_is_admitted_or_ends() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, CAP / 2);
		request(SOURCE, 1, 10);
		request(SOURCE, 2, 20);
		assert_eq!(Queued::<Test>::get(SOURCE), Waiting { count: 2, amount: 30 });
		report_era(SOURCE, 0, 0);
		next_block();
		assert!(!Queued::<Test>::contains_key(SOURCE));
		request(SOURCE, 3, CAP / 2);
		assert_eq!(Queued::<Test>::get(SOURCE), Waiting { count: 1, amount: CAP / 2 });
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SOURCE));
		next_block();
		assert!(!Queued::<Test>::contains_key(SOURCE));
	});
}
