// SPDX-License-Identifier: Apache-2.0
//! Who mines, orders and converts, and the workers and clients that do it for them.

use super::{
	chain::Account,
	process::{Failures, Order, Said, Worker},
};
use anyhow::{ensure, Context, Result};
use std::{
	collections::BTreeMap,
	env, fs,
	path::{Path, PathBuf},
	process::Command,
	time::Duration,
};
use zombienet_sdk::subxt_signer::sr25519::dev;

/// A development account.
#[derive(Clone, Copy)]
pub struct Dev {
	/// Name of its derivation.
	pub name: &'static str,
	/// Its account.
	pub account: fn() -> Account,
}

/// Miner where there are five, or client of the hub.
pub const ALICE: Dev = Dev { name: "Alice", account: || dev::alice().public_key().0 };
/// Miner.
pub const BOB: Dev = Dev { name: "Bob", account: || dev::bob().public_key().0 };
/// Miner.
pub const CHARLIE: Dev = Dev { name: "Charlie", account: || dev::charlie().public_key().0 };
/// Miner.
pub const DAVE: Dev = Dev { name: "Dave", account: || dev::dave().public_key().0 };
/// Converts, or mines where there are five.
pub const EVE: Dev = Dev { name: "Eve", account: || dev::eve().public_key().0 };
/// Client.
pub const FERDIE: Dev = Dev { name: "Ferdie", account: || dev::ferdie().public_key().0 };
/// All of them.
pub const DEVS: [Dev; 6] = [ALICE, BOB, CHARLIE, DAVE, EVE, FERDIE];

/// Longest wait for an order to be in a block. The first registers its model as well.
pub const ORDERED: Duration = Duration::from_secs(120);
/// How an order is worded where there are three miners: two newcomers against one are 62 % credible, and
/// there are no more to ask.
pub const OF_THREE: [&str; 4] = ["--most", "3", "--confidence", "60"];
/// By how much workers give way to the nodes, with which they share the machine.
const NICENESS: &str = "10";

/// The worker that cheats, in the folder of binaries.
pub const DISHONEST: &str = "examples/dishonest_worker";

/// The value of an environment variable that the test cannot do without.
pub fn required(variable: &str, what: &str) -> Result<PathBuf> {
	let value = env::var_os(variable).with_context(|| format!("{variable} must name {what}"))?;
	let path = PathBuf::from(value);
	ensure!(path.exists(), "{variable}: {} does not exist", path.display());
	Ok(path)
}

/// Where the workers' binaries, model and files are.
pub struct Bench {
	/// Folder of the main workspace's binaries.
	pub bin_dir: PathBuf,
	/// Model folder.
	pub model: PathBuf,
	/// Folder for the workers' files.
	pub dir: PathBuf,
	/// JSON-RPC of the sector.
	pub url: String,
	/// JSON-RPC of the hub.
	pub hub: String,
	/// JSON-RPC of each sector, by its id.
	pub sectors: BTreeMap<u32, String>,
	/// Where the ends of workers are told that nobody asked for.
	pub failures: Failures,
}

impl Bench {
	/// A fresh folder with a configuration for `who`; `instance` tells two of the same account
	/// apart. They have one data folder, as its key is what the account is registered with.
	fn config(&self, who: Dev, instance: &str, mining: bool) -> Result<PathBuf> {
		let folder = self.dir.join(format!("{}-{instance}", who.name.to_lowercase()));
		fs::create_dir_all(&folder)?;
		let models = self.model.parent().context("the model folder has no parent")?;
		let text = format!(
			"endpoints = [{:?}]\nmodels_dir = {:?}\ndata_dir = {:?}\n[blobs]\nstore = {:?}\n\
			[mining]\nenabled = {mining}\nthreads = 1\nreport_seconds = 10\n",
			self.url,
			models,
			self.dir.join(format!("data-{}", who.name.to_lowercase())),
			self.dir.join("blobs")
		);
		let path = folder.join("worker.toml");
		fs::write(&path, text)?;
		Ok(path)
	}

