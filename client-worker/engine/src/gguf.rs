// SPDX-License-Identifier: Apache-2.0
//! What a GGUF file of the llama family says of itself: its sizes, its tokeniser and its form of chat.

use crate::{llama::Sizes, EngineError};
use candle_core::quantized::gguf_file::{Content, Value};
use std::{collections::HashMap, io::Cursor};
use tokenizers::{
	models::bpe::BPE,
	pre_tokenizers::{byte_level::ByteLevel, digits::Digits, sequence::Sequence},
	AddedToken, PreTokenizerWrapper, Tokenizer,
};

/// The model.
pub const WEIGHTS: &str = "model.gguf";

/// Most bytes before the tensors: what is read of them takes a few times as much memory.
const MAX_HEADER_LEN: usize = 16 << 20;
const MAX_TENSORS: usize = 8_192;
const MAX_TENSOR_LEN: u64 = 1 << 34;
const MAX_VOCABULARY: usize = 1 << 20;
const MAX_WIDTH: u32 = 1 << 15;
const MAX_LAYERS: u32 = 256;
const MAX_HEADS: u32 = 1_024;
/// Most tokens of a text with its answer, whatever the model says: memory grows with it.
const MAX_CONTEXT: u32 = 4_096;

/// Of the rotations, where the file does not say.
const DEFAULT_BASE: f64 = 10_000.0;

/// Types of tokens that the text of a message never becomes.
const CONTROL: i64 = 3;
const USER_DEFINED: i64 = 4;

/// Begins a message, with its role.
const START: &str = "<|im_start|>";
/// Ends a message.
const END: &str = "<|im_end|>";

/// The header of a file, its bounds checked.
pub(crate) fn header(bytes: &[u8]) -> Result<Content, EngineError> {
	let header = bytes.get(..bytes.len().min(MAX_HEADER_LEN)).unwrap_or_default();
	let content =
		Content::read(&mut Cursor::new(header)).map_err(|error| bad(error.to_string()))?;
	if content.tensor_infos.len() > MAX_TENSORS {
		return Err(bad(format!("it has more than {MAX_TENSORS} tensors")));
	}
	for (name, tensor) in &content.tensor_infos {
		let numbers = tensor.shape.dims().iter().try_fold(1u64, |product, dimension| {
			product.checked_mul(*dimension as u64).filter(|numbers| *numbers <= MAX_TENSOR_LEN)
		});
		if numbers.is_none_or(|numbers| numbers == 0) {
			return Err(bad(format!("the size of tensor '{}' is not one", name.escape_debug())));
		}
	}
	Ok(content)
}

/// Checks that the model is of the llama family and of sizes within bounds.
pub(crate) fn sizes(content: &Content) -> Result<Sizes, EngineError> {
	let architecture = text(content, "general.architecture")?;
	if architecture != "llama" {
		let found = architecture.escape_debug();
		return Err(unsupported(format!("has the architecture '{found}', not 'llama'")));
	}
	let number = |key: &str, least: u32, most: u32| {
		let found = value(content, key)?.to_u32().map_err(|error| bad(error.to_string()))?;
		match (least..=most).contains(&found) {
			true => Ok(found),
			false => Err(unsupported(format!("has {key} {found}, not {least} to {most}"))),
		}
	};
	let blocks = number("llama.block_count", 1, MAX_LAYERS)?;
	let width = number("llama.embedding_length", 1, MAX_WIDTH)?;
	let heads = number("llama.attention.head_count", 1, MAX_HEADS.min(width))?;
	let shared = number("llama.attention.head_count_kv", 1, heads)?;
	let turned = number("llama.rope.dimension_count", 2, width)?;
	if width.checked_rem(heads) != Some(0)
		|| heads.checked_rem(shared) != Some(0)
		|| turned.checked_mul(heads) != Some(width)
		|| turned % 2 != 0
	{
		let reason =
			format!("has {width} numbers in {heads} heads, {shared} shared, {turned} turned");
		return Err(unsupported(reason));
	}
	if content.metadata.contains_key("llama.expert_count") {
		number("llama.expert_count", 0, 1)?;
	}
	let context = number("llama.context_length", 1, u32::MAX)?.min(MAX_CONTEXT);
	let epsilon = positive(content, "llama.attention.layer_norm_rms_epsilon")?;
	let base = match content.metadata.contains_key("llama.rope.freq_base") {
		true => f64::from(positive(content, "llama.rope.freq_base")?),
		false => DEFAULT_BASE,
	};
	Ok(Sizes {
		blocks: blocks as usize,
		heads: heads as usize,
		shared: shared as usize,
		head: turned as usize,
		context: context as usize,
		epsilon,
		base,
	})
}

