// SPDX-License-Identifier: Apache-2.0
//! How far a result can be believed, from the records of those who stand behind it, and when a miner's
//! errors are more than chance.
//!
//! The credibility of miners and of groups of equal results follows L. F. G. Sarmenta,
//! "Sabotage-tolerance mechanisms for volunteer computing systems", Future Generation Computer
//! Systems 18(4), 2002. With `f` the share of miners that may be dishonest and `k` the checks that one
//! has passed in a row, its credibility is `1 − f` before the first and `1 − f/k` after: the bound for
//! where who was caught can come back under another name, as it can here. Of groups of agreeing results
//! `G₁ … G_g`, with `P(G good)` the product of the credibilities of the members and `P(G bad)` that of
//! what they lack to one,
//!
//! ```text
//!           P(Gₐ good) · Π_{i≠a} P(Gᵢ bad)
//! Cr(Gₐ) = ──────────────────────────────────────────────────────────────
//!           Π_j P(G_j bad) + Σ_j P(G_j good) · Π_{i≠j} P(Gᵢ bad)
//! ```
//!
//! Divided by `Π_j P(G_j bad)`, that is `Oₐ / (1 + Σ_j O_j)` with `O_j` the product of the odds
//! `c / (1 − c)` of the group's members, which needs no small numbers and so fits fixed point.
//!
//! Errors are tested as in A. Wald, "Sequential tests of statistical hypotheses", Annals of
//! Mathematical Statistics 16(2), 1945.

use crate::{BlockNumber, TaskId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding,
	traits::{One, Saturating, Zero},
	FixedPointNumber, FixedU128, Permill, Rounding,
};

/// Share of miners that may be dishonest: `f` of the formulas.
pub const FAULTY: Permill = Permill::from_percent(30);
/// Checks passed in a row beyond which credibility grows no more: one that was bought by patience is
/// worth no more than this.
pub const MOST_PASSED: u32 = 64;
/// Checks passed in a row that count where results contradict one another.
pub const MOST_DISPUTED: u32 = 3;
/// Checks passed in a row from which a miner is trusted: it may be asked with fewer others than the
/// client would have at first.
pub const TRUSTED_FROM: u32 = 8;
/// An acceptance of less confidence than this says nothing of those who agreed with it.
pub const CHECKED_FROM: Permill = Permill::from_percent(90);
/// The fewest replicas of any task: one result has nothing to be compared with.
pub const FEWEST_REPLICAS: u8 = 2;

/// Beyond this, the odds of a group grow no more; sums of as many as a task can have stay in range.
pub const MOST_ODDS: FixedU128 = FixedU128::from_inner(1_000_000_000_000_000_000 * FixedU128::DIV);

/// What a miner's results so far say of its next one.
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
pub struct Standing {
	/// Checks passed since the last one failed: results that agreed with an accepted one of at least
	/// [`CHECKED_FROM`].
	pub passed: u32,
	/// Log-likelihood ratio of dishonesty against chance, in millionths of a nat, since the sequential
	/// test began anew.
	pub suspicion: i64,
}

impl Standing {
	/// Whether its credibility may spare others the work.
	pub fn is_trusted(&self) -> bool {
		self.passed >= TRUSTED_FROM
	}

	/// Odds that its next result is right: `c / (1 − c)`, which is `(k − f) / f`.
	pub fn odds(&self) -> FixedU128 {
		let million = u128::from(Permill::one().deconstruct());
		let faulty = u128::from(FAULTY.deconstruct());
		let checks = u128::from(self.passed.clamp(1, MOST_PASSED));
		FixedU128::saturating_from_rational(
			checks.saturating_mul(million).saturating_sub(faulty),
			faulty,
		)
	}

	/// As it counts where results contradict one another: somebody's record was betrayed then, nobody
	/// knows whose, and none counts for more than [`MOST_DISPUTED`] checks.
	pub fn in_dispute(&self) -> Self {
		Self { passed: self.passed.min(MOST_DISPUTED), ..*self }
	}

	/// Probability that its next result is right, rounded down.
	pub fn credibility(&self) -> Permill {
		credibility(self.odds(), FixedU128::zero())
	}
}

/// Odds of a group from those of its members; of an empty one, one.
pub fn group_odds(members: impl IntoIterator<Item = FixedU128>) -> FixedU128 {
	members
		.into_iter()
		.fold(FixedU128::one(), |product, odds| product.saturating_mul(odds).min(MOST_ODDS))
}

