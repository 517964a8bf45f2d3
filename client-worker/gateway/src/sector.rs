// SPDX-License-Identifier: Apache-2.0
//! What a client asks of a sector.

use pouw_chain::{
	Block, BlockWatch, ChainError, Included, Keypair, OrderTerms, Roster, SectorClient,
};
use pouw_primitives::{
	calls::SectorCall, task::ModelRecord, AccountId, Balance, TaskId, TaskRecord,
};
use pouw_service::{encryption::MinerKeys, Blocks};
use sp_core::H256;
use std::{future::Future, sync::Arc};

/// A sector as a client sees it. Where a block is asked for, none stands for the best one.
pub trait Sector: MinerKeys + Send + Sync + 'static {
	/// Follows the best blocks.
	type Blocks: Blocks;

	/// The account that pays; none where nothing can be ordered.
	fn account(&self) -> Option<&AccountId>;
	/// The node that is connected.
	fn endpoint(&self) -> String;
	/// Follows the best blocks from now on.
	fn blocks(&self) -> Self::Blocks;
	/// Para id of the chain.
	fn para_id(&self) -> impl Future<Output = Result<Option<u32>, ChainError>> + Send;
	/// The best block.
	fn best_block(&self) -> impl Future<Output = Result<Block, ChainError>> + Send;
	/// The newest finalized block.
	fn finalized_block(&self) -> impl Future<Output = Result<Block, ChainError>> + Send;
	/// A task; none if its id was never given out or its record is gone.
	fn task(
		&self,
		id: TaskId,
		at: Option<H256>,
	) -> impl Future<Output = Result<Option<TaskRecord<AccountId>>, ChainError>> + Send;
	/// The id the next order gets.
	fn next_task(
		&self,
		at: Option<H256>,
	) -> impl Future<Output = Result<TaskId, ChainError>> + Send;
	/// A registered model.
	fn model(
		&self,
		hash: H256,
	) -> impl Future<Output = Result<Option<ModelRecord<AccountId>>, ChainError>> + Send;
	/// What an account can dispose of.
	fn free_balance(
		&self,
		account: &AccountId,
	) -> impl Future<Output = Result<Balance, ChainError>> + Send;
	/// The terms of orders.
	fn order_terms(&self) -> impl Future<Output = Result<OrderTerms, ChainError>> + Send;
	/// The miners that take assignments, with the standings of at most `most`.
	fn roster(&self, most: u32) -> impl Future<Output = Result<Roster, ChainError>> + Send;
	/// Submits a call of the account and waits for a block.
	fn submit(&self, call: SectorCall)
		-> impl Future<Output = Result<Included, ChainError>> + Send;
}

/// A connected sector and, if something is to be ordered, the key of an account.
#[derive(Clone, Debug)]
pub struct Connection {
	/// The connection.
	pub client: Arc<SectorClient>,
	/// The key.
	pub key: Option<Keypair>,
}

impl MinerKeys for Connection {
	async fn key(&self, miner: &AccountId) -> Result<Option<[u8; 32]>, ChainError> {
		self.client.key(miner).await
	}
}

impl Sector for Connection {
	type Blocks = BlockWatch;

	fn account(&self) -> Option<&AccountId> {
		self.key.as_ref().map(Keypair::account)
	}

	fn endpoint(&self) -> String {
		self.client.endpoint()
	}

	fn blocks(&self) -> BlockWatch {
		BlockWatch::new(self.client.clone())
	}

	async fn para_id(&self) -> Result<Option<u32>, ChainError> {
		self.client.para_id().await
	}

	async fn best_block(&self) -> Result<Block, ChainError> {
		self.client.best_block().await
	}

	async fn finalized_block(&self) -> Result<Block, ChainError> {
		self.client.finalized_block().await
	}

	async fn task(
		&self,
		id: TaskId,
		at: Option<H256>,
	) -> Result<Option<TaskRecord<AccountId>>, ChainError> {
		match at {
			Some(block) => self.client.task_at(id, block).await,
			None => self.client.task(id).await,
		}
	}

	async fn next_task(&self, at: Option<H256>) -> Result<TaskId, ChainError> {
		match at {
			Some(block) => self.client.next_task_at(block).await,
			None => self.client.next_task().await,
		}
	}

	async fn model(&self, hash: H256) -> Result<Option<ModelRecord<AccountId>>, ChainError> {
		self.client.model(hash).await
	}

	async fn free_balance(&self, account: &AccountId) -> Result<Balance, ChainError> {
		self.client.free_balance(account).await
	}

	async fn order_terms(&self) -> Result<OrderTerms, ChainError> {
		self.client.order_terms().await
	}

	async fn roster(&self, most: u32) -> Result<Roster, ChainError> {
		self.client.roster(most).await
	}

	async fn submit(&self, call: SectorCall) -> Result<Included, ChainError> {
		match &self.key {
			Some(key) => self.client.submit(&call, key).await,
			None => Err(ChainError::Rejected { reason: "there is no key to sign it".to_string() }),
		}
	}
}
