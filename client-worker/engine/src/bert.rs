// SPDX-License-Identifier: Apache-2.0
//! The BERT encoder over texts laid end to end.
//!
//! All that works row by row is done for all tokens of a batch at once and only attention text by text,
//! so that there is no padding to compute or to mask, and a text's numbers do not depend on its
//! neighbours. The sizes, names and formulas are those of the reference implementation.

use crate::{
	linear::Linear,
	quantised::{Products, QuantisedLinear},
	EngineError, Precision,
};
use candle_core::{Device, Tensor, D};
use candle_nn::{LayerNorm, Module, VarBuilder};
use candle_transformers::models::bert::{Config, HiddenAct};

/// Linear layers in a block of the encoder.
const LINEARS: usize = 6;

/// A BERT encoder.
pub(crate) struct Bert {
	words: Tensor,
	positions: Tensor,
	/// Texts here are single segments, so there is one type of token.
	first_type: Tensor,
	norm: LayerNorm,
	blocks: Vec<Block>,
	pub(crate) device: Device,
}

struct Block {
	query: Linear,
	key: Linear,
	value: Linear,
	mixed: Linear,
	mixed_norm: LayerNorm,
	intermediate: Linear,
	output: Linear,
	output_norm: LayerNorm,
	activation: HiddenAct,
	heads: usize,
	/// Number of its first linear layer.
	first: usize,
}

impl Bert {
	/// Loads the encoder.
	pub(crate) fn load(
		tensors: VarBuilder<'_>,
		config: &Config,
		precision: Precision,
	) -> candle_core::Result<Self> {
		// Files of models with a head on top have the encoder under a name of its own.
		let prefix = config.model_type.clone().unwrap_or_else(|| "bert".into());
		let tensors = match tensors.contains_tensor("embeddings.word_embeddings.weight") {
			true => tensors,
			false => tensors.pp(prefix),
		};
		let width = config.hidden_size;
		let embeddings = tensors.pp("embeddings");
		let table = |name: &str, rows| embeddings.pp(name).get((rows, width), "weight");
		let blocks = (0..config.num_hidden_layers)
			.map(|number| {
				let block = tensors.pp(format!("encoder.layer.{number}"));
				Block::load(block, config, precision, number.saturating_mul(LINEARS))
			})
			.collect::<candle_core::Result<_>>()?;
		Ok(Self {
			words: table("word_embeddings", config.vocab_size)?,
			positions: table("position_embeddings", config.max_position_embeddings)?,
			first_type: table("token_type_embeddings", config.type_vocab_size)?.narrow(0, 0, 1)?,
			norm: norm(width, config, embeddings.pp("LayerNorm"))?,
			blocks,
			device: tensors.device().clone(),
		})
	}

	/// A row for each token, the texts end to end.
	pub(crate) fn forward(
		&self,
		texts: &[&[u32]],
		products: Option<&Products<'_>>,
	) -> Result<Tensor, EngineError> {
		let lengths: Vec<usize> = texts.iter().map(|tokens| tokens.len()).collect();
		let count: usize = lengths.iter().sum();
		let tokens = Tensor::from_vec(texts.concat(), count, &self.device)?;
		// Lossless: the settings bound a text's length.
		let places: Vec<u32> = texts.iter().flat_map(|tokens| 0..tokens.len() as u32).collect();
		let places = Tensor::from_vec(places, count, &self.device)?;
		let words = self.words.index_select(&tokens, 0)?.broadcast_add(&self.first_type)?;
		let embedded = (words + self.positions.index_select(&places, 0)?)?;
		let mut hidden = self.norm.forward(&embedded)?;
		for block in &self.blocks {
			hidden = block.forward(&hidden, &lengths, products)?;
		}
		Ok(hidden)
	}

	/// The quantised layers, in the order of their numbers; none of them in floating point.
	pub(crate) fn quantised(&self) -> impl Iterator<Item = &QuantisedLinear> {
		self.blocks.iter().flat_map(Block::linears).filter_map(Linear::quantised)
	}
}

impl Block {
	fn load(
		tensors: VarBuilder<'_>,
		config: &Config,
		precision: Precision,
		first: usize,
	) -> candle_core::Result<Self> {
		let (width, inner) = (config.hidden_size, config.intermediate_size);
		let linear = |name: &str, from, to| Linear::load(tensors.pp(name), from, to, precision);
		Ok(Self {
			query: linear("attention.self.query", width, width)?,
			key: linear("attention.self.key", width, width)?,
			value: linear("attention.self.value", width, width)?,
			mixed: linear("attention.output.dense", width, width)?,
			mixed_norm: norm(width, config, tensors.pp("attention.output.LayerNorm"))?,
			intermediate: linear("intermediate.dense", width, inner)?,
			output: linear("output.dense", inner, width)?,
			output_norm: norm(width, config, tensors.pp("output.LayerNorm"))?,
			activation: config.hidden_act,
			heads: config.num_attention_heads,
			first,
		})
	}

	/// In the order of their numbers.
	fn linears(&self) -> [&Linear; LINEARS] {
		[&self.query, &self.key, &self.value, &self.mixed, &self.intermediate, &self.output]
	}

	fn forward(
		&self,
		hidden: &Tensor,
		lengths: &[usize],
		products: Option<&Products<'_>>,
	) -> Result<Tensor, EngineError> {
		let number = |place: usize| self.first.saturating_add(place);
		let query = self.query.forward(hidden, products, number(0))?;
		let key = self.key.forward(hidden, products, number(1))?;
		let value = self.value.forward(hidden, products, number(2))?;
		let mixed = self.attend(&query, &key, &value, lengths)?;
		let mixed = self.mixed.forward(&mixed, products, number(3))?;
		let hidden = self.mixed_norm.forward(&(mixed + hidden)?)?;
		let inner = self.intermediate.forward(&hidden, products, number(4))?;
		let inner = match self.activation {
			HiddenAct::Gelu => inner.gelu_erf()?,
			HiddenAct::GeluApproximate => inner.gelu()?,
			HiddenAct::Relu => inner.relu()?,
		};
		let output = self.output.forward(&inner, products, number(5))?;
		Ok(self.output_norm.forward(&(output + hidden)?)?)
	}

	/// Mixes the values of each text by the attention of its tokens to one another.
	fn attend(
		&self,
		query: &Tensor,
		key: &Tensor,
		value: &Tensor,
		lengths: &[usize],
	) -> Result<Tensor, EngineError> {
		let (_, width) = query.dims2()?;
		let size = width.checked_div(self.heads).unwrap_or(width);
		let mut mixed = Vec::with_capacity(lengths.len());
		let mut start: usize = 0;
		for length in lengths {
			let heads = |rows: &Tensor| {
				let rows = rows.narrow(0, start, *length)?;
				rows.reshape((*length, self.heads, size))?.transpose(0, 1)?.contiguous()
			};
			let (query, key, value) = (heads(query)?, heads(key)?, heads(value)?);
			let scores = (query.matmul(&key.t()?)? / (size as f64).sqrt())?;
			let weights = candle_nn::ops::softmax(&scores, D::Minus1)?;
			let text = weights.matmul(&value)?.transpose(0, 1)?.contiguous()?;
			mixed.push(text.reshape((*length, width))?);
			start = start.saturating_add(*length);
		}
		Ok(Tensor::cat(&mixed, 0)?)
	}
}

fn norm(width: usize, config: &Config, tensors: VarBuilder<'_>) -> candle_core::Result<LayerNorm> {
	candle_nn::layer_norm(width, config.layer_norm_eps, tensors)
}