fn positive(content: &Content, key: &str) -> Result<f32, EngineError> {
	let found = value(content, key)?.to_f32().map_err(|error| bad(error.to_string()))?;
	match found.is_finite() && found > 0.0 {
		true => Ok(found),
		false => Err(unsupported(format!("has {key} {found}, not a number above zero"))),
	}
}

/// How messages become tokens and tokens become text.
pub(crate) struct Chat {
	tokenizer: Tokenizer,
	start: u32,
	end: u32,
	/// Ends an answer, whether or not it is a message's end.
	stop: u32,
	/// What a model is told first if the messages say nothing of the kind.
	system: Option<String>,
}

impl Chat {
	/// The tokeniser and the form of chat that the file has.
	pub(crate) fn read(content: &Content) -> Result<Self, EngineError> {
		let tokens = texts(content, "tokenizer.ggml.tokens")?;
		if tokens.is_empty() || tokens.len() > MAX_VOCABULARY {
			return Err(bad(format!("its vocabulary has {} tokens", tokens.len())));
		}
		let tokenizer = tokenizer(content, &tokens)?;
		let template = text(content, "tokenizer.chat_template")?;
		if !template.contains(START) || !template.contains(END) {
			return Err(unsupported(format!("has a form of chat without {START} and {END}")));
		}
		let id = |token: &str| {
			let missing = || unsupported(format!("has no token {token}"));
			tokenizer.token_to_id(token).ok_or_else(missing)
		};
		let (start, end) = (id(START)?, id(END)?);
		let stop = value(content, "tokenizer.ggml.eos_token_id")?
			.to_u32()
			.map_err(|error| bad(error.to_string()))?;
		let system = default_system(template);
		Ok(Self { tokenizer, start, end, stop, system })
	}

	/// Tokens of messages, given by role and text, up to where the answer begins. What a message says
	/// is text, even if it looks like a token that begins or ends one.
	pub(crate) fn prompt<'a>(
		&self,
		messages: impl IntoIterator<Item = (&'a str, &'a str)>,
	) -> Result<Vec<u32>, EngineError> {
		let mut messages = messages.into_iter().peekable();
		let mut prompt = Vec::new();
		if let (Some(system), true) =
			(&self.system, messages.peek().is_some_and(|(role, _)| *role != "system"))
		{
			self.push(&mut prompt, "system", system)?;
		}
		for (role, text) in messages {
			self.push(&mut prompt, role, text)?;
		}
		prompt.push(self.start);
		prompt.extend(self.encode("assistant\n")?);
		Ok(prompt)
	}

	fn push(&self, prompt: &mut Vec<u32>, role: &str, text: &str) -> Result<(), EngineError> {
		prompt.push(self.start);
		prompt.extend(self.encode(&format!("{role}\n{text}"))?);
		prompt.push(self.end);
		prompt.extend(self.encode("\n")?);
		Ok(())
	}

	/// Tokens of a text.
	pub(crate) fn encode(&self, text: &str) -> Result<Vec<u32>, EngineError> {
		let tokens = self
			.tokenizer
			.encode_fast(text, false)
			.map_err(|error| EngineError::Tokenise { number: 1, reason: error.to_string() })?;
		Ok(tokens.get_ids().to_vec())
	}

	/// Text of tokens, without those that only give it form.
	pub(crate) fn decode(&self, tokens: &[u32]) -> Result<String, EngineError> {
		self.tokenizer
			.decode(tokens, true)
			.map_err(|error| EngineError::Tokenise { number: 1, reason: error.to_string() })
	}

	/// Whether an answer ends with this token.
	pub(crate) fn ends(&self, token: u32) -> bool {
		token == self.end || token == self.stop
	}

	/// Tokens that there are.
	pub(crate) fn vocabulary(&self) -> usize {
		self.tokenizer.get_vocab_size(true)
	}
}

/// The text that the template puts before messages that begin with none for the system.
fn default_system(template: &str) -> Option<String> {
	let (_, after) = template.split_once(&format!("'{START}system\n"))?;
	let (system, _) = after.split_once(END)?;
	// Where the template goes on to say what the messages do, it is no text of its own.
	(!system.contains('\'')).then(|| system.to_owned())
}

