// SPDX-License-Identifier: Apache-2.0
//! The live line of `mine` on a terminal: speed, tickets, window and earnings.

use crate::amount;
use indicatif::{ProgressBar, ProgressStyle};
use pouw_primitives::{sector::TokenProfile, Balance, Work};
use pouw_service::{Mining, MiningStats};
use std::{
	io::{self, Write},
	sync::Arc,
	thread,
	time::{Duration, Instant},
};

/// Time between two looks at the numbers.
const REFRESH: Duration = Duration::from_secs(1);
/// Weight of the newest second in the shown speed.
const SMOOTHING: f64 = 0.2;

/// One line at the bottom of the terminal.
#[derive(Clone)]
pub struct LiveLine(ProgressBar);

impl LiveLine {
	/// Shows the line, empty yet.
	pub fn new() -> Self {
		let bar = ProgressBar::new_spinner();
		if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}") {
			bar.set_style(style);
		}
		bar.enable_steady_tick(Duration::from_millis(120));
		Self(bar)
	}

	/// Keeps the line up to date until it is cleared.
	pub fn follow(&self, mining: &Arc<Mining>) {
		let (bar, mining) = (self.0.clone(), mining.clone());
		// It ends with the line, or with the process.
		thread::spawn(move || {
			let mut speed = Speed::default();
			while !bar.is_finished() {
				let stats = mining.stats();
				bar.set_message(line(&stats, speed.update(stats.work)));
				thread::sleep(REFRESH);
			}
		});
	}

	/// Writes lines above the live one.
	pub fn writer(&self) -> impl Write {
		Above(self.0.clone())
	}

	/// Clears the line.
	pub fn finish(&self) {
		self.0.finish_and_clear();
	}
}

struct Above(ProgressBar);

impl Write for Above {
	fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
		self.0.suspend(|| io::stderr().write(bytes))
	}

	fn flush(&mut self) -> io::Result<()> {
		io::stderr().flush()
	}
}

/// Multiply-accumulates a second, smoothed.
#[derive(Default)]
struct Speed {
	last: Option<(Instant, Work)>,
	value: f64,
}

impl Speed {
	fn update(&mut self, work: Work) -> f64 {
		let now = Instant::now();
		if let Some((at, before)) = self.last {
			let seconds = now.duration_since(at).as_secs_f64().max(f64::MIN_POSITIVE);
			let newest = work.saturating_sub(before) as f64 / seconds;
			let weight = if self.value == 0.0 { 1.0 } else { SMOOTHING };
			self.value += (newest - self.value) * weight;
		}
		self.last = Some((now, work));
		self.value
	}
}

fn line(stats: &MiningStats, speed: f64) -> String {
	let doing = match (stats.jobs, stats.mining) {
		(0, true) => "baseline".to_string(),
		(0, false) => "waiting".to_string(),
		(jobs, _) => format!("job x{jobs}"),
	};
	let window = stats.window.map_or("no window".to_string(), |window| {
		let own = stats.miner.map_or(String::new(), |m| format!(" {}/{}", m.tickets, m.ceiling));
		format!("window {}{own}, difficulty {:.2e}", window.index, window.difficulty as f64)
	});
	let earned = stats.balance.map_or(String::new(), |(first, now)| {
		format!(" | earned {}", tokens(now.saturating_sub(first), stats.token.as_ref()))
	});
	format!(
		"{doing} {:.2} GMAC/s | tickets {} found ({} useful), {} accepted, {} refused, {} stale | {window}{earned}",
		speed / 1e9,
		stats.found,
		stats.useful,
		stats.accepted,
		stats.refused,
		stats.stale,
	)
}

/// An amount of the sector's token, in its smallest units while the sector has not named it.
fn tokens(amount: Balance, token: Option<&TokenProfile>) -> String {
	match token {
		Some(TokenProfile { symbol, decimals, .. }) => {
			let symbol = String::from_utf8_lossy(symbol);
			format!("{} {symbol}", amount::format(amount, *decimals))
		},
		None => format!("{amount} units"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use pouw_primitives::{SectorClass, SectorProfile};

	#[test]
	fn line_says_what_is_done_and_what_came_of_it() {
		let stats = MiningStats {
			found: 5,
			accepted: 3,
			stale: 1,
			mining: true,
			useful: 2,
			balance: Some((10, 25)),
			..MiningStats::default()
		};
		let shown = line(&stats, 2.5e9);
		let tickets = "5 found (2 useful), 3 accepted, 0 refused, 1 stale";
		for part in ["baseline 2.50 GMAC/s", tickets, "no window", "earned 15 units"] {
			assert!(shown.contains(part), "{shown}");
		}
		assert!(line(&MiningStats { jobs: 2, ..stats }, 0.0).starts_with("job x2"));
	}

	#[test]
	fn earnings_are_in_the_sectors_token() {
		let profile = SectorProfile::new(SectorClass::CpuEdge, "Edge", "EDGE", 12);
		let stats = MiningStats {
			balance: Some((1_000_000_000_000, 13_500_000_000_000)),
			token: profile.map(|profile| profile.token),
			..MiningStats::default()
		};
		assert!(line(&stats, 0.0).ends_with("| earned 12.5 EDGE"), "{}", line(&stats, 0.0));
	}

	#[test]
	fn speed_follows_the_work() {
		let mut speed = Speed::default();
		assert_eq!(speed.update(0), 0.0);
		thread::sleep(Duration::from_millis(20));
		let fast = speed.update(1_000_000);
		assert!(fast > 0.0 && fast <= 50_000_000.0, "{fast}");
		thread::sleep(Duration::from_millis(20));
		assert!(speed.update(1_000_000) < fast);
	}
}
