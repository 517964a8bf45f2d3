// SPDX-License-Identifier: Apache-2.0
//! Tickets used for what they are not.

use crate::{mock::*, Error, Tallies};
use codec::Encode;
use frame_support::assert_ok;
use pouw_primitives::{SectorId, Work};
use pouw_tickets::{BaselineProof, OperandProof};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

const TASK: u64 = 7;

/// Difficulty at which a ticket that was not computed for the purpose wins once in 1,024 times. The
/// seeds are fixed, so it never does here.
fn hard() -> ExtBuilder {
	ExtBuilder::default().difficulty(1_024 * TILE)
}

fn hard_ticket(miner: u8) -> BaselineProof {
	tickets(&account(miner), 0, true).next().unwrap()
}

#[test]
fn replay_in_the_next_window_should_lose() {
	hard().build_and_execute(|| {
		let miner = account(1);
		let proof = hard_ticket(1);
		submit(baseline(&miner, 0, proof));
		run_to_window(1);
		assert_refused(baseline(&miner, 1, proof), Error::NotWinning);
	});
}

#[test]
fn copy_under_another_account_should_lose() {
	hard().build_and_execute(|| {
		let proof = hard_ticket(1);
		assert_refused(baseline(&account(2), 0, proof), Error::NotWinning);
		// Also before the miner's own is in a block, and by an account that is not registered.
		assert_refused(baseline(&account(100), 0, proof), Error::NotWinning);
		submit(baseline(&account(1), 0, proof));
		assert_refused(baseline(&account(2), 0, proof), Error::NotWinning);
	});
}

#[test]
fn copy_of_a_useful_ticket_under_another_account_should_lose() {
	ExtBuilder::default().build_and_execute(|| {
		let weights = Weights::new(1, 32);
		for miner in [1, 2] {
			grant(TASK, &account(miner), 0, weights.layer(), Work::MAX);
		}
		let lost = weights
			.tickets(&account(1), 0, true)
			.take(6)
			.filter(|proof| validate(useful(&account(2), 0, TASK, 0, proof.clone())).is_err())
			.count();
		assert!(lost >= 4, "one in sixteen wins by chance, but {} of 6 did", 6 - lost);
	});
}

#[test]
fn second_carrier_should_gain_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		let call = baseline(&miner, 0, mine(&miner, 0));
		// There is no carrier in the call: whatever else is in a transaction, its tag is the ticket's.
		let first = validate(call.clone()).unwrap();
		assert_eq!(validate(call.clone()).unwrap().provides, first.provides);
		submit(call.clone());
		assert_refused(call, Error::AlreadyAccepted);
		assert_eq!(Tallies::<Test>::get(0, &miner).tickets, 1);
	});
}

#[test]
fn ticket_for_another_sector_should_lose() {
	hard().build_and_execute(|| {
		let miner = account(1);
		let proof = hard_ticket(1);
		Sector::set(SectorId(2001));
		// Even if the challenges of both sectors were equal.
		assert_refused(baseline(&miner, 0, proof), Error::NotWinning);
		Sector::set(SectorId(2003));
		submit(baseline(&miner, 0, proof));
	});
}

#[test]
fn one_product_should_not_count_for_two_tasks_of_a_model() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		let weights = Weights::new(1, 32);
		grant(TASK, &miner, 0, weights.layer(), Work::MAX);
		grant(TASK + 1, &miner, 0, weights.layer(), Work::MAX);
		let proof = weights.mine(&miner, 0);
		submit(useful(&miner, 0, TASK, 0, proof.clone()));
		assert_refused(useful(&miner, 0, TASK + 1, 0, proof), Error::AlreadyAccepted);
	});
}

#[test]
fn one_product_should_not_count_for_two_layers_with_equal_weights() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		let weights = Weights::new(1, 32);
		grant(TASK, &miner, 0, weights.layer(), Work::MAX);
		grant(TASK, &miner, 1, weights.layer(), Work::MAX);
		let proof = weights.mine(&miner, 0);
		submit(useful(&miner, 0, TASK, 0, proof.clone()));
		assert_refused(useful(&miner, 0, TASK, 1, proof), Error::AlreadyAccepted);
	});
}

#[test]
fn useful_ticket_should_not_pass_for_a_baseline_one() {
	hard().build_and_execute(|| {
		let miner = account(1);
		// Zeros for weights and input, opened as operands: kind and roots are in the seeds.
		let proof = hard_ticket(1);
		let layer = some_layer(0);
		grant(TASK, &miner, 0, layer, Work::MAX);
		let strip = vec![0_u8; 16 * 512];
		let forged = OperandProof {
			m: 16,
			root_a: pouw_tickets::merkle::leaf(&strip),
			i: 0,
			j: proof.j,
			a_strip: strip.clone().try_into().unwrap(),
			a_path: Default::default(),
			b_strip: strip.try_into().unwrap(),
			b_path: vec![[0; 32]; 2].try_into().unwrap(),
		};
		assert_refused(useful(&miner, 0, TASK, 0, forged), Error::StripNotInLayer);
	});
}

#[test]
fn extra_bytes_should_not_make_another_ticket() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		let mut bytes = baseline(&miner, 0, mine(&miner, 0)).encode();
		let call = <RuntimeCall as codec::DecodeAll>::decode_all(&mut &bytes[..]).unwrap();
		submit(call);
		bytes.push(0);
		assert!(<RuntimeCall as codec::DecodeAll>::decode_all(&mut &bytes[..]).is_err());
	});
}

#[test]
fn leaving_and_coming_back_should_not_raise_the_ceiling() {
	ExtBuilder::default().build_and_execute(|| {
		let miner = account(1);
		for nonce in 0..6 {
			assert_ok!(count_baseline(&miner, 0, nonce));
		}
		deregister(&miner);
		let seventh = tickets(&miner, 0, true).find(|proof| proof.nonce > 5).unwrap();
		assert_refused(baseline(&miner, 0, seventh), Error::NewcomerTicketUsed);
		register(&miner);
		assert_refused(baseline(&miner, 0, seventh), Error::CeilingReached);
	});
}

#[test]
fn batch_of_a_signed_account_should_not_stand_for_the_verification() {
	ExtBuilder::default().build_and_execute(|| {
		use sp_runtime::traits::Dispatchable;
		let miner = account(1);
		let losing = tickets(&miner, 0, false).next().unwrap();
		let origin = RuntimeOrigin::signed(miner.clone());
		assert!(baseline(&miner, 0, losing).dispatch(origin).is_err());
		assert_eq!(newest().tickets, 0);
	});
}

#[test]
fn refusal_should_not_be_stale_or_future_to_the_pool() {
	ExtBuilder::default().build_and_execute(|| {
		let proof = tickets(&account(1), 0, false).next().unwrap();
		assert_eq!(
			validate(baseline(&account(1), 0, proof)),
			Err(TransactionValidityError::Invalid(InvalidTransaction::Custom(19)))
		);
	});
}
