// SPDX-License-Identifier: Apache-2.0
//! Who is drawn for a task, and how often.
//!
//! What clients say of a miner is in this module and nowhere else: [`Feedback`] can be made, changed by a
//! rating, and weighed with into a [`Weight`], and a weight can be drawn by. Neither shows its number, so
//! nothing else in the runtime can depend on it.

use crate::directory::below;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pouw_primitives::{
	miner::{OnlineRecord, Performance},
	MinerRecord, Rating, RollCallIndex,
};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{traits::Saturating, Permill};

/// Least weight before feedback, whatever a miner's record: a sixteenth of the greatest. By it newcomers,
/// and those who failed, get work to show what they can do.
pub(crate) const FLOOR: Permill = Permill::from_parts(62_500);

/// Seats that a draw looks at for each miner wanted.
const POOL_PER_MINER: u32 = 2;
/// Seats that a draw looks at in any case.
const LEAST_POOL: u32 = 16;
/// Miners of the client's own that a draw can come upon before it has too few.
const OWN_PASSED: u32 = 4;

/// What feedback of one opinion moves a weight by: a fifth.
const FEEDBACK_PARTS: i64 = 5;
/// Part of the average of ratings that one makes up: an eighth.
const RATING_PARTS: i32 = 8;
/// One, in opinions.
const UNANIMOUS: i32 = 1_000_000;

/// Prefix of the bytes whose BLAKE2-256 hash seeds the weighing of a draw.
const WEIGHED_CONTEXT: &[u8] = b"pouw-chain weighed-draw v1";

/// What clients say of a miner: the moving average of their ratings, from −1 to 1 in millionths.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct Feedback {
	opinion: i32,
}

impl Feedback {
	/// With one more rating.
	pub(crate) fn rated(self, rating: Rating) -> Self {
		let said = match rating {
			Rating::Bad => UNANIMOUS.saturating_neg(),
			Rating::Good => UNANIMOUS,
		};
		let step = said.saturating_sub(self.opinion).checked_div(RATING_PARTS).unwrap_or_default();
		Self { opinion: self.opinion.saturating_add(step) }
	}

	/// Moves a weight by up to a fifth of it.
	fn weigh(self, base: Permill) -> Weight {
		let one = i64::from(UNANIMOUS).saturating_mul(FEEDBACK_PARTS);
		let opinion = self.opinion.clamp(UNANIMOUS.saturating_neg(), UNANIMOUS);
		let moved = i64::from(base.deconstruct())
			.saturating_mul(one.saturating_add(opinion.into()))
			.checked_div(one)
			.unwrap_or_default();
		Weight(u32::try_from(moved).unwrap_or_default())
	}

	/// Whether it is as unanimous as can be, or less.
	#[cfg(any(feature = "try-runtime", feature = "std"))]
	pub(crate) fn is_bounded(&self) -> bool {
		self.opinion.unsigned_abs() <= UNANIMOUS.unsigned_abs()
	}
}

/// How often a miner is drawn, in proportion to others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Weight(u32);

/// What the number of a miner on the roster is drawn by, kept beside the roster so that a draw need not
/// read the records of all that it looks at.
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
pub struct Lot {
	/// Completion times authorship.
	reliability: Permill,
	/// Average part of the deadline that was left.
	promptness: Permill,
	/// Answers to roll calls, which fade while nothing else happens.
	online: OnlineRecord,
	/// What clients say.
	feedback: Feedback,
}

impl Default for Lot {
	/// Of nobody that is known.
	fn default() -> Self {
		Self {
			reliability: Permill::zero(),
			promptness: Permill::zero(),
			online: OnlineRecord::default(),
			feedback: Feedback::default(),
		}
	}
}

impl Lot {
	pub(crate) fn new(record: &MinerRecord, observed: &Performance, feedback: Feedback) -> Self {
		let mut lot = Self { feedback, ..Default::default() };
		lot.set_reliability(record);
		lot.set_observed(observed);
		lot
	}

