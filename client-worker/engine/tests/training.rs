// SPDX-License-Identifier: Apache-2.0
//! Training on 5,000 of MNIST's digits, in shards as miners train: what they find together must know
//! digits that none of them has seen.

mod common;

use pouw_engine::{
	sketch,
	training::{aggregate, Examples, Training, Update},
	Engine, Execution, Network,
};
use pouw_primitives::task::Job;
use std::{fs, sync::LazyLock};

const NAME: &str = "mnist-mlp";
const COMMITTED_MANIFEST: &str = include_str!("../models/mnist-mlp.manifest.b3");
/// Every so manieth digit is held out.
const HELD_OUT: usize = 5;
const SHARDS: usize = 4;
const ROUNDS: usize = 6;
const DEVICE: candle_core::Device = candle_core::Device::Cpu;

struct Digits {
	/// What miners learn from, in equal shards.
	shards: Vec<Examples>,
	/// What none of them sees.
	held_out: Examples,
}

static DIGITS: LazyLock<Digits> = LazyLock::new(|| {
	let path = common::folder(NAME).path().join("mnist-5k.csv");
	let text = fs::read_to_string(&path).unwrap();
	let mut digits =
		Digits { shards: vec![Examples::default(); SHARDS], held_out: Examples::default() };
	for (index, line) in text.lines().enumerate() {
		let numbers: Vec<u32> = line.split(',').map(|number| number.parse().unwrap()).collect();
		let (class, pixels) = numbers.split_last().unwrap();
		assert_eq!(pixels.len(), 784);
		let to = match index % HELD_OUT {
			0 => &mut digits.held_out,
			_ => &mut digits.shards[index / HELD_OUT % SHARDS],
		};
		to.numbers.extend(pixels.iter().map(|pixel| *pixel as f32 / 255.0));
		to.classes.push(*class);
	}
	digits
});

fn engine() -> (Engine, Job) {
	let model = *blake3::hash(COMMITTED_MANIFEST.as_bytes()).as_bytes();
	(Engine::new(common::models_dir()).unwrap(), Job::Training { model: model.into() })
}

fn network() -> Network {
	Network::read(&common::folder(NAME)).unwrap()
}

fn training(shard: usize, weights: Option<Vec<f32>>, round: u8) -> Training {
	let examples = DIGITS.shards[shard].clone();
	Training { seed: [round; 32], rate: 0.1, batch: 20, epochs: 1, weights, examples }
}

fn run(engine: &Engine, job: &Job, training: &Training) -> Update {
	let output = engine.run(job, &training.to_bytes(), &Execution::default(), &|_, _| ()).unwrap();
	let update = Update::from_bytes(&output).unwrap();
	assert_eq!(engine.values(job, &output).unwrap(), update.added);
	update
}

#[test]
fn folder_has_the_committed_manifest() {
	assert_eq!(common::folder(NAME).manifest().to_string(), COMMITTED_MANIFEST);
	assert_eq!(network().weights(), 784 * 32 + 32 + 32 * 10 + 10);
}

#[test]
fn shards_together_learn_digits_that_none_of_them_has() {
	let (engine, job) = engine();
	let network = network();
	let mut weights = network.first_weights(&[0; 32]);
	let accuracy = |weights: &[f32]| network.accuracy(weights, &DIGITS.held_out, &DEVICE).unwrap();
	assert_eq!(DIGITS.held_out.classes.len(), 1_000);
	let mut accuracies = vec![accuracy(&weights)];
	for round in 0..ROUNDS {
		let updates: Vec<Update> = (0..SHARDS)
			.map(|shard| run(&engine, &job, &training(shard, Some(weights.clone()), round as u8)))
			.collect();
		assert!(updates.iter().all(|update| update.examples == 1_000));
		if round == 0 {
			assert!(updates.iter().all(|update| update.loss_after < update.loss_before * 0.5));
		}
		weights = aggregate(&weights, &updates).unwrap();
		accuracies.push(accuracy(&weights));
	}
	println!("held-out accuracy by round: {accuracies:?}");
	assert!(accuracies[0] < 0.25, "{accuracies:?}");
	assert!(accuracies[ROUNDS / 2] > accuracies[1], "{accuracies:?}");
	assert!(accuracies[ROUNDS] > 0.87, "{accuracies:?}");

	// One shard alone, with as many steps, falls short of all together.
	let mut alone = network.first_weights(&[0; 32]);
	for round in 0..ROUNDS {
		let update = run(&engine, &job, &training(0, Some(alone.clone()), round as u8));
		alone = aggregate(&alone, &[update]).unwrap();
	}
	println!("one shard alone: {}", accuracy(&alone));
}

/// Gradients of the same step in another order of sums, as another machine's would be; and updates of
/// those who do other work than was ordered.
#[test]
fn honest_updates_are_near_and_others_are_far() {
	let (engine, job) = engine();
	let sketch = |update: &Update| sketch::project(&[9; 32], update.added.iter().copied()).unwrap();
	let honest = run(&engine, &job, &training(0, None, 1));
	let distance = |other: &Update| {
		f64::from(sketch(&honest).relative_distance(&sketch(other)).deconstruct()) / 1e6
	};
	assert_eq!(distance(&run(&engine, &job, &training(0, None, 1))), 0.0);
	let mut nudged = training(0, None, 1);
	nudged.examples.numbers.iter_mut().for_each(|number| *number *= 1.0 + f32::EPSILON);
	let near = distance(&run(&engine, &job, &nudged));
	let other_shard = distance(&run(&engine, &job, &training(1, None, 1)));
	let mut lazy = training(0, None, 1);
	lazy.examples.numbers.truncate(500 * 784);
	lazy.examples.classes.truncate(500);
	let half = distance(&run(&engine, &job, &lazy));
	let nothing = Update { added: vec![0.0; honest.added.len()], ..honest.clone() };
	println!(
		"near {near}, another shard {other_shard}, half of it {half}, nothing {}",
		distance(&nothing)
	);
	assert!(near < 0.001, "{near}");
	assert!(other_shard > 0.1 && half > 0.1 && distance(&nothing) > 0.9);
}

#[test]
fn a_convolutional_network_learns_too() {
	let layers = r#"{"convolution":{"channels":4,"kernel":5}},{"pool":4}"#;
	let json = format!(r#"{{"inputs":[1,28,28],"layers":[{layers}],"classes":10}}"#);
	let network = Network::from_json(json.as_bytes()).unwrap();
	let training = Training { rate: 0.15, ..training(0, None, 3) };
	let update = training.run(&network, &DEVICE, &|_, _| ()).unwrap();
	let weights = aggregate(&training.first_weights(&network), &[update]).unwrap();
	let accuracy = network.accuracy(&weights, &DIGITS.held_out, &DEVICE).unwrap();
	println!("held-out accuracy after one pass over 1,000 digits: {accuracy}");
	assert!(accuracy > 0.6, "{accuracy}");
}
