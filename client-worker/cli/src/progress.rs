// SPDX-License-Identifier: Apache-2.0
//! How a task gets on, on standard error: one live line on a terminal, else a line for each change.

use crate::report::state_name;
use indicatif::{ProgressBar, ProgressStyle};
use pouw_chain::Block;
use pouw_primitives::{
	task::{Answer, TaskState},
	AccountId, TaskRecord,
};
use std::{
	io::{stderr, IsTerminal},
	time::{Duration, Instant},
};

/// Longest silence where there is no terminal.
const QUIET: Duration = Duration::from_secs(10);
/// Steps of the bar.
const WAY: u64 = 100;
/// The live line of a task.
const WITH_BAR: &str = "{spinner} {elapsed_precise} [{bar:20}] {msg}";

/// How a task gets on.
pub struct Progress {
	start: Instant,
	bar: Option<ProgressBar>,
	shown: String,
	shown_at: Instant,
}

impl Progress {
	/// Starts the clock.
	pub fn start() -> Self {
		let now = Instant::now();
		let bar = stderr().is_terminal().then(|| {
			let bar = ProgressBar::new_spinner();
			if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}") {
				bar.set_style(style);
			}
			bar.enable_steady_tick(Duration::from_millis(120));
			bar
		});
		Self { start: now, bar, shown: String::new(), shown_at: now }
	}

	/// Seconds since the start.
	pub fn seconds(&self) -> f64 {
		self.start.elapsed().as_secs_f64()
	}

	/// Shows a step that is over, and stays on the screen.
	pub fn note(&mut self, text: &str) {
		match &self.bar {
			Some(bar) => bar.println(text),
			None => eprintln!("[{:>4.0} s] {text}", self.seconds()),
		}
	}

	/// Shows the task as of a block.
	pub fn show(&mut self, block: Block, task: &TaskRecord<AccountId>) {
		let changing = summary(task);
		match &self.bar {
			Some(bar) => {
				if bar.length().is_none() {
					// A task has a way to go; what is shown without one has none that is known.
					bar.set_length(WAY);
					if let Ok(style) = ProgressStyle::with_template(WITH_BAR) {
						bar.set_style(style);
					}
				}
				let part = pouw_gateway::follow::fraction(task);
				bar.set_position((part * WAY as f64) as u64);
				bar.set_message(format!("block {}: {changing}", block.number));
			},
			None if changing != self.shown || self.shown_at.elapsed() >= QUIET => {
				eprintln!("[{:>4.0} s] block {}: {changing}", self.seconds(), block.number);
				self.shown_at = Instant::now();
			},
			None => {},
		}
		self.shown = changing;
	}

	/// Clears the live line.
	pub fn finish(&self) {
		if let Some(bar) = &self.bar {
			bar.finish_and_clear();
		}
	}
}

/// State, commitments and reveals.
fn summary(task: &TaskRecord<AccountId>) -> String {
	let of = task.replicas.len();
	let revealed =
		task.replicas.iter().filter(|r| matches!(r.answer, Answer::Revealed { .. })).count();
	let committed =
		task.replicas.iter().filter(|r| matches!(r.answer, Answer::Committed { .. })).count();
	// Who revealed had committed before.
	let committed = committed.saturating_add(revealed);
	let state = state_name(&task.state);
	let cancelling = matches!(task.state, TaskState::Ordered { cancelled_from: Some(_), .. });
	match of {
		0 if cancelling || task.state.is_final() => state.to_string(),
		0 => format!("{state}, waiting for miners"),
		_ => format!("{state}, committed {committed}/{of}, revealed {revealed}/{of}"),
	}
}
