// SPDX-License-Identifier: Apache-2.0
//! A process that ends at any of its steps, on a disk that has lost what was not synced.
//!
//! Steps are counted: every question to the chain, every submission before and after it is applied, every
//! write and sync of the state file. At one of them the process ends: from then on nothing it does has any
//! effect, and of the writes since the last sync an arbitrary part is on disk. Then another one starts.

use super::fake::*;
use crate::{
	blobs::blob_ref,
	chain::{Blocks, Chain},
	encryption::{Granted, MinerKeys, Privacy},
	state::{self, StateStore},
	Equipment, Service, StateError,
};
use pouw_chain::{Block, ChainError, Included};
use pouw_primitives::{
	calls::{SectorCall, TasksCall},
	sector::TokenProfile,
	task::{Answer, ModelRecord, TaskState},
	work::{MinerWindow, WindowInfo},
	AccountId, Balance, LayerIndex, MinerRecord, ModelLayer, TaskId, TaskRecord,
};
use proptest::prelude::*;
use redb::StorageBackend;
use sp_core::H256;
use std::{
	io,
	sync::{
		atomic::{AtomicBool, AtomicUsize, Ordering},
		Arc, Mutex,
	},
	time::Duration,
};

/// Ends a process after some steps.
#[derive(Clone, Debug)]
struct Fuse(Arc<Burning>);

#[derive(Debug)]
struct Burning {
	left: AtomicUsize,
	dead: AtomicBool,
}

impl Fuse {
	fn new(steps: usize) -> Self {
		Self(Arc::new(Burning { left: AtomicUsize::new(steps), dead: AtomicBool::new(false) }))
	}

	fn is_dead(&self) -> bool {
		self.0.dead.load(Ordering::SeqCst)
	}

	/// A step; whether the process is there to take it.
	fn step(&self) -> bool {
		let left =
			self.0.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
		if left.is_err() {
			self.0.dead.store(true, Ordering::SeqCst);
		}
		!self.is_dead()
	}

	/// A step that a dead process never gets beyond.
	async fn pass(&self) {
		if !self.step() {
			std::future::pending().await
		}
	}
}

/// What is on a disk, and what would be if it were synced now.
#[derive(Debug, Default)]
struct Platter {
	synced: Vec<u8>,
	current: Vec<u8>,
	/// Writes since the last sync.
	pending: Vec<Write>,
	/// Whether it has no space for anything.
	full: bool,
}

#[derive(Debug)]
enum Write {
	Len(usize),
	Bytes(usize, Vec<u8>),
}

impl Write {
	fn apply(&self, bytes: &mut Vec<u8>) {
		match self {
			Self::Len(len) => bytes.resize(*len, 0),
			Self::Bytes(at, written) => {
				let end = at + written.len();
				if bytes.len() < end {
					bytes.resize(end, 0);
				}
				bytes[*at..end].copy_from_slice(written);
			},
		}
	}
}

/// A process's view of the disk.
#[derive(Clone, Debug)]
struct Disk {
	platter: Arc<Mutex<Platter>>,
	fuse: Fuse,
}

impl Disk {
	fn change(&self, write: Write) -> io::Result<()> {
		let mut platter = self.platter.lock().unwrap();
		if platter.full {
			return Err(io::ErrorKind::StorageFull.into());
		}
		if !self.fuse.step() {
			return Err(io::Error::other("the process is dead"));
		}
		write.apply(&mut platter.current);
		platter.pending.push(write);
		Ok(())
	}
}

impl StorageBackend for Disk {
	fn len(&self) -> io::Result<u64> {
		Ok(self.platter.lock().unwrap().current.len() as u64)
	}

	fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
		let platter = self.platter.lock().unwrap();
		let at = offset as usize;
		let found = platter.current.get(at..at + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
		out.copy_from_slice(found);
		Ok(())
	}

	fn set_len(&self, len: u64) -> io::Result<()> {
		self.change(Write::Len(len as usize))
	}

