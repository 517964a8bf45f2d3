// SPDX-License-Identifier: Apache-2.0
//! A sector in memory that takes orders, and a gateway that serves it.

use crate::{
	access::AccessToken,
	amount::Token,
	client::Client,
	gateway::{Gateway, Means},
	server::{self, Limits, Listen, Running},
	ClientError, Sector,
};
use jsonrpsee::{
	core::client::{ClientT, Error as CallError},
	http_client::{HeaderMap, HeaderValue, HttpClient, HttpClientBuilder},
	ws_client::{WsClient, WsClientBuilder},
};
use pouw_chain::{Block, ChainError, Included, OrderTerms, Roster};
use pouw_primitives::{
	calls::{SectorCall, TasksCall},
	credibility::Standing,
	task::{
		Acceptance, Answer, BlobRef, FailureReason, ModelRecord, Replica, TaskResult, TaskSpec,
		TaskState,
	},
	AccountId, Balance, Funding, Sketch, TaskId, TaskRecord,
};
use pouw_service::{encryption::MinerKeys, BlobStore, Blocks, ClientBlobs, EncryptionKey};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use sp_core::H256;
use std::{
	collections::BTreeMap,
	net::SocketAddr,
	path::PathBuf,
	sync::{Arc, Mutex, MutexGuard},
	time::Duration,
};

pub const MODEL: H256 = H256([3; 32]);
pub const SECTOR: u32 = 2_003;
pub const GENESIS: H256 = H256([9; 32]);
pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// Everything the sector knows.
pub struct State {
	pub number: u32,
	pub tasks: BTreeMap<TaskId, TaskRecord<AccountId>>,
	pub next_task: TaskId,
	/// What the next id was after each block.
	pub history: BTreeMap<u32, TaskId>,
	pub balance: Balance,
	pub standings: Vec<Standing>,
	/// Times that the roster was asked for.
	pub rosters: usize,
	/// Orders that began to be submitted.
	pub entered: usize,
	/// Orders that were submitted, also the failed ones.
	pub submitted: usize,
	/// Cancellations that were submitted, also the refused ones.
	pub cancellations: usize,
	/// Whether the miners of the next order to be cancelled are drawn before.
	pub draws_first: bool,
	/// Whether an order that is cancelled ends with that.
	pub cancels_at_once: bool,
	/// What the next submissions end with after they were applied.
	pub lost_answers: u32,
	/// What the next submissions end with before.
	pub refusals: u32,
	/// Whether orders enter one block, and not one each.
	pub one_block: bool,
	/// Whether queries and blocks fail.
	pub down: bool,
	/// How long a submission takes.
	pub delay: Duration,
	/// Public encryption key of every miner.
	pub miner_key: [u8; 32],
}

#[derive(Clone)]
pub struct FakeSector(pub Arc<Mutex<State>>);

pub fn me() -> AccountId {
	AccountId::new([1; 32])
}

pub fn miner(number: u8) -> AccountId {
	AccountId::new([100 + number; 32])
}

fn hash_of(number: u32) -> H256 {
	H256::from_low_u64_be(number.into())
}

fn down() -> ChainError {
	ChainError::ConnectionLost { endpoint: "fake".into(), reason: "down".into() }
}

impl FakeSector {
	pub fn new() -> Self {
		Self(Arc::new(Mutex::new(State {
			number: 1,
			tasks: BTreeMap::new(),
			next_task: 0,
			history: BTreeMap::new(),
			balance: 100_000,
			standings: vec![Standing::default(); 5],
			rosters: 0,
			entered: 0,
			submitted: 0,
			cancellations: 0,
			draws_first: false,
			cancels_at_once: false,
			lost_answers: 0,
			refusals: 0,
			one_block: false,
			down: false,
			delay: Duration::ZERO,
			miner_key: [0; 32],
		})))
	}

