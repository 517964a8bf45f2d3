// SPDX-License-Identifier: Apache-2.0
//! The decoder of the llama family, over the weights of a GGUF file.
//!
//! The weights are as the file has them, of four bits or eight, and are unpacked to floating point when
//! they are loaded. To multiply them packed, what goes into a product is rounded to eight bits as well;
//! then the least differences between two machines' sums put numbers on two sides of a rounding: sketches
//! of the same tokens, read in other chunks, came out 3 % apart.

use crate::{gguf, EngineError};
use candle_core::{quantized::gguf_file::Content, Device, Tensor, D};
use candle_nn::{ops, rotary_emb::rope_i};
use std::io::Cursor;

/// A decoder.
pub(crate) struct Llama {
	words: Tensor,
	blocks: Vec<Block>,
	norm: Tensor,
	output: Tensor,
	sizes: Sizes,
	/// Rotations of each position.
	cos: Tensor,
	sin: Tensor,
}

#[derive(Clone, Copy)]
pub(crate) struct Sizes {
	pub(crate) blocks: usize,
	pub(crate) heads: usize,
	/// Heads that keys and values have.
	pub(crate) shared: usize,
	/// Numbers of a head.
	pub(crate) head: usize,
	/// Positions that there can be.
	pub(crate) context: usize,
	pub(crate) epsilon: f32,
	pub(crate) base: f64,
}

struct Block {
	attention_norm: Tensor,
	query: Tensor,
	key: Tensor,
	value: Tensor,
	mixed: Tensor,
	inner_norm: Tensor,
	gate: Tensor,
	up: Tensor,
	down: Tensor,
}

/// Keys and values of what was read, for each block.
pub(crate) type Memory = Vec<(Tensor, Tensor)>;

impl Llama {
	/// Loads the decoder.
	pub(crate) fn load(
		content: &Content,
		file: &[u8],
		sizes: Sizes,
		device: &Device,
	) -> candle_core::Result<Self> {
		let mut reader = Cursor::new(file);
		let mut tensor = |name: &str| content.tensor(&mut reader, name, device)?.dequantize(device);
		let words = tensor("token_embd.weight")?;
		let output = match content.tensor_infos.contains_key("output.weight") {
			true => tensor("output.weight")?,
			false => words.clone(),
		};
		let blocks = (0..sizes.blocks)
			.map(|number| {
				let mut tensor = |name: &str| tensor(&format!("blk.{number}.{name}.weight"));
				Ok(Block {
					attention_norm: tensor("attn_norm")?,
					query: tensor("attn_q")?,
					key: tensor("attn_k")?,
					value: tensor("attn_v")?,
					mixed: tensor("attn_output")?,
					inner_norm: tensor("ffn_norm")?,
					gate: tensor("ffn_gate")?,
					up: tensor("ffn_up")?,
					down: tensor("ffn_down")?,
				})
			})
			.collect::<candle_core::Result<_>>()?;
		let norm = tensor("output_norm.weight")?;
		let pairs = sizes.head / 2;
		let angles: Vec<f64> = (0..sizes.context)
			.flat_map(|position| {
				(0..pairs).map(move |pair| {
					position as f64 * sizes.base.powf(-(pair as f64) / pairs.max(1) as f64)
				})
			})
			.collect();
		let table = |of: fn(f64) -> f64| {
			let numbers: Vec<f32> = angles.iter().map(|angle| of(*angle) as f32).collect();
			Tensor::from_vec(numbers, (sizes.context, pairs), device)
		};
		let (cos, sin) = (table(f64::cos)?, table(f64::sin)?);
		Ok(Self { words, blocks, norm, output, sizes, cos, sin })
	}

	/// Tokens that there are.
	pub(crate) fn vocabulary(&self) -> candle_core::Result<usize> {
		self.output.dim(0)
	}

