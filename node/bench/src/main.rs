// SPDX-License-Identifier: GPL-3.0-only
//! Measures and checks the wasm of a runtime that was built with the features `runtime-benchmarks`
//! and `try-runtime`. `scripts/weights` is what runs it.
//!
//! The SDK's tools for this are a node with its own benchmarking feature, which would have all of
//! its dependencies compiled a second time, and a program that is installed from its repository. The
//! library behind both is among the node's dependencies, so this uses it.

mod try_runtime;

use clap::Parser;
use cumulus_primitives_proof_size_hostfunction::storage_proof_size;
use frame_benchmarking_cli::PalletCmd;
use sp_runtime::traits::BlakeTwo256;
use std::process::ExitCode;

/// Functions that a parachain's runtime imports besides those that every runtime does.
type ExtraHostFunctions = storage_proof_size::HostFunctions;

/// Measures and checks a runtime's wasm.
#[derive(Parser)]
enum Command {
	/// Measures the calls of pallets and writes their weights.
	Pallet(Box<PalletCmd>),
	/// Runs what the runtime does and checks at an upgrade and in a block.
	TryRuntime(try_runtime::TryRuntime),
}

fn run(command: Command) -> Result<(), String> {
	sc_cli::LoggerBuilder::new("info,wasm=off").init().map_err(|error| error.to_string())?;
	match command {
		Command::Pallet(command) => command
			.run_with_spec::<BlakeTwo256, ExtraHostFunctions>(None)
			.map_err(|error| error.to_string()),
		Command::TryRuntime(command) => command.run(),
	}
}

fn main() -> ExitCode {
	match run(Command::parse()) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
