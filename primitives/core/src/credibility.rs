// SPDX-License-Identifier: Apache-2.0
//! How far a result can be believed, from the records of those who stand behind it, and when a miner's
//! errors are more than chance.
//!
//! The credibility of miners and of groups of equal results follows L. F. G. Sarmenta,
//! "Sabotage-tolerance mechanisms for volunteer computing systems", Future Generation Computer
//! Systems 18(4), 2002. With `f` the share of miners that may be dishonest and `k` the checks that one
//! has passed in a row, its credibility there is `1 − f` before the first and `1 − f/k` after: the bound
//! for where who was caught can come back under another name, as it can here. That is for those who err
//! at a steady rate. A party that acts as one can have its members pass every check until a task is left
//! to them, so their checks are no evidence. With `φ` the share that one party is assumed to have at most,
//! the collusion share, credibility is
//!
//! ```text
//! c = 1 − φ − max(f − φ, 0) / k        k ≥ 1
//! ```
//!
//! which is `1 − f` for newcomers as before, and never more than `1 − φ`. Each seat of a draw goes to the
//! party with a chance of `φ` at most, so `k` of them are wrong together with a chance of at most the
//! product of what their credibilities lack to one, whatever records the party has made.
//!
//! Of groups of agreeing results `G₁ … G_g`, with `P(G good)` the product of the credibilities of the
//! members and `P(G bad)` that of what they lack to one,
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

