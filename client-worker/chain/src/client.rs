// SPDX-License-Identifier: Apache-2.0
//! Connection to one of several nodes of a sector, and queries.

use crate::{words, ChainError};
use codec::{Decode, DecodeAll, Encode};
use pouw_primitives::{
	task::ModelRecord,
	work::{MinerWindow, WindowInfo},
	AccountId, Balance, LayerIndex, MinerRecord, ModelLayer, SectorProfile, TaskId, TaskRecord,
};
use sp_core::H256;
use sp_crypto_hashing::{blake2_128, blake2_256, twox_128, twox_64};
use std::{
	future::Future,
	sync::{Arc, PoisonError, RwLock},
	time::Duration,
};
use subxt::{
	backend::LegacyBackend,
	config::{substrate::SubstrateHeader, HashFor, RpcConfigFor},
	rpcs::{self, LegacyRpcMethods, RpcClient},
	OnlineClient, PolkadotConfig,
};

/// Configuration of subxt: 32-byte accounts, `MultiAddress`, `MultiSignature`. The transaction
/// extensions it does not know carry no bytes in a sector's runtime and are left out.
pub(crate) type Config = PolkadotConfig;
pub(crate) type Header = SubstrateHeader<HashFor<Config>>;

/// Longest wait for a node to accept a connection and name its chain.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest wait for an answer.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// A block of the sector.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
	/// Its number.
	pub number: u32,
	/// Its hash.
	pub hash: H256,
}

impl Block {
	pub(crate) fn of(header: &Header) -> Self {
		Self {
			number: u32::try_from(header.number).unwrap_or(u32::MAX),
			hash: blake2_256(&header.encode()).into(),
		}
	}
}

/// An open connection to one node.
pub(crate) struct Connection {
	pub(crate) endpoint: String,
	pub(crate) rpc: LegacyRpcMethods<RpcConfigFor<Config>>,
	pub(crate) online: OnlineClient<Config>,
}

impl Connection {
	async fn open(endpoint: &str) -> Result<Self, String> {
		let opening = async {
			// Refuses an unencrypted connection to another machine.
			let client = RpcClient::from_url(endpoint).await.map_err(|e| words::rpc(&e))?;
			let backend = LegacyBackend::<Config>::builder().build(client.clone());
			let config = PolkadotConfig::builder().use_historic_types(false).build();
			let online = OnlineClient::from_backend_with_config(config, Arc::new(backend))
				.await
				.map_err(|e| words::one_line(&e.to_string()))?;
			Ok(Self { endpoint: endpoint.to_string(), rpc: LegacyRpcMethods::new(client), online })
		};
		tokio::time::timeout(CONNECT_TIMEOUT, opening)
			.await
			.unwrap_or_else(|_| Err(format!("no answer within {} s", CONNECT_TIMEOUT.as_secs())))
	}

	/// Awaits an answer for a bounded time and words its failure.
	pub(crate) async fn request<T>(
		&self,
		what: &str,
		answer: impl Future<Output = Result<T, rpcs::Error>>,
	) -> Result<T, ChainError> {
		let failed = |reason| ChainError::Request {
			endpoint: self.endpoint.clone(),
			what: what.to_string(),
			reason,
		};
		match tokio::time::timeout(REQUEST_TIMEOUT, answer).await {
			Ok(Ok(value)) => Ok(value),
			Ok(Err(rpcs::Error::User(e))) => Err(failed(words::user(&e))),
			Ok(Err(e)) => Err(ChainError::ConnectionLost {
				endpoint: self.endpoint.clone(),
				reason: words::rpc(&e),
			}),
			Err(_) => Err(failed(format!("no answer within {} s", REQUEST_TIMEOUT.as_secs()))),
		}
	}
}

/// A client of one sector. Of several endpoints one is connected; when it fails, the next is.
pub struct SectorClient {
	endpoints: Vec<String>,
	current: RwLock<(usize, Arc<Connection>)>,
	/// Held from the choice of a nonce until the node has the transaction.
	pub(crate) submission: tokio::sync::Mutex<()>,
}

impl std::fmt::Debug for SectorClient {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("SectorClient").field("endpoints", &self.endpoints).finish()
	}
}

impl SectorClient {
	/// Connects to the first of the endpoints that answers.
	pub async fn connect(endpoints: &[String]) -> Result<Self, ChainError> {
		let opened = Self::open_any(endpoints, 0).await?;
		Ok(Self {
			endpoints: endpoints.to_vec(),
			current: RwLock::new(opened),
			submission: tokio::sync::Mutex::new(()),
		})
	}

	/// Connects anew, to the endpoint after the current one first.
	pub async fn reconnect(&self) -> Result<(), ChainError> {
		let next = {
			let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
			current.0.wrapping_add(1)
		};
		let opened = Self::open_any(&self.endpoints, next).await?;
		tracing::info!(endpoint = %opened.1.endpoint, "connected again");
		*self.current.write().unwrap_or_else(PoisonError::into_inner) = opened;
		Ok(())
	}

