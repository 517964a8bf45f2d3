// SPDX-License-Identifier: Apache-2.0
//! `run`: the miner.

use crate::{args::RunArgs, error::Failure, logging, session};
use pouw_engine::Engine;
use pouw_service::{mine_with, shutdown_signal, Config, EngineExecutor, Mining};
use std::sync::Arc;

/// Runs the miner until a signal.
pub fn run(args: RunArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	logging::for_miner(&config.log, None)?;
	run_with(&config, |_| ())
}

/// Runs the miner until a signal; `started` gets the mining of tickets, if it is enabled.
pub fn run_with(config: &Config, started: impl FnOnce(&Arc<Mining>)) -> Result<(), Failure> {
	let engine = Engine::with_device(&config.models_dir, config.device)?;
	for model in engine.models()? {
		tracing::info!(
			model = %format!("0x{}", hex::encode(model.hash)),
			folder = %model.path.display(),
			"model found"
		);
	}
	let executor = Arc::new(EngineExecutor::new(engine));
	session::block_on(async move {
		Ok(mine_with(config, executor, shutdown_signal(), started).await?)
	})?;
	tracing::info!("stopped");
	Ok(())
}
