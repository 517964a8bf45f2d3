// SPDX-License-Identifier: Apache-2.0
//! A running network.

use crate::{
	ports,
	processes::{log_path, Watch},
	Config, Rpc,
};
use anyhow::{bail, Context, Result};
use serde::Serialize;
use std::{
	collections::BTreeSet,
	fmt::Write,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};
use tokio::time;
use zombienet_sdk::{AddCollatorOptions, LocalFileSystem, NetworkConfigExt};

/// Blocks that a parachain must have to count as producing.
const BLOCKS_WHEN_READY: u32 = 2;
/// Time between two looks at the chains.
const INTERVAL: Duration = Duration::from_secs(2);
/// Longest wait for the collators to end when asked to.
const COLLATORS_END: Duration = Duration::from_secs(5);
/// Time between two lines that say what is waited for.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// A node of the network.
#[derive(Clone, Debug, Serialize)]
pub struct Endpoint {
	/// Its name.
	pub name: String,
	/// Its parachain; none for the relay chain.
	pub para_id: Option<u32>,
	/// Its JSON-RPC.
	pub url: String,
	/// The port of it.
	#[serde(skip)]
	pub(crate) port: u16,
	/// Its process, where that is known.
	pub pid: Option<u32>,
	/// Its log.
	pub log: PathBuf,
}

impl Endpoint {
	pub(crate) fn new(
		name: &str,
		para_id: Option<u32>,
		port: Option<u16>,
		dir: &Path,
	) -> Result<Self> {
		let port = port.with_context(|| format!("node `{name}` has no `rpc_port`"))?;
		let url = format!("ws://127.0.0.1:{port}");
		let log = log_path(dir, name);
		Ok(Self { name: name.into(), para_id, url, port, pid: None, log })
	}
}

/// What is known of a running network, for scripts.
#[derive(Debug, Serialize)]
pub struct Description {
	/// Folder with the network's files.
	pub dir: PathBuf,
	/// Its nodes, relay chain first.
	pub nodes: Vec<Endpoint>,
}

/// A running network. Its processes end with it.
pub struct Network {
	config: Config,
	endpoints: Vec<Endpoint>,
	watch: Watch,
	inner: zombienet_sdk::Network<LocalFileSystem>,
}

impl Network {
	/// Starts the processes and waits until each answers. On a failure those already started are
	/// ended. `progress` gets a line for each step.
	pub async fn start(config: Config, progress: impl Fn(&str)) -> Result<Self> {
		let endpoints = config.endpoints()?;
		let ports: Vec<_> = endpoints.iter().map(|endpoint| endpoint.port).collect();
		ports::wait_until_free(&ports, progress).await?;
		let watch = Watch::start(&config.dir);
		let spawned = tokio::select! {
			spawned = config.definition.clone().spawn_native() => spawned.context("cannot start the network"),
			failure = watch.failed() => Err(anyhow::anyhow!("{failure}")),
		};
		match spawned {
			Ok(inner) => Ok(Self { config, endpoints, watch, inner }),
			Err(error) => {
				watch.kill_leftovers();
				Err(error)
			},
		}
	}

	/// Waits until every parachain produces blocks and every channel of the definition is open.
	/// `progress` gets a line for each step.
	pub async fn ready(&self, timeout: Duration, progress: impl Fn(&str)) -> Result<()> {
		tokio::select! {
			ready = self.wait_ready(timeout, progress) => ready,
			failure = self.watch.failed() => bail!("{failure}"),
		}
	}

