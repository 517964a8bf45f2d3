// SPDX-License-Identifier: Apache-2.0

use crate::{
	mock::*,
	types::{Claim, Tally},
	Claims, Error, Event, Tallies, UsefulTickets,
};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{work::Parameters, ModelLayer, Work};
use pouw_tickets::{OperandProof, WorkParams};
use sp_runtime::DispatchError;

const TASK: u64 = 7;

/// Runs `test` with miner 1 assigned [`TASK`], whose model has these weights as layer 3.
fn with_task(work_limit: Work, test: impl FnOnce(&Weights)) {
	ExtBuilder::default().build_and_execute(|| {
		let weights = Weights::new(1, 32);
		grant(TASK, &account(1), 3, weights.layer(), work_limit);
		test(&weights);
	});
}

#[test]
fn ticket_should_be_counted_when_it_wins() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		submit(useful(&miner, 0, TASK, 3, weights.mine(&miner, 0)));

		assert_eq!((newest().tickets, newest().useful), (1, 1));
		let tally = Tallies::<Test>::get(0, &miner);
		assert_eq!(tally, Tally { tickets: 1, useful: 1, newcomer: false });
		assert_eq!(UsefulTickets::<Test>::get((0, &miner, TASK)), 1);
		assert_eq!(
			Claims::<Test>::get(TASK, &miner),
			Some(Claim { claimed: DIFFICULTY, open_windows: 1, ..Default::default() })
		);
		System::assert_last_event(
			Event::TicketAccepted { window: 0, miner, task: Some(TASK) }.into(),
		);
	});
}

#[test]
fn ticket_should_fail_when_the_window_is_unknown_or_over() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		let proof = weights.mine(&miner, 0);
		assert_refused(useful(&miner, 1, TASK, 3, proof.clone()), Error::WindowNotOpen);
		run_blocks(13);
		assert_refused(useful(&miner, 0, TASK, 3, proof), Error::WindowOver);
	});
}

#[test]
fn ticket_should_fail_when_it_loses() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		let proof = weights.tickets(&miner, 0, false).next().unwrap();
		assert_refused(useful(&miner, 0, TASK, 3, proof), Error::NotWinning);
	});
}

#[test]
fn ticket_should_fail_when_accepted_before() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		let call = useful(&miner, 0, TASK, 3, weights.mine(&miner, 0));
		submit(call.clone());
		assert_refused(call, Error::AlreadyAccepted);
	});
}

#[test]
fn ticket_should_fail_when_the_miner_is_not_registered() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		let proof = weights.mine(&miner, 0);
		deregister(&miner);
		assert_refused(useful(&miner, 0, TASK, 3, proof), Error::NotRegistered);
	});
}

#[test]
fn ticket_should_fail_when_the_task_is_not_assigned_or_over() {
	with_task(Work::MAX, |weights| {
		let (miner, other) = (account(1), account(2));
		let proof = weights.mine(&other, 0);
		assert_refused(useful(&other, 0, TASK, 3, proof), Error::NotGranted);
		let proof = weights.mine(&miner, 0);
		assert_refused(useful(&miner, 0, TASK + 1, 3, proof.clone()), Error::NotGranted);
		assert_refused(useful(&miner, 0, TASK, 4, proof.clone()), Error::NotGranted);
		end_task(TASK, &miner, true);
		assert_refused(useful(&miner, 0, TASK, 3, proof), Error::NotGranted);
	});
}

#[test]
fn ticket_should_fail_when_the_task_was_settled_with_tickets_outstanding() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		submit(useful(&miner, 0, TASK, 3, weights.mine(&miner, 0)));
		end_task(TASK, &miner, true);
		// Even if the tasks should grant it again.
		grant(TASK, &miner, 3, weights.layer(), Work::MAX);
		let proof = weights.tickets(&miner, 0, true).nth(1).unwrap();
		assert_refused(useful(&miner, 0, TASK, 3, proof), Error::NotGranted);
	});
}

#[test]
fn ticket_should_fail_when_the_work_of_the_task_is_claimed() {
	// A ticket and a bit: rounded up, two tickets.
	with_task(DIFFICULTY + 1, |weights| {
		let miner = account(1);
		let mut proofs = weights.tickets(&miner, 0, true);
		for proof in proofs.by_ref().take(2) {
			submit(useful(&miner, 0, TASK, 3, proof));
		}
		let third = proofs.next().unwrap();
		assert_refused(useful(&miner, 0, TASK, 3, third), Error::TaskExhausted);
		run_to_window(1);
		let later = weights.mine(&miner, 1);
		assert_refused(useful(&miner, 1, TASK, 3, later), Error::TaskExhausted);
	});
}

#[test]
fn ticket_should_fail_when_a_has_too_many_rows() {
	with_task(Work::MAX, |weights| {
		// 30 rows are padded to 32.
		let miner = account(1);
		let proof = weights.open(0, 48, 0, 0);
		assert_refused(useful(&miner, 0, TASK, 3, proof), Error::TooManyRows);
	});
}

