// SPDX-License-Identifier: Apache-2.0
//! Training: steps of gradient descent over a shard of examples, whose updates come together.
//!
//! An input is `PWT1`; a seed of 32 bytes; the rate of learning, a 32-bit floating-point number; as
//! 32-bit numbers the examples in a step, the times that each example is used, the weights that follow
//! (none to begin with those of the seed), the examples and the numbers of each; the weights; the
//! examples' numbers; and their classes, as 32-bit numbers.
//!
//! An output is `PWU1`; the number of examples; the mean loss over them before and after; the number
//! of weights; and what is added to each. All of it is little-endian.

use crate::{
	format::{le_bytes, FormatError, Reader},
	network::{Network, MAX_WEIGHTS},
	EngineError,
};
use candle_core::{Device, Tensor, Var, D};

/// First bytes of an input.
pub const INPUT_MAGIC: [u8; 4] = *b"PWT1";
/// First bytes of an output.
pub const OUTPUT_MAGIC: [u8; 4] = *b"PWU1";
/// Most bytes of an input.
pub const MAX_INPUT_LEN: usize = 64 << 20;
/// Most multiplications of a job, those of the way back not counted.
pub const MAX_WORK: u64 = 1 << 38;

const MAX_EXAMPLES: usize = 1 << 20;
const MAX_EPOCHS: usize = 1_000;
const MAX_STEPS: u64 = 100_000;
const MAX_RATE: f32 = 10.0;
/// Examples whose loss is computed at once.
const CHUNK: usize = 256;
const ORDER_CONTEXT: &str = "pouw-chain training-order v1";

/// Examples with their classes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Examples {
	/// The numbers of each, one after another.
	pub numbers: Vec<f32>,
	/// The class of each.
	pub classes: Vec<u32>,
}

/// What a training job is to do.
#[derive(Clone, PartialEq, Debug)]
pub struct Training {
	/// The first weights, unless they are given, and the order of the examples follow from it.
	pub seed: [u8; 32],
	/// How far a step goes along the gradient.
	pub rate: f32,
	/// Examples in a step.
	pub batch: usize,
	/// How often each example is used.
	pub epochs: usize,
	/// Weights to begin with; none for those of the seed.
	pub weights: Option<Vec<f32>>,
	/// What to learn from.
	pub examples: Examples,
}

impl Training {
	/// The input's bytes.
	pub fn to_bytes(&self) -> Vec<u8> {
		let weights = self.weights.as_deref().unwrap_or_default();
		let count = self.examples.classes.len();
		let width = self.examples.numbers.len().checked_div(count).unwrap_or(0);
		// Numbers too large for their place are beyond what reading allows.
		let sizes = [self.batch, self.epochs, weights.len(), count, width];
		let sizes = sizes.map(|size| u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
		let floats = |numbers: &[f32]| le_bytes(numbers.iter().map(|n| n.to_le_bytes()));
		[
			&INPUT_MAGIC[..],
			&self.seed,
			&self.rate.to_le_bytes(),
			&le_bytes(sizes),
			&floats(weights),
			&floats(&self.examples.numbers),
			&le_bytes(self.examples.classes.iter().map(|class| class.to_le_bytes())),
		]
		.concat()
	}

	/// Reads an input.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
		let mut reader = Reader::new("shard to train on", &INPUT_MAGIC, bytes)?;
		if bytes.len() > MAX_INPUT_LEN {
			let reason = format!("{} bytes, at most {MAX_INPUT_LEN} are allowed", bytes.len());
			return Err(reader.error(reason));
		}
		let seed = reader.array()?;
		let rate = reader.f32()?;
		if !(rate > 0.0 && rate <= MAX_RATE) {
			return Err(
				reader.error(format!("the rate is {rate}, not above 0 and up to {MAX_RATE}"))
			);
		}
		let batch = reader.count("examples in a step", 1, MAX_EXAMPLES)?;
		let epochs = reader.count("uses of an example", 1, MAX_EPOCHS)?;
		let weights = reader.count("weights", 0, MAX_WEIGHTS)?;
		let count = reader.count("examples", 1, MAX_EXAMPLES)?;
		let width = reader.count("numbers of an example", 1, MAX_WEIGHTS)?;
		let steps = (count.div_ceil(batch) as u64).saturating_mul(epochs as u64);
		if steps > MAX_STEPS {
			return Err(reader.error(format!("{steps} steps, at most {MAX_STEPS} are allowed")));
		}
		let weights = if weights == 0 { None } else { Some(reader.f32s(weights)?) };
		let numbers = reader.f32s(count.saturating_mul(width))?;
		let classes = reader.u32s(count)?;
		reader.end()?;
		Ok(Self { seed, rate, batch, epochs, weights, examples: Examples { numbers, classes } })
	}

