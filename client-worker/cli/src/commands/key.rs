// SPDX-License-Identifier: Apache-2.0
//! `key`: making and showing keys.

use crate::{args::KeyCommand, error::Failure};
use pouw_chain::Keypair;

/// Runs `key new` or `key show`. Only the address is ever printed.
pub fn run(command: KeyCommand) -> Result<(), Failure> {
	let key = match command {
		KeyCommand::New { out } => Keypair::create(&out)?,
		KeyCommand::Show { file } => Keypair::from_file(&file)?,
	};
	println!("{}", key.address());
	Ok(())
}
