// SPDX-License-Identifier: Apache-2.0
//! Governance on a real network, by the scripts of `js/`: the Assembly and a guild, the admission of a
//! sector while the network runs, upgrades of the hub and of a sector. `scripts/e2e` runs them with what
//! they need:
//!
//! - `POUW_BIN_DIR`, `POUW_MODELS` and `POUW_LOG_DIR` as in the end-to-end test;
//! - `POUW_UPGRADES`: folder of the runtimes that `scripts/upgrade-wasm` makes, for the upgrades.

mod chain {
	//! What the workers' module needs of the chains.

	/// An account on any chain of the project.
	pub type Account = [u8; 32];
}
#[allow(dead_code, reason = "the end-to-end test uses all of it")]
#[path = "../support/process.rs"]
mod process;
#[allow(dead_code, reason = "the end-to-end test uses all of it")]
#[path = "../support/workers.rs"]
mod workers;

use anyhow::{ensure, Context, Result};
use pouw_network::{Config, Network};
use process::{Failures, Worker};
use std::{
	collections::BTreeMap,
	env, fs,
	future::Future,
	path::{Path, PathBuf},
	process::Stdio,
	time::{Duration, Instant},
};
use tokio::{process::Command, runtime::Runtime};
use workers::{required, Bench, BOB, CHARLIE, DAVE, EVE};

/// Para id of the hub.
const HUB: u32 = 2000;
/// The sector whose guild governs.
const SECTOR: &str = "cpu-edge";
/// Folder of the model that miners could be asked to run.
const MODEL: &str = "all-minilm-l6-v2";

/// The network of an admission, beside this crate.
const NETWORK_OF_ADMISSION: &str = "networks/hub-3-sectors-and-one.toml";
/// Where that network finds the chain spec of the sector to come.
const SECTOR_SPEC: &str = "POUW_SECTOR_SPEC";
/// Para id of the sector that is admitted.
const ADMITTED: u32 = 2005;
/// Its name.
const ADMITTED_SLUG: &str = "nordic-edge";
/// Port of its collator's JSON-RPC.
const ADMITTED_PORT: u16 = 9955;
/// Of its token, converted at the end.
const CONVERTED: u32 = 2;

/// Longest start of the network on a slow machine.
const READY: Duration = Duration::from_secs(900);
/// Longest life of a conversion: four rounds and what a slow machine adds.
const CONVERSION: Duration = Duration::from_secs(1_200);

#[derive(Clone, Copy)]
enum Flow {
	Governance,
	Admission,
	Upgrade,
}

#[test]
#[ignore = "takes twenty minutes: scripts/e2e governance"]
fn assembly_and_guild_govern_by_their_scripts() {
	run_or_panic(Flow::Governance);
}

#[test]
#[ignore = "takes fifteen minutes: scripts/e2e admission"]
fn sector_is_admitted_by_referendum_while_the_network_runs() {
	run_or_panic(Flow::Admission);
}

#[test]
#[ignore = "takes twenty minutes, and the runtimes to upgrade to: scripts/e2e upgrade"]
fn hub_and_sector_are_upgraded_by_referendum() {
	run_or_panic(Flow::Upgrade);
}

fn run_or_panic(flow: Flow) {
	if let Err(error) = run(flow) {
		panic!("{error:#}");
	}
}

/// What every flow needs besides the network.
struct Site {
	bench: Bench,
	/// Folder of the run.
	dir: PathBuf,
}