	pub(crate) fn set_reliability(&mut self, record: &MinerRecord) {
		self.reliability = record.reliability();
	}

	pub(crate) fn set_observed(&mut self, observed: &Performance) {
		self.promptness = observed.promptness;
		self.online = observed.online;
	}

	pub(crate) fn set_feedback(&mut self, feedback: Feedback) {
		self.feedback = feedback;
	}

	/// What it weighs while the roll call `call` is under way.
	pub(crate) fn weight(&self, call: RollCallIndex) -> Weight {
		// From a half, for nothing of the deadline left, to the whole.
		let half = Permill::from_percent(50);
		let prompt = half.saturating_add(self.promptness.saturating_mul(half));
		let base = self.reliability.saturating_mul(prompt).saturating_mul(self.online.as_of(call));
		self.feedback.weigh(base.max(FLOOR))
	}
}

/// How many seats of the roster a draw of `count` looks at.
pub(crate) fn pool_size(count: u32) -> u32 {
	count.saturating_mul(POOL_PER_MINER).max(LEAST_POOL)
}

/// Miners of its pool that a draw of `count` asks for their owners.
pub(crate) fn looks(count: u32) -> u32 {
	count.saturating_add(OWN_PASSED)
}

/// Draws up to `count` of `weights` one after another, each with a chance in proportion to its weight among
/// those that are left. Returns their places, in the order of the draw.
pub(crate) fn weighed(seed: H256, count: u32, weights: &[Weight]) -> Vec<usize> {
	let seed = (WEIGHED_CONTEXT, seed).using_encoded(sp_io::hashing::blake2_256).into();
	let mut left: Vec<(usize, u32)> =
		weights.iter().map(|weight| weight.0).enumerate().filter(|(_, w)| *w > 0).collect();
	let mut drawn = Vec::new();
	for step in 0..count {
		// As many as a draw looks at do not overflow it.
		let total = left.iter().fold(0u32, |sum, (_, weight)| sum.saturating_add(*weight));
		if total == 0 {
			break;
		}
		let mut lot = below(seed, step, total);
		let hit = left.iter().position(|(_, weight)| match lot.checked_sub(*weight) {
			Some(rest) => {
				lot = rest;
				false
			},
			None => true,
		});
		let Some(hit) = hit else { break };
		drawn.push(left.swap_remove(hit).0);
	}
	drawn
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn seed(n: u64) -> H256 {
		sp_io::hashing::blake2_256(&n.to_le_bytes()).into()
	}

	fn weights(parts: &[u32]) -> Vec<Weight> {
		parts.iter().map(|parts| Weight(*parts)).collect()
	}

	/// Chi-square of what was observed against what was expected.
	fn chi_square(observed: &[f64], expected: &[f64]) -> f64 {
		observed.iter().zip(expected).map(|(o, e)| (o - e).powi(2) / e).sum()
	}

	/// Feedback after `times` times the same rating.
	fn after(rating: Rating, times: usize) -> Feedback {
		(0..times).fold(Feedback::default(), |feedback, _| feedback.rated(rating))
	}

	#[test]
	fn first_of_a_draw_should_follow_the_weights() {
		let parts = [62_500, 100_000, 250_000, 400_000, 700_000, 1_000_000, 1_200_000];
		let draws = 50_000;
		let mut observed = [0f64; 7];
		for n in 0..draws {
			observed[weighed(seed(n), 1, &weights(&parts))[0]] += 1.0;
		}
		let total: u32 = parts.iter().sum();
		let expected: Vec<f64> =
			parts.iter().map(|w| draws as f64 * f64::from(*w) / f64::from(total)).collect();
		// The 99.9th percentile of chi-square with six degrees of freedom is 22.46.
		let found = chi_square(&observed, &expected);
		assert!(found < 22.46, "{found}: {observed:?} for {expected:?}");
	}

	#[test]
	fn ordered_pairs_should_be_those_of_successive_draws() {
		let parts = [1u32, 2, 3, 4];
		let draws = 60_000;
		let (mut observed, mut expected) = (Vec::new(), Vec::new());
		let mut times = std::collections::BTreeMap::<(usize, usize), f64>::new();
		for n in 0..draws {
			let drawn = weighed(seed(n), 2, &weights(&parts));
			*times.entry((drawn[0], drawn[1])).or_default() += 1.0;
		}
		for a in 0..4 {
			for b in (0..4).filter(|b| *b != a) {
				let (first, second) = (f64::from(parts[a]), f64::from(parts[b]));
				expected.push(draws as f64 * first / 10.0 * second / (10.0 - first));
				observed.push(times.get(&(a, b)).copied().unwrap_or_default());
			}
		}
		// The 99.9th percentile of chi-square with eleven degrees of freedom is 31.26.
		let found = chi_square(&observed, &expected);
		assert!(found < 31.26, "{found}: {observed:?} for {expected:?}");
	}

	#[test]
	fn feedback_should_move_a_weight_by_a_fifth_at_most() {
		let base = Permill::from_percent(50);
		assert_eq!(Feedback::default().weigh(base), Weight(500_000));
		let (worst, best) = (after(Rating::Bad, 500), after(Rating::Good, 500));
		assert!(worst.is_bounded() && best.is_bounded());
		let (worst, best) = (worst.weigh(base).0, best.weigh(base).0);
		assert!((400_000..400_100).contains(&worst), "{worst}");
		assert!((599_900..=600_000).contains(&best), "{best}");
		// One rating moves it by a fortieth.
		assert_eq!(after(Rating::Good, 1).weigh(base), Weight(512_500));
		assert_eq!(after(Rating::Bad, 1).weigh(base), Weight(487_500));
	}

	#[test]
	fn weight_should_never_fall_below_the_floor_but_by_feedback() {
		let worst = Lot {
			online: OnlineRecord { answered: Permill::zero(), from: 0 },
			..Default::default()
		};
		assert_eq!(worst.weight(u32::MAX), Weight(62_500));
		let hated = Lot { feedback: after(Rating::Bad, 500), ..worst };
		assert!(hated.weight(9).0 >= 50_000);
		let best = Lot {
			reliability: Permill::one(),
			promptness: Permill::one(),
			online: OnlineRecord { answered: Permill::one(), from: 9 },
			feedback: after(Rating::Good, 500),
		};
		assert!(best.weight(9).0 <= 1_200_000);
		// What the best are drawn more often than the worst.
		assert!(best.weight(9).0 / hated.weight(9).0 < 24);
	}

	proptest! {
		#[test]
		fn draws_are_distinct_in_range_and_as_many_as_can_be(
			n: u64, count in 0u32..40, parts in proptest::collection::vec(0u32..=1_200_000, 0..64)
		) {
			let drawn = weighed(seed(n), count, &weights(&parts));
			let possible = parts.iter().filter(|parts| **parts > 0).count();
			prop_assert_eq!(drawn.len(), possible.min(count as usize));
			prop_assert!(drawn.iter().all(|place| parts[*place] > 0));
			let distinct: std::collections::BTreeSet<_> = drawn.iter().collect();
			prop_assert_eq!(distinct.len(), drawn.len());
		}

		#[test]
		fn draws_survive_any_weights(n: u64, parts in proptest::collection::vec(any::<u32>(), 0..9)) {
			weighed(seed(n), 9, &weights(&parts));
		}

		#[test]
		fn feedback_is_bounded_whatever_is_said(
			said in proptest::collection::vec(any::<bool>(), 0..200), parts in 0u32..=1_000_000
		) {
			let feedback = said.into_iter().fold(Feedback::default(), |feedback, good| {
				feedback.rated(if good { Rating::Good } else { Rating::Bad })
			});
			prop_assert!(feedback.is_bounded());
			let moved = i64::from(feedback.weigh(Permill::from_parts(parts)).0);
			let moved = moved - i64::from(parts);
			prop_assert!(moved.abs() * 5 <= i64::from(parts) + 5);
		}
	}
}
