// SPDX-License-Identifier: Apache-2.0
//! What a sentence-transformers model folder says about how to run it.

use crate::{EngineError, ModelFolder};
use candle_transformers::models::bert;
use serde::{de::DeserializeOwned, Deserialize};

/// The transformer's architecture.
pub const CONFIG: &str = "config.json";
/// The tokeniser.
pub const TOKENIZER: &str = "tokenizer.json";
/// The weights.
pub const WEIGHTS: &str = "model.safetensors";
/// What happens to the transformer's output; optional.
pub const MODULES: &str = "modules.json";
/// The longest text; optional.
pub const SENTENCE: &str = "sentence_bert_config.json";

const MAX_JSON_LEN: u64 = 1 << 20;

// Far above any BERT there is; they keep the products of sizes within bounds.
const MAX_VOCABULARY: usize = 1 << 22;
const MAX_WIDTH: usize = 1 << 15;
const MAX_LAYERS: usize = 256;
const MAX_POSITIONS: usize = 1 << 15;
// Two special tokens and something between them.
const MIN_TOKENS: usize = 3;

/// How to run a model: read from files its manifest names, so it is part of the model's identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
	/// Architecture of the transformer.
	pub bert: bert::Config,
	/// Tokens of a text, special ones included, beyond which it is cut.
	pub max_tokens: usize,
	/// Whether vectors are scaled to length one.
	pub normalise: bool,
}

#[derive(Deserialize)]
struct Module {
	path: String,
	#[serde(rename = "type")]
	kind: String,
}

#[derive(Deserialize)]
struct Sentence {
	max_seq_length: Option<usize>,
	#[serde(default)]
	do_lower_case: bool,
}

impl Settings {
	/// Reads the settings of a model folder. Optional files count only if the manifest lists them.
	///
	/// Without `modules.json` vectors are mean-pooled and scaled to length one.
	pub fn read(folder: &ModelFolder) -> Result<Self, EngineError> {
		let bert: bert::Config = json(folder, CONFIG)?;
		check_architecture(&bert)?;
		Ok(Self {
			max_tokens: max_tokens(folder, bert.max_position_embeddings)?,
			normalise: normalise(folder, bert.hidden_size)?,
			bert,
		})
	}
}

fn listed(folder: &ModelFolder, name: &str) -> bool {
	folder.manifest().file_hash(name).is_some()
}

fn json<T: DeserializeOwned>(folder: &ModelFolder, name: &str) -> Result<T, EngineError> {
	serde_json::from_slice(&folder.read(name, MAX_JSON_LEN)?)
		.map_err(|error| EngineError::BadModelFile { file: name.into(), reason: error.to_string() })
}

fn unsupported(file: &str, reason: impl Into<String>) -> EngineError {
	EngineError::UnsupportedModel { file: file.into(), reason: reason.into() }
}

fn check_architecture(config: &bert::Config) -> Result<(), EngineError> {
	if config.model_type.as_deref() != Some("bert") {
		let found = config.model_type.as_deref().unwrap_or("nothing");
		return Err(unsupported(CONFIG, format!("has model_type '{found}', not 'bert'")));
	}
	for (name, value, most) in [
		("vocab_size", config.vocab_size, MAX_VOCABULARY),
		("hidden_size", config.hidden_size, MAX_WIDTH),
		("intermediate_size", config.intermediate_size, MAX_WIDTH),
		("num_hidden_layers", config.num_hidden_layers, MAX_LAYERS),
		("num_attention_heads", config.num_attention_heads, config.hidden_size.min(MAX_WIDTH)),
		("max_position_embeddings", config.max_position_embeddings, MAX_POSITIONS),
		("type_vocab_size", config.type_vocab_size, MAX_VOCABULARY),
	] {
		if !(1..=most).contains(&value) {
			return Err(unsupported(CONFIG, format!("has {name} {value}, not 1 to {most}")));
		}
	}
	if config.hidden_size.checked_rem(config.num_attention_heads) != Some(0) {
		let (width, heads) = (config.hidden_size, config.num_attention_heads);
		let reason = format!("has hidden_size {width}, not a multiple of {heads} heads");
		return Err(unsupported(CONFIG, reason));
	}
	if config.pad_token_id >= config.vocab_size {
		let id = config.pad_token_id;
		return Err(unsupported(CONFIG, format!("has pad_token_id {id} outside its vocabulary")));
	}
	Ok(())
}

fn max_tokens(folder: &ModelFolder, positions: usize) -> Result<usize, EngineError> {
	let (file, found) = if listed(folder, SENTENCE) {
		let sentence: Sentence = json(folder, SENTENCE)?;
		if sentence.do_lower_case {
			return Err(unsupported(SENTENCE, "asks for lower-casing outside the tokeniser"));
		}
		(SENTENCE, sentence.max_seq_length.unwrap_or(positions))
	} else {
		(CONFIG, positions)
	};
	if !(MIN_TOKENS..=positions).contains(&found) {
		let reason = format!("cuts texts at {found} tokens, not at {MIN_TOKENS} to {positions}");
		return Err(unsupported(file, reason));
	}
	Ok(found)
}

/// Checks that the model is a transformer, mean pooling and perhaps a scaling, and tells which.
fn normalise(folder: &ModelFolder, hidden_size: usize) -> Result<bool, EngineError> {
	if !listed(folder, MODULES) {
		return Ok(true);
	}
	let modules: Vec<Module> = json(folder, MODULES)?;
	let kinds: Vec<&str> =
		modules.iter().map(|module| module.kind.rsplit('.').next().unwrap_or_default()).collect();
	let normalise = match kinds.as_slice() {
		["Transformer", "Pooling"] => false,
		["Transformer", "Pooling", "Normalize"] => true,
		_ => {
			let reason = format!("lists {kinds:?}, not Transformer, Pooling and perhaps Normalize");
			return Err(unsupported(MODULES, reason));
		},
	};
	let mut paths = modules.iter().map(|module| module.path.as_str());
	if paths.next() != Some("") {
		return Err(unsupported(MODULES, "has the transformer in a folder of its own"));
	}
	let pooling = format!("{}/{CONFIG}", paths.next().unwrap_or_default());
	check_pooling(folder, &pooling, hidden_size)?;
	Ok(normalise)
}

fn check_pooling(folder: &ModelFolder, name: &str, hidden_size: usize) -> Result<(), EngineError> {
	let pooling: serde_json::Map<String, serde_json::Value> = json(folder, name)?;
	let modes: Vec<&str> = pooling
		.iter()
		.filter(|(key, value)| key.starts_with("pooling_mode_") && **value != false)
		.map(|(key, _)| key.as_str())
		.collect();
	if modes != ["pooling_mode_mean_tokens"] {
		return Err(unsupported(name, format!("asks for {modes:?}, not pooling_mode_mean_tokens")));
	}
	let width = pooling.get("word_embedding_dimension").and_then(serde_json::Value::as_u64);
	if width != Some(hidden_size as u64) {
		let reason =
			format!("pools vectors of {width:?} numbers, the transformer has {hidden_size}");
		return Err(unsupported(name, reason));
	}
	Ok(())
}

#[cfg(test)]
mod tests;
