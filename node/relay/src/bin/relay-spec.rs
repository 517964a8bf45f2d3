// SPDX-License-Identifier: GPL-3.0-only
//! Prints the plain chain spec of the relay chain of local networks, as JSON.
//!
//! It is Rococo's runtime with its sessions of an hour: at the end of each, the parachains' newest
//! blocks are lost and built again, so the short sessions that local networks often have would cost
//! a quarter of the blocks. The networks let parachains begin in the first session.
//!
//! The node itself knows no relay runtime, so that a change of one does not have the node compiled
//! again.

use rococo_runtime::{Block, Runtime, WASM_BINARY};
use sc_chain_spec::{ChainType, GenericChainSpec};
use sp_genesis_builder::{
	runtime_decl_for_genesis_builder::GenesisBuilder, LOCAL_TESTNET_RUNTIME_PRESET,
};
use std::process::ExitCode;

fn spec() -> Result<String, String> {
	let wasm = WASM_BINARY
		.ok_or("built without the relay runtime: build it again without SKIP_WASM_BUILD")?;
	// Asked of the runtime as linked here: asking the wasm means compiling it first.
	let preset =
		<Runtime as GenesisBuilder<Block>>::get_preset(&Some(LOCAL_TESTNET_RUNTIME_PRESET.into()))
			.ok_or("the relay runtime has no preset for local networks")?;
	let preset = serde_json::from_slice(&preset)
		.map_err(|error| format!("the relay runtime's preset is not JSON: {error}"))?;
	let spec = GenericChainSpec::<Option<()>>::builder(wasm, None)
		.with_name("POUW Local Relay")
		.with_id("rococo_local_testnet")
		.with_chain_type(ChainType::Local)
		.with_genesis_config_patch(preset)
		.with_protocol_id("dot")
		.build();
	spec.as_json(false)
}

fn main() -> ExitCode {
	match spec() {
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
