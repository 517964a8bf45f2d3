// SPDX-License-Identifier: Apache-2.0
//! A client of one sector: quotes, orders, tasks and their results.

use crate::{
	amount::Token,
	follow::{Follow, Seen},
	kind::Kind,
	quote::{self, Quote, QuoteRequest},
	report::state_name,
	ClientError, Sector,
};
use pouw_chain::{ChainError, Included, OrderTerms, Roster};
use pouw_primitives::{
	calls::{SectorCall, TasksCall},
	task::{FailureReason, TaskSpec, TaskState},
	AccountId, BlockNumber, TaskId, TaskRecord,
};
use pouw_service::Blocks;
use serde::{Deserialize, Serialize};
use sp_core::crypto::Ss58Codec;
use std::{
	collections::BTreeSet,
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, Instant},
};

/// Newest tasks that are looked at for prices.
const RECENT: u64 = 64;
/// Standings that are looked at for a quote.
const STANDINGS: u32 = 256;
/// Own tasks that are remembered, so that no two orders are taken for one.
const CLAIMED: usize = 4_096;

/// Time for which the terms of orders are taken to be the same.
const TERMS_KEPT: Duration = Duration::from_secs(60);
/// Time for which miners and prices are taken to be the same. Quotes take no token, and each makes some
/// hundred queries.
const MARKET_KEPT: Duration = Duration::from_secs(6);

/// What quotes were made of, and when it was asked for.
#[derive(Debug, Default)]
struct Known {
	terms: Option<(Instant, OrderTerms)>,
	market: Option<(Instant, Roster, Vec<TaskRecord<AccountId>>)>,
}

/// An order that is in a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ordered {
	/// The task.
	pub id: TaskId,
	/// Its record, as of the block.
	pub task: TaskRecord<AccountId>,
	/// Number of the block.
	pub block: BlockNumber,
}

/// An order that was taken back before miners were drawn.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cancelled {
	/// The task.
	pub task: TaskId,
	/// Number of the block in which it ended.
	pub block: BlockNumber,
	/// The price, which the account has back.
	pub refunded: String,
	/// The token.
	pub symbol: String,
}

/// A client of one sector.
#[derive(Debug)]
pub struct Client<C> {
	chain: Arc<C>,
	token: Token,
	/// What quotes were made of lately.
	known: tokio::sync::Mutex<Known>,
	/// Tasks that were found to be orders of this client. Two equal orders can be in one block, and
	/// each must find its own.
	claimed: Mutex<BTreeSet<TaskId>>,
}

impl<C: Sector> Client<C> {
	/// A client of a sector with this token.
	pub fn new(chain: C, token: Token) -> Self {
		let (known, claimed) = (tokio::sync::Mutex::default(), Mutex::default());
		Self { chain: Arc::new(chain), token, known, claimed }
	}

	/// The sector.
	pub fn chain(&self) -> &Arc<C> {
		&self.chain
	}

	/// The sector's token.
	pub fn token(&self) -> &Token {
		&self.token
	}

	/// The account that pays.
	pub fn account(&self) -> Result<&AccountId, ClientError> {
		self.chain.account().ok_or(ClientError::NoKey)
	}

	/// A task that must be there.
	pub async fn task(&self, id: TaskId) -> Result<TaskRecord<AccountId>, ClientError> {
		if let Some(task) = self.chain.task(id, None).await? {
			return Ok(task);
		}
		let next = self.chain.next_task(None).await?;
		Err(match id < next {
			true => ClientError::TaskForgotten(id),
			false => ClientError::UnknownTask { id, next },
		})
	}

	/// A task whose result was accepted.
	pub async fn accepted(&self, id: TaskId) -> Result<TaskRecord<AccountId>, ClientError> {
		let task = self.task(id).await?;
		match &task.state {
			TaskState::Accepted(_) => Ok(task),
			state => Err(ClientError::no_result(id, state)),
		}
	}

	/// What an order would cost, how many miners would run it, and how far it could be believed.
	pub async fn quote(&self, request: &QuoteRequest) -> Result<Quote, ClientError> {
		let (terms, roster, recent) = self.market().await?;
		let registered = match request.model {
			Some(model) => self.chain.model(model).await?.is_some(),
			None => true,
		};
		let market = quote::Market { terms, roster, registered, recent };
		Ok(quote::estimate(request, &market, &self.token))
	}

