// SPDX-License-Identifier: Apache-2.0
//! A dishonest miner, for tests: it answers every job with random numbers.
//!
//! It takes the worker's own configuration file and differs from `pouw-worker run` in its executor
//! alone, so that what a network does about it is what it would do about a real one:
//! `garbage_worker --config FILE`.

use pouw_engine::{Embeddings, Execution};
use pouw_primitives::task::Job;
use pouw_service::{mine, shutdown_signal, Config, Executor, ExecutorError};
use std::{error::Error, path::Path, process::ExitCode, sync::Arc};
use tracing_subscriber::EnvFilter;

/// Numbers in a vector of the usual small embedding models.
const DIMS: usize = 384;

/// Gives outputs of the right shape and of no meaning.
struct Garbage;

impl Executor for Garbage {
	fn run(
		&self,
		job: &Job,
		input: &[u8],
		_execution: &Execution<'_>,
		progress: &dyn Fn(usize, usize),
	) -> Result<Vec<u8>, ExecutorError> {
		let failed = |e: String| ExecutorError::Failed(e);
		let Job::Embedding { .. } = job else {
			let mut random = vec![0u8; DIMS];
			getrandom::fill(&mut random).map_err(|e| failed(e.to_string()))?;
			return Ok(random);
		};
		let text = String::from_utf8_lossy(input);
		let rows = text.lines().filter(|line| !line.trim().is_empty()).count();
		let mut random = vec![0u8; rows.saturating_mul(DIMS)];
		getrandom::fill(&mut random).map_err(|e| failed(e.to_string()))?;
		let values = random.iter().map(|byte| (f32::from(*byte) - 127.5) / 1_000.0).collect();
		progress(rows, rows);
		let output = Embeddings::new(rows, DIMS, values).map_err(|e| failed(e.to_string()))?;
		Ok(output.to_bytes())
	}

	fn values(&self, job: &Job, output: &[u8]) -> Result<Vec<f32>, ExecutorError> {
		let Job::Embedding { .. } = job else {
			return Ok(output.iter().map(|byte| f32::from(*byte)).collect());
		};
		let output =
			Embeddings::from_bytes(output).map_err(|e| ExecutorError::Failed(e.to_string()))?;
		Ok(output.values)
	}
}

fn run() -> Result<(), Box<dyn Error>> {
	let arguments: Vec<String> = std::env::args().skip(1).collect();
	let [flag, path] = arguments.as_slice() else {
		return Err("usage: garbage_worker --config FILE".into());
	};
	if flag != "--config" {
		return Err(format!("unknown argument {flag}; usage: garbage_worker --config FILE").into());
	}
	let config = Config::load(Path::new(path))?;
	tracing_subscriber::fmt()
		.with_env_filter(EnvFilter::try_new(&config.log.filter)?)
		.with_ansi(false)
		.with_writer(std::io::stderr)
		.init();
	tracing::warn!("this miner answers with random numbers; it is for tests");
	let runtime = tokio::runtime::Runtime::new()?;
	let mined = runtime.block_on(mine(&config, Arc::new(Garbage), shutdown_signal()));
	runtime.shutdown_background();
	Ok(mined?)
}

fn main() -> ExitCode {
	match run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::FAILURE
		},
	}
}
