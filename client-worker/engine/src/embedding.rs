// SPDX-License-Identifier: Apache-2.0
//! Sentence embeddings by BERT models, as sentence-transformers computes them.

use crate::{
	bert::Bert,
	config::{Settings, TOKENIZER, WEIGHTS},
	manifest::{MAX_FILE_LEN, MAX_TENSORS_LEN},
	output::OutputError,
	quantised::Products,
	Device, Embeddings, EngineError, ModelFolder, Precision, TicketSink,
};
use candle_core::DType;
use candle_nn::VarBuilder;
use pouw_kernel::Kernel;
use pouw_primitives::ModelLayer;
use std::{cmp::Reverse, sync::Arc};
use tokenizers::{PostProcessor, Tokenizer, TruncationParams};

/// Texts computed at once unless said otherwise.
pub const DEFAULT_BATCH: usize = 32;

/// Most bytes in the header of a file of tensors.
const MAX_TENSORS_HEADER: u64 = 16 << 20;

/// A model in memory, ready to embed texts.
pub struct EmbeddingModel {
	tokenizer: Tokenizer,
	bert: Bert,
	/// Computes the products of a quantised model; none in floating point.
	kernel: Option<Arc<Kernel>>,
	settings: Settings,
	batch: usize,
}

impl EmbeddingModel {
	/// Loads a model from its folder onto a device, as its files have it.
	pub fn load(folder: &ModelFolder, device: Device) -> Result<Self, EngineError> {
		Self::load_with(folder, device, None)
	}

	/// Loads a model with its linear layers quantised. Their products are computed by `kernel`, on the
	/// processor; the rest on the device.
	pub fn load_quantised(
		folder: &ModelFolder,
		device: Device,
		kernel: Arc<Kernel>,
	) -> Result<Self, EngineError> {
		Self::load_with(folder, device, Some(kernel))
	}

