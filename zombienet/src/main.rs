// SPDX-License-Identifier: Apache-2.0
//! Runs a local network in the foreground.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use pouw_network::{Config, Network};
use std::{
	env, fs,
	path::{Path, PathBuf},
	pin::pin,
	process::ExitCode,
	time::{Duration, Instant},
};
use tokio::{
	runtime::Runtime,
	signal::unix::{signal, SignalKind},
};

/// Local networks of a relay chain, the hub and sectors.
#[derive(Parser)]
#[command(name = "pouw-network", version)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Starts a network, waits until it can be used, and runs it until SIGINT or SIGTERM.
	Up(Up),
}

#[derive(clap::Args)]
struct Up {
	/// hub-1-sector, hub-3-sectors, hub-4-sectors, or a zombienet definition.
	#[arg(default_value = "hub-3-sectors")]
	network: String,
	/// Folder for the network's files: new or empty [default: one in the temporary folder].
	#[arg(long)]
	dir: Option<PathBuf>,
	/// Keep the folder at the end. After a failure it is kept in any case.
	#[arg(long)]
	keep: bool,
	/// Write endpoints, process ids and logs to this file once the network is ready.
	#[arg(long)]
	json: Option<PathBuf>,
	/// Folder of polkadot, its workers and pouw-node [default: those on the PATH].
	#[arg(long, env = "POUW_BIN_DIR")]
	bin_dir: Option<PathBuf>,
	/// Seconds until the network must be ready.
	#[arg(long, default_value_t = 900)]
	timeout: u64,
}

fn main() -> ExitCode {
	let Command::Up(up) = Cli::parse().command;
	let dir = up
		.dir
		.clone()
		.unwrap_or_else(|| env::temp_dir().join(format!("pouw-network-{}", std::process::id())));
	match run(&up, &dir) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error:#}");
			ExitCode::FAILURE
		},
	}
}

fn run(up: &Up, dir: &Path) -> Result<()> {
	let config = Config::new(&up.network, dir, up.bin_dir.as_deref())?;
	Runtime::new()
		.context("cannot start the async runtime")?
		.block_on(up_until_signal(up, config))
		.with_context(|| format!("network in {}", dir.display()))?;
	println!("stopped");
	if !up.keep {
		fs::remove_dir_all(dir).with_context(|| format!("cannot remove {}", dir.display()))?;
	}
	Ok(())
}

async fn up_until_signal(up: &Up, config: Config) -> Result<()> {
	let mut interrupt = signal(SignalKind::interrupt())?;
	let mut terminate = signal(SignalKind::terminate())?;
	let mut signalled = pin!(async move {
		tokio::select! {
			_ = interrupt.recv() => {},
			_ = terminate.recv() => {},
		}
	});
	let start = Instant::now();
	let progress = |line: &str| println!("[{:>4} s] {line}", start.elapsed().as_secs());
	progress(&format!("starting {} in {}", up.network, config.dir.display()));
	let network = tokio::select! {
		network = Network::start(config, progress) => network?,
		// Processes started so far end with the future that is dropped here.
		() = &mut signalled => return Ok(()),
	};
	progress("all processes are up");
	let result = tokio::select! {
		result = use_until_failure(up, &network, progress) => result,
		() = signalled => Ok(()),
	};
	let stopped = network.stop().await;
	result.and(stopped)
}

async fn use_until_failure(up: &Up, network: &Network, progress: impl Fn(&str)) -> Result<()> {
	network.ready(Duration::from_secs(up.timeout), &progress).await?;
	let description = network.description();
	if let Some(path) = &up.json {
		let json = serde_json::to_string_pretty(&description)?;
		// Renamed into place: a reader never sees half of it.
		let part = path.with_extension("part");
		fs::write(&part, json)
			.and_then(|()| fs::rename(&part, path))
			.with_context(|| format!("cannot write {}", path.display()))?;
	}
	for node in &description.nodes {
		let para = node.para_id.map(|id| format!("para {id}")).unwrap_or("relay chain".into());
		println!("  {:<16} {:<12} {}  {}", node.name, para, node.url, node.log.display());
	}
	progress("ready");
	Err(network.failed().await)
}
