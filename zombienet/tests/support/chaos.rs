// SPDX-License-Identifier: Apache-2.0
//! Many jobs while workers are killed at random moments.

use super::{
	chain::{self, Answer, Task, TaskState},
	process::Worker,
	records::{name, show_miners, task_line},
	waits::{all_settled, available},
	workers::{Dev, BOB, CHARLIE, DAVE, FERDIE, OF_THREE},
};
use crate::World;
use anyhow::{ensure, Context, Result};
use std::{
	cell::Cell,
	env,
	time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::sleep;

/// Jobs, unless `POUW_CHAOS_JOBS` says otherwise.
const JOBS: u64 = 50;
/// Offered for each, in tokens.
const PRICE: &str = "1";
/// Milliseconds between two kills, at least and at most.
const KILLS: (u64, u64) = (4_000, 20_000);
/// Milliseconds for which a killed worker stays away, at most.
const AWAY: u64 = 8_000;
/// Longest life of all jobs after the last was ordered.
const ENDED: Duration = Duration::from_secs(1_200);

/// A sequence that is the same for the same seed (Marsaglia's xorshift).
struct Draws(u64);

impl Draws {
	fn below(&mut self, bound: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		self.0 % bound.max(1)
	}
}

/// A number that an environment variable may give.
pub fn number(variable: &str, otherwise: u64) -> Result<u64> {
	match env::var(variable) {
		Ok(text) => text.parse().with_context(|| format!("{variable}={text} is no number")),
		Err(_) => Ok(otherwise),
	}
}

/// Orders jobs one after another, which overlap, while random workers are killed and come back.
pub async fn jobs_end(world: &World) -> Result<()> {
	let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos() as u64;
	let (seed, jobs) = (number("POUW_CHAOS_SEED", now)?, number("POUW_CHAOS_JOBS", JOBS)?);
	eprintln!("      POUW_CHAOS_SEED={seed} POUW_CHAOS_JOBS={jobs}");
	let miners = [BOB, CHARLIE, DAVE];
	let mut workers = Vec::new();
	for who in miners {
		workers.push(world.bench.start(who, "chaos")?);
	}
	available(world, &miners).await?;
	let over = Cell::new(false);
	let ordering = async {
		let mut tasks = Vec::new();
		let terms = [&["--price", PRICE][..], &OF_THREE].concat();
		for n in 0..jobs {
			let instance = format!("chaos-{n}");
			tasks.push(world.bench.place(FERDIE, &instance, &terms, &world.input).await?);
		}
		let ended = all_settled(world, &tasks, ENDED).await?;
		over.set(true);
		Ok::<_, anyhow::Error>(ended)
	};
	let (ended, kills) =
		tokio::try_join!(ordering, kill(world, &mut workers, &miners, Draws(seed.max(1)), &over))?;
	for (id, task) in &ended {
		eprintln!("      {}", task_line(*id, task));
	}
	let accepted =
		ended.iter().filter(|(_, task)| matches!(task.state, TaskState::Accepted(_))).count();
	let lost = ended.iter().flat_map(|(_, task)| &task.replicas);
	let lost = lost.filter(|replica| !matches!(replica.answer, Answer::Revealed { .. })).count();
	eprintln!(
		"      {jobs} jobs, {kills} kills: {accepted} accepted, {} refunded; {lost} parts of miners lost",
		ended.len() - accepted
	);
	show_miners(world, &miners).await?;
	judge(world, &ended, &miners).await?;
	workers.into_iter().try_for_each(Worker::stop)
}

/// Nothing is held any more of the client, all miners are free, and nobody was found to be dishonest.
async fn judge(world: &World, ended: &[(u64, Task)], miners: &[Dev]) -> Result<()> {
	for (id, task) in ended {
		if let TaskState::Accepted(end) = &task.state {
			ensure!(end.paid + end.refunded == task.spec.price, "task {id}: {end:?}");
			ensure!(end.paid == task.agreed().len() as u128 * end.paid_each, "task {id}: {end:?}");
		}
		let wrong = |answer: &Answer| matches!(answer, Answer::Revealed { agreed: false, .. });
		let outvoted = task.replicas.iter().any(|replica| wrong(&replica.answer));
		let accepted = matches!(task.state, TaskState::Accepted(_));
		ensure!(!(accepted && outvoted), "an honest result was outvoted: {}", task_line(*id, task));
	}
	let escrow = chain::escrow(&world.sector, &(FERDIE.account)()).await?;
	ensure!(escrow == 0, "{escrow} of the client's tokens are still held for tasks");
	for who in miners {
		let miner = chain::miner(&world.sector, &(who.account)()).await?;
		let miner = miner.with_context(|| format!("{} is not registered any more", who.name))?;
		ensure!(miner.open_assignments == 0, "{}: {miner:?}", who.name);
	}
	// All results were right, so that nobody may be slashed.
	let slashes = chain::slashes(&world.sector).await?;
	let slashed = slashes.iter().map(|slash| {
		format!("{} for task {} in block {}", name(&slash.miner), slash.task, slash.due)
	});
	let slashed: Vec<String> = slashed.collect();
	ensure!(slashed.is_empty(), "to be slashed: {}", slashed.join(", "));
	eprintln!("      nothing is held of the client, and nobody is to be slashed");
	Ok(())
}

async fn kill(
	world: &World,
	workers: &mut [Worker],
	miners: &[Dev],
	mut draws: Draws,
	over: &Cell<bool>,
) -> Result<u32> {
	let mut kills = 0;
	loop {
		let wait = KILLS.0.saturating_add(draws.below(KILLS.1.saturating_sub(KILLS.0)));
		sleep(Duration::from_millis(wait)).await;
		if over.get() {
			return Ok(kills);
		}
		let which = draws.below(miners.len() as u64) as usize;
		let (Some(worker), Some(who)) = (workers.get_mut(which), miners.get(which)) else {
			continue;
		};
		worker.check()?;
		worker.kill()?;
		sleep(Duration::from_millis(draws.below(AWAY))).await;
		// In the same folder: it has to find its way from what the dead one left.
		*worker = world.bench.start(*who, "chaos")?;
		kills += 1;
	}
}
