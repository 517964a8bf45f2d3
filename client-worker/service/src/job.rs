// SPDX-License-Identifier: Apache-2.0
//! One job, from its input to a result on disk.

use crate::{
	config::Limits, mining::JobTickets, records::RecordError, BlobError, BlobStore, Executor,
	ExecutorError, Mining, Record, RecordStore,
};
use pouw_engine::{Execution, Precision, TicketSink};
use pouw_primitives::{
	task::{Job, TaskResult, TaskState, MAX_PROGRAM_LEN},
	AccountId, Sketch, TaskId, TaskRecord,
};
use std::sync::{
	atomic::{AtomicUsize, Ordering},
	Arc,
};
use tokio::sync::Semaphore;

/// What running a job needs.
pub(crate) struct Workshop {
	pub(crate) executor: Arc<dyn Executor>,
	pub(crate) blobs: BlobStore,
	pub(crate) records: RecordStore,
	pub(crate) limits: Limits,
	/// Mining of tickets, if the configuration has it enabled.
	pub(crate) mining: Option<Arc<Mining>>,
	/// As many permits as jobs may run at a time.
	pub(crate) places: Semaphore,
}

/// Why a job left no result.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum JobError {
	/// It will not have one here.
	#[error("{0}")]
	Impossible(String),
	/// It may succeed later.
	#[error("{0}")]
	NotNow(String),
}

impl From<BlobError> for JobError {
	fn from(error: BlobError) -> Self {
		if error.is_transient() {
			Self::NotNow(error.to_string())
		} else {
			Self::Impossible(error.to_string())
		}
	}
}

impl From<RecordError> for JobError {
	fn from(error: RecordError) -> Self {
		Self::NotNow(error.to_string())
	}
}

impl From<ExecutorError> for JobError {
	fn from(error: ExecutorError) -> Self {
		match error {
			ExecutorError::Unsupported(reason) => Self::Impossible(reason),
			ExecutorError::Failed(reason) => Self::NotNow(reason),
		}
	}
}

impl Workshop {
	/// Fetches the input, runs the job, stores the output, and saves result and salt.
	pub(crate) async fn work(
		self: Arc<Self>,
		id: TaskId,
		task: TaskRecord<AccountId>,
		precision: Precision,
	) -> Result<(), JobError> {
		let closed = |_| JobError::NotNow("the worker is stopping".to_string());
		let _place = self.places.acquire().await.map_err(closed)?;
		// The whole machine is the job's from here on.
		let _pause = self.mining.as_ref().map(Mining::pause);
		tracing::info!(task = id, bytes = task.spec.input.len, ?precision, "job starts");
		let earlier = self.earlier_output(id, &task).await;
		let input = self.blobs.get(&task.spec.input, self.limits.max_input_bytes).await?;
		let program = match task.spec.job.program() {
			Some(program) => Some(self.blobs.get(&program, MAX_PROGRAM_LEN).await?),
			None => None,
		};
		let executor = self.executor.clone();
		let (job, seed) = (task.spec.job, task.seed.0);
		let limit = self.limits.max_output_bytes;
		let tickets = self.tickets(id, &task);
		let computed = tokio::task::spawn_blocking(move || {
			let tickets = tickets.as_ref().map(|tickets| tickets as &dyn TicketSink);
			let execution = Execution { precision, program: program.as_deref(), tickets };
			compute(&*executor, id, &job, &seed, &input, earlier, &execution, limit)
		});
		let (sketch, output) = computed.await.map_err(|error| {
			JobError::Impossible(if error.is_panic() {
				"the executor panicked".to_string()
			} else {
				"the job was cancelled".to_string()
			})
		})??;
		let output = self.blobs.put(output).await?;
		let mut salt = [0u8; 32];
		getrandom::fill(&mut salt)
			.map_err(|e| JobError::NotNow(format!("no randomness for a salt: {e}")))?;
		let record = Record {
			task: id,
			seed: task.seed,
			input: task.spec.input,
			result: TaskResult { sketch, output },
			salt,
		};
		let workshop = self.clone();
		tokio::task::spawn_blocking(move || workshop.records.save(&record))
			.await
			.map_err(|e| JobError::NotNow(e.to_string()))??;
		tracing::info!(task = id, output = ?output.hash, bytes = output.len, "job done");
		Ok(())
	}

	/// The output that this miner has revealed for the task before, if it is still there. Asked again, by
	/// another seed, the miner is bound to it, and need not run the job again.
	async fn earlier_output(&self, id: TaskId, task: &TaskRecord<AccountId>) -> Option<Vec<u8>> {
		let output = self.records.load(id).ok()??.result.output;
		if !task.replicas.iter().any(|replica| replica.bound == Some(output)) {
			return None;
		}
		tracing::info!(task = id, output = ?output.hash, "asked again for a sketch");
		self.blobs.get(&output, self.limits.max_output_bytes).await.ok()
	}

	/// Where the tickets of a task go, if any are drawn.
	fn tickets(&self, id: TaskId, task: &TaskRecord<AccountId>) -> Option<JobTickets> {
		let TaskState::Committing { until } = task.state else { return None };
		Some(JobTickets { mining: self.mining.clone()?, task: id, until })
	}
}

/// Runs the job, unless there is an output of an earlier round, and projects its output.
#[allow(clippy::too_many_arguments)] // All of one job.
fn compute(
	executor: &dyn Executor,
	id: TaskId,
	job: &Job,
	seed: &[u8; 32],
	input: &[u8],
	earlier: Option<Vec<u8>>,
	execution: &Execution<'_>,
	limit: u64,
) -> Result<(Sketch, Vec<u8>), JobError> {
	let tenth = AtomicUsize::new(0);
	let progress = |done: usize, total: usize| {
		let now = done.saturating_mul(10) / total.max(1);
		if now > tenth.swap(now, Ordering::Relaxed) {
			tracing::info!(task = id, done, total, "job runs");
		}
	};
	let output = match earlier {
		Some(output) => output,
		None => executor.run(job, input, execution, &progress)?,
	};
	if output.is_empty() || output.len() as u64 > limit {
		let len = output.len();
		let reason = format!("the output has {len} bytes, and 1 to {limit} are taken");
		return Err(JobError::Impossible(reason));
	}
	let values = executor.values(job, &output)?;
	let sketch = pouw_engine::sketch::project(seed, values)
		.map_err(|e| JobError::Impossible(e.to_string()))?;
	Ok((sketch, output))
}
