// SPDX-License-Identifier: Apache-2.0
//! Who is drawn for a task, and how often.
//!
//! What clients say of a miner is in this module and nowhere else: [`Feedback`] can be made, changed by a
//! rating, and weighed with into a [`Weight`], and a weight can be drawn by. Neither shows its number, so
//! nothing else in the runtime can depend on it.

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
	/// Whether the miner has left, though its number is still to be given up.
	left: bool,
}

impl Default for Lot {
	/// Of nobody that is known.
	fn default() -> Self {
		Self {
			reliability: Permill::zero(),
			promptness: Permill::zero(),
			online: OnlineRecord::default(),
			feedback: Feedback::default(),
			left: false,
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

	/// The miner is not drawn by it any more.
	pub(crate) fn leave(&mut self) {
		self.left = true;
	}

	/// Whether the miner has left.
	#[cfg(any(feature = "try-runtime", feature = "std"))]
	pub(crate) fn has_left(&self) -> bool {
		self.left
	}

	/// What it weighs while the roll call `call` is under way.
	pub(crate) fn weight(&self, call: RollCallIndex) -> Weight {
		if self.left {
			return Weight(0);
		}
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

/// Draws up to `count` of the roster's numbers with their weights one after another, each with a chance in
/// proportion to its weight among those that are left. Returns them in the order of the draw.
///
/// Each number has a key of its own, `-log2(u) / w` with `u` of the seed and the number, and the least keys are
/// drawn. So one whose weight is another, or that is gone, changes no other's key.
pub(crate) fn weighed(seed: H256, count: u32, weights: &[(u32, Weight)]) -> Vec<u32> {
	let mut keys: Vec<(u128, u32)> = weights
		.iter()
		.filter_map(|(number, weight)| {
			let hash = (WEIGHED_CONTEXT, seed, number).using_encoded(sp_io::hashing::blake2_256);
			let drawn = hash.iter().take(8).fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
			let wide = u128::from(minus_log2(drawn)) << 64;
			Some((wide.checked_div(weight.0.into())?, *number))
		})
		.collect();
	keys.sort_unstable();
	keys.truncate(usize::try_from(count).unwrap_or(usize::MAX));
	keys.into_iter().map(|(_, number)| number).collect()
}

/// `-log2(drawn / 2^64)` to 32 binary places, rounded up, with zero taken for one.
fn minus_log2(drawn: u64) -> u64 {
	let drawn = drawn.max(1);
	let zeros = drawn.leading_zeros();
	// From 1 to less than 2, with 63 binary places.
	let mut mantissa = drawn.wrapping_shl(zeros);
	let mut places = 0u64;
	for _ in 0..32 {
		// Its square is from 1 to less than 4, with 126 places: the next binary place of the logarithm is
		// whether that is 2 or more.
		let square = u128::from(mantissa).saturating_mul(u128::from(mantissa));
		let place = square >> 127;
		let halved = if place == 1 { square >> 64 } else { square >> 63 };
		mantissa = u64::try_from(halved).unwrap_or(u64::MAX);
		places = (places << 1) | u64::from(place == 1);
	}
	(u64::from(zeros).saturating_add(1) << 32).saturating_sub(places)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn seed(n: u64) -> H256 {
		sp_io::hashing::blake2_256(&n.to_le_bytes()).into()
	}

	/// Numbers from zero, with these weights.
	fn weights(parts: &[u32]) -> Vec<(u32, Weight)> {
		(0..).zip(parts.iter().map(|parts| Weight(*parts))).collect()
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
			observed[weighed(seed(n), 1, &weights(&parts))[0] as usize] += 1.0;
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
		let mut times = std::collections::BTreeMap::<(u32, u32), f64>::new();
		for n in 0..draws {
			let drawn = weighed(seed(n), 2, &weights(&parts));
			*times.entry((drawn[0], drawn[1])).or_default() += 1.0;
		}
		for a in 0..4 {
			for b in (0..4).filter(|b| *b != a) {
				let (first, second) = (f64::from(parts[a]), f64::from(parts[b]));
				expected.push(draws as f64 * first / 10.0 * second / (10.0 - first));
				let pair = (a as u32, b as u32);
				observed.push(times.get(&pair).copied().unwrap_or_default());
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
			left: false,
		};
		assert!(best.weight(9).0 <= 1_200_000);
		// What the best are drawn more often than the worst.
		assert!(best.weight(9).0 / hated.weight(9).0 < 24);
	}

	#[test]
	fn logarithms_should_be_those_of_the_drawn_numbers() {
		let one = 2f64.powi(32);
		for drawn in [1, 2, 3, 1_000, 1 << 62, (1 << 63) + 1, 0xdead_beef_0123_4567, u64::MAX] {
			let exact = 64.0 - (drawn as f64).log2();
			let found = minus_log2(drawn) as f64 / one;
			assert!((found - exact).abs() < 4.0 / one, "{drawn}: {found} for {exact}");
		}
		// Nothing comes first whatever it weighs.
		assert_eq!(minus_log2(u64::MAX), 1);
		assert_eq!(minus_log2(0), 64 << 32);
	}

	proptest! {
		#[test]
		fn draw_of_others_is_the_same_without_one_of_them(
			n: u64, parts in proptest::collection::vec(1u32..=1_200_000, 2..40), gone: u32
		) {
			let gone = gone % parts.len() as u32;
			let all = weighed(seed(n), 64, &weights(&parts));
			let mut without = parts.clone();
			without[gone as usize] = 0;
			let others: Vec<u32> = all.into_iter().filter(|number| *number != gone).collect();
			prop_assert_eq!(weighed(seed(n), 64, &weights(&without)), others);
		}

		#[test]
		fn draws_are_distinct_in_range_and_as_many_as_can_be(
			n: u64, count in 0u32..40, parts in proptest::collection::vec(0u32..=1_200_000, 0..64)
		) {
			let drawn = weighed(seed(n), count, &weights(&parts));
			let possible = parts.iter().filter(|parts| **parts > 0).count();
			prop_assert_eq!(drawn.len(), possible.min(count as usize));
			prop_assert!(drawn.iter().all(|number| parts[*number as usize] > 0));
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
