// SPDX-License-Identifier: Apache-2.0
//! Registration of the account as a miner.

use crate::{chain::Chain, hardware, Service, ServiceError};
use pouw_chain::ChainError;
use pouw_primitives::calls::{MinersCall, SectorCall};

impl<C: Chain> Service<C> {
	/// Registers the account as a miner if it is none. False if that is to be tried again.
	pub(crate) async fn register(&self) -> Result<bool, ServiceError> {
		let worded = |error: ChainError| match error.is_transient() {
			true => {
				tracing::warn!(%error, "registration is tried again at the next block");
				Ok(false)
			},
			// Whoever has nothing yet can earn the deposit by mining.
			false if self.workshop.mining.is_some() => {
				tracing::warn!(%error, "not registered; mines without registration meanwhile");
				Ok(false)
			},
			false => Err(ServiceError::Registration(error)),
		};
		match self.chain.miner().await {
			Err(error) => return worded(error),
			Ok(Some(miner)) => {
				if miner.encryption_key != self.encryption_key {
					tracing::warn!(
						"registered with an encryption key that is not the one in the data folder: \
						 inputs that are sealed to it cannot be opened, and their jobs are abstained from"
					);
				}
				if !miner.available {
					tracing::warn!("registered, but paused: no new tasks are assigned");
				}
				tracing::info!(
					since = miner.registered_at,
					accepted = miner.accepted,
					assigned = miner.assigned,
					"registered"
				);
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
				Ok(Some(_)) => Ok(true),
				_ => worded(error),
			},
		}
	}
}
