// SPDX-License-Identifier: Apache-2.0
//! The one step that follows from what the chain and the disk say of a task.

use crate::Record;
use pouw_primitives::{
	task::{Answer, TaskState},
	AccountId, TaskRecord,
};

/// What to do for a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
	/// Nothing for now.
	Wait,
	/// Compute a result.
	Execute,
	/// Commit to the saved result.
	Commit,
	/// Reveal the saved result.
	Reveal,
	/// Nothing, ever: what was committed to is not on disk.
	Lost,
	/// The task is over.
	Settle,
}

/// The step for `miner` in `task`, given the record on disk.
pub(crate) fn next_step(
	task: &TaskRecord<AccountId>,
	miner: &AccountId,
	saved: Option<&Record>,
) -> Step {
	if task.state.is_final() {
		return Step::Settle;
	}
	let Some(replica) = task.replicas.iter().find(|replica| replica.miner == *miner) else {
		return Step::Wait;
	};
	let saved = saved.filter(|record| record.answers(task));
	match (&task.state, &replica.answer) {
		(TaskState::Committing { .. }, Answer::None) => match saved {
			Some(_) => Step::Commit,
			None => Step::Execute,
		},
		(TaskState::Revealing { .. }, Answer::Committed { commitment, .. }) => match saved {
			Some(record) if record.commitment(miner) == *commitment => Step::Reveal,
			_ => Step::Lost,
		},
		_ => Step::Wait,
	}
}
