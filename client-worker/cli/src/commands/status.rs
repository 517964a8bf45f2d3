// SPDX-License-Identifier: Apache-2.0
//! `status`: a miner's record, or a task's.

use crate::{
	args::StatusArgs,
	error::Failure,
	logging,
	report::{TaskReport, Timeline},
	session::{self, Session},
};
use pouw_chain::Keypair;
use pouw_primitives::{AccountId, MinerRecord, TaskId};
use pouw_service::Config;
use serde::Serialize;
use sp_core::crypto::Ss58Codec;

/// A miner.
#[derive(Serialize)]
struct MinerReport {
	account: String,
	registered: bool,
	balance: String,
	symbol: String,
	best_block: u32,
	finalized_block: u32,
	#[serde(flatten)]
	record: Option<RecordReport>,
	/// Unfinished tasks it is assigned.
	open_tasks: Vec<TaskId>,
}

#[derive(Serialize)]
struct RecordReport {
	registered_at: u32,
	available: bool,
	deposit: String,
	bond: String,
	device: String,
	memory_mib: u32,
	threads: u16,
	encryption_key: String,
	assigned: u32,
	accepted: u32,
	/// Multiply-accumulates of its tickets so far.
	work: String,
	/// Moving average of them for one window.
	work_per_window: String,
	/// Completion times authorship, in per cent.
	reliability_percent: f64,
}

/// Prints the record.
pub fn run(args: StatusArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(status(args))
}

async fn status(args: StatusArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	if let Some(id) = args.id.or(args.task) {
		let session = Session::open(&config).await?;
		let task = session.task(id).await?;
		return Ok(TaskReport::new(&session, id, &task, &Timeline::default()).print(args.json)?);
	}
	let account = match &args.account {
		Some(address) => AccountId::from_ss58check(address)
			.map_err(|e| Failure::Usage(format!("--account: `{address}` is no address: {e}")))?,
		None => Keypair::load(&config.keystore)?.account().clone(),
	};
	let session = Session::open(&config).await?;
	let report = miner_report(&session, &account).await?;
	if args.json {
		println!("{}", serde_json::to_string(&report)?);
	} else {
		print_miner(&report);
	}
	Ok(())
}

async fn miner_report(session: &Session, account: &AccountId) -> Result<MinerReport, Failure> {
	let client = &session.client;
	let record = client.miner(account).await?;
	Ok(MinerReport {
		account: account.to_ss58check(),
		registered: record.is_some(),
		balance: session.amount(client.free_balance(account).await?),
		symbol: session.symbol(),
		best_block: client.best_block().await?.number,
		finalized_block: client.finalized_block().await?.number,
		record: record.map(|record| record_report(session, &record)),
		open_tasks: client.assignments(account).await?,
	})
}

fn record_report(session: &Session, record: &MinerRecord) -> RecordReport {
	RecordReport {
		registered_at: record.registered_at,
		available: record.available,
		deposit: session.amount(record.deposit),
		bond: session.amount(record.bond),
		device: String::from_utf8_lossy(&record.profile.device).into_owned(),
		memory_mib: record.profile.memory_mib,
		threads: record.profile.threads,
		encryption_key: format!("0x{}", hex::encode(record.encryption_key)),
		assigned: record.assigned,
		accepted: record.accepted,
		work: record.work.total.to_string(),
		work_per_window: record.work.average.to_string(),
		reliability_percent: f64::from(record.reliability().deconstruct()) / 10_000.0,
	}
}

fn print_miner(report: &MinerReport) {
	println!("account   {}", report.account);
	println!("balance   {} {}", report.balance, report.symbol);
	println!("chain     block {}, finalized {}", report.best_block, report.finalized_block);
	let Some(record) = &report.record else {
		return println!("miner     not registered");
	};
	let state = if record.available { "takes tasks" } else { "paused" };
	println!("miner     registered in block {}, {state}", record.registered_at);
	println!("deposit   {} {}", record.deposit, report.symbol);
	println!("bond      {} {}", record.bond, report.symbol);
	println!("machine   {}, {} MiB, {} threads", record.device, record.memory_mib, record.threads);
	println!("tasks     {} accepted of {} settled", record.accepted, record.assigned);
	println!("work      {}, {} per window", record.work, record.work_per_window);
	println!("reliable  {:.2} %", record.reliability_percent);
	let open: Vec<String> = report.open_tasks.iter().map(ToString::to_string).collect();
	println!("open      {}", if open.is_empty() { "none".to_string() } else { open.join(", ") });
}
