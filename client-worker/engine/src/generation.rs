// SPDX-License-Identifier: Apache-2.0
//! Text generation by models of the llama family in GGUF files.

use crate::{
	format::FormatError,
	gguf::{self, Chat, WEIGHTS},
	llama::{Llama, Memory},
	manifest::MAX_TENSORS_LEN,
	text::{Answer, Request, DIGEST},
	Device, EngineError, ModelFolder,
};

/// Tokens of a prompt computed at once unless said otherwise; bounds the memory of a long one.
pub const DEFAULT_CHUNK: usize = 128;
const DIGEST_CONTEXT: &str = "pouw-chain logits-digest v1";
const DRAW_CONTEXT: &str = "pouw-chain text-draws v1";

/// A language model in memory.
pub struct TextModel {
	llama: Llama,
	chat: Chat,
	context: usize,
	chunk: usize,
	/// A word for each token of the vocabulary: the signs with which its logit enters a digest.
	signs: Vec<u32>,
}

/// A model at work on one text; it remembers what it has read.
struct Reading<'a> {
	model: &'a TextModel,
	memory: Memory,
}

impl TextModel {
	/// Loads a model from its folder onto a device.
	pub fn load(folder: &ModelFolder, device: Device) -> Result<Self, EngineError> {
		let bytes = folder.read(WEIGHTS, MAX_TENSORS_LEN)?;
		let content = gguf::header(&bytes)?;
		let sizes = gguf::sizes(&content)?;
		let context = sizes.context;
		let chat = Chat::read(&content)?;
		let bad = |error: candle_core::Error| gguf::bad(error.to_string());
		let llama = Llama::load(&content, &bytes, sizes, &device.open()?).map_err(bad)?;
		let (tokens, rows) = (chat.vocabulary(), llama.vocabulary().map_err(bad)?);
		if tokens != rows {
			return Err(gguf::bad(format!("it has {tokens} tokens and {rows} logits")));
		}
		let mut words = vec![0u8; chat.vocabulary().saturating_mul(4)];
		blake3::Hasher::new_derive_key(DIGEST_CONTEXT).finalize_xof().fill(&mut words);
		let signs = words.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
		Ok(Self { llama, chat, context, chunk: DEFAULT_CHUNK, signs })
	}

	/// Sets how many tokens of a prompt are computed at once; the result does not depend on it beyond
	/// rounding.
	pub fn with_chunk(mut self, tokens: usize) -> Self {
		self.chunk = tokens.max(1);
		self
	}

	/// Most tokens of a prompt and its answer together.
	pub fn context(&self) -> usize {
		self.context
	}

	/// Tokens of a text without any form around it.
	pub fn tokens(&self, text: &str) -> Result<Vec<u32>, EngineError> {
		self.chat.encode(text)
	}

	/// Tokens of a request up to where the answer begins.
	pub fn prompt(&self, request: &Request) -> Result<Vec<u32>, EngineError> {
		let messages = request.messages.iter();
		self.chat.prompt(messages.map(|message| (message.role.name(), message.content.as_str())))
	}

	/// Answers a request. `progress` is told the tokens made, and how many there can be.
	pub fn answer(
		&self,
		request: &Request,
		progress: &dyn Fn(usize, usize),
	) -> Result<Answer, EngineError> {
		let prompt = self.prompt(request)?;
		let most = request.max_tokens;
		if prompt.len().saturating_add(most) > self.context {
			let (found, context) = (prompt.len(), self.context);
			let reason = format!(
				"the prompt has {found} tokens and the answer may have {most}, the model takes {context}"
			);
			return Err(EngineError::BadInput(FormatError::new("request for this model", reason)));
		}
		progress(0, most);
		let mut draws = blake3::Hasher::new_derive_key(DRAW_CONTEXT)
			.update(&request.seed.to_le_bytes())
			.finalize_xof();
		let mut reading = self.start();
		let mut logits = reading.read(&prompt)?;
		let mut answer = Answer {
			prompt_tokens: prompt.len(),
			tokens: Vec::new(),
			ended: false,
			text: String::new(),
			digests: Vec::new(),
		};
		loop {
			answer.digests.extend(self.digest(&logits)?);
			let token = match request.temperature > 0.0 {
				true => {
					let mut draw = [0; 8];
					draws.fill(&mut draw);
					choose(&logits, request.temperature, request.top_p, u64::from_le_bytes(draw))
				},
				false => likeliest(&logits),
			};
			answer.tokens.push(token);
			answer.ended = self.chat.ends(token);
			progress(answer.tokens.len(), most);
			if answer.ended || answer.tokens.len() >= most {
				break;
			}
			logits = reading.read(&[token])?;
		}
		answer.text = self.chat.decode(&answer.tokens)?;
		Ok(answer)
	}

