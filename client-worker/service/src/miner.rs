// SPDX-License-Identifier: Apache-2.0
//! From a configuration to a running miner.

use crate::{
	encryption::EncryptionKeyError, BlobError, BlobStore, Config, EncryptionKey, Executor, Mining,
	SectorSession, Service, ServiceError,
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
	let encryption_key = EncryptionKey::load_or_create(&config.data_dir)?;
	let blobs = BlobStore::open(&config.blob_dir)?;
	let client = SectorClient::connect(&config.endpoints).await?;
	tracing::info!(
		account = %key.address(),
		endpoint = %client.endpoint(),
		genesis = ?client.genesis(),
		"mining"
	);
	let mining = match config.mining.enabled {
		true => Some(Mining::start(key.account().clone(), &config.mining)?),
		false => None,
	};
	if let Some(mining) = &mining {
		started(mining);
	}
	let chain = SectorSession { client: Arc::new(client), key };
	let key = encryption_key.public();
	let service = Service::new(chain, executor, blobs, config, key, mining.clone())?;
	let outcome = service.run(shutdown).await;
	if let Some(mining) = &mining {
		mining.end();
	}
	Ok(outcome?)
}
