// SPDX-License-Identifier: Apache-2.0
//! A real process with a real file, killed by SIGKILL at random moments.
//!
//! The chain is in this process, behind a socket; the miner is a child that runs the same binary.

use super::fake::*;
use crate::{
	chain::{Blocks, Chain},
	encryption::{Granted, MinerKeys, Privacy},
	BlobStore, Config, Equipment, Metrics, Service, StateStore,
};
use codec::{Decode, DecodeAll, Encode};
use pouw_chain::{Block, ChainError, Included};
use pouw_primitives::{
	calls::SectorCall,
	sector::TokenProfile,
	task::{Answer, ModelRecord, TaskState},
	work::{MinerWindow, WindowInfo},
	AccountId, Balance, LayerIndex, MinerRecord, ModelLayer, TaskId, TaskRecord,
};
use sp_core::H256;
use std::{
	io::{self, Read, Write},
	net::{SocketAddr, TcpListener, TcpStream},
	path::PathBuf,
	process::{Command, Stdio},
	sync::Arc,
	time::{Duration, Instant},
};

const ADDRESS: &str = "POUW_TEST_CHAIN";
const FOLDER: &str = "POUW_TEST_FOLDER";
const TASKS: u64 = 6;

#[allow(clippy::large_enum_variant)] // Encoded and dropped.
#[derive(Encode, Decode)]
enum Ask {
	Miner,
	Assignments,
	Task(TaskId),
	NextTask,
	Submit(SectorCall),
	Block,
}

fn exchange(address: SocketAddr, ask: &Ask) -> io::Result<Vec<u8>> {
	let mut stream = TcpStream::connect(address)?;
	stream.write_all(&ask.encode())?;
	stream.shutdown(std::net::Shutdown::Write)?;
	let mut answer = Vec::new();
	stream.read_to_end(&mut answer)?;
	Ok(answer)
}

/// Answers until the process ends.
fn serve(listener: TcpListener, chain: FakeChain) {
	let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
	for stream in listener.incoming() {
		let mut stream = stream.unwrap();
		let mut ask = Vec::new();
		// A child can be killed in the middle of a question.
		if stream.read_to_end(&mut ask).is_err() {
			continue;
		}
		let Ok(ask) = Ask::decode_all(&mut ask.as_slice()) else { continue };
		let answer = runtime.block_on(async {
			match ask {
				Ask::Miner => chain.miner().await.unwrap().encode(),
				Ask::Assignments => chain.assignments().await.unwrap().encode(),
				Ask::Task(id) => chain.task(id).await.unwrap().encode(),
				Ask::NextTask => chain.next_task().await.unwrap().encode(),
				Ask::Submit(call) => chain.submit(call).await.map(|i| i.block_number).ok().encode(),
				Ask::Block => chain.next_block().encode(),
			}
		});
		let _ = stream.write_all(&answer);
	}
}

/// The chain, for the child.
#[derive(Clone)]
struct Remote(SocketAddr);

impl Remote {
	async fn ask<T: Decode + Send + 'static>(&self, ask: Ask) -> Result<T, ChainError> {
		let address = self.0;
		let answer = tokio::task::spawn_blocking(move || exchange(address, &ask)).await.unwrap();
		answer.ok().and_then(|bytes| T::decode_all(&mut bytes.as_slice()).ok()).ok_or_else(|| {
			ChainError::ConnectionLost { endpoint: "parent".into(), reason: "gone".into() }
		})
	}
}

impl Chain for Remote {
	type Blocks = RemoteBlocks;

	fn account(&self) -> &AccountId {
		static ME: AccountId = AccountId::new([1; 32]);
		&ME
	}

	fn genesis(&self) -> H256 {
		FakeChain::default().genesis()
	}

	fn blocks(&self) -> RemoteBlocks {
		RemoteBlocks(self.clone())
	}

	async fn miner(&self) -> Result<Option<MinerRecord>, ChainError> {
		self.ask(Ask::Miner).await
	}

	async fn assignments(&self) -> Result<Vec<TaskId>, ChainError> {
		self.ask(Ask::Assignments).await
	}

	async fn task(&self, id: TaskId) -> Result<Option<TaskRecord<AccountId>>, ChainError> {
		self.ask(Ask::Task(id)).await
	}

	async fn next_task(&self) -> Result<TaskId, ChainError> {
		self.ask(Ask::NextTask).await
	}

	async fn model(&self, hash: H256) -> Result<Option<ModelRecord<AccountId>>, ChainError> {
		FakeChain::default().model(hash).await
	}

	async fn layer(
		&self,
		_model: H256,
		_layer: LayerIndex,
	) -> Result<Option<ModelLayer>, ChainError> {
		Ok(None)
	}

	async fn window(&self) -> Result<Option<WindowInfo>, ChainError> {
		Ok(None)
	}

