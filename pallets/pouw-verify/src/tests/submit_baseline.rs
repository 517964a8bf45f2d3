// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, types::Tally, Error, Event, Seen, Tallies};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use pouw_tickets::BaselineProof;
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError,
};
use std::collections::BTreeSet;

#[test]
fn ticket_should_be_counted_when_it_wins() {
	ExtBuilder::default().build_and_execute(|| {
		System::set_block_number(4);
		let miner = account(1);
		let proof = mine(&miner, 0);

		let valid = submit(baseline(&miner, 0, proof));

		let window = newest();
		assert_eq!((window.tickets, window.useful, window.newcomers), (1, 0, 0));
		let tally = Tallies::<Test>::get(0, &miner);
		assert_eq!(tally, Tally { tickets: 1, useful: 0, newcomer: false });
		let id = crate::admission::baseline_id(&miner, &proof);
		assert!(Seen::<Test>::contains_key(0, id));
		System::assert_last_event(Event::TicketAccepted { window: 0, miner, task: None }.into());
		// Until the grace ends, at block 14.
		assert_eq!(valid.longevity, 10);
		assert_eq!(valid.provides, vec![(&b"pouw-ticket"[..], 0_u32, id).encode()]);
		assert!(valid.propagate);
		assert_eq!(valid.priority, TicketPriority::get());
	});
}

#[test]
fn ticket_should_be_accepted_in_the_grace_and_go_first() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		let proof = mine(&miner, 0);
		run_to_window(1);
		run_blocks(2);
		let valid = submit(baseline(&miner, 0, proof));
		assert_eq!(valid.longevity, 1);
		assert_eq!(valid.priority, TicketPriority::get() + 1);
		assert_eq!(Tallies::<Test>::get(0, &miner).tickets, 1);
		assert_eq!(newest().tickets, 0);
	});
}

#[test]
fn ticket_should_fail_when_the_grace_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		let proof = mine(&miner, 0);
		run_blocks(13);
		assert_refused(baseline(&miner, 0, proof), Error::WindowOver);
		run_to_window(2);
		assert_refused(baseline(&miner, 0, proof), Error::WindowOver);
	});
}

#[test]
fn ticket_should_fail_in_the_block_that_ends_the_grace_before_the_settlement_begins() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		let proof = mine(&miner, 0);
		run_blocks(12);
		assert_ok!(validate(baseline(&miner, 0, proof)));
		// The pool asks on top of this block, with the number of the next.
		System::set_block_number(14);
		assert_refused(baseline(&miner, 0, proof), Error::WindowOver);
	});
}

#[test]
fn ticket_should_fail_when_the_window_has_not_opened() {
	ExtBuilder::default().build_and_execute(|| {
		let proof = BaselineProof { nonce: 0, i: 0, j: 0 };
		assert_refused(baseline(&account(1), 1, proof), Error::WindowNotOpen);
		assert_refused(baseline(&account(1), u32::MAX, proof), Error::WindowNotOpen);
	});
	ExtBuilder::default().parameters(None).build_and_execute(|| {
		let proof = BaselineProof { nonce: 0, i: 0, j: 0 };
		assert_refused(baseline(&account(1), 0, proof), Error::WindowNotOpen);
	});
}

#[test]
fn ticket_should_fail_when_it_loses() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		for proof in tickets(&miner, 0, false).take(5) {
			assert_refused(baseline(&miner, 0, proof), Error::NotWinning);
		}
	});
}

#[test]
fn ticket_should_fail_when_the_product_has_no_such_tile() {
	ExtBuilder::default().build_and_execute(|| {
		for (i, j) in [(4, 0), (0, 4), (u32::MAX, 0), (0, u32::MAX)] {
			let proof = BaselineProof { nonce: 0, i, j };
			assert_refused(baseline(&account(1), 0, proof), Error::TileNotInProduct);
		}
	});
}

#[test]
fn ticket_should_fail_when_accepted_before() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		let proof = mine(&miner, 0);
		submit(baseline(&miner, 0, proof));
		assert_refused(baseline(&miner, 0, proof), Error::AlreadyAccepted);
		run_to_window(1);
		assert_refused(baseline(&miner, 0, proof), Error::AlreadyAccepted);
	});
}

#[test]
fn ticket_should_fail_when_the_ceiling_is_reached() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		for proof in tickets(&miner, 0, true).take(6) {
			submit(baseline(&miner, 0, proof));
		}
		let seventh = tickets(&miner, 0, true).nth(6).unwrap();
		assert_refused(baseline(&miner, 0, seventh), Error::CeilingReached);
		// Another miner, and the next window, are not affected.
		submit(baseline(&account(2), 0, mine(&account(2), 0)));
		run_to_window(1);
		submit(baseline(&miner, 1, mine(&miner, 1)));
	});
}

