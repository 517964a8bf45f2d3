// SPDX-License-Identifier: Apache-2.0
//! Minting, telling, forgetting.

use crate::{
	mock::*, Agenda, Conversions, Error, Event, GenesisIssuance, Horizon, Issued, PendingToll,
};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use pouw_primitives::{
	conversion::CancelReason, settlement::SettlementState, Balance, HubToSector, SectorId,
	SectorToHub,
};
use pouw_traits::HandleMessage;
use std::collections::BTreeSet;

#[test]
fn toll_that_the_treasury_cannot_hold_should_be_minted_with_a_later_one() {
	ExtBuilder::default().build_and_execute(|| {
		// A toll of four: less than an account can begin with.
		minted(0, 200);
		assert_eq!((PendingToll::<Test>::get(), Balances::free_balance(Treasury::get())), (4, 0));
		System::assert_has_event(Event::TollDeferred { pending: 4 }.into());
		minted(1, 200);
		assert_eq!(PendingToll::<Test>::get(), 8);
		minted(2, 200);
		assert_eq!((PendingToll::<Test>::get(), Balances::free_balance(Treasury::get())), (0, 12));
		minted(3, 200);
		assert_eq!(Balances::free_balance(Treasury::get()), 16);
		let totals = Settlement::totals(SOURCE);
		assert_eq!((totals.minted, totals.tolls, totals.converted), (1_600, 16, 800));
		assert_eq!(Settlement::issued(), 1_600);
	});
}

#[test]
fn beneficiary_that_cannot_receive_should_get_nothing_and_the_source_its_tokens_back() {
	ExtBuilder::default().build().execute_with(|| {
		witnessing(0, 2_000);
		// There is so much MAIN that no more can be.
		let there_already = Balance::MAX - 100;
		assert_ok!(Balances::mint_into(&account(9), there_already));
		GenesisIssuance::<Test>::put(there_already);
		attest_both(SOURCE, 0);
		assert_eq!(cancel_reason(SOURCE, 0), Some(CancelReason::BeneficiaryUnable));
		assert_eq!(Balances::free_balance(beneficiary(0)), 0);
		assert_eq!((Issued::<Test>::get(), PendingToll::<Test>::get()), (0, 0));
		assert_eq!(
			told(SOURCE, 0),
			vec![HubToSector::ConversionCancelled {
				conversion: 0,
				reason: CancelReason::BeneficiaryUnable
			}]
		);
		assert_ok!(Settlement::do_try_state());
	});
}

#[test]
fn source_whose_queue_is_full_should_be_told_later() {
	ExtBuilder::default().build_and_execute(|| {
		witnessing(0, 500);
		FullQueues::set([SOURCE.0].into());
		attest_both(SOURCE, 0);
		assert!(matches!(state(SOURCE, 0), SettlementState::Minted { told: false, .. }));
		let minted = Balances::total_issuance();
		assert_eq!(minted, 1_000);
		run_blocks(25);
		check_state();
		assert!(told(SOURCE, 0).is_empty());
		FullQueues::set(BTreeSet::new());
		run_blocks(10);
		assert!(matches!(state(SOURCE, 0), SettlementState::Minted { told: true, .. }));
		assert_eq!(told(SOURCE, 0).len(), 1);
		run_blocks(30);
		assert_eq!(told(SOURCE, 0).len(), 1);
		assert_eq!(Balances::total_issuance(), minted);
	});
}

#[test]
fn source_that_stands_still_should_be_told_ever_more_rarely() {
	ExtBuilder::default().build_and_execute(|| {
		witnessing(0, 500);
		FullQueues::set([SOURCE.0].into());
		attest_both(SOURCE, 0);
		run_blocks(400);
		let postponed: RuntimeEvent =
			Event::TellingPostponed { source: SOURCE, conversion: 0 }.into();
		let attempts = System::events().iter().filter(|record| record.event == postponed).count();
		assert!((10..20).contains(&attempts), "{attempts} attempts in 400 blocks");
		FullQueues::set(BTreeSet::new());
		run_blocks(110);
		assert_eq!(told(SOURCE, 0).len(), 1);
	});
}

#[test]
fn request_again_should_not_double_the_agenda_while_its_sector_is_not_told() {
	ExtBuilder::default().build_and_execute(|| {
		witnessing(0, 500);
		FullQueues::set([SOURCE.0].into());
		attest_both(SOURCE, 0);
		request(SOURCE, 0, 500);
		assert_eq!(Agenda::<Test>::iter().count(), 1);
	});
}

#[test]
fn ended_conversions_should_be_forgotten_in_order_after_the_retention() {
	ExtBuilder::default().build_and_execute(|| {
		minted(0, 100);
		// A gap: number 1 comes late.
		minted(2, 100);
		run_blocks(RetentionPeriod::get());
		minted(3, 100);
		assert_eq!(Horizon::<Test>::get(SOURCE), 1);
		assert!(!Conversions::<Test>::contains_key(SOURCE, 0));
		assert!(Conversions::<Test>::contains_key(SOURCE, 2));
		minted(1, 100);
		run_blocks(RetentionPeriod::get());
		minted(4, 100);
		minted(5, 100);
		assert_eq!(Horizon::<Test>::get(SOURCE), 4);
	});
}

#[test]
fn request_should_be_taken_when_as_many_as_are_kept_have_all_ended() {
	ExtBuilder::default().build_and_execute(|| {
		// Each is worth too little, and ends as it comes.
		for id in 0..1_000 {
			request(SOURCE, id, 1);
		}
		let next = || SectorToHub::Convert(request_of(1_000, 500));
		assert_noop!(Inbound::handle(SOURCE, next()), Error::<Test>::IdTooFarAhead);
		run_blocks(RetentionPeriod::get());
		// There is none whose end would make room for it.
		assert_ok!(Inbound::handle(SOURCE, next()));
		assert_eq!(Horizon::<Test>::get(SOURCE), 2);
	});
}

#[test]
fn forgotten_number_should_not_convert_again() {
	ExtBuilder::default().build_and_execute(|| {
		minted(0, 100);
		run_blocks(RetentionPeriod::get());
		minted(1, 100);
		assert_eq!(Horizon::<Test>::get(SOURCE), 1);
		let issuance = Balances::total_issuance();
		request(SOURCE, 0, 100);
		request(SOURCE, 0, 999);
		System::assert_last_event(Event::RequestForgotten { source: SOURCE, conversion: 0 }.into());
		run_blocks(20);
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(Settlement::conversion(SOURCE, 0), None);
	});
}

#[test]
fn open_conversions_should_be_listed_in_their_order() {
	ExtBuilder::default().build_and_execute(|| {
		minted(0, 100);
		for id in [4, 2, 3] {
			request(SOURCE, id, 100);
		}
		request(SectorId(2002), 1, 100);
		let open: Vec<_> =
			Settlement::open_conversions(SOURCE).into_iter().map(|(id, _)| id).collect();
		assert_eq!(open, [2, 3, 4]);
	});
}
