// SPDX-License-Identifier: Apache-2.0
//! `run`: the miner.

use crate::{args::RunArgs, error::Failure, logging, session};
use pouw_engine::Engine;
use pouw_service::{mine, shutdown_signal, Config, EngineExecutor};
use std::sync::Arc;

/// Mines until a signal.
pub fn run(args: RunArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	logging::for_miner(&config.log)?;
	let engine = Engine::with_device(&config.models_dir, config.device)?;
	for model in engine.models()? {
		tracing::info!(
			model = %format!("0x{}", hex::encode(model.hash)),
			folder = %model.path.display(),
			"model found"
		);
	}
	let executor = Arc::new(EngineExecutor::new(engine));
	session::block_on(async { Ok(mine(&config, executor, shutdown_signal()).await?) })?;
	tracing::info!("stopped");
	Ok(())
}