	async fn miner_window(&self) -> Result<Option<MinerWindow>, ChainError> {
		Ok(None)
	}

	async fn balance(&self) -> Result<Balance, ChainError> {
		Ok(0)
	}

	async fn token(&self) -> Result<Option<TokenProfile>, ChainError> {
		Ok(None)
	}

	async fn finalized(&self) -> Result<Block, ChainError> {
		Ok(Block { number: 0, hash: H256::zero() })
	}

	async fn submit(&self, call: SectorCall) -> Result<Included, ChainError> {
		let refused = || ChainError::Refused {
			pallet: "Tasks".into(),
			name: "Refused".into(),
			doc: "refused".into(),
		};
		let block_number = self.ask::<Option<u32>>(Ask::Submit(call)).await?.ok_or_else(refused)?;
		Ok(Included {
			block_number,
			block_hash: H256::zero(),
			parent_hash: H256::zero(),
			extrinsic_hash: H256::zero(),
		})
	}

	async fn submit_ticket(&self, _call: SectorCall) -> Result<Included, ChainError> {
		Err(ChainError::Unauthorized { code: 0 })
	}
}

struct RemoteBlocks(Remote);

impl Blocks for RemoteBlocks {
	async fn next(&mut self) -> Result<Block, ChainError> {
		tokio::time::sleep(Duration::from_millis(1)).await;
		Ok(Block { number: self.0.ask(Ask::Block).await?, hash: H256::zero() })
	}
}

struct OneMiner;

impl MinerKeys for OneMiner {
	async fn key(&self, _miner: &AccountId) -> Result<Option<[u8; 32]>, ChainError> {
		Ok(Some(miner_key().public()))
	}
}

/// The process that is killed. Alone it does nothing.
#[test]
#[ignore = "a part of the test below, which starts it"]
fn child() {
	let (Ok(address), Ok(folder)) = (std::env::var(ADDRESS), std::env::var(FOLDER)) else { return };
	let folder = PathBuf::from(folder);
	let config = Config { data_dir: folder.join("data"), ..Config::default() };
	let runtime =
		tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
	runtime.block_on(async {
		let equipment = Equipment {
			executor: Arc::new(FakeExecutor::default()),
			blobs: BlobStore::open(&folder.join("blobs")).unwrap(),
			state: StateStore::open(&config.data_dir).unwrap(),
			encryption_key: Arc::new(miner_key()),
			mining: None,
			metrics: Metrics::new().unwrap(),
		};
		let chain = Remote(address.parse().unwrap());
		let service = Service::new(chain, equipment, &config).unwrap();
		let _ = service.run(std::future::pending()).await;
	});
}

#[tokio::test]
async fn every_task_is_committed_to_once_and_revealed_by_a_process_that_is_killed_again_and_again()
{
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let client = place.client(&chain);
	for _ in 0..TASKS {
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
	}
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = listener.local_addr().unwrap();
	let of_thread = chain.clone();
	std::thread::spawn(move || serve(listener, of_thread));

	let start = Instant::now();
	let done = |chain: &FakeChain| chain.state().tasks.values().all(|t| t.state.is_final());
	let mut kills = 0u32;
	while !done(&chain) {
		assert!(start.elapsed() < Duration::from_secs(120), "after {kills} kills it is not done");
		let mut child = Command::new(std::env::current_exe().unwrap())
			.args(["--exact", "tests::kill::child", "--ignored", "--nocapture"])
			.env(ADDRESS, address.to_string())
			.env(FOLDER, place.folder())
			.stdout(Stdio::null())
			.stderr(Stdio::null())
			.spawn()
			.unwrap();
		// At first before it has opened its file; a little later each time, so that a slow machine gets
		// done and a fast one is not done before it was killed in the midst of things.
		let mut moment = [0u8; 2];
		getrandom::fill(&mut moment).unwrap();
		let most = 5 + u64::from(kills) * 5;
		let until =
			Instant::now() + Duration::from_millis(u64::from(u16::from_le_bytes(moment)) % most);
		while Instant::now() < until && !done(&chain) {
			chain.progress();
			tokio::time::sleep(Duration::from_millis(1)).await;
		}
		child.kill().unwrap();
		child.wait().unwrap();
		kills += 1;
	}
	for id in 0..TASKS {
		let task = chain.state().tasks[&id].clone();
		assert!(matches!(task.state, TaskState::Accepted(_)), "{id}: {:?}", task.state);
		assert!(matches!(task.replicas[0].answer, Answer::Revealed { agreed: true, .. }));
		let commitments = chain.commitments(id);
		assert!(!commitments.is_empty(), "{id}");
		assert!(commitments.windows(2).all(|pair| pair[0] == pair[1]), "{id}: {commitments:?}");
		let output = client.output(id, &task, 100).await.unwrap();
		assert_eq!(output.bytes, b"output");
	}
	assert!(kills > 2, "it was killed {kills} times only");
}