fn run(flow: Flow) -> Result<()> {
	let bin_dir = required("POUW_BIN_DIR", "the folder of the main workspace's binaries")?;
	let model = required("POUW_MODELS", "the folder of the models")?.join(MODEL);
	let temporary = tempfile::tempdir()?;
	let logs = env::var_os("POUW_LOG_DIR").map(|logs| Path::new(&logs).join("e2e-governance"));
	let dir = logs.unwrap_or(temporary.path().join("e2e-governance"));
	if dir.exists() {
		fs::remove_dir_all(&dir)
			.with_context(|| format!("cannot remove the last run's {}", dir.display()))?;
	}
	let workers = dir.join("workers");
	fs::create_dir_all(&workers)?;
	let definition = match flow {
		Flow::Governance | Flow::Upgrade => "hub-1-sector".to_owned(),
		Flow::Admission => definition_of_admission(&dir)?,
	};
	let config = Config::new(&definition, &dir.join("network"), Some(&bin_dir))?;
	Runtime::new()?.block_on(async {
		let progress = |line: &str| eprintln!("      {line}");
		let mut network = step("the network starts", Network::start(config, progress)).await?;
		let prepared = async {
			step("chains and channels are ready", network.ready(READY, progress)).await?;
			let mut sectors = BTreeMap::new();
			for node in network.endpoints() {
				if let Some(id) = node.para_id.filter(|id| *id != HUB) {
					sectors.insert(id, node.url);
				}
			}
			let bench = Bench {
				bin_dir,
				model,
				dir: workers,
				url: network.endpoint(SECTOR)?.url,
				hub: network.endpoint("hub")?.url,
				sectors,
				failures: Failures::default(),
			};
			Ok::<_, anyhow::Error>(Site { bench, dir: dir.clone() })
		};
		let prepared = prepared.await;
		let result = match prepared {
			Ok(mut site) => match flow {
				Flow::Governance => site.watching(&network, site.governance(&network)).await,
				Flow::Upgrade => site.watching(&network, site.upgrade(&network)).await,
				Flow::Admission => site.admission(&mut network).await,
			},
			Err(error) => Err(error),
		};
		let stopped = network.stop().await;
		match result {
			Ok(()) => fs::remove_dir_all(&dir)?,
			Err(_) => eprintln!("logs of nodes and workers are in {}", dir.display()),
		}
		result.and(stopped)
	})
}

async fn step<T>(name: &str, flow: impl Future<Output = Result<T>>) -> Result<T> {
	let start = Instant::now();
	eprintln!("  ... {name}");
	let done = flow.await.with_context(|| format!("step `{name}`"))?;
	eprintln!("   ok {name} ({} s)", start.elapsed().as_secs());
	Ok(done)
}

/// Makes the chain spec of the sector to come, and has the network's definition find it.
fn definition_of_admission(dir: &Path) -> Result<String> {
	let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
	let spec = dir.join(format!("{ADMITTED_SLUG}.json"));
	let status = std::process::Command::new(crate_dir.join("../scripts/sector-spec"))
		.args(["--para-id", &ADMITTED.to_string(), "--slug", ADMITTED_SLUG])
		.args(["--name", "Nordic Edge Compute", "--symbol", "NORD"])
		.stdin(Stdio::null())
		.stdout(fs::File::create(&spec)?)
		.status()
		.context("cannot start scripts/sector-spec")?;
	ensure!(status.success(), "scripts/sector-spec ended with {status}");
	// No thread reads the environment yet.
	env::set_var(SECTOR_SPEC, spec.canonicalize()?);
	let definition = crate_dir.join(NETWORK_OF_ADMISSION);
	let path = definition.to_str().context("the path of the network's definition is not UTF-8")?;
	Ok(path.to_owned())
}

impl Site {
	/// Does `work` for as long as no node and no worker ends by itself.
	async fn watching<T>(
		&self,
		network: &Network,
		work: impl Future<Output = Result<T>>,
	) -> Result<T> {
		tokio::select! {
			done = work => done,
			failure = network.failed() => Err(failure),
			failure = self.bench.failures.first() => Err(failure),
		}
	}

