// SPDX-License-Identifier: Apache-2.0
//! `result`: the output of an accepted task.

use crate::{
	args::ResultArgs,
	error::Failure,
	logging,
	report::write_out,
	session::{self, Session},
};
use pouw_gateway::{client::kind_of, kind::Kind};
use pouw_primitives::TaskId;
use pouw_service::Config;
use serde::Serialize;
use sp_core::crypto::Ss58Codec;

/// An output.
#[derive(Serialize)]
struct OutputReport {
	task: TaskId,
	kind: Kind,
	hash: String,
	bytes: u64,
	/// The miner it is of.
	miner: String,
	/// What it says, in a few words or in full.
	#[serde(skip_serializing_if = "Option::is_none")]
	summary: Option<String>,
	/// Where it was written.
	#[serde(skip_serializing_if = "Option::is_none")]
	file: Option<String>,
}

/// Fetches the output, and writes it to a file or says what is in it.
pub fn run(args: ResultArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(fetch(args))
}

async fn fetch(args: ResultArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	let session = Session::open(&config).await?;
	let id = args.task.task();
	let task = session.tasks(None).accepted(id).await?;
	let blobs = session.blobs(&config)?;
	let output = blobs.output(id, &task, config.limits.max_output_bytes).await?;
	if !output.named_on_chain {
		eprintln!(
			"note: the output that the chain names is not in the store, or not the one that was compared; \
			 this one is of {}, who agreed",
			output.miner.to_ss58check()
		);
	}
	if let Some(out) = &args.out {
		write_out(out, &output.bytes)?;
	}
	let kind = kind_of(&task);
	let said = kind.summary(&output.bytes);
	let report = OutputReport {
		task: id,
		kind,
		hash: format!("{:?}", output.reference.hash),
		bytes: output.reference.len,
		miner: output.miner.to_ss58check(),
		summary: said.clone().ok(),
		file: args.out.as_ref().map(|out| out.display().to_string()),
	};
	match (&report.file, args.json) {
		(_, true) => println!("{}", serde_json::to_string(&report)?),
		(Some(file), false) => println!("{} {} bytes {file}", report.hash, report.bytes),
		(None, false) => {
			println!("{}", said.map_err(|e| Failure::new(format!("output refused: {e}")))?)
		},
	}
	Ok(())
}
