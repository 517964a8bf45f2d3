// SPDX-License-Identifier: Apache-2.0
//! What the miner asks of the chain, as one account.

use pouw_chain::{Block, BlockWatch, ChainError, Included, Keypair, SectorClient};
use pouw_primitives::{
	calls::SectorCall,
	sector::TokenProfile,
	task::ModelRecord,
	work::{MinerWindow, WindowInfo},
	AccountId, Balance, LayerIndex, MinerRecord, ModelLayer, TaskId, TaskRecord,
};
use sp_core::H256;
use std::{future::Future, sync::Arc};

/// A sector as one account sees it.
pub trait Chain: Send + Sync + 'static {
	/// Follows the best blocks.
	type Blocks: Blocks;

	/// The account.
	fn account(&self) -> &AccountId;
	/// Hash of the chain's first block.
	fn genesis(&self) -> H256;
	/// Follows the best blocks from now on.
	fn blocks(&self) -> Self::Blocks;
	/// The account's record as a miner.
	fn miner(&self) -> impl Future<Output = Result<Option<MinerRecord>, ChainError>> + Send;
	/// The account's unfinished tasks.
	fn assignments(&self) -> impl Future<Output = Result<Vec<TaskId>, ChainError>> + Send;
	/// A task.
	fn task(
		&self,
		id: TaskId,
	) -> impl Future<Output = Result<Option<TaskRecord<AccountId>>, ChainError>> + Send;
	/// The id the next order gets.
	fn next_task(&self) -> impl Future<Output = Result<TaskId, ChainError>> + Send;
	/// A registered model.
	fn model(
		&self,
		hash: H256,
	) -> impl Future<Output = Result<Option<ModelRecord<AccountId>>, ChainError>> + Send;
	/// A layer of a registered model.
	fn layer(
		&self,
		model: H256,
		layer: LayerIndex,
	) -> impl Future<Output = Result<Option<ModelLayer>, ChainError>> + Send;
	/// The newest window.
	fn window(&self) -> impl Future<Output = Result<Option<WindowInfo>, ChainError>> + Send;
	/// The account in the newest window.
	fn miner_window(&self) -> impl Future<Output = Result<Option<MinerWindow>, ChainError>> + Send;
	/// What the account has, held or free.
	fn balance(&self) -> impl Future<Output = Result<Balance, ChainError>> + Send;
	/// The sector's token, if it has one yet.
	fn token(&self) -> impl Future<Output = Result<Option<TokenProfile>, ChainError>> + Send;
	/// The newest finalized block.
	fn finalized(&self) -> impl Future<Output = Result<Block, ChainError>> + Send;
	/// Submits a call of the account and waits for a block.
	fn submit(&self, call: SectorCall)
		-> impl Future<Output = Result<Included, ChainError>> + Send;
	/// Submits a ticket, which needs no signature, and waits for a block.
	fn submit_ticket(
		&self,
		call: SectorCall,
	) -> impl Future<Output = Result<Included, ChainError>> + Send;
}

/// Best blocks as they come.
pub trait Blocks: Send + 'static {
	/// The next best block. Can be cancelled, and called again after an error.
	fn next(&mut self) -> impl Future<Output = Result<Block, ChainError>> + Send;
}

/// A connected sector and the key of an account.
#[derive(Clone, Debug)]
pub struct SectorSession {
	/// The connection.
	pub client: Arc<SectorClient>,
	/// The key.
	pub key: Keypair,
}

impl Chain for SectorSession {
	type Blocks = BlockWatch;

	fn account(&self) -> &AccountId {
		self.key.account()
	}

	fn genesis(&self) -> H256 {
		self.client.genesis()
	}

	fn blocks(&self) -> BlockWatch {
		BlockWatch::new(self.client.clone())
	}

	async fn miner(&self) -> Result<Option<MinerRecord>, ChainError> {
		self.client.miner(self.key.account()).await
	}

	async fn assignments(&self) -> Result<Vec<TaskId>, ChainError> {
		self.client.assignments(self.key.account()).await
	}

	async fn task(&self, id: TaskId) -> Result<Option<TaskRecord<AccountId>>, ChainError> {
		self.client.task(id).await
	}

	async fn next_task(&self) -> Result<TaskId, ChainError> {
		self.client.next_task().await
	}

	async fn model(&self, hash: H256) -> Result<Option<ModelRecord<AccountId>>, ChainError> {
		self.client.model(hash).await
	}

	async fn layer(
		&self,
		model: H256,
		layer: LayerIndex,
	) -> Result<Option<ModelLayer>, ChainError> {
		self.client.layer(model, layer).await
	}

	async fn window(&self) -> Result<Option<WindowInfo>, ChainError> {
		self.client.window().await
	}

	async fn miner_window(&self) -> Result<Option<MinerWindow>, ChainError> {
		self.client.miner_window(self.key.account()).await
	}

	async fn balance(&self) -> Result<Balance, ChainError> {
		self.client.total_balance(self.key.account()).await
	}

	async fn token(&self) -> Result<Option<TokenProfile>, ChainError> {
		Ok(self.client.profile().await?.map(|profile| profile.token))
	}

	async fn finalized(&self) -> Result<Block, ChainError> {
		self.client.finalized_block().await
	}

	async fn submit(&self, call: SectorCall) -> Result<Included, ChainError> {
		self.client.submit(&call, &self.key).await
	}

	async fn submit_ticket(&self, call: SectorCall) -> Result<Included, ChainError> {
		self.client.submit_authorized(&call).await
	}
}

impl Blocks for BlockWatch {
	async fn next(&mut self) -> Result<Block, ChainError> {
		BlockWatch::next(self).await
	}
}