	pub fn state(&self) -> MutexGuard<'_, State> {
		self.0.lock().unwrap()
	}

	fn up(&self) -> Result<MutexGuard<'_, State>, ChainError> {
		let state = self.state();
		if state.down {
			return Err(down());
		}
		Ok(state)
	}

	/// Adds a task as if it had been ordered.
	pub fn add(&self, task: TaskRecord<AccountId>) -> TaskId {
		let mut state = self.state();
		let id = state.next_task;
		state.next_task += 1;
		state.tasks.insert(id, task);
		id
	}

	pub fn set(&self, id: TaskId, to: TaskState) {
		self.state().tasks.get_mut(&id).unwrap().state = to;
	}

	/// Assigns a task to some miners.
	pub fn assign(&self, id: TaskId, miners: u8) {
		let mut state = self.state();
		let until = state.number + 1_000;
		let task = state.tasks.get_mut(&id).unwrap();
		let replicas: Vec<_> = (0..miners)
			.map(|number| Replica { miner: miner(number), answer: Answer::None, bound: None })
			.collect();
		task.replicas = replicas.try_into().unwrap();
		task.state = TaskState::Committing { until };
	}

	/// Accepts an output that all miners of a task agree on.
	pub fn accept(&self, id: TaskId, output: BlobRef) {
		let mut state = self.state();
		let at = state.number;
		let task = state.tasks.get_mut(&id).unwrap();
		for replica in task.replicas.iter_mut() {
			let sketch = Sketch([1; pouw_primitives::sketch::SKETCH_LEN]);
			let result = TaskResult { sketch, output };
			replica.answer = Answer::Revealed { result, at, distance: None, agreed: true };
		}
		let paid = task.spec.price;
		task.state = TaskState::Accepted(Acceptance {
			output,
			medoid: 0,
			paid_each: paid,
			paid,
			refunded: 0,
			confidence: crate::quote::permill(927_000),
			at,
		});
	}

	pub fn fail(&self, id: TaskId) {
		self.fail_for(id, FailureReason::NoAgreement);
	}

	/// Fails a task, and returns the block.
	pub fn fail_for(&self, id: TaskId, reason: FailureReason) -> u32 {
		let at = self.state().number;
		self.set(id, TaskState::Failed { reason, at });
		at
	}

	pub fn is_cancelling(&self, id: TaskId) -> bool {
		let state = self.state().tasks[&id].state.clone();
		matches!(state, TaskState::Ordered { cancelled_from: Some(_), .. })
	}

	fn cancel(&self, id: TaskId) -> Result<Included, ChainError> {
		let draws_first = std::mem::take(&mut self.up()?.draws_first);
		if draws_first {
			self.assign(id, 2);
		}
		let mut state = self.up()?;
		state.cancellations += 1;
		let (at, at_once) = (state.number, state.cancels_at_once);
		let task = state.tasks.get_mut(&id).unwrap();
		let TaskState::Ordered { cancelled_from, .. } = &mut task.state else {
			return Err(ChainError::Refused {
				pallet: "Tasks".into(),
				name: "AlreadyAssigned".into(),
				doc: "The miners of the task are drawn; it ends by itself.".into(),
			});
		};
		*cancelled_from = Some(9);
		if at_once {
			task.state = TaskState::Failed { reason: FailureReason::Cancelled, at };
		}
		if state.lost_answers > 0 {
			state.lost_answers -= 1;
			return Err(down());
		}
		Ok(included(at))
	}
}

fn included(number: u32) -> Included {
	Included {
		block_number: number,
		block_hash: hash_of(number),
		parent_hash: hash_of(number - 1),
		extrinsic_hash: H256::zero(),
	}
}

/// A task of this client over a plain input, ordered a moment ago.
pub fn task(client_key: [u8; 32]) -> TaskRecord<AccountId> {
	TaskRecord {
		client: me(),
		funding: Funding::Client,
		spec: TaskSpec {
			job: pouw_primitives::task::Job::Embedding { model: MODEL },
			input: BlobRef { hash: H256([7; 32]), len: 100 },
			tier: pouw_primitives::task::VerificationTier::Tolerant,
			replicas: pouw_primitives::task::Replicas { initial: 3, most: 7 },
			confidence: crate::quote::permill(900_000),
			price: 600,
			deadline: 150,
			client_key,
		},
		ordered_at: 1,
		state: TaskState::Ordered { randomness_after: 1, expires: 500, cancelled_from: None },
		seed: H256::zero(),
		replicas: Default::default(),
	}
}

impl MinerKeys for FakeSector {
	async fn key(&self, _miner: &AccountId) -> Result<Option<[u8; 32]>, ChainError> {
		Ok(Some(self.up()?.miner_key))
	}
}

impl Sector for FakeSector {
	type Blocks = FakeBlocks;

	fn account(&self) -> Option<&AccountId> {
		static ME: AccountId = AccountId::new([1; 32]);
		Some(&ME)
	}

	fn endpoint(&self) -> String {
		"fake".to_string()
	}

	fn blocks(&self) -> FakeBlocks {
		FakeBlocks(self.clone())
	}