fn tokenizer(content: &Content, tokens: &[&String]) -> Result<Tokenizer, EngineError> {
	let model = text(content, "tokenizer.ggml.model")?;
	if model != "gpt2" {
		let found = model.escape_debug();
		return Err(unsupported(format!("has a tokeniser '{found}', not 'gpt2'")));
	}
	// As in the reference implementations: bytes as letters, words split by GPT-2's pattern, and for
	// `smollm` every digit before that.
	let bytes: PreTokenizerWrapper = ByteLevel::new(false, false, true).into();
	let split = match text(content, "tokenizer.ggml.pre")?.as_str() {
		"smollm" => Sequence::new(vec![Digits::new(true).into(), bytes]).into(),
		"gpt-2" => bytes,
		other => {
			let found = other.escape_debug();
			return Err(unsupported(format!("splits words as '{found}', which is not known")));
		},
	};
	let mut vocabulary = HashMap::with_capacity(tokens.len());
	for (id, token) in (0u32..).zip(tokens) {
		if vocabulary.insert((*token).clone(), id).is_some() {
			return Err(bad(format!("it has token '{}' twice", token.escape_debug())));
		}
	}
	let mut merges = Vec::new();
	for merge in texts(content, "tokenizer.ggml.merges")? {
		let pair = merge
			.split_once(' ')
			.ok_or_else(|| bad(format!("merge '{}' is not two tokens", merge.escape_debug())))?;
		merges.push((pair.0.to_owned(), pair.1.to_owned()));
	}
	let bpe = BPE::builder()
		.vocab_and_merges(
			vocabulary.into_iter().collect::<tokenizers::models::bpe::Vocab>(),
			merges,
		)
		.build()
		.map_err(|error| bad(error.to_string()))?;
	let mut tokenizer = Tokenizer::new(bpe);
	let special: Vec<AddedToken> = kinds(content, tokens.len())?
		.into_iter()
		.zip(tokens)
		.filter(|(kind, _)| matches!(*kind, CONTROL | USER_DEFINED))
		.map(|(_, token)| AddedToken::from((*token).clone(), true))
		.collect();
	tokenizer.add_special_tokens(special).map_err(|error| bad(error.to_string()))?;
	// Special tokens come from the form of the chat alone.
	tokenizer.set_encode_special_tokens(true);
	tokenizer
		.with_pre_tokenizer(Some(split))
		.with_decoder(Some(ByteLevel::new(false, false, true)));
	Ok(tokenizer)
}

fn kinds(content: &Content, count: usize) -> Result<Vec<i64>, EngineError> {
	let wrong = |error: candle_core::Error| bad(error.to_string());
	let kinds = value(content, "tokenizer.ggml.token_type")?
		.to_vec()
		.map_err(wrong)?
		.iter()
		.map(|kind| match kind {
			Value::I32(kind) => Ok(i64::from(*kind)),
			other => other.to_i64().map_err(wrong),
		})
		.collect::<Result<Vec<_>, _>>()?;
	match kinds.len() == count {
		true => Ok(kinds),
		false => Err(bad(format!("it has {count} tokens and {} types of them", kinds.len()))),
	}
}

fn value<'a>(content: &'a Content, key: &str) -> Result<&'a Value, EngineError> {
	content.metadata.get(key).ok_or_else(|| bad(format!("it does not say '{key}'")))
}

fn text<'a>(content: &'a Content, key: &str) -> Result<&'a String, EngineError> {
	value(content, key)?.to_string().map_err(|error| bad(error.to_string()))
}

fn texts<'a>(content: &'a Content, key: &str) -> Result<Vec<&'a String>, EngineError> {
	let wrong = |error: candle_core::Error| bad(error.to_string());
	value(content, key)?
		.to_vec()
		.map_err(wrong)?
		.iter()
		.map(|v| v.to_string().map_err(wrong))
		.collect()
}

pub(crate) fn bad(reason: String) -> EngineError {
	EngineError::BadModelFile { file: WEIGHTS.into(), reason }
}

pub(crate) fn unsupported(reason: String) -> EngineError {
	EngineError::UnsupportedModel { file: WEIGHTS.into(), reason }
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn system_text_is_taken_from_the_template() {
		let template = "{% if x %}{{ '<|im_start|>system\nYou help.<|im_end|>\n' }}{% endif %}";
		assert_eq!(default_system(template).as_deref(), Some("You help."));
		let template = "{{ '<|im_start|>system\n' + message + '<|im_end|>' }}";
		assert_eq!(default_system(template), None);
	}

	proptest! {
		/// A header of a few bytes that are not random, so that some of it is read.
		#[test]
		fn reading_arbitrary_headers_never_panics(
			tensors in 0u64..4,
			entries in 0u64..4,
			bytes in proptest::collection::vec(any::<u8>(), 0..200),
		) {
			let head = [&b"GGUF\x03\0\0\0"[..], &tensors.to_le_bytes(), &entries.to_le_bytes()];
			let file = [head.concat(), bytes].concat();
			if let Ok(content) = header(&file) {
				let _ = sizes(&content);
				let _ = Chat::read(&content);
			}
		}
	}
}
