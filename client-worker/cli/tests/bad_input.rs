// SPDX-License-Identifier: Apache-2.0
//! What the binary says to wrong use: one line, and an exit code.

use assert_cmd::Command;
use std::{fs, path::PathBuf};

/// A folder with a configuration whose only endpoint is dead.
struct Place {
	folder: tempfile::TempDir,
	endpoint: String,
}

impl Place {
	fn new() -> Self {
		let folder = tempfile::tempdir().unwrap();
		// Bound and released, so that nothing listens on it.
		let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
		let endpoint = format!("ws://{port}");
		let place = Self { folder, endpoint };
		fs::write(place.path("worker.toml"), format!("endpoints = [\"{}\"]\n", place.endpoint))
			.unwrap();
		fs::create_dir(place.path("models")).unwrap();
		fs::write(place.path("input.txt"), "one\ntwo\n").unwrap();
		place
	}

	fn path(&self, name: &str) -> PathBuf {
		self.folder.path().join(name)
	}

	fn worker(&self, args: &[&str]) -> Command {
		let mut command = Command::new(env!("CARGO_BIN_EXE_pouw-worker"));
		command
			.current_dir(self.folder.path())
			.env_remove("POUW_KEY")
			.env_remove("RUST_LOG")
			.args(args);
		command
	}

	fn with_key(self) -> Self {
		self.worker(&["key", "new", "--out", "key.json"]).assert().success();
		self
	}

	/// Runs, expects the exit code, and gives the one line on standard error.
	fn fails(&self, code: i32, args: &[&str]) -> String {
		let output = self.worker(args).assert().code(code).get_output().clone();
		let text = String::from_utf8(output.stderr).unwrap();
		if code == 1 {
			assert_eq!(text.lines().count(), 1, "{text}");
			assert!(text.starts_with("error: "), "{text}");
		}
		text
	}
}

const ADDRESS: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const MODEL: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";

#[test]
fn dead_endpoint_is_named() {
	let place = Place::new().with_key();
	for args in [
		&["status"][..],
		&["status", "--task", "7"],
		&["result", "--task", "7", "--out", "out.bin"],
		&["submit", "--model", MODEL, "--input", "input.txt", "--price", "1"],
		&["status", "--account", ADDRESS],
		&["convert", "--amount", "1"],
	] {
		let error = place.fails(1, args);
		assert!(error.contains(&place.endpoint), "{args:?}: {error}");
	}
}

#[test]
fn missing_keystore_is_named() {
	let place = Place::new();
	let error = place.fails(1, &["status"]);
	assert!(error.contains("key.json does not exist"), "{error}");
}

#[cfg(unix)]
#[test]
fn keystore_that_others_can_read_is_refused() {
	use std::os::unix::fs::PermissionsExt;
	let place = Place::new().with_key();
	fs::set_permissions(place.path("key.json"), fs::Permissions::from_mode(0o644)).unwrap();
	let error = place.fails(1, &["key", "show", "--file", "key.json"]);
	assert!(error.contains("0644") && error.contains("chmod 600"), "{error}");
	let error = place.fails(1, &["status"]);
	assert!(error.contains("chmod 600"), "{error}");
}

#[test]
fn keystore_is_not_overwritten() {
	let place = Place::new().with_key();
	let before = fs::read(place.path("key.json")).unwrap();
	let error = place.fails(1, &["key", "new", "--out", "key.json"]);
	assert!(error.contains("exists already"), "{error}");
	assert_eq!(fs::read(place.path("key.json")).unwrap(), before);
}

#[test]
fn only_the_address_of_a_key_is_printed() {
	let place = Place::new();
	let made = place.worker(&["key", "new", "--out", "key.json"]).assert().success();
	let shown = place.worker(&["key", "show", "--file", "key.json"]).assert().success();
	let (made, shown) = (made.get_output(), shown.get_output());
	assert_eq!(made.stdout, shown.stdout);
	assert!(made.stderr.is_empty() && shown.stderr.is_empty());
	let address = String::from_utf8(made.stdout.clone()).unwrap();
	assert_eq!(address.trim().len(), 48, "{address}");
}

