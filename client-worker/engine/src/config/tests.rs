// SPDX-License-Identifier: Apache-2.0
//! Tests of settings: the demo model's files, changed one value at a time.

use super::*;
use crate::{manifest::MANIFEST_NAME, Manifest};
use serde_json::{json, Value};
use std::fs;

fn config() -> Value {
	json!({
		"model_type": "bert", "vocab_size": 30522, "hidden_size": 384, "num_hidden_layers": 6,
		"num_attention_heads": 12, "intermediate_size": 1536, "hidden_act": "gelu",
		"hidden_dropout_prob": 0.1, "max_position_embeddings": 512, "type_vocab_size": 2,
		"initializer_range": 0.02, "layer_norm_eps": 1e-12, "pad_token_id": 0,
	})
}

fn modules() -> Value {
	json!([
		{ "path": "", "type": "sentence_transformers.models.Transformer" },
		{ "path": "1_Pooling", "type": "sentence_transformers.models.Pooling" },
		{ "path": "2_Normalize", "type": "sentence_transformers.models.Normalize" },
	])
}

fn pooling() -> Value {
	json!({
		"word_embedding_dimension": 384, "pooling_mode_cls_token": false,
		"pooling_mode_mean_tokens": true, "pooling_mode_max_tokens": false,
	})
}

fn read(files: &[(&str, Value)]) -> Result<Settings, EngineError> {
	let dir = tempfile::tempdir().unwrap();
	fs::create_dir(dir.path().join("1_Pooling")).unwrap();
	for (name, value) in files {
		fs::write(dir.path().join(name), value.to_string()).unwrap();
	}
	let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
	let manifest = Manifest::of_folder(dir.path(), &names).unwrap();
	fs::write(dir.path().join(MANIFEST_NAME), manifest.to_string()).unwrap();
	Settings::read(&ModelFolder::open(dir.path()).unwrap())
}

/// The whole set, with one value of one file replaced.
fn read_with(file: &str, pointer: &str, value: Value) -> Result<Settings, EngineError> {
	let mut files = [
		(CONFIG, config()),
		(MODULES, modules()),
		("1_Pooling/config.json", pooling()),
		(SENTENCE, json!({ "max_seq_length": 256, "do_lower_case": false })),
	];
	for (name, contents) in &mut files {
		if *name == file {
			*contents.pointer_mut(pointer).unwrap() = value.clone();
		}
	}
	read(&files)
}

#[test]
fn settings_come_from_all_files() {
	let settings = read_with("", "", Value::Null).unwrap();
	assert_eq!((settings.max_tokens, settings.normalise), (256, true));
	assert_eq!(settings.bert.num_hidden_layers, 6);
}

#[test]
fn settings_have_defaults_when_optional_files_are_not_listed() {
	let settings = read(&[(CONFIG, config())]).unwrap();
	assert_eq!((settings.max_tokens, settings.normalise), (512, true));
}

#[test]
fn vectors_are_not_scaled_when_modules_do_not_say_so() {
	let mut two = modules();
	two.as_array_mut().unwrap().pop();
	assert!(!read_with(MODULES, "", two).unwrap().normalise);
}

#[test]
fn reading_fails_when_a_value_is_out_of_bounds_or_unsupported() {
	let pooling = "1_Pooling/config.json";
	for (file, pointer, value) in [
		(CONFIG, "/model_type", json!("distilbert")),
		(CONFIG, "/num_attention_heads", json!(0)),
		(CONFIG, "/num_attention_heads", json!(7)),
		(CONFIG, "/hidden_size", json!(1u64 << 40)),
		(CONFIG, "/num_hidden_layers", json!(1_000_000)),
		(CONFIG, "/max_position_embeddings", json!(0)),
		(CONFIG, "/pad_token_id", json!(30522)),
		(SENTENCE, "/max_seq_length", json!(513)),
		(SENTENCE, "/max_seq_length", json!(2)),
		(SENTENCE, "/do_lower_case", json!(true)),
		(MODULES, "/2/type", json!("sentence_transformers.models.Dense")),
		(MODULES, "/0/path", json!("0_Transformer")),
		(MODULES, "", json!([])),
		(pooling, "/pooling_mode_cls_token", json!(true)),
		(pooling, "/pooling_mode_mean_tokens", json!(false)),
		(pooling, "/word_embedding_dimension", json!(768)),
	] {
		let found = read_with(file, pointer, value.clone());
		assert!(
			matches!(&found, Err(EngineError::UnsupportedModel { file: f, .. }) if f == file),
			"{file}{pointer} = {value}: {found:?}"
		);
	}
}

#[test]
fn reading_fails_when_a_value_is_of_another_kind() {
	for (file, pointer, value) in [
		(CONFIG, "/hidden_size", json!(-1)),
		(CONFIG, "/hidden_act", json!("swish")),
		(CONFIG, "", json!([])),
		(MODULES, "", json!({})),
		(SENTENCE, "/max_seq_length", json!("256")),
	] {
		let found = read_with(file, pointer, value.clone());
		assert!(
			matches!(&found, Err(EngineError::BadModelFile { file: f, .. }) if f == file),
			"{file}{pointer} = {value}: {found:?}"
		);
	}
}

#[test]
fn reading_fails_when_the_pooling_is_not_listed_or_out_of_the_folder() {
	for path in ["2_Pooling", "..", "/etc"] {
		let found = read_with(MODULES, "/1/path", json!(path));
		assert!(matches!(found, Err(EngineError::Manifest(_))), "{path}: {found:?}");
	}
}
