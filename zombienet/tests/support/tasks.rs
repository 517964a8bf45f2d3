// SPDX-License-Identifier: Apache-2.0
//! Single tasks: three workers agree, one dies, one answers garbage.

use super::{
	chain::{self, Answer, TaskState},
	wait_for,
	waits::{available, balances, client_end, settled_order, STEP},
	workers::{BOB, CHARLIE, DAVE, FERDIE, ORDERED},
};
use crate::{World, PRICE, UNIT};
use anyhow::{bail, ensure, Context, Result};
use std::{collections::BTreeSet, fs};

/// Three honest workers agree and are paid.
pub async fn three_agree(world: &World) -> Result<()> {
	let mut workers = Vec::new();
	for who in [BOB, CHARLIE, DAVE] {
		workers.push(world.bench.start(who, "happy")?);
	}
	available(world, &[BOB, CHARLIE, DAVE]).await?;
	for worker in &mut workers {
		worker.check()?;
	}
	let before = balances(world, &[BOB, CHARLIE, DAVE]).await?;
	let mut order = world.bench.order(FERDIE, "happy", &world.input, PRICE)?;
	let (id, task) = settled_order(world, &mut order).await?;
	let TaskState::Accepted(acceptance) = &task.state else {
		bail!("task {id} ended as {:?}", task.state);
	};
	ensure!(task.agreed().len() == 3, "of three honest workers {} agreed", task.agreed().len());
	ensure!(acceptance.paid == 3 * acceptance.paid_each && acceptance.paid > 0, "{acceptance:?}");
	ensure!(acceptance.paid + acceptance.refunded == task.spec.price, "{acceptance:?}");
	ensure!(task.spec.price == u128::from(PRICE) * UNIT, "the price is {}", task.spec.price);
	let after = balances(world, &[BOB, CHARLIE, DAVE]).await?;
	for (before, after) in before.iter().zip(&after) {
		ensure!(after.free > before.free, "a worker that agreed has {after:?} after {before:?}");
	}
	ensure!(client_end(&mut order).await? == Some(0), "the client failed: {}", order.log.display());
	let output = fs::metadata(&order.out).context("the client has no output")?;
	ensure!(
		output.len() == acceptance.output.len,
		"the client's output has {} bytes",
		output.len()
	);
	for worker in workers {
		worker.stop()?;
	}
	Ok(())
}

/// One worker is held back until another has committed and been killed: only so is the kill
/// certain to fall between commitment and reveal.
pub async fn one_dies(world: &World) -> Result<()> {
	let mut bob = world.bench.start(BOB, "killed")?;
	let charlie = world.bench.start(CHARLIE, "killed")?;
	let dave = world.bench.start(DAVE, "killed")?;
	available(world, &[BOB, CHARLIE, DAVE]).await?;
	let client = chain::balance(&world.sector, &(FERDIE.account)()).await?;
	dave.pause()?;
	let mut order = world.bench.order(FERDIE, "killed", &world.input, PRICE)?;
	let id = order.task(ORDERED).await?;
	wait_for("bob commits", STEP, || async {
		let task = chain::task(&world.sector, id).await?;
		let answer = task.as_ref().and_then(|task| task.answer(&(BOB.account)()));
		Ok(matches!(answer, Some(Answer::Committed)).then_some(()))
	})
	.await?;
	bob.kill()?;
	dave.resume()?;
	let (_, task) = settled_order(world, &mut order).await?;
	let answer = task.answer(&(BOB.account)());
	ensure!(!matches!(answer, Some(Answer::Revealed { .. })), "bob revealed after its death");
	let after = chain::balance(&world.sector, &(FERDIE.account)()).await?;
	ensure!(after.reserved == client.reserved, "of the client's tokens {after:?} remain held");
	let expected = match &task.state {
		TaskState::Accepted(acceptance) => {
			ensure!(task.agreed().len() == 2, "{} workers were paid", task.agreed().len());
			ensure!(acceptance.paid + acceptance.refunded == task.spec.price, "{acceptance:?}");
			0
		},
		_ => 1,
	};
	eprintln!("      task {id} ended as {:?}", task.state);
	let code = client_end(&mut order).await?;
	ensure!((code == Some(0)) == (expected == 0), "client: {code:?}, {}", order.log.display());
	charlie.stop()?;
	dave.stop()
}

/// Bob's account, which is still registered, now answers garbage.
pub async fn one_answers_garbage(world: &World) -> Result<()> {
	let garbage = world.bench.start_dishonest("garbage", BOB, "garbage")?;
	let charlie = world.bench.start(CHARLIE, "garbage")?;
	let dave = world.bench.start(DAVE, "garbage")?;
	available(world, &[BOB, CHARLIE, DAVE]).await?;
	let before = chain::balance(&world.sector, &(BOB.account)()).await?;
	let mut order = world.bench.order(FERDIE, "garbage", &world.input, PRICE)?;
	let (id, task) = settled_order(world, &mut order).await?;
	let TaskState::Accepted(acceptance) = &task.state else {
		bail!("task {id} ended as {:?}", task.state);
	};
	let answer = task.answer(&(BOB.account)());
	ensure!(
		matches!(answer, Some(Answer::Revealed { agreed: false, .. })),
		"the garbage was not outvoted: {answer:?}"
	);
	let agreed: BTreeSet<_> = task.agreed().into_iter().collect();
	ensure!(agreed == [(CHARLIE.account)(), (DAVE.account)()].into(), "others agreed");
	let after = chain::balance(&world.sector, &(BOB.account)()).await?;
	// As an elected author it gets the fees of its blocks, which are far below a share.
	ensure!(
		after.free < before.free + acceptance.paid_each / 2,
		"the garbage was paid: {after:?} after {before:?}"
	);
	ensure!(acceptance.paid == 2 * acceptance.paid_each, "{acceptance:?}");
	ensure!(client_end(&mut order).await? == Some(0), "the client failed: {}", order.log.display());
	drop(garbage);
	charlie.stop()?;
	dave.stop()
}
