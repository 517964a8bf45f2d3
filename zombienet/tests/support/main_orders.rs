// SPDX-License-Identifier: Apache-2.0
//! Orders in MAIN: held on the hub, done on the sector, paid from its reserve, given back or taken back.

use super::{
	chain::{self, Balance},
	conversion,
	jobs::{self, MINERS},
	process::Order,
	records::tokens,
	wait_for,
	waits::{available, balances, STEP},
	workers::{Dev, ALICE, EVE, FERDIE, ORDERED},
};
use crate::World;
use anyhow::{ensure, Context, Result};
use pouw_network::Rpc;
use serde_json::Value;
use std::{fs, path::Path, time::Duration};

/// Offered for each order, in MAIN.
const MAIN: &str = "0.5";
/// Converted to fill the reserve, in tokens.
const CONVERTED: u32 = 50;
/// The most that the fees of an order and of its cancellation can be, in MAIN.
const FEES: &str = "0.05";
/// Replicas of an order for which there are too few miners.
const TOO_MANY: &str = "4";
/// Longest course of an order: two messages, and what a task takes that finds no miners.
const ENDED: Duration = Duration::from_secs(900);

/// An order that finds too few miners is given back in full.
pub async fn refunded(world: &World) -> Result<()> {
	let before = held(&world.hub, ALICE).await?;
	let program = jobs::data()?;
	let what = for_too_many(&program);
	let mut order = ordered(world, ALICE, "refunded", &what, &world.input).await?;
	let (status, said) = order.said.outcome(ENDED).await?;
	let said = said.with_context(|| format!("no word on the order: {}", order.log.display()))?;
	ensure!(!status.success() && said["state"] == "failed", "it ended otherwise: {said}");
	let (burned, refunded) = end(&said)?;
	ensure!(burned == 0 && refunded == conversion::units(MAIN)?, "{said}");
	show("refunded", &said)?;
	let after = held(&world.hub, ALICE).await?;
	ensure!(after.reserved == before.reserved, "of the client's MAIN {after:?} remains held");
	Ok(())
}

/// An order that waits for miners is taken back by its client, who has all but the fees again.
pub async fn taken_back(world: &World) -> Result<()> {
	let (main, before) = (conversion::units(MAIN)?, held(&world.hub, ALICE).await?);
	let program = jobs::data()?;
	let number = placed(world, ALICE, "taken-back", &for_too_many(&program), &world.input).await?;
	wait_for("the client's MAIN is held", STEP, || async {
		let reserved = held(&world.hub, ALICE).await?.reserved;
		Ok((reserved == before.reserved + main).then_some(()))
	})
	.await?;
	let said = world.bench.take_back(ALICE, "taken-back-cancelled", number)?.end(ENDED).await?;
	let reason = said["reason"].as_str().unwrap_or_default();
	ensure!(reason.contains("took it back"), "it ended otherwise: {said}");
	let (burned, refunded) = end(&said)?;
	ensure!(burned == 0 && refunded == main, "{said}");
	show("taken back", &said)?;
	let after = wait_for("nothing of the client's MAIN is held", STEP, || async {
		let now = held(&world.hub, ALICE).await?;
		Ok((now.reserved == before.reserved).then_some(now))
	})
	.await?;
	let (fees, most) = (before.total().checked_sub(after.total()), conversion::units(FEES)?);
	ensure!(
		fees.is_some_and(|fees| fees > 0 && fees <= most),
		"of {main} held not all but the fees came back: {after:?} after {before:?}"
	);
	// Whoever looks at the order later is told the same.
	let mut order = world.bench.follow(ALICE, "taken-back-followed", number)?;
	let (status, shown) = order.said.outcome(ENDED).await?;
	let shown = shown.with_context(|| format!("no word on the order: {}", order.log.display()))?;
	ensure!(
		!status.success() && shown["state"] == said["state"] && shown["reason"] == said["reason"],
		"the order is shown as {shown}, and was taken back as {said}"
	);
	Ok(())
}

/// Arguments of `submit` for a job that waits for more miners than there are.
fn for_too_many(program: &[String]) -> Vec<&str> {
	let mut what: Vec<&str> = program.iter().map(String::as_str).collect();
	what.extend(["--replicas", TOO_MANY, "--most", TOO_MANY]);
	what
}

/// Eve converts, so that the reserve has tokens to pay with.
pub async fn fill_reserve(world: &World) -> Result<()> {
	conversion::convert(world, EVE, "reserve", CONVERTED).await?;
	let reserve = chain::reserve(&world.sector).await?;
	ensure!(reserve.settled >= reserve.released, "{reserve:?}");
	eprintln!("      the reserve has {} tokens", tokens(reserve.settled - reserve.released));
	ensure!(reserve.settled > reserve.released, "the reserve is empty: {reserve:?}");
	Ok(())
}

