// SPDX-License-Identifier: GPL-3.0-only
//! Collator and full node of the hub and the sectors.
//!
//! Everything that is not about this project's chains comes from `polkadot-omni-node-lib`.

mod chain_spec;
mod cli;
mod genesis_head;

use polkadot_omni_node_lib::{
	chain_spec::ChainSpec,
	run_with_custom_cli,
	runtime::{AuraConsensusId, BlockNumber, Consensus, Runtime, RuntimeResolver},
	RunConfig,
};
use std::process::ExitCode;

/// What every runtime of this project is. The library's own resolver finds it out by compiling the
/// runtime and reading its metadata, at each start.
struct OneRuntime;

impl RuntimeResolver for OneRuntime {
	fn runtime(&self, _: &dyn ChainSpec) -> sc_cli::Result<Runtime> {
		Ok(Runtime::Omni(BlockNumber::U32, Consensus::Aura(AuraConsensusId::Sr25519)))
	}
}

/// What to do about errors that come from the relay chain's side, to which the library gives its own names and
/// defaults.
fn advice(error: &str) -> &'static str {
	if error.contains("`rococo-native`") {
		" Pass the relay chain's spec after --, as in: -- --chain relay.json"
	} else if error.contains("without RocksDB") {
		" (a relay chain's node within this one: after --)"
	} else {
		""
	}
}

fn main() -> ExitCode {
	let config = RunConfig::new(Box::new(OneRuntime), Box::new(chain_spec::Loader));
	match run_with_custom_cli::<cli::About, cli::Extra>(config) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			let error = error.to_string();
			eprintln!("Error: {error}{}", advice(&error));
			ExitCode::FAILURE
		},
	}
}
