// SPDX-License-Identifier: Apache-2.0
//! Command line of the worker: run a miner, order a job, fetch its result.

mod amount;
mod args;
mod commands;
mod error;
mod logging;
mod progress;
mod report;
mod session;

use args::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
	let outcome = match Cli::parse().command {
		Command::Key(command) => commands::key::run(command),
		Command::Config => commands::config::run(),
		Command::Run(args) => commands::run::run(args),
		Command::Submit(args) => commands::submit::run(args),
		Command::Status(args) => commands::status::run(args),
		Command::Result(args) => commands::result::run(args),
		Command::Embed(args) => commands::embed::run(args),
	};
	match outcome {
		Ok(()) => ExitCode::SUCCESS,
		Err(failure) => {
			eprintln!("error: {failure}");
			failure.code()
		},
	}
}
