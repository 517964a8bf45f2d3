// SPDX-License-Identifier: Apache-2.0
//! How many replicas a job gets while the records of the miners build up.

use super::{
	chain::{Task, TaskState},
	chaos::number,
	process::Worker,
	records::{name, percent, show_miners, task_line, tokens},
	waits::{all_settled, available},
	workers::{Dev, ALICE, BOB, CHARLIE, DAVE, EVE, FERDIE},
};
use crate::World;
use anyhow::{bail, ensure, Result};
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

/// Jobs, unless `POUW_REPLICATION_JOBS` says otherwise.
const JOBS: u64 = 100;
/// Jobs of which averages are shown.
const TENS: usize = 10;
/// From so many jobs on the replicas must have become fewer: before, nobody need be trusted.
const ENOUGH: u64 = 40;
const MINERS: [Dev; 5] = [ALICE, BOB, CHARLIE, DAVE, EVE];
/// Four newcomers are 96 % credible, two trusted ones more than 90 %.
const TERMS: [&str; 8] = ["--price", "1", "--replicas", "4", "--most", "5", "--confidence", "90"];
/// Longest life of all jobs after the last was ordered.
const ENDED: Duration = Duration::from_secs(600);

/// Orders jobs of one client on five honest miners, one after another. A job takes longer than an order,
/// so that several are in flight.
pub async fn falls(world: &World) -> Result<()> {
	let jobs = number("POUW_REPLICATION_JOBS", JOBS)?;
	let mut workers = Vec::new();
	for who in MINERS {
		workers.push(world.bench.start(who, "replication")?);
	}
	available(world, &MINERS).await?;
	let (mut tasks, start) = (Vec::new(), Instant::now());
	for n in 0..jobs {
		let instance = format!("replication-{n}");
		tasks.push(world.bench.place(FERDIE, &instance, &TERMS, &world.input).await?);
		if tasks.len().is_multiple_of(TENS) {
			eprintln!("      {} jobs ordered, {} s", tasks.len(), start.elapsed().as_secs());
		}
	}
	let ended = all_settled(world, &tasks, ENDED).await?;
	eprintln!("      {jobs} jobs in {} s", start.elapsed().as_secs());
	let mut paid = BTreeMap::new();
	let mut averages = Vec::new();
	for (n, ten) in ended.chunks(TENS).enumerate() {
		averages.push(show(n * TENS, ten, &mut paid)?);
	}
	let paid: Vec<String> =
		paid.iter().map(|(name, amount)| format!("{name} {:.2}", tokens(*amount))).collect();
	eprintln!("      paid: {}", paid.join(", "));
	show_miners(world, &MINERS).await?;
	if let (true, [first, .., last]) = (jobs >= ENOUGH, &averages[..]) {
		ensure!(
			last < first,
			"the replicas did not become fewer: {first} at first, {last} at last"
		);
	}
	workers.into_iter().try_for_each(Worker::stop)
}

/// Shows some jobs, which must have been accepted, and adds what was paid for them. Returns the replicas
/// of one, on average.
fn show(
	before: usize,
	some: &[(u64, Task)],
	paid: &mut BTreeMap<&'static str, u128>,
) -> Result<f64> {
	let mut counts = Vec::new();
	let (mut confidence, mut shares) = (Vec::new(), 0.0);
	for (id, task) in some {
		let TaskState::Accepted(end) = &task.state else { bail!("{}", task_line(*id, task)) };
		let agreed = task.agreed();
		ensure!(agreed.len() == task.replicas.len(), "{}", task_line(*id, task));
		ensure!(end.paid + end.refunded == task.spec.price, "{}", task_line(*id, task));
		for miner in agreed {
			*paid.entry(name(&miner)).or_default() += end.paid_each;
		}
		counts.push(task.replicas.len());
		confidence.push(end.confidence);
		shares += tokens(end.paid_each);
	}
	let jobs = some.len() as f64;
	let average = counts.iter().sum::<usize>() as f64 / jobs;
	let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
	eprintln!(
		"      jobs {:>3} to {:>3}: {average:.1} replicas ({}), least confidence {:.2} %, paid {:.3} each",
		before + 1,
		before + some.len(),
		counts.join(" "),
		percent(confidence.into_iter().min().unwrap_or_default()),
		shares / jobs
	);
	Ok(average)
}
