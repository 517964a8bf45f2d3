// SPDX-License-Identifier: Apache-2.0
//! A chain in memory that follows the rules of `pallet-tasks` for one miner, and an executor.

use crate::{
	blobs::blob_ref, chain::Blocks, BlobStore, Chain, Config, Executor, ExecutorError, Service,
};
use pouw_chain::{Block, ChainError, Included};
use pouw_primitives::{
	calls::{MinersCall, SectorCall, TasksCall},
	task::{
		commitment, Acceptance, Answer, Job, Replica, Replicas, TaskSpec, TaskState,
		VerificationTier,
	},
	AccountId, MinerRecord, TaskId, TaskRecord,
};
use sp_core::H256;
use sp_runtime::Permill;
use std::{
	collections::BTreeMap,
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc, Mutex, MutexGuard,
	},
	time::Duration,
};

pub const INPUT: &[u8] = b"one\ntwo\n";
pub const MODEL: H256 = H256([3; 32]);

/// Everything the chain knows.
#[derive(Default)]
pub struct State {
	pub number: u32,
	pub tasks: BTreeMap<TaskId, TaskRecord<AccountId>>,
	pub next_task: TaskId,
	pub miner: Option<MinerRecord>,
	/// Every call that was submitted, also the failed ones.
	pub calls: Vec<SectorCall>,
	/// Submissions that fail with the node's refusal, counted down.
	pub failures: u32,
	/// Submissions that are applied, but reported as failed, counted down.
	pub lost_answers: u32,
	/// Whether queries fail.
	pub down: bool,
}

/// A chain that several services can share, as restarts of one process do.
#[derive(Clone, Default)]
pub struct FakeChain(pub Arc<Mutex<State>>);

pub fn me() -> AccountId {
	AccountId::new([1; 32])
}

fn down() -> ChainError {
	ChainError::ConnectionLost { endpoint: "fake".into(), reason: "down".into() }
}

impl FakeChain {
	pub fn state(&self) -> MutexGuard<'_, State> {
		self.0.lock().unwrap()
	}

	/// Assigns a task over [`INPUT`] to the miner.
	pub fn assign(&self) -> TaskId {
		let mut state = self.state();
		let id = state.next_task;
		state.next_task += 1;
		let until = state.number + 50;
		state.tasks.insert(id, task(TaskState::Committing { until }, Answer::None));
		id
	}

	/// Ends the commitments of a task.
	pub fn open_reveals(&self, id: TaskId) {
		let mut state = self.state();
		let until = state.number + 50;
		state.tasks.get_mut(&id).unwrap().state = TaskState::Revealing { until };
	}

	/// Accepts the miner's result.
	pub fn accept(&self, id: TaskId) {
		let mut state = self.state();
		let at = state.number;
		let task = state.tasks.get_mut(&id).unwrap();
		if let Answer::Revealed { agreed, .. } = &mut task.replicas[0].answer {
			*agreed = true;
		}
		task.state = TaskState::Accepted(Acceptance {
			output: blob_ref(b"output"),
			medoid: 0,
			paid_each: 5,
			paid: 5,
			refunded: 0,
			at,
		});
	}

	pub fn answer(&self, id: TaskId) -> Answer {
		self.state().tasks[&id].replicas[0].answer.clone()
	}

	/// How many calls of a kind were submitted.
	pub fn count(&self, kind: fn(&TasksCall) -> bool) -> usize {
		let of_kind = |call: &&SectorCall| matches!(call, SectorCall::Tasks(call) if kind(call));
		self.state().calls.iter().filter(of_kind).count()
	}

	fn apply(&self, call: &SectorCall) -> Result<(), ChainError> {
		let refused = |name: &str| {
			Err(ChainError::Refused {
				pallet: "Tasks".into(),
				name: name.into(),
				doc: "refused".into(),
			})
		};
		let mut state = self.state();
		let at = state.number;
		let (id, call) = match call {
			SectorCall::Miners(MinersCall::Register { profile, encryption_key }) => {
				state.miner = Some(MinerRecord {
					profile: profile.clone(),
					encryption_key: *encryption_key,
					deposit: 0,
					registered_at: at,
					available: true,
					open_assignments: 0,
					assigned: 0,
					accepted: 0,
				});
				return Ok(());
			},
			SectorCall::Tasks(
				call @ (TasksCall::Commit { task, .. }
				| TasksCall::Reveal { task, .. }
				| TasksCall::Abstain { task }),
			) => (*task, call),
			_ => return refused("Unexpected"),
		};
		let task = state.tasks.get_mut(&id).unwrap();
		let committing = matches!(task.state, TaskState::Committing { .. });
		let replica = &mut task.replicas[0];
		match (call, &replica.answer) {
			(TasksCall::Commit { commitment, .. }, Answer::None) if committing => {
				replica.answer = Answer::Committed { commitment: *commitment, at };
			},
			(TasksCall::Abstain { .. }, Answer::None) if committing => {
				replica.answer = Answer::Abstained;
			},
			(TasksCall::Reveal { result, salt, .. }, Answer::Committed { commitment: c, .. })
				if !committing =>
			{
				if commitment(id, &me(), result, salt) != *c {
					return refused("CommitmentMismatch");
				}
				replica.answer =
					Answer::Revealed { result: *result, at, distance: None, agreed: false };
			},
			_ => return refused("AlreadyAnswered"),
		}
		Ok(())
	}
}