use crate::{task::MAX_REPLICAS, Balance, BlockNumber, TaskId};
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
/// Least share of the tasks, among those with fewer replicas than ordered because their miners are
/// trusted, that are audited whatever their price.
pub const AUDIT_FLOOR: Permill = Permill::from_parts(125_000);
/// Most that the collusion share may be assumed to be. With more, hardly any order could be believed:
/// from a half on a party wins as often as it loses, however many are asked.
pub const MOST_COLLUDING: Permill = Permill::from_percent(40);

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

	/// Odds that its next result is right, `c / (1 − c)`, where a party may have the share `colluding`.
	pub fn odds(&self, colluding: Permill) -> FixedU128 {
		let million = u128::from(Permill::one().deconstruct());
		let steady = u128::from(FAULTY.saturating_sub(colluding).deconstruct());
		let colluding = u128::from(colluding.deconstruct());
		let checks = u128::from(self.passed.clamp(1, MOST_PASSED));
		// `1 − c` and `c`, both times `k`. The former is not zero, for one of its terms is not.
		let wrong = checks.saturating_mul(colluding).saturating_add(steady);
		let right = checks.saturating_mul(million).saturating_sub(wrong);
		FixedU128::saturating_from_rational(right, wrong)
	}

	/// As it counts where results contradict one another: somebody's record was betrayed then, nobody
	/// knows whose, and none counts for more than [`MOST_DISPUTED`] checks.
	pub fn in_dispute(&self) -> Self {
		Self { passed: self.passed.min(MOST_DISPUTED), ..*self }
	}

	/// Probability that its next result is right, rounded down.
	pub fn credibility(&self, colluding: Permill) -> Permill {
		credibility(self.odds(colluding), FixedU128::zero())
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

/// Credibility of the best result that `replicas` miners can have where a party may have the share
/// `colluding`; no order may want more.
pub fn best_credibility(replicas: u8, colluding: Permill) -> Permill {
	let best = Standing { passed: MOST_PASSED, suspicion: 0 }.odds(colluding);
	credibility(group_odds((0..replicas).map(|_| best)), FixedU128::zero())
}

/// The fewest replicas, of those that a task can have, whose best result has the credibility `wanted`;
/// none if all of them are too few.
pub fn fewest_replicas(wanted: Permill, colluding: Permill) -> Option<u8> {
	let most = u8::try_from(MAX_REPLICAS).unwrap_or(u8::MAX);
	(FEWEST_REPLICAS..=most).find(|replicas| best_credibility(*replicas, colluding) >= wanted)
}

/// How many of the miners drawn first are enough for the confidence `wanted`, if these are all trusted.
pub fn spared_by_trust(
	miners: impl IntoIterator<Item = Standing>,
	wanted: Permill,
	colluding: Permill,
) -> Option<usize> {
	let trusted = miners.into_iter().take_while(Standing::is_trusted);
	Prospect::default().more_needed(trusted, wanted, colluding)
}

/// Share of the tasks of a price, among those with fewer replicas than ordered because their miners are
/// trusted, that get one more: all from the price `audited_at` on.
pub fn share_audited(price: Balance, audited_at: Balance, floor: Permill) -> Permill {
	Permill::from_rational(price, audited_at).max(floor).max(AUDIT_FLOOR)
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

	/// How many of `miners`, asked one after another, have to join the supporters for the confidence
	/// `wanted` to be reached, one at least; none if all of them do not reach it.
	pub fn more_needed(
		mut self,
		miners: impl IntoIterator<Item = Standing>,
		wanted: Permill,
		colluding: Permill,
	) -> Option<usize> {
		let disputed = !self.others.is_zero();
		for (index, miner) in miners.into_iter().enumerate() {
			let standing = if disputed { miner.in_dispute() } else { miner };
			self = self.with(standing.odds(colluding));
			if self.suffices(wanted) {
				return index.checked_add(1);
			}
		}
		None
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

	const NONE: Permill = Permill::zero();
	const TENTH: Permill = Permill::from_percent(10);

	#[test]
	fn credibility_grows_with_the_checks_passed_up_to_a_bound() {
		for (colluding, passed, expected) in [
			(0, 0, 0.7),
			(0, 1, 0.7),
			(0, 2, 0.85),
			(0, 3, 0.9),
			(0, 10, 0.97),
			(0, 64, 0.9953125),
			(10, 0, 0.7),
			(10, 2, 0.8),
			(10, 10, 0.88),
			(10, 64, 0.896875),
			(30, 64, 0.7),
			(40, 0, 0.6),
			(40, 64, 0.6),
		] {
			let colluding = Permill::from_percent(colluding);
			let got = f64::from(standing(passed).credibility(colluding).deconstruct()) / 1e6;
			assert!((got - expected).abs() < 1.1e-6, "{colluding:?}, {passed}: {got}");
			assert_eq!(
				standing(u32::MAX).credibility(colluding),
				standing(MOST_PASSED).credibility(colluding)
			);
		}
		assert_eq!(standing(64).credibility(Permill::one()), Permill::zero());
	}

	#[test]
	fn records_are_worth_less_and_newcomers_the_same_where_some_may_collude() {
		for passed in [0, 1] {
			assert_eq!(standing(passed).odds(TENTH), standing(passed).odds(NONE));
		}
		assert!(standing(64).odds(TENTH) < FixedU128::from_u32(9));
		let reach = |colluding, wanted| {
			fewest_replicas(Permill::from_parts(wanted), Permill::from_percent(colluding))
		};
		let nine_tenths = [0, 10, 20, 30, 40].map(|colluding| reach(colluding, 900_000));
		assert_eq!(nine_tenths, [Some(2), Some(2), Some(2), Some(3), Some(6)]);
		let most = [0, 10, 20, 30, 40].map(|colluding| reach(colluding, 990_000));
		assert_eq!(most, [Some(2), Some(3), Some(4), Some(6), Some(12)]);
		assert_eq!(reach(40, 999_000), None);
	}

	#[test]
	fn trusted_ones_spare_others_no_further_than_the_collusion_share_allows() {
		let wanted = Permill::from_percent(99);
		let spared = |miners: &[u32], colluding| {
			spared_by_trust(miners.iter().map(|passed| standing(*passed)), wanted, colluding)
		};
		assert_eq!(spared(&[64; 5], NONE), Some(2));
		assert_eq!(spared(&[64; 5], TENTH), Some(3));
		assert_eq!(spared(&[64; 5], Permill::from_percent(30)), None);
		assert_eq!(spared(&[64; 6], Permill::from_percent(30)), Some(6));
		assert_eq!(spared(&[64, 64, 7, 64], TENTH), None);
		assert_eq!(spared(&[64, 64, 8, 0], TENTH), Some(3));
	}

	#[test]
	fn more_are_needed_where_results_contradict_one_another() {
		let wanted = Permill::from_percent(90);
		let fresh = standing(0).odds(TENTH);
		let two = Prospect::default().with(fresh).with(fresh);
		let more = |prospect: Prospect, passed: u32| {
			prospect.more_needed([standing(passed); 9], wanted, TENTH)
		};
		assert_eq!(more(two, 0), Some(1));
		let disputed = Prospect { voters: 3, others: fresh, ..two };
		assert_eq!((more(disputed, 0), more(disputed, 3)), (Some(3), Some(2)));
		assert_eq!(more(disputed, 64), more(disputed, 3));
		assert_eq!(disputed.more_needed([standing(0)], wanted, TENTH), None);
	}

	#[test]
	fn audits_are_by_price_and_never_fewer_than_the_floors() {
		let half = Permill::from_percent(50);
		assert_eq!(share_audited(75, 100, half), Permill::from_percent(75));
		assert_eq!(share_audited(1, 100, half), half);
		assert_eq!(share_audited(1, 100, NONE), AUDIT_FLOOR);
		assert_eq!(share_audited(200, 100, NONE), Permill::one());
		assert_eq!(share_audited(1, 0, NONE), Permill::one());
	}

	#[test]
	fn three_newcomers_reach_nine_tenths_and_two_do_not() {
		let fresh = standing(0).odds(TENTH);
		let two = Prospect::default().with(fresh).with(fresh);
		assert!(!two.suffices(CHECKED_FROM));
		assert_eq!(two.confidence(), Permill::from_parts(844_827));
		assert!(two.with(fresh).suffices(CHECKED_FROM));
		assert_eq!(two.with(fresh).confidence(), Permill::from_parts(927_027));
		assert!(best_credibility(2, NONE) > Permill::from_parts(999_900));
		assert_eq!(Prospect::default().confidence(), Permill::zero());
	}

	#[test]
	fn one_is_no_majority_however_trusted() {
		let one = Prospect::default().with(standing(64).odds(NONE));
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
