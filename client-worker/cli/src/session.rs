// SPDX-License-Identifier: Apache-2.0
//! What the commands that talk to a sector share.

use crate::{amount, error::Failure};
use pouw_chain::SectorClient;
use pouw_primitives::{AccountId, Balance, SectorProfile, TaskId, TaskRecord};
use pouw_service::Config;
use std::{future::Future, sync::Arc};

/// A connection to a sector whose token is known.
pub struct Session {
	/// The connection.
	pub client: Arc<SectorClient>,
	profile: SectorProfile,
}

impl Session {
	/// Connects to the sector of the configuration.
	pub async fn open(config: &Config) -> Result<Self, Failure> {
		let client = SectorClient::connect(&config.endpoints).await?;
		let profile = client.profile().await?.ok_or_else(|| {
			Failure::new(format!("the sector at {} has no token yet", client.endpoint()))
		})?;
		Ok(Self { client: Arc::new(client), profile })
	}

	/// Symbol of the sector's token.
	pub fn symbol(&self) -> String {
		String::from_utf8_lossy(&self.profile.token.symbol).into_owned()
	}

	/// An amount of the token as a decimal number.
	pub fn amount(&self, value: Balance) -> String {
		amount::format(value, self.profile.token.decimals)
	}

	/// The value of a decimal number of tokens.
	pub fn value(&self, text: &str) -> Result<Balance, Failure> {
		amount::parse(text, self.profile.token.decimals)
			.map_err(|e| Failure::Usage(format!("amount of {}: {e}", self.symbol())))
	}

	/// A task that must be there.
	pub async fn task(&self, id: TaskId) -> Result<TaskRecord<AccountId>, Failure> {
		if let Some(task) = self.client.task(id).await? {
			return Ok(task);
		}
		let next = self.client.next_task().await?;
		Err(Failure::new(if id < next {
			format!("task {id} ended long ago and its record was removed from the chain")
		} else {
			format!("there is no task {id}; {next} were ordered on this sector so far")
		}))
	}
}

/// Runs a command's future to its end, and leaves behind what still blocks a thread.
pub fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
	let runtime = tokio::runtime::Runtime::new()
		.map_err(|e| Failure::new(format!("cannot start threads: {e}")))?;
	let result = runtime.block_on(future);
	runtime.shutdown_background();
	result
}
