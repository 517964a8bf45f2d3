// SPDX-License-Identifier: Apache-2.0
//! Conversions of cpu-edge's token to MAIN, with a witness service for each sector.

use super::{
	chain, wait_for,
	workers::{Worker, EVE},
};
use crate::{World, SECTOR, UNIT};
use anyhow::{ensure, Context, Result};
use pouw_network::Rpc;
use serde_json::Value;
use std::time::Duration;
use tokio::time::sleep;

/// Para id of the hub.
pub const HUB: u32 = 2000;
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
const BACK: Duration = Duration::from_secs(120);
/// How long the collators of both witnesses stay down after the draw.
const DOWN: Duration = Duration::from_secs(10);

/// Conversions that are measured.
const MANY: usize = 10;
/// Time between the starts of two of them, so that they meet the relay chain's slots in all phases.
const APART: Duration = Duration::from_secs(14);
/// Longest a conversion should take, at the median.
const TARGET: f64 = 60.0;

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
	let legs = legs(&said)?;
	let minted = legs.iter().rfind(|leg| leg["step"] == "attested").context("nobody attested")?;
	ensure!(number(&minted["round"])? > 0, "it was minted without a redraw: {said}");
	stop(services)
}

/// With four sectors: a drawn witness's collator dies before it can attest, and another pair takes
/// over. If the next draw names the dead one again, it comes back, as no draw can be steered.
pub async fn redrawn_to_others(world: &World) -> Result<()> {
	let services = witnesses(world)?;
	let mut conversion = world.bench.convert(EVE, "redrawn", AMOUNT)?;
	let drawn = conversion.says("drawn", STEP).await?;
	let named = |line: &str, id: u32| line.contains(&id.to_string());
	let dead = world.network.endpoints().into_iter().find_map(|node| {
		let id = node.para_id.filter(|id| *id != HUB)?;
		named(drawn.split_once("sector").map_or("", |(_, named)| named), id)
			.then_some((id, node.name))
	});
	let (id, dead) = dead.with_context(|| format!("no witness in `{drawn}`"))?;
	world.network.kill(&dead)?;
	eprintln!("      the collator {dead} of witness {id} is killed");
	conversion.says("expired", STEP).await?;
	let again = conversion.says("round 1", STEP).await?;
	eprintln!("      {again}");
	if named(&again, id) {
		back(world, &dead).await?;
		eprintln!("      {dead} is drawn again, and produces blocks again");
	}
	let said = conversion.end(ENDED).await?;
	show(&said)?;
	let legs = legs(&said)?;
	let minted = legs.iter().rfind(|leg| leg["step"] == "attested").context("nobody attested")?;
	ensure!(number(&minted["round"])? > 0, "it was minted without a redraw: {said}");
	stop(services)
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
fn units(amount: &str) -> Result<u128> {
	let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
	let digits = UNIT.ilog10() as usize;
	let fraction: u128 = format!("{fraction:0<digits$}").parse()?;
	Ok(whole.parse::<u128>()? * UNIT + fraction)
}
