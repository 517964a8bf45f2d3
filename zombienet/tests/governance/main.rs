// SPDX-License-Identifier: Apache-2.0
//! Governance on a real network, by the scripts of `js/`: the Assembly and a guild, the appeal of a slash,
//! the admission of a sector while the network runs, upgrades of the hub and of a sector. `scripts/e2e` runs
//! them with what they need:
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
#[path = "../support/stage.rs"]
mod stage;
#[allow(dead_code, reason = "the end-to-end test uses all of it")]
#[path = "../support/workers.rs"]
mod workers;

use anyhow::{ensure, Context, Result};
use pouw_network::Network;
use process::{Order, Worker};
use stage::{step, watching, Folders};
use std::{
	env, fs,
	future::Future,
	path::{Path, PathBuf},
	process::Stdio,
	time::{Duration, Instant},
};
use tokio::{process::Command, runtime::Runtime, time::sleep};
use workers::{required, Bench, BOB, CHARLIE, DAVE, DISHONEST, EVE, FERDIE, OF_THREE, ORDERED};

/// The sector whose guild governs.
const SECTOR: &str = "cpu-edge";

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

/// Longest life of a conversion: four rounds and what a slow machine adds.
const CONVERSION: Duration = Duration::from_secs(1_200);

/// What the jobs of an appeal embed.
const TEXTS: &str = "A slash waits until it can be appealed.\nA guild knows its own.\n";
/// Jobs in which all three miners are honest. Two whose results count for less than three checks each
/// convict nobody; and with eight they would be trusted, and the third not asked any more.
const HONEST_JOBS: usize = 5;
/// Jobs in which one of three answers garbage. A contradiction of two miners with three checks and more is
/// 88 % credible and adds 0.69 to the suspicion, which has to reach 13.8 from below zero: twenty-three
/// would do. The rest make up for jobs of which a slow machine loses a result, and are fewer than the twenty
/// that a second slash would take.
const GARBAGE_JOBS: usize = 38;
/// Offered for each of these jobs, in tokens.
const PRICE: u32 = 1;
/// Longest life of a task.
const SETTLED: Duration = Duration::from_secs(400);

#[derive(Clone, Copy)]
enum Flow {
	Governance,
	Appeal,
	Admission,
	Upgrade,
}

#[test]
#[ignore = "takes twenty minutes: scripts/e2e governance"]
fn assembly_and_guild_govern_by_their_scripts() {
	run_or_panic(Flow::Governance);
}

#[test]
#[ignore = "takes fifteen minutes: scripts/e2e appeal"]
fn slash_of_a_miner_is_cancelled_by_its_guild() {
	run_or_panic(Flow::Appeal);
}

#[test]
#[ignore = "takes fifteen minutes: scripts/e2e admission"]
fn sector_is_admitted_by_referendum_while_the_network_runs() {
	run_or_panic(Flow::Admission);
}

#[test]
#[ignore = "takes half an hour, and the runtimes to upgrade to: scripts/e2e upgrade"]
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
	let folders = Folders::new("e2e-governance")?;
	let definition = match flow {
		Flow::Governance | Flow::Upgrade => "hub-1-sector".to_owned(),
		Flow::Appeal => {
			let binary = folders.bin_dir.join(DISHONEST);
			ensure!(binary.is_file(), "there is no {}: run scripts/build", binary.display());
			"hub-1-sector".to_owned()
		},
		Flow::Admission => definition_of_admission(&folders.run)?,
	};
	let config = folders.config(&definition)?;
	Runtime::new()?.block_on(async {
		let (mut network, bench) = folders.start(config, SECTOR).await?;
		let mut site = Site { bench, dir: folders.run.clone() };
		let played = match flow {
			Flow::Governance => site.watching(&network, site.governance(&network)).await,
			Flow::Appeal => site.watching(&network, site.appeal(&network)).await,
			Flow::Upgrade => site.watching(&network, site.upgrade(&network)).await,
			Flow::Admission => site.admission(&mut network).await,
		};
		folders.end(network, played).await
	})
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
		watching(network, &self.bench.failures, work).await
	}

	/// Runs a script of `js/` over the network.
	async fn script(&self, network: &Network, name: &str, args: &[&str]) -> Result<()> {
		stage::script(network, &self.dir, name, args).await
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
			"a participant proposes, votes, delegates, unlocks, has treasury and sector spend",
			self.script(network, "governance.mjs", &[]),
		);
		let election = step(
			"miners have weight and elect executives",
			self.script(network, "guild.mjs", &["--only", "weight", "--only", "election"]),
		);
		tokio::try_join!(assembly, election)?;
		let rest = [
			"--only",
			"executive",
			"--only",
			"parameter",
			"--only",
			"impeachment",
			"--only",
			"appeal",
		];
		let acts = self.script(network, "guild.mjs", &rest);
		step("an executive acts, a motion moves the hub, one is impeached", acts).await?;
		miners.into_iter().try_for_each(Worker::stop)
	}

	/// A miner answers garbage until chance does not explain it. Its slash is decided, and its guild has it
	/// cancelled before it is due.
	async fn appeal(&self, network: &Network) -> Result<()> {
		let input = self.bench.dir.join("texts.txt");
		fs::write(&input, TEXTS)?;
		// What the others mine is their weight.
		let others: Vec<_> = [CHARLIE, DAVE]
			.into_iter()
			.map(|who| self.bench.start_mining(who, "appeal"))
			.collect::<Result<_>>()?;
		let honest = self.bench.start(BOB, "honest")?;
		step("three honest miners agree and have records", self.agree(&input)).await?;
		honest.stop()?;
		let dishonest = self.bench.start_dishonest("garbage", BOB, "garbage")?;
		step("one of them is asked for garbage", self.order_all(&input)).await?;
		let args = ["--only", "appeal", "--slashed", "//Bob"];
		let appealed = self.script(network, "guild.mjs", &args);
		step("its slash is decided, and its guild has it cancelled", appealed).await?;
		drop(dishonest);
		others.into_iter().try_for_each(Worker::stop)
	}

	/// Orders the honest jobs and waits until each has its output.
	async fn agree(&self, input: &Path) -> Result<()> {
		let mut orders = Vec::new();
		for n in 0..HONEST_JOBS {
			let mut order = self.bench.order(FERDIE, &format!("honest-{n}"), input, PRICE)?;
			order.task(ORDERED).await?;
			orders.push(order);
		}
		for order in &mut orders {
			Self::end(order).await?;
		}
		Ok(())
	}

	async fn end(order: &mut Order) -> Result<()> {
		let start = Instant::now();
		loop {
			if let Some(code) = order.ended()? {
				ensure!(code == Some(0), "the client failed: {}", order.log.display());
				return Ok(());
			}
			ensure!(
				start.elapsed() < SETTLED,
				"a task has not ended after {} s: {}",
				SETTLED.as_secs(),
				order.log.display()
			);
			sleep(Duration::from_millis(500)).await;
		}
	}

	async fn order_all(&self, input: &Path) -> Result<()> {
		let price = PRICE.to_string();
		let terms = [&["--price", &price][..], &OF_THREE].concat();
		for n in 0..GARBAGE_JOBS {
			self.bench.place(FERDIE, &format!("garbage-{n}"), &terms, input).await?;
		}
		Ok(())
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
