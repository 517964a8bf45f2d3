// SPDX-License-Identifier: Apache-2.0
//! Metrics for Prometheus. All are there, at zero, from the start.

#[cfg(test)]
mod tests;

use crate::{mining::submission::Fate, MiningStats};
use pouw_chain::ChainError;
use pouw_primitives::{Balance, BlockNumber};
use std::{
	net::SocketAddr,
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, Instant},
};
use substrate_prometheus_endpoint::{
	init_prometheus, register, Counter, CounterVec, Gauge, GaugeVec, Histogram, HistogramOpts,
	Opts, PrometheusError, Registry, F64, U64,
};

/// Upper bounds of the seconds that jobs take.
const JOB_SECONDS: [f64; 10] = [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1_800.0];

/// Why `pallet-pouw-verify` refuses a ticket, by the number of its error.
const REFUSALS: [&str; 21] = [
	"window_not_open",
	"window_over",
	"window_full",
	"ceiling_reached",
	"newcomer_ticket_used",
	"newcomers_full",
	"already_accepted",
	"not_registered",
	"not_granted",
	"task_exhausted",
	"too_many_rows",
	"dimensions_not_allowed",
	"inner_over_limit",
	"tile_not_in_product",
	"strip_length_wrong",
	"path_length_wrong",
	"entry_not_int7",
	"strip_not_in_a",
	"strip_not_in_layer",
	"not_winning",
	"work_not_allowed",
];
/// A refusal that is not by the runtime's check of the ticket.
const OTHER: &str = "other";

/// Where a task stands, for this miner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stage {
	/// A result is to be computed.
	Executing,
	/// A result waits for its commitment to be in a block.
	Committing,
	/// The commitment is made.
	Committed,
	/// The result is to be revealed.
	Revealing,
	/// The result is revealed, or everything else that there was to do is done.
	Answered,
	/// What was committed to is not here.
	Lost,
	/// The task is over, and its record kept for a while.
	Ended,
}

impl Stage {
	const ALL: [Self; 7] = [
		Self::Executing,
		Self::Committing,
		Self::Committed,
		Self::Revealing,
		Self::Answered,
		Self::Lost,
		Self::Ended,
	];

	fn label(self) -> &'static str {
		match self {
			Self::Executing => "executing",
			Self::Committing => "committing",
			Self::Committed => "committed",
			Self::Revealing => "revealing",
			Self::Answered => "answered",
			Self::Lost => "lost",
			Self::Ended => "ended",
		}
	}
}

/// How a task ended, for this miner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
	/// Accepted, and paid.
	Paid,
	/// Accepted with another result.
	Outvoted,
	/// Accepted, while this miner revealed nothing.
	Missed,
	/// Accepted or failed, while this miner abstained.
	Abstained,
	/// Failed for everybody.
	Failed,
}

impl Outcome {
	const ALL: [Self; 5] =
		[Self::Paid, Self::Outvoted, Self::Missed, Self::Abstained, Self::Failed];

	fn label(self) -> &'static str {
		match self {
			Self::Paid => "paid",
			Self::Outvoted => "outvoted",
			Self::Missed => "missed",
			Self::Abstained => "abstained",
			Self::Failed => "failed",
		}
	}
}

/// How a run of a job ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum JobEnd {
	/// With a result.
	Done,
	/// It is tried again.
	Retried,
	/// It cannot be run here.
	Impossible,
}

impl JobEnd {
	const ALL: [Self; 3] = [Self::Done, Self::Retried, Self::Impossible];

	fn label(self) -> &'static str {
		match self {
			Self::Done => "done",
			Self::Retried => "retried",
			Self::Impossible => "impossible",
		}
	}
}

/// Bytes read from and written to the blob store.
#[derive(Clone, Default)]
pub struct Traffic(Option<(Counter<U64>, Counter<U64>)>);

impl std::fmt::Debug for Traffic {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_tuple("Traffic").field(&self.0.is_some()).finish()
	}
}

impl Traffic {
	pub(crate) fn read(&self, bytes: u64) {
		if let Some((read, _)) = &self.0 {
			read.inc_by(bytes);
		}
	}

	pub(crate) fn wrote(&self, bytes: u64) {
		if let Some((_, written)) = &self.0 {
			written.inc_by(bytes);
		}
	}
}

/// What was counted of mining when it was last looked at.
#[derive(Default)]
struct Seen {
	at: Option<Instant>,
	stats: MiningStats,
}

