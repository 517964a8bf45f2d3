// SPDX-License-Identifier: Apache-2.0
//! What the methods do: the operator's client, blob store and limits behind them.

use crate::{
	client::{kind_of, Cancelled, Client},
	feed::{Feed, FeedReader},
	follow::Follow,
	guard::Caller,
	keys::KeyKeeper,
	kind::{check_program, Kind},
	params::{Bytes, QuoteParams, ResultParams, SubmitParams, Terms, MAX_CHUNK},
	quote::{permill, Quote, QuoteRequest},
	references::References,
	report::{TaskReport, Timeline},
	ClientError, Sector,
};
use pouw_chain::ChainError;
use pouw_primitives::{
	task::{BlobRef, Job, Replicas, TaskSpec, TaskState, MAX_PROGRAM_LEN},
	AccountId, Balance, BlockNumber, TaskId, TaskRecord,
};
use pouw_service::{encryption::Output, BlobStore, ClientBlobs, Privacy};
use serde::{Deserialize, Serialize};
use sp_core::crypto::Ss58Codec;
use std::{
	path::PathBuf,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::Duration,
};
use tokio::{
	sync::{OwnedSemaphorePermit, Semaphore},
	task::JoinHandle,
};

/// How long a caller waits for the end of an order that is being cancelled.
const CANCEL_PATIENCE: Duration = Duration::from_secs(60);

/// Where the operator's inputs, outputs and keys are, and how much may be spent.
#[derive(Clone, Debug)]
pub struct Means {
	/// The blob store that miners share.
	pub store: BlobStore,
	/// The same store, with the key of inputs and outputs.
	pub blobs: ClientBlobs,
	/// Largest input, in bytes.
	pub max_input_bytes: u64,
	/// Largest output, in bytes.
	pub max_output_bytes: u64,
	/// Most that is paid for an order, if there is a limit.
	pub max_price: Option<Balance>,
	/// Subscriptions of all connections together.
	pub max_subscriptions: usize,
	/// Where references of orders are kept over a restart, if they are. One gateway at a time can have it.
	pub references: Option<PathBuf>,
}

/// An output that is being fetched piece by piece, and the task it is of.
type Fetched = Option<(TaskId, Arc<Output>)>;

/// A sector, and the means of the operator who pays.
#[derive(Debug)]
pub struct Gateway<C> {
	client: Client<C>,
	sector: u32,
	means: Means,
	feed: Feed,
	/// Hands out the keys of inputs.
	keeper: JoinHandle<()>,
	subscriptions: Arc<Semaphore>,
	orders: Arc<Mutex<References>>,
	fetched: Mutex<Fetched>,
}

/// The gateway's own state.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Health {
	/// Whether the sector's blocks are seen.
	pub healthy: bool,
	/// Why they are not.
	#[serde(skip_serializing_if = "Option::is_none", default)]
	pub trouble: Option<String>,
	/// Para id of the sector.
	pub sector: u32,
	/// Its token.
	pub symbol: String,
	/// Decimal places of the token.
	pub decimals: u8,
	/// The newest block that was seen.
	pub block: Option<BlockNumber>,
	/// Account that pays for orders.
	pub account: String,
	/// Subscriptions that are free.
	pub subscriptions_free: usize,
	/// Version of the gateway.
	pub version: String,
}

/// An order that is in a block.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Submitted {
	/// The task.
	pub task: TaskId,
	/// Number of the block.
	pub block: BlockNumber,
	/// Who pays.
	pub account: String,
	/// What is held until the end.
	pub price: String,
	/// The token.
	pub symbol: String,
	/// BLAKE3 hash of the input.
	pub input: String,
	/// Its bytes.
	pub bytes: u64,
}