	/// Runs a script of `js/` over the network.
	async fn script(&self, network: &Network, name: &str, args: &[&str]) -> Result<()> {
		let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("js").join(name);
		let description = self.dir.join("network.json");
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

	/// Has the members of the guild work, which weighs their votes.
	fn miners(&self) -> Result<Vec<Worker>> {
		[BOB, CHARLIE, DAVE].into_iter().map(|who| self.bench.start_mining(who, "guild")).collect()
	}

	/// The Assembly decides while the guild elects, which takes as long as its calendar says; then the
	/// elected act, and the guild moves the Assembly.
	async fn governance(&self, network: &Network) -> Result<()> {
		let miners = self.miners()?;
		let assembly = step(
			"a participant proposes, votes, delegates and has the treasury spend",
			self.script(network, "governance.mjs", &[]),
		);
		let election = step(
			"miners have weight and elect executives",
			self.script(network, "guild.mjs", &["--only", "weight", "--only", "election"]),
		);
		tokio::try_join!(assembly, election)?;
		let rest = ["--only", "executive", "--only", "parameter", "--only", "impeachment"];
		let acts = self.script(network, "guild.mjs", &rest);
		step("an executive acts, a motion moves the hub, one is impeached", acts).await?;
		miners.into_iter().try_for_each(Worker::stop)
	}

	/// A parachain becomes a sector, is heard, and its token converts to MAIN.
	async fn admission(&mut self, network: &mut Network) -> Result<()> {
		let admitted = self.script(
			network,
			"admit-sector.mjs",
			&["--only", "channels", "--only", "admission"],
		);
		let admitted = step("channels open, and a referendum admits a fifth sector", admitted);
		self.watching(network, admitted).await?;
		let started = network.start_collator(ADMITTED_SLUG, ADMITTED, ADMITTED_PORT);
		step("its collator starts", started).await?;
		self.bench.url = network.endpoint(ADMITTED_SLUG)?.url;
		self.bench.sectors.insert(ADMITTED, self.bench.url.clone());
		let active = self.script(network, "admit-sector.mjs", &["--only", "activity"]);
		let active = step("it announces itself and reports, and the hub answers", active);
		self.watching(network, active).await?;
		let converted = step("two other sectors witness a conversion of its token", self.convert());
		self.watching(network, converted).await
	}

	async fn convert(&self) -> Result<()> {
		let sectors = self.bench.sectors.keys();
		let witnesses: Vec<_> =
			sectors.map(|sector| self.bench.start_witness(*sector)).collect::<Result<_>>()?;
		let said = self.bench.convert(EVE, "admitted", CONVERTED)?.end(CONVERSION).await?;
		ensure!(said["state"] == "settled", "the conversion ended otherwise: {said}");
		let received = said["main"]["received"].as_str().with_context(|| format!("{said}"))?;
		eprintln!("      {CONVERTED} of the new token became {received} MAIN");
		witnesses.into_iter().try_for_each(Worker::stop)
	}

	/// The hub and a sector run the next version, whose migrations are tried on their states before.
	async fn upgrade(&self, network: &Network) -> Result<()> {
		let runtimes = required("POUW_UPGRADES", "the folder of scripts/upgrade-wasm")?;
		let miners = self.miners()?;
		let states = self.dir.join("states");
		fs::create_dir_all(&states)?;
		let [hub_code, sector_code] = ["hub.wasm", "sector.wasm"].map(|name| runtimes.join(name));
		let common = [
			"--hub-code",
			text(&hub_code)?,
			"--sector-code",
			text(&sector_code)?,
			"--states",
			text(&states)?,
		];
		let args = |parts: &[&'static str]| {
			let mut args = common.to_vec();
			for part in parts.iter().copied() {
				args.extend(["--only", part]);
			}
			args
		};
		let before = args(&["parameters", "states"]);
		let set = self.script(network, "upgrade.mjs", &before);
		step("referenda set what the migrations double, and states are kept", set).await?;
		for chain in ["hub", "sector"] {
			let runtime = runtimes.join(format!("{chain}.checks.wasm"));
			let state = states.join(format!("{chain}.json"));
			let checked = self.try_runtime(&runtime, &state);
			step(&format!("the upgrade of the {chain} passes the checks of try-runtime"), checked)
				.await?;
		}
		let of_hub = args(&["hub"]);
		let hub = self.script(network, "upgrade.mjs", &of_hub);
		step("a referendum upgrades the hub", hub).await?;
		let of_sector = args(&["sector"]);
		let sector = self.script(network, "upgrade.mjs", &of_sector);
		step("a motion and a referendum upgrade the sector, delivered from the hub", sector)
			.await?;
		miners.into_iter().try_for_each(Worker::stop)
	}

	async fn try_runtime(&self, runtime: &Path, state: &Path) -> Result<()> {
		let status = Command::new(self.bench.bin_dir.join("pouw-bench"))
			.arg("try-runtime")
			.arg("--runtime")
			.arg(runtime)
			.arg("--state")
			.arg(state)
			.stdin(Stdio::null())
			.kill_on_drop(true)
			.status()
			.await
			.context("cannot start pouw-bench")?;
		ensure!(status.success(), "pouw-bench try-runtime ended with {status}");
		Ok(())
	}
}

fn text(path: &Path) -> Result<&str> {
	path.to_str().with_context(|| format!("{} is not UTF-8", path.display()))
}
