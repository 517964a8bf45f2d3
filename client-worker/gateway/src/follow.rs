// SPDX-License-Identifier: Apache-2.0
//! Following a task from block to block, over failures of the connection.

use crate::{
	report::{reason_name, state_name},
	ClientError, Sector,
};
use pouw_chain::Block;
use pouw_primitives::{
	task::{Answer, TaskState},
	AccountId, BlockNumber, TaskId, TaskRecord,
};
use pouw_service::Blocks;
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// Failures of the connection in a row after which following ends.
const MAX_FAILURES: u32 = 30;
/// Pause after such a failure.
const PAUSE: Duration = Duration::from_secs(2);
/// Blocks without the task after which it is taken for dropped by a reorganisation.
const MAX_MISSING: u32 = 30;

/// What was seen of a task.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seen {
	/// The task as of a block.
	Task {
		/// The block.
		block: Block,
		/// The record.
		task: Box<TaskRecord<AccountId>>,
	},
	/// The sector did not answer; it is asked again.
	Trouble(String),
}

/// A task that is followed.
#[derive(Debug)]
pub struct Follow<B, C> {
	blocks: B,
	chain: Arc<C>,
	id: TaskId,
	/// What was seen first, by which the same order is known again.
	first: Option<Box<TaskRecord<AccountId>>>,
	failures: u32,
	missing: u32,
	pause: Duration,
}

impl<B: Blocks, C: Sector> Follow<B, C> {
	/// Follows a task over these blocks.
	pub fn new(blocks: B, chain: Arc<C>, id: TaskId) -> Self {
		Self { blocks, chain, id, first: None, failures: 0, missing: 0, pause: PAUSE }
	}

	/// With another pause after a failure; for tests.
	#[cfg(test)]
	pub(crate) fn with_pause(self, pause: Duration) -> Self {
		Self { pause, ..self }
	}

	/// What the next block shows. Ends with an error when the sector stays silent or the order is gone.
	pub async fn next(&mut self) -> Result<Seen, ClientError> {
		loop {
			let seen = match self.blocks.next().await {
				Ok(block) => {
					self.chain.task(self.id, Some(block.hash)).await.map(|task| (block, task))
				},
				Err(error) => Err(error),
			};
			match seen {
				Ok((block, Some(task))) if self.is_same_order(&task) => {
					(self.failures, self.missing) = (0, 0);
					let task = Box::new(task);
					self.first.get_or_insert_with(|| task.clone());
					return Ok(Seen::Task { block, task });
				},
				Ok(_) if self.missing >= MAX_MISSING => {
					return Err(ClientError::TaskDropped(self.id))
				},
				Ok(_) => self.missing = self.missing.saturating_add(1),
				Err(error) => {
					self.failures = self.failures.saturating_add(1);
					if self.failures >= MAX_FAILURES {
						return Err(error.into());
					}
					tokio::time::sleep(self.pause).await;
					return Ok(Seen::Trouble(error.to_string()));
				},
			}
		}
	}

	fn is_same_order(&self, task: &TaskRecord<AccountId>) -> bool {
		self.first
			.as_ref()
			.is_none_or(|first| first.client == task.client && first.spec == task.spec)
	}
}

/// How far a task is, as of a block.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Progress {
	/// The task.
	pub task: TaskId,
	/// The block.
	pub block: BlockNumber,
	/// State in a word.
	pub state: String,
	/// Block at which the phase ends at the latest.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub until: Option<BlockNumber>,
	/// Miners that were asked.
	pub miners: usize,
	/// Of these, how many have committed to a result.
	pub committed: usize,
	/// Of these, how many have revealed it.
	pub revealed: usize,
	/// Of these, how many cannot run the job.
	pub abstained: usize,
	/// Rough share of the way, from 0 to 1. Falls back when more miners are asked.
	pub fraction: f64,
	/// Confidence of an accepted result, in per cent.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub confidence: Option<f64>,
	/// Why it failed.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub reason: Option<String>,
	/// Whether it is over.
	pub over: bool,
}

impl Progress {
	/// How far a task is.
	pub fn of(id: TaskId, block: BlockNumber, task: &TaskRecord<AccountId>) -> Self {
		let count = |has: fn(&Answer) -> bool| {
			task.replicas.iter().filter(|replica| has(&replica.answer)).count()
		};
		let revealed = count(|answer| matches!(answer, Answer::Revealed { .. }));
		let committed = count(|answer| matches!(answer, Answer::Committed { .. }));
		// Who revealed had committed before.
		let committed = committed.saturating_add(revealed);
		let until = match &task.state {
			TaskState::Ordered { expires, .. } | TaskState::Extending { expires, .. } => {
				Some(*expires)
			},
			TaskState::Committing { until } | TaskState::Revealing { until } => Some(*until),
			TaskState::Accepted(_) | TaskState::Failed { .. } => None,
		};
		Self {
			task: id,
			block,
			state: state_name(&task.state).to_string(),
			until,
			miners: task.replicas.len(),
			committed,
			revealed,
			abstained: count(|answer| matches!(answer, Answer::Abstained)),
			fraction: fraction(task),
			confidence: match &task.state {
				TaskState::Accepted(end) => {
					Some(f64::from(end.confidence.deconstruct()) / 10_000.0)
				},
				_ => None,
			},
			reason: match &task.state {
				TaskState::Failed { reason, .. } => Some(reason_name(*reason).to_string()),
				_ => None,
			},
			over: task.state.is_final(),
		}
	}

	/// Whether it says anything else than `other`, but for the block.
	pub fn differs_from(&self, other: &Self) -> bool {
		Self { block: other.block, ..self.clone() } != *other
	}
}

/// Rough share of a task's way that is behind it, from 0 to 1. Falls back when more miners are asked.
pub fn fraction(task: &TaskRecord<AccountId>) -> f64 {
	let part = |has: fn(&Answer) -> bool| {
		let count = task.replicas.iter().filter(|replica| has(&replica.answer)).count();
		count as f64 / task.replicas.len().max(1) as f64
	};
	match task.state {
		TaskState::Ordered { .. } => 0.05,
		TaskState::Committing { .. } => 0.1 + 0.6 * part(|answer| *answer != Answer::None),
		TaskState::Extending { .. } => 0.4,
		TaskState::Revealing { .. } => {
			0.75 + 0.2 * part(|answer| matches!(answer, Answer::Revealed { .. }))
		},
		TaskState::Accepted(_) | TaskState::Failed { .. } => 1.0,
	}
}
