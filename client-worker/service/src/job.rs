// SPDX-License-Identifier: Apache-2.0
//! One job, from its input to a result on disk.

use crate::{
	blobs::blob_ref,
	chain::Chain,
	config::Limits,
	encryption::{MinerBlobError, MinerBlobs},
	kept::KeptTickets,
	metrics::{JobEnd, Metrics},
	mining::{
		layers::{registered, Layers, Registered},
		JobTickets,
	},
	BlobError, Executor, ExecutorError, Mining, Record, Records, StateError,
};
use pouw_engine::{Execution, Precision, TicketSink};
use pouw_primitives::{
	task::{BlobRef, Job, TaskResult, TaskState, MAX_PROGRAM_LEN},
	AccountId, Sketch, TaskId, TaskRecord,
};
use std::{
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc,
	},
	time::Instant,
};
use tokio::sync::Semaphore;

/// What running a job needs.
pub(crate) struct Workshop {
	pub(crate) executor: Arc<dyn Executor>,
	pub(crate) blobs: MinerBlobs,
	pub(crate) records: Records,
	pub(crate) metrics: Metrics,
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
	/// It waits for the client to hand over the key of the input.
	#[error("the client has not handed over the key of the input yet")]
	NoKey,
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

impl From<StateError> for JobError {
	fn from(error: StateError) -> Self {
		Self::NotNow(error.to_string())
	}
}

impl From<MinerBlobError> for JobError {
	fn from(error: MinerBlobError) -> Self {
		if let MinerBlobError::NoEnvelope = error {
			Self::NoKey
		} else if error.is_transient() {
			Self::NotNow(error.to_string())
		} else {
			Self::Impossible(error.to_string())
		}
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
	/// Fetches the input, runs the job, stores the output, and saves result and salt. Without `layers` it
	/// draws no tickets.
	pub(crate) async fn work(
		self: Arc<Self>,
		id: TaskId,
		task: TaskRecord<AccountId>,
		precision: Precision,
		layers: Option<Registered>,
	) -> Result<(), JobError> {
		let closed = |_| JobError::NotNow("the worker is stopping".to_string());
		let _place = self.places.acquire().await.map_err(closed)?;
		// The whole machine is the job's from here on.
		let _pause = self.mining.as_ref().map(Mining::pause);
		let start = Instant::now();
		let outcome = self.run(id, &task, precision, layers).await;
		let end = match &outcome {
			Ok(()) => Some(JobEnd::Done),
			Err(JobError::NotNow(_)) => Some(JobEnd::Retried),
			Err(JobError::Impossible(_)) => Some(JobEnd::Impossible),
			// It has not begun.
			Err(JobError::NoKey) => None,
		};
		if let Some(end) = end {
			self.metrics.job(end, start.elapsed());
		}
		outcome
	}

	async fn run(
		self: &Arc<Self>,
		id: TaskId,
		task: &TaskRecord<AccountId>,
		precision: Precision,
		layers: Option<Registered>,
	) -> Result<(), JobError> {
		self.blobs.check_client(task)?;
		let bound = self.bound_output(task);
		let earlier = match &bound {
			Some(output) => self.earlier_output(id, output).await?,
			None => None,
		};
		let input = match &earlier {
			// All that is wanted is another sketch of it.
			Some(_) => Vec::new(),
			None => self.blobs.input(id, task, self.limits.max_input_bytes).await?,
		};
		let program = match task.spec.job.program().filter(|_| earlier.is_none()) {
			Some(program) => Some(self.blobs.store.get(&program, MAX_PROGRAM_LEN).await?),
			None => None,
		};
		tracing::info!(task = id, bytes = input.len(), ?precision, "job starts");
		let executor = self.executor.clone();
		let (job, seed) = (task.spec.job, task.seed.0);
		let limit = self.limits.max_output_bytes;
		let tickets = self.tickets(id, task, layers);
		let writes = tickets.as_ref().map(KeptTickets::writes);
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
		if bound.is_some_and(|bound| bound != blob_ref(&output)) {
			return Err(JobError::Impossible(
				"the job has another output now than the one that was revealed".to_string(),
			));
		}
		let plain = Arc::new(output);
		// The client's copy comes first: nothing is committed to that could not be delivered.
		let output = self.blobs.put_output(id, task, plain.clone()).await?;
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
		// A job whose result is kept is not run again, and its tickets are not drawn again: they come first.
		if let Some(writes) = writes {
			writes.finish().await;
		}
		let records = self.records.clone();
		let kept = blocking(move || records.keep(&record, &plain)).await?;
		if let Err(error) = kept {
			self.metrics.state_failed();
			return Err(error.into());
		}
		tracing::info!(task = id, output = ?output.hash, bytes = output.len, "job done");
		Ok(())
	}

	/// The output that this miner has revealed for the task before. Asked again, by another seed, the miner
	/// is bound to it.
	fn bound_output(&self, task: &TaskRecord<AccountId>) -> Option<BlobRef> {
		let own = task.replicas.iter().find(|replica| replica.miner == self.blobs.miner)?;
		own.bound.map(|bound| bound.output)
	}

	/// The bytes of such an output, if they are still there; else the job is run again.
	async fn earlier_output(
		self: &Arc<Self>,
		id: TaskId,
		output: &BlobRef,
	) -> Result<Option<Vec<u8>>, JobError> {
		let (records, output) = (self.records.clone(), *output);
		let found = blocking(move || records.output(id, &output)).await??;
		if found.is_some() {
			tracing::info!(task = id, output = ?output.hash, "asked again for a sketch");
		}
		Ok(found)
	}

	/// What the sector has of a model of `count` layers; nothing if no tickets are to be drawn from a
	/// task of it, or nobody can say.
	pub(crate) async fn layers<C: Chain>(
		&self,
		chain: &Arc<C>,
		id: TaskId,
		job: &Job,
		count: u32,
	) -> Option<Registered> {
		let wanted = count > 0 && self.mining.as_ref().is_some_and(|mining| mining.is_useful());
		let model = job.model().filter(|_| wanted)?;
		match registered(chain, model, count).await {
			Ok(layers) => Some(layers),
			Err(error) => {
				tracing::warn!(
					task = id,
					%error,
					"cannot ask for the model's layers; the job runs without tickets"
				);
				None
			},
		}
	}

	/// Where the tickets of a task go, if any are drawn.
	fn tickets(
		&self,
		id: TaskId,
		task: &TaskRecord<AccountId>,
		layers: Option<Registered>,
	) -> Option<KeptTickets> {
		let TaskState::Committing { until } = task.state else { return None };
		let mining = self.mining.clone()?;
		let layers = Layers::new(id, task.spec.job, self.executor.clone(), layers?);
		let tickets = JobTickets { mining, task: id, until, layers };
		Some(KeptTickets::new(tickets, self.blobs.miner.clone(), self.records.clone()))
	}
}

/// Runs what waits for the disk on a thread that may.
async fn blocking<T: Send + 'static>(
	work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JobError> {
	tokio::task::spawn_blocking(work)
		.await
		.map_err(|e| JobError::NotNow(format!("a thread of the worker ended: {e}")))
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
