// SPDX-License-Identifier: Apache-2.0
//! Transactions of tasks: commitments, reveals and abstentions.

use crate::{chain::Chain, service::LAST_CALL, Phase, Service, StateError};
use pouw_chain::{ChainError, Included};
use pouw_primitives::{
	calls::{SectorCall, TasksCall},
	BlockNumber, TaskId,
};
use sp_core::H256;

/// Blocks in which a transaction of an earlier process may still come into a block.
const IN_FLIGHT: BlockNumber = 4;

/// Why a transaction of a task is in no block.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SubmissionError {
	/// Nothing was submitted, because it could not be noted first.
	#[error("nothing is submitted: {0}")]
	State(#[from] StateError),
	/// The chain or its node.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// A thread could not finish.
	#[error("a thread of the worker ended: {0}")]
	Thread(String),
}

impl<C: Chain> Service<C> {
	pub(crate) fn submit(&mut self, id: TaskId, what: &'static str, call: TasksCall) {
		self.busy.insert(id);
		let chain = self.chain.clone();
		let submission = self.submissions.spawn(async move {
			let submitted = chain.submit(SectorCall::Tasks(call)).await;
			(id, what, submitted.map_err(SubmissionError::from))
		});
		self.running.insert(submission.id(), id);
	}

	/// Submits a call about a saved result after its phase is on disk.
	pub(crate) fn submit_noted(
		&mut self,
		id: TaskId,
		what: &'static str,
		call: TasksCall,
		seed: H256,
		phase: Phase,
		until: BlockNumber,
	) {
		// The same transaction of an earlier process may still be in a pool. Twice it costs two fees, and
		// being late the whole reward.
		let late = self.now.saturating_add(IN_FLIGHT + LAST_CALL) >= until;
		if let Some(at) = self.inherited.get(&id) {
			if !late && (*at..at.saturating_add(IN_FLIGHT)).contains(&self.now) {
				return;
			}
			self.inherited.remove(&id);
		}
		self.busy.insert(id);
		let (chain, records) = (self.chain.clone(), self.workshop.records.clone());
		let submission = self.submissions.spawn(async move {
			let submitted = async {
				tokio::task::spawn_blocking(move || records.mark(id, &seed, phase))
					.await
					.map_err(|e| SubmissionError::Thread(e.to_string()))??;
				Ok::<_, SubmissionError>(chain.submit(SectorCall::Tasks(call)).await?)
			};
			(id, what, submitted.await)
		});
		self.running.insert(submission.id(), id);
	}

	pub(crate) fn on_submission(
		&mut self,
		done: Result<
			(TaskId, &'static str, Result<Included, SubmissionError>),
			tokio::task::JoinError,
		>,
	) {
		let (id, what, outcome) = match done {
			Ok(done) => done,
			Err(error) => {
				let Some(id) = self.running.remove(&error.id()) else { return };
				tracing::error!(task = id, %error, "a submission ended; the state decides what is next");
				self.over(id);
				return self.put_off(id);
			},
		};
		self.over(id);
		self.workshop.metrics.submission(what, outcome.is_ok());
		if let Err(SubmissionError::State(_)) = outcome {
			self.workshop.metrics.state_failed();
		}
		match outcome {
			Ok(included) => {
				self.retries.remove(&id);
				tracing::info!(task = id, block = included.block_number, "{what} is in a block");
			},
			Err(error) => {
				tracing::warn!(task = id, %error, "{what} failed; the state decides what is next");
				self.put_off(id);
			},
		}
	}
}
