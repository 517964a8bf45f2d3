// SPDX-License-Identifier: Apache-2.0

use crate::{
	difficulty::{next_share, scale, Measured, MAX_DIFFICULTY},
	mock::*,
	types::Arrived,
	Difficulty, UsefulShare,
};
use frame_support::assert_ok;
use pouw_primitives::{work::Parameters, Work};
use proptest::prelude::*;
use sp_runtime::Permill;

const D: Work = 1 << 40;

fn measured(baseline: u32, useful: u32, share: u32) -> Measured {
	Measured {
		arrived: Arrived { baseline: D * Work::from(baseline), useful: D * Work::from(useful) },
		difficulty: D,
		useful_share: Permill::from_percent(share),
		target: 60,
		length: 30,
		accepted_for: 30,
		half_life: 4,
	}
}

/// Factor to the next difficulty.
fn factor(measured: Measured) -> f64 {
	measured.next_difficulty() as f64 / measured.difficulty as f64
}

fn assert_near(got: f64, expected: f64) {
	assert!((got / expected - 1.0).abs() < 1e-3, "{got} instead of {expected}");
}

#[test]
fn difficulty_should_stay_when_the_target_is_met() {
	assert_eq!(measured(60, 0, 0).next_difficulty(), D);
	// With a share for useful work, whether or not that is there.
	assert_eq!(measured(30, 30, 50).next_difficulty(), D);
	assert_eq!(measured(30, 0, 50).next_difficulty(), D);
}

#[test]
fn difficulty_should_halve_in_a_half_life_of_silence() {
	assert_near(factor(measured(0, 0, 0)), 0.5_f64.powf(0.25));
	assert_near(factor(Measured { half_life: 1, ..measured(0, 0, 0) }), 0.5);
}

#[test]
fn difficulty_should_double_by_half_life_times_target_tickets_too_many() {
	assert_near(factor(measured(120, 0, 0)), 2_f64.powf(0.25));
	assert_near(factor(measured(300, 0, 0)), 2.0);
}

#[test]
fn difficulty_should_not_rise_more_than_fourfold() {
	assert_eq!(measured(u32::MAX, 0, 0).next_difficulty(), 4 * D);
	let silent = Measured { half_life: 1, accepted_for: 3_000, ..measured(0, 0, 0) };
	assert_eq!(silent.next_difficulty(), D / 4);
}

#[test]
fn useful_tickets_should_not_raise_the_difficulty_below_twice_the_target() {
	assert!(measured(0, 119, 50).next_difficulty() < D);
	assert!(measured(0, 121, 50).next_difficulty() > D);
	// Where all work is useful, the difficulty settles at twice the target.
	assert_eq!(measured(0, 120, 80).next_difficulty(), D);
}

#[test]
fn target_should_grow_with_the_blocks_in_which_tickets_were_accepted() {
	let late = Measured { accepted_for: 36, ..measured(72, 0, 0) };
	assert_eq!(late.next_difficulty(), D);
}

#[test]
fn share_should_move_by_an_eighth_and_keep_to_its_cap() {
	let cap = Permill::from_percent(80);
	let all_useful = Arrived { baseline: 0, useful: 5 };
	assert_eq!(next_share(Permill::zero(), &all_useful, cap), Permill::from_parts(125_000));
	assert_eq!(next_share(cap, &all_useful, cap), cap);
	let half = Arrived { baseline: 5, useful: 5 };
	let mut share = Permill::zero();
	for _ in 0..100 {
		share = next_share(share, &half, cap);
	}
	assert!(share > Permill::from_parts(499_990) && share <= Permill::from_percent(50));
}

#[test]
fn share_should_decay_to_zero_without_useful_work() {
	for arrived in [Arrived::default(), Arrived { baseline: 5, useful: 0 }] {
		let mut share = Permill::from_percent(80);
		for _ in 0..110 {
			share = next_share(share, &arrived, Permill::one());
		}
		assert_eq!(share, Permill::zero());
	}
}

#[test]
fn windows_should_follow_the_tickets_that_arrive() {
	ExtBuilder::default().build_and_execute(|| {
		// On target.
		for miner in 0..8 {
			assert_ok!(count_baseline(&account(miner), 0, 0));
		}
		run_to_window(1);
		assert_eq!(Difficulty::<Test>::get(), DIFFICULTY);
		// Silence for one half-life.
		run_to_window(5);
		assert_near(Difficulty::<Test>::get() as f64, DIFFICULTY as f64 / 2.0);
	});
}