	async fn para_id(&self) -> Result<Option<u32>, ChainError> {
		Ok(Some(SECTOR))
	}

	async fn best_block(&self) -> Result<Block, ChainError> {
		let number = self.up()?.number;
		Ok(Block { number, hash: hash_of(number) })
	}

	async fn finalized_block(&self) -> Result<Block, ChainError> {
		self.best_block().await
	}

	async fn task(
		&self,
		id: TaskId,
		_at: Option<H256>,
	) -> Result<Option<TaskRecord<AccountId>>, ChainError> {
		Ok(self.up()?.tasks.get(&id).cloned())
	}

	async fn next_task(&self, at: Option<H256>) -> Result<TaskId, ChainError> {
		let state = self.up()?;
		let Some(hash) = at else { return Ok(state.next_task) };
		let number = hash.to_low_u64_be() as u32;
		Ok(state.history.range(..=number).next_back().map_or(0, |(_, next)| *next))
	}

	async fn model(&self, hash: H256) -> Result<Option<ModelRecord<AccountId>>, ChainError> {
		drop(self.up()?);
		Ok((hash == MODEL).then(|| ModelRecord {
			owner: me(),
			tolerance: crate::quote::permill(10_000),
			deposit: 1,
			layers: 0,
			work_per_row: 0,
		}))
	}

	async fn free_balance(&self, _account: &AccountId) -> Result<Balance, ChainError> {
		Ok(self.up()?.balance)
	}

	async fn order_terms(&self) -> Result<OrderTerms, ChainError> {
		drop(self.up()?);
		Ok(OrderTerms {
			min_price: 10,
			existential_deposit: 2,
			min_deadline: 10,
			max_deadline: 1_000,
			assignment_patience: 150,
			reveal_period: 30,
			max_input_len: 1 << 20,
			audited_at: 10_000,
			audit_floor: 125_000,
			collusion_share: 100_000,
		})
	}

	async fn roster(&self, most: u32) -> Result<Roster, ChainError> {
		let mut state = self.up()?;
		state.rosters += 1;
		let standings: Vec<_> = state.standings.iter().take(most as usize).copied().collect();
		Ok(Roster { available: state.standings.len() as u32, standings })
	}

	async fn submit(&self, call: SectorCall) -> Result<Included, ChainError> {
		let spec = match call {
			SectorCall::Tasks(TasksCall::Order { spec }) => spec,
			SectorCall::Tasks(TasksCall::CancelOrder { task }) => return self.cancel(task),
			call => panic!("{call:?} is not for a client"),
		};
		self.state().entered += 1;
		let delay = self.state().delay;
		tokio::time::sleep(delay).await;
		let mut state = self.up()?;
		state.submitted += 1;
		if state.refusals > 0 {
			state.refusals -= 1;
			return Err(ChainError::Rejected { reason: "pool full".into() });
		}
		if !state.one_block || state.history.is_empty() {
			let (parent, next) = (state.number, state.next_task);
			state.history.insert(parent, next);
			state.number += 1;
		}
		let (id, number) = (state.next_task, state.number);
		state.next_task += 1;
		let next = state.next_task;
		state.history.insert(number, next);
		state.balance -= spec.price;
		let expires = number + 150;
		state.tasks.insert(
			id,
			TaskRecord {
				spec,
				ordered_at: number,
				state: TaskState::Ordered { randomness_after: 1, expires, cancelled_from: None },
				..task([0; 32])
			},
		);
		if state.lost_answers > 0 {
			state.lost_answers -= 1;
			return Err(down());
		}
		Ok(included(number))
	}
}

/// A block every few milliseconds, unless orders are to share one.
pub struct FakeBlocks(FakeSector);

impl Blocks for FakeBlocks {
	async fn next(&mut self) -> Result<Block, ChainError> {
		tokio::time::sleep(Duration::from_millis(3)).await;
		let mut state = self.0.up()?;
		if !state.one_block {
			let next = state.next_task;
			state.number += 1;
			let number = state.number;
			state.history.insert(number, next);
		}
		Ok(Block { number: state.number, hash: hash_of(state.number) })
	}
}

pub fn token() -> Token {
	Token { symbol: "EDGE".to_string(), decimals: 2 }
}

/// A gateway over a sector in memory, with a blob store in a folder.
pub struct Place {
	_folder: tempfile::TempDir,
	pub chain: FakeSector,
	pub store: BlobStore,
	pub blobs: ClientBlobs,
	/// Price limit and subscriptions.
	pub max_price: Option<Balance>,
	pub max_subscriptions: usize,
	/// Where references of orders are kept over a restart.
	pub references: Option<PathBuf>,
}

