// SPDX-License-Identifier: Apache-2.0
//! Conversions of cpu-edge's token to MAIN, with a witness service for each sector.

use super::{
	chain,
	process::{Said, Worker},
	wait_for,
	workers::{Dev, EVE},
};
use crate::{World, SECTOR, UNIT};
use anyhow::{ensure, Context, Result};
use pouw_network::Rpc;
use serde_json::Value;
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};
use tokio::time::sleep;

/// That of [`SECTOR`].
const SOURCE: u32 = 2003;
/// The collators of the two sectors that are drawn for its conversions: with three sectors there are
/// no others.
const WITNESSES: [&str; 2] = ["gpu-datacenter", "gpu-consumer"];
/// Converted each time, in tokens.
const AMOUNT: u32 = 2;
/// Of the MAIN received, spent in the transaction that is recorded.
const SPENT: &str = "0.1";
/// Account that gets it: that of Bob.
const PAID: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

/// Longest life of a conversion: four rounds and what a slow machine adds.
const ENDED: Duration = Duration::from_secs(1_200);
/// Longest wait for a step of it.
const STEP: Duration = Duration::from_secs(400);
/// Longest wait for a transaction to be recorded.
const RECORDED: Duration = Duration::from_secs(400);
/// Longest wait for a collator that was started again.
const BACK: Duration = Duration::from_secs(240);
/// How long the collators of both witnesses stay down after the draw.
const DOWN: Duration = Duration::from_secs(10);

/// Conversions that are measured.
const MANY: usize = 10;
/// Time between the starts of two of them, so that they meet the relay chain's slots in all phases.
const APART: Duration = Duration::from_secs(14);
/// Longest a conversion should take, at the median.
const TARGET: f64 = 60.0;

/// Conversions of which some are drawn for a sector that has died. Their draws are independent, and with
/// four sectors two of three name any one: with so many it is hardly possible that none of those that
/// lost a witness gets two living ones in the two draws after.
const DRAWN: usize = 8;
/// The redraw that a dead witness is brought back for: there is one more after it.
const LAST_WITHOUT: u64 = 2;

/// The steps whose times are shown, in their order; `attested` is there twice.
const STEPS: [&str; 7] =
	["requested", "admitted", "drawn", "attested", "attested", "minted", "settled"];

fn witnesses(world: &World) -> Result<Vec<Worker>> {
	let sectors = world.bench.sectors.keys();
	sectors.map(|sector| world.bench.start_witness(*sector)).collect()
}

fn stop(mut witnesses: Vec<Worker>) -> Result<()> {
	for witness in &mut witnesses {
		witness.check()?;
	}
	witnesses.into_iter().try_for_each(Worker::stop)
}

/// Eve converts, two sectors witness it, and the MAIN that she spends is recorded in two sectors.
pub async fn one(world: &World) -> Result<()> {
	let services = witnesses(world)?;
	let eve = (EVE.account)();
	let before = chain::balance(&world.hub, &eve).await?;
	let said = world.bench.convert(EVE, "one", AMOUNT)?.end(ENDED).await?;
	show(&said)?;
	let received = units(text(&said["main"]["received"])?)?;
	let after = chain::balance(&world.hub, &eve).await?;
	ensure!(received > 0 && after.free == before.free + received, "{before:?}, {after:?}, {said}");
	let records = said["records"].as_array().context("there are no records")?;
	ensure!(records.len() == 2, "{} witnesses have records: {said}", records.len());
	for record in records {
		let (sector, block) = (number(&record["sector"])?, number(&record["block"])?);
		ensure!(sector != u64::from(SOURCE), "the source is its own witness");
		eprintln!(
			"      record: sector {sector} in block {block}, found in block {} of {SECTOR}",
			number(&record["source_block"])?
		);
	}
	eprintln!(
		"      minted: {} MAIN and a toll of {} in block {} of the hub",
		text(&said["main"]["received"])?,
		text(&said["main"]["toll"])?,
		number(&said["main"]["block"])?
	);
	spend(world).await?;
	stop(services)
}

/// `who` converts, and it is minted.
pub async fn convert(world: &World, who: Dev, instance: &str, amount: u32) -> Result<()> {
	let services = witnesses(world)?;
	show(&world.bench.convert(who, instance, amount)?.end(ENDED).await?)?;
	stop(services)
}