#[test]
fn ticket_should_fail_when_the_window_is_full() {
	ExtBuilder::default().build_and_execute(|| {
		for nonce in 0..32_u8 {
			assert_ok!(count_baseline(&account(nonce % 7), 0, nonce.into()));
		}
		let proof = mine(&account(7), 0);
		assert_refused(baseline(&account(7), 0, proof), Error::WindowFull);
		assert_noop!(count_baseline(&account(7), 0, 0), Error::<Test>::WindowFull);
	});
}

#[test]
fn newcomer_should_have_one_ticket_per_window() {
	ExtBuilder::default().build_and_execute(|| {
		let newcomer = account(100);
		submit(baseline(&newcomer, 0, mine(&newcomer, 0)));
		assert_eq!(newest().newcomers, 1);
		let second = tickets(&newcomer, 0, true).nth(1).unwrap();
		assert_refused(baseline(&newcomer, 0, second), Error::NewcomerTicketUsed);
		run_to_window(1);
		submit(baseline(&newcomer, 1, mine(&newcomer, 1)));
		assert_eq!(newest().newcomers, 1);
	});
}

#[test]
fn newcomers_should_be_as_many_as_allowed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(count_baseline(&account(100), 0, 0));
		assert_ok!(count_baseline(&account(101), 0, 0));
		let third = account(102);
		assert_refused(baseline(&third, 0, mine(&third, 0)), Error::NewcomersFull);
		// Miners are not affected.
		submit(baseline(&account(1), 0, mine(&account(1), 0)));
	});
}

#[test]
fn newcomer_should_go_on_when_it_registers() {
	ExtBuilder::default().build_and_execute(|| {
		let newcomer = account(100);
		assert_ok!(count_baseline(&newcomer, 0, 0));
		register(&newcomer);
		for nonce in 1..6 {
			assert_ok!(count_baseline(&newcomer, 0, nonce));
		}
		assert_noop!(count_baseline(&newcomer, 0, 6), Error::<Test>::CeilingReached);
		assert_eq!((newest().credited, newest().newcomers), (6, 1));
	});
}

#[test]
fn body_should_refuse_what_was_not_authorized() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		let proof = mine(&miner, 0);
		for origin in
			[RuntimeOrigin::signed(miner.clone()), RuntimeOrigin::root(), RuntimeOrigin::none()]
		{
			assert_noop!(
				Pouw::submit_baseline(origin, miner.clone(), 0, proof),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn body_should_count_a_ticket_once() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(count_baseline(&account(1), 0, 0));
		assert_noop!(count_baseline(&account(1), 0, 0), Error::<Test>::AlreadyAccepted);
	});
}

#[test]
fn weight_should_be_that_of_the_inner_dimension() {
	ExtBuilder::default().build_and_execute(|| {
		use crate::WeightInfo;
		let miner = account(1);
		let call = baseline(&miner, 0, mine(&miner, 0));
		let info = call.get_dispatch_info();
		let spent = apply(call).unwrap().unwrap();
		let bound = info.call_weight.saturating_add(<()>::authorize_submit_baseline(512));
		assert!(spent.ref_time() >= bound.ref_time());
		assert!(
			spent.ref_time()
				< info
					.call_weight
					.saturating_add(<()>::authorize_submit_baseline(1_024))
					.ref_time()
		);
	});
}

#[test]
fn codes_of_refusals_should_be_distinct() {
	let errors: [fn() -> Error<Test>; 29] = [
		|| Error::WindowNotOpen,
		|| Error::WindowOver,
		|| Error::WindowFull,
		|| Error::CeilingReached,
		|| Error::NewcomerTicketUsed,
		|| Error::NewcomersFull,
		|| Error::AlreadyAccepted,
		|| Error::NotRegistered,
		|| Error::NotGranted,
		|| Error::TaskExhausted,
		|| Error::TooManyRows,
		|| Error::DimensionsNotAllowed,
		|| Error::InnerOverLimit,
		|| Error::TileNotInProduct,
		|| Error::StripLengthWrong,
		|| Error::PathLengthWrong,
		|| Error::EntryNotInt7,
		|| Error::StripNotInA,
		|| Error::StripNotInLayer,
		|| Error::NotWinning,
		|| Error::WorkNotAllowed,
		|| Error::TargetOutOfBounds,
		|| Error::LengthOutOfBounds,
		|| Error::GraceTooLong,
		|| Error::BandEmpty,
		|| Error::NewcomersOutOfBounds,
		|| Error::UsefulCapTooHigh,
		|| Error::HalfLifeOutOfBounds,
		|| Error::DifficultyOutOfBounds,
	];
	let codes: BTreeSet<u8> = errors
		.iter()
		.map(|error| match Pouw::invalid(error()) {
			TransactionValidityError::Invalid(InvalidTransaction::Custom(code)) => code,
			other => panic!("{other:?}"),
		})
		.collect();
	assert_eq!(codes, (0..29).collect());
}
