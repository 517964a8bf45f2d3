// SPDX-License-Identifier: Apache-2.0
//! `watch`: a task, followed to its end.

use crate::{
	args::WatchArgs,
	error::Failure,
	logging,
	progress::Progress,
	report::{reason_name, TaskReport, Timeline},
	session::{self, Session},
};
use pouw_chain::Keypair;
use pouw_gateway::{follow::Seen, keys::is_own};
use pouw_primitives::{task::TaskState, AccountId, TaskId, TaskRecord};
use pouw_service::{shutdown_signal, ClientBlobs, Config, Granted};

/// Follows the task. Succeeds if a result was accepted.
pub fn run(args: WatchArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(watch(args))
}

async fn watch(args: WatchArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	let id = args.task.task();
	let mut progress = Progress::start();
	let session = Session::open(&config).await?;
	let task = session.task(id).await?;
	let own = own_blobs(&session, &config, &task)?;
	if own.is_some() {
		progress.note(&format!("task {id} is an order of this key"));
	}
	let mut timeline = Timeline::default();
	let following = follow(&session, id, own, &mut timeline, &mut progress);
	let outcome = tokio::select! {
		outcome = following => outcome,
		() = shutdown_signal() => Err(Failure::new("interrupted")),
	};
	progress.finish();
	let task = outcome
		.map_err(|e| Failure::new(format!("{e}; task {id} goes on: pouw-worker watch {id}")))?;
	let mut report = TaskReport::new(&session, id, &task, &timeline);
	report.add_seconds(progress.seconds());
	report.print(args.json)?;
	match task.state {
		TaskState::Failed { reason, .. } => {
			Err(Failure::new(format!("task {id} failed: {}", reason_name(reason))))
		},
		_ => Ok(()),
	}
}

/// The blobs of the task's client, if that is the configuration's key. Without a key there is nothing to
/// hand out, and the task is watched all the same.
fn own_blobs(
	session: &Session,
	config: &Config,
	task: &TaskRecord<AccountId>,
) -> Result<Option<ClientBlobs>, Failure> {
	match Keypair::load(&config.keystore) {
		Ok(key) if task.client == *key.account() => {
			let blobs = session.blobs(config)?;
			Ok(is_own(task, key.account(), &blobs).then_some(blobs))
		},
		_ => Ok(None),
	}
}

/// Follows a task to its end, and hands out the key of its input on the way.
pub async fn follow(
	session: &Session,
	id: TaskId,
	own: Option<ClientBlobs>,
	timeline: &mut Timeline,
	progress: &mut Progress,
) -> Result<TaskRecord<AccountId>, Failure> {
	let mut follow = session.tasks(None).follow(id);
	let mut granted = Granted::default();
	loop {
		match follow.next().await? {
			Seen::Task { block, task } => {
				timeline.observe(&task);
				progress.show(block, &task);
				if task.state.is_final() {
					return Ok(*task);
				}
				let Some(blobs) = &own else { continue };
				match blobs.grant(&mut granted, &*session.client, id, &task).await {
					Ok(0) => {},
					Ok(count) => {
						progress.note(&format!("key of the input handed to {count} miners"));
					},
					Err(error) => progress.note(&format!("{error}; trying again")),
				}
			},
			Seen::Trouble(error) => progress.note(&format!("{error}; trying again")),
		}
	}
}