/// An order is done by three honest workers and paid from the reserve; MAIN of that worth is burned.
pub async fn settled(world: &World) -> Result<()> {
	let mut workers = Vec::new();
	for who in MINERS {
		workers.push(world.bench.start(who, "main")?);
	}
	available(world, &MINERS).await?;
	let (before, reserve) = (held(&world.hub, FERDIE).await?, chain::reserve(&world.sector).await?);
	let miners = balances(world, &MINERS).await?;
	let what = [&world.bench.embedding()?[..], &["--most", "3"]].concat();
	let order = ordered(world, FERDIE, "settled", &what, &world.input).await?;
	let (out, log) = (order.out.clone(), order.log.clone());
	let said = order.said.end(ENDED).await?;
	ensure!(said["state"] == "settled", "it ended otherwise: {said}");
	let (burned, refunded) = end(&said)?;
	ensure!(burned > 0 && burned + refunded == conversion::units(MAIN)?, "{said}");
	let paid = amount(&said["task"]["paid"])?;
	// It has others to pay as well, such as the sectors' share of fees, and those that it owes first.
	wait_for("the reserve pays the miners", STEP, || async {
		let released = chain::reserve(&world.sector).await?.released - reserve.released;
		Ok((released >= paid).then_some(()))
	})
	.await?;
	for ((who, before), after) in MINERS.iter().zip(miners).zip(balances(world, &MINERS).await?) {
		ensure!(after.total() > before.total(), "{} has {after:?} after {before:?}", who.name);
	}
	let after = held(&world.hub, FERDIE).await?;
	ensure!(after.reserved == before.reserved, "of the client's MAIN {after:?} remains held");
	// The fees of the order come on top.
	ensure!(after.total() <= before.total() - burned, "{after:?} after {before:?}, {said}");
	ensure!(fs::metadata(&out).is_ok_and(|file| file.len() > 0), "no output: {}", log.display());
	show("settled", &said)?;
	eprintln!("      paid from the reserve: {} tokens to {} miners", tokens(paid), MINERS.len());
	workers.into_iter().try_for_each(|worker| worker.stop())
}

/// Orders for MAIN without waiting, and has another client follow it.
async fn ordered(
	world: &World,
	who: Dev,
	instance: &str,
	what: &[&str],
	input: &Path,
) -> Result<Order> {
	let number = placed(world, who, instance, what, input).await?;
	world.bench.follow(who, &format!("{instance}-followed"), number)
}

/// Orders for MAIN without waiting. Returns the number of the order.
async fn placed(
	world: &World,
	who: Dev,
	instance: &str,
	what: &[&str],
	input: &Path,
) -> Result<u64> {
	let hub = &world.bench.hub;
	let terms = ["--pay-in", "main", "--price", MAIN, "--confidence", "60", "--hub", hub];
	let placing = world.bench.submit(who, instance, &[what, &terms].concat(), input)?;
	let said = placing.said.end(ORDERED).await?;
	let number = said["order"].as_u64().with_context(|| format!("no order: {said}"))?;
	eprintln!(
		"      order {number}: {MAIN} MAIN held in block {} of the hub, worth {} tokens",
		said["ordered"],
		said["price"].as_str().unwrap_or_default()
	);
	Ok(number)
}

async fn held(hub: &Rpc, who: Dev) -> Result<Balance> {
	chain::balance(hub, &(who.account)()).await
}

/// What was burned and what was given back.
fn end(said: &Value) -> Result<(u128, u128)> {
	Ok((amount(&said["end"]["burned"])?, amount(&said["end"]["refunded"])?))
}

fn amount(value: &Value) -> Result<u128> {
	conversion::units(value.as_str().with_context(|| format!("{value} is no amount"))?)
}

fn show(name: &str, said: &Value) -> Result<()> {
	let legs = said["legs"].as_array().context("there are no steps")?;
	let steps: Vec<String> = legs
		.iter()
		.map(|leg| format!("{} {} s", leg["step"].as_str().unwrap_or_default(), leg["seconds"]))
		.collect();
	let (burned, refunded) = end(said)?;
	eprintln!(
		"      {name}: {}; {} MAIN burned and {} given back in block {} of the hub{}",
		steps.join(", "),
		tokens(burned),
		tokens(refunded),
		said["end"]["block"],
		said["reason"].as_str().map(|reason| format!(": {reason}")).unwrap_or_default()
	);
	Ok(())
}
