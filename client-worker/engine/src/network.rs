// SPDX-License-Identifier: Apache-2.0
//! Small networks that classify, and how they come to their first weights.
//!
//! A network is described by `network.json`: the size of its `inputs` (channels, height, width), its
//! `layers` from front to back (`{"convolution": {"channels": n, "kernel": k}}`, `{"pool": n}`,
//! `{"linear": n}`) and the number of `classes`, for which a linear layer is added at the end. What a
//! convolution or a linear layer gives is cut at zero, but for the last.
//!
//! Its weights are one list of numbers: layer by layer the weights, rows of outputs, and then the
//! biases.

use crate::{EngineError, ModelFolder};
use candle_core::{Device, Tensor};
use serde::Deserialize;

/// The description.
pub const NETWORK: &str = "network.json";

const MAX_JSON_LEN: u64 = 64 << 10;
const MAX_LAYERS: usize = 32;
const MAX_SIDE: usize = 1_024;
const MAX_WIDTH: usize = 1 << 16;
/// Most weights of a network.
pub const MAX_WEIGHTS: usize = 1 << 22;
/// Most multiplications for one example.
const MAX_WORK: u64 = 1 << 30;
const WEIGHTS_CONTEXT: &str = "pouw-chain first-weights v1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
	inputs: [usize; 3],
	layers: Vec<Layer>,
	classes: usize,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
enum Layer {
	Convolution { channels: usize, kernel: usize },
	Pool(usize),
	Linear(usize),
}

/// A step from the inputs to the classes, with its sizes.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
	Convolution { from: usize, to: usize, kernel: usize, height: usize, width: usize },
	Pool { channels: usize, height: usize, width: usize, side: usize },
	Linear { from: usize, to: usize },
}

impl Step {
	/// Sizes of the weights of a step that has any.
	fn shape(&self) -> Option<Vec<usize>> {
		match *self {
			Self::Convolution { from, to, kernel, .. } => Some(vec![to, from, kernel, kernel]),
			Self::Linear { from, to } => Some(vec![to, from]),
			Self::Pool { .. } => None,
		}
	}

	/// Biases, one for each output or channel.
	fn biases(&self) -> usize {
		match *self {
			Self::Convolution { to, .. } | Self::Linear { to, .. } => to,
			Self::Pool { .. } => 0,
		}
	}

	fn weights(&self) -> usize {
		self.shape().map_or(0, |shape| shape.iter().product())
	}

	fn work(&self) -> u64 {
		let places = match *self {
			Self::Convolution { height, width, .. } => height.saturating_mul(width),
			_ => 1,
		};
		(self.weights() as u64).saturating_mul(places as u64)
	}
}

/// A network without weights.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Network {
	steps: Vec<Step>,
	inputs: usize,
	classes: usize,
}

impl Network {
	/// Reads the description in a model folder.
	pub fn read(folder: &ModelFolder) -> Result<Self, EngineError> {
		Self::from_json(&folder.read(NETWORK, MAX_JSON_LEN)?)
	}

	/// Reads a description.
	pub fn from_json(json: &[u8]) -> Result<Self, EngineError> {
		let description: Description = serde_json::from_slice(json).map_err(|error| {
			EngineError::BadModelFile { file: NETWORK.into(), reason: error.to_string() }
		})?;
		let [channels, height, width] = description.inputs;
		within("inputs", channels, MAX_SIDE)?;
		within("inputs", height, MAX_SIDE)?;
		within("inputs", width, MAX_SIDE)?;
		within("classes", description.classes, MAX_WIDTH)?;
		if description.layers.len() > MAX_LAYERS {
			return Err(unsupported(format!("has more than {MAX_LAYERS} layers")));
		}
		let inputs = product(&[channels, height, width])?;
		let mut shape = Shape::Image { channels, height, width };
		let mut steps = Vec::new();
		let last = Layer::Linear(description.classes);
		for layer in description.layers.iter().chain([&last]) {
			steps.push(shape.pass(layer)?);
		}
		let network = Self { steps, inputs, classes: description.classes };
		let count = network.weights();
		if count > MAX_WEIGHTS {
			return Err(unsupported(format!("has {count} weights, at most {MAX_WEIGHTS} are run")));
		}
		let work = network.work();
		if work > MAX_WORK {
			let reason = format!("multiplies {work} times for an example, at most {MAX_WORK}");
			return Err(unsupported(reason));
		}
		Ok(network)
	}

