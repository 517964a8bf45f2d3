// SPDX-License-Identifier: GPL-3.0-only
//! Validator of the relay chain of local networks.
//!
//! The same program as the `polkadot` of the SDK release that this project is built on. It is
//! built here because the release is published as libraries only, and because local networks need
//! the relay runtime with short sessions.

use std::process::ExitCode;

fn main() -> ExitCode {
	match polkadot_cli::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