	/// Reads tokens that come after those in memory; gives a row of logits for each of the last `rows`.
	pub(crate) fn forward(
		&self,
		tokens: &[u32],
		rows: usize,
		memory: &mut Memory,
	) -> Result<Tensor, EngineError> {
		let device = self.words.device();
		let count = tokens.len();
		let start = match memory.first() {
			Some((keys, _)) => keys.dim(1)?,
			None => 0,
		};
		let end = start.saturating_add(count);
		if count == 0 || end > self.sizes.context {
			return Err(gguf::bad(format!("it was to read {count} tokens at {start}")));
		}
		let mask = match count {
			1 => None,
			_ => Some(mask(count, start, device)?),
		};
		let (cos, sin) = (self.cos.narrow(0, start, count)?, self.sin.narrow(0, start, count)?);
		let mut hidden = self.words.index_select(&Tensor::new(tokens, device)?, 0)?;
		for (number, block) in self.blocks.iter().enumerate() {
			let normed = ops::rms_norm(&hidden, &block.attention_norm, self.sizes.epsilon)?;
			let heads = |weight: &Tensor, heads: usize| {
				let rows = product(&normed, weight)?.reshape((count, heads, self.sizes.head))?;
				rows.transpose(0, 1)?.contiguous()
			};
			let turned = |rows: Tensor| rope_i(&rows.unsqueeze(0)?, &cos, &sin)?.squeeze(0);
			let query = turned(heads(&block.query, self.sizes.heads)?)?;
			let mut key = turned(heads(&block.key, self.sizes.shared)?)?;
			let mut value = heads(&block.value, self.sizes.shared)?;
			match memory.get_mut(number) {
				Some(read) => {
					key = Tensor::cat(&[&read.0, &key], 1)?;
					value = Tensor::cat(&[&read.1, &value], 1)?;
					*read = (key.clone(), value.clone());
				},
				None => memory.push((key.clone(), value.clone())),
			}
			let mixed = self.attend(&query, &key, &value, mask.as_ref())?;
			hidden = (hidden + product(&mixed, &block.mixed)?)?;
			let normed = ops::rms_norm(&hidden, &block.inner_norm, self.sizes.epsilon)?;
			let inner = (product(&normed, &block.gate)?.silu()? * product(&normed, &block.up)?)?;
			hidden = (hidden + product(&inner, &block.down)?)?;
		}
		let rows = rows.min(count);
		let last = hidden.narrow(0, count.saturating_sub(rows), rows)?.contiguous()?;
		let last = ops::rms_norm(&last, &self.norm, self.sizes.epsilon)?;
		Ok(product(&last, &self.output)?)
	}

	/// Mixes the values by the attention of the queries to the keys, a few heads of queries to each.
	fn attend(
		&self,
		query: &Tensor,
		key: &Tensor,
		value: &Tensor,
		mask: Option<&Tensor>,
	) -> candle_core::Result<Tensor> {
		let Sizes { heads, shared, head, .. } = self.sizes;
		let group = heads.checked_div(shared).unwrap_or(1);
		let (count, all) = (query.dim(1)?, key.dim(1)?);
		let query = query.reshape((shared, group.saturating_mul(count), head))?;
		let scores = (query.matmul(&key.t()?)? / (head as f64).sqrt())?;
		let scores = scores.reshape((heads, count, all))?;
		let scores = match mask {
			Some(mask) => scores.broadcast_add(mask)?,
			None => scores,
		};
		let weights = ops::softmax(&scores, D::Minus1)?;
		let weights = weights.reshape((shared, group.saturating_mul(count), all))?;
		let mixed = weights.matmul(value)?.reshape((heads, count, head))?;
		mixed.transpose(0, 1)?.reshape((count, heads.saturating_mul(head)))
	}
}

/// Takes what comes later out of the attention of each token.
fn mask(count: usize, start: usize, device: &Device) -> candle_core::Result<Tensor> {
	let all = start.saturating_add(count);
	let numbers: Vec<f32> = (start..all)
		.flat_map(|row| {
			(0..all).map(move |column| if column > row { f32::NEG_INFINITY } else { 0.0 })
		})
		.collect();
	Tensor::from_vec(numbers, (count, all), device)
}

fn product(rows: &Tensor, weight: &Tensor) -> candle_core::Result<Tensor> {
	rows.matmul(&weight.t()?)
}
