// SPDX-License-Identifier: GPL-3.0-only
//! `export-genesis-head` without a database: the library's command opens one, in RocksDB, to read back
//! the header that follows from the chain spec alone.

use codec::Encode;
use cumulus_client_cli::ExportGenesisHeadCommand;
use polkadot_omni_node_lib::chain_spec::LoadSpec;
use sc_chain_spec::construct_genesis_block;
use sc_executor::read_embedded_version;
use sc_executor_common::runtime_blob::RuntimeBlob;
use sp_core::storage::{well_known_keys::CODE, Storage};
use sp_runtime::{
	generic::{Block, Header},
	traits::{BlakeTwo256, Hash},
	OpaqueExtrinsic, StateVersion,
};
use std::{fs, io::Write};

/// As `polkadot-omni-node-lib` has it for a chain whose block numbers are `u32`.
type NodeBlock = Block<Header<u32, BlakeTwo256>, OpaqueExtrinsic>;

/// Writes the SCALE-coded header of the chain's first block, as the command's arguments want it.
pub fn export(command: &ExportGenesisHeadCommand, loader: &dyn LoadSpec) -> Result<(), String> {
	let shared = &command.shared_params;
	let spec = loader.load_spec(&shared.chain_id(shared.is_dev()))?;
	let storage = spec.as_storage_builder().build_storage()?;
	let head = head(&storage)?.encode();
	let output = if command.raw { head } else { format!("0x{}", hex::encode(head)).into_bytes() };
	match &command.output {
		Some(path) => fs::write(path, output)
			.map_err(|error| format!("cannot write {}: {error}", path.display())),
		None => std::io::stdout()
			.write_all(&output)
			.map_err(|error| format!("cannot write the head to standard output: {error}")),
	}
}

fn head(genesis: &Storage) -> Result<Header<u32, BlakeTwo256>, String> {
	let version = state_version(genesis)?;
	let children = genesis.children_default.values().map(|child| {
		let root = BlakeTwo256::trie_root(child.data.clone().into_iter().collect(), version);
		(child.child_info.prefixed_storage_key().into_inner(), root.encode())
	});
	let state = genesis.top.clone().into_iter().chain(children).collect();
	let block: NodeBlock = construct_genesis_block(BlakeTwo256::trie_root(state, version), version);
	Ok(block.header)
}

/// How the runtime of the genesis state hashes state.
fn state_version(genesis: &Storage) -> Result<StateVersion, String> {
	let code = genesis.top.get(CODE).ok_or("the chain spec's state has no runtime (:code)")?;
	let blob = RuntimeBlob::uncompress_if_needed(code)
		.map_err(|error| format!("the chain spec's runtime is no WebAssembly module: {error}"))?;
	let version = read_embedded_version(&blob)
		.map_err(|error| format!("the version in the chain spec's runtime is malformed: {error}"))?
		.ok_or("the chain spec's runtime has no section with its version")?;
	Ok(version.state_version())
}