/// Eve pays MAIN, and the transaction is proven to be recorded.
async fn spend(world: &World) -> Result<()> {
	let paid = world.bench.transfer(EVE, "transfer", PAID, SPENT)?.end(STEP).await?;
	let transaction = text(&paid["transaction"])?;
	let proving = world.bench.prove_recording(EVE, "recording", transaction)?;
	let proof = proving.end(RECORDED).await?;
	ensure!(text(&proof["transaction"])? == transaction, "{proof} is of another transaction");
	let sectors = proof["sectors"].as_array().context("no sector is named")?;
	ensure!(sectors.len() == 2 && sectors[0]["sector"] != sectors[1]["sector"], "{proof}");
	eprintln!(
		"      transaction {transaction} of block {} is in window {}",
		number(&paid["block"])?,
		number(&proof["window"])?
	);
	for stored in sectors {
		eprintln!(
			"      stored: sector {} in block {}, proven against block {}",
			number(&stored["sector"])?,
			number(&stored["stored_in"])?,
			number(&stored["block"])?
		);
	}
	Ok(())
}

/// The collators of both witnesses are killed while a conversion is on its way, and started again when
/// it waits for them.
pub async fn outlives_both(world: &World) -> Result<()> {
	let services = witnesses(world)?;
	let mut conversion = world.bench.convert(EVE, "both", AMOUNT)?;
	conversion.says("requested", STEP).await?;
	for name in WITNESSES {
		world.network.kill(name)?;
	}
	eprintln!("      the collators of both are killed");
	conversion.says("drawn", STEP).await?;
	sleep(DOWN).await;
	for name in WITNESSES {
		back(world, name).await?;
	}
	eprintln!("      and produce blocks again");
	show(&conversion.end(ENDED).await?)?;
	stop(services)
}

/// The collator of a witness is dead until the round is over. There are no other sectors, so the next
/// round draws the same two again.
pub async fn outlives_one(world: &World) -> Result<()> {
	let [dead, _] = WITNESSES;
	let services = witnesses(world)?;
	let mut conversion = world.bench.convert(EVE, "one-dead", AMOUNT)?;
	conversion.says("requested", STEP).await?;
	world.network.kill(dead)?;
	eprintln!("      the collator {dead} is killed");
	conversion.says("expired", STEP).await?;
	eprintln!("      the round has expired");
	back(world, dead).await?;
	eprintln!("      {dead} produces blocks again");
	let said = conversion.end(ENDED).await?;
	show(&said)?;
	ensure!(attested(&said)?.0 > 0, "it was minted without a redraw: {said}");
	stop(services)
}

/// With four sectors: a drawn witness's collator dies before it can attest, and others take over. It stays
/// dead until the conversions that it was drawn for have other witnesses, or one of them is about to run
/// out of draws, as no draw can be steered.
pub async fn redrawn_to_others(world: &World) -> Result<()> {
	let services = witnesses(world)?;
	let mut running = Vec::new();
	for n in 0..DRAWN {
		let mut conversion = world.bench.convert(EVE, &format!("redrawn-{n}"), AMOUNT)?;
		// One after another, as they are of one account.
		conversion.says("requested", STEP).await?;
		running.push(conversion);
	}
	let first = running.first_mut().context("there is no conversion")?;
	let drawn = first.says("drawn", STEP).await?;
	let id = *draw(&drawn).1.first().with_context(|| format!("no witness in `{drawn}`"))?;
	let dead = world.network.endpoints().into_iter().find(|node| node.para_id == Some(id));
	let dead = dead.with_context(|| format!("no node of sector {id}"))?.name;
	world.network.kill(&dead)?;
	eprintln!("      the collator {dead} of sector {id} is killed");
	let waits = |conversion: &Said| {
		let draws = draws(conversion);
		draws.get(&0).is_none_or(|pair| pair.contains(&id))
			&& !conversion.lines().iter().any(|line| line.contains("minted"))
	};
	wait_for("the conversions have other witnesses", ENDED, || {
		let checked = running.iter_mut().try_for_each(Said::check);
		let late = running.iter().any(|conversion| {
			draws(conversion).get(&LAST_WITHOUT).is_some_and(|pair| pair.contains(&id))
		});
		let over = late || !running.iter().any(waits);
		async move { checked.map(|()| over.then_some(())) }
	})
	.await?;
	back(world, &dead).await?;
	eprintln!("      {dead} produces blocks again");
	let mut by_others = Vec::new();
	for (n, conversion) in running.into_iter().enumerate() {
		let draws = draws(&conversion);
		let said = conversion.end(ENDED).await?;
		ensure!(text(&said["state"])? == "settled", "{said}");
		let (round, attested) = attested(&said)?;
		let was_lost = draws.get(&0).is_some_and(|pair| pair.contains(&id));
		let steps: Vec<String> =
			draws.values().map(|pair| format!("{} and {}", pair[0], pair[1])).collect();
		eprintln!(
			"      conversion {}: drawn {}; minted in round {round} after {} s",
			n + 1,
			steps.join(", then "),
			said["seconds"]
		);
		if was_lost && round > 0 && !attested.contains(&id) {
			by_others.push(said);
		}
	}
	let shown =
		by_others.first().context("by chance no draw named two living sectors; run it again")?;
	eprintln!("      {} were witnessed by others, the first so:", by_others.len());
	show(shown)?;
	stop(services)
}

