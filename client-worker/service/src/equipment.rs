// SPDX-License-Identifier: Apache-2.0
//! What a miner works with.

use crate::{BlobStore, EncryptionKey, Executor, Metrics, Mining, StateStore};
use std::sync::Arc;

/// What a miner works with.
#[derive(Clone)]
pub struct Equipment {
	/// Runs its jobs.
	pub executor: Arc<dyn Executor>,
	/// Where inputs come from and outputs go.
	pub blobs: BlobStore,
	/// Its state over restarts.
	pub state: Arc<StateStore>,
	/// The key it registers the public half of, and opens its inputs with.
	pub encryption_key: Arc<EncryptionKey>,
	/// Mining of tickets, if it does that.
	pub mining: Option<Arc<Mining>>,
	/// What is counted.
	pub metrics: Metrics,
}

impl std::fmt::Debug for Equipment {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("Equipment").field("state", &self.state).finish_non_exhaustive()
	}
}