	/// Numbers of an example.
	pub fn inputs(&self) -> usize {
		self.inputs
	}

	/// Classes that there are.
	pub fn classes(&self) -> usize {
		self.classes
	}

	/// Numbers that are learnt.
	pub fn weights(&self) -> usize {
		self.steps.iter().fold(0, |sum: usize, step| {
			sum.saturating_add(step.weights()).saturating_add(step.biases())
		})
	}

	/// Multiplications for one example.
	pub fn work(&self) -> u64 {
		self.steps.iter().fold(0, |sum, step| sum.saturating_add(step.work()))
	}

	/// The weights to begin with: uniform up to √(6/n) either way for n inputs of an output (He et
	/// al. 2015), biases of zero. The same seed gives the same weights everywhere.
	pub fn first_weights(&self, seed: &[u8; 32]) -> Vec<f32> {
		let mut stream =
			blake3::Hasher::new_derive_key(WEIGHTS_CONTEXT).update(seed).finalize_xof();
		let mut weights = Vec::with_capacity(self.weights());
		for step in &self.steps {
			let Some(shape) = step.shape() else { continue };
			let inputs: usize = shape.iter().skip(1).product();
			let bound = (6.0 / inputs.max(1) as f64).sqrt();
			let mut words = vec![0u8; step.weights().saturating_mul(4)];
			stream.fill(&mut words);
			weights.extend(words.as_chunks::<4>().0.iter().map(|word| {
				let word = f64::from(u32::from_le_bytes(*word));
				(((word + 0.5) / f64::from(1u32 << 31) - 1.0) * bound) as f32
			}));
			weights.extend(std::iter::repeat_n(0.0, step.biases()));
		}
		weights
	}

