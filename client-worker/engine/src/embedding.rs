// SPDX-License-Identifier: Apache-2.0
//! Sentence embeddings by BERT models, as sentence-transformers computes them.

use crate::{
	config::{Settings, TOKENIZER, WEIGHTS},
	manifest::{MAX_FILE_LEN, MAX_TENSORS_LEN},
	output::OutputError,
	Device, Embeddings, EngineError, ModelFolder,
};
use candle_core::{DType, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::BertModel;
use std::cmp::Reverse;
use tokenizers::{PostProcessor, Tokenizer, TruncationParams};

/// Texts computed at once unless said otherwise.
pub const DEFAULT_BATCH: usize = 32;

/// Most bytes in the header of a file of tensors.
const MAX_TENSORS_HEADER: u64 = 16 << 20;

/// A model in memory, ready to embed texts.
pub struct EmbeddingModel {
	tokenizer: Tokenizer,
	bert: BertModel,
	settings: Settings,
	batch: usize,
}

impl EmbeddingModel {
	/// Loads a model from its folder onto a device.
	pub fn load(folder: &ModelFolder, device: Device) -> Result<Self, EngineError> {
		let settings = Settings::read(folder)?;
		let tokenizer = load_tokenizer(folder, &settings)?;
		let device = device.open()?;
		let weights = folder.read(WEIGHTS, MAX_TENSORS_LEN)?;
		check_tensors_header(&weights)?;
		let bad = |error: candle_core::Error| EngineError::BadModelFile {
			file: WEIGHTS.into(),
			reason: error.to_string(),
		};
		let tensors =
			VarBuilder::from_buffered_safetensors(weights, DType::F32, &device).map_err(bad)?;
		let bert = BertModel::load(tensors, &settings.bert).map_err(bad)?;
		Ok(Self { tokenizer, bert, settings, batch: DEFAULT_BATCH })
	}

	/// Sets how many texts are computed at once; the result does not depend on it beyond rounding.
	pub fn with_batch(mut self, texts: usize) -> Self {
		self.batch = texts.max(1);
		self
	}

	/// How the model is run.
	pub fn settings(&self) -> &Settings {
		&self.settings
	}

	/// One vector for each text: the mean of its tokens' vectors, scaled to length one if the model
	/// says so. Texts beyond the model's length are cut.
	///
	/// `progress` is told the number of texts done and the number of all, at first and after every
	/// batch.
	pub fn embed(
		&self,
		texts: &[String],
		progress: &dyn Fn(usize, usize),
	) -> Result<Embeddings, EngineError> {
		let mut queue = Vec::with_capacity(texts.len());
		for (index, text) in texts.iter().enumerate() {
			queue.push((index, self.tokenise(index, text)?));
		}
		// Texts of similar length side by side need the least padding; the longest come first, so
		// that a lack of memory shows at once.
		queue.sort_by_key(|(_, ids)| Reverse(ids.len()));

		progress(0, texts.len());
		let mut rows: Vec<(usize, Vec<f32>)> = Vec::with_capacity(texts.len());
		for batch in queue.chunks(self.batch) {
			let vectors = self.forward(batch)?.to_vec2::<f32>()?;
			rows.extend(batch.iter().map(|(index, _)| *index).zip(vectors));
			progress(rows.len(), texts.len());
		}
		rows.sort_by_key(|(index, _)| *index);
		let values = rows.into_iter().flat_map(|(_, vector)| vector).collect();
		Ok(Embeddings::new(texts.len(), self.settings.bert.hidden_size, values)?)
	}

	fn tokenise(&self, index: usize, text: &str) -> Result<Vec<u32>, EngineError> {
		let encoding = self.tokenizer.encode_fast(text.trim(), true).map_err(|error| {
			EngineError::Tokenise { number: index.saturating_add(1), reason: error.to_string() }
		})?;
		Ok(encoding.get_ids().to_vec())
	}

	fn forward(&self, batch: &[(usize, Vec<u32>)]) -> Result<Tensor, EngineError> {
		let longest = batch.iter().map(|(_, ids)| ids.len()).max().unwrap_or(0);
		let shape = (batch.len(), longest);
		let size = batch.len().saturating_mul(longest);
		// Lossless: the settings bound it by the size of a vocabulary.
		let padding = self.settings.bert.pad_token_id as u32;
		let mut ids = Vec::with_capacity(size);
		let mut mask = Vec::with_capacity(size);
		for (_, tokens) in batch {
			let missing = longest.saturating_sub(tokens.len());
			ids.extend(tokens.iter().copied().chain(std::iter::repeat_n(padding, missing)));
			mask.extend(std::iter::repeat_n(1f32, tokens.len()));
			mask.extend(std::iter::repeat_n(0f32, missing));
		}
		let device = &self.bert.device;
		let ids = Tensor::from_vec(ids, shape, device)?;
		let mask = Tensor::from_vec(mask, shape, device)?;
		let hidden = self.bert.forward(&ids, &ids.zeros_like()?, Some(&mask))?;

		let mask = mask.unsqueeze(2)?;
		let mean = hidden.broadcast_mul(&mask)?.sum(1)?.broadcast_div(&mask.sum(1)?)?;
		if !self.settings.normalise {
			return Ok(mean);
		}
		let length = mean.sqr()?.sum_keepdim(1)?.sqrt()?.maximum(1e-12)?;
		Ok(mean.broadcast_div(&length)?)
	}
}

impl std::fmt::Debug for EmbeddingModel {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("EmbeddingModel")
			.field("settings", &self.settings)
			.field("batch", &self.batch)
			.finish_non_exhaustive()
	}
}

