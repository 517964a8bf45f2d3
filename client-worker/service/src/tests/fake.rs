// SPDX-License-Identifier: Apache-2.0
//! A chain in memory that follows the rules of `pallet-tasks` for one miner, and an executor.

pub use super::place::{is_abstain, is_commit, is_reveal, Place};
use crate::{blobs::blob_ref, chain::Blocks, Chain, EncryptionKey, Executor, ExecutorError};
use pouw_chain::{Block, ChainError, Included};
use pouw_engine::{Execution, Precision};
use pouw_primitives::{
	calls::{MinersCall, PouwCall, SectorCall, TasksCall},
	sector::TokenProfile,
	task::{
		commitment, Acceptance, Answer, Bound, Job, ModelRecord, Replica, Replicas, TaskSpec,
		TaskState, VerificationTier,
	},
	work::{MinerWindow, WindowInfo},
	AccountId, Balance, LayerIndex, MinerRecord, ModelLayer, SectorClass, SectorId, SectorProfile,
	TaskId, TaskRecord,
};
use pouw_tickets::WorkParams;
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
/// Layers that the executor has of [`MODEL`].
pub const LAYERS: u32 = 36;

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
	/// Whether replacements of the encryption key are refused.
	pub keys_refused: bool,
	/// Layers of [`MODEL`].
	pub layers: u32,
	/// One of them that is registered with another root than the executor has.
	pub other_layer: Option<LayerIndex>,
	/// The newest window of tickets.
	pub window: Option<WindowInfo>,
	/// Most tickets of the miner in a window.
	pub ceiling: u32,
	/// Tickets in blocks.
	pub tickets: Vec<PouwCall>,
	/// What is answered to tickets before they are taken, one after another.
	pub ticket_errors: Vec<ChainError>,
	/// Every ticket that was submitted, also the failed ones.
	pub submitted: usize,
}

/// A chain that several services can share, as restarts of one process do.
#[derive(Clone, Default)]
pub struct FakeChain(pub Arc<Mutex<State>>);

/// A layer as the executor has it.
pub fn layer(number: LayerIndex) -> ModelLayer {
	ModelLayer { root: H256::from_low_u64_be(u64::from(number) + 1), n: 48, k: 512 }
}

pub fn me() -> AccountId {
	AccountId::new([1; 32])
}

/// The client's encryption key.
pub fn client_key() -> EncryptionKey {
	EncryptionKey::of_seed([4; 32])
}

