// SPDX-License-Identifier: Apache-2.0
//! Sketches: short stand-ins for a job's output by which results are compared on chain.
//!
//! A sketch is a random ±1 projection of the output vector to 32 numbers. By the
//! Johnson-Lindenstrauss lemma in Achlioptas' form ("Database-friendly random projections", 2003)
//! the distance of two sketches estimates the distance of the outputs. The signs come from the
//! task's assignment seed, which nobody knew when the task was ordered.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// Numbers in a sketch.
pub const SKETCH_LEN: usize = 32;
/// One, as a fixed-point number of a sketch.
pub const SKETCH_ONE: i64 = 1 << 20;
/// Largest magnitude a sketch may hold; it keeps the sums of squares below 2¹⁰².
pub const SKETCH_MAX: i64 = 1 << 47;

/// Largest distance of two sketches of equal outputs by one seed, which rounding may set apart.
pub const EQUAL_SKETCHES: Permill = Permill::from_parts(100);

/// Projection of an output to [`SKETCH_LEN`] fixed-point numbers in units of 1 / [`SKETCH_ONE`].
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct Sketch(pub [i64; SKETCH_LEN]);

impl Sketch {
	/// Whether every number is within ±[`SKETCH_MAX`].
	pub fn is_well_formed(&self) -> bool {
		self.0.iter().all(|v| (-SKETCH_MAX..=SKETCH_MAX).contains(v))
	}

	/// Euclidean distance to `other` over the larger of the two norms, rounded down and capped at
	/// one. Two zero sketches are at distance zero.
	///
	/// Both must be well formed; numbers beyond [`SKETCH_MAX`] are clamped to it.
	pub fn relative_distance(&self, other: &Self) -> Permill {
		let difference = norm(
			self.0.iter().zip(other.0.iter()).map(|(a, b)| clamp(*a).saturating_sub(clamp(*b))),
		);
		let larger =
			norm(self.0.iter().map(|a| clamp(*a))).max(norm(other.0.iter().map(|b| clamp(*b))));
		let Some(parts) = difference.saturating_mul(1_000_000).checked_div(larger) else {
			return Permill::zero();
		};
		Permill::from_parts(u32::try_from(parts.min(1_000_000)).unwrap_or(1_000_000))
	}
}

fn clamp(value: i64) -> i64 {
	value.clamp(-SKETCH_MAX, SKETCH_MAX)
}

fn norm(values: impl Iterator<Item = i64>) -> u128 {
	values
		.map(|v| {
			let magnitude = u128::from(v.unsigned_abs());
			magnitude.saturating_mul(magnitude)
		})
		.fold(0u128, u128::saturating_add)
		.isqrt()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn sketch(f: impl Fn(usize) -> i64) -> Sketch {
		let mut s = [0; SKETCH_LEN];
		for (i, v) in s.iter_mut().enumerate() {
			*v = f(i);
		}
		Sketch(s)
	}

	#[test]
	fn distance_is_zero_for_equal_sketches() {
		let a = sketch(|i| i as i64 * SKETCH_ONE);
		assert_eq!(a.relative_distance(&a), Permill::zero());
		let zero = sketch(|_| 0);
		assert_eq!(zero.relative_distance(&zero), Permill::zero());
	}

	#[test]
	fn distance_is_symmetric_and_matches_floating_point() {
		let a = sketch(|i| (i as i64 + 1) * SKETCH_ONE);
		let b = sketch(|i| (i as i64 + 1) * SKETCH_ONE + (i as i64 % 3) * SKETCH_ONE / 100);
		let float = |s: &Sketch, t: Option<&Sketch>| -> f64 {
			s.0.iter()
				.enumerate()
				.map(|(i, v)| *v as f64 - t.map_or(0.0, |t| t.0[i] as f64))
				.map(|d| d * d)
				.sum::<f64>()
				.sqrt()
		};
		let expected = float(&a, Some(&b)) / float(&a, None).max(float(&b, None));
		let got = a.relative_distance(&b);
		assert_eq!(got, b.relative_distance(&a));
		assert!((f64::from(got.deconstruct()) / 1e6 - expected).abs() < 2e-6);
	}

	#[test]
	fn distance_is_capped_and_does_not_overflow_when_numbers_are_extreme() {
		let a = sketch(|_| i64::MAX);
		let b = sketch(|_| i64::MIN);
		assert!(!a.is_well_formed());
		assert_eq!(a.relative_distance(&b), Permill::one());
	}
}
