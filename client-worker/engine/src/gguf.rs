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

/// Most bytes before the tensors. What is read of them takes up to 64 times as much memory, if all of it is
/// one list of numbers of a byte.
const MAX_HEADER_LEN: usize = 16 << 20;
/// Most letters of a reason in an error: candle's repeat what they do not like, whatever its length.
const MAX_REASON: usize = 300;
/// What a file says of where its tensors begin.
const ALIGNMENT: &[u8] = b"general.alignment";
/// The type of number that this is by the format's description.
const U32: [u8; 4] = 4u32.to_le_bytes();
const MAX_TENSORS: usize = 8_192;
const MAX_TENSOR_LEN: u64 = 1 << 34;
const MAX_VOCABULARY: usize = 1 << 20;
const MAX_WIDTH: u32 = 1 << 15;
const MAX_LAYERS: u32 = 256;
const MAX_HEADS: u32 = 1_024;
/// Most numbers of a head: the rotations are computed for each of them and every position.
const MAX_HEAD: u32 = 1_024;
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
	check_alignment(header)?;
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

/// Checks what a file says of its alignment: candle divides by that without looking at it. Wherever else the
/// words are, such as in the text of a token, they are taken for the same.
fn check_alignment(header: &[u8]) -> Result<(), EngineError> {
	let mut rest = header;
	while let Some(at) = rest.windows(ALIGNMENT.len()).position(|found| found == ALIGNMENT) {
		rest = rest.get(at.saturating_add(ALIGNMENT.len())..).unwrap_or_default();
		let number = rest.strip_prefix(&U32[..]).and_then(<[u8]>::first_chunk);
		if number.is_none_or(|number| u32::from_le_bytes(*number) == 0) {
			return Err(bad("its alignment is no number above zero".to_owned()));
		}
	}
	Ok(())
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
	let turned = number("llama.rope.dimension_count", 2, MAX_HEAD.min(width))?;
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
	EngineError::BadModelFile { file: WEIGHTS.into(), reason: cut(reason) }
}

pub(crate) fn unsupported(reason: String) -> EngineError {
	EngineError::UnsupportedModel { file: WEIGHTS.into(), reason: cut(reason) }
}

