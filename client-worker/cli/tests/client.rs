// SPDX-License-Identifier: Apache-2.0
//! What the commands of a client say to wrong use, and what their help teaches.

use assert_cmd::Command;
use std::{fs, net::TcpListener, path::PathBuf};

/// A folder with a configuration whose only endpoint is dead.
struct Place {
	folder: tempfile::TempDir,
	endpoint: String,
}

impl Place {
	fn new() -> Self {
		let folder = tempfile::tempdir().unwrap();
		// Bound and released, so that nothing listens on it.
		let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
		let place = Self { folder, endpoint: format!("ws://{port}") };
		let text = format!("endpoints = [\"{}\"]\n", place.endpoint);
		fs::write(place.path("worker.toml"), text).unwrap();
		fs::write(place.path("input.txt"), "one\ntwo\n").unwrap();
		place
	}

	fn with_key(self) -> Self {
		self.worker(&["key", "new", "--out", "key.json"]).assert().success();
		self
	}

	fn path(&self, name: &str) -> PathBuf {
		self.folder.path().join(name)
	}

	fn worker(&self, args: &[&str]) -> Command {
		let mut command = Command::new(env!("CARGO_BIN_EXE_pouw-worker"));
		command
			.current_dir(self.folder.path())
			.env_remove("POUW_KEY")
			.env_remove("POUW_GATEWAY_TOKEN")
			.env_remove("RUST_LOG")
			.args(args);
		command
	}

	/// Runs, expects the exit code, and gives standard error; of a failure that is one line.
	fn fails(&self, code: i32, args: &[&str]) -> String {
		let output = self.worker(args).assert().code(code).get_output().clone();
		assert!(output.stdout.is_empty(), "{args:?}");
		let text = String::from_utf8(output.stderr).unwrap();
		if code == 1 {
			assert_eq!(text.lines().count(), 1, "{text}");
			assert!(text.starts_with("error: "), "{text}");
		}
		text
	}
}

const MODEL: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";

#[test]
fn dead_endpoint_is_named_by_every_command() {
	let place = Place::new().with_key();
	for args in [
		&["quote", "--bytes", "100"][..],
		&["quote", "--job", "text", "--model", MODEL, "--input", "input.txt", "--json"],
		&["status", "7"],
		&["watch", "7"],
		&["watch", "--task", "7", "--json"],
		&["result", "7"],
		&["result", "7", "--out", "out.bin", "--json"],
		&["cancel", "7"],
		&["cancel", "--task", "7", "--json"],
		&["gateway"],
	] {
		let error = place.fails(1, args);
		assert!(error.contains(&place.endpoint), "{args:?}: {error}");
	}
}

#[test]
fn quotes_and_results_take_no_key_and_the_rest_names_the_missing_one() {
	let place = Place::new();
	for args in [&["quote", "--bytes", "100"][..], &["watch", "7"], &["result", "7"]] {
		let error = place.fails(1, args);
		assert!(error.contains(&place.endpoint) && !error.contains("key.json"), "{error}");
	}
	for args in [&["cancel", "7"][..], &["gateway"]] {
		let error = place.fails(1, args);
		assert!(error.contains("key.json does not exist"), "{error}");
	}
}

#[test]
fn wrong_usage_has_exit_code_two() {
	let place = Place::new().with_key();
	for args in [
		&["quote"][..],
		&["quote", "--bytes", "0"],
		&["quote", "--bytes", "-1"],
		&["quote", "--bytes", "1", "--input", "input.txt"],
		&["quote", "--bytes", "1", "--confidence", "100"],
		&["quote", "--bytes", "1", "--replicas", "17"],
		&["quote", "--bytes", "1", "--model", "../../etc/passwd"],
		&["quote", "--bytes", "1", "--job", "mining"],
		&["status", "seven"],
		&["status", "7", "--task", "8"],
		&["watch"],
		&["watch", "-1"],
		&["watch", "7", "--task", "7"],
		&["result"],
		&["result", "--out", "out.bin"],
		&["cancel"],
		&["cancel", "seven"],
		&["cancel", "7", "--task", "7"],
		&["cancel", "7", "--order", "7"],
		&["cancel", "--order", "seven"],
		&["cancel", "7", "--hub", "ws://127.0.0.1:1"],
		&["gateway", "--listen", "localhost"],
		&["gateway", "--listen", "0.0.0.0:9955"],
		&["gateway", "--listen", "[::]:9955"],
		&["gateway", "--max-connections", "0"],
	] {
		place.fails(2, args);
	}
}

#[test]
fn public_address_of_the_gateway_is_refused_with_the_way_out() {
	let place = Place::new().with_key();
	let error = place.fails(2, &["gateway", "--listen", "192.0.2.1:9955"]);
	assert!(error.contains("192.0.2.1:9955") && error.contains("--allow-public"), "{error}");
	assert_eq!(error.lines().count(), 1, "{error}");
	// It is allowed so far as the sector is looked for.
	let error = place.fails(1, &["gateway", "--listen", "192.0.2.1:9955", "--allow-public"]);
	assert!(error.contains(&place.endpoint), "{error}");
}

#[test]
fn missing_input_of_a_quote_is_named() {
	let place = Place::new();
	let error = place.fails(1, &["quote", "--input", "none.txt"]);
	assert!(error.contains("none.txt"), "{error}");
}

#[cfg(unix)]
#[test]
fn access_token_is_made_once_for_its_owner_alone_and_never_shown() {
	use std::os::unix::fs::PermissionsExt;
	let place = Place::new().with_key();
	let error = place.fails(1, &["gateway"]);
	let file = place.path("data/gateway.token");
	let token = fs::read_to_string(&file).unwrap();
	assert_eq!(token.len(), 64);
	assert!(!error.contains(&token), "{error}");
	assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
	place.fails(1, &["gateway"]);
	assert_eq!(fs::read_to_string(&file).unwrap(), token);
	fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
	let error = place.fails(1, &["gateway"]);
	assert!(error.contains("chmod 600") && !error.contains(&token), "{error}");
	let error = place.fails(1, &["gateway", "--token-file", "other.token"]);
	assert!(error.contains(&place.endpoint), "{error}");
	assert!(place.path("other.token").exists());
}

#[test]
fn access_token_of_the_environment_is_used_and_a_short_one_not_quoted() {
	let place = Place::new().with_key();
	let run = |token: &str| {
		let output = place.worker(&["gateway"]).env("POUW_GATEWAY_TOKEN", token).assert().code(1);
		String::from_utf8(output.get_output().stderr.clone()).unwrap()
	};
	let error = run("too-short-c0ffee");
	assert!(error.contains("POUW_GATEWAY_TOKEN") && !error.contains("c0ffee"), "{error}");
	let error = run(&"c0ffee".repeat(8));
	assert!(error.contains(&place.endpoint) && !error.contains("c0ffee"), "{error}");
	assert!(!place.path("data/gateway.token").exists());
}

#[test]
fn help_of_each_command_has_an_example() {
	let place = Place::new();
	for command in ["quote", "status", "watch", "result", "cancel", "gateway"] {
		let help = place.worker(&[command, "--help"]).assert().success();
		let text = String::from_utf8(help.get_output().stdout.clone()).unwrap();
		let example = format!("  pouw-worker {command} ");
		assert!(text.lines().any(|line| line.starts_with(&example)), "{text}");
	}
	let help = place.worker(&["--help"]).assert().success();
	let text = String::from_utf8(help.get_output().stdout.clone()).unwrap();
	for command in ["quote", "watch", "cancel", "gateway"] {
		assert!(text.contains(&format!("\n  {command} ")), "{command}: {text}");
	}
}
