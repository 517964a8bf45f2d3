// SPDX-License-Identifier: Apache-2.0
//! The loop: at every best block, one step for each assignment that needs one.

use crate::{
	chain::{Blocks, Chain},
	config::Config,
	job::{JobError, Workshop},
	mining::Submissions,
	plan::{next_step, Step},
	records::RecordError,
	BlobStore, Executor, Mining, Record, RecordStore,
};
use pouw_chain::{ChainError, Included};
use pouw_engine::Precision;
use pouw_primitives::{
	calls::{SectorCall, TasksCall},
	task::{Answer, TaskState},
	AccountId, BlockNumber, TaskId, TaskRecord,
};
use std::{
	collections::{HashMap, HashSet},
	future::Future,
	sync::Arc,
	time::Duration,
};
use tokio::{sync::Semaphore, task::JoinSet};

/// Pause after a failure of the connection.
const RECONNECT_PAUSE: Duration = Duration::from_secs(2);
/// Longest wait for submissions when the service stops.
const STOP_TIMEOUT: Duration = Duration::from_secs(60);
/// Blocks before the end of the commitments at which a job that cannot start is given up.
const LAST_CALL: BlockNumber = 5;
/// Blocks for which a record outlives its task's settlement, should that be undone.
const KEEP_SETTLED: BlockNumber = 32;
/// Blocks between two attempts to register while mining without registration.
const REGISTER_PAUSE: BlockNumber = 16;
/// Longest wait for the node to tell of the window of tickets.
const MINING_TIMEOUT: Duration = Duration::from_secs(4);
/// Most blocks between two attempts at the same step.
const MAX_BACKOFF: BlockNumber = 16;

/// What ends the service other than its shutdown.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
	/// The miner cannot be registered.
	#[error("cannot register as a miner: {0}")]
	Registration(ChainError),
	/// The folder of records cannot be used.
	#[error(transparent)]
	Records(#[from] RecordError),
}

/// Attempts at a step that failed.
#[derive(Clone, Copy, Default)]
struct Retry {
	attempts: u32,
	not_before: BlockNumber,
}

/// The miner.
pub struct Service<C: Chain> {
	pub(crate) chain: Arc<C>,
	pub(crate) workshop: Arc<Workshop>,
	pub(crate) config: Config,
	pub(crate) encryption_key: [u8; 32],
	now: BlockNumber,
	jobs: JoinSet<(TaskId, Result<(), JobError>)>,
	submissions: JoinSet<(TaskId, &'static str, Result<Included, ChainError>)>,
	/// Tasks with a job or a submission under way.
	busy: HashSet<TaskId>,
	/// Tasks that cannot be run here; they are abstained from.
	impossible: HashSet<TaskId>,
	retries: HashMap<TaskId, Retry>,
	/// Tasks whose end, or loss, has been logged.
	reported: HashSet<TaskId>,
	tickets: Submissions,
	pub(crate) report: crate::report::Report,
}

impl<C: Chain> Service<C> {
	/// A miner on `chain` that runs its jobs with `executor`. `encryption_key` is the public
	/// X25519 key it registers with. With `mining` it mines tickets, too.
	pub fn new(
		chain: C,
		executor: Arc<dyn Executor>,
		blobs: BlobStore,
		config: &Config,
		encryption_key: [u8; 32],
		mining: Option<Arc<Mining>>,
	) -> Result<Self, ServiceError> {
		let records = RecordStore::open(&config.data_dir, chain.genesis(), chain.account())?;
		Ok(Self {
			chain: Arc::new(chain),
			workshop: Arc::new(Workshop {
				executor,
				blobs,
				records,
				limits: config.limits,
				mining,
				places: Semaphore::new(config.limits.parallel_jobs.min(Semaphore::MAX_PERMITS)),
			}),
			config: config.clone(),
			encryption_key,
			now: 0,
			jobs: JoinSet::new(),
			submissions: JoinSet::new(),
			busy: HashSet::new(),
			impossible: HashSet::new(),
			retries: HashMap::new(),
			reported: HashSet::new(),
			tickets: Submissions::default(),
			report: Default::default(),
		})
	}

