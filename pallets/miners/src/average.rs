// SPDX-License-Identifier: Apache-2.0
//! The moving average of work, in fixed point.
//!
//! An average halves over [`crate::Config::WorkHalfLife`] windows without work, so what is left after
//! `p` windows is 2^(−p/h) of it. Whole halvings are shifts; the rest is e^(−x) with
//! x = ln 2 · (p mod h) / h < ln 2, by its series. That makes decay over `a + b` windows the same as
//! over `a` and then `b`, but for rounding, so nobody gains by when its record is touched.

use pouw_primitives::Work;
use sp_runtime::Perquintill;

/// ln 2 in parts of 10¹⁸.
const LN_2: u128 = 693_147_180_559_945_309;

/// One, in parts of 10¹⁸.
const ONE: u128 = 1_000_000_000_000_000_000;

/// The remaining terms are below 10⁻¹⁸: (ln 2)²⁰ / 20! < 3 · 10⁻²².
const TERMS: u128 = 20;

/// What is left of `average` after `passed` windows without work.
pub(crate) fn decay(average: Work, passed: u32, half_life: u32) -> Work {
	let halvings = passed.checked_div(half_life).unwrap_or(u32::MAX);
	let rest = passed.checked_rem(half_life).unwrap_or(0);
	let halved = average.checked_shr(halvings).unwrap_or(0);
	if rest == 0 {
		return halved;
	}
	fraction(rest, half_life).mul_floor(halved)
}

/// What `work` in one window adds to the average: such that the average of somebody who does the
/// same in every window approaches it.
pub(crate) fn gain(work: Work, half_life: u32) -> Work {
	work.saturating_sub(decay(work, 1, half_life))
}

/// 2^(−rest/half_life), for `rest` below `half_life`.
fn fraction(rest: u32, half_life: u32) -> Perquintill {
	let x = LN_2.saturating_mul(rest.into()).checked_div(half_life.into()).unwrap_or_default();
	let (mut term, mut plus, mut minus) = (ONE, ONE, 0u128);
	for k in 1..TERMS {
		term = term.saturating_mul(x).checked_div(ONE.saturating_mul(k)).unwrap_or_default();
		if k % 2 == 0 {
			plus = plus.saturating_add(term);
		} else {
			minus = minus.saturating_add(term);
		}
	}
	Perquintill::from_parts(plus.saturating_sub(minus).try_into().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn decay_should_halve_over_the_half_life() {
		assert_eq!(decay(1_000_000, 0, 10), 1_000_000);
		assert_eq!(decay(1_000_000, 10, 10), 500_000);
		assert_eq!(decay(1_000_000, 30, 10), 125_000);
		assert_eq!(decay(u128::MAX, 128 * 10, 10), 0);
		assert_eq!(decay(u128::MAX, u32::MAX, 1), 0);
	}

	#[test]
	fn decay_should_follow_the_powers_of_two() {
		for rest in 1..10 {
			let exact = 1e15 * 2f64.powf(-f64::from(rest) / 10.0);
			let found = decay(1_000_000_000_000_000, rest, 10);
			assert!(found.abs_diff(exact as u128) <= 1, "{rest}: {found} instead of {exact}");
		}
	}

	#[test]
	fn average_should_approach_the_work_of_a_steady_miner() {
		let mut average = 0;
		for _ in 0..400 {
			average = decay(average, 1, 16) + gain(1_000_000_000, 16);
		}
		assert!((999_999_000..=1_000_000_000).contains(&average), "{average}");
	}

	proptest! {
		#[test]
		fn decay_in_two_steps_is_decay_in_one(
			average in 0u128..1 << 100, a in 0u32..200, b in 0u32..200, half_life in 1u32..100
		) {
			let twice = decay(decay(average, a, half_life), b, half_life);
			let once = decay(average, a + b, half_life);
			// Units by rounding down, and the errors of the factors.
			prop_assert!(twice.abs_diff(once) <= 4 + (average >> 52), "{twice} and {once}");
		}

		#[test]
		fn decay_never_adds(average: u128, passed: u32, half_life in 1u32..10_000) {
			prop_assert!(decay(average, passed, half_life) <= average);
			prop_assert!(gain(average, half_life) <= average);
		}

		#[test]
		fn decay_keeps_the_order(
			low: u128, high: u128, passed in 0u32..300, half_life in 1u32..100
		) {
			let (low, high) = (low.min(high), low.max(high));
			prop_assert!(decay(low, passed, half_life) <= decay(high, passed, half_life));
		}
	}
}