/// Round and witnesses of a line about a draw: `drawn hub block 7, sector 2001 and 2002, round 1`.
fn draw(line: &str) -> (u64, Vec<u32>) {
	let about = line.split_once("sector ").map_or("", |(_, about)| about);
	let (sectors, round) = about.split_once(", round ").unwrap_or((about, "0"));
	let sectors = sectors.split(" and ").filter_map(|id| id.trim().parse().ok()).collect();
	(round.trim().parse().unwrap_or(0), sectors)
}

/// The pairs drawn for a conversion so far, by round.
fn draws(conversion: &Said) -> BTreeMap<u64, Vec<u32>> {
	let lines = conversion.lines();
	let drawn = lines.iter().filter(|line| line.contains("drawn")).map(|line| draw(line));
	drawn.filter(|(_, pair)| pair.len() == 2).collect()
}

/// The round in which a conversion was minted, and who attested in it.
fn attested(said: &Value) -> Result<(u64, BTreeSet<u32>)> {
	let all = legs(said)?.iter().filter(|leg| leg["step"] == "attested");
	let rounds: Vec<(u64, u32)> = all
		.map(|leg| Ok((number(&leg["round"])?, u32::try_from(number(&leg["sectors"][0])?)?)))
		.collect::<Result<_>>()?;
	let last = rounds.iter().map(|(round, _)| *round).max().context("nobody attested")?;
	let who = rounds.iter().filter(|(round, _)| *round == last).map(|(_, sector)| *sector);
	Ok((last, who.collect()))
}

/// Starts a collator again and waits until its chain grows.
async fn back(world: &World, name: &str) -> Result<()> {
	world.network.restart(name).await?;
	let url = world.network.endpoint(name)?.url;
	let first = wait_for(&format!("{name} answers"), BACK, || async {
		let Ok(rpc) = Rpc::connect(&url).await else { return Ok(None) };
		Ok(rpc.best_block().await.ok())
	})
	.await?;
	let rpc = Rpc::connect(&url).await?;
	wait_for(&format!("{name} produces blocks again"), BACK, || async {
		Ok((rpc.best_block().await? > first).then_some(()))
	})
	.await
}

/// Converts many times and shows how long each step took. Fails if a conversion does; how long they
/// take depends on the machine and is shown only.
pub async fn many(world: &World) -> Result<()> {
	let services = witnesses(world)?;
	let mut running = Vec::new();
	for n in 0..MANY {
		if n > 0 {
			sleep(APART).await;
		}
		running.push(world.bench.convert(EVE, &format!("many-{n}"), AMOUNT)?);
	}
	let mut rows = Vec::new();
	for conversion in running {
		let said = conversion.end(ENDED).await?;
		ensure!(text(&said["state"])? == "settled", "{said}");
		rows.push(times(&said)?);
	}
	let names = ["requested", "admitted", "drawn", "1st attested", "2nd", "minted", "settled"];
	eprintln!("      seconds since the conversion was submitted:");
	eprintln!("      {:>6} {}", "", names.map(|name| format!("{name:>12}")).join(" "));
	for (n, row) in rows.iter().enumerate() {
		eprintln!("      {:>6} {}", n + 1, line(row));
	}
	let median: Vec<f64> = (0..STEPS.len()).map(|step| median(&rows, step)).collect();
	eprintln!("      {:>6} {}", "median", line(&median));
	let total = median.last().copied().unwrap_or_default();
	let verdict = if total <= TARGET { "within" } else { "above" };
	let floor: f64 = (0..STEPS.len()).map(|step| fastest(&rows, step)).sum();
	eprintln!(
		"      median {total:.1} s, {verdict} the target of {TARGET:.0} s; the fastest of each step add \
		up to {floor:.1} s"
	);
	stop(services)
}