	/// The digests of a given answer to a request: what [`TextModel::answer`] would have found, had it
	/// chosen these tokens. By them an answer of another machine can be checked, even where two tokens
	/// were so nearly alike that this machine would have chosen the other.
	pub fn check(&self, request: &Request, tokens: &[u32]) -> Result<Vec<f32>, EngineError> {
		let prompt = self.prompt(request)?;
		let mut digests = Vec::with_capacity(tokens.len().saturating_mul(DIGEST));
		self.follow(&prompt, tokens, |_, logits| {
			digests.extend(self.digest(logits)?);
			Ok(())
		})?;
		Ok(digests)
	}

	/// The mean of −ln p of each token of a text but the first, given those before it.
	pub fn cross_entropy(&self, text: &str) -> Result<f64, EngineError> {
		let tokens = self.tokens(text)?;
		let (first, rest) = tokens.split_at(tokens.len().min(1));
		let mut sum = 0.0;
		self.follow(first, rest, |token, logits| {
			sum -= log_probability(logits, token);
			Ok(())
		})?;
		Ok(sum / rest.len().max(1) as f64)
	}

	/// Reads a prompt and then tokens, and shows each of these with the logits before it.
	fn follow(
		&self,
		prompt: &[u32],
		tokens: &[u32],
		mut show: impl FnMut(u32, &[f32]) -> Result<(), EngineError>,
	) -> Result<(), EngineError> {
		let len = prompt.len().saturating_add(tokens.len());
		let known = |token: &u32| (*token as usize) < self.signs.len();
		if prompt.is_empty() || len > self.context || !tokens.iter().all(known) {
			let reason = format!("{len} tokens, 1 to {} of its own can be read", self.context);
			return Err(EngineError::BadInput(FormatError::new("text for this model", reason)));
		}
		let Some((last, all_but_last)) = tokens.split_last() else { return Ok(()) };
		let mut reading = self.start();
		let logits = reading.read(prompt)?;
		show(*tokens.first().unwrap_or(last), &logits)?;
		// The logits after each token are those before the next.
		let mut next = tokens.iter().skip(1);
		for chunk in all_but_last.chunks(self.chunk) {
			let rows = self.llama.forward(chunk, chunk.len(), &mut reading.memory)?;
			for (logits, token) in rows.to_vec2::<f32>()?.iter().zip(&mut next) {
				show(*token, logits)?;
			}
		}
		Ok(())
	}

	fn start(&self) -> Reading<'_> {
		Reading { model: self, memory: Memory::new() }
	}

	/// Signed sums of the logits, which say whether two are near to one another. What all logits have
	/// in common makes no difference to a text, and is taken off first.
	fn digest(&self, logits: &[f32]) -> Result<[f32; DIGEST], EngineError> {
		if logits.len() != self.signs.len() || !logits.iter().all(|logit| logit.is_finite()) {
			let (found, wanted) = (logits.len(), self.signs.len());
			return Err(gguf::bad(format!("it gave {found} logits, not {wanted} finite ones")));
		}
		let count = logits.len().max(1) as f64;
		let mean = logits.iter().map(|logit| f64::from(*logit)).sum::<f64>() / count;
		let mut sums = [0f64; DIGEST];
		for (logit, signs) in logits.iter().zip(&self.signs) {
			let value = f64::from(*logit) - mean;
			for (j, sum) in sums.iter_mut().enumerate() {
				*sum += if (signs >> j) & 1 == 1 { value } else { -value };
			}
		}
		Ok(sums.map(|sum| (sum / count.sqrt()) as f32))
	}
}

