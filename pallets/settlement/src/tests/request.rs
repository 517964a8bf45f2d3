// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, Open};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	conversion::CancelReason,
	settlement::{Quote, SettlementState},
	HubToSector, SectorId, SectorToHub,
};
use pouw_traits::HandleMessage;

#[test]
fn request_should_be_admitted_with_its_worth_and_wait_for_its_draw() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, 500);
		let record = record(SOURCE, 0);
		assert_eq!(record.quote, Some(Quote { era: 0, main: 1_000, toll: 10 }));
		assert_eq!((record.arrived_at, record.arrived_relay), (1, 100));
		assert_eq!(
			record.state,
			SettlementState::Drawing { round: 0, randomness_from: 103, expires: 16 }
		);
		System::assert_last_event(
			Event::Admitted { source: SOURCE, conversion: 0, main: 1_000, toll: 10 }.into(),
		);
	});
}

#[test]
fn request_should_be_cancelled_when_it_is_worth_less_than_an_account_holds() {
	ExtBuilder::default().build_and_execute(|| {
		for (id, amount) in [(0, 0), (1, 1), (2, 4)] {
			request(SOURCE, id, amount);
			assert_eq!(cancel_reason(SOURCE, id), Some(CancelReason::WorthTooLittle));
		}
		// Ten of MAIN without a toll worth a unit are the existential deposit.
		request(SOURCE, 3, 5);
		assert_eq!(cancel_reason(SOURCE, 3), None);
		assert_eq!(
			told(SOURCE, 0),
			vec![HubToSector::ConversionCancelled {
				conversion: 0,
				reason: CancelReason::WorthTooLittle
			}]
		);
	});
}

#[test]
fn request_should_be_cancelled_when_its_worth_overflows_or_exceeds_every_era() {
	ExtBuilder::default().build_and_execute(|| {
		for (id, amount) in [(0, u128::MAX), (1, u128::MAX / 2), (2, CAP / 2 + 1)] {
			request(SOURCE, id, amount);
			assert_eq!(cancel_reason(SOURCE, id), Some(CancelReason::AboveCap));
		}
		request(SOURCE, 3, CAP / 2);
		assert_eq!(cancel_reason(SOURCE, 3), None);
	});
}

#[test]
fn request_should_be_cancelled_when_its_sector_is_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SOURCE));
		request(SOURCE, 0, 500);
		assert_eq!(cancel_reason(SOURCE, 0), Some(CancelReason::SectorInactive));
		assert_eq!(told(SOURCE, 0).len(), 1);
	});
}

#[test]
fn request_should_be_cancelled_when_too_many_are_open() {
	ExtBuilder::default().build_and_execute(|| {
		for id in 0..8 {
			request(SOURCE, id, 10);
		}
		request(SOURCE, 8, 10);
		assert_eq!(cancel_reason(SOURCE, 8), Some(CancelReason::Congested));
		// That of another sector is not.
		request(SectorId(2002), 0, 10);
		assert_eq!(cancel_reason(SectorId(2002), 0), None);
		assert_eq!(Open::<Test>::get(SOURCE), 8);
	});
}

#[test]
fn repeated_request_should_change_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, 500);
		let before = record(SOURCE, 0);
		request(SOURCE, 0, 500);
		assert_eq!(record(SOURCE, 0), before);
		System::assert_last_event(Event::RequestRepeated { source: SOURCE, conversion: 0 }.into());
		assert!(told(SOURCE, 0).is_empty());
	});
}

#[test]
fn repeated_request_should_be_told_the_outcome_again_when_it_has_ended() {
	ExtBuilder::default().build_and_execute(|| {
		minted(0, 500);
		let issuance = Balances::total_issuance();
		request(SOURCE, 0, 500);
		let settled = HubToSector::ConversionSettled { conversion: 0, minted: 1_000 };
		assert_eq!(told(SOURCE, 0), vec![settled.clone(), settled]);
		run_blocks(20);
		assert_eq!(Balances::total_issuance(), issuance);
	});
}

#[test]
fn request_should_be_refused_for_now_when_its_number_is_too_far_ahead() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Inbound::handle(SOURCE, SectorToHub::Convert(request_of(1_000, 500))),
			Error::<Test>::IdTooFarAhead
		);
		assert_noop!(
			Inbound::handle(SOURCE, SectorToHub::Convert(request_of(u64::MAX, 500))),
			Error::<Test>::IdTooFarAhead
		);
		request(SOURCE, 999, 500);
	});
}

#[test]
fn requests_should_be_taken_in_any_order() {
	ExtBuilder::default().build_and_execute(|| {
		for id in [3, 0, 2, 1] {
			request(SOURCE, id, 100);
		}
		run_blocks(4);
		for id in [2, 1, 0, 3] {
			attest_both(SOURCE, id);
		}
		assert_eq!(Settlement::totals(SOURCE).settled, 4);
		assert_eq!(Settlement::totals(SOURCE).minted, 800);
	});
}
