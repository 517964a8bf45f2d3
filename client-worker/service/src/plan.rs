// SPDX-License-Identifier: Apache-2.0
//! The one step that follows from what the chain and the disk say of a task.

use crate::{metrics::Stage, Record};
use pouw_primitives::{
	task::{Answer, TaskState},
	AccountId, TaskRecord,
};

/// What to do for a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step<'a> {
	/// Nothing for now.
	Wait,
	/// Compute a result.
	Execute,
	/// Commit to the saved result.
	Commit(&'a Record),
	/// Reveal the saved result.
	Reveal(&'a Record),
	/// Nothing, ever: what was committed to is not on disk.
	Lost,
	/// The task is over.
	Settle,
}

/// The step for `miner` in `task`, given the records on disk.
///
/// What is committed to is always the one record of the task's seed, and what is revealed is whatever
/// record fits the commitment on chain, also when a reorganisation has since given the task another seed.
pub(crate) fn next_step<'a>(
	task: &TaskRecord<AccountId>,
	miner: &AccountId,
	saved: &'a [Record],
) -> Step<'a> {
	if task.state.is_final() {
		return Step::Settle;
	}
	let Some(replica) = task.replicas.iter().find(|replica| replica.miner == *miner) else {
		return Step::Wait;
	};
	match (&task.state, &replica.answer) {
		(TaskState::Committing { .. }, Answer::None) => {
			match saved.iter().find(|record| record.answers(task)) {
				Some(record) => Step::Commit(record),
				None => Step::Execute,
			}
		},
		(TaskState::Revealing { .. }, Answer::Committed { commitment, .. }) => {
			match saved.iter().find(|record| record.commitment(miner) == *commitment) {
				Some(record) => Step::Reveal(record),
				None => Step::Lost,
			}
		},
		_ => Step::Wait,
	}
}

/// Where the task stands for `miner`, whose next step this is.
pub(crate) fn stage(
	task: &TaskRecord<AccountId>,
	miner: &AccountId,
	step: Step<'_>,
) -> Option<Stage> {
	let answer = task.replicas.iter().find(|replica| replica.miner == *miner).map(|r| &r.answer);
	Some(match (step, answer?) {
		(Step::Execute, _) => Stage::Executing,
		(Step::Commit(_), _) => Stage::Committing,
		(Step::Reveal(_), _) => Stage::Revealing,
		(Step::Lost, _) => Stage::Lost,
		(Step::Settle, _) => Stage::Ended,
		(Step::Wait, Answer::Committed { .. }) => Stage::Committed,
		(Step::Wait, _) => Stage::Answered,
	})
}