	/// The weights it begins with.
	pub fn first_weights(&self, network: &Network) -> Vec<f32> {
		self.weights.clone().unwrap_or_else(|| network.first_weights(&self.seed))
	}

	/// Takes the steps. `progress` is told the examples used, and how many there are to use.
	pub fn run(
		&self,
		network: &Network,
		device: &Device,
		progress: &dyn Fn(usize, usize),
	) -> Result<Update, EngineError> {
		let count = self.examples.classes.len();
		let all = count.saturating_mul(self.epochs);
		self.check(network, all).map_err(|reason| {
			EngineError::BadInput(FormatError::new("shard for this network", reason))
		})?;
		progress(0, all);
		let first = self.first_weights(network);
		let loss_before = network.loss(&first, &self.examples, device)?;
		let variables = network
			.tensors(&first, device)?
			.iter()
			.map(Var::from_tensor)
			.collect::<candle_core::Result<Vec<_>>>()?;
		let mut order: Vec<usize> = (0..count).collect();
		let mut draws =
			blake3::Hasher::new_derive_key(ORDER_CONTEXT).update(&self.seed).finalize_xof();
		let mut done: usize = 0;
		for _ in 0..self.epochs {
			shuffle(&mut order, &mut draws);
			for batch in order.chunks(self.batch) {
				let (rows, classes) = self.examples.some(batch, network.inputs(), device)?;
				let weights: Vec<Tensor> =
					variables.iter().map(|v| v.as_tensor().clone()).collect();
				let loss =
					candle_nn::loss::cross_entropy(&network.forward(&weights, &rows)?, &classes)?;
				let gradients = loss.backward()?;
				for variable in &variables {
					if let Some(gradient) = gradients.get(variable) {
						variable
							.set(&(variable.as_tensor() - (gradient * f64::from(self.rate))?)?)?;
					}
				}
				done = done.saturating_add(batch.len());
				progress(done, all);
			}
		}
		let mut last = Vec::with_capacity(first.len());
		for variable in &variables {
			last.extend(variable.as_tensor().flatten_all()?.to_vec1::<f32>()?);
		}
		let loss_after = network.loss(&last, &self.examples, device)?;
		let added: Vec<f32> = last.iter().zip(&first).map(|(last, first)| last - first).collect();
		if !(loss_before.is_finite()
			&& loss_after.is_finite()
			&& added.iter().all(|n| n.is_finite()))
		{
			return Err(EngineError::Diverged);
		}
		Ok(Update { examples: count, loss_before, loss_after, added })
	}

	fn check(&self, network: &Network, all: usize) -> Result<(), String> {
		let wanted = network.inputs().checked_mul(self.examples.classes.len());
		if wanted != Some(self.examples.numbers.len()) {
			return Err(format!("its examples do not have {} numbers", network.inputs()));
		}
		if let Some(weights) = &self.weights {
			if weights.len() != network.weights() {
				let (found, wanted) = (weights.len(), network.weights());
				return Err(format!("it has {found} weights, the network {wanted}"));
			}
		}
		let classes = network.classes();
		if let Some(class) = self.examples.classes.iter().find(|c| **c as usize >= classes) {
			return Err(format!("class {class} is not one of the network's {classes}"));
		}
		let work = network.work().saturating_mul(all as u64);
		match work <= MAX_WORK {
			true => Ok(()),
			false => {
				Err(format!("it takes {work} multiplications, at most {MAX_WORK} are allowed"))
			},
		}
	}
}

