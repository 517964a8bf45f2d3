// SPDX-License-Identifier: Apache-2.0
//! A client of one sector: quotes, orders, tasks and their results.

use crate::{
	amount::Token,
	follow::Follow,
	kind::Kind,
	quote::{self, Quote, QuoteRequest},
	report::state_name,
	ClientError, Sector,
};
use pouw_chain::{ChainError, Included, OrderTerms, Roster};
use pouw_primitives::{
	calls::{SectorCall, TasksCall},
	task::{TaskSpec, TaskState},
	AccountId, BlockNumber, TaskId, TaskRecord,
};
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

	/// Takes an order back. No sector has a call for that, so what comes back is always an error,
	/// which says how the task goes on and when its price returns.
	pub async fn cancel(&self, id: TaskId) -> Result<(), ClientError> {
		let account = self.account()?;
		let task = self.task(id).await?;
		if task.client != *account {
			let (client, account) = (task.client.to_ss58check(), account.to_ss58check());
			return Err(ClientError::NotClient { id, client, account });
		}
		Err(ClientError::NotCancellable { id, outlook: outlook(&task.state) })
	}
}

/// How a task in this state goes on.
fn outlook(state: &TaskState) -> String {
	match state {
		TaskState::Ordered { expires, .. } => format!(
			"its miners are about to be drawn, and the price goes back in block {expires} if too few \
			 are found by then"
		),
		TaskState::Committing { until } => {
			format!("its miners are at work and commit to their results until block {until}")
		},
		TaskState::Revealing { until } => {
			format!("its miners are done and reveal their results until block {until}")
		},
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
