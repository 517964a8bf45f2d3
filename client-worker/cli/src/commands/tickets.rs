// SPDX-License-Identifier: Apache-2.0
//! `tickets`: the work function against known answers.

use crate::{args::TicketsCommand, error::Failure, logging};
use pouw_tickets::vectors;
use std::fs;

/// Runs `tickets check`: every vector goes through the verification that the chain uses.
pub fn run(command: TicketsCommand) -> Result<(), Failure> {
	logging::for_command();
	let TicketsCommand::Check { file } = command;
	let path = file.display();
	let text = fs::read_to_string(&file)
		.map_err(|e| Failure::new(format!("cannot read the known answers {path}: {e}")))?;
	let report = vectors::check(&text)
		.map_err(|e| Failure::new(format!("{path} is no file of known answers: {e}")))?;
	if report.passed == 0 && report.failed.is_empty() {
		return Err(Failure::new(format!("{path} has no known answers in it")));
	}
	for (index, reason) in &report.failed {
		println!("vector {index}: {reason}");
	}
	println!("{} passed, {} failed", report.passed, report.failed.len());
	match report.failed.as_slice() {
		[] => Ok(()),
		failed => Err(Failure::new(format!("{} known answers of {path} failed", failed.len()))),
	}
}