/// Bytes of an accepted output.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Piece {
	/// The task.
	pub task: TaskId,
	/// Kind of its job.
	pub kind: Kind,
	/// BLAKE3 hash of the whole output.
	pub hash: String,
	/// Miner that it is of: the one whose output the chain names or, if that is not to be had, another
	/// one that agreed with it.
	pub miner: String,
	/// Bytes of the whole output.
	pub total: u64,
	/// First byte that is here.
	pub offset: u64,
	/// The bytes, as hexadecimal digits.
	pub hex: String,
	/// First byte of the next piece, if there is one.
	#[serde(skip_serializing_if = "Option::is_none", default)]
	pub next: Option<u64>,
	/// What the whole output says; with the first piece only.
	#[serde(skip_serializing_if = "Option::is_none", default)]
	pub summary: Option<String>,
}

fn invalid(field: &'static str, reason: impl ToString) -> ClientError {
	ClientError::InvalidOrder { field, reason: reason.to_string() }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<C: Sector> Gateway<C> {
	/// A gateway to the sector of a client that has a key. Must be called within a runtime of tokio, for it
	/// follows the sector's blocks from now on.
	pub async fn new(client: Client<C>, means: Means) -> Result<Self, ClientError> {
		let account = client.account()?.clone();
		let orders = Arc::new(Mutex::new(References::open(means.references.clone())?));
		let chain = client.chain();
		let sector = chain.para_id().await?.ok_or_else(|| ChainError::NotASector {
			endpoint: chain.endpoint(),
			api: "ParachainInfo".to_string(),
		})?;
		let feed = Feed::start(&**chain);
		let keeper = KeyKeeper::new(chain.clone(), account, means.blobs.clone());
		let keeper = tokio::spawn(keeper.run(feed.reader()));
		let subscriptions = Arc::new(Semaphore::new(means.max_subscriptions));
		let fetched = Mutex::default();
		Ok(Self { client, sector, means, feed, keeper, subscriptions, orders, fetched })
	}

	/// The client that pays.
	pub fn client(&self) -> &Client<C> {
		&self.client
	}

	/// How the gateway is.
	pub fn health(&self) -> Result<Health, ClientError> {
		let newest = self.feed.newest();
		let token = self.client.token();
		Ok(Health {
			healthy: matches!(newest, Ok(Some(_))),
			trouble: newest.as_ref().err().cloned(),
			sector: self.sector,
			symbol: token.symbol.clone(),
			decimals: token.decimals,
			block: newest.ok().flatten().map(|block| block.number),
			account: self.client.account()?.to_ss58check(),
			subscriptions_free: self.subscriptions.available_permits(),
			version: env!("CARGO_PKG_VERSION").to_string(),
		})
	}

	fn check_sector(&self, terms: &Terms) -> Result<(), ClientError> {
		match terms.sector {
			Some(asked) if asked != self.sector => {
				Err(ClientError::OtherSector { asked, serves: self.sector })
			},
			_ => Ok(()),
		}
	}

	/// A quote.
	pub async fn quote(&self, params: QuoteParams) -> Result<Quote, ClientError> {
		let terms = params.terms();
		self.check_sector(&terms)?;
		let request = QuoteRequest {
			kind: params.kind,
			model: params.model,
			units: params.units,
			confidence: terms.millionths()?,
			initial: terms.replicas,
			most: terms.most(),
			deadline: terms.deadline,
		};
		self.client.quote(&request).await
	}

	/// Orders a job; of two orders with one reference only the first. It is carried out whether or not the
	/// caller waits for it.
	pub async fn submit(
		self: &Arc<Self>,
		caller: &Caller,
		params: SubmitParams,
	) -> Result<Submitted, ClientError> {
		authorised(caller)?;
		self.check_sector(&params.terms())?;
		let reference = params.checked_reference()?.map(str::to_string);
		let gateway = self.clone();
		let submission = tokio::spawn(async move {
			let Some(reference) = reference else { return gateway.submit_once(params).await };
			if let Some(submitted) = gateway.begin(&reference).await? {
				return Ok(submitted);
			}
			let outcome = gateway.submit_once(params).await;
			gateway.finish(reference, outcome).await
		});
		submission.await.map_err(|e| ClientError::OrderUncertain(e.to_string()))?
	}

	/// What an order with this reference became. If there was none, one is under way from now on.
	async fn begin(&self, reference: &str) -> Result<Option<Submitted>, ClientError> {
		let (orders, reference) = (self.orders.clone(), reference.to_string());
		// It waits for the disk.
		tokio::task::spawn_blocking(move || locked(&orders).begin(&reference))
			.await
			.map_err(|error| ClientError::Internal(error.to_string()))?
	}

	/// Notes what became of an order.
	async fn finish(
		&self,
		reference: String,
		outcome: Result<Submitted, ClientError>,
	) -> Result<Submitted, ClientError> {
		let orders = self.orders.clone();
		let noted = tokio::task::spawn_blocking(move || {
			locked(&orders).finish(&reference, &outcome);
			outcome
		});
		noted.await.map_err(|error| ClientError::OrderUncertain(error.to_string()))?
	}

	async fn submit_once(&self, params: SubmitParams) -> Result<Submitted, ClientError> {
		let token = self.client.token();
		let price = token.value(&params.price).map_err(|e| invalid("price", e))?;
		if let Some(most) = self.means.max_price.filter(|most| price > *most) {
			return Err(ClientError::PriceAboveLimit {
				price: token.amount(price),
				most: token.amount(most),
				symbol: token.symbol.clone(),
			});
		}
		let terms = params.terms();
		let confidence = terms.millionths()?;
		let replicas = Replicas { initial: terms.replicas, most: terms.most() };
		let job = self.job(params.kind, params.model, params.program).await?;
		let privacy = if params.public { Privacy::Public } else { Privacy::Sealed };
		let input = self.input(params.kind, params.input, privacy).await?;
		let spec = TaskSpec {
			job,
			input,
			tier: params.kind.tier(),
			replicas,
			confidence: permill(confidence),
			price,
			deadline: terms.deadline(),
			client_key: self.means.blobs.client_key(),
		};
		let ordered = self.client.order(&spec).await?;
		tracing::info!(
			task = ordered.id,
			block = ordered.block,
			price = %token.amount(price),
			"ordered for a caller"
		);
		Ok(Submitted {
			task: ordered.id,
			block: ordered.block,
			account: ordered.task.client.to_ss58check(),
			price: token.amount(price),
			symbol: token.symbol.clone(),
			input: format!("{:?}", input.hash),
			bytes: input.len,
		})
	}

	async fn job(
		&self,
		kind: Kind,
		model: Option<sp_core::H256>,
		program: Option<Bytes>,
	) -> Result<Job, ClientError> {
		let Some(program) = program else {
			let model = model.ok_or_else(|| match kind {
				Kind::Data => invalid("program", "a job of this kind brings one"),
				_ => invalid("model", "a job of this kind names one"),
			})?;
			return kind
				.of_model(model)
				.ok_or_else(|| invalid("model", "a job of this kind has a program instead"));
		};
		if kind != Kind::Data || model.is_some() {
			return Err(invalid("program", "it is for jobs of the kind `data`, without a model"));
		}
		let program = match program.inline("program")? {
			Ok(bytes) => {
				check_program(&bytes).map_err(|e| invalid("program", e))?;
				self.means.store.put(bytes).await?
			},
			Err(blob) => {
				let bytes = self.means.store.get(&blob, MAX_PROGRAM_LEN).await?;
				check_program(&bytes).map_err(|e| invalid("program", e))?;
				blob
			},
		};
		Ok(Job::Data { program })
	}

	/// Stores an input, or looks whether a stored one is one.
	async fn input(
		&self,
		kind: Kind,
		input: Bytes,
		privacy: Privacy,
	) -> Result<BlobRef, ClientError> {
		match input.inline("input")? {
			Ok(bytes) => {
				let input = kind.input(bytes).map_err(|e| invalid("input", e))?;
				let (found, most) = (input.len() as u64, self.means.max_input_bytes);
				if found > most {
					let reason = format!("{found} bytes, and at most {most} are taken");
					return Err(invalid("input", reason));
				}
				Ok(self.means.blobs.put_input(input, privacy).await?)
			},
			Err(blob) => {
				let bytes = self.means.blobs.input(&blob, self.means.max_input_bytes).await?;
				kind.check_stored(&bytes).map_err(|e| invalid("input", e))?;
				Ok(blob)
			},
		}
	}

	/// What the chain has of a task.
	pub async fn status(&self, id: TaskId) -> Result<TaskReport, ClientError> {
		let task = self.client.task(id).await?;
		Ok(TaskReport::new(self.client.token(), id, &task, &Timeline::default()))
	}

	/// A piece of an accepted output.
	pub async fn result(
		&self,
		caller: &Caller,
		params: ResultParams,
	) -> Result<Piece, ClientError> {
		authorised(caller)?;
		let id = params.task;
		let task = self.client.accepted(id).await?;
		let kind = kind_of(&task);
		let output = self.fetch(id, &task).await?;
		let total = output.reference.len;
		let wanted = params.bytes.clamp(1, MAX_CHUNK).into();
		let end = params.offset.saturating_add(wanted).min(total);
		let range = usize::try_from(params.offset).unwrap_or(usize::MAX)
			..usize::try_from(end).unwrap_or(usize::MAX);
		let piece = output.bytes.get(range).ok_or_else(|| {
			invalid("offset", format!("{} is beyond the {total} bytes there are", params.offset))
		})?;
		Ok(Piece {
			task: id,
			kind,
			hash: format!("{:?}", output.reference.hash),
			miner: output.miner.to_ss58check(),
			total,
			offset: params.offset,
			hex: hex::encode(piece),
			next: (end < total).then_some(end),
			// An output that says nothing is still the one that was accepted.
			summary: (params.offset == 0).then(|| kind.summary(&output.bytes).ok()).flatten(),
		})
	}

	/// An output; the last one is kept, for it may come in pieces.
	async fn fetch(
		&self,
		id: TaskId,
		task: &TaskRecord<AccountId>,
	) -> Result<Arc<Output>, ClientError> {
		let kept = locked(&self.fetched).clone();
		if let (Some((of, output)), TaskState::Accepted(end)) = (kept, &task.state) {
			if of == id && (!output.named_on_chain || output.reference == end.output) {
				return Ok(output);
			}
		}
		let most = self.means.max_output_bytes;
		let output = Arc::new(self.means.blobs.output(id, task, most).await?);
		*locked(&self.fetched) = Some((id, output.clone()));
		Ok(output)
	}

	/// Takes an order back, and waits for its end. Asked again, it goes on waiting.
	pub async fn cancel(&self, caller: &Caller, id: TaskId) -> Result<Cancelled, ClientError> {
		authorised(caller)?;
		self.client.cancel(id).await?;
		let follow = Follow::new(self.feed.reader(), self.client.chain().clone(), id);
		self.client.await_cancelled(id, follow, CANCEL_PATIENCE).await
	}

	/// Follows a task, as long as the permit is kept.
	pub async fn subscribe(
		&self,
		id: TaskId,
	) -> Result<(Follow<FeedReader, C>, OwnedSemaphorePermit), ClientError> {
		let permit = self
			.subscriptions
			.clone()
			.try_acquire_owned()
			.map_err(|_| ClientError::SubscriptionsTaken(self.means.max_subscriptions))?;
		self.client.task(id).await?;
		Ok((Follow::new(self.feed.reader(), self.client.chain().clone(), id), permit))
	}
}

fn authorised(caller: &Caller) -> Result<(), ClientError> {
	caller.authorised.then_some(()).ok_or(ClientError::Unauthorised)
}

impl<C> Drop for Gateway<C> {
	fn drop(&mut self) {
		self.keeper.abort();
	}
}
