// SPDX-License-Identifier: Apache-2.0
//! What the service asks of its own sector and of the others.

use pouw_chain::{Block, BlockWatch, ChainError, SectorClient};
use pouw_primitives::{
	calls::SectorCall,
	witness::{KnownHead, PendingRequest, WitnessCall},
	BlockNumber, SectorId,
};
use std::{collections::BTreeMap, future::Future, sync::Arc};
use tokio::sync::Mutex;

/// The sector that the hub asks.
pub trait Sector: Send + Sync + 'static {
	/// Follows the best blocks.
	type Blocks: Blocks;

	/// Follows the best blocks from now on.
	fn blocks(&self) -> Self::Blocks;
	/// The open requests as of the best block.
	fn requests(&self) -> impl Future<Output = Result<Vec<PendingRequest>, ChainError>> + Send;
	/// Submits a proof and waits for the block that includes it. Returns its number.
	fn attest(
		&self,
		call: WitnessCall,
	) -> impl Future<Output = Result<BlockNumber, ChainError>> + Send;
}

/// Best blocks as they come.
pub trait Blocks: Send + 'static {
	/// The next best block. Can be cancelled, and called again after an error.
	fn next(&mut self) -> impl Future<Output = Result<Block, ChainError>> + Send;
}

/// Why a proof could not be had from another sector.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
	/// The configuration has no node of the sector.
	#[error("the configuration has no endpoint of sector {}", .0 .0)]
	NotConfigured(SectorId),
	/// A node did not answer as it should.
	#[error(transparent)]
	Chain(#[from] ChainError),
}

/// The sectors that conversions leave.
pub trait Sources: Send + Sync + 'static {
	/// Trie nodes from the state root of a sector's head to a key.
	fn proof(
		&self,
		source: SectorId,
		head: KnownHead,
		key: Vec<u8>,
	) -> impl Future<Output = Result<Vec<Vec<u8>>, SourceError>> + Send;
}

impl Sector for Arc<SectorClient> {
	type Blocks = BlockWatch;

	fn blocks(&self) -> BlockWatch {
		BlockWatch::new(self.clone())
	}

	async fn requests(&self) -> Result<Vec<PendingRequest>, ChainError> {
		self.witness_requests().await
	}

	async fn attest(&self, call: WitnessCall) -> Result<BlockNumber, ChainError> {
		let call = SectorCall::Witness(call);
		self.submit_authorized(&call).await.map(|included| included.block_number)
	}
}

impl Blocks for BlockWatch {
	async fn next(&mut self) -> Result<Block, ChainError> {
		BlockWatch::next(self).await
	}
}

/// Nodes of the other sectors, connected to when they are needed.
#[derive(Debug)]
pub struct Endpoints {
	endpoints: BTreeMap<SectorId, Vec<String>>,
	connected: Mutex<BTreeMap<SectorId, Arc<SectorClient>>>,
}

impl Endpoints {
	/// Nodes of each sector. Connects to none yet.
	pub fn new(endpoints: BTreeMap<SectorId, Vec<String>>) -> Self {
		Self { endpoints, connected: Mutex::new(BTreeMap::new()) }
	}

	/// Looks once at every endpoint: whether it answers, and for the sector it is listed under. A
	/// dead one may come back; one of another sector is a mistake in the configuration.
	pub async fn check(&self) -> Vec<(SectorId, String, Result<(), ChainError>)> {
		let mut checked = Vec::new();
		for (source, endpoints) in &self.endpoints {
			for endpoint in endpoints {
				let connected = SectorClient::connect(std::slice::from_ref(endpoint)).await;
				let outcome = match connected {
					Ok(client) => client.ensure_para_id(source.0).await,
					Err(error) => Err(error),
				};
				checked.push((*source, endpoint.clone(), outcome));
			}
		}
		checked
	}

	async fn client(&self, source: SectorId) -> Result<Arc<SectorClient>, SourceError> {
		if let Some(client) = self.connected.lock().await.get(&source) {
			return Ok(client.clone());
		}
		let endpoints = self.endpoints.get(&source).ok_or(SourceError::NotConfigured(source))?;
		// Not under the lock: a dead node must not hold up the proofs of other sectors.
		let client = Arc::new(SectorClient::connect(endpoints).await?);
		client.ensure_para_id(source.0).await?;
		Ok(self.connected.lock().await.entry(source).or_insert(client).clone())
	}
}

impl Sources for Endpoints {
	async fn proof(
		&self,
		source: SectorId,
		head: KnownHead,
		key: Vec<u8>,
	) -> Result<Vec<Vec<u8>>, SourceError> {
		let client = self.client(source).await?;
		let outcome = client.state_proof(head.number, head.state_root, &key).await;
		if let Err(ChainError::ConnectionLost { .. } | ChainError::Request { .. }) = &outcome {
			// The next attempt goes to another node of the sector, if there is one. A connection
			// that is only given up here may serve proofs under way to their end.
			if client.reconnect().await.is_err() {
				self.connected.lock().await.remove(&source);
			}
		}
		Ok(outcome?)
	}
}
