// SPDX-License-Identifier: Apache-2.0
//! `cancel`: what becomes of an order that is not wanted any more.

use crate::{
	args::CancelArgs,
	error::Failure,
	logging,
	session::{self, Session},
};
use pouw_chain::Keypair;
use pouw_service::Config;

/// Tries to take an order back, and fails with how it goes on.
pub fn run(args: CancelArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(async {
		let config = Config::load(&args.config.config)?;
		let key = Keypair::load(&config.keystore)?;
		let session = Session::open(&config).await?;
		Ok(session.tasks(Some(key)).cancel(args.task.task()).await?)
	})
}
