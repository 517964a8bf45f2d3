// SPDX-License-Identifier: Apache-2.0
//! Processes of workers and clients.

use anyhow::{anyhow, bail, ensure, Context, Result};
use serde_json::Value;
use std::{
	fs, io,
	path::{Path, PathBuf},
	process::{Command, ExitStatus, Stdio},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	thread::{self, JoinHandle},
	time::{Duration, Instant},
};
use tokio::{sync::watch, time::sleep};

/// Time between two looks at a process.
const INTERVAL: Duration = Duration::from_millis(200);
/// Lines of a log that an error shows.
const LOG_LINES: usize = 6;

/// A child process; it is killed when dropped. A thread waits for its end, so that none stays behind as
/// a dead child, which the watch over the nodes would take for one of them.
struct Process {
	pid: u32,
	waiting: Option<JoinHandle<io::Result<ExitStatus>>>,
	status: Option<ExitStatus>,
}

impl Process {
	/// Starts it. `at_end` gets its status as soon as it has ended.
	fn start(
		command: &mut Command,
		at_end: impl FnOnce(ExitStatus) + Send + 'static,
	) -> Result<Self> {
		let mut child = command
			.stdin(Stdio::null())
			.spawn()
			.with_context(|| format!("cannot start {}", command.get_program().display()))?;
		let pid = child.id();
		let waiting = thread::spawn(move || -> io::Result<ExitStatus> {
			let status = child.wait()?;
			at_end(status);
			Ok(status)
		});
		Ok(Self { pid, waiting: Some(waiting), status: None })
	}

	fn is_running(&self) -> bool {
		self.waiting.as_ref().is_some_and(|waiting| !waiting.is_finished())
	}

	/// Its status, once it has ended.
	fn ended(&mut self) -> Result<Option<ExitStatus>> {
		match self.is_running() {
			true => Ok(None),
			false => self.wait().map(Some),
		}
	}

	fn wait(&mut self) -> Result<ExitStatus> {
		if let Some(waiting) = self.waiting.take() {
			let status = waiting.join().map_err(|_| anyhow!("process {} was lost", self.pid))?;
			self.status = Some(status?);
		}
		self.status.with_context(|| format!("nobody knows how process {} ended", self.pid))
	}

	/// Sends a signal. To one that has ended it does nothing, as its id may be another's by then.
	fn signal(&self, name: &str) -> Result<()> {
		if self.is_running() {
			let pid = self.pid.to_string();
			let status = Command::new("kill").args([&format!("-{name}"), &pid]).status()?;
			ensure!(
				status.success() || !self.is_running(),
				"cannot send SIG{name} to process {pid}"
			);
		}
		Ok(())
	}

	fn kill(&mut self) -> Result<()> {
		self.signal("KILL")?;
		self.wait().map(drop)
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		let _ = self.kill();
	}
}

/// The last lines of a log, each in a line of its own.
fn tail(log: &Path) -> String {
	let bytes = fs::read(log).unwrap_or_default();
	let text = String::from_utf8_lossy(&bytes);
	let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).collect();
	let shown = lines.iter().skip(lines.len().saturating_sub(LOG_LINES));
	shown.map(|line| format!("\n  | {line}")).collect()
}

/// Where a worker's end is told that nobody asked for.
#[derive(Clone)]
pub struct Failures(Arc<watch::Sender<Option<String>>>);

impl Default for Failures {
	fn default() -> Self {
		Self(Arc::new(watch::channel(None).0))
	}
}

impl Failures {
	fn tell(&self, what: String) {
		self.0.send_if_modified(|first| {
			let is_first = first.is_none();
			if is_first {
				*first = Some(what);
			}
			is_first
		});
	}

	/// Waits for the first; for ever if there is none.
	pub async fn first(&self) -> anyhow::Error {
		let mut told = self.0.subscribe();
		let first = told.wait_for(Option::is_some).await.ok().and_then(|first| first.clone());
		match first {
			Some(what) => anyhow!("{what}"),
			None => std::future::pending().await,
		}
	}
}

/// A running worker; it is killed when dropped.
pub struct Worker {
	/// Whose it is.
	pub name: String,
	/// Its log.
	pub log: PathBuf,
	process: Process,
	/// Whether it was asked to end.
	asked: Arc<AtomicBool>,
}

impl Worker {
	/// Starts it. What it says goes to the end of `log`, where one that it replaces has written before.
	pub fn start(
		mut command: Command,
		name: &str,
		log: PathBuf,
		failures: Failures,
	) -> Result<Self> {
		let out = fs::File::options().create(true).append(true).open(&log)?;
		command.stdout(out.try_clone()?).stderr(out);
		let asked = Arc::new(AtomicBool::new(false));
		let (is_asked, ended, its_log) = (asked.clone(), name.to_owned(), log.clone());
		let process = Process::start(&mut command, move |status| {
			if !is_asked.load(Ordering::SeqCst) {
				failures.tell(format!(
					"the worker of {ended} ended by itself with {status}; its log is {}{}",
					its_log.display(),
					tail(&its_log)
				));
			}
		})?;
		Ok(Self { name: name.to_owned(), log, process, asked })
	}

	/// Fails if it has ended by itself.
	pub fn check(&mut self) -> Result<()> {
		if let Some(status) = self.process.ended()? {
			bail!("the worker of {} ended with {status}: {}", self.name, self.log.display());
		}
		Ok(())
	}

