// SPDX-License-Identifier: Apache-2.0
//! `mine`: the miner, with tickets.

use crate::{args::MineArgs, commands::run::run_with, error::Failure, logging, view::LiveLine};
use pouw_service::Config;
use std::io::{stderr, IsTerminal};

/// Mines until a signal.
pub fn run(args: MineArgs) -> Result<(), Failure> {
	let mut config = Config::load(&args.config.config)?;
	config.mining.enabled = true;
	if let Some(threads) = args.threads {
		config.mining.threads = threads;
	}
	let live = stderr().is_terminal().then(LiveLine::new);
	if live.is_some() {
		// The balance is asked for along with each report, and the live line shows it.
		config.mining.report_seconds = config.mining.report_seconds.min(10);
	}
	logging::for_miner(&config.log, live.clone())?;
	let result = run_with(&config, |mining| {
		if let Some(line) = &live {
			line.follow(mining);
		}
	});
	if let Some(line) = &live {
		line.finish();
	}
	result
}