	/// A command that gives way to the nodes.
	fn nice(&self, niceness: &str, binary: &str) -> Command {
		let mut command = Command::new("nice");
		command.args(["-n", niceness]).arg(self.bin_dir.join(binary));
		command
	}

	/// Starts a worker that takes jobs.
	pub fn start(&self, who: Dev, instance: &str) -> Result<Worker> {
		let config = self.config(who, instance, false)?;
		let mut command = self.nice(NICENESS, "pouw-worker");
		command.arg("run");
		self.spawn(command, who.name, Some(who), &config)
	}

	/// Starts a worker that cheats in the given way; the example `dishonest_worker` knows which.
	pub fn start_dishonest(&self, way: &str, who: Dev, instance: &str) -> Result<Worker> {
		let config = self.config(who, instance, false)?;
		let mut command = self.nice(NICENESS, DISHONEST);
		command.args(["--as", way]);
		self.spawn(command, who.name, Some(who), &config)
	}

	/// Starts a worker that also mines, whenever nobody else wants the machine.
	pub fn start_mining(&self, who: Dev, instance: &str) -> Result<Worker> {
		let config = self.config(who, instance, true)?;
		let mut command = self.nice("19", "pouw-worker");
		command.arg("run");
		self.spawn(command, who.name, Some(who), &config)
	}

	/// Starts the witness service of a sector. It has no key.
	pub fn start_witness(&self, sector: u32) -> Result<Worker> {
		let folder = self.dir.join(format!("witness-{sector}"));
		fs::create_dir_all(&folder)?;
		let own = self.sectors.get(&sector).context("there is no such sector")?;
		let mut text = format!("endpoints = [{own:?}]\n");
		for (source, url) in self.sectors.iter().filter(|(source, _)| **source != sector) {
			text += &format!("[[witness.sources]]\nsector = {source}\nendpoints = [{url:?}]\n");
		}
		let config = folder.join("worker.toml");
		fs::write(&config, text)?;
		let mut command = Command::new(self.bin_dir.join("pouw-worker"));
		command.arg("witness");
		self.spawn(command, &format!("witness {sector}"), None, &config)
	}

	/// Converts `amount` tokens of `who` and follows that to its end.
	pub fn convert(&self, who: Dev, instance: &str, amount: u32) -> Result<Said> {
		let amount = amount.to_string();
		let mut args = vec!["convert", "--wait", "--json", "--amount", &amount, "--hub", &self.hub];
		let sectors = self.sector_args();
		args.extend(sectors.iter().map(String::as_str));
		self.say(who, instance, &args, true)
	}

	/// Pays `amount` MAIN of `who` to an account.
	pub fn transfer(&self, who: Dev, instance: &str, to: &str, amount: &str) -> Result<Said> {
		let args = ["transfer", "--json", "--hub", &self.hub, "--to", to, "--amount", amount];
		self.say(who, instance, &args, true)
	}

	/// Waits until a transaction of the hub is recorded in two sectors and has that proven.
	pub fn prove_recording(&self, who: Dev, instance: &str, transaction: &str) -> Result<Said> {
		let hub = &self.hub;
		let mut args = vec!["prove-recording", "--wait", "--json", "--hub", hub, "--transaction"];
		args.push(transaction);
		let sectors = self.sector_args();
		args.extend(sectors.iter().map(String::as_str));
		self.say(who, instance, &args, false)
	}

	fn sector_args(&self) -> Vec<String> {
		let given = self.sectors.iter();
		given.flat_map(|(id, url)| ["--sector".to_owned(), format!("{id}={url}")]).collect()
	}

	/// Starts a command of `pouw-worker` that says what came of it as JSON.
	fn say(&self, who: Dev, instance: &str, args: &[&str], configured: bool) -> Result<Said> {
		let config = self.config(who, instance, false)?;
		let mut command = Command::new(self.bin_dir.join("pouw-worker"));
		command.args(args).env("POUW_KEY", format!("//{}", who.name));
		if configured {
			command.arg("--config").arg(&config);
		}
		Said::start(command, &config.with_file_name("command"))
	}