	async fn wait_ready(&self, timeout: Duration, progress: impl Fn(&str)) -> Result<()> {
		let start = Instant::now();
		let mut connections = Vec::new();
		for (index, endpoint) in self.endpoints.iter().enumerate() {
			// One validator is enough to look at the relay chain.
			if index == 0 || endpoint.para_id.is_some() {
				connections.push((endpoint, Rpc::connect(&endpoint.url).await?));
			}
		}
		let mut producing = BTreeSet::new();
		let mut connected = self.config.channels.is_empty();
		let mut spoken = Instant::now();
		loop {
			let mut blocks = Vec::new();
			for (endpoint, rpc) in &connections {
				let best = rpc.best_block().await?;
				blocks.push((*endpoint, best));
				if best >= BLOCKS_WHEN_READY && producing.insert(endpoint.name.as_str()) {
					progress(&format!("{} produces blocks: {best}", chain_name(endpoint)));
				}
			}
			if !connected {
				let open = match connections.first() {
					Some((_, relay)) => relay.channels().await?,
					None => BTreeSet::new(),
				};
				connected = open.is_superset(&self.config.channels);
				if connected {
					progress(&format!("{} channels are open", open.len()));
				}
			}
			if connected && producing.len() == connections.len() {
				return Ok(());
			}
			if start.elapsed() > timeout {
				let late =
					blocks.iter().find(|(endpoint, _)| !producing.contains(endpoint.name.as_str()));
				match late {
					Some((endpoint, best)) => bail!(
						"{} is at block {best} after {} s; its log is {}",
						chain_name(endpoint),
						timeout.as_secs(),
						endpoint.log.display()
					),
					None => bail!("the channels are not open after {} s", timeout.as_secs()),
				}
			}
			if spoken.elapsed() > HEARTBEAT {
				spoken = Instant::now();
				progress(&heights(&blocks));
			}
			time::sleep(INTERVAL).await;
		}
	}

	/// Fails if a process of the network has ended.
	pub fn check(&self) -> Result<()> {
		match self.watch.failure() {
			Some(failure) => bail!("{failure}"),
			None => Ok(()),
		}
	}

	/// Waits until a process of the network ends, which none should.
	pub async fn failed(&self) -> anyhow::Error {
		anyhow::anyhow!("{}", self.watch.failed().await)
	}

	/// The nodes, relay chain first.
	pub fn endpoints(&self) -> Vec<Endpoint> {
		let pids = self.watch.pids();
		let known = self.endpoints.iter().cloned();
		known.map(|node| Endpoint { pid: pids.get(&node.name).copied(), ..node }).collect()
	}

	/// The node `name`.
	pub fn endpoint(&self, name: &str) -> Result<Endpoint> {
		let found = self.endpoints().into_iter().find(|node| node.name == name);
		found.with_context(|| format!("the network has no node `{name}`"))
	}

	/// Kills the node `name`, as a power cut would. It stays down until [`Network::restart`].
	pub fn kill(&self, name: &str) -> Result<()> {
		let killed = self.watch.kill(name);
		killed.map(drop).with_context(|| format!("no process of a node `{name}` is known"))
	}

	/// Starts the node `name` again on its own files.
	pub async fn restart(&self, name: &str) -> Result<()> {
		let restarted = self.inner.get_node(name)?.restart(None).await;
		restarted.with_context(|| format!("cannot start `{name}` again"))
	}

	/// Starts the first collator of the parachain `para_id`, of which the definition has none, and waits
	/// until it answers. Command and arguments are the parachain's own.
	pub async fn start_collator(&mut self, name: &str, para_id: u32, port: u16) -> Result<()> {
		let endpoint = Endpoint::new(name, Some(para_id), Some(port), &self.config.dir)?;
		ports::wait_until_free(&[port], |_| ()).await?;
		let options =
			AddCollatorOptions { is_validator: true, rpc_port: Some(port), ..Default::default() };
		tokio::select! {
			added = self.inner.add_collator(name, options, para_id) => {
				added.with_context(|| format!("cannot start `{name}`"))?;
			},
			failure = self.watch.failed() => bail!("{failure}"),
		}
		self.endpoints.push(endpoint);
		Ok(())
	}

	/// What scripts need to know.
	pub fn description(&self) -> Description {
		Description { dir: self.config.dir.clone(), nodes: self.endpoints() }
	}

	/// Ends all processes, collators first: the side of a connection that ends first keeps its port
	/// busy for a minute, and the validators' ports are wanted by the next network.
	pub async fn stop(self) -> Result<()> {
		let Self { inner, watch, endpoints, .. } = self;
		let collators = endpoints.iter().filter(|node| node.para_id.is_some());
		watch.end(collators.map(|node| node.name.as_str()), COLLATORS_END).await;
		let stopped = inner.destroy().await.context("cannot stop the network");
		watch.kill_leftovers();
		stopped
	}
}

fn chain_name(endpoint: &Endpoint) -> &str {
	match endpoint.para_id {
		Some(_) => &endpoint.name,
		None => "relay chain",
	}
}

fn heights(blocks: &[(&Endpoint, u32)]) -> String {
	let mut line = String::from("blocks:");
	for (endpoint, best) in blocks {
		let _ = write!(line, " {} {best},", chain_name(endpoint));
	}
	line.trim_end_matches(',').to_owned()
}
