// SPDX-License-Identifier: Apache-2.0
//! Lines of the log about mining.

use crate::MiningStats;
use pouw_primitives::Work;
use std::time::{Duration, Instant};

/// When the last line was logged, and what the work was then.
#[derive(Debug, Default)]
pub(crate) struct Report {
	last: Option<(Instant, Work)>,
}

impl Report {
	/// Whether a line is due: at first, and then every `period`.
	pub(crate) fn is_due(&self, period: Duration) -> bool {
		self.last.is_none_or(|(at, _)| at.elapsed() >= period)
	}

	/// Logs a line.
	pub(crate) fn log(&mut self, stats: &MiningStats) {
		let now = Instant::now();
		let speed = self.last.map_or(0.0, |(at, work)| {
			let done = stats.work.saturating_sub(work) as f64;
			done / now.duration_since(at).as_secs_f64().max(f64::MIN_POSITIVE)
		});
		self.last = Some((now, stats.work));
		let earned = stats.balance.map(|(first, last)| last.saturating_sub(first));
		match &stats.window {
			Some(window) => tracing::info!(
				window = window.index,
				difficulty = window.difficulty,
				mac_per_second = format!("{speed:.3e}"),
				found = stats.found,
				useful = stats.useful,
				accepted = stats.accepted,
				refused = stats.refused,
				stale = stats.stale,
				jobs = stats.jobs,
				earned,
				"mining"
			),
			None => tracing::info!(jobs = stats.jobs, "mining: the sector has no window"),
		}
	}
}
