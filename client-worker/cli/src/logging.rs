// SPDX-License-Identifier: Apache-2.0
//! Logs, on standard error.

use crate::{error::Failure, view::LiveLine};
use pouw_service::config::{Log, LogFormat};
use std::io::{stderr, IsTerminal};
use tracing_subscriber::{fmt::writer::BoxMakeWriter, EnvFilter};

/// Logs as the configuration says; for the miner. Lines go above the live line, if there is one.
pub fn for_miner(log: &Log, live: Option<LiveLine>) -> Result<(), Failure> {
	let filter = match std::env::var(EnvFilter::DEFAULT_ENV) {
		Ok(_) => EnvFilter::try_from_default_env()
			.map_err(|e| Failure::new(format!("{}: {e}", EnvFilter::DEFAULT_ENV)))?,
		Err(_) => EnvFilter::try_new(&log.filter)
			.map_err(|e| Failure::new(format!("configuration: `log.filter`: {e}")))?,
	};
	let writer = match live {
		Some(line) => BoxMakeWriter::new(move || line.writer()),
		None => BoxMakeWriter::new(stderr),
	};
	let lines = tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_ansi(stderr().is_terminal())
		.with_writer(writer);
	match log.format {
		LogFormat::Text => lines.init(),
		LogFormat::Json => lines.json().init(),
	}
	Ok(())
}

/// Logs warnings, or what `RUST_LOG` says; for the commands whose output is for people.
pub fn for_command() {
	let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
	tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_ansi(stderr().is_terminal())
		.with_writer(stderr)
		.init();
}