	/// Mines until `shutdown` completes. Submissions under way are then finished; open tasks are
	/// taken up again by the next start.
	pub async fn run(mut self, shutdown: impl Future<Output = ()>) -> Result<(), ServiceError> {
		tokio::pin!(shutdown);
		let mut blocks = self.chain.blocks();
		let mut registered = false;
		let mut register_from = 0;
		let mining = self.workshop.mining.clone();
		loop {
			tokio::select! {
				() = &mut shutdown => break,
				block = blocks.next() => match block {
					Ok(block) => {
						self.now = block.number;
						if !registered && self.now >= register_from {
							registered = self.register().await?;
							if mining.is_some() {
								register_from = self.now.saturating_add(REGISTER_PAUSE);
							}
						}
						if registered {
							self.on_block().await;
						}
						if let Some(mining) = &mining {
							self.on_block_of_mining(mining).await;
						}
					},
					Err(error) => {
						tracing::warn!(%error, "no blocks");
						tokio::select! {
							() = &mut shutdown => break,
							() = tokio::time::sleep(RECONNECT_PAUSE) => {},
						}
					},
				},
				Some(job) = self.jobs.join_next() => self.on_job(job).await,
				Some(done) = self.submissions.join_next() => self.on_submission(done),
				() = found(mining.as_deref()) => self.hand_in(),
				(ticket, outcome) = self.tickets.next() => {
					if let Some(mining) = &mining {
						mining.on_answer(ticket, &outcome);
					}
					self.hand_in();
				},
			}
		}
		if let Some(mining) = &mining {
			mining.end();
		}
		self.stop().await;
		Ok(())
	}

	async fn stop(mut self) {
		tracing::info!(
			submissions = self.submissions.len(),
			jobs = self.jobs.len(),
			tickets = self.tickets.len(),
			"stopping; open tasks are taken up by the next start"
		);
		self.jobs.abort_all();
		let finish = async {
			while let Some(done) = self.submissions.join_next().await {
				self.on_submission(done);
			}
		};
		if tokio::time::timeout(STOP_TIMEOUT, finish).await.is_err() {
			tracing::warn!("submissions are still in no block; the next start looks again");
		}
	}

	/// Takes the next step of every assignment, and of every record whose task is over.
	pub(crate) async fn on_block(&mut self) {
		let mut tasks = match self.chain.assignments().await {
			Ok(tasks) => tasks,
			Err(error) => return tracing::warn!(%error, "cannot ask for assignments"),
		};
		match self.workshop.records.tasks() {
			Ok(saved) => tasks.extend(saved),
			Err(error) => tracing::error!(%error, "cannot list the records"),
		}
		tasks.sort_unstable();
		tasks.dedup();
		// What was noted of tasks that are over goes with them.
		let open = |id: &TaskId| tasks.binary_search(id).is_ok();
		self.impossible.retain(open);
		self.reported.retain(open);
		self.retries.retain(|id, _| open(id));
		for id in tasks {
			self.advance(id).await;
		}
	}

	/// Takes the next step of a task, unless one is under way or put off.
	pub(crate) async fn advance(&mut self, id: TaskId) {
		let put_off = self.retries.get(&id).is_some_and(|retry| retry.not_before > self.now);
		if self.busy.contains(&id) || put_off {
			return;
		}
		let task = match self.chain.task(id).await {
			Ok(Some(task)) => task,
			Ok(None) => return self.on_missing(id).await,
			Err(error) => return tracing::warn!(task = id, %error, "cannot ask for the task"),
		};
		let saved = self.saved(id);
		match (next_step(&task, self.chain.account(), saved.as_ref()), saved) {
			(Step::Wait, _) => {},
			(Step::Execute, _) => match self.precision(&task).await {
				Ok(precision) => self.execute(id, task, precision),
				Err(error) => tracing::warn!(task = id, %error, "cannot ask for the model"),
			},
			(Step::Commit, Some(record)) => {
				let commitment = record.commitment(self.chain.account());
				self.submit(id, "commit", TasksCall::Commit { task: id, commitment });
			},
			(Step::Reveal, Some(Record { result, salt, .. })) => {
				self.submit(id, "reveal", TasksCall::Reveal { task: id, result, salt })
			},
			(Step::Commit | Step::Reveal | Step::Lost, _) => {
				if self.reported.insert(id) {
					tracing::error!(
						task = id,
						"what was committed to is not in the data folder, so it cannot be revealed"
					);
				}
			},
			(Step::Settle, _) => self.settle(id, &task),
		}
	}

