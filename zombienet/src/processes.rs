// SPDX-License-Identifier: Apache-2.0
//! Watches the node processes that zombienet-sdk starts.
//!
//! The SDK waits for a node's metrics until its timeout, also when the node is long dead. Here a
//! child process that ended without having been asked to is a failure at once. The children are
//! found in `/proc`; elsewhere than on Linux nothing is watched.

use std::{
	collections::{BTreeMap, BTreeSet},
	fmt, fs,
	path::{Path, PathBuf},
	process,
	sync::{Arc, Mutex},
	time::{Duration, Instant},
};
use tokio::{sync::watch, task::JoinHandle, time};

/// Time between two looks at the children.
const INTERVAL: Duration = Duration::from_millis(250);
/// Looks after which an ended child whose name was never seen counts as failed.
const LOOKS_UNNAMED: u32 = 20;
/// Lines of a log that a [`Failure`] shows.
const LOG_LINES: usize = 8;

/// A node process that ended by itself.
#[derive(Clone, Debug)]
pub struct Failure {
	/// Name of the node.
	pub name: String,
	/// Process id it had.
	pub pid: u32,
	/// Its log.
	pub log: PathBuf,
}

impl fmt::Display for Failure {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"process `{}` (pid {}) ended; its log is {}",
			self.name,
			self.pid,
			self.log.display()
		)?;
		for line in last_lines(&self.log) {
			write!(f, "\n  | {line}")?;
		}
		Ok(())
	}
}

fn last_lines(log: &Path) -> Vec<String> {
	let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
	let text = text.unwrap_or_default();
	let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).collect();
	let first = lines.len().saturating_sub(LOG_LINES);
	lines.into_iter().skip(first).map(str::to_owned).collect()
}

/// Log of the node `name` of a network whose files are in `dir`.
pub fn log_path(dir: &Path, name: &str) -> PathBuf {
	dir.join(name).join(format!("{name}.log"))
}

/// Watches the children of this process that are nodes, until dropped.
pub struct Watch {
	pids: Arc<Mutex<BTreeMap<String, u32>>>,
	/// Those whose end is no failure.
	excused: Arc<Mutex<BTreeSet<u32>>>,
	failure: watch::Receiver<Option<Failure>>,
	task: JoinHandle<()>,
}

impl Watch {
	/// Starts to watch. `dir` is where the network's files are.
	pub fn start(dir: &Path) -> Self {
		let pids = Arc::new(Mutex::new(BTreeMap::new()));
		let excused = Arc::new(Mutex::new(BTreeSet::new()));
		let (sender, failure) = watch::channel(None);
		let task = tokio::spawn(look(dir.to_owned(), pids.clone(), excused.clone(), sender));
		Self { pids, excused, failure, task }
	}

	/// Process ids of the nodes seen so far, by name.
	pub fn pids(&self) -> BTreeMap<String, u32> {
		self.pids.lock().map(|pids| pids.clone()).unwrap_or_default()
	}

	/// Kills the node `name`, as a power cut would; that is not a failure. Returns its process id.
	pub fn kill(&self, name: &str) -> Option<u32> {
		let pid = self.pids().get(name).copied()?;
		self.excused.lock().ok()?.insert(pid);
		signal("-KILL", &running(&[pid]));
		Some(pid)
	}

	/// The first process that failed, if one did.
	pub fn failure(&self) -> Option<Failure> {
		self.failure.borrow().clone()
	}

	/// Waits for the first failure; for ever if there is none.
	pub async fn failed(&self) -> Failure {
		let mut receiver = self.failure.clone();
		let found = receiver.wait_for(Option::is_some).await.ok().and_then(|found| found.clone());
		match found {
			Some(failure) => failure,
			None => std::future::pending().await,
		}
	}

	/// Ends the watch, asks the nodes `names` to end and waits until they have.
	pub async fn end(&self, names: impl Iterator<Item = &str>, timeout: Duration) {
		self.task.abort();
		let known = self.pids();
		let pids: Vec<_> = names.filter_map(|name| known.get(name).copied()).collect();
		signal("-TERM", &running(&pids));
		let start = Instant::now();
		while !running(&pids).is_empty() && start.elapsed() < timeout {
			time::sleep(INTERVAL).await;
		}
	}

	/// Ends the watch and kills what is still running of what it saw.
	pub fn kill_leftovers(self) {
		self.task.abort();
		let known: Vec<_> = self.pids().into_values().collect();
		signal("-KILL", &running(&known));
	}
}

/// Those of `pids` that are children of this process and have not ended.
fn running(pids: &[u32]) -> Vec<u32> {
	let alive = children().into_iter().filter(|child| child.state != 'Z');
	alive.map(|child| child.pid).filter(|pid| pids.contains(pid)).collect()
}

fn signal(signal: &str, pids: &[u32]) {
	for pid in pids {
		// Fails only if the process has ended meanwhile.
		let _ = process::Command::new("kill").args([signal, &pid.to_string()]).status();
	}
}

impl Drop for Watch {
	fn drop(&mut self) {
		self.task.abort();
	}
}