impl Examples {
	fn some(
		&self,
		which: &[usize],
		width: usize,
		device: &Device,
	) -> candle_core::Result<(Tensor, Tensor)> {
		let mut numbers: Vec<f32> = Vec::with_capacity(which.len().saturating_mul(width));
		let mut classes: Vec<u32> = Vec::with_capacity(which.len());
		for index in which {
			let start = index.saturating_mul(width);
			let example = self.numbers.get(start..start.saturating_add(width));
			numbers.extend(example.unwrap_or_default());
			classes.extend(self.classes.get(*index));
		}
		let rows = Tensor::from_vec(numbers, (which.len(), width), device)?;
		Ok((rows, Tensor::from_vec(classes, which.len(), device)?))
	}

	/// Numbers of their places, some at a time.
	fn chunks(&self) -> impl Iterator<Item = Vec<usize>> {
		let count = self.classes.len();
		(0..count).step_by(CHUNK).map(move |at| (at..count.min(at.saturating_add(CHUNK))).collect())
	}
}

impl Network {
	/// Mean loss of examples: −ln of the share that the network gives to their class.
	pub fn loss(
		&self,
		weights: &[f32],
		examples: &Examples,
		device: &Device,
	) -> Result<f32, EngineError> {
		let weights = self.tensors(weights, device)?;
		let mut sum = 0f64;
		for chunk in examples.chunks() {
			let (rows, classes) = examples.some(&chunk, self.inputs(), device)?;
			let loss = candle_nn::loss::cross_entropy(&self.forward(&weights, &rows)?, &classes)?;
			sum += f64::from(loss.to_scalar::<f32>()?) * chunk.len() as f64;
		}
		Ok((sum / examples.classes.len().max(1) as f64) as f32)
	}

	/// Share of examples that the network puts into their class.
	pub fn accuracy(
		&self,
		weights: &[f32],
		examples: &Examples,
		device: &Device,
	) -> Result<f64, EngineError> {
		let weights = self.tensors(weights, device)?;
		let mut right: usize = 0;
		for chunk in examples.chunks() {
			let (rows, classes) = examples.some(&chunk, self.inputs(), device)?;
			let found = self.forward(&weights, &rows)?.argmax(D::Minus1)?.to_vec1::<u32>()?;
			let wanted = classes.to_vec1::<u32>()?;
			right = right.saturating_add(found.iter().zip(&wanted).filter(|(a, b)| a == b).count());
		}
		Ok(right as f64 / examples.classes.len().max(1) as f64)
	}
}

/// What a training job found.
#[derive(Clone, PartialEq, Debug)]
pub struct Update {
	/// Examples it is from.
	pub examples: usize,
	/// Their mean loss with the weights it began with.
	pub loss_before: f32,
	/// And with those it ended with.
	pub loss_after: f32,
	/// What is added to each weight; a sketch takes these.
	pub added: Vec<f32>,
}

impl Update {
	/// The output's bytes.
	pub fn to_bytes(&self) -> Vec<u8> {
		// Lossless: both are bounded by what reading an input allows.
		[
			&OUTPUT_MAGIC[..],
			&(self.examples as u32).to_le_bytes(),
			&self.loss_before.to_le_bytes(),
			&self.loss_after.to_le_bytes(),
			&(self.added.len() as u32).to_le_bytes(),
			&le_bytes(self.added.iter().map(|number| number.to_le_bytes())),
		]
		.concat()
	}

	/// Reads an output.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
		let mut reader = Reader::new("update of weights", &OUTPUT_MAGIC, bytes)?;
		let examples = reader.count("examples", 1, MAX_EXAMPLES)?;
		let (loss_before, loss_after) = (reader.f32()?, reader.f32()?);
		let count = reader.count("weights", 1, MAX_WEIGHTS)?;
		let added = reader.f32s(count)?;
		reader.end()?;
		Ok(Self { examples, loss_before, loss_after, added })
	}
}

