// SPDX-License-Identifier: Apache-2.0
//! Command line of the worker: run a miner, order a job, fetch its result.

mod args;
mod commands;
mod conversion;
mod error;
mod hub;
mod jobs;
mod layers;
mod logging;
mod orders;
mod progress;
mod recording;
mod report;
mod session;
mod view;

use args::{Cli, Command};
use clap::Parser;
use pouw_gateway::amount;
use std::process::ExitCode;

fn main() -> ExitCode {
	let outcome = match Cli::parse().command {
		Command::Key(command) => commands::key::run(command),
		Command::Config => commands::config::run(),
		Command::Run(args) => commands::run::run(args),
		Command::Mine(args) => commands::mine::run(args),
		Command::Author(args) => commands::author::run(args),
		Command::Witness(args) => commands::witness::run(args),
		Command::Convert(args) => commands::convert::run(args),
		Command::Transfer(args) => commands::transfer::run(args),
		Command::ProveRecording(args) => commands::prove_recording::run(args),
		Command::Bench(args) => commands::bench::run(args),
		Command::Tickets(command) => commands::tickets::run(command),
		Command::Model(command) => commands::model::run(command),
		Command::Training(command) => commands::training::run(command),
		Command::Submit(args) => commands::submit::run(args),
		Command::Order(args) => commands::order::run(args),
		Command::Quote(args) => commands::quote::run(args),
		Command::Status(args) => commands::status::run(args),
		Command::Watch(args) => commands::watch::run(args),
		Command::Result(args) => commands::result::run(args),
		Command::Cancel(args) => commands::cancel::run(args),
		Command::Gateway(args) => commands::gateway::run(args),
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
