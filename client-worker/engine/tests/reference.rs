// SPDX-License-Identifier: Apache-2.0
//! The real model against figures the engine had no part in.
//!
//! `reference/all-minilm-l6-v2.json` holds the similarities that the sentence-transformers
//! documentation publishes for the model and vectors by an independent implementation;
//! `reference/generate.py` wrote it and says how.

mod common;

use pouw_engine::{
	manifest::MANIFEST_NAME, sketch, Device, EmbeddingModel, Embeddings, Engine, EngineError,
	Execution, ModelFolder,
};
use pouw_primitives::task::Job;
use serde::Deserialize;
use std::{
	fs,
	sync::{LazyLock, Mutex},
};

const NAME: &str = "all-minilm-l6-v2";
const COMMITTED_MANIFEST: &str = include_str!("../models/all-minilm-l6-v2.manifest.b3");

/// Published figures have four decimals; PyTorch's rounding and ours may fall on two sides of one.
const PUBLISHED_TOLERANCE: f64 = 1.5e-4;
/// Largest difference of a number of a vector to the reference in double precision.
const REFERENCE_TOLERANCE: f32 = 2e-6;

#[derive(Deserialize)]
struct Reference {
	published: Vec<Published>,
	vectors: Vec<Vector>,
	sketch: SketchCase,
}

#[derive(Deserialize)]
struct Published {
	measure: String,
	left: Vec<String>,
	right: Vec<String>,
	values: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Vector {
	text: String,
	tokens: usize,
	embedding: Vec<f32>,
}

#[derive(Deserialize)]
struct SketchCase {
	seed: String,
	vectors: Vec<usize>,
	numbers: Vec<i64>,
}

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
	serde_json::from_str(include_str!("reference/all-minilm-l6-v2.json")).unwrap()
});
static MODEL: LazyLock<EmbeddingModel> = LazyLock::new(|| load(Device::Cpu));

fn folder() -> ModelFolder {
	common::folder(NAME)
}

fn load(device: Device) -> EmbeddingModel {
	EmbeddingModel::load(&folder(), device).unwrap()
}

fn embed(texts: &[String]) -> Embeddings {
	MODEL.embed(texts, &|_, _| ()).unwrap()
}

fn reference_texts() -> Vec<String> {
	REFERENCE.vectors.iter().map(|vector| vector.text.clone()).collect()
}

