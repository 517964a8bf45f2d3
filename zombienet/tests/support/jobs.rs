// SPDX-License-Identifier: Apache-2.0
//! Jobs of each kind on three workers: a slow one, one that cheats, and one that does neither.

use super::{
	chain::{Answer, Task, TaskState},
	process::Worker,
	records::{show_miners, task_line, tokens},
	waits::{available, balances, client_end, settled_order},
	workers::{Dev, BOB, CHARLIE, DAVE, DISHONEST, FERDIE, ORDERED},
};
use crate::World;
use anyhow::{bail, ensure, Context, Result};
use std::{
	convert::Infallible,
	fs,
	path::{Path, PathBuf},
	process::Command,
	time::Duration,
};
use tokio::time::sleep;

/// The miners. The first one cheats, the last one is slow.
pub const MINERS: [Dev; 3] = [BOB, CHARLIE, DAVE];
/// The ways to cheat that the example `dishonest_worker` knows.
const WAYS: [&str; 3] = ["garbage", "wrong-model", "copy"];
/// How long the slow worker computes, and how long it then stands still.
const SLOW: (Duration, Duration) = (Duration::from_millis(500), Duration::from_millis(1_500));
/// What the worker that copies says when there was nothing it could read.
const NOTHING_TO_COPY: &str = "nothing to copy";

const QUESTION: &str = r#"{"max_tokens": 24, "messages": [
	{"role": "user", "content": "What is gravity? Answer in one sentence."}]}"#;
const RECORDS: &str = "a sector elects its authors\nthe cat sat on the mat\none\n";
/// Of the digits, which are sorted by their class, every so manieth is trained on.
const DIGITS_APART: usize = 10;
/// Offered for each job, in tokens.
const PRICE: u32 = 10;
/// The models of the kinds that have one.
const MODELS: [&str; 3] = ["all-minilm-l6-v2", "smollm2-135m-instruct", "mnist-mlp"];

/// What is ordered.
struct Kind {
	name: &'static str,
	/// Arguments of `submit` that describe the job.
	what: Vec<String>,
	input: PathBuf,
	/// First bytes of an output.
	magic: &'static [u8],
}

/// Fails if a model or a binary is missing, before a network is started for nothing.
pub fn check(models: &Path, bin_dir: &Path) -> Result<()> {
	for model in MODELS.map(|name| models.join(name)) {
		ensure!(
			model.is_dir(),
			"there is no model {}: run scripts/fetch-model all",
			model.display()
		);
	}
	let dishonest = bin_dir.join(DISHONEST);
	ensure!(dishonest.is_file(), "there is no {}: run scripts/build", dishonest.display());
	ensure!(program().is_file(), "there is no {}", program().display());
	Ok(())
}

/// A job of each kind while Bob cheats, in each way once, and then while all are honest. Dave is slow.
///
/// Honest ones come last: as long as no result was accepted with 90 % nobody has a record that others
/// could be spared for, so that all three are asked each time.
pub async fn of_each_kind(world: &World) -> Result<()> {
	let kinds = kinds(world)?;
	for way in WAYS {
		run(world, &kinds, Some(way)).await?;
	}
	run(world, &kinds, None).await
}

async fn run(world: &World, kinds: &[Kind], way: Option<&str>) -> Result<()> {
	let instance = way.unwrap_or("honest");
	let bob = match way {
		Some(way) => world.bench.start_dishonest(way, BOB, instance)?,
		None => world.bench.start(BOB, instance)?,
	};
	let charlie = world.bench.start(CHARLIE, instance)?;
	let dave = world.bench.start(DAVE, instance)?;
	available(world, &MINERS).await?;
	let before = balances(world, &MINERS).await?;
	let ended = tokio::select! {
		ended = order_all(world, kinds, instance) => ended?,
		never = slow_down(&dave) => match never? {},
	};
	dave.resume()?;
	for (kind, (id, task)) in kinds.iter().zip(&ended) {
		judge(task, way).with_context(|| format!("{instance}, {}, task {id}", kind.name))?;
	}
	let after = balances(world, &MINERS).await?;
	let gains: Vec<f64> = before
		.iter()
		.zip(&after)
		.map(|(before, after)| tokens(after.total()) - tokens(before.total()))
		.collect();
	let [of_bob, of_charlie, of_dave] = gains[..] else { unreachable!("as many as miners") };
	eprintln!(
		"      {instance}: paid less fees Bob {of_bob:+.3}, Charlie {of_charlie:+.3}, Dave {of_dave:+.3}{}",
		if bob.has_said(NOTHING_TO_COPY) { "; Bob found nothing it could read" } else { "" }
	);
	ensure!(of_charlie > 0.0 && of_dave > 0.0, "somebody honest was not paid");
	ensure!((of_bob > 0.0) == way.is_none(), "Bob was paid {of_bob} for `{instance}`");
	show_miners(world, &MINERS).await?;
	match way {
		// It would go on cheating until it has finished.
		Some(_) => drop(bob),
		None => bob.stop()?,
	}
	charlie.stop()?;
	dave.stop()
}