	async fn open_any(
		endpoints: &[String],
		first: usize,
	) -> Result<(usize, Arc<Connection>), ChainError> {
		if endpoints.is_empty() {
			return Err(ChainError::NoEndpoint);
		}
		let start = first % endpoints.len();
		let mut attempts = Vec::new();
		let order = endpoints.iter().enumerate();
		for (index, endpoint) in order.clone().skip(start).chain(order.take(start)) {
			match Connection::open(endpoint).await {
				Ok(connection) => return Ok((index, Arc::new(connection))),
				Err(reason) => {
					tracing::debug!(%endpoint, %reason, "endpoint failed");
					attempts.push(format!("{endpoint}: {reason}"));
				},
			}
		}
		Err(ChainError::Unreachable { attempts: attempts.join("; ") })
	}

	pub(crate) fn connection(&self) -> Arc<Connection> {
		let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
		current.1.clone()
	}

	/// The endpoint that is connected.
	pub fn endpoint(&self) -> String {
		self.connection().endpoint.clone()
	}

	/// Hash of the chain's first block.
	pub fn genesis(&self) -> H256 {
		H256(self.connection().online.genesis_hash().0)
	}

	/// The best block.
	pub async fn best_block(&self) -> Result<Block, ChainError> {
		let connection = self.connection();
		let header = connection
			.request("chain_getHeader", connection.rpc.chain_get_header(None))
			.await?
			.ok_or_else(|| Self::empty(&connection, "chain_getHeader"))?;
		Ok(Block::of(&header))
	}

	/// The newest finalized block.
	pub async fn finalized_block(&self) -> Result<Block, ChainError> {
		let connection = self.connection();
		let hash = connection
			.request("chain_getFinalizedHead", connection.rpc.chain_get_finalized_head())
			.await?;
		let header = connection
			.request("chain_getHeader", connection.rpc.chain_get_header(Some(hash)))
			.await?
			.ok_or_else(|| Self::empty(&connection, "chain_getHeader"))?;
		Ok(Block::of(&header))
	}

	/// What the sector is: class and token.
	pub async fn profile(&self) -> Result<Option<SectorProfile>, ChainError> {
		self.runtime("SectorApi_profile", &(), None).await
	}

	/// A task as of the best block; `None` if its id was never given out, or its record has been
	/// removed.
	pub async fn task(&self, id: TaskId) -> Result<Option<TaskRecord<AccountId>>, ChainError> {
		self.runtime("TasksApi_task", &id, None).await
	}

	/// A task as of a block.
	pub async fn task_at(
		&self,
		id: TaskId,
		block: H256,
	) -> Result<Option<TaskRecord<AccountId>>, ChainError> {
		self.runtime("TasksApi_task", &id, Some(block)).await
	}

	/// Unfinished tasks that `miner` is assigned.
	pub async fn assignments(&self, miner: &AccountId) -> Result<Vec<TaskId>, ChainError> {
		self.runtime("TasksApi_assignments", miner, None).await
	}

	/// The id the next order gets.
	pub async fn next_task(&self) -> Result<TaskId, ChainError> {
		self.runtime("TasksApi_next_task", &(), None).await
	}

	/// The id the next order got after a block.
	pub async fn next_task_at(&self, block: H256) -> Result<TaskId, ChainError> {
		self.runtime("TasksApi_next_task", &(), Some(block)).await
	}

	/// A registered model, by the hash of its manifest.
	pub async fn model(&self, hash: H256) -> Result<Option<ModelRecord<AccountId>>, ChainError> {
		self.runtime("TasksApi_model", &hash, None).await
	}

	/// A layer of a registered model; `None` if the model has no layer of that number.
	pub async fn layer(
		&self,
		model: H256,
		layer: LayerIndex,
	) -> Result<Option<ModelLayer>, ChainError> {
		let what = "state_getStorage(Tasks.Layers)";
		self.storage(what, &layer_key(model, layer), None).await
	}

	/// The newest window of the sector's tickets; `None` before the first.
	pub async fn window(&self) -> Result<Option<WindowInfo>, ChainError> {
		self.runtime("PouwApi_window", &(), None).await
	}

	/// What an account has done and may do in the newest window.
	pub async fn miner_window(
		&self,
		account: &AccountId,
	) -> Result<Option<MinerWindow>, ChainError> {
		self.runtime("PouwApi_miner_window", account, None).await
	}

	/// A registered miner.
	pub async fn miner(&self, account: &AccountId) -> Result<Option<MinerRecord>, ChainError> {
		self.runtime("TasksApi_miner", account, None).await
	}

	/// The balance an account can dispose of; zero if there is no such account.
	pub async fn free_balance(&self, account: &AccountId) -> Result<Balance, ChainError> {
		Ok(self.account(account).await?.map_or(0, |info| info.free))
	}

	/// All that an account has, held or free; zero if there is no such account.
	pub async fn total_balance(&self, account: &AccountId) -> Result<Balance, ChainError> {
		let account = self.account(account).await?;
		Ok(account.map_or(0, |info| info.free.saturating_add(info.reserved)))
	}

