// SPDX-License-Identifier: Apache-2.0
//! Linear layers in whole numbers of seven bits, whose exact products draw tickets.
//!
//! Weights have one scale for each output. They come from the model's files by divisions and
//! roundings alone, each exact in IEEE arithmetic, so everybody gets the same numbers and with them the
//! same roots. Activations get a scale for each row and two digits: x ≈ s·(h + l/128), h and l of seven
//! bits, as two rows of A. With one digit, the few channels in which BERT models put very large numbers
//! leave too little of the others: the vectors of the tests' model came out with a cosine to the exact
//! ones of 0.958 at worst, against 0.992 with two, which is what the weights alone cost.

use crate::{
	tickets::{TicketSink, TicketWindow, UsefulWinner},
	EngineError,
};
use pouw_kernel::{Kernel, KernelError, Matrix, WeightSide, Weights};
use pouw_primitives::{LayerIndex, ModelLayer, Work};
use pouw_tickets::{
	params::{padded_k, padded_rows},
	ticket::target,
	TILE,
};
use sp_core::H256;
use std::sync::{atomic::AtomicBool, Arc, Mutex, MutexGuard, PoisonError};

/// Largest magnitude of a weight and of a first digit.
const MOST: f32 = 63.0;
/// Weight of the second digit, inverted.
const DIGIT: i64 = 128;
/// Rows of A for a row of activations.
const DIGITS: usize = 2;
/// Most rows of A in one product, which bounds the memory of a product whatever the input.
const MAX_ROWS: usize = 2_048;

/// What computes the products of a job.
pub(crate) struct Products<'a> {
	pub(crate) kernel: &'a Kernel,
	pub(crate) tickets: Option<&'a dyn TicketSink>,
}

/// A layer of y = x·Wᵀ + b.
pub(crate) struct QuantisedLinear {
	/// W, a row for each output, unpadded.
	weights: Vec<i8>,
	/// Scale of each output.
	scales: Vec<f32>,
	bias: Vec<f32>,
	inputs: usize,
	/// W for products without tickets.
	plain: Mutex<Option<Arc<Weights>>>,
	/// W with its tree, padded for a rank.
	matrix: Mutex<Option<(u16, Arc<Matrix>)>>,
	/// The weight side of the window last drawn for. The next one takes its place.
	side: Mutex<Option<(TicketWindow, Arc<WeightSide>)>>,
}

impl QuantisedLinear {
	/// Quantises a layer; `weights` has a row of `inputs` for each number of `bias`.
	pub(crate) fn new(weights: &[f32], bias: Vec<f32>, inputs: usize) -> Self {
		let mut quantised = Vec::with_capacity(weights.len());
		let mut scales = Vec::with_capacity(bias.len());
		for row in weights.chunks(inputs.max(1)) {
			let scale = scale_of(row);
			quantised.extend(row.iter().map(|weight| digit(weight / scale)));
			scales.push(scale);
		}
		Self {
			weights: quantised,
			scales,
			bias,
			inputs,
			plain: Mutex::default(),
			matrix: Mutex::default(),
			side: Mutex::default(),
		}
	}

	pub(crate) fn outputs(&self) -> usize {
		self.bias.len()
	}

	/// The layer as the chain registers it.
	pub(crate) fn layer(&self, rank: u16) -> Result<ModelLayer, EngineError> {
		let matrix = self.matrix(rank)?;
		Ok(ModelLayer { root: H256(matrix.root()), n: matrix.n(), k: matrix.k() })
	}

	/// Applies the layer to rows of activations, one after another.
	pub(crate) fn forward(
		&self,
		rows: &[f32],
		products: &Products<'_>,
		layer: usize,
	) -> Result<Vec<f32>, EngineError> {
		let mut output = Vec::with_capacity(self.outputs() * rows.len() / self.inputs.max(1));
		for rows in rows.chunks((MAX_ROWS / DIGITS * self.inputs).max(1)) {
			let window = products.tickets.and_then(TicketSink::window);
			let product = match (window, products.tickets) {
				(Some(window), Some(sink)) => {
					self.with_tickets(rows, products.kernel, layer, &window, sink)?
				},
				_ => None,
			};
			let product = match product {
				Some(product) => product,
				None => self.without_tickets(rows, products.kernel)?,
			};
			product.dequantise(self, &mut output);
		}
		Ok(output)
	}

	fn without_tickets(&self, rows: &[f32], kernel: &Kernel) -> Result<Product, EngineError> {
		let weights = {
			let mut plain = lock(&self.plain);
			match &*plain {
				Some(weights) => weights.clone(),
				None => {
					let (n, k) = (self.outputs().next_multiple_of(TILE), self.padded_inputs());
					let weights = Arc::new(Weights::new(kernel, &self.padded(n, k), n, k)?);
					*plain = Some(weights.clone());
					weights
				},
			}
		};
		let mut product = Product::new(rows, self.inputs, weights.k(), weights.n());
		kernel.plain(&weights, &product.a, &mut product.c)?;
		Ok(product)
	}

