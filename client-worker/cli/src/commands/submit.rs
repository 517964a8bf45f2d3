// SPDX-License-Identifier: Apache-2.0
//! `submit`: ordering a job and, if wanted, waiting for its result.

use crate::{
	amount,
	args::{Payment, SubmitArgs},
	commands::{
		order::{Offer, View},
		watch,
	},
	error::Failure,
	hub::HubSession,
	jobs::JobKind,
	layers, logging,
	progress::Progress,
	report::{reason_name, write_out, TaskReport, Timeline},
	session::{self, Session},
};
use pouw_chain::Keypair;
use pouw_engine::{Embeddings, ModelFolder};
use pouw_gateway::{kind::Kind, Ordered};
use pouw_primitives::{
	calls::{SectorCall, TasksCall},
	task::{Replicas, TaskSpec, TaskState},
	AccountId, Balance, TaskId, TaskRecord,
};
use pouw_service::{shutdown_signal, BlobStore, ClientBlobs, Config, Privacy};
use sp_core::H256;
use sp_runtime::Permill;
use std::{fs, path::Path};

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
	let hub = match args.pay_in {
		Payment::Main => Some(HubSession::open(args.hub.as_ref(), &config).await?),
		Payment::Token if args.hub.is_some() => {
			return Err(Failure::Usage("--hub is for --pay-in main only".to_string()));
		},
		Payment::Token => None,
	};
	let session = Session::open(&config).await?;
	// Before anything is stored or registered.
	let offer = match &hub {
		Some(hub) => Some(Offer::of(hub, &session, &key, &args.price).await?),
		None => None,
	};
	let price = match &offer {
		Some(offer) => offer.least,
		None => affordable(&session, &key, &args.price).await?,
	};

	let mut progress = Progress::start();
	let blobs = session.blobs(&config)?;
	let privacy = if args.public { Privacy::Public } else { Privacy::Sealed };
	let input = blobs.put_input(input, privacy).await?;
	if let Some(program) = program {
		// Everybody is to see what runs on their machines.
		BlobStore::connect(&config.blobs)?.put(program).await?;
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
		client_key: blobs.client_key(),
	};
	if let (Some(hub), Some(offer)) = (&hub, &offer) {
		let (order, course) = offer.place(hub, &session, &key, &spec, &mut progress).await?;
		if !args.json {
			println!("order {order}");
		}
		let view = View { wait: args.wait, json: args.json, out: args.out.as_deref() };
		return view.show(course.owned_by(blobs), &session, hub, &config, &mut progress).await;
	}
	let Ordered { id, mut task, block } = session.tasks(Some(key)).order(&spec).await?;
	progress.note(&format!("task {id} ordered in block {block}"));
	if !args.json {
		println!("task {id}");
	}

	let mut timeline = Timeline::default();
	if args.wait {
		let own = Some(blobs.clone());
		let waiting = watch::follow(&session, id, own, &mut timeline, &mut progress);
		let outcome = tokio::select! {
			outcome = waiting => outcome,
			() = shutdown_signal() => Err(Failure::new("interrupted")),
		};
		progress.finish();
		task = outcome
			.map_err(|e| Failure::new(format!("{e}; task {id} goes on: pouw-worker watch {id}")))?;
	} else if privacy == Privacy::Sealed {
		progress.note(&format!("its miners wait for the key of the input: pouw-worker watch {id}"));
	}
	progress.finish();
	let mut report = TaskReport::new(&session, id, &task, &timeline);
	if args.wait {
		report.add_seconds(progress.seconds());
	}
	add_output(&mut report, id, &task, &blobs, &config, args.out.as_deref()).await?;
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

/// The price, if the account has as much.
async fn affordable(session: &Session, key: &Keypair, price: &str) -> Result<Balance, Failure> {
	let price = session.value(price)?;
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
	Ok(price)
}

/// Adds the output of a task to its report, and writes it to a file, if it was accepted.
pub async fn add_output(
	report: &mut TaskReport,
	id: TaskId,
	task: &TaskRecord<AccountId>,
	blobs: &ClientBlobs,
	config: &Config,
	out: Option<&Path>,
) -> Result<(), Failure> {
	if !matches!(task.state, TaskState::Accepted(_)) {
		return Ok(());
	}
	let output = blobs.output(id, task, config.limits.max_output_bytes).await;
	let bytes = output
		.map_err(|e| Failure::new(format!("task {id} was accepted, but its output: {e}")))?
		.bytes;
	if let Some(out) = out {
		write_out(out, &bytes)?;
	}
	match Kind::of(&task.spec.job) {
		Kind::Embedding => report.add_result(&Embeddings::from_bytes(&bytes)?, out),
		kind => {
			let summary = kind.summary(&bytes);
			report.add_summary(
				summary.map_err(|e| Failure::new(format!("output of task {id} refused: {e}")))?,
			);
		},
	}
	Ok(())
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