	async fn account(&self, account: &AccountId) -> Result<Option<AccountInfo>, ChainError> {
		self.storage("state_getStorage(System.Account)", &account_key(account), None).await
	}

	pub(crate) async fn storage<T: Decode>(
		&self,
		what: &str,
		key: &[u8],
		at: Option<H256>,
	) -> Result<Option<T>, ChainError> {
		let connection = self.connection();
		let at = at.map(|hash| hash.0.into());
		let stored = connection.request(what, connection.rpc.state_get_storage(key, at)).await?;
		stored
			.map(|bytes| {
				T::decode(&mut bytes.as_slice())
					.map_err(|e| Self::undecodable(&connection, what, &e))
			})
			.transpose()
	}

	pub(crate) async fn runtime<T: Decode>(
		&self,
		method: &str,
		arguments: &impl Encode,
		at: Option<H256>,
	) -> Result<T, ChainError> {
		let connection = self.connection();
		let arguments = arguments.encode();
		let at = at.map(|hash| hash.0.into());
		let answer = connection
			.request(method, connection.rpc.state_call(method, Some(&arguments), at))
			.await
			.map_err(|error| match error {
				ChainError::Request { endpoint, reason, .. }
					if reason.contains("Exported method") =>
				{
					ChainError::NotASector { endpoint, api: method.to_string() }
				},
				other => other,
			})?;
		T::decode_all(&mut answer.as_slice())
			.map_err(|e| Self::undecodable(&connection, method, &e))
	}

	pub(crate) fn undecodable(
		connection: &Connection,
		what: &str,
		error: &codec::Error,
	) -> ChainError {
		ChainError::Undecodable {
			endpoint: connection.endpoint.clone(),
			what: what.to_string(),
			reason: words::one_line(&error.to_string()),
		}
	}

	pub(crate) fn empty(connection: &Connection, what: &str) -> ChainError {
		ChainError::Request {
			endpoint: connection.endpoint.clone(),
			what: what.to_string(),
			reason: "it has no such block".to_string(),
		}
	}
}

/// The part of `frame_system::AccountInfo` that matters here; the rest follows it.
#[derive(Decode)]
struct AccountInfo {
	_nonce: u32,
	_consumers: u32,
	_providers: u32,
	_sufficients: u32,
	free: Balance,
	/// Holds are among it.
	reserved: Balance,
}

/// Storage key of an account: `System.Account` is a map hashed by Blake2-128-concat.
fn account_key(account: &AccountId) -> Vec<u8> {
	let bytes: &[u8] = account.as_ref();
	[&twox_128(b"System")[..], &twox_128(b"Account"), &blake2_128(bytes), bytes].concat()
}

/// Storage key of a layer: `Tasks.Layers` is a map hashed by Blake2-128-concat and Twox-64-concat.
fn layer_key(model: H256, layer: LayerIndex) -> Vec<u8> {
	let (model, layer) = (model.as_bytes(), layer.to_le_bytes());
	let prefix = [twox_128(b"Tasks"), twox_128(b"Layers")].concat();
	[&prefix[..], &blake2_128(model), model, &twox_64(&layer), &layer].concat()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn layer_key_ends_with_model_and_number() {
		let key = layer_key(H256([7; 32]), 0x0102);
		assert_eq!(key.len(), 32 + 16 + 32 + 8 + 4);
		assert_eq!(key[48..80], [7; 32]);
		assert_eq!(key[88..], [2, 1, 0, 0]);
	}

	#[test]
	fn account_key_has_the_well_known_prefix() {
		let key = account_key(&AccountId::new([7; 32]));
		// Prefix of System.Account, as every Substrate explorer shows it.
		let prefix = "26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9";
		assert_eq!(hex::encode(&key[..32]), prefix);
		assert_eq!(key.len(), 32 + 16 + 32);
		assert_eq!(key[48..], [7; 32]);
	}

	#[tokio::test]
	async fn connect_fails_when_no_endpoint_is_configured() {
		assert!(matches!(SectorClient::connect(&[]).await, Err(ChainError::NoEndpoint)));
	}

	#[tokio::test]
	async fn connect_names_every_endpoint_when_none_answers() {
		let free_port = || {
			let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
			format!("ws://{}", listener.local_addr().unwrap())
		};
		let endpoints = [free_port(), free_port()];
		let error = SectorClient::connect(&endpoints).await.unwrap_err().to_string();
		for endpoint in &endpoints {
			assert!(error.contains(endpoint), "{error}");
		}
		assert_eq!(error.lines().count(), 1, "{error}");
	}

	#[tokio::test]
	async fn connect_refuses_an_unencrypted_connection_to_another_machine() {
		let endpoints = ["ws://192.0.2.1:9944".to_string()];
		let error = SectorClient::connect(&endpoints).await.unwrap_err().to_string();
		assert!(error.contains("wss://"), "{error}");
	}

	#[tokio::test]
	async fn connect_fails_when_the_endpoint_is_no_address() {
		let endpoints = ["127.0.0.1".to_string()];
		let error = SectorClient::connect(&endpoints).await.unwrap_err();
		assert!(matches!(error, ChainError::Unreachable { .. }));
	}
}
