// SPDX-License-Identifier: Apache-2.0
//! Tests of manifests: what is accepted, and every way of tampering.

use super::*;
use proptest::prelude::*;
use tempfile::TempDir;

const FILES: [&str; 3] = ["1_Pooling/config.json", "config.json", "model.safetensors"];

/// A folder with three small files and their manifest.
fn model_folder() -> TempDir {
	let dir = tempfile::tempdir().unwrap();
	fs::create_dir(dir.path().join("1_Pooling")).unwrap();
	for name in FILES {
		fs::write(dir.path().join(name), format!("contents of {name}")).unwrap();
	}
	// Given in another order than the manifest's.
	let mut names = FILES;
	names.reverse();
	let manifest = Manifest::of_folder(dir.path(), &names).unwrap();
	fs::write(dir.path().join(MANIFEST_NAME), manifest.to_string()).unwrap();
	dir
}

fn line(name: &str) -> String {
	format!("{}  {name}\n", "0".repeat(64))
}

#[test]
fn text_is_what_b3sum_prints_sorted_by_name() {
	let dir = model_folder();
	let manifest = ModelFolder::open(dir.path()).unwrap().manifest().clone();
	let expected: String = FILES
		.iter()
		.map(|name| {
			let hash = blake3::hash(format!("contents of {name}").as_bytes());
			format!("{}  {name}\n", hash.to_hex())
		})
		.collect();
	assert_eq!(manifest.to_string(), expected);
	assert_eq!(manifest.hash(), *blake3::hash(expected.as_bytes()).as_bytes());
	assert_eq!(manifest.names().collect::<Vec<_>>(), FILES);
}

#[test]
fn reading_gives_the_bytes_of_listed_files_only() {
	let dir = model_folder();
	fs::write(dir.path().join("extra.json"), "{}").unwrap();
	let folder = ModelFolder::open(dir.path()).unwrap();
	assert_eq!(folder.read("config.json", 1000).unwrap(), b"contents of config.json");
	let error = folder.read("extra.json", 1000).unwrap_err();
	assert!(matches!(error, ManifestError::NotListed { .. }), "{error}");
	let error = folder.read("config.json", 5).unwrap_err();
	assert!(matches!(error, ManifestError::TooLong { most: 5, .. }), "{error}");
}

#[test]
fn opening_fails_when_a_byte_has_changed() {
	let dir = model_folder();
	let path = dir.path().join("model.safetensors");
	let mut bytes = fs::read(&path).unwrap();
	let wanted = blake3::hash(&bytes).to_hex();
	bytes[3] ^= 1;
	let found = blake3::hash(&bytes).to_hex();
	fs::write(&path, bytes).unwrap();
	let error = ModelFolder::open(dir.path()).unwrap_err().to_string();
	for part in ["model.safetensors", &wanted, &found] {
		assert!(error.contains(part), "{part} not in: {error}");
	}
}

#[test]
fn reading_fails_when_a_file_changed_after_opening() {
	let dir = model_folder();
	let folder = ModelFolder::open(dir.path()).unwrap();
	fs::write(dir.path().join("config.json"), "other").unwrap();
	let error = folder.read("config.json", 1000).unwrap_err();
	assert!(matches!(error, ManifestError::Changed { .. }), "{error}");
}

#[test]
fn opening_fails_when_a_file_is_missing() {
	let dir = model_folder();
	fs::remove_file(dir.path().join("config.json")).unwrap();
	let error = ModelFolder::open(dir.path()).unwrap_err();
	assert!(matches!(&error, ManifestError::Missing { path } if path.ends_with("config.json")));
}

#[test]
fn opening_fails_and_names_the_script_when_there_is_no_manifest() {
	let dir = tempfile::tempdir().unwrap();
	let error = ModelFolder::open(dir.path()).unwrap_err();
	assert!(matches!(error, ManifestError::NoManifest { .. }));
	assert!(error.to_string().contains("scripts/fetch-model"));
}

#[cfg(unix)]
#[test]
fn opening_fails_when_a_file_its_folder_or_the_manifest_is_a_symbolic_link() {
	for linked in ["config.json", "1_Pooling", MANIFEST_NAME] {
		let (dir, elsewhere) = (model_folder(), tempfile::tempdir().unwrap());
		let (here, there) = (dir.path().join(linked), elsewhere.path().join("moved"));
		fs::rename(&here, &there).unwrap();
		std::os::unix::fs::symlink(&there, &here).unwrap();
		let error = ModelFolder::open(dir.path()).unwrap_err();
		assert!(matches!(error, ManifestError::NotRegular { .. }), "{linked}: {error}");
	}
}

