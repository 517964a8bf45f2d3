// SPDX-License-Identifier: GPL-3.0-only
//! Executes parachain runtimes for a validator, which starts it from its own directory.

polkadot_node_core_pvf_common::decl_worker_main!(
	"execute-worker",
	polkadot_node_core_pvf_execute_worker::worker_entrypoint,
	// The validator refuses workers of another version than its own.
	polkadot_node_primitives::NODE_VERSION,
	env!("CARGO_PKG_VERSION"),
);
