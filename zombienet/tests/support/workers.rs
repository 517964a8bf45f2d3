// SPDX-License-Identifier: Apache-2.0
//! Worker and client processes.

use super::chain::Account;
use anyhow::{bail, ensure, Context, Result};
use serde_json::Value;
use std::{
	collections::BTreeMap,
	env, fs,
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	time::{Duration, Instant},
};
use tokio::time::sleep;
use zombienet_sdk::subxt_signer::sr25519::dev;

/// A development account.
#[derive(Clone, Copy)]
pub struct Dev {
	/// Name of its derivation.
	pub name: &'static str,
	/// Its account.
	pub account: fn() -> Account,
}

/// Miner.
pub const BOB: Dev = Dev { name: "Bob", account: || dev::bob().public_key().0 };
/// Miner.
pub const CHARLIE: Dev = Dev { name: "Charlie", account: || dev::charlie().public_key().0 };
/// Miner.
pub const DAVE: Dev = Dev { name: "Dave", account: || dev::dave().public_key().0 };
/// Converts.
pub const EVE: Dev = Dev { name: "Eve", account: || dev::eve().public_key().0 };
/// Client.
pub const FERDIE: Dev = Dev { name: "Ferdie", account: || dev::ferdie().public_key().0 };

/// Longest wait for an order to be in a block.
const ORDERED: Duration = Duration::from_secs(120);

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
}

impl Bench {
	/// A fresh folder with a configuration for `who`; `instance` tells two of the same account
	/// apart. They have one data folder, as its key is what the account is registered with.
	fn config(&self, who: Dev, instance: &str, mining: bool) -> Result<PathBuf> {
		let folder = self.dir.join(format!("{}-{instance}", who.name.to_lowercase()));
		fs::create_dir_all(&folder)?;
		let models = self.model.parent().context("the model folder has no parent")?;
		let text = format!(
			"endpoints = [{:?}]\nmodels_dir = {:?}\nblob_dir = {:?}\ndata_dir = {:?}\n\
			[mining]\nenabled = {mining}\nthreads = 1\nreport_seconds = 10\n",
			self.url,
			models,
			self.dir.join("blobs"),
			self.dir.join(format!("data-{}", who.name.to_lowercase()))
		);
		let path = folder.join("worker.toml");
		fs::write(&path, text)?;
		Ok(path)
	}

	/// Starts a worker that takes jobs.
	pub fn start(&self, who: Dev, instance: &str) -> Result<Worker> {
		let config = self.config(who, instance, false)?;
		let mut command = Command::new(self.bin_dir.join("pouw-worker"));
		command.arg("run");
		self.spawn(command, who.name, Some(who), &config)
	}

	/// Starts a worker that cheats in the given way; the example `dishonest_worker` knows which.
	pub fn start_dishonest(&self, way: &str, who: Dev, instance: &str) -> Result<Worker> {
		let config = self.config(who, instance, false)?;
		let mut command = Command::new(self.bin_dir.join("examples/dishonest_worker"));
		command.args(["--as", way]);
		self.spawn(command, who.name, Some(who), &config)
	}

	/// Starts a worker that also mines. It gives way to the nodes, with which it shares the machine.
	pub fn start_mining(&self, who: Dev, instance: &str) -> Result<Worker> {
		let config = self.config(who, instance, true)?;
		let mut command = Command::new("nice");
		command.args(["-n", "19"]).arg(self.bin_dir.join("pouw-worker")).arg("run");
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
		let log = config.with_file_name("command.log");
		let out = config.with_file_name("command.json");
		let mut command = Command::new(self.bin_dir.join("pouw-worker"));
		command.args(args);
		if configured {
			command.arg("--config").arg(&config);
		}
		let child = command
			.env("POUW_KEY", format!("//{}", who.name))
			.stdin(Stdio::null())
			.stdout(fs::File::create(&out)?)
			.stderr(fs::File::create(&log)?)
			.spawn()
			.with_context(|| format!("cannot start `pouw-worker {}`", args[0]))?;
		Ok(Said { child, out, log })
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
		let log = config.with_file_name("worker.log");
		let out = fs::File::create(&log)?;
		if let Some(who) = who {
			command.env("POUW_KEY", format!("//{}", who.name));
		}
		let child = command
			.arg("--config")
			.arg(config)
			.stdin(Stdio::null())
			.stdout(out.try_clone()?)
			.stderr(out)
			.spawn()
			.with_context(|| format!("cannot start a worker of {}", self.bin_dir.display()))?;
		Ok(Worker { name: name.to_owned(), child, log })
	}

	/// Orders an embedding of `input` as `who` and waits for its output, which goes to the returned
	/// file if the order is accepted.
	pub fn order(&self, who: Dev, instance: &str, input: &Path, price: u32) -> Result<Order> {
		let model = self.model.to_str().context("the model folder's name is no text")?;
		let what = ["--model-folder", model, "--register-model"];
		self.order_job(who, instance, &what, input, price)
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
		let config = self.config(who, instance, false)?;
		let out = config.with_file_name("output");
		let child = Command::new(self.bin_dir.join("pouw-worker"))
			.arg("submit")
			.arg("--config")
			.arg(&config)
			.args(what)
			.arg("--input")
			.arg(input)
			.args(["--price", &price.to_string(), "--wait", "--json"])
			// Two newcomers against one are 62 % credible, and there are no more miners to ask.
			.args(["--most", "3", "--confidence", "60"])
			.arg("--out")
			.arg(&out)
			.env("POUW_KEY", format!("//{}", who.name))
			.stdin(Stdio::null())
			.stdout(fs::File::create(config.with_file_name("submit.json"))?)
			.stderr(fs::File::create(config.with_file_name("submit.log"))?)
			.spawn()
			.context("cannot start `pouw-worker submit`")?;
		Ok(Order { child, out, log: config.with_file_name("submit.log") })
	}
}

