// SPDX-License-Identifier: Apache-2.0
//! Inputs and outputs of text generation.
//!
//! An input is JSON: `messages`, each with a `role` (`system`, `user` or `assistant`) and its
//! `content`; `max_tokens`; and if the answer is to be drawn rather than the likeliest, `temperature`,
//! `top_p` and `seed`. The answer is a function of model and input alone, so the seed is the client's.
//!
//! An output is `PWG1`; the number of tokens of the prompt and of the answer, whether the answer ended
//! by itself (1) or at `max_tokens` (0), and the length of its text, as 32-bit little-endian numbers;
//! the answer's tokens, likewise; its text in UTF-8; and for every token a digest of the logits that it
//! was chosen from, as [`DIGEST`] little-endian 32-bit floating-point numbers.

use crate::format::{le_bytes, FormatError, Reader};
use serde::{Deserialize, Serialize};

/// First bytes of an output.
pub const MAGIC: [u8; 4] = *b"PWG1";
/// Most bytes of an input.
pub const MAX_INPUT_LEN: usize = 256 << 10;
/// Most messages of an input.
pub const MAX_MESSAGES: usize = 64;
/// Most tokens of an answer.
pub const MAX_TOKENS: usize = 1_024;
/// Numbers in a digest of a position's logits.
pub const DIGEST: usize = 32;
/// Numbers that the tokens and the text of an output add for each token.
const BOUND: usize = 4;

const MAX_PROMPT: usize = 1 << 20;
const MAX_TEXT_LEN: usize = 1 << 20;
const MAX_TEMPERATURE: f64 = 2.0;
const BOUND_CONTEXT: &str = "pouw-chain generated-text v1";

/// Who says a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
	/// Who sets the scene.
	System,
	/// Who asks.
	User,
	/// Who answers: the model.
	Assistant,
}

impl Role {
	pub(crate) fn name(self) -> &'static str {
		match self {
			Self::System => "system",
			Self::User => "user",
			Self::Assistant => "assistant",
		}
	}
}

/// Part of a conversation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
	/// Who says it.
	pub role: Role,
	/// What it says.
	pub content: String,
}

/// An input.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
	/// The conversation so far.
	pub messages: Vec<Message>,
	/// Tokens at which the answer is cut.
	pub max_tokens: usize,
	/// How much likelier a likely token is taken than an unlikely one: 0 for the likeliest always, 1
	/// for as likely as the model says.
	#[serde(default)]
	pub temperature: f64,
	/// Tokens are drawn among the likeliest that come to this much together.
	#[serde(default = "one")]
	pub top_p: f64,
	/// What the draws are made from.
	#[serde(default)]
	pub seed: u64,
}

fn one() -> f64 {
	1.0
}

impl Request {
	/// A question whose likeliest answer is wanted.
	pub fn question(content: impl Into<String>, max_tokens: usize) -> Self {
		let messages = vec![Message { role: Role::User, content: content.into() }];
		Self { messages, max_tokens, temperature: 0.0, top_p: 1.0, seed: 0 }
	}

	/// Reads an input.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
		let error = |reason: String| FormatError::new("request for a text", reason);
		if bytes.len() > MAX_INPUT_LEN {
			let found = bytes.len();
			return Err(error(format!("{found} bytes, at most {MAX_INPUT_LEN} are allowed")));
		}
		let request: Self = serde_json::from_slice(bytes).map_err(|e| error(e.to_string()))?;
		let messages = request.messages.len();
		if !(1..=MAX_MESSAGES).contains(&messages) {
			return Err(error(format!("{messages} messages, 1 to {MAX_MESSAGES} are allowed")));
		}
		if !(1..=MAX_TOKENS).contains(&request.max_tokens) {
			let found = request.max_tokens;
			return Err(error(format!("max_tokens is {found}, 1 to {MAX_TOKENS} are allowed")));
		}
		if !(0.0..=MAX_TEMPERATURE).contains(&request.temperature) {
			return Err(error(format!("temperature is not from 0 to {MAX_TEMPERATURE}")));
		}
		if !(request.top_p > 0.0 && request.top_p <= 1.0) {
			return Err(error("top_p is not above 0 and at most 1".into()));
		}
		Ok(request)
	}

	/// The input's bytes.
	pub fn to_bytes(&self) -> Vec<u8> {
		serde_json::to_vec(self).unwrap_or_default()
	}
}

/// An output.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
	/// Tokens of the prompt.
	pub prompt_tokens: usize,
	/// Tokens of the answer.
	pub tokens: Vec<u32>,
	/// Whether the model ended it.
	pub ended: bool,
	/// Its text.
	pub text: String,
	/// For each token [`DIGEST`] numbers, one after another.
	pub digests: Vec<f32>,
}

impl Answer {
	/// The output's bytes.
	pub fn to_bytes(&self) -> Vec<u8> {
		let digests = le_bytes(self.digests.iter().map(|number| number.to_le_bytes()));
		[self.words(), digests].concat()
	}

	/// All of the output but its digests.
	fn words(&self) -> Vec<u8> {
		// Lossless: an answer's length is bounded.
		let counts = [self.prompt_tokens, self.tokens.len(), self.ended.into(), self.text.len()];
		let counts = le_bytes(counts.map(|count| (count as u32).to_le_bytes()));
		let tokens = le_bytes(self.tokens.iter().map(|token| token.to_le_bytes()));
		[&MAGIC[..], &counts, &tokens, self.text.as_bytes()].concat()
	}