/// Credibility of a group with the odds `group`, given the sum of the odds of all other groups. Rounded
/// down.
pub fn credibility(group: FixedU128, others: FixedU128) -> Permill {
	let all = FixedU128::one().saturating_add(group).saturating_add(others);
	let million = u128::from(Permill::one().deconstruct());
	let parts = multiply_by_rational_with_rounding(
		group.into_inner(),
		million,
		all.into_inner(),
		Rounding::Down,
	);
	Permill::from_parts(u32::try_from(parts.unwrap_or_default()).unwrap_or_default())
}

/// Credibility of the best result that `replicas` miners can have; no order may want more.
pub fn best_credibility(replicas: u8) -> Permill {
	let best = Standing { passed: MOST_PASSED, suspicion: 0 }.odds();
	credibility(group_odds((0..replicas).map(|_| best)), FixedU128::zero())
}

/// What is on hand or to be expected of a task: those who support one result, and the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Prospect {
	/// Results that support one another.
	pub supporters: u32,
	/// Miners that were asked and did not say that they cannot run the job.
	pub voters: u32,
	/// Odds of the supporters.
	pub odds: FixedU128,
	/// Sum of the odds of all other groups.
	pub others: FixedU128,
}

impl Default for Prospect {
	fn default() -> Self {
		Self { supporters: 0, voters: 0, odds: FixedU128::one(), others: FixedU128::zero() }
	}
}

impl Prospect {
	/// With one more supporter.
	pub fn with(self, odds: FixedU128) -> Self {
		Self {
			supporters: self.supporters.saturating_add(1),
			voters: self.voters.saturating_add(1),
			odds: group_odds([self.odds, odds]),
			..self
		}
	}

	/// Whether the supporters are two at least and more than half.
	pub fn is_majority(&self) -> bool {
		self.supporters >= FEWEST_REPLICAS.into() && self.supporters.saturating_mul(2) > self.voters
	}

	/// Credibility of what they support; none if they are none.
	pub fn confidence(&self) -> Permill {
		if self.supporters == 0 {
			return Permill::zero();
		}
		credibility(self.odds, self.others)
	}

	/// Whether it would be accepted by an order that wants this confidence.
	pub fn suffices(&self, wanted: Permill) -> bool {
		self.is_majority() && self.confidence() >= wanted
	}
}

/// A slash that was decided and can still be appealed.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct PendingSlash<AccountId> {
	/// Whose bond is slashed.
	pub miner: AccountId,
	/// The task that tipped the test.
	pub task: TaskId,
	/// Block from which it is carried out.
	pub due: BlockNumber,
}

/// Rate of errors, `p₁`, of who does not err by chance.
pub const DISHONEST_RATE: Permill = Permill::from_percent(25);
/// At this suspicion chance is ruled out: `ln((1 − β) / α)` with `α` a millionth and `β` a twentieth.
pub const RULED_OUT: i64 = 13_764_217;
/// At this suspicion chance explains everything, and the test begins anew: `ln(β / (1 − α))`.
pub const EXPLAINED: i64 = -2_995_731;

/// The classes of error rates that chance may have, `p₀` = 2⁻³ … 2⁻¹⁰ in millionths, with what an error
/// and what an agreement add to the suspicion: `ln(p₁/p₀)` and `ln((1 − p₁)/(1 − p₀))`.
const CLASSES: [(u32, i64, i64); 8] = [
	(976, 5_545_177, -286_705),
	(1_953, 4_852_030, -285_727),
	(3_906, 4_158_883, -283_768),
	(7_812, 3_465_736, -279_839),
	(15_625, 2_772_589, -271_934),
	(31_250, 2_079_442, -255_933),
	(62_500, 1_386_294, -223_144),
	(125_000, 693_147, -154_151),
];

/// What a comparison adds to a miner's suspicion, where chance makes honest results err at a rate of up
/// to `chance`: nothing if that is more than an eighth, for then an error tells little.
pub fn evidence(agreed: bool, chance: Permill) -> i64 {
	CLASSES
		.iter()
		.find(|(rate, ..)| chance.deconstruct() <= *rate)
		.map_or(0, |(_, error, agreement)| if agreed { *agreement } else { *error })
}

/// How often honest results of one model were compared, and how often they disagreed.
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
pub struct ErrorBudget {
	/// Results of trusted miners that were compared with an accepted one.
	pub compared: u32,
	/// Of these, the ones that disagreed.
	pub disagreed: u32,
}

