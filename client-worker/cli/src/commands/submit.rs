// SPDX-License-Identifier: Apache-2.0
//! `submit`: ordering a job and, if wanted, waiting for its result.

use crate::{
	amount,
	args::SubmitArgs,
	error::Failure,
	jobs::JobKind,
	layers, logging,
	progress::Progress,
	report::{reason_name, write_out, TaskReport, Timeline},
	session::{self, Session},
};
use pouw_chain::{BlockWatch, Included, Keypair};
use pouw_engine::{Embeddings, ModelFolder};
use pouw_primitives::{
	calls::{SectorCall, TasksCall},
	task::{Replicas, TaskSpec, TaskState},
	AccountId, TaskId, TaskRecord,
};
use pouw_service::{shutdown_signal, BlobStore, Config, EncryptionKey};
use sp_core::H256;
use sp_runtime::Permill;
use std::{fs, time::Duration};

/// Failures of the connection in a row after which waiting ends.
const MAX_FAILURES: u32 = 30;
/// Pause after such a failure.
const PAUSE: Duration = Duration::from_secs(2);
/// Blocks without the task after which it is taken for dropped by a reorganisation.
const MAX_MISSING: u32 = 30;

/// Orders a job. Succeeds if the order is in a block or, with `--wait`, if a result was accepted.
pub fn run(args: SubmitArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(submit(args))
}

async fn submit(args: SubmitArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	let tolerance = parse_tolerance(&args.tolerance)?;
	let input = read_input(&args)?;
	let (job, program) = args.job.job(&args.model)?;
	let key = Keypair::load(&config.keystore)?;
	let encryption_key = EncryptionKey::load_or_create(&config.data_dir)?;
	let blobs = BlobStore::open(&config.blob_dir)?;
	let session = Session::open(&config).await?;
	let price = session.value(&args.price)?;
	let balance = session.client.free_balance(key.account()).await?;
	if balance < price {
		return Err(Failure::new(format!(
			"insufficient balance: {} has {} {symbol}, and the price is {} {symbol}",
			key.address(),
			session.amount(balance),
			session.amount(price),
			symbol = session.symbol(),
		)));
	}

	let mut progress = Progress::start();
	let input = blobs.put(input).await?;
	if let Some(program) = program {
		blobs.put(program).await?;
	}
	if let Some(model) = job.model() {
		ensure_model(&session, &key, model, &args, tolerance, &mut progress).await?;
	}
	let most = args.most.unwrap_or(args.replicas.saturating_mul(2).saturating_add(1).min(16));
	let spec = TaskSpec {
		job,
		input,
		tier: args.job.tier(),
		replicas: Replicas { initial: args.replicas, most },
		confidence: Permill::from_percent(args.confidence.into()),
		price,
		deadline: args.deadline,
		client_key: encryption_key.public(),
	};
	let order = SectorCall::Tasks(TasksCall::Order { spec: spec.clone() });
	let included = session.client.submit(&order, &key).await?;
	let (id, mut task) = find(&session, key.account(), &spec, &included).await?;
	progress.note(&format!("task {id} ordered in block {}", included.block_number));
	if !args.json {
		println!("task {id}");
	}

	let mut timeline = Timeline::default();
	if args.wait {
		let waiting = wait(&session, id, &task, &mut timeline, &mut progress);
		let outcome = tokio::select! {
			outcome = waiting => outcome,
			() = shutdown_signal() => Err(Failure::new("interrupted")),
		};
		progress.finish();
		task = outcome.map_err(|e| {
			Failure::new(format!("{e}; task {id} goes on: pouw-worker status --task {id}"))
		})?;
	}
	progress.finish();
	let mut report = TaskReport::new(&session, id, &task, &timeline);
	if args.wait {
		report.add_seconds(progress.seconds());
	}
	if let TaskState::Accepted(end) = &task.state {
		let bytes = blobs
			.get(&end.output, config.limits.max_output_bytes)
			.await
			.map_err(|e| Failure::new(format!("task {id} was accepted, but its output: {e}")))?;
		if let Some(out) = &args.out {
			write_out(out, &bytes)?;
		}
		match args.job {
			JobKind::Embedding => {
				report.add_result(&Embeddings::from_bytes(&bytes)?, args.out.as_deref());
			},
			kind => report.add_summary(kind.summary(&bytes)?),
		}
	}
	if args.wait || args.json {
		report.print(args.json)?;
	}
	match task.state {
		TaskState::Failed { reason, .. } => {
			Err(Failure::new(format!("task {id} failed: {}", reason_name(reason))))
		},
		_ => Ok(()),
	}
}

/// The input, if miners would take it.
fn read_input(args: &SubmitArgs) -> Result<Vec<u8>, Failure> {
	let path = args.input.display();
	let input = fs::read(&args.input)
		.map_err(|e| Failure::new(format!("cannot read the input {path}: {e}")))?;
	args.job.input(input).map_err(|e| Failure::new(format!("input {path}: {e}")))
}