#[test]
fn key_in_the_environment_is_used_and_a_wrong_one_not_quoted() {
	let place = Place::new();
	let output = place.worker(&["status"]).env("POUW_KEY", "//Alice").assert().code(1);
	let error = String::from_utf8(output.get_output().stderr.clone()).unwrap();
	assert!(error.contains(&place.endpoint), "the key was taken: {error}");
	let output = place.worker(&["status"]).env("POUW_KEY", "my secret words").assert().code(1);
	let error = String::from_utf8(output.get_output().stderr.clone()).unwrap();
	assert!(error.contains("POUW_KEY") && !error.contains("secret words"), "{error}");
}

#[test]
fn missing_configuration_is_named() {
	let place = Place::new();
	let error = place.fails(1, &["run", "--config", "none.toml"]);
	assert!(error.contains("none.toml"), "{error}");
}

#[test]
fn wrong_configuration_key_is_named() {
	let place = Place::new();
	fs::write(place.path("worker.toml"), "endpoint = \"ws://127.0.0.1:1\"\n").unwrap();
	let error = place.fails(1, &["status"]);
	assert!(error.contains("worker.toml") && error.contains("`endpoint`"), "{error}");
}

#[test]
fn missing_models_folder_is_named() {
	let place = Place::new().with_key();
	fs::remove_dir(place.path("models")).unwrap();
	let error = place.fails(1, &["run"]);
	assert!(error.contains("models"), "{error}");
}

#[test]
fn folder_without_or_with_a_wrong_manifest_is_no_model() {
	let place = Place::new().with_key();
	fs::create_dir(place.path("model")).unwrap();
	let commands = [
		&["embed", "--model-folder", "model", "--input", "input.txt"][..],
		&["submit", "--model-folder", "model", "--input", "input.txt", "--price", "1"],
	];
	for args in commands {
		let error = place.fails(1, args);
		assert!(error.contains("manifest.b3"), "{error}");
	}
	fs::write(place.path("model/config.json"), "{}").unwrap();
	fs::write(place.path("model/manifest.b3"), format!("{}  config.json\n", "0".repeat(64)))
		.unwrap();
	for args in commands {
		let error = place.fails(1, args);
		assert!(error.contains("config.json") && error.contains(&"0".repeat(64)), "{error}");
	}
}

#[test]
fn missing_and_malformed_inputs_are_named() {
	let place = Place::new().with_key();
	let submit = |input| ["submit", "--model", MODEL, "--input", input, "--price", "1"];
	let error = place.fails(1, &submit("none.txt"));
	assert!(error.contains("none.txt"), "{error}");
	fs::write(place.path("input.bin"), [0xff, 0xfe]).unwrap();
	let error = place.fails(1, &submit("input.bin"));
	assert!(error.contains("input.bin") && error.contains("UTF-8"), "{error}");
}

#[test]
fn wrong_usage_has_exit_code_two() {
	let place = Place::new().with_key();
	for args in [
		&[][..],
		&["tickets"],
		&["tickets", "check"],
		&["model", "layers"],
		&["model", "layers", "--model-folder", "m", "--rank", "48"],
		&["model", "layers", "--model-folder", "m", "--rank", "32", "--register"],
		&["mine", "--threads", "-1"],
		&["bench", "--threads", "many"],
		&["submit", "--input", "input.txt", "--price", "1"],
		&["submit", "--model", "0x11", "--input", "input.txt", "--price", "1"],
		&["submit", "--model", MODEL, "--input", "input.txt", "--price", "1", "--replicas", "1"],
		&["submit", "--model", MODEL, "--input", "input.txt", "--price", "1", "--tolerance", "2"],
		&["submit", "--model", MODEL, "--input", "input.txt", "--price", "1", "--out", "o"],
		&["submit", "--model", MODEL, "--input", "input.txt", "--price", "1", "--pay-in", "shells"],
		&["submit", "--model", MODEL, "--input", "input.txt", "--price", "1", "--hub", "ws://a"],
		&["order"],
		&["order", "--order", "-1"],
		&["order", "--order", "seven"],
		&["order", "--order", "7", "--out", "out.bin"],
		&["status", "--task", "seven"],
		&["status", "--account", "nobody"],
		&["convert"],
		&["convert", "--amount", "1", "--hub", "ws://127.0.0.1:1"],
		&["convert", "--amount", "1", "--wait", "--sector", "2000=ws://127.0.0.1:1"],
		&["convert", "--amount", "1", "--wait", "--sector", "2001"],
		&["transfer", "--to", "nobody", "--amount", "1"],
		&["transfer", "--to", ADDRESS, "--amount", "1"],
		&["prove-recording", "--hub", "ws://127.0.0.1:1", "--transaction", MODEL],
		&["prove-recording", "--hub", "ws://127.0.0.1:1", "--sector", "2001=ws://127.0.0.1:1"],
		&[
			"prove-recording",
			"--hub",
			"ws://127.0.0.1:1",
			"--block",
			"7",
			"--sector",
			"2001=ws://127.0.0.1:1",
		],
		&["key", "new"],
	] {
		place.fails(2, args);
	}
}

