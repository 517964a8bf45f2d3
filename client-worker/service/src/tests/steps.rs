// SPDX-License-Identifier: Apache-2.0
//! The step for every state.

use super::fake::{me, task, INPUT};
use crate::{
	blobs::blob_ref,
	plan::{next_step, Step},
	Record,
};
use pouw_primitives::{
	sketch::SKETCH_LEN,
	task::{Answer, FailureReason, TaskResult, TaskState},
	AccountId, Sketch,
};
use sp_core::H256;

fn record() -> Record {
	Record {
		task: 0,
		seed: H256([5; 32]),
		input: blob_ref(INPUT),
		result: TaskResult { sketch: Sketch([1; SKETCH_LEN]), output: blob_ref(b"output") },
		salt: [7; 32],
	}
}

fn committed() -> Answer {
	Answer::Committed { commitment: record().commitment(&me()), at: 3 }
}

const COMMITTING: TaskState = TaskState::Committing { until: 9 };
const REVEALING: TaskState = TaskState::Revealing { until: 9 };

fn step(state: TaskState, answer: Answer, saved: Option<Record>) -> Step {
	next_step(&task(state, answer), &me(), saved.as_ref())
}

#[test]
fn unanswered_assignment_is_executed_and_a_saved_result_committed_to() {
	assert_eq!(step(COMMITTING, Answer::None, None), Step::Execute);
	assert_eq!(step(COMMITTING, Answer::None, Some(record())), Step::Commit);
}

#[test]
fn result_for_another_draw_or_input_is_not_committed_to() {
	let other_seed = Record { seed: H256([0; 32]), ..record() };
	let other_input = Record { input: blob_ref(b"other"), ..record() };
	assert_eq!(step(COMMITTING, Answer::None, Some(other_seed)), Step::Execute);
	assert_eq!(step(COMMITTING, Answer::None, Some(other_input)), Step::Execute);
}

#[test]
fn nothing_is_done_twice_while_commitments_are_open() {
	assert_eq!(step(COMMITTING, committed(), Some(record())), Step::Wait);
	assert_eq!(step(COMMITTING, committed(), None), Step::Wait);
	assert_eq!(step(COMMITTING, Answer::Abstained, None), Step::Wait);
}

#[test]
fn committed_result_is_revealed_when_reveals_are_open() {
	assert_eq!(step(REVEALING, committed(), Some(record())), Step::Reveal);
}

#[test]
fn result_is_lost_when_it_is_not_what_was_committed_to() {
	assert_eq!(step(REVEALING, committed(), None), Step::Lost);
	let other = Record { salt: [0; 32], ..record() };
	assert_eq!(step(REVEALING, committed(), Some(other)), Step::Lost);
}

#[test]
fn missed_commitment_waits_for_the_end() {
	assert_eq!(step(REVEALING, Answer::None, Some(record())), Step::Wait);
	assert_eq!(step(REVEALING, Answer::Abstained, None), Step::Wait);
}

#[test]
fn task_of_others_or_before_its_assignment_waits() {
	let ordered = TaskState::Ordered { randomness_after: 1, expires: 9 };
	assert_eq!(step(ordered, Answer::None, None), Step::Wait);
	let stranger = AccountId::new([9; 32]);
	assert_eq!(next_step(&task(COMMITTING, Answer::None), &stranger, None), Step::Wait);
}

#[test]
fn ended_task_is_settled() {
	let failed = TaskState::Failed { reason: FailureReason::NoAgreement, at: 5 };
	assert_eq!(step(failed, committed(), Some(record())), Step::Settle);
}