/// Adds the mean of updates to the weights that all of them began with, each counted by its examples
/// (McMahan et al. 2017). None if an update is for other weights, or if there is none.
pub fn aggregate(weights: &[f32], updates: &[Update]) -> Option<Vec<f32>> {
	if updates.is_empty() || updates.iter().any(|update| update.added.len() != weights.len()) {
		return None;
	}
	let all: f64 = updates.iter().map(|update| update.examples as f64).sum();
	let mut sums: Vec<f64> = weights.iter().map(|weight| f64::from(*weight)).collect();
	for update in updates {
		let share = update.examples as f64 / all;
		for (sum, added) in sums.iter_mut().zip(&update.added) {
			*sum += f64::from(*added) * share;
		}
	}
	Some(sums.into_iter().map(|sum| sum as f32).collect())
}

/// Puts numbers into a drawn order (Fisher and Yates).
fn shuffle(order: &mut [usize], draws: &mut blake3::OutputReader) {
	for last in (1..order.len()).rev() {
		let mut draw = [0; 8];
		draws.fill(&mut draw);
		let other = u64::from_le_bytes(draw) % (last as u64).saturating_add(1);
		order.swap(last, other as usize);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const DEVICE: Device = Device::Cpu;

	fn network() -> Network {
		Network::from_json(br#"{"inputs":[1,1,2],"layers":[{"linear":8}],"classes":2}"#).unwrap()
	}

	/// Points inside and outside of a circle.
	fn examples(count: usize) -> Examples {
		let point = |i: usize| {
			[(i as f32 * 0.618).fract() * 2.0 - 1.0, (i as f32 * 0.414).fract() * 2.0 - 1.0]
		};
		let class = |[x, y]: [f32; 2]| u32::from(x * x + y * y < 0.6);
		Examples {
			numbers: (0..count).flat_map(point).collect(),
			classes: (0..count).map(|i| class(point(i))).collect(),
		}
	}

	fn training() -> Training {
		let examples = examples(120);
		Training { seed: [4; 32], rate: 0.2, batch: 10, epochs: 20, weights: None, examples }
	}

	#[test]
	fn steps_lower_the_loss_and_are_the_same_again() {
		let update = training().run(&network(), &DEVICE, &|_, _| ()).unwrap();
		assert!(update.loss_after < update.loss_before * 0.8, "{update:?}");
		assert_eq!(update, training().run(&network(), &DEVICE, &|_, _| ()).unwrap());
		let weights = aggregate(&network().first_weights(&[4; 32]), &[update]).unwrap();
		assert!(network().accuracy(&weights, &examples(500), &DEVICE).unwrap() > 0.8);
	}

	/// The gradient of one step against differences of the loss.
	#[test]
	fn a_step_goes_down_the_slope_of_the_loss() {
		let layers = r#"{"convolution":{"channels":2,"kernel":3}},{"pool":2},{"linear":3}"#;
		let json = format!(r#"{{"inputs":[1,4,4],"layers":[{layers}],"classes":2}}"#);
		let network = Network::from_json(json.as_bytes()).unwrap();
		let examples = Examples {
			numbers: (0..16 * 3).map(|i| (i as f32 * 1.7).sin()).collect(),
			classes: vec![0, 1, 1],
		};
		let training =
			Training { seed: [1; 32], rate: 1.0, batch: 3, epochs: 1, weights: None, examples };
		let update = training.run(&network, &DEVICE, &|_, _| ()).unwrap();
		let first = training.first_weights(&network);
		let loss = |at: usize, by: f32| {
			let mut weights = first.clone();
			weights[at] += by;
			network.loss(&weights, &training.examples, &DEVICE).unwrap()
		};
		const STEP: f32 = 2e-3;
		for at in 0..first.len() {
			let slope = (loss(at, STEP) - loss(at, -STEP)) / (2.0 * STEP);
			assert!((update.added[at] + slope).abs() < 2e-3, "{at}: {} {slope}", update.added[at]);
		}
	}

	#[test]
	fn running_fails_when_the_shard_is_not_for_the_network() {
		let refused = |change: &dyn Fn(&mut Training)| {
			let mut training = training();
			change(&mut training);
			let error = training.run(&network(), &DEVICE, &|_, _| ()).unwrap_err();
			assert!(error.means_abstain(), "{error}");
			error.to_string()
		};
		assert!(refused(&|t| t.examples.classes[3] = 2).contains("class 2"));
		assert!(refused(&|t| t.examples.classes.truncate(60)).contains("2 numbers"));
		assert!(refused(&|t| t.weights = Some(vec![0.0])).contains("1 weights"));
		assert!(refused(&|t| t.epochs = usize::MAX).contains("multiplications"));
		let all = |t: &mut Training| t.examples.numbers.iter_mut().for_each(|n| *n = 3e38);
		assert!(refused(&all).contains("not finite"));
	}

	#[test]
	fn reading_fails_when_a_number_is_out_of_bounds() {
		let error = |change: &dyn Fn(&mut Training)| {
			let mut training = training();
			change(&mut training);
			Training::from_bytes(&training.to_bytes()).unwrap_err().to_string()
		};
		assert!(error(&|t| t.rate = 0.0).contains("rate"));
		assert!(error(&|t| t.rate = f32::NAN).contains("finite"));
		assert!(error(&|t| t.batch = 0).contains("examples in a step"));
		assert!(error(&|t| t.epochs = 1_001).contains("uses"));
		assert!(error(&|t| t.examples.numbers[0] = f32::INFINITY).contains("finite"));
		assert!(error(&|t| t.examples = Examples::default()).contains("examples"));
		let bytes = training().to_bytes();
		assert!(Training::from_bytes(&bytes[..bytes.len() - 1]).is_err());
		assert_eq!(Training::from_bytes(&bytes).unwrap(), training());
	}

	#[test]
	fn updates_count_by_their_examples() {
		let update =
			|examples, added| Update { examples, loss_before: 1.0, loss_after: 1.0, added };
		let updates = [update(3, vec![1.0, 0.0]), update(1, vec![-1.0, 4.0])];
		assert_eq!(aggregate(&[10.0, 20.0], &updates), Some(vec![10.5, 21.0]));
		assert_eq!(aggregate(&[10.0], &updates), None);
		assert_eq!(aggregate(&[10.0], &[]), None);
	}

	#[test]
	fn update_round_trips() {
		let update =
			Update { examples: 3, loss_before: 2.0, loss_after: 1.5, added: vec![0.5, -1.0] };
		assert_eq!(Update::from_bytes(&update.to_bytes()), Ok(update));
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(10_000))]

		#[test]
		fn shuffling_keeps_all_numbers(count in 0usize..50, seed: [u8; 32]) {
			let mut order: Vec<usize> = (0..count).collect();
			shuffle(&mut order, &mut blake3::Hasher::new_keyed(&seed).finalize_xof());
			order.sort_unstable();
			prop_assert_eq!(order, (0..count).collect::<Vec<_>>());
		}

		#[test]
		fn reading_arbitrary_bytes_never_panics(
			bytes in proptest::collection::vec(any::<u8>(), 0..200),
			sizes in proptest::array::uniform5(0u32..4),
		) {
			let rate = 0.5f32.to_le_bytes();
			let sizes = le_bytes(sizes.map(u32::to_le_bytes));
			let input = [&INPUT_MAGIC[..], &[0; 32], &rate, &sizes, &bytes].concat();
			if let Ok(training) = Training::from_bytes(&input) {
				prop_assert_eq!(training.to_bytes(), input);
			}
			let _ = Training::from_bytes(&bytes);
			let output = [&OUTPUT_MAGIC[..], &bytes].concat();
			if let Ok(update) = Update::from_bytes(&output) {
				prop_assert_eq!(update.to_bytes(), output);
			}
		}
	}
}
