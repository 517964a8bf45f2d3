// SPDX-License-Identifier: Apache-2.0
//! The folders of a miner, and running it in them.

use super::fake::*;
use crate::{
	BlobStore, Chain, ClientBlobs, Config, EncryptionKey, Equipment, Metrics, Mining, Records,
	Service, StateError, StateStore,
};
use pouw_primitives::calls::TasksCall;
use std::{sync::Arc, time::Duration};

/// A miner's folders, with [`INPUT`] in the blob store.
pub struct Place {
	folder: tempfile::TempDir,
	pub config: Config,
	pub blobs: BlobStore,
	pub metrics: Metrics,
	/// The miner's.
	pub encryption_key: Arc<EncryptionKey>,
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
		let mut config = Config { data_dir: folder.path().join("data"), ..Config::default() };
		config.mining.threads = 1;
		let (metrics, encryption_key) = (Metrics::new().unwrap(), Arc::new(miner_key()));
		Self { folder, config, blobs, metrics, encryption_key }
	}

	/// The state file, as soon as what a service left behind on other threads has let go of it.
	pub async fn state(&self) -> Arc<StateStore> {
		for _ in 0..1_000 {
			match StateStore::open(&self.config.data_dir) {
				Err(StateError::InUse { .. }) => tokio::time::sleep(Duration::from_millis(5)).await,
				other => return other.unwrap(),
			}
		}
		panic!("the state file is still in use");
	}

	pub async fn service(
		&self,
		chain: &FakeChain,
		executor: &Arc<FakeExecutor>,
	) -> Service<FakeChain> {
		self.service_with(chain, executor, None).await
	}

	pub async fn service_with(
		&self,
		chain: &FakeChain,
		executor: &Arc<FakeExecutor>,
		mining: Option<Arc<Mining>>,
	) -> Service<FakeChain> {
		let equipment = Equipment {
			executor: executor.clone(),
			blobs: self.blobs.clone(),
			state: self.state().await,
			encryption_key: self.encryption_key.clone(),
			mining,
			metrics: self.metrics.clone(),
		};
		Service::new(chain.clone(), equipment, &self.config).unwrap()
	}

	/// The folder of all of it.
	pub fn folder(&self) -> &std::path::Path {
		self.folder.path()
	}

	/// Where the blobs are.
	pub fn blob_folder(&self) -> std::path::PathBuf {
		self.folder.path().join("blobs")
	}

	/// The miner's records. No service may have the state file open.
	pub async fn records(&self, chain: &FakeChain) -> Records {
		self.state().await.of(chain.genesis(), &me()).unwrap()
	}

	/// The client's view of the same blob store.
	pub fn client(&self, chain: &FakeChain) -> ClientBlobs {
		ClientBlobs::new(self.blobs.clone(), Arc::new(client_key()), chain.genesis())
	}

	/// Starts mining of tickets on one thread.
	pub fn mining(&self) -> Arc<Mining> {
		Mining::start(me(), &self.config.mining).unwrap()
	}

	/// Mines until `done`, then shuts down; fails if that takes long.
	pub async fn mine_until(
		&self,
		chain: &FakeChain,
		executor: &Arc<FakeExecutor>,
		done: impl Fn(&FakeChain) -> bool,
	) {
		self.mine_tickets_until(chain, executor, None, done).await
	}

	/// As [`Place::mine_until`], with tickets.
	pub async fn mine_tickets_until(
		&self,
		chain: &FakeChain,
		executor: &Arc<FakeExecutor>,
		mining: Option<Arc<Mining>>,
		done: impl Fn(&FakeChain) -> bool,
	) {
		let shutdown = async {
			while !done(chain) {
				tokio::time::sleep(Duration::from_millis(1)).await;
			}
		};
		let mining = self.service_with(chain, executor, mining).await.run(shutdown);
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