/// The output of an embedding job as numbers.
pub fn values_of(output: &[u8]) -> Result<Vec<f32>, OutputError> {
	Embeddings::from_bytes(output).map(|embeddings| embeddings.values)
}

fn load_tokenizer(folder: &ModelFolder, settings: &Settings) -> Result<Tokenizer, EngineError> {
	let bad = |reason: String| EngineError::BadModelFile { file: TOKENIZER.into(), reason };
	let bytes = folder.read(TOKENIZER, MAX_FILE_LEN)?;
	let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|error| bad(error.to_string()))?;

	// An id outside the vocabulary would fail far from here, at the first text that has it.
	let vocabulary = settings.bert.vocab_size;
	if let Some((token, id)) =
		tokenizer.get_vocab(true).into_iter().find(|(_, id)| *id as usize >= vocabulary)
	{
		let reason =
			format!("token '{}' has id {id}, the model has {vocabulary}", token.escape_debug());
		return Err(bad(reason));
	}
	let added = tokenizer.get_post_processor().map_or(0, |p| p.added_tokens(false));
	if added >= settings.max_tokens {
		let most = settings.max_tokens;
		return Err(bad(format!("adds {added} tokens to every text, which is cut at {most}")));
	}
	// What the file says of both is ignored, as sentence-transformers does: the cut is the model's,
	// and each batch is padded to its own longest text.
	tokenizer
		.with_truncation(Some(TruncationParams {
			max_length: settings.max_tokens,
			..TruncationParams::default()
		}))
		.map_err(|error| bad(error.to_string()))?
		.with_padding(None);
	Ok(tokenizer)
}

/// Bounds the header before it is parsed; the parser itself allows 100 MB of JSON.
fn check_tensors_header(weights: &[u8]) -> Result<(), EngineError> {
	let length = weights.first_chunk::<8>().map(|bytes| u64::from_le_bytes(*bytes));
	match length {
		Some(length) if length <= MAX_TENSORS_HEADER => Ok(()),
		_ => Err(EngineError::BadModelFile {
			file: WEIGHTS.into(),
			reason: format!("no header, or one beyond {MAX_TENSORS_HEADER} bytes ({length:?})"),
		}),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{manifest::MANIFEST_NAME, Manifest};
	use std::fs;

	const CONFIG: &str = r#"{
		"model_type": "bert", "vocab_size": 4, "hidden_size": 2, "num_hidden_layers": 1,
		"num_attention_heads": 1, "intermediate_size": 2, "hidden_act": "gelu",
		"hidden_dropout_prob": 0.1, "max_position_embeddings": 8, "type_vocab_size": 1,
		"initializer_range": 0.02, "layer_norm_eps": 1e-12, "pad_token_id": 0
	}"#;
	const VOCABULARY: &str = r#"{
		"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
		"normalizer": null, "pre_tokenizer": { "type": "Whitespace" }, "post_processor": null,
		"decoder": null,
		"model": { "type": "WordLevel", "vocab": { "[UNK]": 0, "a": 1, "b": 2, "c": 3 },
			"unk_token": "[UNK]" }
	}"#;

	fn load(tokenizer: &str, weights: &[u8]) -> EngineError {
		let dir = tempfile::tempdir().unwrap();
		let files = [("config.json", CONFIG.as_bytes()), (TOKENIZER, tokenizer.as_bytes())];
		for (name, bytes) in files.into_iter().chain([(WEIGHTS, weights)]) {
			fs::write(dir.path().join(name), bytes).unwrap();
		}
		let manifest =
			Manifest::of_folder(dir.path(), &["config.json", TOKENIZER, WEIGHTS]).unwrap();
		fs::write(dir.path().join(MANIFEST_NAME), manifest.to_string()).unwrap();
		EmbeddingModel::load(&ModelFolder::open(dir.path()).unwrap(), Device::Cpu).unwrap_err()
	}

	fn assert_bad(error: EngineError, wanted: &str) {
		assert!(
			matches!(&error, EngineError::BadModelFile { file, .. } if file == wanted),
			"{error}"
		);
	}

	#[test]
	fn loading_fails_when_the_tokenizer_is_malformed_or_beyond_the_vocabulary() {
		assert_bad(load("{}", b""), TOKENIZER);
		assert_bad(load(&VOCABULARY.replace("\"c\": 3", "\"c\": 4"), b""), TOKENIZER);
	}

	#[test]
	fn loading_fails_when_the_weights_are_malformed() {
		let header = br#"{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
		let good = [&(header.len() as u64).to_le_bytes()[..], header, &[0; 4]].concat();
		let huge = [&u64::MAX.to_le_bytes()[..], header].concat();
		let beyond = [&(MAX_TENSORS_HEADER + 1).to_le_bytes()[..], header].concat();
		for weights in [&b""[..], b"short", &huge, &beyond, &good[..good.len() - 1], &good] {
			assert_bad(load(VOCABULARY, weights), WEIGHTS);
		}
	}
}