	/// Makes the collator at `node` an author in the name of `who`.
	pub fn author(&self, who: Dev, instance: &str, node: &str) -> Result<()> {
		let config = self.config(who, instance, true)?;
		let output = Command::new(self.bin_dir.join("pouw-worker"))
			.arg("author")
			.arg("--config")
			.arg(&config)
			.args(["--node", node])
			.env("POUW_KEY", format!("//{}", who.name))
			.output()
			.context("cannot start `pouw-worker author`")?;
		let said = String::from_utf8_lossy(&output.stderr);
		ensure!(
			output.status.success(),
			"`pouw-worker author` ended with {}: {said}",
			output.status
		);
		Ok(())
	}

	fn spawn(
		&self,
		mut command: Command,
		name: &str,
		who: Option<Dev>,
		config: &Path,
	) -> Result<Worker> {
		if let Some(who) = who {
			command.env("POUW_KEY", format!("//{}", who.name));
		}
		command.arg("--config").arg(config);
		let log = config.with_file_name("worker.log");
		Worker::start(command, name, log, self.failures.clone())
	}

	/// Orders an embedding of `input` as `who` and waits for its output, which goes to the returned
	/// file if the order is accepted.
	pub fn order(&self, who: Dev, instance: &str, input: &Path, price: u32) -> Result<Order> {
		self.order_job(who, instance, &self.embedding()?, input, price)
	}

	/// Like [`Bench::order`], for the job that the arguments `what` describe.
	pub fn order_job(
		&self,
		who: Dev,
		instance: &str,
		what: &[&str],
		input: &Path,
		price: u32,
	) -> Result<Order> {
		let price = price.to_string();
		let terms = ["--price", &price, "--wait"];
		self.submit(who, instance, &[what, &OF_THREE, &terms].concat(), input)
	}

	/// Orders an embedding of `input` on the terms `terms`, and does not wait for its end. Returns the
	/// task.
	pub async fn place(
		&self,
		who: Dev,
		instance: &str,
		terms: &[&str],
		input: &Path,
	) -> Result<u64> {
		// Nobody stays to hand out keys.
		let what = [&self.embedding()?[..], terms, &["--public"]].concat();
		let said = self.submit(who, instance, &what, input)?.said.end(ORDERED).await?;
		said["task"].as_u64().with_context(|| format!("no task: {said}"))
	}

	/// The arguments of `submit` for an embedding.
	pub fn embedding(&self) -> Result<[&str; 3]> {
		let model = self.model.to_str().context("the model folder's name is no text")?;
		Ok(["--model-folder", model, "--register-model"])
	}

	/// Starts `pouw-worker submit`. If `--wait` is among `args`, the output goes to the returned file.
	pub fn submit(&self, who: Dev, instance: &str, args: &[&str], input: &Path) -> Result<Order> {
		let mut command = Command::new(self.bin_dir.join("pouw-worker"));
		command.arg("submit").args(args).arg("--input").arg(input);
		self.client(command, who, instance, args.contains(&"--wait"))
	}

	/// Follows an order in MAIN to its end.
	pub fn follow(&self, who: Dev, instance: &str, order: u64) -> Result<Order> {
		let mut command = Command::new(self.bin_dir.join("pouw-worker"));
		command.args(["order", "--wait", "--order", &order.to_string(), "--hub", &self.hub]);
		self.client(command, who, instance, true)
	}

	/// Takes an order in MAIN back and follows that until it is decided.
	pub fn take_back(&self, who: Dev, instance: &str, order: u64) -> Result<Said> {
		let order = order.to_string();
		let args = ["cancel", "--json", "--order", &order, "--hub", &self.hub];
		self.say(who, instance, &args, true)
	}

	fn client(&self, mut command: Command, who: Dev, instance: &str, waits: bool) -> Result<Order> {
		let config = self.config(who, instance, false)?;
		let out = config.with_file_name("output");
		command
			.arg("--json")
			.arg("--config")
			.arg(&config)
			.env("POUW_KEY", format!("//{}", who.name));
		if waits {
			command.arg("--out").arg(&out);
		}
		Ok(Order::new(Said::start(command, &config.with_file_name("client"))?, out))
	}
}