impl std::fmt::Debug for TextModel {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("TextModel").field("context", &self.context).finish_non_exhaustive()
	}
}

impl Reading<'_> {
	/// Reads on, and gives the logits of the token after.
	fn read(&mut self, tokens: &[u32]) -> Result<Vec<f32>, EngineError> {
		let mut logits = Vec::new();
		let chunks = tokens.chunks(self.model.chunk);
		let last = chunks.len();
		for (number, chunk) in (1..).zip(chunks) {
			let output = self.model.llama.forward(chunk, 1, &mut self.memory)?;
			if number == last {
				logits = output.squeeze(0)?.to_vec1::<f32>()?;
			}
		}
		Ok(logits)
	}
}

/// The token of the highest logit, and of equal ones the first.
fn likeliest(logits: &[f32]) -> u32 {
	let first = (0u32, f32::NEG_INFINITY);
	let best =
		(0u32..).zip(logits).fold(
			first,
			|best, (token, logit)| {
				if *logit > best.1 {
					(token, *logit)
				} else {
					best
				}
			},
		);
	best.0
}

/// A token drawn among the likeliest that come to `top_p` together.
fn choose(logits: &[f32], temperature: f64, top_p: f64, draw: u64) -> u32 {
	let highest = logits.iter().fold(f32::NEG_INFINITY, |most, logit| most.max(*logit));
	let mut weights: Vec<(u32, f64)> = (0u32..)
		.zip(logits)
		.map(|(token, logit)| (token, (f64::from(logit - highest) / temperature).exp()))
		.collect();
	// Equal ones by their number, so that there is one order.
	weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
	let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
	let mut taken = 0.0;
	let mut count = 0usize;
	for (_, weight) in &weights {
		taken += weight;
		count = count.saturating_add(1);
		if taken >= top_p * all {
			break;
		}
	}
	weights.truncate(count);
	// 53 bits, all that a number below one can tell apart.
	let mut left = (draw >> 11) as f64 / (1u64 << 53) as f64 * taken;
	for (token, weight) in &weights {
		left -= weight;
		if left < 0.0 {
			return *token;
		}
	}
	weights.last().map_or(0, |(token, _)| *token)
}

fn log_probability(logits: &[f32], token: u32) -> f64 {
	let highest = logits.iter().fold(f32::NEG_INFINITY, |most, logit| most.max(*logit));
	let sum: f64 = logits.iter().map(|logit| f64::from(logit - highest).exp()).sum();
	let logit = logits.get(token as usize).copied().unwrap_or(f32::NEG_INFINITY);
	f64::from(logit - highest) - sum.ln()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn likeliest_of_equal_tokens_is_the_first() {
		assert_eq!(likeliest(&[0.0, 3.0, 1.0, 3.0]), 1);
		assert_eq!(likeliest(&[]), 0);
	}

	#[test]
	fn draws_follow_the_probabilities() {
		// 1/2, 1/4, 1/4.
		let logits = [0.0, -(2f32.ln()), -(2f32.ln())];
		let draws = |top_p: f64| {
			let mut counts = [0u32; 3];
			for draw in 0..1_000u64 {
				let draw = draw.wrapping_mul(u64::MAX / 1_000);
				counts[choose(&logits, 1.0, top_p, draw) as usize] += 1;
			}
			counts
		};
		let [a, b, c] = draws(1.0);
		assert!(a.abs_diff(500) < 5 && b.abs_diff(250) < 5 && c.abs_diff(250) < 5, "{a} {b} {c}");
		assert_eq!(draws(0.4), [1_000, 0, 0]);
		assert_eq!(draws(0.7)[2], 0);
		// Nearly cold, the likeliest is all there is.
		assert_eq!(choose(&logits, 0.01, 1.0, u64::MAX), 0);
	}

	#[test]
	fn probabilities_come_to_one() {
		let logits = [0.5, -1.0, 2.0];
		let sum: f64 = (0..3).map(|token| log_probability(&logits, token).exp()).sum();
		assert!((sum - 1.0).abs() < 1e-12, "{sum}");
	}
}
