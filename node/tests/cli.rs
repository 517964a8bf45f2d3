// SPDX-License-Identifier: GPL-3.0-only
//! What the binary says to wrong arguments.

use assert_cmd::{cargo::cargo_bin_cmd, Command};
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