	/// Whether a line of its log contains `text`.
	pub fn has_said(&self, text: &str) -> bool {
		let log = fs::read(&self.log).unwrap_or_default();
		String::from_utf8_lossy(&log).lines().any(|line| line.contains(text))
	}

	/// Stops it in its tracks, until [`Worker::resume`].
	pub fn pause(&self) -> Result<()> {
		self.process.signal("STOP")
	}

	/// Lets it go on.
	pub fn resume(&self) -> Result<()> {
		self.process.signal("CONT")
	}

	/// Kills it, as a power cut would.
	pub fn kill(&mut self) -> Result<()> {
		self.asked.store(true, Ordering::SeqCst);
		self.process.kill()
	}

	/// Asks it to stop and waits until it has.
	pub fn stop(mut self) -> Result<()> {
		self.check()?;
		self.asked.store(true, Ordering::SeqCst);
		self.process.signal("TERM")?;
		let status = self.process.wait()?;
		ensure!(
			status.success(),
			"the worker of {} stopped with {status}: {}",
			self.name,
			self.log.display()
		);
		Ok(())
	}
}

impl Drop for Worker {
	fn drop(&mut self) {
		self.asked.store(true, Ordering::SeqCst);
	}
}

/// A command that says what came of it; it is killed when dropped.
pub struct Said {
	/// Its log.
	pub log: PathBuf,
	out: PathBuf,
	process: Process,
}

impl Said {
	/// Starts it. `file` with other endings is where its log and what it says go.
	pub fn start(mut command: Command, file: &Path) -> Result<Self> {
		let (log, out) = (file.with_extension("log"), file.with_extension("json"));
		command.stdout(fs::File::create(&out)?).stderr(fs::File::create(&log)?);
		let process = Process::start(&mut command, |_| ())?;
		Ok(Self { log, out, process })
	}

	/// Its status, once it has ended.
	pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
		self.process.ended()
	}

	/// Fails if it has failed.
	pub fn check(&mut self) -> Result<()> {
		match self.process.ended()? {
			Some(status) if !status.success() => Err(self.failure(status)),
			_ => Ok(()),
		}
	}

	/// Waits for its end and what it says; fails if it does.
	pub async fn end(mut self, timeout: Duration) -> Result<Value> {
		match self.outcome(timeout).await? {
			(status, Some(said)) if status.success() => Ok(said),
			(status, _) => Err(self.failure(status)),
		}
	}

	/// Waits for its end, and what it says if it says anything.
	pub async fn outcome(&mut self, timeout: Duration) -> Result<(ExitStatus, Option<Value>)> {
		let start = Instant::now();
		let status = loop {
			if let Some(status) = self.process.ended()? {
				break status;
			}
			ensure!(start.elapsed() < timeout, "a command does not end: {}", self.log.display());
			sleep(INTERVAL).await;
		};
		let said = fs::read_to_string(&self.out)?;
		let said = said.lines().next_back().map(|line| {
			serde_json::from_str(line)
				.with_context(|| format!("not JSON: {line}; the log is {}", self.log.display()))
		});
		Ok((status, said.transpose()?))
	}

	/// The lines of its log so far.
	pub fn lines(&self) -> Vec<String> {
		let log = fs::read(&self.log).unwrap_or_default();
		String::from_utf8_lossy(&log).lines().map(str::to_owned).collect()
	}

	/// Waits until a line of its log contains `text`, and returns that line.
	pub async fn says(&mut self, text: &str, timeout: Duration) -> Result<String> {
		let start = Instant::now();
		loop {
			// Asked for before the log is read, which is whole then.
			let ended = self.process.ended()?;
			if let Some(line) = self.lines().into_iter().find(|line| line.contains(text)) {
				return Ok(line);
			}
			if let Some(status) = ended {
				return Err(self.failure(status).context(format!("it did not say `{text}`")));
			}
			ensure!(
				start.elapsed() < timeout,
				"waited {} s in vain for `{text}` in {}",
				timeout.as_secs(),
				self.log.display()
			);
			sleep(INTERVAL).await;
		}
	}

	fn failure(&self, status: ExitStatus) -> anyhow::Error {
		anyhow!("a command ended with {status}: {}{}", self.log.display(), tail(&self.log))
	}
}

/// A client; it is killed when dropped.
pub struct Order {
	/// Where the output goes.
	pub out: PathBuf,
	/// Its log.
	pub log: PathBuf,
	/// The process.
	pub said: Said,
}

impl Order {
	/// A client that writes the output to `out`.
	pub fn new(said: Said, out: PathBuf) -> Self {
		Self { out, log: said.log.clone(), said }
	}

	/// The client's exit code, once it has ended.
	pub fn ended(&mut self) -> Result<Option<Option<i32>>> {
		Ok(self.said.ended()?.map(|status| status.code()))
	}

	/// The task that the order has become, once it is in a block.
	pub async fn task(&mut self, timeout: Duration) -> Result<u64> {
		let line = self.said.says(" ordered in block ", timeout).await?;
		let task = line.split_once("task ").and_then(|(_, rest)| rest.split(' ').next());
		task.and_then(|task| task.parse().ok()).with_context(|| format!("no task in `{line}`"))
	}
}
