// SPDX-License-Identifier: Apache-2.0
//! Many jobs while workers are killed at random moments.

use super::{
	chain::{self, TaskState},
	wait_for,
	waits::available,
	workers::{Dev, Worker, BOB, CHARLIE, DAVE, FERDIE},
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
const PRICE: u32 = 1;
/// Time between two kills, at least and at most.
const KILLS: (u64, u64) = (4_000, 20_000);
/// How long a killed worker stays away, at most.
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

/// Orders jobs one after another, which overlap, while random workers are killed and come back.
pub async fn jobs_end(world: &World) -> Result<()> {
	let seed = match env::var("POUW_CHAOS_SEED") {
		Ok(seed) => seed.parse().context("POUW_CHAOS_SEED is no number")?,
		Err(_) => SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos() as u64,
	};
	let jobs = match env::var("POUW_CHAOS_JOBS") {
		Ok(jobs) => jobs.parse().context("POUW_CHAOS_JOBS is no number")?,
		Err(_) => JOBS,
	};
	eprintln!("      POUW_CHAOS_SEED={seed} POUW_CHAOS_JOBS={jobs}");
	let miners = [BOB, CHARLIE, DAVE];
	let mut workers = Vec::new();
	for who in miners {
		workers.push(world.bench.start(who, "chaos")?);
	}
	available(world, &miners).await?;
	let client = chain::balance(&world.sector, &(FERDIE.account)()).await?;
	let first = chain::next_task(&world.sector).await?;
	let over = Cell::new(false);
	let ordering = async {
		for n in 0..jobs {
			world.bench.place(FERDIE, &format!("chaos-{n}"), &world.input, PRICE).await?;
		}
		let ended = wait_for("all jobs end", ENDED, || async {
			let mut ended = Vec::new();
			for id in first..first.saturating_add(jobs) {
				let task = chain::task(&world.sector, id).await?;
				ended.push(task.with_context(|| format!("there is no task {id}"))?);
			}
			Ok(ended.iter().all(chain::Task::is_final).then_some(ended))
		})
		.await?;
		over.set(true);
		Ok::<_, anyhow::Error>(ended)
	};
	let (ended, kills) =
		tokio::try_join!(ordering, kill(world, &mut workers, &miners, Draws(seed.max(1)), &over))?;
	let accepted = ended.iter().filter(|task| matches!(task.state, TaskState::Accepted(_))).count();
	eprintln!(
		"      {jobs} jobs, {kills} kills: {accepted} accepted, {} refunded",
		ended.len().saturating_sub(accepted)
	);
	let after = chain::balance(&world.sector, &(FERDIE.account)()).await?;
	ensure!(after.reserved == client.reserved, "of the client's tokens {after:?} remain held");
	for who in miners {
		let miner = chain::miner(&world.sector, &(who.account)()).await?;
		let miner = miner.with_context(|| format!("{} is not registered any more", who.name))?;
		ensure!(miner.open_assignments == 0, "{}: {miner:?}", who.name);
	}
	workers.into_iter().try_for_each(Worker::stop)
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
