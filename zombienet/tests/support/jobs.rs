// SPDX-License-Identifier: Apache-2.0
//! A job of each kind, on three workers.

use super::{
	chain::{self, Answer, TaskState},
	wait_for,
	waits::{available, balances, client_end, settled, STEP},
	workers::{BOB, CHARLIE, DAVE, FERDIE},
};
use crate::World;
use anyhow::{bail, ensure, Context, Result};
use std::{
	fs,
	path::{Path, PathBuf},
	process::Command,
};

const QUESTION: &str = "What is gravity? Answer in one sentence.\n";
const RECORDS: &str = "a sector elects its authors\nthe cat sat on the mat\none\n";
/// Offered for each job, in tokens.
const PRICE: u32 = 10;

/// What is ordered.
struct Kind {
	name: &'static str,
	/// Arguments of `submit` that describe the job.
	what: Vec<String>,
	input: PathBuf,
	/// Whether what came out is right, as far as the client can tell.
	check: fn(&[u8]) -> bool,
}

/// Orders a job of each kind, one after another.
pub async fn all(world: &World) -> Result<()> {
	let miners = [BOB, CHARLIE, DAVE];
	let mut workers = Vec::new();
	for who in miners {
		workers.push(world.bench.start(who, "jobs")?);
	}
	available(world, &miners).await?;
	for kind in kinds(world)? {
		let before = balances(world, &miners).await?;
		let id = chain::next_task(&world.sector).await?;
		let what: Vec<&str> = kind.what.iter().map(String::as_str).collect();
		let instance = format!("job-{}", kind.name);
		let mut order = world.bench.order_job(FERDIE, &instance, &what, &kind.input, PRICE)?;
		let task = settled(world, id).await?;
		let TaskState::Accepted(acceptance) = &task.state else {
			bail!("the {} job, task {id}, ended as {:?}", kind.name, task.state);
		};
		let code = client_end(&mut order).await?;
		ensure!(
			code == Some(0),
			"the client of the {} job failed: {}",
			kind.name,
			order.log.display()
		);
		let output = fs::read(&order.out)?;
		ensure!((kind.check)(&output), "what came of the {} job is wrong", kind.name);
		let distances: Vec<String> = task
			.replicas
			.iter()
			.map(|replica| match &replica.answer {
				Answer::Revealed { distance: Some(distance), .. } => distance.to_string(),
				answer => format!("{answer:?}"),
			})
			.collect();
		let after = balances(world, &miners).await?;
		let paid = before.iter().zip(&after).filter(|(before, after)| after.free > before.free);
		eprintln!(
			"      {}: task {id} accepted with {:.4} % confidence, {} of {} paid {} each, distances {} ppm, \
			{} bytes",
			kind.name,
			f64::from(acceptance.confidence) / 10_000.0,
			paid.count(),
			task.replicas.len(),
			acceptance.paid_each,
			distances.join(", "),
			output.len()
		);
	}
	for mut worker in workers {
		worker.check()?;
		worker.stop()?;
	}
	Ok(())
}

/// Bob cheats, in each way once; Charlie is honest, and Dave honest and slow.
pub async fn cheats(world: &World) -> Result<()> {
	for way in ["garbage", "wrong-model", "copy"] {
		let bob = world.bench.start_dishonest(way, BOB, way)?;
		let charlie = world.bench.start(CHARLIE, way)?;
		let dave = world.bench.start(DAVE, way)?;
		available(world, &[BOB, CHARLIE, DAVE]).await?;
		let id = chain::next_task(&world.sector).await?;
		dave.pause()?;
		let mut order = world.bench.order(FERDIE, way, &world.input, PRICE)?;
		wait_for("charlie commits", STEP, || async {
			let task = chain::task(&world.sector, id).await?;
			let answer = task.as_ref().and_then(|task| task.answer(&(CHARLIE.account)()));
			Ok(matches!(answer, Some(Answer::Committed)).then_some(()))
		})
		.await?;
		dave.resume()?;
		let task = settled(world, id).await?;
		let answer = task.answer(&(BOB.account)());
		ensure!(
			!matches!(answer, Some(Answer::Revealed { agreed: true, .. })),
			"the result of the miner that cheats by `{way}` was taken: {task:?}"
		);
		let TaskState::Accepted(acceptance) = &task.state else {
			bail!("with a miner that cheats by `{way}` task {id} ended as {:?}", task.state);
		};
		eprintln!(
			"      {way}: task {id} accepted with {:.4} % confidence; the cheat: {answer:?}, the others \
			paid {} each",
			f64::from(acceptance.confidence) / 10_000.0,
			acceptance.paid_each
		);
		ensure!(
			client_end(&mut order).await? == Some(0),
			"the client failed: {}",
			order.log.display()
		);
		drop(bob);
		charlie.stop()?;
		dave.stop()?;
	}
	Ok(())
}

fn kinds(world: &World) -> Result<Vec<Kind>> {
	let models = world.bench.model.parent().context("the model folder has no parent")?;
	let model = |name: &str| -> Result<Vec<String>> {
		let folder = models.join(name);
		ensure!(
			folder.is_dir(),
			"there is no model {}: run scripts/fetch-model all",
			folder.display()
		);
		Ok(vec!["--model-folder".to_owned(), path(&folder)?, "--register-model".to_owned()])
	};
	let kind = |kind: &str, mut what: Vec<String>| {
		what.extend(["--job".to_owned(), kind.to_owned()]);
		what
	};
	let write = |name: &str, text: &str| -> Result<PathBuf> {
		let file = world.bench.dir.join(name);
		fs::write(&file, text)?;
		Ok(file)
	};
	let program = Path::new(env!("CARGO_MANIFEST_DIR"))
		.join("../client-worker/engine/programs/word-count.wasm");
	Ok(vec![
		Kind {
			name: "embedding",
			what: kind("embedding", model("all-minilm-l6-v2")?),
			input: world.input.clone(),
			check: |output| output.starts_with(b"PWE1"),
		},
		Kind {
			name: "text",
			what: kind("text", model("smollm2-135m-instruct")?),
			input: write("question.txt", QUESTION)?,
			check: |output| output.starts_with(b"PWG1"),
		},
		Kind {
			name: "training",
			what: kind("training", model("mnist-mlp")?),
			input: shard(world, &models.join("mnist-mlp/mnist-5k.csv"))?,
			check: |output| output.starts_with(b"PWU1"),
		},
		Kind {
			name: "data",
			what: kind("data", vec!["--program".to_owned(), path(&program)?]),
			input: write("records.txt", RECORDS)?,
			check: |output| output.starts_with(b"PWR1"),
		},
	])
}

/// A shard of real digits to train on, as the worker makes it for a client.
fn shard(world: &World, digits: &Path) -> Result<PathBuf> {
	let out = world.bench.dir.join("shard");
	let status = Command::new(world.bench.bin_dir.join("pouw-worker"))
		.args(["training", "shard", "--scale", "255", "--rows", "0..500", "--csv"])
		.arg(digits)
		.arg("--out")
		.arg(&out)
		.status()
		.context("cannot start `pouw-worker training`")?;
	ensure!(status.success(), "`pouw-worker training shard` ended with {status}");
	Ok(out)
}

fn path(path: &Path) -> Result<String> {
	Ok(path.to_str().with_context(|| format!("{} is no text", path.display()))?.to_owned())
}