#[test]
fn dead_node_of_the_hub_is_named() {
	let place = Place::new().with_key();
	let sector = format!("2001={}", place.endpoint);
	for args in [
		&["convert", "--amount", "1", "--wait", "--hub", &place.endpoint][..],
		&["transfer", "--to", ADDRESS, "--amount", "1", "--hub", &place.endpoint],
		&["prove-recording", "--hub", &place.endpoint, "--transaction", MODEL, "--sector", &sector],
	] {
		let error = place.fails(1, args);
		assert!(error.contains(&place.endpoint), "{args:?}: {error}");
	}
}

#[test]
fn order_in_main_wants_a_node_of_the_hub() {
	let place = Place::new().with_key();
	for args in [
		&["submit", "--model", MODEL, "--input", "input.txt", "--price", "1", "--pay-in", "main"][..],
		&["order", "--order", "7"],
		&["cancel", "--order", "7"],
	] {
		let error = place.fails(2, args);
		assert!(error.contains("--hub") && error.contains("hub_endpoints"), "{args:?}: {error}");
	}
	// None of it was needed, and nothing was left behind.
	assert!(!place.path("blobs").exists());
}

#[test]
fn order_in_main_names_what_does_not_answer() {
	let place = Place::new().with_key();
	let hub = place.endpoint.clone();
	let submit = ["submit", "--model", MODEL, "--input", "input.txt", "--price", "1"];
	for args in [
		[&submit[..], &["--pay-in", "main", "--hub", &hub]].concat(),
		[&submit[..], &["--pay-in", "main", "--hub", &hub, "--wait", "--json"]].concat(),
		vec!["order", "--order", "7", "--hub", &hub],
		vec!["cancel", "--order", "7", "--hub", &hub, "--json"],
		vec!["order", "--order", "7", "--hub", &hub, "--wait", "--out", "out.bin"],
	] {
		let error = place.fails(1, &args);
		assert!(error.contains(&hub), "{args:?}: {error}");
	}
	fs::write(
		place.path("worker.toml"),
		format!("endpoints = [\"ws://127.0.0.1:1\"]\nhub_endpoints = [\"{hub}\"]\n"),
	)
	.unwrap();
	let error = place.fails(1, &[&submit[..], &["--pay-in", "main"]].concat());
	assert!(error.contains(&hub), "{error}");
}

#[test]
fn order_in_main_is_checked_before_anything_is_asked_of_the_hub() {
	let place = Place::new().with_key();
	let submit =
		|input| ["submit", "--model", MODEL, "--input", input, "--price", "1", "--pay-in", "main"];
	let error = place.fails(1, &submit("none.txt"));
	assert!(error.contains("none.txt"), "{error}");
	fs::remove_file(place.path("key.json")).unwrap();
	let error = place.fails(1, &submit("input.txt"));
	assert!(error.contains("key.json"), "{error}");
}

#[test]
fn conversion_that_is_to_be_followed_wants_a_node_of_the_hub() {
	let place = Place::new().with_key();
	let error = place.fails(2, &["convert", "--amount", "1", "--wait"]);
	assert!(error.contains("--hub") && error.contains("hub_endpoints"), "{error}");
}