	/// The product with tickets; none if the window's rank does not take this layer.
	fn with_tickets(
		&self,
		rows: &[f32],
		kernel: &Kernel,
		layer: usize,
		window: &TicketWindow,
		sink: &dyn TicketSink,
	) -> Result<Option<Product>, EngineError> {
		let side = match self.side(kernel, window) {
			Ok(side) => side,
			Err(
				error @ (EngineError::LayerTooLarge { .. }
				| EngineError::Kernel(KernelError::NotWork(_))),
			) => {
				tracing::debug!(layer, %error, "no tickets of this layer");
				return Ok(None);
			},
			Err(other) => return Err(other),
		};
		let mut product = Product::new(rows, self.inputs, side.k(), side.n());
		// Lossless: a layer's dimensions are below 2³².
		let goal = target(window.difficulty, side.k() as u32);
		let stop = AtomicBool::new(false);
		let drawn = kernel.multiply(&side, &product.a, &goal, &stop, &mut product.c)?;
		let winners = drawn
			.winners
			.iter()
			.map(|winner| {
				Ok(UsefulWinner {
					window: *window,
					layer: LayerIndex::try_from(layer).unwrap_or(LayerIndex::MAX),
					proof: side.prove_operands(&product.a, &drawn, winner)?,
				})
			})
			.collect::<Result<Vec<_>, KernelError>>()?;
		sink.drawn(product.work(side.k()), winners);
		Ok(Some(product))
	}

	fn side(&self, kernel: &Kernel, window: &TicketWindow) -> Result<Arc<WeightSide>, EngineError> {
		let mut cached = lock(&self.side);
		if let Some((of, side)) = &*cached {
			// The difficulty is no part of it.
			if (of.challenge, of.rank) == (window.challenge, window.rank) {
				return Ok(side.clone());
			}
		}
		// The old one goes first, or both would be in memory.
		*cached = None;
		let matrix = self.matrix(window.rank)?;
		let side = Arc::new(WeightSide::operands(kernel, &window.challenge, window.rank, matrix)?);
		*cached = Some((*window, side.clone()));
		Ok(side)
	}

	fn matrix(&self, rank: u16) -> Result<Arc<Matrix>, EngineError> {
		let mut cached = lock(&self.matrix);
		match &*cached {
			Some((of, matrix)) if *of == rank => return Ok(matrix.clone()),
			_ => {},
		}
		let too_large =
			|| EngineError::LayerTooLarge { inputs: self.inputs, outputs: self.outputs(), rank };
		let dimension = |value: usize| u32::try_from(value).map_err(|_| too_large());
		let n = padded_rows(dimension(self.outputs())?);
		let k = padded_k(rank, dimension(self.inputs)?).ok_or_else(too_large)?;
		let matrix = Arc::new(Matrix::new(&self.padded(n as usize, k as usize), n, k)?);
		*cached = Some((rank, matrix.clone()));
		Ok(matrix)
	}

	fn padded_inputs(&self) -> usize {
		self.inputs.next_multiple_of(TILE)
	}

	/// W filled up with zeros to `n` rows of `k`.
	fn padded(&self, n: usize, k: usize) -> Vec<i8> {
		let mut padded = vec![0; n * k];
		let rows = self.weights.chunks(self.inputs.max(1));
		for (to, from) in padded.chunks_mut(k.max(1)).zip(rows) {
			if let Some(to) = to.get_mut(..from.len()) {
				to.copy_from_slice(from);
			}
		}
		padded
	}
}

/// Some rows of activations in two digits, and what they gave.
struct Product {
	/// Pairs of rows: first digits, second digits.
	a: Vec<i8>,
	c: Vec<i32>,
	/// Scale of each row of activations.
	scales: Vec<f32>,
	n: usize,
}

impl Product {
	fn new(rows: &[f32], inputs: usize, k: usize, n: usize) -> Self {
		let count = rows.len() / inputs.max(1);
		let m = (count * DIGITS).next_multiple_of(TILE);
		let mut a = vec![0; m * k];
		let mut scales = Vec::with_capacity(count);
		let pairs = a.chunks_mut((k * DIGITS).max(1));
		for (pair, row) in pairs.zip(rows.chunks(inputs.max(1))) {
			let scale = scale_of(row);
			let (first, second) = pair.split_at_mut(k);
			for ((value, first), second) in row.iter().zip(first).zip(second) {
				let scaled = value / scale;
				*first = digit(scaled);
				*second = digit((scaled - f32::from(*first)) * DIGIT as f32);
			}
			scales.push(scale);
		}
		Self { a, c: vec![0; m * n], scales, n }
	}

	fn work(&self, k: usize) -> Work {
		(self.c.len() as Work).saturating_mul(k as Work)
	}

	/// Appends the layer's output for each row of activations.
	fn dequantise(&self, layer: &QuantisedLinear, output: &mut Vec<f32>) {
		let pairs = self.c.chunks((self.n * DIGITS).max(1));
		for (pair, scale) in pairs.zip(&self.scales) {
			let (first, second) = pair.split_at(self.n);
			let sums = first.iter().zip(second);
			let sums = sums.map(|(h, l)| i64::from(*h) * DIGIT + i64::from(*l));
			let outputs = layer.scales.iter().zip(&layer.bias);
			output.extend(
				sums.zip(outputs).map(|(sum, (weight, bias))| {
					sum as f32 * (scale * weight / DIGIT as f32) + bias
				}),
			);
		}
	}
}

/// The scale at which the largest number becomes [`MOST`]; one for a row of zeros.
fn scale_of(row: &[f32]) -> f32 {
	let largest = row.iter().fold(0f32, |most, value| most.max(value.abs()));
	// A number so small that the scale would not be a normal one is as good as zero.
	if largest < f32::MIN_POSITIVE * MOST {
		1.0
	} else {
		largest / MOST
	}
}

/// The nearest whole number from −63 to 63.
fn digit(value: f32) -> i8 {
	value.round().clamp(-MOST, MOST) as i8
}

/// What the caches hold is whole or absent, whatever a thread that panicked was doing.
fn lock<T>(cache: &Mutex<T>) -> MutexGuard<'_, T> {
	cache.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