impl Bench {
	/// Orders an embedding of `input` and does not wait for its end.
	pub async fn place(&self, who: Dev, instance: &str, input: &Path, price: u32) -> Result<()> {
		let config = self.config(who, instance, false)?;
		let log = config.with_file_name("submit.log");
		let mut child = Command::new(self.bin_dir.join("pouw-worker"))
			.arg("submit")
			.arg("--config")
			.arg(&config)
			.arg("--model-folder")
			.arg(&self.model)
			.arg("--register-model")
			.arg("--input")
			.arg(input)
			.args(["--price", &price.to_string(), "--most", "3", "--confidence", "60"])
			// Nobody stays to hand out keys.
			.arg("--public")
			.env("POUW_KEY", format!("//{}", who.name))
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(fs::File::create(&log)?)
			.spawn()
			.context("cannot start `pouw-worker submit`")?;
		let start = Instant::now();
		loop {
			if let Some(status) = child.try_wait()? {
				ensure!(status.success(), "an order ended with {status}: {}", log.display());
				return Ok(());
			}
			if start.elapsed() > ORDERED {
				child.kill()?;
				child.wait()?;
				bail!("an order does not get into a block: {}", log.display());
			}
			sleep(Duration::from_millis(200)).await;
		}
	}
}

/// A running worker; it is killed when dropped.
pub struct Worker {
	/// Whose it is.
	pub name: String,
	/// Its log.
	pub log: PathBuf,
	child: Child,
}

impl Worker {
	/// Fails if it has ended by itself.
	pub fn check(&mut self) -> Result<()> {
		if let Some(status) = self.child.try_wait()? {
			bail!("the worker of {} ended with {status}: {}", self.name, self.log.display());
		}
		Ok(())
	}

	/// Stops it in its tracks, until [`Worker::resume`].
	pub fn pause(&self) -> Result<()> {
		self.signal("STOP")
	}

	/// Lets it go on.
	pub fn resume(&self) -> Result<()> {
		self.signal("CONT")
	}

	/// Kills it, as a power cut would.
	pub fn kill(&mut self) -> Result<()> {
		self.child.kill()?;
		self.child.wait()?;
		Ok(())
	}

	/// Asks it to stop and waits until it has.
	pub fn stop(mut self) -> Result<()> {
		self.signal("TERM")?;
		let status = self.child.wait()?;
		ensure!(
			status.success(),
			"the worker of {} stopped with {status}: {}",
			self.name,
			self.log.display()
		);
		Ok(())
	}

	fn signal(&self, name: &str) -> Result<()> {
		let pid = self.child.id().to_string();
		let status = Command::new("kill").args([&format!("-{name}"), &pid]).status()?;
		ensure!(status.success(), "cannot send SIG{name} to the worker of {}", self.name);
		Ok(())
	}
}

impl Drop for Worker {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}

/// A client that waits for the end of its order; it is killed when dropped.
pub struct Order {
	/// Where the output goes.
	pub out: PathBuf,
	/// Its log.
	pub log: PathBuf,
	child: Child,
}

impl Order {
	/// The client's exit code, once it has ended.
	pub fn ended(&mut self) -> Result<Option<Option<i32>>> {
		Ok(self.child.try_wait()?.map(|status| status.code()))
	}
}

impl Drop for Order {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}

/// A command that says what came of it; it is killed when dropped.
pub struct Said {
	/// Its log.
	pub log: PathBuf,
	out: PathBuf,
	child: Child,
}

impl Said {
	/// Waits for its end and what it says; fails if it does.
	pub async fn end(mut self, timeout: Duration) -> Result<Value> {
		let start = Instant::now();
		let status = loop {
			if let Some(status) = self.child.try_wait()? {
				break status;
			}
			ensure!(start.elapsed() < timeout, "the command does not end: {}", self.log.display());
			sleep(Duration::from_millis(200)).await;
		};
		let log = fs::read_to_string(&self.log).unwrap_or_default();
		ensure!(status.success(), "a command ended with {status}: {log}");
		let said = fs::read_to_string(&self.out)?;
		let line = said.lines().last().context("a command said nothing")?;
		serde_json::from_str(line).with_context(|| format!("no JSON: {line}"))
	}

	/// Waits until a line of its log contains `text`, and returns that line.
	pub async fn says(&mut self, text: &str, timeout: Duration) -> Result<String> {
		let start = Instant::now();
		loop {
			let log = fs::read_to_string(&self.log).unwrap_or_default();
			if let Some(line) = log.lines().find(|line| line.contains(text)) {
				return Ok(line.to_owned());
			}
			if let Some(status) = self.child.try_wait()? {
				bail!("a command ended with {status} before it said `{text}`: {log}");
			}
			ensure!(start.elapsed() < timeout, "waited in vain for `{text}`: {log}");
			sleep(Duration::from_millis(200)).await;
		}
	}
}

impl Drop for Said {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}