fn largest_difference(a: &[f32], b: &[f32]) -> f32 {
	assert_eq!(a.len(), b.len());
	a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn folder_has_the_committed_manifest() {
	assert_eq!(folder().manifest().to_string(), COMMITTED_MANIFEST);
}

#[test]
fn similarities_are_those_sentence_transformers_publishes() {
	for case in &REFERENCE.published {
		let (left, right) = (embed(&case.left), embed(&case.right));
		for (a, row) in left.vectors().zip(&case.values) {
			for (b, published) in right.vectors().zip(row) {
				let pairs = a.iter().zip(b).map(|(a, b)| (f64::from(*a), f64::from(*b)));
				let found: f64 = match case.measure.as_str() {
					"cosine" => pairs.map(|(a, b)| a * b).sum(),
					"manhattan" => pairs.map(|(a, b)| (a - b).abs()).sum(),
					other => panic!("unknown measure {other}"),
				};
				assert!(
					(found - published).abs() < PUBLISHED_TOLERANCE,
					"{}: found {found}, published {published}",
					case.measure
				);
			}
		}
	}
}

#[test]
fn vectors_are_those_of_the_independent_implementation() {
	let found = embed(&reference_texts());
	assert_eq!((found.rows, found.dims), (REFERENCE.vectors.len(), 384));
	for (vector, reference) in found.vectors().zip(&REFERENCE.vectors) {
		let difference = largest_difference(vector, &reference.embedding);
		let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
		assert!(difference < REFERENCE_TOLERANCE, "{difference}: {:?}", reference.text);
		assert!((length - 1.0).abs() < 1e-6, "{length}: {:?}", reference.text);
	}
}

/// `tokenizer.json` of this model asks for 128; a reader that believes it still computes something.
#[test]
fn texts_are_cut_at_the_length_sentence_transformers_uses() {
	assert_eq!(MODEL.settings().max_tokens, 256);
	let lengths: Vec<usize> = REFERENCE.vectors.iter().map(|v| v.tokens).collect();
	assert!(lengths.contains(&256) && lengths.iter().any(|n| (129..256).contains(n)));
	let long = "word ".repeat(254);
	let texts = [long.clone() + "one end", long.clone() + "two end", long];
	let found = embed(&texts);
	let vectors: Vec<&[f32]> = found.vectors().collect();
	assert!(largest_difference(vectors[0], vectors[1]) < 1e-6);
	assert!(largest_difference(vectors[0], vectors[2]) < 1e-6);
}

#[test]
fn vectors_do_not_depend_on_the_batch_or_on_their_neighbours() {
	let texts = reference_texts();
	let together = embed(&texts);
	let mut model = load(Device::Cpu);
	for batch in [1, 3, 7] {
		model = model.with_batch(batch);
		let found = model.embed(&texts, &|_, _| ()).unwrap();
		let difference = largest_difference(&found.values, &together.values);
		assert!(difference < REFERENCE_TOLERANCE, "batch of {batch}: {difference}");
	}
	let reversed: Vec<String> = texts.iter().rev().cloned().collect();
	let found = embed(&reversed);
	for (a, b) in found.vectors().zip(together.vectors().collect::<Vec<_>>().into_iter().rev()) {
		assert!(largest_difference(a, b) < REFERENCE_TOLERANCE);
	}
}

#[test]
fn progress_starts_at_nothing_and_ends_at_all() {
	let seen = Mutex::new(Vec::new());
	let model = load(Device::Cpu).with_batch(5);
	model.embed(&reference_texts(), &|done, all| seen.lock().unwrap().push((done, all))).unwrap();
	let all = REFERENCE.vectors.len();
	assert_eq!(seen.into_inner().unwrap(), [(0, all), (5, all), (10, all), (all, all)]);
}

#[test]
fn sketch_is_the_one_the_independent_implementation_computes() {
	let case = &REFERENCE.sketch;
	let seed: [u8; 32] = hex::decode(&case.seed).unwrap().try_into().unwrap();
	let values = case.vectors.iter().flat_map(|i| REFERENCE.vectors[*i].embedding.iter().copied());
	assert_eq!(sketch::project(&seed, values).unwrap().0.as_slice(), case.numbers);
}

#[test]
fn engine_runs_a_job_from_bytes_to_bytes() {
	let engine = Engine::new(common::models_dir()).unwrap();
	let hash = *blake3::hash(COMMITTED_MANIFEST.as_bytes()).as_bytes();
	let job = Job::Embedding { model: hash.into() };
	let texts = &reference_texts()[..2];
	let input = format!("{}\r\n\n{}\n", texts[0], texts[1]);
	let output = engine
		.run(&job, input.as_bytes(), &Execution::default(), &|_, _| ())
		.unwrap_or_else(|error| {
			panic!("{error}\nthis test needs the real model: run scripts/fetch-model first")
		});
	let values = engine.values(&job, &output).unwrap();
	assert!(largest_difference(&values, &embed(texts).values) < REFERENCE_TOLERANCE);
	assert_eq!(Embeddings::from_bytes(&output).unwrap().rows, 2);
	// The same job again gives the same bytes, by the model that is now in memory.
	let again = engine.run(&job, input.as_bytes(), &Execution::default(), &|_, _| ());
	assert_eq!(again.unwrap(), output);
	assert!(matches!(engine.values(&job, &output[1..]), Err(EngineError::Output(_))));
}

#[test]
fn loading_fails_when_a_byte_of_the_weights_has_changed() {
	let source = folder();
	let copy = tempfile::tempdir().unwrap();
	for name in source.manifest().names().chain([MANIFEST_NAME]) {
		let target = copy.path().join(name);
		fs::create_dir_all(target.parent().unwrap()).unwrap();
		fs::copy(source.path().join(name), target).unwrap();
	}
	let weights = copy.path().join("model.safetensors");
	let mut bytes = fs::read(&weights).unwrap();
	let last = bytes.len() - 1;
	bytes[last] ^= 1;
	fs::write(&weights, bytes).unwrap();
	let error = ModelFolder::open(copy.path()).unwrap_err().to_string();
	assert!(error.contains("model.safetensors") && error.contains("wants"), "{error}");
}
