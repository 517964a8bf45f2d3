// SPDX-License-Identifier: Apache-2.0
//! `run`: the miner.

use crate::{args::RunArgs, commands::witness, error::Failure, logging, session};
use pouw_engine::Engine;
use pouw_service::{mine_with, shutdown_signal, Config, EngineExecutor, Mining};
use std::sync::Arc;
use tokio::sync::oneshot;

/// Runs the miner until a signal.
pub fn run(args: RunArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	logging::for_miner(&config.log, None)?;
	run_with(&config, |_| ())
}

/// Runs the miner until a signal, and the witness service beside it if it is enabled; `started` gets
/// the mining of tickets, if that is enabled.
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
		let witness = match config.witness.enabled {
			true => Some(witness::prepare(config).await?),
			false => None,
		};
		// Dropped when the miner has ended, for whatever reason.
		let (mining, ended) = oneshot::channel::<()>();
		let mine = async move {
			let outcome = mine_with(config, executor, shutdown_signal(), started).await;
			drop(mining);
			outcome
		};
		let witness = async move {
			if let Some(service) = witness {
				service.run(async move { drop(ended.await) }).await;
			}
		};
		let (outcome, ()) = tokio::join!(mine, witness);
		Ok(outcome?)
	})?;
	tracing::info!("stopped");
	Ok(())
}
