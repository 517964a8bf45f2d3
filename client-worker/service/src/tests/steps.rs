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

/// The name of the step, and the salt of the record it is about.
fn step(
	state: TaskState,
	answer: Answer,
	saved: impl IntoIterator<Item = Record>,
) -> (&'static str, Option<[u8; 32]>) {
	let saved: Vec<_> = saved.into_iter().collect();
	named(next_step(&task(state, answer), &me(), &saved))
}

fn named(step: Step<'_>) -> (&'static str, Option<[u8; 32]>) {
	match step {
		Step::Wait => ("wait", None),
		Step::Execute => ("execute", None),
		Step::Commit(record) => ("commit", Some(record.salt)),
		Step::Reveal(record) => ("reveal", Some(record.salt)),
		Step::Lost => ("lost", None),
		Step::Settle => ("settle", None),
	}
}

const WAIT: (&str, Option<[u8; 32]>) = ("wait", None);
const EXECUTE: (&str, Option<[u8; 32]>) = ("execute", None);
const LOST: (&str, Option<[u8; 32]>) = ("lost", None);

#[test]
fn unanswered_assignment_is_executed_and_a_saved_result_committed_to() {
	assert_eq!(step(COMMITTING, Answer::None, None), EXECUTE);
	assert_eq!(step(COMMITTING, Answer::None, [record()]), ("commit", Some([7; 32])));
}

#[test]
fn result_for_another_draw_or_input_is_not_committed_to() {
	let other_seed = Record { seed: H256([0; 32]), ..record() };
	let other_input = Record { input: blob_ref(b"other"), ..record() };
	assert_eq!(step(COMMITTING, Answer::None, [other_seed]), EXECUTE);
	assert_eq!(step(COMMITTING, Answer::None, [other_input]), EXECUTE);
}

#[test]
fn nothing_is_done_twice_while_commitments_are_open() {
	assert_eq!(step(COMMITTING, committed(), [record()]), WAIT);
	assert_eq!(step(COMMITTING, committed(), None), WAIT);
	assert_eq!(step(COMMITTING, Answer::Abstained, None), WAIT);
}

#[test]
fn committed_result_is_revealed_when_reveals_are_open() {
	assert_eq!(step(REVEALING, committed(), [record()]), ("reveal", Some([7; 32])));
}

#[test]
fn result_is_lost_when_it_is_not_what_was_committed_to() {
	assert_eq!(step(REVEALING, committed(), None), LOST);
	let other = Record { salt: [0; 32], ..record() };
	assert_eq!(step(REVEALING, committed(), [other]), LOST);
}

#[test]
fn missed_commitment_waits_for_the_end() {
	assert_eq!(step(REVEALING, Answer::None, [record()]), WAIT);
	assert_eq!(step(REVEALING, Answer::Abstained, None), WAIT);
}

#[test]
fn task_of_others_or_before_its_assignment_waits() {
	let ordered = TaskState::Ordered { randomness_after: 1, expires: 9, cancelled_from: None };
	assert_eq!(step(ordered, Answer::None, None), WAIT);
	let stranger = AccountId::new([9; 32]);
	assert_eq!(named(next_step(&task(COMMITTING, Answer::None), &stranger, &[])), WAIT);
}

#[test]
fn ended_task_is_settled() {
	let failed = TaskState::Failed { reason: FailureReason::NoAgreement, at: 5 };
	assert_eq!(step(failed, committed(), [record()]), ("settle", None));
}

#[test]
fn record_is_chosen_among_several_by_the_seed_or_by_the_commitment_on_chain() {
	let older = Record { seed: H256([0xee; 32]), salt: [1; 32], ..record() };
	let both = [older.clone(), record()];
	assert_eq!(step(COMMITTING, Answer::None, both.clone()), ("commit", Some([7; 32])));
	// A reorganisation brought back the seed of the commitment, or only the commitment itself.
	let answer = Answer::Committed { commitment: older.commitment(&me()), at: 3 };
	assert_eq!(step(REVEALING, answer, both), ("reveal", Some([1; 32])));
}