impl Place {
	pub fn new() -> Self {
		let folder = tempfile::tempdir().unwrap();
		let store = BlobStore::open(&folder.path().join("blobs")).unwrap();
		let key = EncryptionKey::load_or_create(&folder.path().join("data")).unwrap();
		let blobs = ClientBlobs::new(store.clone(), Arc::new(key), GENESIS);
		let chain = FakeSector::new();
		let of_miner = EncryptionKey::load_or_create(&folder.path().join("miner")).unwrap();
		chain.state().miner_key = of_miner.public();
		Self {
			_folder: folder,
			chain,
			store,
			blobs,
			max_price: None,
			max_subscriptions: 8,
			references: None,
		}
	}

	pub fn client(&self) -> Client<FakeSector> {
		Client::new(self.chain.clone(), token())
	}

	pub async fn gateway(&self) -> Arc<Gateway<FakeSector>> {
		self.try_gateway().await.unwrap()
	}

	pub async fn try_gateway(&self) -> Result<Arc<Gateway<FakeSector>>, ClientError> {
		let means = Means {
			store: self.store.clone(),
			blobs: self.blobs.clone(),
			max_input_bytes: 4_096,
			max_output_bytes: 64 << 20,
			max_price: self.max_price,
			max_subscriptions: self.max_subscriptions,
			references: self.references.clone(),
		};
		Ok(Arc::new(Gateway::new(self.client(), means).await?))
	}

	pub async fn serve(&self) -> Served {
		self.serve_with(Limits::default()).await
	}

	pub async fn serve_with(&self, limits: Limits) -> Served {
		let access = AccessToken::of(TOKEN).unwrap();
		let running = server::start(self.gateway().await, access, local(), limits).await.unwrap();
		Served(running)
	}
}

pub fn local() -> Listen {
	Listen {
		address: SocketAddr::from(([127, 0, 0, 1], 0)),
		allow_public: false,
		hosts: vec![],
		origins: vec!["https://app.example".to_string()],
	}
}

/// A gateway that listens.
pub struct Served(pub Running);

impl Served {
	pub fn address(&self) -> SocketAddr {
		self.0.address
	}

	/// A client that bears a token, if any.
	pub fn http(&self, bearer: Option<&str>) -> HttpClient {
		HttpClientBuilder::default()
			.set_headers(headers(bearer))
			.build(format!("http://{}", self.address()))
			.unwrap()
	}

	/// As [`Served::http`], over a WebSocket.
	pub async fn ws(&self, bearer: Option<&str>) -> WsClient {
		WsClientBuilder::default()
			.set_headers(headers(bearer))
			.build(format!("ws://{}", self.address()))
			.await
			.unwrap()
	}

	/// Calls with the right token.
	pub async fn call<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T, i32> {
		call(&self.http(Some(TOKEN)), method, params).await
	}
}

fn headers(bearer: Option<&str>) -> HeaderMap {
	let mut headers = HeaderMap::new();
	if let Some(token) = bearer {
		let value = HeaderValue::from_str(&format!("Bearer {token}")).unwrap();
		headers.insert("authorization", value);
	}
	headers
}

/// Parameters of a method by their names.
pub struct Named(pub Value);

impl jsonrpsee::core::traits::ToRpcParams for Named {
	fn to_rpc_params(self) -> Result<Option<Box<serde_json::value::RawValue>>, serde_json::Error> {
		serde_json::value::to_raw_value(&self.0).map(Some)
	}
}

/// The result of a call, or the code of its error.
pub async fn call<T: DeserializeOwned>(
	client: &impl ClientT,
	method: &str,
	params: Value,
) -> Result<T, i32> {
	match client.request(method, Named(params)).await {
		Ok(value) => Ok(value),
		Err(CallError::Call(error)) => Err(error.code()),
		Err(other) => panic!("{method}: {other}"),
	}
}

/// An order that is right.
pub fn order() -> Value {
	json!({
		"kind": "embedding",
		"model": format!("{MODEL:?}"),
		"input": {"text": "one\ntwo\n"},
		"price": "6",
	})
}

/// Waits until something is so.
pub async fn until(what: &str, mut is: impl AsyncFnMut() -> bool) {
	let waiting = async {
		while !is().await {
			tokio::time::sleep(Duration::from_millis(5)).await;
		}
	};
	tokio::time::timeout(Duration::from_secs(60), waiting).await.expect(what);
}
