// SPDX-License-Identifier: Apache-2.0
//! Projects an output to the sketch that stands for it on chain.

use pouw_primitives::{
	sketch::{SKETCH_LEN, SKETCH_MAX, SKETCH_ONE},
	Sketch,
};

/// Why an output has no sketch.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SketchError {
	/// A number is infinite or not a number.
	#[error("number {index} of the output is not finite")]
	NotFinite {
		/// Its index, from 0.
		index: u64,
	},
	/// A sum is beyond what a sketch may hold.
	#[error("number {index} of the sketch is {value} units, at most ±{SKETCH_MAX} fit")]
	TooLarge {
		/// Its index, from 0.
		index: usize,
		/// What it came to.
		value: String,
	},
}

/// Signed sums of `values`, scaled by [`SKETCH_ONE`] and rounded half away from zero.
///
/// Value `i` enters number `j` with a plus where bit `j` of word `i` is set and with a minus where
/// it is not; the words are the little-endian 32-bit words of BLAKE3's extended output, keyed with
/// `seed`, over the empty message. Sums are in 64-bit floating point, in the order of the values.
pub fn project(
	seed: &[u8; 32],
	values: impl IntoIterator<Item = f32>,
) -> Result<Sketch, SketchError> {
	let mut words = blake3::Hasher::new_keyed(seed).finalize_xof();
	// Many words at a time: the reader computes a whole block for every call.
	let mut buffer = [0u8; 4096];
	let mut sums = [0f64; SKETCH_LEN];
	let mut values = values.into_iter();
	let mut index = 0u64;
	loop {
		words.fill(&mut buffer);
		for word in buffer.as_chunks::<4>().0 {
			let Some(value) = values.next() else {
				return to_fixed_point(&sums);
			};
			if !value.is_finite() {
				return Err(SketchError::NotFinite { index });
			}
			let (word, value) = (u32::from_le_bytes(*word), f64::from(value));
			for (j, sum) in sums.iter_mut().enumerate() {
				*sum += if (word >> j) & 1 == 1 { value } else { -value };
			}
			index = index.saturating_add(1);
		}
	}
}

fn to_fixed_point(sums: &[f64; SKETCH_LEN]) -> Result<Sketch, SketchError> {
	let mut sketch = [0i64; SKETCH_LEN];
	for (index, (number, sum)) in sketch.iter_mut().zip(sums).enumerate() {
		let scaled = (sum * SKETCH_ONE as f64).round();
		if scaled.abs() > SKETCH_MAX as f64 {
			return Err(SketchError::TooLarge { index, value: scaled.to_string() });
		}
		*number = scaled as i64;
	}
	Ok(Sketch(sketch))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn norm(numbers: impl Iterator<Item = f64>) -> f64 {
		numbers.map(|n| n * n).sum::<f64>().sqrt()
	}

	/// Distance of two sketches as an estimate of the distance of what they stand for.
	fn estimate(a: &Sketch, b: &Sketch) -> f64 {
		let difference = a.0.iter().zip(b.0).map(|(a, b)| (a - b) as f64 / SKETCH_ONE as f64);
		norm(difference) / (SKETCH_LEN as f64).sqrt()
	}

	fn vector(len: usize, salt: u64) -> Vec<f32> {
		let mut state = salt.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
		(0..len)
			.map(|_| {
				state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
				((state >> 33) as f32 / (1u64 << 31) as f32) - 0.5
			})
			.collect()
	}

	#[test]
	fn sketch_is_deterministic_and_depends_on_the_seed() {
		let values = vector(1000, 1);
		let sketch = project(&[7; 32], values.iter().copied()).unwrap();
		assert_eq!(sketch, project(&[7; 32], values.iter().copied()).unwrap());
		assert_ne!(sketch, project(&[8; 32], values).unwrap());
	}

	#[test]
	fn first_value_takes_its_signs_from_the_first_word() {
		let mut word = [0; 4];
		blake3::Hasher::new_keyed(&[3; 32]).finalize_xof().fill(&mut word);
		let word = u32::from_le_bytes(word);
		let sketch = project(&[3; 32], [2.0]).unwrap();
		for (j, number) in sketch.0.iter().enumerate() {
			let sign = if word & (1 << j) != 0 { 1 } else { -1 };
			assert_eq!(*number, sign * 2 * SKETCH_ONE);
		}
	}

	#[test]
	fn numbers_are_rounded_half_away_from_zero() {
		let half_unit = 0.5 / SKETCH_ONE as f32;
		let sketch = project(&[0; 32], [half_unit]).unwrap();
		assert!(sketch.0.iter().all(|n| n.abs() == 1));
	}

	#[test]
	fn sketch_fails_when_a_value_is_not_finite() {
		for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
			let found = project(&[0; 32], [0.0, bad]);
			assert_eq!(found, Err(SketchError::NotFinite { index: 1 }));
		}
	}

	#[test]
	fn sketch_fails_when_a_sum_is_too_large() {
		let largest = (SKETCH_MAX / SKETCH_ONE) as f32;
		assert!(project(&[0; 32], [largest]).is_ok());
		let found = project(&[0; 32], [largest, largest]);
		assert!(matches!(found, Err(SketchError::TooLarge { .. })), "{found:?}");
		assert!(project(&[0; 32], [f32::MAX]).is_err());
	}

	/// The squared estimate is unbiased with a relative standard deviation of √(2/32) = 0.25 for
	/// one seed (Achlioptas 2003), so of 0.25/√200 = 0.018 for the mean over 200 seeds.
	#[test]
	fn distance_of_sketches_estimates_the_distance_of_the_vectors() {
		const SEEDS: u16 = 200;
		for (len, nudge) in [(384, 1.0), (384, 1e-3), (5000, 0.1)] {
			let a = vector(len, 1);
			let b: Vec<f32> = a.iter().zip(vector(len, 2)).map(|(a, n)| a + n * nudge).collect();
			let truth = norm(a.iter().zip(&b).map(|(a, b)| f64::from(a - b)));
			let mut mean_square = 0.0;
			for i in 0..SEEDS {
				let seed = *blake3::hash(&i.to_le_bytes()).as_bytes();
				let sketch = |v: &Vec<f32>| project(&seed, v.iter().copied()).unwrap();
				let ratio = estimate(&sketch(&a), &sketch(&b)) / truth;
				assert!((0.4..1.7).contains(&ratio), "seed {i}: {ratio}");
				mean_square += ratio * ratio / f64::from(SEEDS);
			}
			assert!((mean_square - 1.0).abs() < 4.0 * 0.018, "{mean_square}");
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(10_000))]

		#[test]
		fn sketches_that_exist_are_well_formed(
			values in proptest::collection::vec(any::<f32>(), 0..50),
			seed: [u8; 32],
		) {
			if let Ok(sketch) = project(&seed, values) {
				prop_assert!(sketch.0.iter().all(|n| n.abs() <= SKETCH_MAX));
			}
		}
	}
}
