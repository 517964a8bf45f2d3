// SPDX-License-Identifier: Apache-2.0
//! Handing the keys of inputs to miners: they are drawn after the order, and until they have the key they
//! cannot read what they are to work on.

use crate::{ClientError, Sector};
use pouw_primitives::{AccountId, TaskId, TaskRecord};
use pouw_service::{Blocks, ClientBlobs, Granted};
use sp_core::H256;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// Newest tasks that are looked at for own ones when it starts.
const LOOK_BACK: u64 = 1_024;
/// Most own tasks that are kept in view.
const MAX_OPEN: usize = 4_096;
/// Pause after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// Hands out the keys of one account's inputs.
#[derive(Debug)]
pub struct KeyKeeper<C> {
	chain: Arc<C>,
	account: AccountId,
	blobs: ClientBlobs,
	/// The first task that was not looked at yet.
	next: Option<TaskId>,
	open: BTreeMap<TaskId, Granted>,
}

impl<C: Sector> KeyKeeper<C> {
	/// A keeper for the orders of an account whose client key is that of the blobs.
	pub fn new(chain: Arc<C>, account: AccountId, blobs: ClientBlobs) -> Self {
		Self { chain, account, blobs, next: None, open: BTreeMap::new() }
	}

	/// Works at every block, until it is dropped.
	pub async fn run(mut self, mut blocks: impl Blocks) {
		loop {
			let outcome = match blocks.next().await {
				Ok(block) => self.look(block.hash).await,
				Err(error) => Err(error.into()),
			};
			if let Err(error) = outcome {
				tracing::warn!(%error, "keys of inputs wait; trying again");
				tokio::time::sleep(PAUSE).await;
			}
		}
	}

	/// Does what is to be done as of a block. What one task fails of, the others do not suffer.
	pub async fn look(&mut self, block: H256) -> Result<(), ClientError> {
		let end = self.chain.next_task(Some(block)).await?;
		let first = self.next.unwrap_or(end.saturating_sub(LOOK_BACK));
		for id in first..end {
			if let Some(task) = self.chain.task(id, Some(block)).await? {
				if self.is_own(&task) && !task.state.is_final() {
					if self.open.len() < MAX_OPEN {
						self.open.entry(id).or_default();
					} else {
						tracing::warn!(task = id, "too many open tasks; its input stays sealed");
					}
				}
			}
			self.next = Some(id.saturating_add(1));
		}
		// After a reorganisation ids are given out again.
		self.next = Some(end);
		let open: Vec<TaskId> = self.open.keys().copied().collect();
		let mut failure = None;
		for id in open {
			match self.chain.task(id, Some(block)).await? {
				Some(task) if self.is_own(&task) && !task.state.is_final() => {
					if let Err(error) = self.grant(id, &task).await {
						failure = Some(error);
					}
				},
				_ => drop(self.open.remove(&id)),
			}
		}
		failure.map_or(Ok(()), Err)
	}

	async fn grant(&mut self, id: TaskId, task: &TaskRecord<AccountId>) -> Result<(), ClientError> {
		let granted = self.open.entry(id).or_default();
		let count = self.blobs.grant(granted, &*self.chain, id, task).await?;
		if count > 0 {
			tracing::info!(task = id, miners = count, "the key of the input was handed out");
		}
		Ok(())
	}

	fn is_own(&self, task: &TaskRecord<AccountId>) -> bool {
		is_own(task, &self.account, &self.blobs)
	}
}

/// Whether a task is an order of this account under this client key. Both must be: anybody can name
/// another's key and input in an order of his own, and the key is handed to whoever is drawn for it.
pub fn is_own(task: &TaskRecord<AccountId>, account: &AccountId, blobs: &ClientBlobs) -> bool {
	task.client == *account && blobs.is_client_key(&task.spec.client_key)
}