/// A fraction of one to six places.
fn parse_tolerance(text: &str) -> Result<Permill, Failure> {
	let usage = |reason: String| Failure::Usage(format!("--tolerance: {reason}"));
	let parts = amount::parse(text, 6).map_err(|e| usage(e.to_string()))?;
	match u32::try_from(parts) {
		Ok(parts @ 0..=1_000_000) => Ok(Permill::from_parts(parts)),
		_ => Err(usage(format!("`{text}` is more than 1"))),
	}
}

async fn ensure_model(
	session: &Session,
	key: &Keypair,
	model: H256,
	args: &SubmitArgs,
	tolerance: Permill,
	progress: &mut Progress,
) -> Result<(), Failure> {
	if let Some(record) = session.client.model(model).await? {
		// Layers are the owner's to register, and an order does so only when it is told to register.
		let own = args.register_model && record.owner == *key.account();
		if own && record.layers == 0 {
			register_layers(session, key, model, args, progress).await?;
		}
		return Ok(());
	}
	if !args.register_model {
		return Err(Failure::new(format!(
			"model {model:?} is not registered on this sector; --register-model registers it"
		)));
	}
	let call = SectorCall::Tasks(TasksCall::RegisterModel { model, tolerance });
	match session.client.submit(&call, key).await {
		Ok(included) => {
			progress.note(&format!("model registered in block {}", included.block_number));
			register_layers(session, key, model, args, progress).await
		},
		// Somebody else may have been first.
		Err(error) => match session.client.model(model).await? {
			Some(_) => Ok(()),
			None => Err(error.into()),
		},
	}
}

/// Registers the layers of a model just registered, if the sector mines and the model's files are here.
async fn register_layers(
	session: &Session,
	key: &Keypair,
	model: H256,
	args: &SubmitArgs,
	progress: &mut Progress,
) -> Result<(), Failure> {
	// No other kind of job is run on registered layers.
	if args.job != JobKind::Embedding {
		return Ok(());
	}
	let Some(rank) = layers::sector_rank(&session.client).await? else { return Ok(()) };
	let Some(folder) = &args.model.model_folder else {
		progress.note("the model's layers are not registered: that takes --model-folder");
		return Ok(());
	};
	let layers = layers::of_folder(&ModelFolder::open(folder)?, rank)?;
	let count = layers.len();
	let included = layers::register(&session.client, key, model, layers).await?;
	progress.note(&format!("{count} layers registered in block {}", included.block_number));
	Ok(())
}

/// The task that an order in a block became: among those the block added, the client's own.
async fn find(
	session: &Session,
	client: &AccountId,
	spec: &TaskSpec,
	included: &Included,
) -> Result<(TaskId, TaskRecord<AccountId>), Failure> {
	let first = session.client.next_task_at(included.parent_hash).await?;
	let end = session.client.next_task_at(included.block_hash).await?;
	for id in first..end {
		if let Some(task) = session.client.task_at(id, included.block_hash).await? {
			if task.client == *client && task.spec == *spec {
				return Ok((id, task));
			}
		}
	}
	Err(Failure::new(format!("block {} has the order, but not its task", included.block_number)))
}

/// Waits for the end of a task.
async fn wait(
	session: &Session,
	id: TaskId,
	order: &TaskRecord<AccountId>,
	timeline: &mut Timeline,
	progress: &mut Progress,
) -> Result<TaskRecord<AccountId>, Failure> {
	let mut blocks = BlockWatch::new(session.client.clone());
	let (mut failures, mut missing) = (0u32, 0u32);
	loop {
		let seen = async {
			let block = blocks.next().await?;
			Ok::<_, pouw_chain::ChainError>((block, session.client.task(id).await?))
		};
		match seen.await {
			Ok((block, Some(task))) if task.client == order.client && task.spec == order.spec => {
				(failures, missing) = (0, 0);
				timeline.observe(&task);
				progress.show(block, &task);
				if task.state.is_final() {
					return Ok(task);
				}
			},
			Ok(_) if missing >= MAX_MISSING => {
				return Err(Failure::new("a reorganisation dropped the order; submit it again"))
			},
			Ok(_) => missing = missing.saturating_add(1),
			Err(error) => {
				failures = failures.saturating_add(1);
				if failures >= MAX_FAILURES {
					return Err(error.into());
				}
				progress.note(&format!("{error}; trying again"));
				tokio::time::sleep(PAUSE).await;
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tolerance_is_a_fraction_of_one() {
		assert_eq!(parse_tolerance("0.01").ok(), Some(Permill::from_percent(1)));
		assert_eq!(parse_tolerance("1").ok(), Some(Permill::one()));
		for text in ["1.000001", "-1", "0.0000001", "1 %"] {
			assert!(matches!(parse_tolerance(text), Err(Failure::Usage(_))), "{text}");
		}
	}
}
