// SPDX-License-Identifier: Apache-2.0
//! A linear layer, in floating point or quantised.

use crate::{
	quantised::{Products, QuantisedLinear},
	EngineError, Precision,
};
use candle_core::Tensor;
use candle_nn::{Module, VarBuilder};

/// y = x·Wᵀ + b over rows.
pub(crate) enum Linear {
	F32(candle_nn::Linear),
	Int7(Box<QuantisedLinear>),
}

impl Linear {
	/// Loads a layer of `inputs` × `outputs`.
	pub(crate) fn load(
		tensors: VarBuilder<'_>,
		inputs: usize,
		outputs: usize,
		precision: Precision,
	) -> candle_core::Result<Self> {
		match precision {
			Precision::F32 => candle_nn::linear(inputs, outputs, tensors).map(Self::F32),
			Precision::Int7 => {
				let weights = tensors.get((outputs, inputs), "weight")?;
				let bias = tensors.get(outputs, "bias")?.to_vec1::<f32>()?;
				let weights = weights.flatten_all()?.to_vec1::<f32>()?;
				Ok(Self::Int7(Box::new(QuantisedLinear::new(&weights, bias, inputs))))
			},
		}
	}

	/// Applies the layer to rows.
	pub(crate) fn forward(
		&self,
		rows: &Tensor,
		products: Option<&Products<'_>>,
		layer: usize,
	) -> Result<Tensor, EngineError> {
		match (self, products) {
			(Self::F32(linear), _) => Ok(linear.forward(rows)?),
			(Self::Int7(linear), Some(products)) => {
				let (count, _) = rows.dims2()?;
				let values = rows.flatten_all()?.to_vec1::<f32>()?;
				let output = linear.forward(&values, products, layer)?;
				Ok(Tensor::from_vec(output, (count, linear.outputs()), rows.device())?)
			},
			(Self::Int7(_), None) => Err(EngineError::NoKernel),
		}
	}

	/// The quantised weights; none in floating point.
	pub(crate) fn quantised(&self) -> Option<&QuantisedLinear> {
		match self {
			Self::F32(_) => None,
			Self::Int7(linear) => Some(linear),
		}
	}
}