/// The metrics of one worker. Clones count together.
#[derive(Clone)]
pub struct Metrics {
	registry: Registry,
	tasks_open: GaugeVec<U64>,
	tasks_ended: CounterVec<U64>,
	tokens_paid: Counter<F64>,
	submissions: CounterVec<U64>,
	jobs: CounterVec<U64>,
	job_seconds: Histogram,
	tickets_found: CounterVec<U64>,
	tickets_submitted: Counter<U64>,
	tickets_accepted: Counter<U64>,
	tickets_stale: Counter<U64>,
	tickets_refused: CounterVec<U64>,
	macs: Counter<F64>,
	macs_per_second: Gauge<F64>,
	rpc_failures: Counter<U64>,
	rpc_reconnects: Counter<U64>,
	blob_bytes: CounterVec<U64>,
	best_block: Gauge<U64>,
	finalized_block: Gauge<U64>,
	state_bytes: Gauge<U64>,
	state_failures: Counter<U64>,
	seen: Arc<Mutex<Seen>>,
}

impl std::fmt::Debug for Metrics {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("Metrics").finish_non_exhaustive()
	}
}

impl Metrics {
	/// Registers all metrics, and their labels, at zero.
	pub fn new() -> Result<Self, PrometheusError> {
		let registry = Registry::new_custom(Some("pouw_worker".into()), None)?;
		let counter =
			|name: &str, help: &str| register(Counter::<U64>::new(name, help)?, &registry);
		let counters = |name: &str, help: &str, labels: &[&str]| {
			register(CounterVec::<U64>::new(Opts::new(name, help), labels)?, &registry)
		};
		let gauge = |name: &str, help: &str| register(Gauge::<U64>::new(name, help)?, &registry);
		let metrics = Self {
			tasks_open: register(
				GaugeVec::new(
					Opts::new("tasks", "Tasks that are assigned or kept, by where they stand"),
					&["stage"],
				)?,
				&registry,
			)?,
			tasks_ended: counters(
				"tasks_ended_total",
				"Tasks that ended, by what came of them for this miner; `paid` are replicas paid",
				&["outcome"],
			)?,
			tokens_paid: register(
				Counter::<F64>::new(
					"tokens_paid_total",
					"What replicas were paid, in the smallest unit of the sector's token",
				)?,
				&registry,
			)?,
			submissions: counters(
				"submissions_total",
				"Transactions of tasks: commit, reveal and abstain, by whether they were in a block",
				&["call", "outcome"],
			)?,
			jobs: counters("jobs_total", "Runs of jobs, by how they ended", &["outcome"])?,
			job_seconds: register(
				Histogram::with_opts(
					HistogramOpts::new(
						"job_seconds",
						"Seconds from the start of a job to its result on disk",
					)
					.buckets(JOB_SECONDS.to_vec()),
				)?,
				&registry,
			)?,
			tickets_found: counters(
				"tickets_found_total",
				"Winning tickets, by what they were drawn from",
				&["kind"],
			)?,
			tickets_submitted: counter(
				"tickets_submitted_total",
				"Tickets handed in, counted when they are answered; one may be handed in again",
			)?,
			tickets_accepted: counter("tickets_accepted_total", "Tickets in a block")?,
			tickets_stale: counter(
				"tickets_stale_total",
				"Tickets whose window was over before they were in a block",
			)?,
			tickets_refused: counters(
				"tickets_refused_total",
				"Tickets that were refused, by the runtime's reason",
				&["reason"],
			)?,
			macs: register(
				Counter::<F64>::new(
					"macs_total",
					"Multiply-accumulates whose tickets were drawn",
				)?,
				&registry,
			)?,
			macs_per_second: register(
				Gauge::<F64>::new("macs_per_second", "Multiply-accumulates whose tickets were drawn, for each second since the last block")?,
				&registry,
			)?,
			rpc_failures: counter(
				"rpc_failures_total",
				"Failures to get the next block from a node",
			)?,
			rpc_reconnects: counter(
				"rpc_reconnects_total",
				"Connections to a node that came back after a failure",
			)?,
			blob_bytes: counters(
				"blob_bytes_total",
				"Bytes read from and written to the blob store",
				&["direction"],
			)?,
			best_block: gauge("best_block", "Number of the newest best block seen")?,
			finalized_block: gauge("finalized_block", "Number of the newest finalized block seen")?,
			state_bytes: gauge("state_bytes", "Size of the state file")?,
			state_failures: counter(
				"state_failures_total",
				"Failures to read or write the state file; any is a reason to look at the log",
			)?,
			seen: Arc::default(),
			registry: registry.clone(),
		};
		metrics.start_at_zero();
		let version = Opts::new("build_info", "Version of the worker, as a label; always 1")
			.const_label("version", env!("CARGO_PKG_VERSION"));
		register(Gauge::<U64>::with_opts(version)?, &registry)?.set(1);
		Ok(metrics)
	}