/// The miner's encryption key.
pub fn miner_key() -> EncryptionKey {
	EncryptionKey::of_seed([6; 32])
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

	/// Opens a window in which every tile of a small product wins.
	pub fn open_window(&self, index: u32) {
		let mut state = self.state();
		let now = state.number;
		let work = WorkParams { rank: 32, m: 32, n: 32, k: 512 };
		state.window = Some(WindowInfo {
			index,
			sector: SectorId(2_003),
			challenge: H256::repeat_byte(index as u8),
			work,
			difficulty: 256 * 512,
			opened_at: now,
			closes_at: now + 1_000,
			accepts_until: now + 1_010,
			tickets: 0,
			room: 1_000,
		});
	}

	/// Tickets of the newest window in blocks.
	pub fn tickets_of_window(&self) -> u32 {
		let state = self.state();
		let Some(window) = state.window else { return 0 };
		let of_window = |call: &&PouwCall| match call {
			PouwCall::SubmitBaseline { window: index, .. }
			| PouwCall::SubmitUseful { window: index, .. } => *index == window.index,
		};
		state.tickets.iter().filter(of_window).count() as u32
	}

	/// Ends the commitments of a task.
	pub fn open_reveals(&self, id: TaskId) {
		let mut state = self.state();
		let until = state.number + 50;
		state.tasks.get_mut(&id).unwrap().state = TaskState::Revealing { until };
	}

	/// The next block's number.
	pub fn next_block(&self) -> u32 {
		let mut state = self.state();
		state.number += 1;
		state.number
	}

	/// Does what the chain does by itself: opens the reveals of what is committed to, and accepts what is
	/// revealed.
	pub fn progress(&self) {
		let answers: Vec<_> = {
			let state = self.state();
			let open = state.tasks.iter().filter(|(_, task)| !task.state.is_final());
			open.map(|(id, task)| (*id, task.state.clone(), task.replicas[0].answer.clone()))
				.collect()
		};
		for (id, state, answer) in answers {
			match (state, answer) {
				(TaskState::Committing { .. }, Answer::Committed { .. }) => self.open_reveals(id),
				(_, Answer::Revealed { .. }) => self.accept(id),
				_ => {},
			}
		}
	}

	/// Every commitment that was submitted for a task.
	pub fn commitments(&self, id: TaskId) -> Vec<H256> {
		let of_task = |call: &SectorCall| match call {
			SectorCall::Tasks(TasksCall::Commit { task, commitment }) if *task == id => {
				Some(*commitment)
			},
			_ => None,
		};
		self.state().calls.iter().filter_map(of_task).collect()
	}

	/// Asks the miner that has revealed again, by another seed.
	pub fn ask_again(&self, id: TaskId) {
		let mut state = self.state();
		let until = state.number + 50;
		let task = state.tasks.get_mut(&id).unwrap();
		let replica = &mut task.replicas[0];
		let Answer::Revealed { result, .. } = replica.answer else { panic!("nothing is revealed") };
		replica.bound = Some(Bound { output: result.output, compared: 1, supported: 1 });
		replica.answer = Answer::None;
		task.seed = H256([0x77; 32]);
		task.state = TaskState::Committing { until };
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
			confidence: Permill::from_percent(90),
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
					bond: 0,
					registered_at: at,
					available: true,
					open_assignments: 0,
					assigned: 0,
					accepted: 0,
					allowance_used: 0,
					work: Default::default(),
					authorship: Default::default(),
				});
				return Ok(());
			},
			SectorCall::Miners(MinersCall::SetEncryptionKey { encryption_key }) => {
				if state.keys_refused {
					return refused("Unexpected");
				}
				let Some(miner) = &mut state.miner else { return refused("NotRegistered") };
				miner.encryption_key = *encryption_key;
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
		funding: pouw_primitives::Funding::Client,
		spec: TaskSpec {
			job: Job::Embedding { model: MODEL },
			input: blob_ref(INPUT),
			// Its outputs are not embeddings.
			tier: VerificationTier::Exact,
			replicas: Replicas { initial: 1, most: 1 },
			confidence: Permill::from_percent(90),
			price: 5,
			deadline: 50,
			client_key: client_key().public(),
		},
		ordered_at: 1,
		state,
		seed: H256([5; 32]),
		replicas: vec![Replica { miner: me(), answer, bound: None }].try_into().unwrap(),
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

	async fn model(&self, hash: H256) -> Result<Option<ModelRecord<AccountId>>, ChainError> {
		assert_eq!(hash, MODEL);
		Ok(Some(ModelRecord {
			owner: AccountId::new([2; 32]),
			tolerance: Permill::from_percent(1),
			deposit: 1,
			layers: self.state().layers,
			work_per_row: 1,
		}))
	}

	async fn layer(
		&self,
		model: H256,
		number: LayerIndex,
	) -> Result<Option<ModelLayer>, ChainError> {
		assert_eq!(model, MODEL);
		let state = self.state();
		let root =
			if state.other_layer == Some(number) { H256::zero() } else { layer(number).root };
		Ok((number < state.layers).then_some(ModelLayer { root, ..layer(number) }))
	}

	async fn window(&self) -> Result<Option<WindowInfo>, ChainError> {
		Ok(self.state().window)
	}

	async fn miner_window(&self) -> Result<Option<MinerWindow>, ChainError> {
		let tickets = self.tickets_of_window();
		let state = self.state();
		Ok(state.window.map(|window| MinerWindow {
			window: window.index,
			registered: state.miner.is_some(),
			tickets,
			useful: 0,
			ceiling: state.ceiling,
			floor: 0,
		}))
	}

	async fn balance(&self) -> Result<Balance, ChainError> {
		Ok(self.state().tickets.len() as Balance)
	}

	async fn token(&self) -> Result<Option<TokenProfile>, ChainError> {
		let profile = SectorProfile::new(SectorClass::CpuEdge, "Test", "TEST", 12);
		Ok(profile.map(|profile| profile.token))
	}

	async fn finalized(&self) -> Result<Block, ChainError> {
		let number = self.state().number.saturating_sub(3);
		Ok(Block { number, hash: H256::zero() })
	}

	async fn submit_ticket(&self, call: SectorCall) -> Result<Included, ChainError> {
		let SectorCall::PouwVerify(call) = call else { panic!("{call:?} is no ticket") };
		self.state().submitted += 1;
		let error = self.state().ticket_errors.pop();
		if let Some(error) = error {
			return Err(error);
		}
		let at_ceiling = self.tickets_of_window() >= self.state().ceiling;
		let mut state = self.state();
		if at_ceiling {
			return Err(ChainError::Unauthorized { code: 3 });
		}
		if state.tickets.contains(&call) {
			return Err(ChainError::Unauthorized { code: 6 });
		}
		state.tickets.push(call);
		Ok(Included {
			block_number: state.number,
			block_hash: H256::zero(),
			parent_hash: H256::zero(),
			extrinsic_hash: H256::zero(),
		})
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
	/// The numbers of the last run.
	pub precision: Mutex<Option<Precision>>,
	/// What every run does with what it is given.
	pub during: Option<During>,
	/// What every run ends with, if not an output.
	pub error: Option<ExecutorError>,
	/// Whether every run panics.
	pub panics: bool,
}

/// Something done within a run.
pub type During = Box<dyn Fn(&Execution<'_>) + Send + Sync>;

impl Executor for FakeExecutor {
	fn run(
		&self,
		job: &Job,
		input: &[u8],
		execution: &Execution<'_>,
		progress: &dyn Fn(usize, usize),
	) -> Result<Vec<u8>, ExecutorError> {
		self.runs.fetch_add(1, Ordering::SeqCst);
		*self.precision.lock().unwrap() = Some(execution.precision);
		if let Some(during) = &self.during {
			during(execution);
		}
		assert!(!self.panics, "as the test wants");
		assert_eq!((job.model(), input), (Some(MODEL), INPUT));
		progress(1, 1);
		self.error.clone().map_or_else(|| Ok(b"output".to_vec()), Err)
	}

	fn values(&self, _job: &Job, output: &[u8]) -> Result<Vec<f32>, ExecutorError> {
		Ok(output.iter().map(|byte| f32::from(*byte)).collect())
	}

	fn layers(&self, _job: &Job, rank: u16) -> Result<Vec<ModelLayer>, ExecutorError> {
		assert_eq!(rank, 32);
		Ok((0..LAYERS).map(layer).collect())
	}
}
