// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	miner::{FREE_ABSTENTIONS, RESULTS_PER_ABSTENTION},
	task::{Answer, FailureReason, TaskId, TaskState},
};
use sp_runtime::Permill;

/// Settled assignments of a miner, the accepted ones, and what is used of its allowance.
fn counts(miner: AccountId) -> (u32, u32, u8) {
	let record = Miners::miner(&miner).unwrap();
	(record.assigned, record.accepted, record.allowance_used)
}

/// A task of three miners from which those given abstain, and which the others do; its end.
fn ended_task(abstaining: &[AccountId]) -> TaskId {
	let id = assigned_task(spec());
	let miners = miners_of(id);
	let honest = || miners.iter().filter(|miner| !abstaining.contains(miner));
	for miner in miners.iter().filter(|miner| abstaining.contains(miner)) {
		assert_ok!(abstain(*miner, id));
	}
	for miner in honest() {
		assert_ok!(commit(*miner, id, &result(1, 0)));
	}
	for miner in honest() {
		assert_ok!(reveal(*miner, id, &result(1, 0)));
	}
	next_block();
	assert!(record(id).state.is_final());
	id
}

#[test]
fn abstain_should_be_recorded() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let miner = miners_of(id)[0];
		assert_ok!(abstain(miner, id));
		assert_eq!(record(id).replicas[0].answer, Answer::Abstained);
		System::assert_last_event(Event::Abstained { task: id, miner }.into());
	});
}

#[test]
fn abstain_should_fail_the_task_in_the_next_block_when_all_do() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		for miner in miners_of(id) {
			assert_ok!(abstain(miner, id));
		}
		assert_eq!(escrow(), 100);
		next_block();
		let at = System::block_number();
		let reason = FailureReason::NoAgreement;
		assert_eq!(record(id).state, TaskState::Failed { reason, at });
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn abstain_should_fail_outside_the_phase_of_commitments() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_noop!(abstain(0, 9), Error::<Test>::UnknownTask);
		let id = order(spec());
		assert_noop!(abstain(0, id), Error::<Test>::NotCommitting);
		let id = committed_task(spec(), &[Some(result(1, 0)), Some(result(1, 0)), None]);
		assert_noop!(abstain(miners_of(id)[2], id), Error::<Test>::NotCommitting);
	});
}

#[test]
fn abstain_should_fail_when_not_assigned() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		assert_noop!(abstain(STRANGER, id), Error::<Test>::NotAssigned);
	});
}

#[test]
fn abstention_should_not_count_as_a_failed_assignment() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let before = Miners::performance(&0).unwrap().completion;
		let id = ended_task(&[0]);
		assert!(matches!(record(id).state, TaskState::Accepted(_)));
		assert_eq!(counts(0), (0, 0, RESULTS_PER_ABSTENTION));
		assert_eq!((counts(1), counts(2)), ((1, 1, 0), (1, 1, 0)));
		assert_eq!(Miners::performance(&0).unwrap().completion, before);
		assert!(Tasks::assignments(&0).is_empty());
		// It is paid nothing for it.
		assert_eq!(Balances::free_balance(0), ENDOWMENT - MinerDeposit::get());
		assert!(Settled::get().contains(&(id, 0, false)));
	});
}

/// A client orders what nobody can run, again and again, to spoil records for no more than fees.
#[test]
fn orders_that_nobody_can_run_should_cost_no_miner_anything() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		for _ in 0..20 {
			let id = ended_task(&[0, 1, 2]);
			assert!(matches!(record(id).state, TaskState::Failed { .. }));
		}
		assert!((0..3).all(|miner| counts(miner) == (0, 0, 0)));
	});
}

/// A miner abstains from whatever it is drawn for, and keeps its machine for something else.
#[test]
fn miner_that_always_abstains_should_fall_behind_a_newcomer() {
	// As many as are drawn, so that each task is one that it leaves out.
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let newcomer = Miners::performance(&0).unwrap().completion;
		let free = u32::from(FREE_ABSTENTIONS);
		for left_out in 1..=free + 4 {
			assert!(matches!(record(ended_task(&[0])).state, TaskState::Accepted(_)));
			let (assigned, accepted, _) = counts(0);
			assert_eq!((assigned, accepted), (left_out.saturating_sub(free), 0));
		}
		// One sixth, as for four results that were not accepted.
		let completion = Miners::performance(&0).unwrap().completion;
		assert_eq!(completion, Permill::from_rational(1u32, 6));
		assert!(completion < newcomer);
		assert_eq!(standing(0), Default::default());
	});
}