#[test]
fn opening_fails_when_a_folder_is_in_the_place_of_a_file() {
	let dir = model_folder();
	fs::remove_file(dir.path().join("config.json")).unwrap();
	fs::create_dir(dir.path().join("config.json")).unwrap();
	let error = ModelFolder::open(dir.path()).unwrap_err();
	assert!(matches!(error, ManifestError::NotRegular { .. }), "{error}");
}

#[test]
fn opening_fails_when_the_manifest_is_too_long() {
	let dir = model_folder();
	fs::write(dir.path().join(MANIFEST_NAME), "x".repeat(MAX_MANIFEST_LEN as usize + 1)).unwrap();
	let error = ModelFolder::open(dir.path()).unwrap_err();
	assert!(matches!(error, ManifestError::TooLong { .. }), "{error}");
}

#[test]
fn parsing_fails_when_a_name_leads_out_of_the_folder_or_has_two_spellings() {
	for name in [
		"",
		"/etc/passwd",
		"../config.json",
		"a/../config.json",
		"./config.json",
		"a/./b",
		"a//b",
		"a/",
		"a\\b",
		"C:config",
		" config.json",
		"con fig",
		"con\u{e9}",
		"a\0b",
		"a\rb",
		"manifest.b3",
		&"n".repeat(MAX_NAME_LEN + 1),
	] {
		let error = Manifest::parse(&line(name)).unwrap_err();
		assert!(matches!(error, ManifestError::Malformed { line: 1, .. }), "{name:?}: {error}");
		let dir = model_folder();
		assert!(Manifest::of_folder(dir.path(), &[name]).is_err(), "{name:?}");
	}
}

#[test]
fn parsing_fails_when_the_form_is_not_canonical() {
	let good = line("a") + &line("b");
	assert!(Manifest::parse(&good).is_ok());
	for (text, bad_line) in [
		(line("b") + &line("a"), 2),
		(line("a") + &line("a"), 2),
		(good.trim_end().to_owned(), 2),
		(good.replace("  ", " "), 1),
		(good.replace('\n', "\r\n"), 1),
		(format!("\n{good}"), 1),
		(format!("{good}\n"), 3),
		(good.replacen('0', "A", 1), 1),
		(good.replacen('0', "", 1), 1),
		(good.replacen('0', "00", 1), 1),
	] {
		match Manifest::parse(&text) {
			Err(ManifestError::Malformed { line, .. }) => assert_eq!(line, bad_line, "{text:?}"),
			other => panic!("{text:?}: {other:?}"),
		}
	}
}

#[test]
fn parsing_fails_when_there_are_no_files_or_too_many() {
	assert!(matches!(Manifest::parse(""), Err(ManifestError::FileCount { found: 0 })));
	let many: String = (0..=MAX_FILES).map(|i| line(&format!("{i:04}"))).collect();
	assert!(matches!(Manifest::parse(&many), Err(ManifestError::FileCount { .. })));
}

#[test]
fn committed_manifest_of_the_demo_model_is_well_formed() {
	let text = include_str!("../../models/all-minilm-l6-v2.manifest.b3");
	assert_eq!(Manifest::parse(text).unwrap().to_string(), text);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(10_000))]

	#[test]
	fn what_parses_is_written_back_to_the_byte(text in "([0-9a-f]{64}  [a-c/.]{1,4}\n){0,4}") {
		if let Ok(manifest) = Manifest::parse(&text) {
			prop_assert_eq!(manifest.to_string(), text);
		}
	}

	#[test]
	fn changed_manifest_is_refused_or_written_back_to_the_byte(
		changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..4),
		twice: bool,
	) {
		let mut text = include_str!("../../models/all-minilm-l6-v2.manifest.b3").to_owned();
		for (at, letter) in changes {
			let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
			text.insert(places[at.index(places.len())], letter);
		}
		let text = if twice { text.repeat(2) } else { text };
		if let Ok(manifest) = Manifest::parse(&text) {
			prop_assert_eq!(manifest.to_string(), text);
		}
	}
}