	fn start_at_zero(&self) {
		for stage in Stage::ALL {
			self.tasks_open.with_label_values(&[stage.label()]).set(0);
		}
		for outcome in Outcome::ALL {
			self.tasks_ended.with_label_values(&[outcome.label()]).inc_by(0);
		}
		for call in ["commit", "reveal", "abstain"] {
			for outcome in ["included", "failed"] {
				self.submissions.with_label_values(&[call, outcome]).inc_by(0);
			}
		}
		for end in JobEnd::ALL {
			self.jobs.with_label_values(&[end.label()]).inc_by(0);
		}
		for kind in ["baseline", "useful"] {
			self.tickets_found.with_label_values(&[kind]).inc_by(0);
		}
		for reason in REFUSALS.iter().chain([&OTHER]) {
			self.tickets_refused.with_label_values(&[*reason]).inc_by(0);
		}
		for direction in ["read", "written"] {
			self.blob_bytes.with_label_values(&[direction]).inc_by(0);
		}
	}

	/// Serves the metrics over HTTP until it is dropped, or fails at once if the address is taken.
	pub async fn serve(self, address: SocketAddr) -> Result<(), String> {
		init_prometheus(address, self.registry).await.map_err(|e| e.to_string())
	}

	/// The registry, for other parts of the worker that have metrics.
	pub fn registry(&self) -> &Registry {
		&self.registry
	}

	pub(crate) fn traffic(&self) -> Traffic {
		Traffic(Some((
			self.blob_bytes.with_label_values(&["read"]),
			self.blob_bytes.with_label_values(&["written"]),
		)))
	}

	pub(crate) fn block(&self, number: BlockNumber) {
		self.best_block.set(number.into());
	}

	pub(crate) fn finalized(&self, number: BlockNumber) {
		self.finalized_block.set(number.into());
	}

	pub(crate) fn connection_failed(&self) {
		self.rpc_failures.inc();
	}

	pub(crate) fn connected_again(&self) {
		self.rpc_reconnects.inc();
	}

	pub(crate) fn stages(&self, stages: impl Iterator<Item = Stage>) {
		let mut counts = Stage::ALL.map(|stage| (stage, 0u64));
		for stage in stages {
			for (_, count) in counts.iter_mut().filter(|(of, _)| *of == stage) {
				*count = count.saturating_add(1);
			}
		}
		for (stage, count) in counts {
			self.tasks_open.with_label_values(&[stage.label()]).set(count);
		}
	}

	pub(crate) fn ended(&self, outcome: Outcome, paid: Balance) {
		self.tasks_ended.with_label_values(&[outcome.label()]).inc();
		self.tokens_paid.inc_by(paid as f64);
	}

	pub(crate) fn submission(&self, call: &str, included: bool) {
		let outcome = if included { "included" } else { "failed" };
		self.submissions.with_label_values(&[call, outcome]).inc();
	}

	pub(crate) fn job(&self, end: JobEnd, took: Duration) {
		self.jobs.with_label_values(&[end.label()]).inc();
		if end == JobEnd::Done {
			self.job_seconds.observe(took.as_secs_f64());
		}
	}

	pub(crate) fn state(&self, bytes: u64) {
		self.state_bytes.set(bytes);
	}

	pub(crate) fn state_failed(&self) {
		self.state_failures.inc();
	}

	/// The answer to a ticket that was handed in.
	pub(crate) fn ticket<T>(&self, fate: Fate, outcome: &Result<T, ChainError>) {
		self.tickets_submitted.inc();
		match fate {
			Fate::Accepted => self.tickets_accepted.inc(),
			Fate::Stale => self.tickets_stale.inc(),
			Fate::Again => {},
			Fate::NoMore | Fate::TaskExhausted | Fate::Refused => {
				let reason = match outcome {
					Err(ChainError::Unauthorized { code }) => {
						REFUSALS.get(usize::from(*code)).copied().unwrap_or(OTHER)
					},
					_ => OTHER,
				};
				self.tickets_refused.with_label_values(&[reason]).inc();
			},
		}
	}

	/// What mining has done so far.
	pub(crate) fn mining(&self, stats: MiningStats) {
		let now = Instant::now();
		let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
		let before = std::mem::replace(&mut *seen, Seen { at: Some(now), stats: stats.clone() });
		drop(seen);
		let work = stats.work.saturating_sub(before.stats.work) as f64;
		self.macs.inc_by(work);
		if let Some(at) = before.at {
			let seconds = now.duration_since(at).as_secs_f64().max(f64::MIN_POSITIVE);
			self.macs_per_second.set(work / seconds);
		}
		let found = stats.found.saturating_sub(before.stats.found);
		let useful = stats.useful.saturating_sub(before.stats.useful);
		self.tickets_found.with_label_values(&["useful"]).inc_by(useful);
		self.tickets_found.with_label_values(&["baseline"]).inc_by(found.saturating_sub(useful));
	}
}
