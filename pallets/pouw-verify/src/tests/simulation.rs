// SPDX-License-Identifier: Apache-2.0
//! The difficulty over many windows: the pallet's own code, block by block, with tickets that arrive at
//! random at the rate that the hash rate and the difficulty of the moment give. With
//! `POUW_DIFFICULTY_DIR` set, each scenario writes a table there, which `scripts/difficulty-plots` draws.
//!
//! # What is to be expected of a steady hash rate
//!
//! Let D* be the difficulty that fits, x = ln(D/D*), τ the target and a = ln 2 / half-life. In a window the
//! tickets N are a Poisson number of mean τ·e⁻ˣ, and the rule is x' = x + a·(N/τ − 1). Where this is
//! stationary x does not drift, so E[e⁻ˣ] = 1: work, not difficulty, is what is on target. By Jensen's
//! inequality the mean of D/D* = eˣ is then above one. For small x the rule is x' = (1 − a)·x + a·ε with ε of
//! variance 1/τ; so x has the variance σ² = a / (τ·(2 − a)) and, from E[e⁻ˣ] = 1, the mean σ²/2, and the
//! mean of D/D* is 1 + σ². At τ = 60 that is 0.35 %, 0.16 % and 0.08 % for half-lives of 2, 4 and 8. It is a
//! property of the mean of a fluctuating number and nothing to correct: what miners are paid for is e⁻ˣ.
//!
//! The errors of successive windows add up to (N₁ + N₂ + …)/τ less their number, whatever a is, so the mean
//! over n windows has the standard deviation 1/√(τ·n): 1.2 % for 110 windows. [`tolerance`] is four of
//! those and the bias.

use crate::{mock::*, types::Window, ClosingWindow, OpenWindow};
use frame_support::dispatch::RawOrigin;
use pouw_primitives::{work::Parameters, WindowIndex, Work};
use sp_runtime::Permill;
use std::{fmt::Write, fs, path::PathBuf};

/// Multiply-accumulates per block at the beginning: just the target at difficulty [`START`].
const HASH_RATE: f64 = 2.0 * START as f64;
const START: Work = 1 << 32;
const LENGTH: u32 = 30;
const TARGET: u32 = 60;

/// The figures of one window.
struct Row {
	window: WindowIndex,
	hash_rate: f64,
	difficulty: f64,
	ideal: f64,
	tickets: u32,
	useful: u32,
	share: f64,
}

/// Hash rate and useful part of it in a window.
type Load = fn(WindowIndex) -> (f64, f64);

/// Two miners that share all the hash rate of the sector, and the arrivals of their tickets.
struct Simulation {
	random: u64,
	nonce: u64,
}

impl Simulation {
	/// SplitMix64, as a number from 0 (excluded) to 1.
	fn uniform(&mut self) -> f64 {
		self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut z = self.random;
		z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^= z >> 31;
		((z >> 11) as f64 + 1.0) / (1_u64 << 53) as f64
	}

	/// A Poisson number of this mean, but no more than `most`.
	fn arrivals(&mut self, mean: f64, most: u32) -> u32 {
		let mut time = 0.0;
		for count in 0..most {
			time -= self.uniform().ln();
			if time > mean {
				return count;
			}
		}
		most
	}

	/// Hands in the tickets that a part of the hash rate finds for `window` in one block.
	fn mine(&mut self, window: &Window, hash_rate: f64, is_useful: bool) {
		let room = MaxTicketsPerWindow::get() - window.tickets;
		for _ in 0..self.arrivals(hash_rate / window.difficulty as f64, room) {
			self.nonce += 1;
			let counted = if is_useful {
				let mut proof = Weights::empty();
				proof.root_a[..8].copy_from_slice(&self.nonce.to_le_bytes());
				let origin = RawOrigin::Authorized.into();
				Pouw::submit_useful(origin, account(1), window.index, 7, 0, proof)
			} else {
				count_baseline(&account(0), window.index, self.nonce)
			};
			assert_eq!(counted, Ok(()));
		}
	}

	/// One block. Some miners are late: a tenth of the work is of the window before, while it can be.
	fn block(&mut self, load: Load) {
		next_block();
		let newest = newest();
		let (hash_rate, useful) = load(newest.index);
		let closing = ClosingWindow::<Test>::get()
			.filter(|window| System::block_number() < window.accepts_until());
		let late = if closing.is_some() { 0.1 } else { 0.0 };
		for (is_useful, part) in [(false, 1.0 - useful), (true, useful)] {
			if let Some(closing) = ClosingWindow::<Test>::get().filter(|_| late > 0.0) {
				self.mine(&closing, hash_rate * part * late, is_useful);
			}
			let newest = OpenWindow::<Test>::get().unwrap();
			self.mine(&newest, hash_rate * part * (1.0 - late), is_useful);
		}
	}
}