fn cut(reason: String) -> String {
	match reason.char_indices().nth(MAX_REASON) {
		Some((end, _)) => format!("{}…", reason.get(..end).unwrap_or_default()),
		None => reason,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::llama::Llama;
	use proptest::prelude::*;

	#[test]
	fn system_text_is_taken_from_the_template() {
		let template = "{% if x %}{{ '<|im_start|>system\nYou help.<|im_end|>\n' }}{% endif %}";
		assert_eq!(default_system(template).as_deref(), Some("You help."));
		let template = "{{ '<|im_start|>system\n' + message + '<|im_end|>' }}";
		assert_eq!(default_system(template), None);
	}

	type Entry = (&'static str, Vec<u8>);

	fn text(text: &str) -> Vec<u8> {
		[&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
	}

	fn number(number: u32) -> Vec<u8> {
		[U32, number.to_le_bytes()].concat()
	}

	fn string(value: &str) -> Vec<u8> {
		[&8u32.to_le_bytes()[..], &text(value)].concat()
	}

	fn array(of: u32, values: &[Vec<u8>]) -> Vec<u8> {
		let head = [9u32.to_le_bytes(), of.to_le_bytes()].concat();
		[head, (values.len() as u64).to_le_bytes().to_vec(), values.concat()].concat()
	}

	/// What a model of one block and five tokens says of itself.
	fn entries() -> Vec<Entry> {
		let tokens = ["a", "b", "ab", START, END].map(text);
		let kinds = [1u32, 1, 1, 3, 3].map(|kind| kind.to_le_bytes().to_vec());
		let epsilon = [6u32.to_le_bytes(), 1e-5f32.to_le_bytes()].concat();
		vec![
			("general.architecture", string("llama")),
			("general.alignment", number(32)),
			("llama.block_count", number(1)),
			("llama.embedding_length", number(4)),
			("llama.attention.head_count", number(2)),
			("llama.attention.head_count_kv", number(1)),
			("llama.rope.dimension_count", number(2)),
			("llama.context_length", number(8)),
			("llama.attention.layer_norm_rms_epsilon", epsilon),
			("tokenizer.ggml.model", string("gpt2")),
			("tokenizer.ggml.pre", string("smollm")),
			("tokenizer.ggml.tokens", array(8, &tokens)),
			("tokenizer.ggml.token_type", array(5, &kinds)),
			("tokenizer.ggml.merges", array(8, &[text("a b")])),
			("tokenizer.ggml.eos_token_id", number(4)),
			("tokenizer.chat_template", string("<|im_start|>user\n<|im_end|>")),
		]
	}

	/// A file of that model, in which all tensors share their numbers.
	fn file(entries: &[Entry]) -> Vec<u8> {
		let tensors: [(&str, &[u64]); 12] = [
			("token_embd.weight", &[4, 5]),
			("output_norm.weight", &[4]),
			("blk.0.attn_norm.weight", &[4]),
			("blk.0.attn_q.weight", &[4, 4]),
			("blk.0.attn_k.weight", &[4, 2]),
			("blk.0.attn_v.weight", &[4, 2]),
			("blk.0.attn_output.weight", &[4, 4]),
			("blk.0.ffn_norm.weight", &[4]),
			("blk.0.ffn_gate.weight", &[4, 6]),
			("blk.0.ffn_up.weight", &[4, 6]),
			("blk.0.ffn_down.weight", &[6, 4]),
			("output.weight", &[4, 5]),
		];
		let mut file = b"GGUF\x03\0\0\0".to_vec();
		file.extend((tensors.len() as u64).to_le_bytes());
		file.extend((entries.len() as u64).to_le_bytes());
		for (key, value) in entries {
			file.extend([text(key), value.clone()].concat());
		}
		for (name, sizes) in tensors {
			file.extend(text(name));
			file.extend((sizes.len() as u32).to_le_bytes());
			sizes.iter().for_each(|size| file.extend(size.to_le_bytes()));
			// Of 32 bits, at the beginning.
			file.extend([0; 4]);
			file.extend([0; 8]);
		}
		file.resize(file.len().next_multiple_of(32), 0);
		(0..24u8).for_each(|number| file.extend((f32::from(number) / 24.0).to_le_bytes()));
		file
	}

	/// Loads a model, and reads two tokens with it.
	fn load(file: &[u8]) -> Result<(), EngineError> {
		let content = header(file)?;
		let sizes = sizes(&content)?;
		let chat = Chat::read(&content)?;
		chat.prompt([("user", "ab<|im_end|>")])?;
		let bad = |error: candle_core::Error| bad(error.to_string());
		let llama = Llama::load(&content, file, sizes, &candle_core::Device::Cpu).map_err(bad)?;
		llama.forward(&[0, 1], 1, &mut Vec::new()).map(|_| ())
	}

	#[test]
	fn small_model_is_read_as_it_is_written() {
		load(&file(&entries())).unwrap();
	}

	#[test]
	fn reading_fails_when_the_alignment_is_not_one() {
		let with = |key: &'static str, value: Vec<u8>| {
			let mut entries = entries();
			entries.push((key, value));
			load(&file(&entries)).unwrap_err().to_string()
		};
		for value in [number(0), vec![0, 0, 0, 0, 0], vec![2, 0, 0, 0, 0, 0], string("32")] {
			let error = with("general.alignment", value);
			assert!(error.contains("alignment"), "{error}");
		}
		// What follows the words is taken off a name.
		let error = with("general.alignment\0\0\0\0", number(0));
		assert!(error.contains("alignment"), "{error}");
		assert!(header(b"GGUF\x03\0\0\0general.alignment").is_err());
	}

	#[test]
	fn reading_fails_when_a_head_is_so_wide_that_its_rotations_fill_the_memory() {
		let mut entries = entries();
		for (key, value) in &mut entries {
			match *key {
				"llama.embedding_length" | "llama.rope.dimension_count" => *value = number(1 << 15),
				"llama.attention.head_count" => *value = number(1),
				_ => {},
			}
		}
		let error = load(&file(&entries)).unwrap_err().to_string();
		assert!(error.contains("rope.dimension_count"), "{error}");
	}

	#[test]
	fn error_is_short_when_what_is_wrong_is_long() {
		let mut entries = entries();
		entries[0].1 = string(&"é".repeat(100_000));
		let error = load(&file(&entries)).unwrap_err().to_string();
		assert!(error.len() < 1_000, "{}", error.len());
		entries[0].1 = array(8, &vec![text("llama"); 10_000]);
		let error = load(&file(&entries)).unwrap_err().to_string();
		assert!(error.len() < 1_000, "{}", error.len());
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(10_000))]

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

		#[test]
		fn loading_a_changed_model_never_panics(
			changes in proptest::collection::vec(
				(any::<prop::sample::Index>(), prop_oneof![any::<u8>(), Just(0u8), Just(1u8), Just(255u8)]),
				1..4,
			),
			end in proptest::option::weighted(0.2, any::<prop::sample::Index>()),
		) {
			let mut file = file(&entries());
			for (at, byte) in changes {
				let at = at.index(file.len());
				file[at] = byte;
			}
			if let Some(end) = end {
				file.truncate(end.index(file.len()));
			}
			let _ = load(&file);
		}
	}
}
