// SPDX-License-Identifier: Apache-2.0
//! What miners and clients might try.

use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::task::{
	commitment, Answer, FailureReason, Replicas, TaskSpec, TaskState, VerificationTier,
};

fn replicas(count: u8) -> TaskSpec {
	TaskSpec { replicas: Replicas { initial: count, most: count }, ..spec() }
}

fn is_paid(miner: AccountId) -> bool {
	Balances::free_balance(miner) > ENDOWMENT - MinerDeposit::get()
}

#[test]
fn copied_commitment_should_be_of_no_use() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let miners = miners_of(id);
		let (honest, copier) = (miners[0], miners[1]);
		let copied = commitment(id, &honest, &result(1, 0), &salt(honest));
		assert_ok!(commit(honest, id, &result(1, 0)));
		assert_ok!(Tasks::commit(RuntimeOrigin::signed(copier), id, copied));
		assert_ok!(commit(miners[2], id, &result(1, 0)));
		// Once the honest one has revealed, the copier knows result and salt, and still fails.
		assert_ok!(reveal(honest, id, &result(1, 0)));
		assert_noop!(
			Tasks::reveal(RuntimeOrigin::signed(copier), id, result(1, 0), salt(honest)),
			Error::<Test>::CommitmentMismatch
		);
		assert_ok!(reveal(miners[2], id, &result(1, 0)));
		run_to(phase_end(id));
		assert!(matches!(record(id).state, TaskState::Accepted(_)));
		assert!(is_paid(honest) && is_paid(miners[2]) && !is_paid(copier));
	});
}

#[test]
fn commitment_to_another_task_should_be_of_no_use() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let first = order(spec());
		let second = assigned_task(spec());
		for miner in 0..3 {
			assert_ok!(commit(miner, first, &result(1, 0)));
			let replayed = commitment(first, &miner, &result(1, 0), &salt(miner));
			assert_ok!(Tasks::commit(RuntimeOrigin::signed(miner), second, replayed));
			assert_ok!(reveal(miner, first, &result(1, 0)).or_else(|error| {
				// Only the last commitment opens the reveals.
				assert_eq!(error, Error::<Test>::NotRevealing.into());
				Ok::<_, sp_runtime::DispatchError>(())
			}));
		}
		assert_noop!(reveal(0, second, &result(1, 0)), Error::<Test>::CommitmentMismatch);
	});
}

#[test]
fn colluding_minority_should_be_outvoted_and_unpaid() {
	for tier in [VerificationTier::Tolerant, VerificationTier::Exact] {
		ExtBuilder::default().with_miners(5).build_and_execute(|| {
			let agreed = Some(garbage(9));
			let honest = Some(result(1, 0));
			let id = settled_task(
				TaskSpec { tier, ..replicas(5) },
				&[agreed, honest, agreed, honest, honest],
			);
			assert!(matches!(record(id).state, TaskState::Accepted(_)));
			let paid: Vec<_> = miners_of(id).into_iter().map(is_paid).collect();
			assert_eq!(paid, vec![false, true, false, true, true]);
		});
	}
}

#[test]
fn colluding_half_should_not_be_accepted() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		let (agreed, honest) = (Some(garbage(9)), Some(result(1, 0)));
		let id = settled_task(replicas(4), &[agreed, agreed, honest, honest]);
		assert!(matches!(record(id).state, TaskState::Failed { .. }));
		assert!((0..4).all(|miner| !is_paid(miner)));
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn garbage_of_one_should_not_be_paid() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let honest = Some(result(1, 0));
		let id = settled_task(spec(), &[honest, Some(garbage(2)), honest]);
		let paid: Vec<_> = miners_of(id).into_iter().map(is_paid).collect();
		assert_eq!(paid, vec![true, false, true]);
	});
}

#[test]
fn zero_sketches_should_not_agree_with_honest_ones() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let mut zero = result(9, 0);
		zero.sketch.0 = [0; 32];
		let honest = Some(result(1, 0));
		let id = settled_task(spec(), &[Some(zero), honest, honest]);
		assert!(!is_paid(miners_of(id)[0]));
		let Answer::Revealed { distance, .. } = record(id).replicas[0].answer else { panic!() };
		assert_eq!(distance, Some(sp_runtime::Permill::one()));
	});
}

#[test]
fn all_silent_should_refund_the_client() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let until = phase_end(id);
		run_to(until);
		assert_eq!(
			record(id).state,
			TaskState::Failed { reason: FailureReason::NoAgreement, at: until }
		);
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
		for miner in 0..3 {
			let record = Miners::miner(&miner).unwrap();
			assert_eq!((record.open_assignments, record.assigned, record.accepted), (0, 1, 0));
		}
	});
}

#[test]
fn all_committed_and_none_revealed_should_refund_the_client() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = committed_task(spec(), &[Some(result(1, 0)); 3]);
		run_to(phase_end(id));
		assert!(matches!(record(id).state, TaskState::Failed { .. }));
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn ended_task_should_take_no_more_answers() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = settled_task(spec(), &[Some(result(1, 0)); 3]);
		let miner = miners_of(id)[0];
		assert_noop!(commit(miner, id, &result(1, 0)), Error::<Test>::NotCommitting);
		assert_noop!(reveal(miner, id, &result(1, 0)), Error::<Test>::NotRevealing);
		assert_noop!(abstain(miner, id), Error::<Test>::NotCommitting);
		run_blocks(RetentionPeriod::get());
		assert_noop!(reveal(miner, id, &result(1, 0)), Error::<Test>::UnknownTask);
	});
}

#[test]
fn escrow_should_not_be_spendable_by_the_client() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		order(TaskSpec { price: 1_000, ..spec() });
		assert!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(CLIENT),
			STRANGER,
			ENDOWMENT - 1_000
		)
		.is_err());
		assert_ok!(Balances::transfer_all(RuntimeOrigin::signed(CLIENT), STRANGER, false));
		assert_eq!(escrow(), 1_000);
	});
}
