// SPDX-License-Identifier: Apache-2.0
//! What runs a job.

use pouw_engine::{Engine, EngineError, Execution, Precision};
use pouw_primitives::{task::Job, ModelLayer};

/// Why a job gave no result.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ExecutorError {
	/// It cannot be run here, now or later: the model is not here, the input is malformed.
	#[error("{0}")]
	Unsupported(String),
	/// It failed by the momentary state of the machine, and may succeed later.
	#[error("{0}")]
	Failed(String),
}

/// Runs jobs. Called on a thread that may block.
pub trait Executor: Send + Sync + 'static {
	/// Runs a job over its input and gives the output's bytes. `progress` is told how many of how
	/// many parts are done.
	fn run(
		&self,
		job: &Job,
		input: &[u8],
		execution: &Execution<'_>,
		progress: &dyn Fn(usize, usize),
	) -> Result<Vec<u8>, ExecutorError>;

	/// The numbers of an output, which the sketch projects.
	fn values(&self, job: &Job, output: &[u8]) -> Result<Vec<f32>, ExecutorError>;

	/// The layers whose products draw tickets when the job is run, as a sector of this rank registers
	/// them. None means that the executor draws none.
	fn layers(&self, _job: &Job, _rank: u16) -> Result<Vec<ModelLayer>, ExecutorError> {
		Ok(Vec::new())
	}
}

/// Runs jobs with the engine.
pub struct EngineExecutor(Engine);

impl EngineExecutor {
	/// Runs jobs with `engine`.
	pub fn new(engine: Engine) -> Self {
		Self(engine)
	}
}

impl Executor for EngineExecutor {
	fn run(
		&self,
		job: &Job,
		input: &[u8],
		execution: &Execution<'_>,
		progress: &dyn Fn(usize, usize),
	) -> Result<Vec<u8>, ExecutorError> {
		self.0.run(job, input, execution, progress).map_err(worded)
	}

	fn values(&self, job: &Job, output: &[u8]) -> Result<Vec<f32>, ExecutorError> {
		self.0.values(job, output).map_err(worded)
	}

	fn layers(&self, job: &Job, rank: u16) -> Result<Vec<ModelLayer>, ExecutorError> {
		match job {
			Job::Embedding { model } => {
				let model = self.0.embedding(model.0, Precision::Int7).map_err(worded)?;
				model.layers(rank).map_err(worded)
			},
			Job::TextGeneration { .. } | Job::Training { .. } | Job::Data { .. } => Ok(Vec::new()),
		}
	}
}

fn worded(error: EngineError) -> ExecutorError {
	if error.means_abstain() {
		ExecutorError::Unsupported(error.to_string())
	} else {
		ExecutorError::Failed(error.to_string())
	}
}