	fn sync_data(&self) -> io::Result<()> {
		let mut platter = self.platter.lock().unwrap();
		if !self.fuse.step() {
			return Err(io::Error::other("the process is dead"));
		}
		platter.synced = platter.current.clone();
		platter.pending.clear();
		Ok(())
	}

	fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
		self.change(Write::Bytes(offset as usize, data.to_vec()))
	}
}

/// The chain as a process sees it.
#[derive(Clone)]
struct Mortal {
	chain: FakeChain,
	fuse: Fuse,
}

impl Chain for Mortal {
	type Blocks = MortalBlocks;

	fn account(&self) -> &AccountId {
		self.chain.account()
	}

	fn genesis(&self) -> H256 {
		self.chain.genesis()
	}

	fn blocks(&self) -> MortalBlocks {
		MortalBlocks(self.clone())
	}

	async fn miner(&self) -> Result<Option<MinerRecord>, ChainError> {
		self.fuse.pass().await;
		self.chain.miner().await
	}

	async fn assignments(&self) -> Result<Vec<TaskId>, ChainError> {
		self.fuse.pass().await;
		self.chain.assignments().await
	}

	async fn task(&self, id: TaskId) -> Result<Option<TaskRecord<AccountId>>, ChainError> {
		self.fuse.pass().await;
		self.chain.task(id).await
	}

	async fn next_task(&self) -> Result<TaskId, ChainError> {
		self.chain.next_task().await
	}

	async fn model(&self, hash: H256) -> Result<Option<ModelRecord<AccountId>>, ChainError> {
		self.fuse.pass().await;
		self.chain.model(hash).await
	}

	async fn layer(
		&self,
		model: H256,
		layer: LayerIndex,
	) -> Result<Option<ModelLayer>, ChainError> {
		self.chain.layer(model, layer).await
	}

	async fn window(&self) -> Result<Option<WindowInfo>, ChainError> {
		self.chain.window().await
	}

	async fn miner_window(&self) -> Result<Option<MinerWindow>, ChainError> {
		self.chain.miner_window().await
	}

	async fn balance(&self) -> Result<Balance, ChainError> {
		self.chain.balance().await
	}

	async fn token(&self) -> Result<Option<TokenProfile>, ChainError> {
		self.chain.token().await
	}

	async fn finalized(&self) -> Result<Block, ChainError> {
		self.chain.finalized().await
	}

	async fn submit(&self, call: SectorCall) -> Result<Included, ChainError> {
		self.fuse.pass().await;
		let outcome = self.chain.submit(call).await;
		// It may have been applied without the process ever hearing of it.
		self.fuse.pass().await;
		outcome
	}

	async fn submit_ticket(&self, call: SectorCall) -> Result<Included, ChainError> {
		self.chain.submit_ticket(call).await
	}
}

struct MortalBlocks(Mortal);

impl Blocks for MortalBlocks {
	async fn next(&mut self) -> Result<Block, ChainError> {
		tokio::time::sleep(Duration::from_millis(1)).await;
		self.0.fuse.pass().await;
		Ok(Block { number: self.0.chain.next_block(), hash: H256::zero() })
	}
}

/// What survives processes.
struct World {
	place: Place,
	chain: FakeChain,
	platter: Arc<Mutex<Platter>>,
	executor: Arc<FakeExecutor>,
	task: TaskId,
}

struct OneMiner;

impl MinerKeys for OneMiner {
	async fn key(&self, _miner: &AccountId) -> Result<Option<[u8; 32]>, ChainError> {
		Ok(Some(miner_key().public()))
	}
}