	/// Drops the record of a task whose own record on chain was removed. A node that lags behind
	/// does not know the task yet; then the record is kept.
	async fn on_missing(&mut self, id: TaskId) {
		match self.chain.next_task().await {
			Ok(next) if id < next => {
				tracing::info!(task = id, "the chain has removed the task");
				self.forget(id);
			},
			Ok(_) => tracing::debug!(task = id, "the node does not know the task yet"),
			Err(error) => tracing::warn!(task = id, %error, "cannot ask for the next task"),
		}
	}

	fn saved(&self, id: TaskId) -> Option<Record> {
		match self.workshop.records.load(id) {
			Ok(record) => record,
			Err(error @ RecordError::Damaged(_)) => {
				tracing::error!(task = id, %error, "the record is set aside");
				if let Err(error) = self.workshop.records.set_aside(id) {
					tracing::error!(task = id, %error, "the record stays where it is");
				}
				None
			},
			Err(error) => {
				tracing::error!(task = id, %error, "cannot read the record");
				None
			},
		}
	}

	/// Queues the job, or abstains from it.
	fn execute(&mut self, id: TaskId, task: TaskRecord<AccountId>, precision: Precision) {
		let attempts = self.retries.get(&id).map_or(0, |retry| retry.attempts);
		let last_call = match task.state {
			TaskState::Committing { until } => self.now.saturating_add(LAST_CALL) >= until,
			_ => false,
		};
		if self.impossible.contains(&id) || (attempts > 0 && last_call) {
			return self.submit(id, "abstain", TasksCall::Abstain { task: id });
		}
		let limits = &self.config.limits;
		if self.jobs.len() >= limits.parallel_jobs.saturating_add(limits.queued_jobs) {
			return tracing::debug!(task = id, "the queue is full; tried again at the next block");
		}
		self.busy.insert(id);
		let work = self.workshop.clone().work(id, task, precision);
		self.jobs.spawn(async move { (id, work.await) });
	}

	/// How everybody runs the task's model. The chain keeps a model as it is while a task of it is
	/// open.
	async fn precision(&self, task: &TaskRecord<AccountId>) -> Result<Precision, ChainError> {
		let Some(model) = task.spec.job.model() else { return Ok(Precision::default()) };
		let model = self.chain.model(model).await?;
		Ok(Precision::of_model(model.map_or(0, |model| model.layers)))
	}

	/// Looks at the window, and hands in what was found.
	async fn on_block_of_mining(&mut self, mining: &Mining) {
		let chain = self.chain.clone();
		let due = self.report.is_due(Duration::from_secs(self.config.mining.report_seconds.into()));
		let asked = async {
			let window = chain.window().await?;
			let miner = chain.miner_window().await?;
			let balance = if due { Some(chain.balance().await?) } else { None };
			Ok::<_, ChainError>((window, miner, balance))
		};
		// A node that is slow about this must not keep the tasks waiting.
		match tokio::time::timeout(MINING_TIMEOUT, asked).await {
			Ok(Ok((window, miner, balance))) => {
				mining.observe(self.now, window, miner);
				if let Some(balance) = balance {
					mining.observe_balance(balance);
				}
			},
			Ok(Err(error)) => {
				tracing::warn!(%error, "cannot ask for the window");
				mining.observe(self.now, None, None);
			},
			Err(_) => tracing::warn!("the node is slow to tell of the window"),
		}
		self.hand_in();
		if due {
			self.report.log(&mining.stats());
		}
	}

