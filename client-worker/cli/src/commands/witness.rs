// SPDX-License-Identifier: Apache-2.0
//! `witness`: proofs of other sectors' conversions.

use crate::{args::WitnessArgs, error::Failure, logging, session};
use pouw_chain::{ChainError, SectorClient};
use pouw_service::{shutdown_signal, Config};
use pouw_witness::{Endpoints, Service};
use std::sync::Arc;

/// The service as it is run here.
pub type WitnessService = Service<Arc<SectorClient>, Endpoints>;

/// Runs the service until a signal.
pub fn run(args: WitnessArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	logging::for_miner(&config.log, None)?;
	session::block_on(async {
		prepare(&config).await?.run(shutdown_signal()).await;
		Ok(())
	})?;
	tracing::info!("stopped");
	Ok(())
}

/// Connects to the own sector and looks at the nodes of the others. A dead one is only reported: it may
/// be back when it is needed.
pub async fn prepare(config: &Config) -> Result<WitnessService, Failure> {
	let sources = config.witness.endpoints()?;
	if sources.is_empty() {
		return Err(Failure::new(
			"`witness.sources` of the configuration names no sector: there is nothing to prove",
		));
	}
	let client = Arc::new(SectorClient::connect(&config.endpoints).await?);
	// Fails on a chain that is no sector.
	let open = client.witness_requests().await?.len();
	let sector = client.para_id().await?;
	let names: Vec<u32> = sources.keys().map(|sector| sector.0).collect();
	let sources = Endpoints::new(sources);
	for (source, endpoint, outcome) in sources.check().await {
		match outcome {
			Ok(()) => tracing::debug!(source = source.0, %endpoint, "node of a source answers"),
			Err(error @ ChainError::OtherChain { .. }) => {
				return Err(Failure::new(format!("configuration: `witness.sources`: {error}")))
			},
			Err(error) => {
				tracing::warn!(source = source.0, %error, "node of a source is out of reach")
			},
		}
	}
	tracing::info!(sector, endpoint = %client.endpoint(), sources = ?names, open, "witnessing");
	Ok(Service::new(client, sources, config.witness.parallel))
}
