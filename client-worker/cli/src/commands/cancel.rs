// SPDX-License-Identifier: Apache-2.0
//! `cancel`: taking an order back.

use crate::{
	args::CancelArgs,
	commands::order,
	error::Failure,
	logging,
	progress::Progress,
	session::{self, Session},
};
use pouw_chain::Keypair;
use pouw_gateway::{follow::Seen, Cancelled, Client, Connection};
use pouw_primitives::TaskId;
use pouw_service::{shutdown_signal, Config};

/// Takes an order back. Succeeds if it ends without miners, and fails with how it goes on.
pub fn run(args: CancelArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(cancel(args))
}

async fn cancel(args: CancelArgs) -> Result<(), Failure> {
	if let Some(number) = args.target.order {
		return order::cancel(number, &args).await;
	}
	let config = Config::load(&args.config.config)?;
	let key = Keypair::load(&config.keystore)?;
	let id = args.target.task();
	let client = Session::open(&config).await?.tasks(Some(key));
	client.cancel(id).await?;
	let mut progress = Progress::start();
	let following = follow(&client, id, &mut progress);
	let outcome = tokio::select! {
		outcome = following => outcome,
		() = shutdown_signal() => Err(Failure::new("interrupted")),
	};
	progress.finish();
	let cancelled = outcome
		.map_err(|e| Failure::new(format!("{e}; what becomes of it: pouw-worker watch {id}")))?;
	if args.json {
		println!("{}", serde_json::to_string(&cancelled)?);
	} else {
		let Cancelled { block, refunded, symbol, .. } = cancelled;
		println!("task {id} cancelled in block {block}, {refunded} {symbol} given back");
	}
	Ok(())
}

/// Follows an order that is being cancelled to its end.
async fn follow(
	client: &Client<Connection>,
	id: TaskId,
	progress: &mut Progress,
) -> Result<Cancelled, Failure> {
	let mut follow = client.follow(id);
	loop {
		match follow.next().await? {
			Seen::Task { block, task } => {
				progress.show(block, &task);
				if let Some(cancelled) = client.cancelled(id, &task)? {
					return Ok(cancelled);
				}
			},
			Seen::Trouble(error) => progress.note(&format!("{error}; trying again")),
		}
	}
}
