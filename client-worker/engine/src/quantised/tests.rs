// SPDX-License-Identifier: Apache-2.0

use super::*;
use pouw_tickets::{verify_operands, Challenge, Layer};
use proptest::prelude::*;

/// Draws for one window and keeps what wins.
struct Sink {
	window: Option<TicketWindow>,
	winners: Mutex<Vec<UsefulWinner>>,
	work: Mutex<Work>,
}

impl TicketSink for Sink {
	fn window(&self) -> Option<TicketWindow> {
		self.window
	}

	fn drawn(&self, work: Work, winners: Vec<UsefulWinner>) {
		*self.work.lock().unwrap() += work;
		self.winners.lock().unwrap().extend(winners);
	}
}

fn sink(difficulty: Work) -> Sink {
	let challenge = Challenge { sector: 2003, challenge: [1; 32], miner: [2; 32] };
	let window = TicketWindow { index: 3, challenge, rank: 32, difficulty };
	Sink { window: Some(window), winners: Mutex::default(), work: Mutex::default() }
}

/// Numbers that look random, the same in every run.
fn numbers(count: usize, seed: u8) -> Vec<f32> {
	let mut bytes = vec![0u8; count * 2];
	blake3::Hasher::new().update(&[seed]).finalize_xof().fill(&mut bytes);
	let (pairs, _) = bytes.as_chunks::<2>();
	pairs.iter().map(|pair| f32::from(i16::from_le_bytes(*pair)) / 20_000.0).collect()
}

/// Activations: a few are much larger than the others, as BERT has them.
fn activations(count: usize, seed: u8) -> Vec<f32> {
	let larger = |(place, value): (usize, f32)| if place % 97 == 3 { value * 20.0 } else { value };
	numbers(count, seed).into_iter().enumerate().map(larger).collect()
}

fn exact(rows: &[f32], weights: &[f32], bias: &[f32], inputs: usize) -> Vec<f32> {
	let outputs = |row: &[f32]| {
		let dot = |w: &[f32]| row.iter().zip(w).map(|(x, w)| f64::from(x * w)).sum::<f64>();
		weights.chunks(inputs).map(dot).zip(bias).map(|(y, b)| y as f32 + b).collect::<Vec<_>>()
	};
	rows.chunks(inputs).flat_map(outputs).collect()
}

fn error(found: &[f32], wanted: &[f32]) -> f32 {
	let norm = |values: &[f32]| values.iter().map(|v| v * v).sum::<f32>().sqrt();
	let off: Vec<f32> = found.iter().zip(wanted).map(|(a, b)| a - b).collect();
	norm(&off) / norm(wanted)
}

fn layer(inputs: usize, outputs: usize) -> (QuantisedLinear, Vec<f32>, Vec<f32>) {
	let (weights, bias) = (numbers(inputs * outputs, 1), numbers(outputs, 2));
	(QuantisedLinear::new(&weights, bias.clone(), inputs), weights, bias)
}

fn kernel() -> Kernel {
	Kernel::new(1).unwrap()
}

#[test]
fn output_is_close_to_the_exact_one_in_sizes_that_need_padding() {
	let kernel = kernel();
	for (inputs, outputs, rows) in [(40, 7, 1), (384, 33, 9), (512, 16, 8)] {
		let (linear, weights, bias) = layer(inputs, outputs);
		let x = activations(inputs * rows, 3);
		let products = Products { kernel: &kernel, tickets: None };
		let found = linear.forward(&x, &products, 0).unwrap();
		let off = error(&found, &exact(&x, &weights, &bias, inputs));
		assert!(off < 0.02, "{inputs}×{outputs}: {off}");
	}
}

#[test]
fn tickets_do_not_change_a_bit_of_the_output() {
	let kernel = kernel();
	let (linear, ..) = layer(384, 40);
	let x = activations(384 * 21, 4);
	let plain = linear.forward(&x, &Products { kernel: &kernel, tickets: None }, 0).unwrap();
	let sink = sink(1 << 20);
	let drawing = Products { kernel: &kernel, tickets: Some(&sink) };
	assert_eq!(linear.forward(&x, &drawing, 0).unwrap(), plain);
	assert_eq!(*sink.work.lock().unwrap(), 48 * 48 * 512);
}

#[test]
fn winning_tickets_verify_against_the_layer_as_registered() {
	let kernel = kernel();
	let (linear, ..) = layer(384, 40);
	// Every tile wins at the work of one tile.
	let sink = sink(256 * 512);
	let window = sink.window.unwrap();
	let x = activations(384 * 8, 5);
	linear.forward(&x, &Products { kernel: &kernel, tickets: Some(&sink) }, 7).unwrap();
	let ModelLayer { root, n, k } = linear.layer(32).unwrap();
	assert_eq!((n, k), (48, 512));
	let winners = sink.winners.into_inner().unwrap();
	assert_eq!(winners.len(), 3);
	for winner in &winners {
		assert_eq!((winner.layer, winner.window), (7, window));
		let layer = Layer { root_b: root.0, n, k };
		let ticket = verify_operands(&window.challenge, 32, &layer, &winner.proof).unwrap();
		assert!(ticket.wins(window.difficulty, k));
	}
}

#[test]
fn layer_that_the_rank_does_not_take_is_run_without_tickets() {
	let kernel = kernel();
	// Four times the square of rank 32 is 4,096.
	let (linear, ..) = layer(5_000, 16);
	let sink = sink(1);
	let x = activations(5_000, 6);
	assert!(matches!(linear.layer(32), Err(EngineError::LayerTooLarge { rank: 32, .. })));
	assert!(linear.layer(64).is_ok());
	let drawing = Products { kernel: &kernel, tickets: Some(&sink) };
	assert!(linear.forward(&x, &drawing, 0).is_ok());
	assert_eq!(*sink.work.lock().unwrap(), 0);
}

#[test]
fn rows_of_zeros_and_inputs_beyond_one_product_are_computed() {
	let kernel = kernel();
	let (linear, weights, bias) = layer(16, 5);
	let rows = MAX_ROWS / DIGITS + 3;
	let mut x = activations(16 * rows, 8);
	x[..16].fill(0.0);
	let products = Products { kernel: &kernel, tickets: None };
	let found = linear.forward(&x, &products, 0).unwrap();
	assert_eq!(found.len(), rows * 5);
	assert_eq!(found[..5], bias);
	assert!(error(&found, &exact(&x, &weights, &bias, 16)) < 0.02);
}

proptest! {
	#[test]
	fn digits_give_back_the_row(row in proptest::collection::vec(-1e3f32..1e3, 1..40)) {
		let product = Product::new(&row, row.len(), 48, 16);
		let (first, second) = product.a.split_at(48);
		let scale = product.scales[0];
		for ((value, first), second) in row.iter().zip(first).zip(second) {
			let found = scale * (f32::from(*first) + f32::from(*second) / DIGIT as f32);
			// A hundredth of a step of the first digit.
			prop_assert!((found - value).abs() <= scale * 0.0101, "{} {}", found, value);
		}
	}
}
