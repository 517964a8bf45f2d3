// SPDX-License-Identifier: Apache-2.0
//! The real model in whole numbers: close to itself in floating point, the same for everybody, and a
//! source of tickets that the chain's verification takes.

mod common;

use pouw_engine::{
	Device, EmbeddingModel, Embeddings, Engine, Execution, ModelFolder, Precision, TicketSink,
	TicketWindow, UsefulWinner,
};
use pouw_kernel::Kernel;
use pouw_primitives::{
	task::{max_rows, Job},
	Work,
};
use pouw_tickets::{params::check_dims, verify_operands, Challenge, Layer};
use std::sync::{Arc, LazyLock, Mutex};

/// Texts of everyday English, one a line.
const TEXTS: &str = include_str!("../../../scripts/demo-input.txt");
/// Texts that are short, odd, or not English.
const ODD: [&str; 6] = [
	"ok",
	"Crème brûlée à São Paulo, naïve façade: ÅNGSTRÖM!",
	"東京は日本の首都です。 北京 is a city.",
	"It cost $1,299.99 (see https://example.org/a_b?c=1#d) — 50% off!! 🙂",
	"?",
	"the quick brown fox jumps over the lazy dog and runs into the deep dark wood",
];
const RANK: u16 = 32;

static F32: LazyLock<EmbeddingModel> =
	LazyLock::new(|| EmbeddingModel::load(&folder(), Device::Cpu).unwrap());
static INT7: LazyLock<EmbeddingModel> = LazyLock::new(|| {
	let kernel = Arc::new(Kernel::new(0).unwrap());
	EmbeddingModel::load_quantised(&folder(), Device::Cpu, kernel).unwrap()
});

fn folder() -> ModelFolder {
	common::folder("all-minilm-l6-v2")
}

fn texts() -> Vec<String> {
	TEXTS.lines().map(str::trim).filter(|l| !l.is_empty()).chain(ODD).map(Into::into).collect()
}

fn embed(model: &EmbeddingModel, texts: &[String]) -> Embeddings {
	model.embed(texts, &|_, _| ()).unwrap()
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
	a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Draws for one window and keeps what wins.
struct Sink {
	window: TicketWindow,
	winners: Mutex<Vec<UsefulWinner>>,
	work: Mutex<Work>,
}

impl TicketSink for Sink {
	fn window(&self) -> Option<TicketWindow> {
		Some(self.window)
	}

	fn drawn(&self, work: Work, winners: Vec<UsefulWinner>) {
		*self.work.lock().unwrap() += work;
		self.winners.lock().unwrap().extend(winners);
	}
}

fn sink() -> Sink {
	let challenge = Challenge { sector: 2003, challenge: [7; 32], miner: [8; 32] };
	let window = TicketWindow { index: 1, challenge, rank: RANK, difficulty: 1 << 26 };
	Sink { window, winners: Mutex::default(), work: Mutex::default() }
}

#[test]
fn vectors_are_close_to_those_in_floating_point() {
	let texts = texts();
	let (exact, found) = (embed(&F32, &texts), embed(&INT7, &texts));
	let mut cosines: Vec<f32> =
		exact.vectors().zip(found.vectors()).map(|(a, b)| cosine(a, b)).collect();
	cosines.sort_by(f32::total_cmp);
	let mean = cosines.iter().sum::<f32>() / cosines.len() as f32;
	println!("cosine: least {}, mean {mean}, of {} texts", cosines[0], cosines.len());
	assert!(cosines[0] >= 0.99, "{cosines:?}");
}

#[test]
fn similarities_keep_their_order() {
	let texts = ["The new movie is awesome", "The new movie is so great", "A woman watches TV"];
	let found = embed(&INT7, &texts.map(Into::into));
	let vectors: Vec<&[f32]> = found.vectors().collect();
	assert!(cosine(vectors[0], vectors[1]) > cosine(vectors[0], vectors[2]) + 0.5);
}

#[test]
fn vectors_do_not_depend_on_threads_or_batch() {
	let texts = texts();
	let found = embed(&INT7, &texts);
	let kernel = Arc::new(Kernel::new(1).unwrap());
	let other = EmbeddingModel::load_quantised(&folder(), Device::Cpu, kernel).unwrap();
	let other = embed(&other.with_batch(5), &texts);
	for (a, b) in found.values.iter().zip(&other.values) {
		assert!((a - b).abs() < 1e-6, "{a} {b}");
	}
}

#[test]
fn layers_are_padded_to_the_rank_and_pinned() {
	let layers = INT7.layers(RANK).unwrap();
	assert_eq!(layers.len(), 36);
	for layer in &layers {
		check_dims(RANK, 16, layer.n, layer.k).unwrap();
	}
	let sizes: Vec<_> = layers.iter().take(6).map(|layer| (layer.n, layer.k)).collect();
	let square = (384, 512);
	assert_eq!(sizes, [square, square, square, square, (1536, 512), (384, 1536)]);
	let mut roots = blake3::Hasher::new();
	for layer in &layers {
		roots.update(layer.root.as_bytes());
	}
	// Everybody must get these, or tickets and results of different workers do not agree.
	let pinned = "723bc533be0fd99f253beb9990d92a6f0f433e344fb0a7f4320974e64f861fc7";
	assert_eq!(roots.finalize().to_hex().as_str(), pinned);
	assert!(F32.layers(RANK).unwrap().is_empty());
}

#[test]
fn tickets_of_a_job_verify_and_leave_its_output_as_it_is() {
	let engine = Engine::new(common::models_dir()).unwrap();
	let model = folder().manifest().hash();
	let job = Job::Embedding { model: model.into() };
	let input = texts()[..8].join("\n");
	let run = |tickets| {
		let execution = Execution { precision: Precision::Int7, tickets, ..Execution::default() };
		engine.run(&job, input.as_bytes(), &execution, &|_, _| ()).unwrap()
	};
	let sink = sink();
	let plain = run(None);
	assert_eq!(run(Some(&sink)), plain);

	let layers = INT7.layers(RANK).unwrap();
	let (winners, work) = (sink.winners.into_inner().unwrap(), sink.work.into_inner().unwrap());
	let expected = work / sink.window.difficulty;
	println!("{} tickets, {expected} expected of {work} multiply-accumulates", winners.len());
	assert!(winners.len() as u128 > expected / 2 && (winners.len() as u128) < expected * 2);
	let most = max_rows(input.len() as u64);
	for winner in winners.iter().step_by(winners.len() / 20 + 1) {
		let layer = layers[winner.layer as usize];
		let layer = Layer { root_b: layer.root.0, n: layer.n, k: layer.k };
		assert!(winner.proof.m <= most);
		let ticket = verify_operands(&sink.window.challenge, RANK, &layer, &winner.proof).unwrap();
		assert!(ticket.wins(sink.window.difficulty, layer.k));
	}
	let all: Work = layers.iter().map(|layer| layer.work_per_row()).sum();
	assert!(work <= all * Work::from(most));
}
