// SPDX-License-Identifier: Apache-2.0
//! Registration of the account as a miner, with the key that clients seal inputs to.

use crate::{chain::Chain, hardware, Service, ServiceError};
use pouw_chain::{ChainError, Included};
use pouw_primitives::{
	calls::{MinersCall, SectorCall},
	BlockNumber, MinerRecord,
};
use tokio::task::{JoinError, JoinSet};

/// Blocks between two attempts to replace the registered key.
const KEY_PAUSE: BlockNumber = 16;

/// The replacement of the registered encryption key by the one in the data folder.
#[derive(Default)]
pub(crate) struct KeyChange {
	/// Whether the chain has another key than the data folder.
	is_due: bool,
	/// First block for the next attempt.
	not_before: BlockNumber,
	attempt: JoinSet<Result<Option<Included>, ChainError>>,
}

impl KeyChange {
	/// The outcome of the attempt under way; none without one. Can be cancelled.
	pub(crate) async fn next(
		&mut self,
	) -> Option<Result<Result<Option<Included>, ChainError>, JoinError>> {
		self.attempt.join_next().await
	}
}

impl<C: Chain> Service<C> {
	/// Registers the account as a miner if it is none. False if that is to be tried again.
	pub(crate) async fn register(&mut self) -> Result<bool, ServiceError> {
		let mines = self.workshop.mining.is_some();
		let worded = |error: ChainError| match error.is_transient() {
			true => {
				tracing::warn!(%error, "registration is tried again at the next block");
				Ok(false)
			},
			// Whoever has nothing yet can earn the deposit by mining.
			false if mines => {
				tracing::warn!(%error, "not registered; mines without registration meanwhile");
				Ok(false)
			},
			false => Err(ServiceError::Registration(error)),
		};
		match self.chain.miner().await {
			Err(error) => return worded(error),
			Ok(Some(miner)) => {
				self.on_registered(&miner);
				return Ok(true);
			},
			Ok(None) => {},
		}
		let call = SectorCall::Miners(MinersCall::Register {
			profile: hardware::profile(&self.config.hardware),
			encryption_key: self.encryption_key,
		});
		match self.chain.submit(call).await {
			Ok(included) => {
				tracing::info!(block = included.block_number, "registered as a miner");
				Ok(true)
			},
			// The first answer may have been that of a node that lags behind.
			Err(error) => match self.chain.miner().await {
				Ok(Some(miner)) => {
					self.on_registered(&miner);
					Ok(true)
				},
				_ => worded(error),
			},
		}
	}

	/// Says how a registered miner stands, and notes whether its key is another one.
	fn on_registered(&mut self, miner: &MinerRecord) {
		tracing::info!(
			since = miner.registered_at,
			accepted = miner.accepted,
			assigned = miner.assigned,
			"registered"
		);
		if !miner.available {
			tracing::warn!("registered, but paused: no new tasks are assigned");
		}
		if miner.encryption_key != self.encryption_key {
			self.key_change.is_due = true;
			tracing::warn!(
				registered = %hex::encode(miner.encryption_key),
				of_folder = %hex::encode(self.encryption_key),
				"the registered encryption key is not the one in the data folder and is replaced by it: \
				 from then on clients seal inputs to the latter. What they have sealed to the former is \
				 opened only if its file is kept in the folder, as encryption.key.1 or the like, or if \
				 they are there to seal it again; jobs for which neither is so are abstained from"
			);
		}
	}

	/// Has the chain replace the registered encryption key, if that is due. The tasks do not wait for it.
	pub(crate) fn replace_key(&mut self) {
		let change = &mut self.key_change;
		if !change.is_due || !change.attempt.is_empty() || self.now < change.not_before {
			return;
		}
		change.not_before = self.now.saturating_add(KEY_PAUSE);
		let (chain, encryption_key) = (self.chain.clone(), self.encryption_key);
		change.attempt.spawn(async move {
			// The answer to the attempt before may have been lost.
			match chain.miner().await? {
				Some(miner) if miner.encryption_key != encryption_key => {},
				_ => return Ok(None),
			}
			let call = MinersCall::SetEncryptionKey { encryption_key };
			chain.submit(SectorCall::Miners(call)).await.map(Some)
		});
	}

	/// Ends the replacement, or leaves it to the next attempt.
	pub(crate) fn on_key_change(
		&mut self,
		outcome: Result<Result<Option<Included>, ChainError>, JoinError>,
	) {
		match outcome {
			Ok(Ok(included)) => {
				self.key_change.is_due = false;
				let block = included.map(|included| included.block_number);
				tracing::info!(
					block,
					"the encryption key of the data folder is the registered one"
				);
			},
			Ok(Err(error)) => tracing::warn!(
				%error,
				"the registered encryption key is not replaced; tried again in {KEY_PAUSE} blocks, and until \
				 then clients seal inputs to a key that is not in the data folder"
			),
			Err(error) => {
				tracing::warn!(%error, "the registered encryption key is not replaced yet")
			},
		}
	}
}