	/// Hands in tickets that wait.
	fn hand_in(&mut self) {
		if let Some(mining) = &self.workshop.mining {
			self.tickets.start(&self.chain, mining);
		}
	}

	fn submit(&mut self, id: TaskId, what: &'static str, call: TasksCall) {
		self.busy.insert(id);
		let chain = self.chain.clone();
		self.submissions
			.spawn(async move { (id, what, chain.submit(SectorCall::Tasks(call)).await) });
	}

	async fn on_job(
		&mut self,
		job: Result<(TaskId, Result<(), JobError>), tokio::task::JoinError>,
	) {
		// The job's own panics are caught where it runs; an aborted one ends with the service.
		let Ok((id, outcome)) = job else { return };
		self.busy.remove(&id);
		match outcome {
			Ok(()) => {
				self.retries.remove(&id);
			},
			Err(JobError::Impossible(reason)) => {
				tracing::warn!(task = id, reason, "cannot run the job, abstaining");
				self.impossible.insert(id);
			},
			Err(JobError::NotNow(reason)) => {
				tracing::warn!(task = id, reason, "the job is tried again");
				return self.put_off(id);
			},
		}
		self.advance(id).await;
	}

	fn on_submission(
		&mut self,
		done: Result<(TaskId, &'static str, Result<Included, ChainError>), tokio::task::JoinError>,
	) {
		let Ok((id, what, outcome)) = done else { return };
		self.busy.remove(&id);
		match outcome {
			Ok(included) => {
				self.retries.remove(&id);
				tracing::info!(task = id, block = included.block_number, "{what} is in a block");
			},
			Err(error) => {
				tracing::warn!(task = id, %error, "{what} failed; the state decides what is next");
				self.put_off(id);
			},
		}
	}

	/// Waits longer after each failure, so that fees are not spent on a hopeless step.
	fn put_off(&mut self, id: TaskId) {
		let retry = self.retries.entry(id).or_default();
		let pause = 1u32.checked_shl(retry.attempts).unwrap_or(MAX_BACKOFF).min(MAX_BACKOFF);
		retry.attempts = retry.attempts.saturating_add(1);
		retry.not_before = self.now.saturating_add(pause);
	}

	/// Says how a task ended, once, and drops its record when the end is old enough.
	fn settle(&mut self, id: TaskId, task: &TaskRecord<AccountId>) {
		let me = self.chain.account();
		let answer = task.replicas.iter().find(|r| r.miner == *me).map(|r| &r.answer);
		let (at, report) = match &task.state {
			TaskState::Accepted(end) => (end.at, Some(end)),
			TaskState::Failed { at, .. } => (*at, None),
			_ => return,
		};
		if self.reported.insert(id) {
			match (report, answer) {
				(Some(end), Some(Answer::Revealed { agreed: true, distance, .. })) => {
					tracing::info!(
						task = id,
						block = at,
						paid = end.paid_each,
						?distance,
						"accepted and paid"
					)
				},
				(Some(_), Some(Answer::Revealed { distance, .. })) => {
					tracing::warn!(task = id, block = at, ?distance, "outvoted, not paid")
				},
				(Some(_), Some(Answer::Committed { .. } | Answer::None)) => {
					tracing::warn!(task = id, block = at, "settled without this miner's result")
				},
				(None, _) => {
					tracing::warn!(task = id, block = at, state = ?task.state, "the task failed")
				},
				_ => tracing::debug!(task = id, block = at, "settled"),
			}
		}
		if self.now > at.saturating_add(KEEP_SETTLED) {
			self.forget(id);
		}
	}

	fn forget(&mut self, id: TaskId) {
		if let Err(error) = self.workshop.records.remove(id) {
			tracing::error!(task = id, %error, "cannot remove the record");
		}
	}
}

/// Completes when a ticket was found; never without mining.
async fn found(mining: Option<&Mining>) {
	match mining {
		Some(mining) => mining.arrived.notified().await,
		None => std::future::pending().await,
	}
}