	/// Terms, miners and newest tasks, of a moment ago at most. One asks for them at a time.
	async fn market(
		&self,
	) -> Result<(OrderTerms, Roster, Vec<TaskRecord<AccountId>>), ClientError> {
		let mut known = self.known.lock().await;
		let terms = match known.terms {
			Some((at, terms)) if at.elapsed() < TERMS_KEPT => terms,
			_ => {
				let terms = self.chain.order_terms().await?;
				known.terms = Some((Instant::now(), terms));
				terms
			},
		};
		if let Some((at, roster, recent)) = &known.market {
			if at.elapsed() < MARKET_KEPT {
				return Ok((terms, roster.clone(), recent.clone()));
			}
		}
		let roster = self.chain.roster(STANDINGS).await?;
		let next = self.chain.next_task(None).await?;
		let mut recent = Vec::new();
		for id in next.saturating_sub(RECENT)..next {
			recent.extend(self.chain.task(id, None).await?);
		}
		known.market = Some((Instant::now(), roster.clone(), recent.clone()));
		Ok((terms, roster, recent))
	}

	/// Fails if an order would be refused for its model or for want of tokens.
	pub async fn check(&self, spec: &TaskSpec) -> Result<(), ClientError> {
		let account = self.account()?;
		if let Some(model) = spec.job.model() {
			if self.chain.model(model).await?.is_none() {
				return Err(ClientError::ModelNotRegistered(model));
			}
		}
		let balance = self.chain.free_balance(account).await?;
		if balance < spec.price {
			return Err(ClientError::InsufficientBalance {
				account: account.to_ss58check(),
				balance: self.token.amount(balance),
				price: self.token.amount(spec.price),
				symbol: self.token.symbol.clone(),
			});
		}
		Ok(())
	}

	/// Orders a task, waits for the block, and finds the task that the order became.
	pub async fn order(&self, spec: &TaskSpec) -> Result<Ordered, ClientError> {
		self.check(spec).await?;
		let account = self.account()?;
		let call = SectorCall::Tasks(TasksCall::Order { spec: spec.clone() });
		let included = self.chain.submit(call).await.map_err(ClientError::of_order)?;
		let block = included.block_number;
		// It is ordered from here on, whatever the sector answers.
		let lost = |reason: String| {
			ClientError::OrderUncertain(format!(
				"block {block} has it, but its task is not found{reason}"
			))
		};
		match self.find(spec, account, &included).await {
			Ok(Some((id, task))) => Ok(Ordered { id, task, block }),
			Ok(None) => Err(lost(String::new())),
			Err(error) => Err(lost(format!(": {error}"))),
		}
	}

	/// The task that an order in a block became: among those the block added, the account's own.
	async fn find(
		&self,
		spec: &TaskSpec,
		account: &AccountId,
		included: &Included,
	) -> Result<Option<(TaskId, TaskRecord<AccountId>)>, ChainError> {
		let first = self.chain.next_task(Some(included.parent_hash)).await?;
		let end = self.chain.next_task(Some(included.block_hash)).await?;
		for id in first..end {
			let Some(task) = self.chain.task(id, Some(included.block_hash)).await? else {
				continue;
			};
			if task.client == *account && task.spec == *spec && self.claim(id) {
				return Ok(Some((id, task)));
			}
		}
		Ok(None)
	}

	/// Whether nobody has taken the task for its order yet.
	fn claim(&self, id: TaskId) -> bool {
		let mut claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
		let new = claimed.insert(id);
		if claimed.len() > CLAIMED {
			// The oldest: no block to come has an order of it.
			claimed.pop_first();
		}
		new
	}

	/// Follows a task block by block, over the blocks of the sector.
	pub fn follow(&self, id: TaskId) -> Follow<C::Blocks, C> {
		Follow::new(self.chain.blocks(), self.chain.clone(), id)
	}

