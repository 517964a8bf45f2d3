// SPDX-License-Identifier: GPL-3.0-only
//! What the binary says to wrong arguments.

use assert_cmd::{cargo::cargo_bin_cmd, Command};
use codec::Decode;
use sp_runtime::{generic::Header, traits::BlakeTwo256};
use sp_trie::{LayoutV1, TrieConfiguration};
use std::fs;

fn refused(command: &mut Command) -> String {
	let output = command.assert().failure().get_output().clone();
	let stderr = String::from_utf8(output.stderr).unwrap();
	assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
	stderr
}

#[test]
fn unknown_chain_is_refused_in_one_line() {
	let stderr = refused(cargo_bin_cmd!("pouw-node").args(["--chain", "nowhere-local"]));
	assert!(stderr.contains("`nowhere-local`") && stderr.contains("hub-local"), "{stderr}");
}

#[test]
fn unknown_chain_is_refused_in_one_line_when_exporting() {
	let args = ["export-chain-spec", "--chain", "nowhere-local"];
	let stderr = refused(cargo_bin_cmd!("pouw-node").args(args));
	assert!(stderr.contains("`nowhere-local`"), "{stderr}");
}

#[test]
fn missing_chain_is_refused_in_one_line() {
	let stderr = refused(&mut cargo_bin_cmd!("pouw-node"));
	assert!(stderr.contains("--chain") && stderr.contains("hub-local"), "{stderr}");
}

#[test]
fn malformed_chain_spec_is_refused_with_its_path() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("broken.json");
	fs::write(&path, "{").unwrap();
	let stderr = refused(cargo_bin_cmd!("pouw-node").arg("--chain").arg(&path));
	assert!(stderr.contains("broken.json"), "{stderr}");
}

#[test]
fn version_is_reported() {
	let output = cargo_bin_cmd!("pouw-node").arg("--version").assert().success();
	let stdout = String::from_utf8(output.get_output().stdout.clone()).unwrap();
	assert!(stdout.contains(env!("CARGO_PKG_VERSION")), "{stdout}");
}

#[test]
fn genesis_head_is_of_the_state_in_the_raw_chain_spec() {
	let folder = tempfile::tempdir().unwrap();
	let (spec, head) = (folder.path().join("raw.json"), folder.path().join("head"));
	let args = ["export-chain-spec", "--chain", "cpu-edge-local", "--raw", "--output"];
	cargo_bin_cmd!("pouw-node").args(args).arg(&spec).assert().success();
	let args = ["export-genesis-head", "--chain", "cpu-edge-local", "--raw"];
	cargo_bin_cmd!("pouw-node").args(args).arg(&head).assert().success();
	let printed = cargo_bin_cmd!("pouw-node")
		.arg("export-genesis-head")
		.arg("--chain")
		.arg(&spec)
		.assert()
		.success();

	let spec: serde_json::Value = serde_json::from_slice(&fs::read(&spec).unwrap()).unwrap();
	let bytes = |text: &str| hex::decode(text.trim_start_matches("0x")).unwrap();
	let state = spec["genesis"]["raw"]["top"].as_object().unwrap();
	let state = state.iter().map(|(key, value)| (bytes(key), bytes(value.as_str().unwrap())));
	let head = fs::read(&head).unwrap();
	assert_eq!(
		String::from_utf8_lossy(&printed.get_output().stdout),
		format!("0x{}", hex::encode(&head))
	);
	let head = Header::<u32, BlakeTwo256>::decode(&mut &head[..]).unwrap();
	assert_eq!(head.number, 0);
	assert_eq!(head.parent_hash, Default::default());
	assert_eq!(head.state_root, LayoutV1::<BlakeTwo256>::trie_root(state));
}

#[test]
fn genesis_head_of_a_spec_without_a_runtime_is_refused() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("empty.json");
	let spec = serde_json::json!({
		"name": "Empty", "id": "empty", "relay_chain": "rococo-local", "para_id": 2003, "bootNodes": [],
		"genesis": { "raw": { "top": {}, "childrenDefault": {} } },
	});
	fs::write(&path, spec.to_string()).unwrap();
	let stderr =
		refused(cargo_bin_cmd!("pouw-node").arg("export-genesis-head").arg("--chain").arg(&path));
	assert!(stderr.contains(":code"), "{stderr}");
}

#[test]
fn relay_chain_without_a_spec_is_refused_with_what_to_pass() {
	let folder = tempfile::tempdir().unwrap();
	let args = ["--chain", "hub-local", "--rpc-port", "0", "--base-path"];
	let output = cargo_bin_cmd!("pouw-node").args(args).arg(folder.path()).assert().failure();
	let stderr = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
	assert!(stderr.trim_end().ends_with("-- --chain relay.json"), "{stderr}");
}

#[test]
fn rocksdb_is_refused_by_name() {
	let folder = tempfile::tempdir().unwrap();
	let args = ["export-blocks", "--chain", "hub-dev", "--database", "rocksdb", "--base-path"];
	let output = cargo_bin_cmd!("pouw-node").args(args).arg(folder.path()).assert().failure();
	let stderr = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
	assert!(
		stderr.contains("without RocksDB")
			&& stderr.contains("--database paritydb")
			&& stderr.contains("after --"),
		"{stderr}"
	);
}
