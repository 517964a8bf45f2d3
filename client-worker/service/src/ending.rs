// SPDX-License-Identifier: Apache-2.0
//! What is done about tasks that are over.

use crate::{chain::Chain, metrics::Outcome, Service};
use pouw_primitives::{
	task::{Answer, TaskState},
	AccountId, BlockNumber, TaskId, TaskRecord,
};

/// Blocks for which a record outlives its task's settlement, should that be undone.
const KEEP_SETTLED: BlockNumber = 32;

impl<C: Chain> Service<C> {
	/// Drops the record of a task whose own record on chain was removed. A node that lags behind
	/// does not know the task yet; then the record is kept.
	pub(crate) async fn on_missing(&mut self, id: TaskId) {
		match self.chain.next_task().await {
			Ok(next) if id < next => {
				tracing::info!(task = id, "the chain has removed the task");
				self.forget(id);
			},
			Ok(_) => tracing::debug!(task = id, "the node does not know the task yet"),
			Err(error) => tracing::warn!(task = id, %error, "cannot ask for the next task"),
		}
	}

	/// Says how a task ended, once, and drops its record when the end is old enough.
	pub(crate) fn settle(&mut self, id: TaskId, task: &TaskRecord<AccountId>) {
		let me = self.chain.account();
		let answer = task.replicas.iter().find(|r| r.miner == *me).map(|r| &r.answer);
		let (at, report) = match &task.state {
			TaskState::Accepted(end) => (end.at, Some(end)),
			TaskState::Failed { at, .. } => (*at, None),
			_ => return,
		};
		if self.reported.insert(id) {
			let (outcome, paid) = match (report, answer) {
				(Some(end), Some(Answer::Revealed { agreed: true, distance, .. })) => {
					let paid = end.paid_each;
					tracing::info!(task = id, block = at, paid, ?distance, "accepted and paid");
					(Outcome::Paid, paid)
				},
				(Some(_), Some(Answer::Revealed { distance, .. })) => {
					tracing::warn!(task = id, block = at, ?distance, "outvoted, not paid");
					(Outcome::Outvoted, 0)
				},
				(_, Some(Answer::Abstained)) => {
					tracing::debug!(task = id, block = at, "settled");
					(Outcome::Abstained, 0)
				},
				(Some(_), _) => {
					tracing::warn!(task = id, block = at, "settled without this miner's result");
					(Outcome::Missed, 0)
				},
				(None, _) => {
					tracing::warn!(task = id, block = at, state = ?task.state, "the task failed");
					(Outcome::Failed, 0)
				},
			};
			self.workshop.metrics.ended(outcome, paid);
		}
		if self.now > at.saturating_add(KEEP_SETTLED) {
			self.forget(id);
		}
	}

	pub(crate) fn forget(&mut self, id: TaskId) {
		if let Err(error) = self.workshop.records.forget(id) {
			self.workshop.metrics.state_failed();
			tracing::error!(task = id, %error, "cannot remove the record");
		}
	}
}
