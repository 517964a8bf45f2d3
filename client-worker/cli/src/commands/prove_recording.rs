// SPDX-License-Identifier: Apache-2.0
//! `prove-recording`: that two sectors have a transaction of the hub on record.

use crate::{
	args::ProveRecordingArgs,
	error::Failure,
	hub::Sectors,
	logging,
	progress::Progress,
	recording::{prove, RecordingReport, Unproven, Wanted},
	session,
};
use pouw_chain::{Block, HubClient};
use pouw_service::shutdown_signal;
use std::time::Duration;

/// Longest wait for a transaction to be recorded, in seconds.
const PATIENCE: f64 = 600.0;
/// Longest wait for a hash that no window has, in seconds: its block may not be finalized yet.
const UNKNOWN_PATIENCE: f64 = 60.0;
/// Pause between two attempts: a block's time.
const PAUSE: Duration = Duration::from_secs(2);

/// Proves it and prints the proof.
pub fn run(args: ProveRecordingArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(prove_recording(args))
}

async fn prove_recording(args: ProveRecordingArgs) -> Result<(), Failure> {
	let mut sectors = Sectors::new(&args.sector)?;
	let hub = HubClient::connect(std::slice::from_ref(&args.hub)).await?;
	let mut wanted = wanted(&hub, &args).await?;
	let mut progress = Progress::start();
	let mut shown = String::new();
	loop {
		let attempt = tokio::select! {
			attempt = prove(&hub, &mut sectors, &mut wanted) => attempt,
			() = shutdown_signal() => return Err(Failure::new("interrupted")),
		};
		let unproven = match attempt {
			Ok(report) => {
				progress.finish();
				return print(&report, args.json);
			},
			Err(unproven) => unproven,
		};
		let patience = match unproven {
			Unproven::Unknown(_) => UNKNOWN_PATIENCE,
			_ => PATIENCE,
		};
		if !args.wait || !unproven.may_pass() || progress.seconds() > patience {
			progress.finish();
			let hint = match args.wait || !unproven.may_pass() {
				true => "",
				false => "; try again later, or with --wait",
			};
			let transaction = wanted.transaction;
			return Err(Failure::new(format!("transaction {transaction:?}: {unproven}{hint}")));
		}
		// Once for each stage, not for each block that it takes.
		let stage = stage(&unproven);
		if stage != shown {
			progress.note(&unproven.to_string());
			shown = stage;
		}
		tokio::time::sleep(PAUSE).await;
	}
}

fn stage(unproven: &Unproven) -> String {
	match unproven {
		Unproven::Unknown(_) => "unknown".to_string(),
		Unproven::NotFinalized { .. } => "not finalized".to_string(),
		Unproven::NotStored { sector, .. } => format!("not stored by {}", sector.0),
		other => other.to_string(),
	}
}

/// The transaction that the arguments name.
async fn wanted(hub: &HubClient, args: &ProveRecordingArgs) -> Result<Wanted, Failure> {
	match (args.transaction, args.block, args.index) {
		(Some(transaction), _, _) => Ok(Wanted { transaction, block: None }),
		(None, Some(number), Some(index)) => {
			let hash = hub
				.client()
				.block_hash(number)
				.await?
				.ok_or_else(|| Failure::new(format!("the hub has no block {number} yet")))?;
			let transactions = hub.transactions(hash).await?;
			let transaction = transactions.get(index).copied().ok_or_else(|| {
				let count = transactions.len();
				Failure::new(format!("block {number} of the hub has {count} transactions alone"))
			})?;
			Ok(Wanted { transaction, block: Some(Block { number, hash }) })
		},
		_ => Err(Failure::Usage("name a transaction by its hash, or by block and index".into())),
	}
}

fn print(report: &RecordingReport, json: bool) -> Result<(), Failure> {
	if json {
		println!("{}", serde_json::to_string(report)?);
		return Ok(());
	}
	println!("transaction {}", report.transaction);
	println!(
		"window      {}, transaction {} of {}, as of block {} of the hub, {}",
		report.window, report.index, report.leaves, report.hub_block, report.hub_block_hash
	);
	println!("root        {}, reached by {} hashes", report.root, report.proof.len());
	for stored in &report.sectors {
		println!(
			"sector {}  stored in block {}{}; proven by {} nodes against block {}, {}",
			stored.sector,
			stored.stored_in,
			if stored.confirmed { ", confirmed" } else { "" },
			stored.proof_nodes,
			stored.block,
			stored.block_hash
		);
	}
	println!("recorded in both sectors");
	Ok(())
}