	/// Reads an output.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
		let mut reader = Reader::new("generated text", &MAGIC, bytes)?;
		let prompt_tokens = reader.count("tokens of the prompt", 1, MAX_PROMPT)?;
		let count = reader.count("tokens", 1, MAX_TOKENS)?;
		let ended = reader.count("ends", 0, 1)? == 1;
		let len = reader.count("bytes of text", 0, MAX_TEXT_LEN)?;
		let tokens = reader.u32s(count)?;
		let text = reader.take(len)?;
		let text = std::str::from_utf8(text).map_err(|e| reader.error(e.to_string()))?.to_owned();
		let digests = reader.f32s(count.saturating_mul(DIGEST))?;
		reader.end()?;
		Ok(Self { prompt_tokens, tokens, ended, text, digests })
	}

	/// The numbers of the output that a sketch takes: the digests, which are near to one another for
	/// all who run the model, and then numbers of one, with signs hashed from the rest of the output,
	/// so that another text has another sketch whatever its digests.
	pub fn values(&self) -> Vec<f32> {
		let mut signs = blake3::Hasher::new_derive_key(BOUND_CONTEXT);
		signs.update(&self.words());
		let mut bytes = vec![0; self.tokens.len().saturating_mul(BOUND)];
		signs.finalize_xof().fill(&mut bytes);
		let signs = bytes.iter().map(|byte| if byte & 1 == 1 { 1.0 } else { -1.0 });
		self.digests.iter().copied().chain(signs).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sketch::project;
	use proptest::prelude::*;

	fn answer() -> Answer {
		let tokens = vec![7, 8, 2];
		let digests = (0..tokens.len() * DIGEST).map(|i| (i as f32).sin() * 2.0).collect();
		Answer { prompt_tokens: 5, tokens, ended: true, text: "Hé".into(), digests }
	}

	#[test]
	fn request_needs_messages_and_a_length_only() {
		let request =
			Request::from_bytes(br#"{"messages":[{"role":"user","content":"Hi"}],"max_tokens":4}"#);
		assert_eq!(request, Ok(Request::question("Hi", 4)));
		let bytes = Request::question("Hi", 4).to_bytes();
		assert_eq!(Request::from_bytes(&bytes), Ok(Request::question("Hi", 4)));
	}

	#[test]
	fn reading_a_request_fails_when_a_value_is_out_of_bounds() {
		let change = |change: &dyn Fn(&mut Request)| {
			let mut request = Request::question("Hi", 4);
			change(&mut request);
			Request::from_bytes(&request.to_bytes()).unwrap_err().to_string()
		};
		assert!(change(&|r| r.max_tokens = 0).contains("max_tokens is 0"));
		assert!(change(&|r| r.max_tokens = MAX_TOKENS + 1).contains("1 to 1024"));
		assert!(change(&|r| r.messages.clear()).contains("0 messages"));
		assert!(change(&|r| r.temperature = -0.1).contains("temperature"));
		assert!(change(&|r| r.top_p = 0.0).contains("top_p"));
		assert!(change(&|r| r.messages[0].content = "x".repeat(MAX_INPUT_LEN)).contains("bytes"));
		for text in [&b""[..], b"{}", b"Hi", br#"{"messages":[],"max_tokens":1,"n":2}"#] {
			assert!(Request::from_bytes(text).is_err());
		}
	}

	#[test]
	fn output_round_trips_and_must_be_whole() {
		let bytes = answer().to_bytes();
		assert_eq!(Answer::from_bytes(&bytes), Ok(answer()));
		for len in 0..bytes.len() {
			assert!(Answer::from_bytes(&bytes[..len]).is_err(), "{len}");
		}
		assert!(Answer::from_bytes(&[&bytes[..], b"x"].concat()).is_err());
	}

	#[test]
	fn another_text_has_another_sketch_whatever_its_digests() {
		let sketch = |answer: &Answer| project(&[3; 32], answer.values()).unwrap();
		let honest = sketch(&answer());
		for wrong in [
			Answer { text: "Ha".into(), ..answer() },
			Answer { tokens: vec![7, 9, 2], ..answer() },
			Answer { ended: false, ..answer() },
		] {
			let distance = honest.relative_distance(&sketch(&wrong)).deconstruct();
			assert!(distance > 50_000, "{distance}");
		}
		let mut near = answer();
		near.digests.iter_mut().for_each(|number| *number *= 1.000_1);
		assert!(honest.relative_distance(&sketch(&near)).deconstruct() < 300);
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(10_000))]

		#[test]
		fn reading_arbitrary_bytes_never_panics(
			bytes in proptest::collection::vec(any::<u8>(), 0..300),
			counts in proptest::array::uniform4(0u32..4),
			plausible: bool,
		) {
			let output = match plausible {
				true => [&MAGIC[..], &le_bytes(counts.map(u32::to_le_bytes)), &bytes].concat(),
				false => bytes.clone(),
			};
			if let Ok(answer) = Answer::from_bytes(&output) {
				prop_assert_eq!(answer.to_bytes(), output);
			}
			let _ = Request::from_bytes(&[&b"{\"messages\":"[..], &bytes].concat());
		}
	}
}