#[test]
fn witness_says_what_its_configuration_lacks() {
	let place = Place::new();
	let error = place.fails(1, &["witness"]);
	assert!(error.contains("`witness.sources`"), "{error}");
	let source = |sector: u32, count: usize| {
		let table = format!("[[witness.sources]]\nsector = {sector}\nendpoints = [\"ws://a\"]\n");
		table.repeat(count)
	};
	fs::write(place.path("twice.toml"), source(2002, 2)).unwrap();
	let error = place.fails(1, &["witness", "--config", "twice.toml"]);
	assert!(error.contains("2002 twice"), "{error}");
	fs::write(place.path("hub.toml"), source(2000, 1)).unwrap();
	let error = place.fails(1, &["witness", "--config", "hub.toml"]);
	assert!(error.contains("2000") && error.contains("no sector"), "{error}");
	let text = format!("endpoints = [\"{}\"]\n{}", place.endpoint, source(2002, 1));
	fs::write(place.path("dead.toml"), text).unwrap();
	// No key is asked for.
	let output = place.worker(&["witness", "--config", "dead.toml"]).assert().code(1);
	let error = String::from_utf8(output.get_output().stderr.clone()).unwrap();
	assert!(error.contains(&place.endpoint) && !error.contains("key"), "{error}");
}

#[test]
fn mining_fails_as_running_does() {
	let place = Place::new();
	let error = place.fails(1, &["mine"]);
	assert!(error.contains("key.json"), "{error}");
	let place = place.with_key();
	let error = place.fails(1, &["mine", "--config", "none.toml"]);
	assert!(error.contains("none.toml"), "{error}");
	fs::write(place.path("odd.toml"), "[mining]\nthreads = \"all\"\n").unwrap();
	let error = place.fails(1, &["mine", "--config", "odd.toml"]);
	assert!(error.contains("`mining.threads`"), "{error}");
}

#[test]
fn known_answers_that_cannot_be_checked_are_named() {
	let place = Place::new();
	let error = place.fails(1, &["tickets", "check", "none.json"]);
	assert!(error.contains("none.json"), "{error}");
	for text in ["", "{}", "[", "[]", "\u{feff}[]"] {
		fs::write(place.path("odd.json"), text).unwrap();
		let error = place.fails(1, &["tickets", "check", "odd.json"]);
		assert!(error.contains("odd.json") && error.contains("known answers"), "{text}: {error}");
	}
	fs::write(place.path("binary.json"), [0xff, 0xfe]).unwrap();
	let error = place.fails(1, &["tickets", "check", "binary.json"]);
	assert!(error.contains("binary.json"), "{error}");
}

#[test]
fn known_answers_that_fail_are_counted_and_end_with_exit_code_one() {
	let place = Place::new();
	fs::write(place.path("wrong.json"), r#"[{"kind":"baseline"},{"kind":"other"},7]"#).unwrap();
	let output = place.worker(&["tickets", "check", "wrong.json"]).assert().code(1);
	let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
	assert!(text.ends_with("0 passed, 3 failed\n"), "{text}");
	assert!(text.contains("vector 1: unknown kind"), "{text}");
}

#[test]
fn committed_known_answers_pass() {
	let place = Place::new();
	let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../primitives/pouw/vectors/tickets.json");
	let output = place.worker(&["tickets", "check", file]).assert().success();
	let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
	assert!(text.ends_with(" passed, 0 failed\n") && !text.starts_with("0 passed"), "{text}");
}

#[test]
fn layers_of_a_folder_that_is_no_model_are_not_listed() {
	let place = Place::new();
	fs::create_dir(place.path("model")).unwrap();
	for args in [
		&["model", "layers", "--model-folder", "model"][..],
		&["model", "layers", "--model-folder", "model", "--register"],
	] {
		let error = place.fails(1, args);
		assert!(error.contains("manifest.b3"), "{error}");
	}
}

#[test]
fn help_says_who_can_read_an_input() {
	let place = Place::new();
	let help = place.worker(&["submit", "--help"]).assert().success();
	let text = String::from_utf8(help.get_output().stdout.clone()).unwrap();
	let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
	assert!(text.contains("encrypted") && text.contains("stored in plain"), "{text}");
}

#[test]
fn printed_configuration_is_the_committed_file_and_is_accepted() {
	let place = Place::new();
	let printed = place.worker(&["config"]).assert().success().get_output().stdout.clone();
	let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/config.toml");
	assert_eq!(printed, fs::read(committed).unwrap());
	fs::write(place.path("default.toml"), printed).unwrap();
	let error = place.fails(1, &["status", "--config", "default.toml"]);
	assert!(error.contains("key.json"), "{error}");
}