	/// The weights as tensors, two for each step that has any.
	pub(crate) fn tensors(
		&self,
		weights: &[f32],
		device: &Device,
	) -> candle_core::Result<Vec<Tensor>> {
		let mut rest = weights;
		let mut tensors = Vec::new();
		let mut take = |count: usize, shape: Vec<usize>| {
			let (taken, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
			rest = after;
			Tensor::from_slice(taken, shape, device)
		};
		for step in &self.steps {
			let Some(shape) = step.shape() else { continue };
			tensors.push(take(step.weights(), shape)?);
			tensors.push(take(step.biases(), vec![step.biases()])?);
		}
		Ok(tensors)
	}

	/// A row of numbers for each example, one for each class: the larger, the likelier.
	pub(crate) fn forward(&self, weights: &[Tensor], rows: &Tensor) -> candle_core::Result<Tensor> {
		let count = rows.dim(0)?;
		let mut weights = weights.iter();
		let mut next = || weights.next().ok_or_else(|| candle_core::Error::msg("too few weights"));
		let mut values = rows.clone();
		let last = self.steps.len().saturating_sub(1);
		for (number, step) in self.steps.iter().enumerate() {
			values = match *step {
				Step::Convolution { from, to, kernel, height, width } => {
					let (weight, bias) = (next()?, next()?.reshape((1, to, 1, 1))?);
					let image = values.reshape((count, from, height, width))?;
					// As large as before: kernels are of odd sides.
					image.conv2d(weight, kernel / 2, 1, 1, 1)?.broadcast_add(&bias)?.relu()?
				},
				Step::Pool { channels, height, width, side } => {
					// Not candle's own pooling: the gradient that it gives to the largest of n numbers
					// is n times too small.
					let (rows, columns) = (height / side, width / side);
					let cells = (count, channels, rows, side, columns, side);
					values.reshape(cells)?.max(5)?.max(3)?
				},
				Step::Linear { from, .. } => {
					let (weight, bias) = (next()?, next()?);
					let rows = values.reshape((count, from))?;
					let sums = rows.matmul(&weight.t()?)?.broadcast_add(bias)?;
					if number == last {
						sums
					} else {
						sums.relu()?
					}
				},
			};
		}
		Ok(values)
	}
}

/// What goes from one layer to the next.
#[derive(Clone, Copy)]
enum Shape {
	Image { channels: usize, height: usize, width: usize },
	Row(usize),
}

impl Shape {
	/// The step that a layer is for what comes in, which becomes what comes out.
	fn pass(&mut self, layer: &Layer) -> Result<Step, EngineError> {
		let (step, after) = match (*layer, *self) {
			(
				Layer::Convolution { channels: to, kernel },
				Self::Image { channels, height, width },
			) => {
				within("channels", to, MAX_SIDE)?;
				if kernel % 2 == 0 || kernel > height.min(width) {
					return Err(unsupported(format!(
						"has a kernel of {kernel}, not odd and inside"
					)));
				}
				let step = Step::Convolution { from: channels, to, kernel, height, width };
				(step, Self::Image { channels: to, height, width })
			},
			(Layer::Pool(side), Self::Image { channels, height, width }) => {
				if side == 0 || height % side != 0 || width % side != 0 {
					let reason =
						format!("pools {height} × {width} by {side}, which leaves some over");
					return Err(unsupported(reason));
				}
				let step = Step::Pool { channels, height, width, side };
				(step, Self::Image { channels, height: height / side, width: width / side })
			},
			(Layer::Linear(to), shape) => {
				within("linear", to, MAX_WIDTH)?;
				let from = match shape {
					Self::Image { channels, height, width } => product(&[channels, height, width])?,
					Self::Row(from) => from,
				};
				(Step::Linear { from, to }, Self::Row(to))
			},
			(_, Self::Row(_)) => {
				return Err(unsupported("has an image after a linear layer".to_owned()));
			},
		};
		// Far from an overflow of what is computed from the sizes.
		product(&[step.weights()])?;
		*self = after;
		Ok(step)
	}
}

fn product(sizes: &[usize]) -> Result<usize, EngineError> {
	sizes
		.iter()
		.try_fold(1usize, |product, size| product.checked_mul(*size))
		.filter(|product| *product <= MAX_WEIGHTS)
		.ok_or_else(|| unsupported(format!("has a layer of more than {MAX_WEIGHTS} numbers")))
}

fn within(name: &str, found: usize, most: usize) -> Result<(), EngineError> {
	match (1..=most).contains(&found) {
		true => Ok(()),
		false => Err(unsupported(format!("has {found} for {name}, not 1 to {most}"))),
	}
}

fn unsupported(reason: String) -> EngineError {
	EngineError::UnsupportedModel { file: NETWORK.into(), reason }
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn network(json: &str) -> Result<Network, EngineError> {
		Network::from_json(json.as_bytes())
	}

	fn image() -> Network {
		let layers = r#"{"convolution":{"channels":4,"kernel":3}},{"pool":2},{"linear":5}"#;
		network(&format!(r#"{{"inputs":[1,8,8],"layers":[{layers}],"classes":3}}"#)).unwrap()
	}

	#[test]
	fn sizes_follow_from_the_description() {
		let network = image();
		assert_eq!((network.inputs(), network.classes()), (64, 3));
		assert_eq!(network.weights(), (4 * 9 + 4) + (5 * 64 + 5) + (3 * 5 + 3));
		assert_eq!(network.work(), 4 * 9 * 64 + 5 * 64 + 3 * 5);
		let weights = network.first_weights(&[1; 32]);
		assert_eq!(weights.len(), network.weights());
		let tensors = network.tensors(&weights, &Device::Cpu).unwrap();
		let rows = Tensor::zeros((7, 64), candle_core::DType::F32, &Device::Cpu).unwrap();
		assert_eq!(network.forward(&tensors, &rows).unwrap().dims(), [7, 3]);
	}

	#[test]
	fn reading_fails_when_sizes_are_out_of_bounds_or_do_not_fit() {
		let layers = |layers: &str| {
			let json = format!(r#"{{"inputs":[1,8,8],"layers":[{layers}],"classes":3}}"#);
			network(&json).unwrap_err().to_string()
		};
		assert!(layers(r#"{"linear":0}"#).contains("0 for linear"));
		assert!(layers(r#"{"pool":3}"#).contains("leaves some over"));
		assert!(layers(r#"{"pool":0}"#).contains("leaves some over"));
		assert!(layers(r#"{"convolution":{"channels":2,"kernel":2}}"#).contains("kernel of 2"));
		assert!(layers(r#"{"convolution":{"channels":2,"kernel":9}}"#).contains("kernel of 9"));
		assert!(layers(r#"{"linear":4},{"pool":2}"#).contains("after a linear layer"));
		assert!(layers(r#"{"linear":65536},{"linear":65536}"#).contains("4194304"));
		assert!(layers(r#"{"dropout":4}"#).contains("dropout"));
		assert!(network(r#"{"inputs":[1024,1024,1024],"layers":[],"classes":2}"#).is_err());
		assert!(network("{}").is_err());
	}

	#[test]
	fn first_weights_are_uniform_and_depend_on_the_seed_alone() {
		let network = network(r#"{"inputs":[1,1,600],"layers":[],"classes":100}"#).unwrap();
		let weights = network.first_weights(&[1; 32]);
		assert_eq!(weights, network.first_weights(&[1; 32]));
		assert_ne!(weights, network.first_weights(&[2; 32]));
		let (weights, biases) = weights.split_at(60_000);
		assert!(biases.iter().all(|bias| *bias == 0.0));
		// √(6/600) = 0.1; the variance of a uniform number up to b either way is b²/3.
		assert!(weights.iter().all(|weight| weight.abs() <= 0.1));
		let mean =
			|values: &mut dyn Iterator<Item = f32>| values.map(f64::from).sum::<f64>() / 60_000.0;
		assert!(mean(&mut weights.iter().copied()).abs() < 4.0 * 0.1 / (3.0 * 60_000f64).sqrt());
		let variance = mean(&mut weights.iter().map(|weight| weight * weight));
		assert!((variance / (0.01 / 3.0) - 1.0).abs() < 0.02, "{variance}");
	}

	fn size() -> impl Strategy<Value = u64> {
		prop_oneof![0u64..12, Just(1u64 << 10), Just(1u64 << 16), Just(1u64 << 32), any::<u64>()]
	}

	fn layer() -> impl Strategy<Value = String> {
		prop_oneof![
			(size(), size()).prop_map(|(channels, kernel)| {
				format!(r#"{{"convolution":{{"channels":{channels},"kernel":{kernel}}}}}"#)
			}),
			size().prop_map(|side| format!(r#"{{"pool":{side}}}"#)),
			size().prop_map(|outputs| format!(r#"{{"linear":{outputs}}}"#)),
			".{0,8}",
		]
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(10_000))]

		#[test]
		fn any_description_is_refused_or_within_the_bounds(
			inputs in proptest::array::uniform3(size()),
			layers in proptest::collection::vec(layer(), 0..5),
			classes in size(),
			cut in proptest::option::weighted(0.1, any::<prop::sample::Index>()),
		) {
			let layers = layers.join(",");
			let json = format!(r#"{{"inputs":{inputs:?},"layers":[{layers}],"classes":{classes}}}"#);
			let mut json = json.into_bytes();
			if let Some(cut) = cut {
				json.truncate(cut.index(json.len()));
			}
			if let Ok(network) = Network::from_json(&json) {
				prop_assert!(network.weights() <= MAX_WEIGHTS && network.work() <= MAX_WORK);
				prop_assert!(network.inputs() >= 1 && network.classes() >= 1);
			}
		}
	}
}