pub fn task(state: TaskState, answer: Answer) -> TaskRecord<AccountId> {
	TaskRecord {
		client: AccountId::new([2; 32]),
		spec: TaskSpec {
			job: Job::Embedding { model: MODEL },
			input: blob_ref(INPUT),
			tier: VerificationTier::Tolerant,
			replicas: Replicas { initial: 1, most: 1 },
			confidence: Permill::from_percent(90),
			price: 5,
			deadline: 50,
			client_key: [4; 32],
		},
		ordered_at: 1,
		state,
		seed: H256([5; 32]),
		replicas: vec![Replica { miner: me(), answer }].try_into().unwrap(),
	}
}

impl Chain for FakeChain {
	type Blocks = FakeBlocks;

	fn account(&self) -> &AccountId {
		static ME: AccountId = AccountId::new([1; 32]);
		&ME
	}

	fn genesis(&self) -> H256 {
		H256([9; 32])
	}

	fn blocks(&self) -> FakeBlocks {
		FakeBlocks(self.clone())
	}

	async fn miner(&self) -> Result<Option<MinerRecord>, ChainError> {
		Ok(self.state().miner.clone())
	}

	async fn assignments(&self) -> Result<Vec<TaskId>, ChainError> {
		let state = self.state();
		if state.down {
			return Err(down());
		}
		let open = state.tasks.iter().filter(|(_, task)| !task.state.is_final());
		Ok(open.map(|(id, _)| *id).collect())
	}

	async fn task(&self, id: TaskId) -> Result<Option<TaskRecord<AccountId>>, ChainError> {
		Ok(self.state().tasks.get(&id).cloned())
	}

	async fn next_task(&self) -> Result<TaskId, ChainError> {
		Ok(self.state().next_task)
	}

	async fn submit(&self, call: SectorCall) -> Result<Included, ChainError> {
		self.state().calls.push(call.clone());
		if self.state().failures > 0 {
			self.state().failures -= 1;
			return Err(ChainError::Rejected { reason: "pool full".into() });
		}
		self.apply(&call)?;
		let mut state = self.state();
		if state.lost_answers > 0 {
			state.lost_answers -= 1;
			return Err(down());
		}
		Ok(Included {
			block_number: state.number,
			block_hash: H256::zero(),
			parent_hash: H256::zero(),
			extrinsic_hash: H256::zero(),
		})
	}
}

/// A block every few milliseconds.
pub struct FakeBlocks(FakeChain);

impl Blocks for FakeBlocks {
	async fn next(&mut self) -> Result<Block, ChainError> {
		tokio::time::sleep(Duration::from_millis(2)).await;
		let mut state = self.0.state();
		state.number += 1;
		Ok(Block { number: state.number, hash: H256::zero() })
	}
}

/// Gives the same output for the same input and counts its runs.
#[derive(Default)]
pub struct FakeExecutor {
	pub runs: AtomicUsize,
	/// What every run ends with, if not an output.
	pub error: Option<ExecutorError>,
	/// Whether every run panics.
	pub panics: bool,
}

impl Executor for FakeExecutor {
	fn run(
		&self,
		job: &Job,
		input: &[u8],
		progress: &dyn Fn(usize, usize),
	) -> Result<Vec<u8>, ExecutorError> {
		self.runs.fetch_add(1, Ordering::SeqCst);
		assert!(!self.panics, "as the test wants");
		assert_eq!((job.model(), input), (MODEL, INPUT));
		progress(1, 1);
		self.error.clone().map_or_else(|| Ok(b"output".to_vec()), Err)
	}

	fn values(&self, _job: &Job, output: &[u8]) -> Result<Vec<f32>, ExecutorError> {
		Ok(output.iter().map(|byte| f32::from(*byte)).collect())
	}
}

/// A miner's folders, with [`INPUT`] in the blob store.
pub struct Place {
	_folder: tempfile::TempDir,
	pub config: Config,
	pub blobs: BlobStore,
}

impl Place {
	pub async fn new() -> Self {
		let place = Self::without_input();
		place.blobs.put(INPUT.to_vec()).await.unwrap();
		place
	}

	pub fn without_input() -> Self {
		let folder = tempfile::tempdir().unwrap();
		let blobs = BlobStore::open(&folder.path().join("blobs")).unwrap();
		let config = Config { data_dir: folder.path().join("data"), ..Config::default() };
		Self { _folder: folder, config, blobs }
	}

	pub fn service(&self, chain: &FakeChain, executor: &Arc<FakeExecutor>) -> Service<FakeChain> {
		Service::new(chain.clone(), executor.clone(), self.blobs.clone(), &self.config, [6; 32])
			.unwrap()
	}

	/// Mines until `done`, then shuts down; fails if that takes long.
	pub async fn mine_until(
		&self,
		chain: &FakeChain,
		executor: &Arc<FakeExecutor>,
		done: impl Fn(&FakeChain) -> bool,
	) {
		let shutdown = async {
			while !done(chain) {
				tokio::time::sleep(Duration::from_millis(1)).await;
			}
		};
		let mining = self.service(chain, executor).run(shutdown);
		tokio::time::timeout(Duration::from_secs(90), mining)
			.await
			.expect("the miner gets there in time")
			.unwrap();
	}
}

pub fn is_commit(call: &TasksCall) -> bool {
	matches!(call, TasksCall::Commit { .. })
}

pub fn is_reveal(call: &TasksCall) -> bool {
	matches!(call, TasksCall::Reveal { .. })
}

pub fn is_abstain(call: &TasksCall) -> bool {
	matches!(call, TasksCall::Abstain { .. })
}
