// SPDX-License-Identifier: Apache-2.0
//! What the commands that talk to a sector share.

use crate::error::Failure;
use pouw_chain::{Keypair, SectorClient};
use pouw_gateway::{amount::Token, Client, Connection};
use pouw_primitives::{AccountId, Balance, TaskId, TaskRecord};
use pouw_service::{BlobStore, ClientBlobs, Config, EncryptionKey};
use std::{future::Future, sync::Arc};

/// A connection to a sector whose token is known.
pub struct Session {
	/// The connection.
	pub client: Arc<SectorClient>,
	token: Token,
}

impl AsRef<Token> for Session {
	fn as_ref(&self) -> &Token {
		&self.token
	}
}

impl Session {
	/// Connects to the sector of the configuration.
	pub async fn open(config: &Config) -> Result<Self, Failure> {
		let client = SectorClient::connect(&config.endpoints).await?;
		let profile = client.profile().await?.ok_or_else(|| {
			Failure::new(format!("the sector at {} has no token yet", client.endpoint()))
		})?;
		Ok(Self { client: Arc::new(client), token: Token::of(&profile) })
	}

	/// What orders and follows tasks over this connection; with a key it can pay for them.
	pub fn tasks(&self, key: Option<Keypair>) -> Client<Connection> {
		Client::new(Connection { client: self.client.clone(), key }, self.token.clone())
	}

	/// The blobs of this client's orders on the sector.
	pub fn blobs(&self, config: &Config) -> Result<ClientBlobs, Failure> {
		let key = Arc::new(EncryptionKey::load_or_create(&config.data_dir)?);
		let store = BlobStore::connect(&config.blobs)?;
		Ok(ClientBlobs::new(store, key, self.client.genesis()))
	}

	/// Symbol of the sector's token.
	pub fn symbol(&self) -> String {
		self.token.symbol.clone()
	}

	/// An amount of the token as a decimal number.
	pub fn amount(&self, value: Balance) -> String {
		self.token.amount(value)
	}

	/// The value of a decimal number of tokens.
	pub fn value(&self, text: &str) -> Result<Balance, Failure> {
		self.token
			.value(text)
			.map_err(|e| Failure::Usage(format!("amount of {}: {e}", self.symbol())))
	}

	/// A task that must be there.
	pub async fn task(&self, id: TaskId) -> Result<TaskRecord<AccountId>, Failure> {
		Ok(self.tasks(None).task(id).await?)
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