fn simulated_parameters(half_life: u32) -> Parameters {
	Parameters {
		target: TARGET,
		length: LENGTH,
		grace: 6,
		floor: 0,
		ceiling: 300,
		half_life,
		min_difficulty: 1 << 20,
		max_difficulty: 1 << 60,
		useful_cap: Permill::from_percent(80),
		..parameters()
	}
}

/// Runs `windows` windows under `load`.
fn run(name: &str, half_life: u32, seed: u64, windows: WindowIndex, load: Load) -> Vec<Row> {
	let mut rows = Vec::new();
	ExtBuilder::default().parameters(None).miners(2).build_and_execute(|| {
		MaxTicketsPerWindow::set(300);
		crate::Governed::<Test>::put(simulated_parameters(half_life));
		crate::Difficulty::<Test>::put(START);
		grant(7, &account(1), 0, some_layer(1), Work::MAX);
		let mut simulation = Simulation { random: seed, nonce: 0 };
		simulation.block(load);
		while newest().index < windows {
			let before = newest();
			simulation.block(load);
			let after = newest();
			if after.index != before.index {
				let (hash_rate, _) = load(before.index);
				rows.push(Row {
					window: before.index,
					hash_rate,
					difficulty: before.difficulty as f64,
					ideal: hash_rate * f64::from(LENGTH) / f64::from(TARGET),
					tickets: before.tickets,
					useful: before.useful,
					share: f64::from(before.useful_share.deconstruct()) / 1e6,
				});
			}
		}
	});
	write(name, &rows);
	rows
}

fn write(name: &str, rows: &[Row]) {
	let Some(folder) = std::env::var_os("POUW_DIFFICULTY_DIR") else { return };
	let mut table = String::from("window,hash_rate,difficulty,ideal,tickets,useful,useful_share\n");
	for row in rows {
		let Row { window, hash_rate, difficulty, ideal, tickets, useful, share } = row;
		writeln!(table, "{window},{hash_rate},{difficulty},{ideal},{tickets},{useful},{share:.4}")
			.unwrap();
	}
	let folder = PathBuf::from(folder);
	fs::create_dir_all(&folder).unwrap();
	fs::write(folder.join(format!("{name}.csv")), table).unwrap();
}

/// Windows from `from` until the difficulty is within a quarter of the ideal.
fn settling_time(rows: &[Row], from: WindowIndex) -> WindowIndex {
	let reached = rows
		.iter()
		.filter(|row| row.window >= from)
		.find(|row| (0.75..1.25).contains(&(row.difficulty / row.ideal)))
		.expect("the difficulty settles");
	reached.window - from
}

/// What the mean of the difficulty is above the ideal under a steady hash rate; see above.
fn bias(half_life: u32) -> f64 {
	let a = std::f64::consts::LN_2 / f64::from(half_life);
	a / (f64::from(TARGET) * (2.0 - a))
}

/// How far the mean over `windows` windows may be from the ideal: the bias and four standard deviations.
fn tolerance(half_life: u32, windows: u32) -> f64 {
	bias(half_life) + 4.0 / f64::from(TARGET * windows).sqrt()
}

/// Mean and largest relative deviation of the difficulty from the ideal, in the windows `from..to`.
fn deviation(rows: &[Row], from: WindowIndex, to: WindowIndex) -> (f64, f64) {
	let deviations: Vec<f64> = rows
		.iter()
		.filter(|row| (from..to).contains(&row.window))
		.map(|row| row.difficulty / row.ideal - 1.0)
		.collect();
	let mean = deviations.iter().sum::<f64>() / deviations.len() as f64;
	(mean, deviations.iter().fold(0.0, |most, d| d.abs().max(most)))
}

#[test]
fn difficulty_should_stay_near_the_ideal_under_a_steady_hash_rate() {
	for seed in 0..3 {
		let rows = run(&format!("steady-{seed}"), 4, seed, 120, |_| (HASH_RATE, 0.0));
		let (mean, most) = deviation(&rows, 10, 120);
		println!("steady, seed {seed}: mean deviation {mean:.3}, largest {most:.3}");
		assert!(mean.abs() < tolerance(4, 110), "{mean}");
		assert!(most < 0.25, "{most}");
	}
}

#[test]
fn mean_difficulty_should_have_no_bias_but_that_of_a_fluctuating_number() {
	const SEEDS: u32 = 8;
	const WINDOWS: u32 = 100;
	for half_life in [2, 4] {
		let (mut sum, mut squares, mut inverse) = (0.0, 0.0, 0.0);
		for seed in 0..SEEDS {
			let name = format!("steady-half-life-{half_life}-{seed}");
			let rows =
				run(&name, half_life, 1_000 + u64::from(seed), 20 + WINDOWS, |_| (HASH_RATE, 0.0));
			for row in rows.iter().filter(|row| (20..20 + WINDOWS).contains(&row.window)) {
				let ratio = row.difficulty / row.ideal;
				sum += ratio - 1.0;
				squares += (ratio - 1.0).powi(2);
				inverse += row.ideal / row.difficulty - 1.0;
			}
		}
		let count = f64::from(SEEDS * WINDOWS);
		let (mean, variance, inverse) = (sum / count, squares / count, inverse / count);
		let deviation = 1.0 / (f64::from(TARGET) * count).sqrt();
		println!(
			"half-life {half_life}: mean {mean:.4}, bias {:.4}, inverse {inverse:.4}, variance {variance:.5}",
			bias(half_life)
		);
		assert!((mean - bias(half_life)).abs() < 4.0 * deviation, "{mean}");
		// Work is on target.
		assert!(inverse.abs() < 4.0 * deviation, "{inverse}");
		// Successive windows are alike, so that 800 tell as little of it as about 150 would.
		assert!((0.65..1.5).contains(&(variance / bias(half_life))), "{variance}");
	}
}

