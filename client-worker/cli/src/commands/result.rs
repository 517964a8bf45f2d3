// SPDX-License-Identifier: Apache-2.0
//! `result`: the output of an accepted task.

use crate::{
	args::ResultArgs,
	error::Failure,
	logging,
	report::{state_name, write_out},
	session::{self, Session},
};
use pouw_primitives::task::TaskState;
use pouw_service::{BlobStore, Config};

/// Fetches the output and writes it to a file.
pub fn run(args: ResultArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(fetch(args))
}

async fn fetch(args: ResultArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	let session = Session::open(&config).await?;
	let task = session.task(args.task).await?;
	let TaskState::Accepted(end) = &task.state else {
		let state = state_name(&task.state);
		return Err(Failure::new(format!("task {} has no result: it is {state}", args.task)));
	};
	let blobs = BlobStore::open(&config.blob_dir)?;
	let output = blobs.get(&end.output, config.limits.max_output_bytes).await?;
	write_out(&args.out, &output)?;
	println!("{:?} {} bytes {}", end.output.hash, output.len(), args.out.display());
	Ok(())
}
