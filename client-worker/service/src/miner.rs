// SPDX-License-Identifier: Apache-2.0
//! From a configuration to a running miner.

use crate::{
	encryption::EncryptionKeyError, heartbeat::answer_roll_calls, BlobError, BlobStore, Config,
	EncryptionKey, Equipment, Executor, Metrics, Mining, SectorSession, Service, ServiceError,
	StateError, StateStore,
};
use pouw_chain::{ChainError, KeyError, Keypair, SectorClient};
use pouw_kernel::KernelError;
use std::{future::Future, sync::Arc};

/// Why a miner does not start, or ends.
#[derive(Debug, thiserror::Error)]
pub enum MinerError {
	/// There is no usable key.
	#[error(transparent)]
	Key(#[from] KeyError),
	/// There is no usable encryption key.
	#[error(transparent)]
	EncryptionKey(#[from] EncryptionKeyError),
	/// There is no usable state file.
	#[error(transparent)]
	State(#[from] StateError),
	/// The metrics cannot be registered or served.
	#[error("metrics: {0}; correct `metrics.listen`, or leave it out")]
	Metrics(String),
	/// There is no usable blob store.
	#[error(transparent)]
	Blobs(#[from] BlobError),
	/// The sector cannot be reached.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// Baseline products cannot be computed.
	#[error("cannot mine: {0}")]
	Kernel(#[from] KernelError),
	/// The service failed.
	#[error(transparent)]
	Service(#[from] ServiceError),
}

/// Mines as the configuration says, with `executor`, until `shutdown` completes.
pub async fn mine(
	config: &Config,
	executor: Arc<dyn Executor>,
	shutdown: impl Future<Output = ()>,
) -> Result<(), MinerError> {
	mine_with(config, executor, shutdown, |_| ()).await
}

/// As [`mine`]; `started` gets the mining of tickets, if the configuration has it enabled.
pub async fn mine_with(
	config: &Config,
	executor: Arc<dyn Executor>,
	shutdown: impl Future<Output = ()>,
	started: impl FnOnce(&Arc<Mining>),
) -> Result<(), MinerError> {
	let key = Keypair::load(&config.keystore)?;
	// First of all, so that a second worker on the folder ends before it does anything.
	let state = StateStore::open(&config.data_dir)?;
	let encryption_key = Arc::new(EncryptionKey::load_or_create(&config.data_dir)?);
	let metrics = Metrics::new().map_err(|e| MinerError::Metrics(e.to_string()))?;
	let blobs = BlobStore::connect(&config.blobs)?;
	let client = SectorClient::connect(&config.endpoints).await?;
	tracing::info!(
		account = %key.address(),
		endpoint = %client.endpoint(),
		genesis = ?client.genesis(),
		"mining"
	);
	let store = blobs.clone();
	tokio::spawn(async move { store.warn_if_unusable().await });
	let mining = match config.mining.enabled {
		true => Some(Mining::start(key.account().clone(), &config.mining)?),
		false => None,
	};
	if let Some(mining) = &mining {
		started(mining);
	}
	let chain = SectorSession { client: Arc::new(client), key };
	let equipment = Equipment {
		executor,
		blobs,
		state,
		encryption_key,
		mining: mining.clone(),
		metrics: metrics.clone(),
	};
	let heartbeats = answer_roll_calls(chain.clone());
	let service = Service::new(chain, equipment, config)?;
	let outcome = tokio::select! {
		outcome = service.run(shutdown) => outcome.map_err(MinerError::from),
		never = heartbeats => match never {},
		reason = served(metrics, config) => Err(MinerError::Metrics(reason)),
	};
	if let Some(mining) = &mining {
		mining.end();
	}
	outcome
}

/// Serves the metrics if they are wanted. Completes only by failing.
async fn served(metrics: Metrics, config: &Config) -> String {
	match config.metrics.listen {
		Some(address) => match metrics.serve(address).await {
			Ok(()) => "the endpoint ended".to_string(),
			Err(reason) => reason,
		},
		None => std::future::pending().await,
	}
}