#[test]
fn difficulty_should_settle_when_the_hash_rate_grows_a_hundredfold() {
	for (half_life, most) in [(2, 8), (4, 14), (8, 26)] {
		let rows = run(&format!("up-100-half-life-{half_life}"), half_life, 1, 80, |window| {
			(if window < 10 { HASH_RATE } else { 100.0 * HASH_RATE }, 0.0)
		});
		let windows = settling_time(&rows, 10);
		println!("up a hundredfold, half-life {half_life}: {windows} windows");
		assert!(windows <= most, "{windows} windows");
		let (mean, largest) = deviation(&rows, 50, 80);
		assert!(mean.abs() < tolerance(half_life, 30) && largest < 0.35, "{mean}, {largest}");
		// A full window pays for no more than fits.
		assert!(rows.iter().all(|row| row.tickets <= 300));
	}
}

#[test]
fn difficulty_should_settle_when_the_hash_rate_falls_to_a_hundredth() {
	for (half_life, most) in [(2, 21), (4, 39), (8, 76)] {
		let rows = run(&format!("down-100-half-life-{half_life}"), half_life, 2, 140, |window| {
			(if window < 10 { HASH_RATE } else { HASH_RATE / 100.0 }, 0.0)
		});
		let windows = settling_time(&rows, 10);
		println!("down to a hundredth, half-life {half_life}: {windows} windows");
		assert!(windows <= most, "{windows} windows");
		let (mean, largest) = deviation(&rows, 100, 140);
		assert!(mean.abs() < tolerance(half_life, 40) && largest < 0.35, "{mean}, {largest}");
	}
}

#[test]
fn difficulty_should_come_back_after_silence() {
	let rows = run("silence", 4, 3, 130, |window| {
		(if (20..60).contains(&window) { 0.0 } else { HASH_RATE }, 0.0)
	});
	let windows = settling_time(&rows, 60);
	println!("after a silence of 40 windows: {windows} windows");
	assert!(windows <= 18, "{windows} windows");
	let (mean, largest) = deviation(&rows, 90, 130);
	assert!(mean.abs() < tolerance(4, 40) && largest < 0.25, "{mean}, {largest}");
}

#[test]
fn useful_work_that_comes_and_goes_should_replace_hashing() {
	let rows = run("useful", 4, 4, 240, |window| {
		(HASH_RATE, if (window / 60) % 2 == 1 { 0.5 } else { 0.0 })
	});
	// The useful share follows, and the difficulty stays that of the whole hash rate.
	let at = |window: WindowIndex| &rows[window as usize];
	println!(
		"useful share before, on and off: {} {} {}",
		at(59).share,
		at(119).share,
		at(179).share
	);
	assert_eq!(at(59).share, 0.0);
	assert!((0.4..0.6).contains(&at(119).share), "{}", at(119).share);
	assert!(at(179).share < 0.01, "{}", at(179).share);
	let (_, largest) = deviation(&rows, 10, 240);
	println!("largest deviation while useful work comes and goes: {largest:.3}");
	assert!(largest < 0.45, "{largest}");
	let (mean, _) = deviation(&rows, 90, 120);
	// Only the baseline half of the tickets tells, so these windows count as half as many.
	assert!(mean.abs() < tolerance(4, 15), "{mean}");
}

#[test]
fn difficulty_should_not_fall_without_end_when_all_work_is_useful() {
	let rows = run("all-useful", 4, 5, 200, |window| (HASH_RATE, f64::from(window >= 20)));
	let (mean, _) = deviation(&rows, 150, 200);
	println!("mean deviation when all work is useful: {mean:.3}");
	// Twice the target of tickets: half the difficulty.
	assert!((-0.56..-0.44).contains(&mean), "{mean}");
}

#[test]
fn difficulty_should_follow_a_hash_rate_that_swings() {
	let rows = run("swing", 4, 6, 240, |window| {
		(if (window / 8) % 2 == 0 { HASH_RATE } else { 4.0 * HASH_RATE }, 0.0)
	});
	// Between the ideals of both rates, never beyond either by more than noise.
	for row in &rows[20..] {
		let (low, high) = (START as f64, 4.0 * START as f64);
		assert!(row.difficulty > 0.7 * low && row.difficulty < 1.3 * high, "{}", row.window);
	}
}
