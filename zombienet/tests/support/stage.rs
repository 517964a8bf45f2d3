// SPDX-License-Identifier: Apache-2.0
//! The network of a test from its start to its end, and what is done on it step by step.

use super::{
	process::Failures,
	workers::{required, Bench},
};
use anyhow::{ensure, Context, Result};
use pouw_network::{Config, Network};
use std::{
	collections::BTreeMap,
	env, fs,
	future::Future,
	path::{Path, PathBuf},
	process::Stdio,
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::process::Command;

/// Para id of the hub.
pub const HUB: u32 = 2000;
/// The model folder that orders name.
const MODEL: &str = "all-minilm-l6-v2";
/// Longest start of the network on a slow machine.
const READY: Duration = Duration::from_secs(900);

/// The folders of a test.
pub struct Folders {
	/// Of the main workspace's binaries.
	pub bin_dir: PathBuf,
	/// Of the models.
	pub models: PathBuf,
	/// Of the run.
	pub run: PathBuf,
	/// Where the run is if its logs are not to be kept.
	_temporary: TempDir,
}

impl Folders {
	/// Reads them from the environment, and makes an empty one, `name`, for the run.
	pub fn new(name: &str) -> Result<Self> {
		let bin_dir = required("POUW_BIN_DIR", "the folder of the main workspace's binaries")?;
		let models = required("POUW_MODELS", "the folder of the models")?;
		let model = models.join(MODEL);
		ensure!(
			model.is_dir(),
			"there is no model in {}: run scripts/fetch-model",
			model.display()
		);
		let temporary = tempfile::tempdir()?;
		let logs = env::var_os("POUW_LOG_DIR").map(PathBuf::from);
		let run = logs.unwrap_or_else(|| temporary.path().to_owned()).join(name);
		if run.exists() {
			fs::remove_dir_all(&run)
				.with_context(|| format!("cannot remove the last run's {}", run.display()))?;
		}
		let folders = Self { bin_dir, models, run, _temporary: temporary };
		fs::create_dir_all(folders.workers())?;
		Ok(folders)
	}

	/// Folder of the workers' files.
	pub fn workers(&self) -> PathBuf {
		self.run.join("workers")
	}

	/// The network `definition`, with its files in the run's folder. Before any thread is started:
	/// nodes inherit the environment.
	pub fn config(&self, definition: &str) -> Result<Config> {
		Config::new(definition, &self.run.join("network"), Some(&self.bin_dir))
	}

	/// Starts the network and waits until its chains can talk to each other. The workers are of the chain
	/// whose collator is `sector`.
	pub async fn start(&self, config: Config, sector: &str) -> Result<(Network, Bench)> {
		let network = step("the network starts", Network::start(config, progress)).await?;
		let ready = step("chains and channels are ready", network.ready(READY, progress)).await;
		match ready.and_then(|()| self.bench(&network, sector)) {
			Ok(bench) => Ok((network, bench)),
			Err(error) => {
				let _ = network.stop().await;
				self.keep();
				Err(error)
			},
		}
	}

	fn bench(&self, network: &Network, sector: &str) -> Result<Bench> {
		let mut sectors = BTreeMap::new();
		for node in network.endpoints() {
			if let Some(id) = node.para_id.filter(|id| *id != HUB) {
				// Of a chain's nodes the first writes its blocks.
				sectors.entry(id).or_insert(node.url);
			}
		}
		Ok(Bench {
			bin_dir: self.bin_dir.clone(),
			model: self.models.join(MODEL),
			dir: self.workers(),
			url: network.endpoint(sector)?.url,
			hub: network.endpoint("hub")?.url,
			sectors,
			failures: Failures::default(),
		})
	}

	/// Ends the network. What the run leaves behind is removed if it ended well.
	pub async fn end(self, network: Network, result: Result<()>) -> Result<()> {
		let stopped = network.stop().await;
		match &result {
			Ok(()) => fs::remove_dir_all(&self.run)?,
			Err(_) => self.keep(),
		}
		result.and(stopped)
	}

	fn keep(&self) {
		eprintln!("logs of nodes and workers are in {}", self.run.display());
	}
}

fn progress(line: &str) {
	eprintln!("      {line}");
}

/// Does `flow` as the step `name`, which its error names.
pub async fn step<T>(name: &str, flow: impl Future<Output = Result<T>>) -> Result<T> {
	let start = Instant::now();
	eprintln!("  ... {name}");
	let done = flow.await.with_context(|| format!("step `{name}`"))?;
	eprintln!("   ok {name} ({} s)", start.elapsed().as_secs());
	Ok(done)
}

/// Does `work` for as long as no node and no worker ends by itself.
pub async fn watching<T>(
	network: &Network,
	failures: &Failures,
	work: impl Future<Output = Result<T>>,
) -> Result<T> {
	tokio::select! {
		done = work => done,
		failure = network.failed() => Err(failure),
		failure = failures.first() => Err(failure),
	}
}

/// Runs the script `name` of `js/` over the network, of which it finds a description in `dir`.
pub async fn script(network: &Network, dir: &Path, name: &str, args: &[&str]) -> Result<()> {
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("js").join(name);
	// Each script has its own, for one may start while another reads.
	let description = dir.join(name).with_extension("json");
	fs::write(&description, serde_json::to_string_pretty(&network.description())?)?;
	let status = Command::new("node")
		.arg(&script)
		.arg(&description)
		.args(args)
		.stdin(Stdio::null())
		.kill_on_drop(true)
		.status()
		.await
		.context("cannot start node")?;
	ensure!(status.success(), "{} {} ended with {status}", script.display(), args.join(" "));
	Ok(())
}
