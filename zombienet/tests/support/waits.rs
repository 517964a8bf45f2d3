// SPDX-License-Identifier: Apache-2.0
//! What the flows wait for, and what they look at.

use super::{
	chain::{self, Balance, Task},
	process::Order,
	wait_for,
	workers::{Dev, ORDERED},
};
use crate::World;
use anyhow::{bail, ensure, Result};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Longest wait for a worker to be registered and available.
const REGISTERED: Duration = Duration::from_secs(120);
/// Longest life of a task.
const SETTLED: Duration = Duration::from_secs(400);
/// Longest wait for one step of a task.
pub const STEP: Duration = Duration::from_secs(200);

/// Waits until the miners are registered and take assignments.
pub async fn available(world: &World, who: &[Dev]) -> Result<()> {
	for who in who {
		wait_for(&format!("{} is available", who.name), REGISTERED, || async {
			let miner = chain::miner(&world.sector, &(who.account)()).await?;
			Ok(miner.filter(|miner| miner.available).map(drop))
		})
		.await?;
	}
	Ok(())
}

/// The task that an order has become, once it has ended. Fails at once if the client does, which stays
/// until then.
pub async fn settled_order(world: &World, order: &mut Order) -> Result<(u64, Task)> {
	let id = order.task(ORDERED).await?;
	let start = Instant::now();
	loop {
		// Asked for before the task, which ends first.
		let ended = order.ended()?;
		if let Some(task) = chain::task(&world.sector, id).await?.filter(Task::is_final) {
			return Ok((id, task));
		}
		if let Some(code) = ended {
			bail!("the client of task {id} ended with {code:?} before it: {}", order.log.display());
		}
		ensure!(
			start.elapsed() < SETTLED,
			"task {id} has not ended after {} s: {}",
			SETTLED.as_secs(),
			order.log.display()
		);
		sleep(Duration::from_millis(500)).await;
	}
}

/// The tasks, once all have ended.
pub async fn all_settled(
	world: &World,
	tasks: &[u64],
	timeout: Duration,
) -> Result<Vec<(u64, Task)>> {
	let mut ended = Vec::new();
	let start = Instant::now();
	for id in tasks {
		let left = timeout.saturating_sub(start.elapsed());
		let task = wait_for(&format!("task {id} ends"), left, || async {
			Ok(chain::task(&world.sector, *id).await?.filter(Task::is_final))
		})
		.await?;
		ended.push((*id, task));
	}
	Ok(ended)
}

/// The client's exit code once it has ended.
pub async fn client_end(order: &mut Order) -> Result<Option<i32>> {
	let start = Instant::now();
	loop {
		if let Some(code) = order.ended()? {
			return Ok(code);
		}
		ensure!(start.elapsed() < STEP, "the client does not end: {}", order.log.display());
		sleep(Duration::from_millis(200)).await;
	}
}

/// What the accounts have on the sector.
pub async fn balances(world: &World, who: &[Dev]) -> Result<Vec<Balance>> {
	let mut balances = Vec::new();
	for who in who {
		balances.push(chain::balance(&world.sector, &(who.account)()).await?);
	}
	Ok(balances)
}