#[test]
fn tickets_of_the_grace_should_count_where_they_arrive() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_window(1);
		let between = Difficulty::<Test>::get();
		assert!(between < DIFFICULTY);
		// Eight tickets of window 0, in window 1, are worth more than eight of window 1.
		for miner in 0..8 {
			assert_ok!(count_baseline(&account(miner), 0, 0));
		}
		run_to_window(2);
		assert!(Difficulty::<Test>::get() > between);
	});
}

#[test]
fn difficulty_should_keep_to_its_bounds() {
	let bounds = Parameters { half_life: 1, max_difficulty: 2 * DIFFICULTY, ..parameters() };
	ExtBuilder::default().parameters(Some(bounds)).build_and_execute(|| {
		for miner in 0..8 {
			for nonce in 0..4 {
				assert_ok!(count_baseline(&account(miner), 0, nonce));
			}
		}
		run_to_window(1);
		assert_eq!(Difficulty::<Test>::get(), 2 * DIFFICULTY);
		run_to_window(20);
		assert_eq!(Difficulty::<Test>::get(), TILE);
	});
}

#[test]
fn useful_work_should_raise_the_share_and_its_absence_lower_it() {
	ExtBuilder::default().build_and_execute(|| {
		grant(7, &account(1), 0, some_layer(1), Work::MAX);
		for window in 0..6 {
			for nonce in 0..4 {
				assert_ok!(count_useful(&account(1), window, 7, 0, nonce));
				assert_ok!(count_baseline(&account(2), window, nonce.into()));
			}
			run_to_window(window + 1);
		}
		let share = UsefulShare::<Test>::get();
		assert!(share > Permill::from_percent(25) && share < Permill::from_percent(50));
		run_to_window(120);
		assert_eq!(UsefulShare::<Test>::get(), Permill::zero());
	});
}

proptest! {
	#[test]
	fn scale_is_near_the_exponential(difficulty in 1_u128 << 20..MAX_DIFFICULTY, exponent in -131_072_i128..=131_072) {
		let expected = difficulty as f64 * (exponent as f64 / 65_536.0).exp2();
		let got = scale(difficulty, exponent) as f64;
		prop_assert!((got / expected - 1.0).abs() < 3e-4, "{} for {}", got, expected);
	}

	#[test]
	fn scale_is_monotonic(difficulty in 1_u128 << 20..MAX_DIFFICULTY, exponent in -131_072_i128..131_071) {
		prop_assert!(scale(difficulty, exponent) <= scale(difficulty, exponent + 1));
	}

	#[test]
	fn next_difficulty_is_within_its_step_whatever_is_measured(
		baseline: u128,
		useful: u128,
		difficulty in 1..=MAX_DIFFICULTY,
		share in 0_u32..=1_000_000,
		target: u32,
		length: u32,
		accepted_for: u32,
		half_life: u32,
	) {
		let next = Measured {
			arrived: Arrived { baseline, useful },
			difficulty,
			useful_share: Permill::from_parts(share),
			target,
			length,
			accepted_for,
			half_life,
		}
		.next_difficulty();
		prop_assert!(next >= (difficulty / 4).max(1) && next <= difficulty.saturating_mul(4));
	}

	#[test]
	fn more_tickets_never_lower_the_difficulty(baseline in 0_u32..2_000, useful in 0_u32..2_000, share in 0_u32..=95) {
		let at = |baseline, useful| measured(baseline, useful, share).next_difficulty();
		prop_assert!(at(baseline + 1, useful) >= at(baseline, useful));
		prop_assert!(at(baseline, useful + 1) >= at(baseline, useful));
	}

	#[test]
	fn share_keeps_to_its_cap_whatever_arrives(baseline: u128, useful: u128, share in 0_u32..=1_000_000, cap in 0_u32..=1_000_000) {
		let cap = Permill::from_parts(cap);
		let next = next_share(Permill::from_parts(share), &Arrived { baseline, useful }, cap);
		prop_assert!(next <= cap);
	}
}