impl ErrorBudget {
	/// Comparisons after which both counts are halved, so that old ones fade.
	const FADES_AT: u32 = 4_096;
	/// Chance is never held to explain more than this; or the dishonest could excuse themselves.
	pub const MOST: Permill = Permill::from_parts(62_500);

	/// Counts one comparison.
	pub fn count(&mut self, agreed: bool) {
		self.compared = self.compared.saturating_add(1);
		self.disagreed = self.disagreed.saturating_add((!agreed).into());
		if self.compared >= Self::FADES_AT {
			self.compared /= 2;
			self.disagreed /= 2;
		}
	}

	/// Rate at which chance may make honest results disagree: the one measured, with one disagreement
	/// of 64 comparisons added.
	pub fn rate(&self) -> Permill {
		Permill::from_rational(
			u64::from(self.disagreed).saturating_add(1),
			u64::from(self.compared).saturating_add(64),
		)
		.min(Self::MOST)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn standing(passed: u32) -> Standing {
		Standing { passed, suspicion: 0 }
	}

	#[test]
	fn credibility_grows_with_the_checks_passed_up_to_a_bound() {
		for (passed, expected) in
			[(0, 0.7), (1, 0.7), (2, 0.85), (3, 0.9), (10, 0.97), (64, 0.9953125)]
		{
			let got = f64::from(standing(passed).credibility().deconstruct()) / 1e6;
			assert!((got - expected).abs() < 1.1e-6, "{passed}: {got}");
		}
		assert_eq!(standing(u32::MAX).credibility(), standing(MOST_PASSED).credibility());
	}

	#[test]
	fn three_newcomers_reach_nine_tenths_and_two_do_not() {
		let fresh = standing(0).odds();
		let two = Prospect::default().with(fresh).with(fresh);
		assert!(!two.suffices(CHECKED_FROM));
		assert_eq!(two.confidence(), Permill::from_parts(844_827));
		assert!(two.with(fresh).suffices(CHECKED_FROM));
		assert_eq!(two.with(fresh).confidence(), Permill::from_parts(927_027));
		assert!(best_credibility(2) > Permill::from_parts(999_900));
		assert_eq!(Prospect::default().confidence(), Permill::zero());
	}

	#[test]
	fn one_is_no_majority_however_trusted() {
		let one = Prospect::default().with(standing(64).odds());
		assert!(!one.suffices(Permill::zero()));
	}

	#[test]
	fn increments_and_bounds_are_those_of_wald() {
		let close = |got: i64, expected: f64| (got as f64 / 1e6 - expected).abs() < 6e-7;
		let p1 = 0.25f64;
		for (index, (rate, error, agreement)) in CLASSES.iter().enumerate() {
			let p0 = 2f64.powi(index as i32 - 10);
			assert_eq!(*rate, (p0 * 1e6).floor() as u32);
			assert!(close(*error, (p1 / p0).ln()), "{error}");
			assert!(close(*agreement, ((1.0 - p1) / (1.0 - p0)).ln()), "{agreement}");
		}
		let (alpha, beta) = (1e-6f64, 0.05f64);
		assert!(close(RULED_OUT, ((1.0 - beta) / alpha).ln()));
		assert!(close(EXPLAINED, (beta / (1.0 - alpha)).ln()));
		assert_eq!(DISHONEST_RATE, Permill::from_percent(25));
	}

	#[test]
	fn evidence_is_weaker_where_chance_errs_more() {
		let mut last = i64::MAX;
		for rate in [0, 900, 977, 5_000, 60_000, 62_501, 125_000, 125_001, 1_000_000] {
			let error = evidence(false, Permill::from_parts(rate));
			assert!(error <= last && error >= 0);
			assert!(evidence(true, Permill::from_parts(rate)) <= 0);
			last = error;
		}
		assert_eq!(last, 0);
	}

	#[test]
	fn error_rate_follows_the_measurement_and_is_bounded() {
		let mut budget = ErrorBudget::default();
		assert_eq!(budget.rate(), Permill::from_parts(15_625));
		for _ in 0..10_000 {
			budget.count(true);
		}
		assert!(budget.rate() < Permill::from_parts(1_000));
		assert!(budget.compared < 4_096);
		for _ in 0..10_000 {
			budget.count(false);
		}
		assert_eq!(budget.rate(), ErrorBudget::MOST);
	}
}