	fn load_with(
		folder: &ModelFolder,
		device: Device,
		kernel: Option<Arc<Kernel>>,
	) -> Result<Self, EngineError> {
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
		let precision = if kernel.is_some() { Precision::Int7 } else { Precision::F32 };
		let bert = Bert::load(tensors, &settings.bert, precision).map_err(bad)?;
		Ok(Self { tokenizer, bert, kernel, settings, batch: DEFAULT_BATCH })
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

	/// The quantised layers as a sector of this rank registers them, in the order of their numbers: six
	/// for each block of the encoder, query, key, value, attention output, intermediate and output. None
	/// of a model in floating point.
	pub fn layers(&self, rank: u16) -> Result<Vec<ModelLayer>, EngineError> {
		self.bert.quantised().map(|linear| linear.layer(rank)).collect()
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
		self.embed_for(texts, None, progress)
	}

	/// As [`EmbeddingModel::embed`], with tickets drawn from the products of a quantised model.
	pub fn embed_for(
		&self,
		texts: &[String],
		tickets: Option<&dyn TicketSink>,
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
			let vectors = self.forward(batch, tickets)?;
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

	fn forward(
		&self,
		batch: &[(usize, Vec<u32>)],
		tickets: Option<&dyn TicketSink>,
	) -> Result<Vec<Vec<f32>>, EngineError> {
		let products = self.kernel.as_deref().map(|kernel| Products { kernel, tickets });
		let texts: Vec<&[u32]> = batch.iter().map(|(_, tokens)| tokens.as_slice()).collect();
		let hidden = self.bert.forward(&texts, products.as_ref())?;
		let mut start: usize = 0;
		let mut vectors = Vec::with_capacity(texts.len());
		for tokens in &texts {
			let mean = hidden.narrow(0, start, tokens.len())?.mean(0)?;
			start = start.saturating_add(tokens.len());
			let vector = match self.settings.normalise {
				true => mean.broadcast_div(&mean.sqr()?.sum_all()?.sqrt()?.maximum(1e-12)?)?,
				false => mean,
			};
			vectors.push(vector.to_vec1::<f32>()?);
		}
		Ok(vectors)
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

fn parse_tokenizer(bytes: &[u8]) -> Result<Tokenizer, String> {
	// The crate panics at some places where JSON ends or breaks off; what is JSON it refuses as it should.
	serde_json::from_slice::<serde::de::IgnoredAny>(bytes).map_err(|error| error.to_string())?;
	Tokenizer::from_bytes(bytes).map_err(|error| error.to_string())
}

fn load_tokenizer(folder: &ModelFolder, settings: &Settings) -> Result<Tokenizer, EngineError> {
	let bad = |reason: String| EngineError::BadModelFile { file: TOKENIZER.into(), reason };
	let bytes = folder.read(TOKENIZER, MAX_FILE_LEN)?;
	let mut tokenizer = parse_tokenizer(&bytes).map_err(bad)?;

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
	use proptest::prelude::*;
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

	/// A file with all the tensors of the model above.
	fn tensors() -> Vec<u8> {
		let mut shapes = vec![
			("embeddings.word_embeddings.weight".to_owned(), vec![4, 2]),
			("embeddings.position_embeddings.weight".to_owned(), vec![8, 2]),
			("embeddings.token_type_embeddings.weight".to_owned(), vec![1, 2]),
		];
		let mut pair = |name: &str, weight: Vec<usize>| {
			shapes.push((format!("{name}.weight"), weight));
			shapes.push((format!("{name}.bias"), vec![2]));
		};
		pair("embeddings.LayerNorm", vec![2]);
		for name in ["attention.self.query", "attention.self.key", "attention.self.value"] {
			pair(&format!("encoder.layer.0.{name}"), vec![2, 2]);
		}
		for name in ["attention.output.dense", "intermediate.dense", "output.dense"] {
			pair(&format!("encoder.layer.0.{name}"), vec![2, 2]);
		}
		for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
			pair(&format!("encoder.layer.0.{name}"), vec![2]);
		}
		let (mut entries, mut end) = (Vec::new(), 0);
		for (name, shape) in shapes {
			let start = end;
			end += 4 * shape.iter().product::<usize>();
			entries.push(format!(
				r#""{name}":{{"dtype":"F32","shape":{shape:?},"data_offsets":[{start},{end}]}}"#
			));
		}
		let header = format!("{{{}}}", entries.join(","));
		[&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &vec![0; end]].concat()
	}

	/// Reads a file of tensors, and two tokens with them.
	fn read(weights: Vec<u8>) -> Result<(), EngineError> {
		check_tensors_header(&weights)?;
		let config = serde_json::from_str(CONFIG).unwrap();
		let device = candle_core::Device::Cpu;
		let tensors = VarBuilder::from_buffered_safetensors(weights, DType::F32, &device)?;
		let bert = Bert::load(tensors, &config, Precision::F32)?;
		bert.forward(&[&[1, 2]], None).map(|_| ())
	}

	#[test]
	fn small_model_is_read_as_it_is_written() {
		read(tensors()).unwrap();
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(10_000))]

		#[test]
		fn reading_changed_tensors_never_panics(
			changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
			end in proptest::option::weighted(0.2, any::<prop::sample::Index>()),
		) {
			let mut file = tensors();
			for (at, byte) in changes {
				let at = at.index(file.len());
				file[at] = byte;
			}
			if let Some(end) = end {
				file.truncate(end.index(file.len()));
			}
			let _ = read(file);
		}

		#[test]
		fn reading_a_changed_tokeniser_never_panics(
			changes in proptest::collection::vec((any::<prop::sample::Index>(), " |[ -~]|\\PC"), 1..4),
			text in ".{0,20}",
		) {
			let mut json = VOCABULARY.to_owned();
			for (at, letter) in changes {
				let places: Vec<usize> = json.char_indices().map(|(at, _)| at).collect();
				let at = places[at.index(places.len())];
				let old = json[at..].chars().next().map_or(0, char::len_utf8);
				json.replace_range(at..at + old, &letter);
			}
			if let Ok(tokenizer) = parse_tokenizer(json.as_bytes()) {
				let _ = tokenizer.encode_fast(text.as_str(), true);
			}
		}
	}
}
