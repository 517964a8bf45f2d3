// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	sketch::SKETCH_MAX,
	task::{Answer, TaskId, TaskResult, TaskState},
};

fn all_committed() -> (TaskId, Vec<AccountId>) {
	let id = committed_task(spec(), &[Some(result(1, 0)); 3]);
	(id, miners_of(id))
}

#[test]
fn reveal_should_record_the_result() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = all_committed();
		assert_ok!(reveal(miners[2], id, &result(1, 0)));
		assert_eq!(
			record(id).replicas[2].answer,
			Answer::Revealed {
				result: result(1, 0),
				at: System::block_number(),
				distance: None,
				agreed: false,
			}
		);
		System::assert_last_event(
			Event::Revealed { task: id, miner: miners[2], output: result(1, 0).output }.into(),
		);
	});
}

#[test]
fn reveal_should_have_the_task_settled_by_the_next_block_when_it_is_the_last() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = all_committed();
		for miner in miners {
			assert!(phase_end(id) > System::block_number() + 1);
			assert_ok!(reveal(miner, id, &result(1, 0)));
		}
		assert_eq!(phase_end(id), System::block_number() + 1);
		next_block();
		assert!(matches!(record(id).state, TaskState::Accepted(_)));
	});
}

#[test]
fn reveal_should_fail_in_the_phase_of_commitments() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let miner = miners_of(id)[0];
		assert_noop!(reveal(miner, id, &result(1, 0)), Error::<Test>::NotRevealing);
		assert_ok!(commit(miner, id, &result(1, 0)));
		assert_noop!(reveal(miner, id, &result(1, 0)), Error::<Test>::NotRevealing);
	});
}

#[test]
fn reveal_should_fail_when_commit_is_missing() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = committed_task(spec(), &[Some(result(1, 0)), Some(result(1, 0)), None]);
		let silent = miners_of(id)[2];
		assert_noop!(reveal(silent, id, &result(1, 0)), Error::<Test>::NotCommitted);
	});
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let miners = miners_of(id);
		assert_ok!(abstain(miners[0], id));
		assert_ok!(commit(miners[1], id, &result(1, 0)));
		assert_ok!(commit(miners[2], id, &result(1, 0)));
		assert_noop!(reveal(miners[0], id, &result(1, 0)), Error::<Test>::NotCommitted);
	});
}

#[test]
fn reveal_should_fail_when_revealed_already() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = all_committed();
		assert_ok!(reveal(miners[0], id, &result(1, 0)));
		assert_noop!(reveal(miners[0], id, &result(1, 0)), Error::<Test>::AlreadyRevealed);
	});
}

#[test]
fn reveal_should_fail_when_salt_or_result_differ_from_the_commitment() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = all_committed();
		let signed = RuntimeOrigin::signed(miners[0]);
		assert_noop!(
			Tasks::reveal(signed, id, result(1, 0), [0xff; 32]),
			Error::<Test>::CommitmentMismatch
		);
		assert_noop!(reveal(miners[0], id, &result(2, 0)), Error::<Test>::CommitmentMismatch);
		assert_noop!(reveal(miners[0], id, &result(1, 1)), Error::<Test>::CommitmentMismatch);
	});
}

#[test]
fn reveal_should_fail_when_it_is_late() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = all_committed();
		let until = phase_end(id);
		run_to(until - 1);
		assert_ok!(reveal(miners[0], id, &result(1, 0)));
		// The block's steps may not reach this task in time; the phase is over all the same.
		System::set_block_number(until);
		assert_noop!(reveal(miners[1], id, &result(1, 0)), Error::<Test>::NotRevealing);
		System::set_block_number(until - 1);
		run_to(until);
		assert_noop!(reveal(miners[1], id, &result(1, 0)), Error::<Test>::NotRevealing);
	});
}

#[test]
fn reveal_should_fail_when_unknown_or_not_assigned() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = all_committed();
		assert_noop!(reveal(miners[0], id + 1, &result(1, 0)), Error::<Test>::UnknownTask);
		assert_noop!(reveal(STRANGER, id, &result(1, 0)), Error::<Test>::NotAssigned);
		assert_noop!(reveal(CLIENT, id, &result(1, 0)), Error::<Test>::NotAssigned);
	});
}

/// A miner can commit to anything; what cannot be judged is refused when it is revealed.
fn assert_unrevealable(result: TaskResult, error: Error<Test>) {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = committed_task(spec(), &[Some(result); 3]);
		assert_noop!(reveal(miners_of(id)[0], id, &result), error);
	});
}

#[test]
fn reveal_should_fail_when_the_sketch_is_malformed() {
	for beyond in [SKETCH_MAX + 1, -SKETCH_MAX - 1, i64::MAX, i64::MIN] {
		let mut malformed = result(1, 0);
		malformed.sketch.0[31] = beyond;
		assert_unrevealable(malformed, Error::SketchMalformed);
	}
}

#[test]
fn reveal_should_fail_when_the_output_is_empty_or_too_long() {
	let mut wrong = result(1, 0);
	wrong.output.len = 0;
	assert_unrevealable(wrong, Error::OutputEmpty);
	wrong.output.len = MaxOutputLen::get() + 1;
	assert_unrevealable(wrong, Error::OutputTooLong);
}