/// Whether a task has ended as it should.
fn judge(task: &Task, way: Option<&str>) -> Result<()> {
	let TaskState::Accepted(end) = &task.state else {
		bail!("it was not accepted: {:?}", task.state);
	};
	ensure!(task.replicas.len() == MINERS.len(), "not all miners were asked: {task:?}");
	let answer = task.answer(&(BOB.account)());
	let (agreed, wanted) = match way {
		Some(_) => (2, matches!(answer, Some(Answer::Revealed { agreed: false, .. }))),
		None => (3, matches!(answer, Some(Answer::Revealed { agreed: true, .. }))),
	};
	ensure!(wanted, "Bob's part is {answer:?}");
	ensure!(task.agreed().len() == agreed, "others agreed: {task:?}");
	ensure!(end.paid == agreed as u128 * end.paid_each && end.paid > 0, "{end:?}");
	ensure!(end.paid + end.refunded == task.spec.price, "{end:?} of {}", task.spec.price);
	Ok(())
}

/// Orders a job of each kind, and waits until all have ended. The outputs must be there.
async fn order_all(world: &World, kinds: &[Kind], instance: &str) -> Result<Vec<(u64, Task)>> {
	let mut orders = Vec::new();
	for kind in kinds {
		let what: Vec<&str> = kind.what.iter().map(String::as_str).collect();
		let name = format!("{instance}-{}", kind.name);
		let mut order = world.bench.order_job(FERDIE, &name, &what, &kind.input, PRICE)?;
		// One after another, as they are of one account; then they run side by side.
		order.task(ORDERED).await?;
		orders.push(order);
	}
	let mut ended = Vec::new();
	for (kind, order) in kinds.iter().zip(&mut orders) {
		let (id, task) = settled_order(world, order).await?;
		eprintln!("      {instance:<11} {:<9} {}", kind.name, task_line(id, &task));
		ensure!(
			client_end(order).await? == Some(0),
			"the client of task {id} failed: {}",
			order.log.display()
		);
		let output = fs::read(&order.out)?;
		ensure!(output.starts_with(kind.magic), "the output of task {id} is none of its kind");
		ended.push((id, task));
	}
	Ok(ended)
}

/// Lets a worker run for a part of the time only.
async fn slow_down(worker: &Worker) -> Result<Infallible> {
	let (runs, rests) = SLOW;
	loop {
		sleep(runs).await;
		worker.pause()?;
		sleep(rests).await;
		worker.resume()?;
	}
}

fn kinds(world: &World) -> Result<Vec<Kind>> {
	let models = world.bench.model.parent().context("the model folder has no parent")?;
	let of_model = |job: &str, name: &str| -> Result<Vec<String>> {
		let folder = text(&models.join(name))?;
		Ok(["--job", job, "--model-folder", &folder, "--register-model"].map(str::to_owned).into())
	};
	let write = |name: &str, text: &str| -> Result<PathBuf> {
		let file = world.bench.dir.join(name);
		fs::write(&file, text)?;
		Ok(file)
	};
	let [minilm, smollm, mlp] = MODELS;
	Ok(vec![
		Kind {
			name: "embedding",
			what: of_model("embedding", minilm)?,
			input: world.input.clone(),
			magic: b"PWE1",
		},
		Kind {
			name: "text",
			what: of_model("text", smollm)?,
			input: write("question.json", QUESTION)?,
			magic: b"PWG1",
		},
		Kind {
			name: "training",
			what: of_model("training", mlp)?,
			input: shard(world, &models.join(mlp).join("mnist-5k.csv"))?,
			magic: b"PWU1",
		},
		Kind {
			name: "data",
			what: data()?.into(),
			input: write("records.txt", RECORDS)?,
			magic: b"PWR1",
		},
	])
}

/// Arguments of `submit` for the program that counts words.
pub fn data() -> Result<[String; 4]> {
	Ok(["--job".to_owned(), "data".to_owned(), "--program".to_owned(), text(&program())?])
}

fn program() -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("../client-worker/engine/programs/word-count.wasm")
}

/// A shard of real digits to train on, as the worker makes it for a client.
fn shard(world: &World, digits: &Path) -> Result<PathBuf> {
	let all = fs::read_to_string(digits)
		.with_context(|| format!("cannot read the digits {}", digits.display()))?;
	let some: Vec<&str> = all.lines().step_by(DIGITS_APART).collect();
	let (csv, out) = (world.bench.dir.join("digits.csv"), world.bench.dir.join("shard"));
	fs::write(&csv, some.join("\n"))?;
	let made = Command::new(world.bench.bin_dir.join("pouw-worker"))
		.args(["training", "shard", "--scale", "255", "--csv"])
		.arg(&csv)
		.arg("--out")
		.arg(&out)
		.output()
		.context("cannot start `pouw-worker training`")?;
	ensure!(
		made.status.success(),
		"`pouw-worker training shard` ended with {}: {}",
		made.status,
		String::from_utf8_lossy(&made.stderr)
	);
	Ok(out)
}

fn text(path: &Path) -> Result<String> {
	Ok(path.to_str().with_context(|| format!("{} is no text", path.display()))?.to_owned())
}
