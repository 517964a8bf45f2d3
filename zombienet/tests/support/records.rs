// SPDX-License-Identifier: Apache-2.0
//! How tasks and the records of miners are shown: a line each.

use super::{
	chain::{self, Account, Answer, Replica, Task, TaskState},
	workers::{Dev, DEVS},
};
use crate::{World, UNIT};
use anyhow::{Context, Result};

/// Name of an account.
pub fn name(account: &Account) -> &'static str {
	DEVS.iter().find(|dev| (dev.account)() == *account).map_or("a stranger", |dev| dev.name)
}

/// An amount in tokens.
pub fn tokens(amount: u128) -> f64 {
	amount as f64 / UNIT as f64
}

/// Millionths in percent.
pub fn percent(parts: u32) -> f64 {
	f64::from(parts) / 10_000.0
}

fn answer(replica: &Replica) -> String {
	let said = match &replica.answer {
		Answer::Revealed { distance, agreed } => {
			let distance = distance.map_or("not compared".to_owned(), |ppm| format!("{ppm} ppm"));
			format!("{distance}{}", if *agreed { "" } else { " and unpaid" })
		},
		Answer::None => "silent".to_owned(),
		Answer::Committed => "not revealed".to_owned(),
		Answer::Abstained => "abstained".to_owned(),
		Answer::Lapsed => "late".to_owned(),
	};
	format!("{} {said}", name(&replica.miner))
}

/// How a task has ended.
pub fn task_line(id: u64, task: &Task) -> String {
	let answers: Vec<_> = task.replicas.iter().map(answer).collect();
	let (from, price) = (task.ordered_at, tokens(task.spec.price));
	let end = match &task.state {
		TaskState::Accepted(end) => format!(
			"accepted at {:.2} %, {} of {} replicas paid {:.3} each of {price}, blocks {from} to {}",
			percent(end.confidence),
			task.agreed().len(),
			task.replicas.len(),
			tokens(end.paid_each),
			end.at
		),
		TaskState::Failed { reason, at } => {
			format!("failed ({reason:?}), {price} given back, blocks {from} to {at}")
		},
		other => format!("{other:?}"),
	};
	format!("task {id} {end}; {}", answers.join(", "))
}

/// Shows the records of miners.
pub async fn show_miners(world: &World, who: &[Dev]) -> Result<()> {
	for who in who {
		let account = (who.account)();
		let miner = chain::miner(&world.sector, &account).await?;
		let miner = miner.with_context(|| format!("{} is not registered any more", who.name))?;
		let standing = chain::standing(&world.sector, &account).await?;
		let observed = chain::performance(&world.sector, &account).await?;
		let observed = observed.with_context(|| format!("nothing is known of {}", who.name))?;
		eprintln!(
			"      record of {:<8} {:>3} of {:>3} accepted, {:>2} checks passed in a row, suspicion {:.2}, \
			{:.1} % of deadlines left",
			who.name,
			miner.accepted,
			miner.assigned,
			standing.passed,
			standing.suspicion as f64 / 1e6,
			percent(observed.promptness)
		);
	}
	Ok(())
}