/// The least time between a step and the one before.
fn fastest(rows: &[Vec<f64>], step: usize) -> f64 {
	let at = |row: &Vec<f64>, step: usize| row.get(step).copied().unwrap_or_default();
	let before = |row| step.checked_sub(1).map_or(0.0, |step| at(row, step));
	rows.iter().map(|row| at(row, step) - before(row)).fold(f64::INFINITY, f64::min)
}

fn line(row: &[f64]) -> String {
	row.iter().map(|seconds| format!("{seconds:>12.1}")).collect::<Vec<_>>().join(" ")
}

fn median(rows: &[Vec<f64>], step: usize) -> f64 {
	let mut column: Vec<f64> = rows.iter().filter_map(|row| row.get(step).copied()).collect();
	column.sort_by(f64::total_cmp);
	let middle = column.len() / 2;
	match column.len() {
		0 => 0.0,
		n if n % 2 == 1 => column[middle],
		_ => (column[middle - 1] + column[middle]) / 2.0,
	}
}

/// When each step of [`STEPS`] was seen last.
fn times(said: &Value) -> Result<Vec<f64>> {
	let mut legs = legs(said)?.iter().rev();
	let mut times = Vec::new();
	for step in STEPS.iter().rev() {
		let leg =
			legs.find(|leg| leg["step"] == *step).with_context(|| format!("no {step}: {said}"))?;
		times.push(leg["seconds"].as_f64().context("a step has no time")?);
	}
	times.reverse();
	Ok(times)
}

/// Shows the steps of a conversion, which must have been settled.
fn show(said: &Value) -> Result<()> {
	for leg in legs(said)? {
		let sectors = leg["sectors"].as_array().map(|sectors| {
			let names: Vec<String> = sectors.iter().map(Value::to_string).collect();
			format!(", sector {}", names.join(" and "))
		});
		let round = leg["round"].as_u64().filter(|round| *round > 0);
		eprintln!(
			"      {:>5.1} s {:<10} {} block {}{}{}",
			leg["seconds"].as_f64().unwrap_or_default(),
			text(&leg["step"])?,
			number(&leg["chain"])?,
			number(&leg["block"])?,
			sectors.unwrap_or_default(),
			round.map(|round| format!(", round {round}")).unwrap_or_default(),
		);
	}
	ensure!(text(&said["state"])? == "settled", "the conversion ended otherwise: {said}");
	Ok(())
}

fn legs(said: &Value) -> Result<&Vec<Value>> {
	said["legs"].as_array().with_context(|| format!("no steps: {said}"))
}

fn text(value: &Value) -> Result<&str> {
	value.as_str().with_context(|| format!("{value} is no text"))
}

fn number(value: &Value) -> Result<u64> {
	value.as_u64().with_context(|| format!("{value} is no number"))
}

/// The smallest units of a decimal number of tokens.
pub fn units(amount: &str) -> Result<u128> {
	let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
	let digits = UNIT.ilog10() as usize;
	let fraction: u128 = format!("{fraction:0<digits$}").parse()?;
	Ok(whole.parse::<u128>()? * UNIT + fraction)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn draw_is_read_from_the_line_about_it() {
		let first = "[  57 s] drawn      hub block 2004, sector 2001 and 2002";
		assert_eq!(draw(first), (0, vec![2001, 2002]));
		let again = "[ 150 s] drawn      hub block 98, sector 2004 and 2001, round 1";
		assert_eq!(draw(again), (1, vec![2004, 2001]));
		assert_eq!(draw("nothing of the kind"), (0, vec![]));
	}

	#[test]
	fn amounts_are_read_in_smallest_units() {
		assert_eq!(units("0.5").unwrap(), UNIT / 2);
		assert_eq!(units("12").unwrap(), 12 * UNIT);
		assert_eq!(units("1.000000000001").unwrap(), UNIT + 1);
		assert!(units("all").is_err());
	}
}