async fn look(
	dir: PathBuf,
	pids: Arc<Mutex<BTreeMap<String, u32>>>,
	excused: Arc<Mutex<BTreeSet<u32>>>,
	sender: watch::Sender<Option<Failure>>,
) {
	let mut unnamed: BTreeMap<u32, u32> = BTreeMap::new();
	loop {
		time::sleep(INTERVAL).await;
		for child in children() {
			if child.state != 'Z' {
				if let (Some(name), Ok(mut pids)) = (node_name(child.pid), pids.lock()) {
					pids.insert(name, child.pid);
				}
				continue;
			}
			if excused.lock().is_ok_and(|excused| excused.contains(&child.pid)) {
				continue;
			}
			let known = pids.lock().ok().and_then(|pids| {
				pids.iter().find(|(_, pid)| **pid == child.pid).map(|(name, _)| name.clone())
			});
			let name = match known {
				Some(name) => name,
				None => {
					let looks = unnamed.entry(child.pid).or_default();
					*looks += 1;
					if *looks < LOOKS_UNNAMED {
						continue;
					}
					child.command
				},
			};
			let log = log_path(&dir, &name);
			let log = if log.exists() { log } else { newest_log(&dir).unwrap_or(dir.clone()) };
			let _ = sender.send(Some(Failure { name, pid: child.pid, log }));
			return;
		}
	}
}

/// A child of this process.
struct Child {
	pid: u32,
	/// `Z` once it has ended and nobody has asked for its exit status.
	state: char,
	command: String,
}

fn children() -> Vec<Child> {
	let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
	entries.flatten().filter_map(|entry| child(&entry.path())).collect()
}

/// Reads `/proc/<pid>/stat`: `pid (command) state parent …`; the command may hold any character.
fn child(path: &Path) -> Option<Child> {
	let pid = path.file_name()?.to_str()?.parse().ok()?;
	let stat = fs::read_to_string(path.join("stat")).ok()?;
	let (head, tail) = stat.rsplit_once(')')?;
	let mut fields = tail.split_whitespace();
	let state = fields.next()?.chars().next()?;
	let parent: u32 = fields.next()?.parse().ok()?;
	let command = head.split_once('(')?.1.to_owned();
	(parent == process::id()).then_some(Child { pid, state, command })
}

/// The `--name` that a node was given.
fn node_name(pid: u32) -> Option<String> {
	let line = fs::read_to_string(format!("/proc/{pid}/cmdline")).ok()?;
	let mut args = line.split('\0');
	args.find(|arg| *arg == "--name")?;
	args.next().map(str::to_owned)
}

fn newest_log(dir: &Path) -> Option<PathBuf> {
	let nodes = fs::read_dir(dir).ok()?.flatten();
	let logs = nodes.map(|node| log_path(dir, &node.file_name().to_string_lossy()));
	logs.filter_map(|log| Some((fs::metadata(&log).ok()?.modified().ok()?, log)))
		.max_by_key(|(modified, _)| *modified)
		.map(|(_, log)| log)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
	use super::*;
	use tokio::process::Command;

	/// Each watch sees the children of all tests.
	static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

	#[tokio::test]
	async fn process_that_ends_is_named_with_the_end_of_its_log() {
		let _alone = ALONE.lock().await;
		let dir = tempfile::tempdir().unwrap();
		let log = log_path(dir.path(), "hub");
		fs::create_dir_all(log.parent().unwrap()).unwrap();
		fs::write(&log, "starting\nport 9950 is taken\n").unwrap();
		let watch = Watch::start(dir.path());
		let script = ["-c", "sleep 1; exit 1", "sh", "--name", "hub"];
		let mut child = Command::new("sh").args(script).spawn().unwrap();
		let failure = time::timeout(Duration::from_secs(20), watch.failed()).await.unwrap();
		assert_eq!((failure.name.as_str(), Some(failure.pid)), ("hub", child.id()));
		assert_eq!(watch.pids().get("hub"), Some(&failure.pid));
		assert!(failure.to_string().ends_with("port 9950 is taken"), "{failure}");
		drop(watch);
		child.wait().await.unwrap();
	}

	#[tokio::test]
	async fn process_that_is_killed_on_purpose_is_no_failure() {
		let _alone = ALONE.lock().await;
		let dir = tempfile::tempdir().unwrap();
		let watch = Watch::start(dir.path());
		let script = ["-c", "sleep 60", "sh", "--name", "victim"];
		let mut child = Command::new("sh").args(script).spawn().unwrap();
		let seen = async {
			while !watch.pids().contains_key("victim") {
				time::sleep(INTERVAL).await;
			}
		};
		time::timeout(Duration::from_secs(20), seen).await.unwrap();
		assert_eq!(watch.kill("nobody"), None);
		assert_eq!(watch.kill("victim"), child.id());
		// Longer than an unnamed child would be tolerated for.
		assert!(time::timeout(INTERVAL * (LOOKS_UNNAMED + 4), watch.failed()).await.is_err());
		drop(watch);
		child.wait().await.unwrap();
	}
}