fn runtime() -> tokio::runtime::Runtime {
	tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

impl World {
	/// With a task over a sealed input whose deadline is far away.
	fn new() -> Self {
		let (place, chain) = (Place::without_input(), FakeChain::default());
		let task = runtime().block_on(async {
			let client = place.client(&chain);
			let input = client.put_input(INPUT.to_vec(), Privacy::Sealed).await.unwrap();
			let id = chain.assign();
			let task = {
				let mut state = chain.state();
				let task = state.tasks.get_mut(&id).unwrap();
				task.spec.input = input;
				task.state = TaskState::Committing { until: u32::MAX };
				task.clone()
			};
			client.grant(&mut Granted::default(), &OneMiner, id, &task).await.unwrap();
			id
		});
		Self { place, chain, platter: Arc::default(), executor: Arc::default(), task }
	}

	fn store(&self, fuse: &Fuse) -> Result<Arc<StateStore>, StateError> {
		if self.platter.lock().unwrap().current.is_empty() {
			self.make(fuse)?;
		}
		let disk = Disk { platter: self.platter.clone(), fuse: fuse.clone() };
		StateStore::on(move || state::builder().create_with_backend(disk.clone()))
	}

	/// Makes the file under another name, as the worker does: the rename is the last step of it.
	fn make(&self, fuse: &Fuse) -> Result<(), StateError> {
		let new = Disk { platter: Arc::default(), fuse: fuse.clone() };
		let of_open = new.clone();
		let full = self.platter.lock().unwrap().full;
		new.platter.lock().unwrap().full = full;
		drop(StateStore::on(move || state::builder().create_with_backend(of_open.clone()))?);
		let made = new.platter.lock().unwrap().synced.clone();
		if fuse.step() {
			let mut platter = self.platter.lock().unwrap();
			(platter.synced, platter.current) = (made.clone(), made);
		}
		Ok(())
	}

	/// Runs a process until it has done everything or, after so many steps, dies. Whether it lived.
	fn live(&self, steps: usize) -> bool {
		let fuse = Fuse::new(steps);
		let runtime = runtime();
		runtime.block_on(async {
			// A process can die before it has opened its file.
			let Ok(state) = self.store(&fuse) else {
				assert!(fuse.is_dead(), "the file is whole after every crash");
				return;
			};
			let equipment = Equipment {
				executor: self.executor.clone(),
				blobs: self.place.blobs.clone(),
				state,
				encryption_key: Arc::new(miner_key()),
				mining: None,
				metrics: self.place.metrics.clone(),
			};
			let chain = Mortal { chain: self.chain.clone(), fuse: fuse.clone() };
			let service = match Service::new(chain, equipment, &self.place.config) {
				Ok(service) => service,
				Err(error) => {
					assert!(fuse.is_dead(), "{error}");
					return;
				},
			};
			let end = async {
				while !fuse.is_dead() && !self.is_done() {
					self.chain.progress();
					tokio::time::sleep(Duration::from_millis(1)).await;
				}
			};
			let run = async {
				// Its own shutdown is for those that are not killed.
				let _ = service.run(std::future::pending()).await;
			};
			tokio::select! {
				() = end => {},
				() = run => assert!(fuse.is_dead(), "a service ends only by dying"),
				() = tokio::time::sleep(Duration::from_secs(60)) => panic!("it does not get there"),
			}
		});
		let lived = !fuse.is_dead();
		// What still runs on other threads is dead from here on.
		fuse.0.left.store(0, Ordering::SeqCst);
		fuse.step();
		runtime.shutdown_timeout(Duration::from_secs(10));
		lived
	}

	/// What the disk is left with: of the writes that were not synced, those whose bit is set.
	fn crash(&self, kept: u64) {
		let mut platter = self.platter.lock().unwrap();
		let mut bytes = platter.synced.clone();
		for (index, write) in platter.pending.iter().enumerate() {
			if kept.rotate_right(index as u32 % 64) & 1 == 1 {
				write.apply(&mut bytes);
			}
		}
		platter.synced = bytes.clone();
		platter.current = bytes;
		platter.pending.clear();
	}

	fn is_done(&self) -> bool {
		self.chain.state().tasks[&self.task].state.is_final()
	}

	/// Every commitment that was ever submitted is the same, and so is every reveal; the task is accepted
	/// with this miner's result, and its client can open the output.
	fn check(&self) {
		let state = self.chain.state();
		let calls = |kind: fn(&TasksCall) -> bool| -> Vec<&SectorCall> {
			let of_kind =
				|call: &&SectorCall| matches!(call, SectorCall::Tasks(call) if kind(call));
			state.calls.iter().filter(of_kind).collect()
		};
		for kind in [is_commit as fn(&TasksCall) -> bool, is_reveal] {
			let calls = calls(kind);
			assert!(!calls.is_empty());
			assert!(calls.windows(2).all(|pair| pair[0] == pair[1]), "{calls:?}");
		}
		assert!(calls(is_abstain).is_empty());
		let task = state.tasks[&self.task].clone();
		drop(state);
		assert!(matches!(task.state, TaskState::Accepted(_)), "{:?}", task.state);
		let Answer::Revealed { result, agreed: true, .. } = task.replicas[0].answer else {
			panic!("{:?}", task.replicas[0].answer)
		};
		assert_eq!(result.output, blob_ref(b"output"));
		let output = runtime().block_on(async {
			self.place.client(&self.chain).output(self.task, &task, 100).await.unwrap()
		});
		assert_eq!(output.bytes, b"output");
	}
}

#[test]
fn one_commitment_and_its_reveal_are_made_whichever_step_the_process_ends_at() {
	let mut steps = 0;
	loop {
		let world = World::new();
		if world.live(steps) {
			world.check();
			break;
		}
		world.crash((steps as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
		assert!(world.live(usize::MAX));
		world.check();
		// The first steps make the file, one write after another; the rest is taken one by one.
		steps += if steps < 40 { 3 } else { 1 };
	}
	assert!(steps > 60, "only {steps} steps were counted");
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

	#[test]
	fn one_commitment_and_its_reveal_are_made_after_any_number_of_crashes(
		crashes in prop::collection::vec((0usize..160, any::<u64>()), 1..8),
	) {
		let world = World::new();
		for (steps, kept) in crashes {
			if world.live(steps) {
				break;
			}
			world.crash(kept);
		}
		if !world.is_done() {
			assert!(world.live(usize::MAX));
		}
		world.check();
	}
}

#[test]
fn nothing_is_submitted_while_the_disk_is_full_and_the_task_is_done_when_it_is_not() {
	let world = World::new();
	let fuse = Fuse::new(usize::MAX);
	drop(world.store(&fuse).unwrap());
	world.platter.lock().unwrap().full = true;
	let error = world.store(&fuse).unwrap_err();
	assert!(matches!(error, StateError::Full { .. }), "{error}");
	world.platter.lock().unwrap().full = false;

	let runtime = runtime();
	runtime.block_on(async {
		let equipment = Equipment {
			executor: world.executor.clone(),
			blobs: world.place.blobs.clone(),
			state: world.store(&fuse).unwrap(),
			encryption_key: Arc::new(miner_key()),
			mining: None,
			metrics: world.place.metrics.clone(),
		};
		let chain = Mortal { chain: world.chain.clone(), fuse: fuse.clone() };
		let service = Service::new(chain, equipment, &world.place.config).unwrap();
		world.platter.lock().unwrap().full = true;
		let shutdown = async {
			while world.executor.runs.load(Ordering::SeqCst) == 0 {
				tokio::time::sleep(Duration::from_millis(1)).await;
			}
			let start = world.chain.state().number;
			while world.chain.state().number < start + 30 {
				tokio::time::sleep(Duration::from_millis(1)).await;
			}
			assert_eq!(world.chain.count(is_commit), 0);
			world.platter.lock().unwrap().full = false;
			while !world.is_done() {
				world.chain.progress();
				tokio::time::sleep(Duration::from_millis(1)).await;
			}
		};
		let run = tokio::time::timeout(Duration::from_secs(60), service.run(shutdown));
		run.await.expect("it gets there in time").unwrap();
	});
	world.check();
}
