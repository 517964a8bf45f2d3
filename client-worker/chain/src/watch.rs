// SPDX-License-Identifier: Apache-2.0
//! Following the best chain.

use crate::{
	client::{Block, Header},
	words, ChainError, SectorClient,
};
use std::{sync::Arc, time::Duration};
use subxt::rpcs::client::RpcSubscription;

/// Longest wait for a new block before the node is given up for another.
const STALL_TIMEOUT: Duration = Duration::from_secs(60);

/// Follows the best blocks of a sector, over reconnections.
pub struct BlockWatch {
	client: Arc<SectorClient>,
	subscription: Option<(String, RpcSubscription<Header>)>,
	/// Whether the connection failed since the last block.
	broken: bool,
}

impl std::fmt::Debug for BlockWatch {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("BlockWatch").field("client", &self.client).finish_non_exhaustive()
	}
}

impl BlockWatch {
	/// Follows the best blocks that `client` sees. Nothing is asked before the first `next`.
	pub fn new(client: Arc<SectorClient>) -> Self {
		Self { client, subscription: None, broken: false }
	}

	/// The next best block; the first is the current one. Blocks may be left out and, after a
	/// reorganisation, numbers may repeat.
	///
	/// After an error the next call connects anew, to another endpoint if there is one. Cancelling
	/// loses nothing.
	pub async fn next(&mut self) -> Result<Block, ChainError> {
		if self.subscription.is_none() {
			if self.broken {
				self.client.reconnect().await?;
			}
			self.broken = true;
			let connection = self.client.connection();
			let subscription = connection
				.request("chain_subscribeNewHeads", connection.rpc.chain_subscribe_new_heads())
				.await?;
			self.subscription = Some((connection.endpoint.clone(), subscription));
			self.broken = false;
		}
		let Some((endpoint, subscription)) = self.subscription.as_mut() else {
			return Err(ChainError::NoEndpoint);
		};
		let endpoint = endpoint.clone();
		let outcome = match tokio::time::timeout(STALL_TIMEOUT, subscription.next()).await {
			Ok(Some(Ok(header))) => return Ok(Block::of(&header)),
			Ok(Some(Err(e))) => ChainError::ConnectionLost { endpoint, reason: words::rpc(&e) },
			Ok(None) => ChainError::ConnectionLost {
				endpoint,
				reason: "the node closed the subscription".to_string(),
			},
			Err(_) => ChainError::Stalled { endpoint, seconds: STALL_TIMEOUT.as_secs() },
		};
		self.subscription = None;
		self.broken = true;
		Err(outcome)
	}
}
