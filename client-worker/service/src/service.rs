// SPDX-License-Identifier: Apache-2.0
//! The loop: at every best block, one step for each assignment that needs one.

use crate::{
	chain::{Blocks, Chain},
	config::Config,
	encryption::MinerBlobs,
	job::{JobError, Workshop},
	kept::Leftovers,
	metrics::Stage,
	mining::{submission::Fate, Submissions},
	plan::{next_step, stage, Step},
	register::KeyChange,
	submitting::SubmissionError,
	Equipment, Mining, Phase, Record, StateError,
};
use codec::Encode;
use pouw_chain::{Block, ChainError, Included};
use pouw_engine::Precision;
use pouw_primitives::{
	calls::{PouwCall, SectorCall, TasksCall},
	task::TaskState,
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
pub(crate) const LAST_CALL: BlockNumber = 5;
/// Blocks between two attempts to register while mining without registration.
const REGISTER_PAUSE: BlockNumber = 16;
/// Longest wait for the node to tell of the window of tickets.
const MINING_TIMEOUT: Duration = Duration::from_secs(4);
/// Blocks between two questions for the newest finalized block.
const FINALITY_PERIOD: BlockNumber = 8;
/// Most blocks between two attempts at the same step.
const MAX_BACKOFF: BlockNumber = 16;

/// What ends the service other than its shutdown.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
	/// The miner cannot be registered.
	#[error("cannot register as a miner: {0}")]
	Registration(ChainError),
	/// The state file cannot be used.
	#[error(transparent)]
	State(#[from] StateError),
}

/// Attempts at a step that failed.
#[derive(Clone, Copy, Default)]
pub(crate) struct Retry {
	attempts: u32,
	not_before: BlockNumber,
}

/// The miner.
pub struct Service<C: Chain> {
	pub(crate) chain: Arc<C>,
	pub(crate) workshop: Arc<Workshop>,
	pub(crate) config: Config,
	pub(crate) encryption_key: [u8; 32],
	pub(crate) now: BlockNumber,
	jobs: JoinSet<(TaskId, Result<(), JobError>)>,
	pub(crate) submissions: JoinSet<(TaskId, &'static str, Result<Included, SubmissionError>)>,
	/// Tasks with a job or a submission under way.
	pub(crate) busy: HashSet<TaskId>,
	/// The task of each job and submission under way, by which one is told that panics.
	pub(crate) running: HashMap<tokio::task::Id, TaskId>,
	/// Tasks that cannot be run here; they are abstained from.
	impossible: HashSet<TaskId>,
	pub(crate) retries: HashMap<TaskId, Retry>,
	/// Tasks whose end, or loss, has been logged.
	pub(crate) reported: HashSet<TaskId>,
	/// Where tasks stood when they were last looked at.
	stages: HashMap<TaskId, Stage>,
	/// Block at which an earlier process was about to submit something for a task.
	pub(crate) inherited: HashMap<TaskId, BlockNumber>,
	tickets: Submissions,
	leftovers: Leftovers,
	finality: JoinSet<Result<Block, ChainError>>,
	pub(crate) key_change: KeyChange,
	pub(crate) report: crate::report::Report,
}

impl<C: Chain> Service<C> {
	/// A miner on `chain`.
	pub fn new(chain: C, equipment: Equipment, config: &Config) -> Result<Self, ServiceError> {
		let Equipment { executor, blobs, state, encryption_key, mining, metrics } = equipment;
		let (genesis, miner) = (chain.genesis(), chain.account().clone());
		let records = state.of(genesis, &miner)?;
		let submitted =
			|(record, phase): (Record, Phase)| Some((record.task, phase.submitted_at()?));
		let inherited = records.all()?.into_iter().filter_map(submitted).collect();
		Ok(Self {
			chain: Arc::new(chain),
			encryption_key: encryption_key.public(),
			leftovers: Leftovers::new(records.clone())?,
			workshop: Arc::new(Workshop {
				executor,
				blobs: MinerBlobs {
					store: blobs.counted(metrics.traffic()),
					key: encryption_key,
					genesis,
					miner,
				},
				records,
				metrics,
				limits: config.limits,
				mining,
				places: Semaphore::new(config.limits.parallel_jobs.min(Semaphore::MAX_PERMITS)),
			}),
			config: config.clone(),
			now: 0,
			jobs: JoinSet::new(),
			submissions: JoinSet::new(),
			busy: HashSet::new(),
			running: HashMap::new(),
			impossible: HashSet::new(),
			retries: HashMap::new(),
			reported: HashSet::new(),
			stages: HashMap::new(),
			inherited,
			tickets: Submissions::default(),
			finality: JoinSet::new(),
			key_change: KeyChange::default(),
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
		let metrics = self.workshop.metrics.clone();
		let mut connected = true;
		loop {
			tokio::select! {
				() = &mut shutdown => break,
				block = blocks.next() => match block {
					Ok(block) => {
						self.now = block.number;
						metrics.block(block.number);
						if !connected {
							metrics.connected_again();
							connected = true;
						}
						self.ask_for_finality();
						if !registered && self.now >= register_from {
							registered = self.register().await?;
							if mining.is_some() {
								register_from = self.now.saturating_add(REGISTER_PAUSE);
							}
						}
						if registered {
							self.replace_key();
							self.on_block().await;
						}
						if let Some(mining) = &mining {
							self.on_block_of_mining(mining).await;
						}
					},
					Err(error) => {
						metrics.connection_failed();
						connected = false;
						tracing::warn!(%error, "no blocks");
						tokio::select! {
							() = &mut shutdown => break,
							() = tokio::time::sleep(RECONNECT_PAUSE) => {},
						}
					},
				},
				Some(job) = self.jobs.join_next() => self.on_job(job).await,
				Some(done) = self.submissions.join_next() => self.on_submission(done),
				Some(done) = self.finality.join_next() => match done {
					Ok(Ok(block)) => metrics.finalized(block.number),
					Ok(Err(error)) => tracing::debug!(%error, "cannot ask for the finalized block"),
					Err(error) => tracing::debug!(%error, "the finalized block was not asked for"),
				},
				Some(outcome) = self.key_change.next() => self.on_key_change(outcome),
				() = found(mining.as_deref()) => self.hand_in(),
				(ticket, outcome) = self.tickets.next() => {
					let fate = Fate::of(&outcome);
					metrics.ticket(fate, &outcome);
					if fate != Fate::Again && is_useful(&ticket.call) {
						self.leftovers.answered(ticket.window, ticket.call.encode());
					}
					if let Some(mining) = &mining {
						mining.on_answer(ticket, &outcome);
					}
					self.hand_in();
				},
				answer = self.leftovers.next() => self.leftovers.on_answer(answer, &metrics),
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
			Err(error) => {
				self.workshop.metrics.state_failed();
				tracing::error!(%error, "cannot list the records")
			},
		}
		tasks.sort_unstable();
		tasks.dedup();
		// What was noted of tasks that are over goes with them.
		let open = |id: &TaskId| tasks.binary_search(id).is_ok();
		self.impossible.retain(open);
		self.reported.retain(open);
		self.retries.retain(|id, _| open(id));
		self.stages.retain(|id, _| open(id));
		self.inherited.retain(|id, _| open(id));
		for id in tasks {
			self.advance(id).await;
		}
		let metrics = &self.workshop.metrics;
		metrics.stages(self.stages.values().copied());
		metrics.state(self.workshop.records.file_size());
	}

	/// Asks for the newest finalized block now and then, without waiting for the answer.
	fn ask_for_finality(&mut self) {
		if self.now.is_multiple_of(FINALITY_PERIOD) && self.finality.is_empty() {
			let chain = self.chain.clone();
			self.finality.spawn(async move { chain.finalized().await });
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
		let saved = match self.workshop.records.of_task(id) {
			Ok(saved) => saved,
			Err(error) => {
				self.workshop.metrics.state_failed();
				// Without knowing what was committed to before, nothing is.
				return tracing::error!(task = id, %error, "cannot read the record");
			},
		};
		let me = self.chain.account().clone();
		let step = next_step(&task, &me, &saved);
		if let Some(stage) = stage(&task, &me, step) {
			self.stages.insert(id, stage);
		}
		let at = self.now;
		let until = match task.state {
			TaskState::Committing { until } | TaskState::Revealing { until } => until,
			_ => at,
		};
		match step {
			Step::Wait => {},
			Step::Execute => match self.layers(&task).await {
				Ok(layers) => self.execute(id, task, layers),
				Err(error) => tracing::warn!(task = id, %error, "cannot ask for the model"),
			},
			Step::Commit(record) => {
				let call = TasksCall::Commit { task: id, commitment: record.commitment(&me) };
				self.submit_noted(id, "commit", call, record.seed, Phase::Committing { at }, until);
			},
			Step::Reveal(Record { result, salt, seed, .. }) => {
				let call = TasksCall::Reveal { task: id, result: *result, salt: *salt };
				self.submit_noted(id, "reveal", call, *seed, Phase::Revealing { at }, until);
			},
			Step::Lost => {
				if self.reported.insert(id) {
					tracing::error!(
						task = id,
						"what was committed to is not in the data folder, so it cannot be revealed"
					);
				}
			},
			Step::Settle => self.settle(id, &task),
		}
	}

	/// Queues the job, or abstains from it.
	fn execute(&mut self, id: TaskId, task: TaskRecord<AccountId>, layers: u32) {
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
		let (chain, workshop) = (self.chain.clone(), self.workshop.clone());
		let job = self.jobs.spawn(async move {
			let precision = Precision::of_model(layers);
			let layers = workshop.layers(&chain, id, &task.spec.job, layers).await;
			(id, workshop.work(id, task, precision, layers).await)
		});
		self.running.insert(job.id(), id);
	}

	/// Layers that the sector has of the task's model, which decide how everybody runs it. The chain
	/// keeps a model as it is while a task of it is open.
	async fn layers(&self, task: &TaskRecord<AccountId>) -> Result<u32, ChainError> {
		let Some(model) = task.spec.job.model() else { return Ok(0) };
		let model = self.chain.model(model).await?;
		Ok(model.map_or(0, |model| model.layers))
	}

	/// Looks at the window, and hands in what was found.
	async fn on_block_of_mining(&mut self, mining: &Mining) {
		let chain = self.chain.clone();
		let due = self.report.is_due(Duration::from_secs(self.config.mining.report_seconds.into()));
		let asked = async {
			let window = chain.window().await?;
			let miner = chain.miner_window().await?;
			let balance = match due {
				true => Some((chain.balance().await?, chain.token().await?)),
				false => None,
			};
			Ok::<_, ChainError>((window, miner, balance))
		};
		// A node that is slow about this must not keep the tasks waiting.
		match tokio::time::timeout(MINING_TIMEOUT, asked).await {
			Ok(Ok((window, miner, balance))) => {
				mining.observe(self.now, window, miner);
				if let Some(window) = window {
					self.leftovers.hand_in(&self.chain, window.index);
				}
				if let Some((balance, token)) = balance {
					mining.observe_balance(balance, token);
				}
			},
			Ok(Err(error)) => {
				tracing::warn!(%error, "cannot ask for the window");
				mining.observe(self.now, None, None);
			},
			Err(_) => tracing::warn!("the node is slow to tell of the window"),
		}
		self.hand_in();
		let stats = mining.stats();
		if due {
			self.report.log(&stats);
		}
		self.workshop.metrics.mining(stats);
	}

	/// Hands in tickets that wait.
	fn hand_in(&mut self) {
		if let Some(mining) = &self.workshop.mining {
			self.tickets.start(&self.chain, mining);
		}
	}

	async fn on_job(
		&mut self,
		job: Result<(TaskId, Result<(), JobError>), tokio::task::JoinError>,
	) {
		let (id, outcome) = match job {
			Ok(done) => done,
			// The job's own panics are caught where it runs, and it is aborted only when the service ends.
			Err(error) => {
				let Some(id) = self.running.remove(&error.id()) else { return };
				(id, Err(JobError::NotNow(format!("a thread of the worker ended: {error}"))))
			},
		};
		self.over(id);
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
			Err(JobError::NoKey) => {
				tracing::debug!(
					task = id,
					"the client has not handed over the key of the input yet"
				);
				let retry = self.retries.entry(id).or_default();
				// Clients hand keys over within blocks, and an attempt costs no fee. Counted as one, for the
				// last call.
				retry.attempts = retry.attempts.max(1);
				retry.not_before = self.now.saturating_add(1);
				return;
			},
		}
		self.advance(id).await;
	}

	/// Notes that nothing is under way for a task any more.
	pub(crate) fn over(&mut self, id: TaskId) {
		self.busy.remove(&id);
		self.running.retain(|_, of| *of != id);
	}

	/// Waits longer after each failure, so that fees are not spent on a hopeless step.
	pub(crate) fn put_off(&mut self, id: TaskId) {
		let retry = self.retries.entry(id).or_default();
		let pause = 1u32.checked_shl(retry.attempts).unwrap_or(MAX_BACKOFF).min(MAX_BACKOFF);
		retry.attempts = retry.attempts.saturating_add(1);
		retry.not_before = self.now.saturating_add(pause);
	}
}

fn is_useful(call: &SectorCall) -> bool {
	matches!(call, SectorCall::PouwVerify(PouwCall::SubmitUseful { .. }))
}

/// Completes when a ticket was found; never without mining.
async fn found(mining: Option<&Mining>) {
	match mining {
		Some(mining) => mining.arrived.notified().await,
		None => std::future::pending().await,
	}
}