	/// Has the sector cancel an order. Returns when that is in a block, and at once if the order is being
	/// cancelled or was. What comes of it is decided some blocks later: [`Client::await_cancelled`].
	pub async fn cancel(&self, id: TaskId) -> Result<(), ClientError> {
		let account = self.account()?;
		let task = self.task(id).await?;
		if task.client != *account {
			let (client, account) = (task.client.to_ss58check(), account.to_ss58check());
			return Err(ClientError::NotClient { id, client, account });
		}
		if is_cancelled(&task.state) {
			return Ok(());
		}
		if task.funding.order().is_some() || !matches!(task.state, TaskState::Ordered { .. }) {
			return Err(not_cancellable(id, &task));
		}
		let call = SectorCall::Tasks(TasksCall::CancelOrder { task: id });
		let error = match self.chain.submit(call).await {
			Ok(_) => return Ok(()),
			Err(error) => error,
		};
		if !matches!(error, ChainError::Refused { .. }) {
			return Err(error.into());
		}
		// Something else came first, such as the draw.
		let task = self.task(id).await?;
		match &task.state {
			state if is_cancelled(state) => Ok(()),
			TaskState::Ordered { .. } => Err(error.into()),
			_ => Err(not_cancellable(id, &task)),
		}
	}

	/// Follows an order that is being cancelled until it has ended, or its miners are drawn after all,
	/// which is an error; for `patience` at most.
	pub async fn await_cancelled<B: Blocks>(
		&self,
		id: TaskId,
		mut follow: Follow<B, C>,
		patience: Duration,
	) -> Result<Cancelled, ClientError> {
		let following = async {
			loop {
				let Seen::Task { task, .. } = follow.next().await? else { continue };
				if let Some(cancelled) = self.cancelled(id, &task)? {
					return Ok::<_, ClientError>(cancelled);
				}
			}
		};
		let followed = tokio::time::timeout(patience, following).await;
		followed.unwrap_or(Err(ClientError::CancelUnderWay(id)))
	}

	/// What has come of an order that is being cancelled: nothing while it waits, and an error if its
	/// miners were drawn.
	pub fn cancelled(
		&self,
		id: TaskId,
		task: &TaskRecord<AccountId>,
	) -> Result<Option<Cancelled>, ClientError> {
		match &task.state {
			TaskState::Ordered { .. } => Ok(None),
			TaskState::Failed { reason: FailureReason::Cancelled, at } => Ok(Some(Cancelled {
				task: id,
				block: *at,
				refunded: self.token.amount(task.spec.price),
				symbol: self.token.symbol.clone(),
			})),
			state if state.is_final() => Err(not_cancellable(id, task)),
			state => Err(ClientError::NotCancellable {
				id,
				reason: format!(
					"the randomness that drew its miners was out by then; {}",
					outlook(state)
				),
			}),
		}
	}
}

/// Whether a task was cancelled, or will be unless its miners are drawn before.
fn is_cancelled(state: &TaskState) -> bool {
	matches!(
		state,
		TaskState::Ordered { cancelled_from: Some(_), .. }
			| TaskState::Failed { reason: FailureReason::Cancelled, .. }
	)
}

/// Why a task is not cancelled, and how it goes on.
fn not_cancellable(id: TaskId, task: &TaskRecord<AccountId>) -> ClientError {
	let outlook = outlook(&task.state);
	let reason = match task.funding.order() {
		Some(order) if !task.state.is_final() => {
			format!("it is order {order} in MAIN: pouw-worker cancel --order {order}; {outlook}")
		},
		_ => outlook,
	};
	ClientError::NotCancellable { id, reason }
}

/// How a task in this state goes on.
fn outlook(state: &TaskState) -> String {
	match state {
		TaskState::Ordered { expires, .. } => format!(
			"its miners are about to be drawn, and the price goes back in block {expires} if too few \
			 are found by then"
		),
		TaskState::Committing { until } => format!(
			"its miners are at work and commit to their results until block {until}; the price goes \
			 back if none is accepted"
		),
		TaskState::Revealing { until } => format!(
			"its miners are done and reveal their results until block {until}; the price goes back if \
			 none is accepted"
		),
		TaskState::Extending { expires, .. } => {
			format!("more miners are sought for it until block {expires}")
		},
		TaskState::Accepted(end) => format!("it was accepted and paid in block {}", end.at),
		TaskState::Failed { at, .. } => {
			format!("it {} in block {at}, and the price went back then", state_name(state))
		},
	}
}

/// The kind of a task's job.
pub fn kind_of(task: &TaskRecord<AccountId>) -> Kind {
	Kind::of(&task.spec.job)
}
