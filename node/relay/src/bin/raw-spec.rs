// SPDX-License-Identifier: GPL-3.0-only
//! Turns a plain chain spec on standard input into a raw one on standard output.
//!
//! It is the networks' `post_process_script`. Left to itself, zombienet compiles and runs the relay
//! runtime within its own process, which takes minutes if zombienet was built without optimisation.

use sc_chain_spec::GenericChainSpec;
use std::{
	io::{stdin, Read},
	process::ExitCode,
};

fn raw() -> Result<String, String> {
	let mut plain = Vec::new();
	stdin()
		.read_to_end(&mut plain)
		.map_err(|error| format!("cannot read standard input: {error}"))?;
	GenericChainSpec::<Option<()>>::from_json_bytes(plain)?.as_json(true)
}

fn main() -> ExitCode {
	match raw() {
		Ok(json) => {
			println!("{json}");
			ExitCode::SUCCESS
		},
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