#[test]
fn ticket_should_fail_when_the_strip_is_not_of_the_layer() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		let other = Weights::new(2, 32);
		grant(TASK, &miner, 4, other.layer(), Work::MAX);
		// A ticket of layer 3 is none of layer 4, and the other way round.
		let proof = weights.mine(&miner, 0);
		assert_refused(useful(&miner, 0, TASK, 4, proof), Error::StripNotInLayer);
		let proof = other.mine(&miner, 0);
		assert_refused(useful(&miner, 0, TASK, 3, proof), Error::StripNotInLayer);
		// Nor is another strip of the same layer.
		let OperandProof { b_strip, .. } = weights.open(0, 32, 0, 1);
		let forged = OperandProof { b_strip, ..weights.open(0, 32, 0, 0) };
		assert_refused(useful(&miner, 0, TASK, 3, forged), Error::StripNotInLayer);
	});
}

#[test]
fn ticket_should_fail_when_the_strip_is_not_of_a() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		let mut proof = weights.mine(&miner, 0);
		proof.root_a = [9; 32];
		assert_refused(useful(&miner, 0, TASK, 3, proof), Error::StripNotInA);
	});
}

#[test]
fn ticket_should_fail_when_an_entry_is_not_int7() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		for entry in [64, 127, 128, 191] {
			let mut proof = weights.open(0, 32, 0, 0);
			let mut strip = proof.a_strip.into_inner();
			strip[5] = entry;
			proof.a_strip = strip.try_into().unwrap();
			assert_refused(useful(&miner, 0, TASK, 3, proof), Error::EntryNotInt7);
		}
	});
}

#[test]
fn ticket_should_fail_when_a_strip_has_the_wrong_size() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		for length in [0, 16 * 512 - 1, 16 * 512 + 1, 1_048_576] {
			let mut proof = weights.open(0, 32, 0, 0);
			proof.a_strip = vec![0; length].try_into().unwrap();
			assert_refused(useful(&miner, 0, TASK, 3, proof), Error::StripLengthWrong);
			let mut proof = weights.open(0, 32, 0, 0);
			proof.b_strip = vec![0; length].try_into().unwrap();
			assert_refused(useful(&miner, 0, TASK, 3, proof), Error::StripLengthWrong);
		}
	});
}

#[test]
fn ticket_should_fail_when_a_path_has_the_wrong_length() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		for length in [0, 2, 28] {
			let mut proof = weights.open(0, 32, 0, 0);
			proof.b_path = vec![[0; 32]; length].try_into().unwrap();
			assert_refused(useful(&miner, 0, TASK, 3, proof), Error::PathLengthWrong);
		}
	});
}

#[test]
fn ticket_should_fail_when_the_product_has_no_such_tile() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		for (i, j) in [(2, 0), (0, 2)] {
			let proof = OperandProof { i, j, ..weights.open(0, 32, 0, 0) };
			assert_refused(useful(&miner, 0, TASK, 3, proof), Error::TileNotInProduct);
		}
	});
}

#[test]
fn ticket_should_fail_when_its_dimensions_are_not_those_of_work() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		for m in [0, 8, 17] {
			let proof = OperandProof { m, ..weights.open(0, 32, 0, 0) };
			assert_refused(useful(&miner, 0, TASK, 3, proof), Error::DimensionsNotAllowed);
		}
	});
}

#[test]
fn ticket_should_fail_when_the_layer_is_wider_than_is_verified() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		let wide = ModelLayer { k: 2_048, ..weights.layer() };
		grant(TASK, &miner, 5, wide, Work::MAX);
		let proof = weights.open(0, 32, 0, 0);
		assert_refused(useful(&miner, 0, TASK, 5, proof), Error::InnerOverLimit);
	});
}

#[test]
fn ticket_should_fail_when_the_layer_does_not_fit_the_rank_any_more() {
	with_task(Work::MAX, |weights| {
		let parameters = Parameters {
			work: WorkParams { rank: 64, m: 64, n: 64, k: 1_024 },
			min_difficulty: 2 * TILE,
			..parameters()
		};
		assert_ok!(Pouw::set_parameters(RuntimeOrigin::root(), parameters));
		run_to_window(1);
		// k = 512 is too short for rank 64.
		let proof = weights.open(0, 32, 0, 0);
		assert_refused(useful(&account(1), 1, TASK, 3, proof), Error::DimensionsNotAllowed);
	});
}

#[test]
fn ceiling_should_count_both_kinds_of_tickets() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		grant(TASK, &miner, 0, some_layer(1), Work::MAX);
		for nonce in 0..3 {
			assert_ok!(count_baseline(&miner, 0, nonce.into()));
			assert_ok!(count_useful(&miner, 0, TASK, 0, nonce));
		}
		assert_noop!(count_useful(&miner, 0, TASK, 0, 3), Error::<Test>::CeilingReached);
		assert_noop!(count_baseline(&miner, 0, 3), Error::<Test>::CeilingReached);
		assert_eq!(Tallies::<Test>::get(0, &miner).useful, 3);
	});
}

#[test]
fn body_should_refuse_what_was_not_authorized() {
	with_task(Work::MAX, |weights| {
		let miner = account(1);
		let proof = weights.mine(&miner, 0);
		for origin in [RuntimeOrigin::signed(miner.clone()), RuntimeOrigin::root()] {
			assert_noop!(
				Pouw::submit_useful(origin, miner.clone(), 0, TASK, 3, proof.clone()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn body_should_count_a_ticket_once() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		grant(TASK, &miner, 0, some_layer(1), Work::MAX);
		assert_ok!(count_useful(&miner, 0, TASK, 0, 0));
		assert_noop!(count_useful(&miner, 0, TASK, 0, 0), Error::<Test>::AlreadyAccepted);
	});
}
