// SPDX-License-Identifier: Apache-2.0
//! The sector's best blocks, followed once for all subscriptions.

use crate::Sector;
use pouw_chain::{Block, ChainError};
use pouw_service::Blocks;
use std::time::Duration;
use tokio::{sync::watch, task::JoinHandle};

/// Pause after a failure of the connection.
const PAUSE: Duration = Duration::from_secs(2);

/// The newest block, or why there is none.
type Newest = Result<Option<Block>, String>;

/// The sector's best blocks. Following ends when it is dropped.
#[derive(Debug)]
pub struct Feed {
	newest: watch::Receiver<Newest>,
	follower: JoinHandle<()>,
}

impl Feed {
	/// Follows a sector from now on.
	pub fn start<C: Sector>(chain: &C) -> Self {
		let mut blocks = chain.blocks();
		let (sender, newest) = watch::channel(Ok(None));
		let follower = tokio::spawn(async move {
			loop {
				match blocks.next().await {
					Ok(block) => {
						sender.send_modify(|newest| *newest = Ok(Some(block)));
					},
					Err(error) => {
						tracing::warn!(%error, "cannot follow the sector; trying again");
						sender.send_modify(|newest| *newest = Err(error.to_string()));
						tokio::time::sleep(PAUSE).await;
					},
				}
			}
		});
		Self { newest, follower }
	}

	/// The blocks from the newest one on.
	pub fn reader(&self) -> FeedReader {
		FeedReader { newest: self.newest.clone(), started: false }
	}

	/// The newest block that was seen.
	pub fn newest(&self) -> Newest {
		self.newest.borrow().clone()
	}
}

impl Drop for Feed {
	fn drop(&mut self) {
		self.follower.abort();
	}
}

/// The blocks of a [`Feed`] for one reader.
#[derive(Clone, Debug)]
pub struct FeedReader {
	newest: watch::Receiver<Newest>,
	started: bool,
}

impl Blocks for FeedReader {
	async fn next(&mut self) -> Result<Block, ChainError> {
		let lost = |reason: String| ChainError::ConnectionLost {
			endpoint: "the sector".to_string(),
			reason,
		};
		loop {
			if self.started && self.newest.changed().await.is_err() {
				return Err(lost("the gateway is stopping".to_string()));
			}
			self.started = true;
			let newest = self.newest.borrow_and_update().clone();
			match newest {
				Ok(Some(block)) => return Ok(block),
				Ok(None) => {},
				Err(reason) => return Err(lost(reason)),
			}
		}
	}
}
