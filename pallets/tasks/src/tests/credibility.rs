// SPDX-License-Identifier: Apache-2.0
//! Group credibility in fixed point against the formulas in floating point, and what a party of the
//! collusion share can make of it.

use pouw_primitives::{
	credibility::{
		best_credibility, credibility, group_odds, Prospect, Standing, MOST_COLLUDING, MOST_ODDS,
		MOST_PASSED,
	},
	task::MAX_REPLICAS,
};
use proptest::prelude::*;
use sp_runtime::{
	traits::{Saturating, Zero},
	FixedU128, Permill,
};
use std::collections::BTreeMap;

fn standing(passed: u32) -> Standing {
	Standing { passed, suspicion: 0 }
}

fn part(share: Permill) -> f64 {
	f64::from(share.deconstruct()) / 1e6
}

/// The formula of the paper as it stands there, in floating point, with the credibilities of members
/// where one party may have the share `colluding`.
fn paper(groups: &[Vec<u32>], colluding: f64) -> Vec<f64> {
	let credibility = |k: u32| {
		let k = f64::from(k.clamp(1, MOST_PASSED));
		// Without a party, this is the paper's `1 − f / k`.
		1.0 - colluding - (0.3 - colluding).max(0.0) / k
	};
	let good = |g: &Vec<u32>| g.iter().map(|k| credibility(*k)).product::<f64>();
	let bad = |g: &Vec<u32>| g.iter().map(|k| 1.0 - credibility(*k)).product::<f64>();
	let numerator = |a: usize| {
		let others = groups.iter().enumerate().filter(|(i, _)| *i != a);
		good(&groups[a]) * others.map(|(_, g)| bad(g)).product::<f64>()
	};
	let all_bad: f64 = groups.iter().map(bad).product();
	let sum: f64 = (0..groups.len()).map(numerator).sum();
	(0..groups.len()).map(|a| numerator(a) / (all_bad + sum)).collect()
}

fn odds_of(groups: &[Vec<u32>], colluding: Permill) -> Vec<FixedU128> {
	let odds = |g: &Vec<u32>| group_odds(g.iter().map(|k| standing(*k).odds(colluding)));
	groups.iter().map(odds).collect()
}

fn ours(groups: &[Vec<u32>], colluding: Permill, a: usize) -> Permill {
	let odds = odds_of(groups, colluding);
	let others = odds
		.iter()
		.enumerate()
		.filter(|(i, _)| *i != a)
		.fold(FixedU128::zero(), |sum, (_, odds)| sum.saturating_add(*odds));
	credibility(odds[a], others)
}

fn groups() -> impl Strategy<Value = Vec<Vec<u32>>> {
	let passed = prop_oneof![0..4u32, 0..80u32, Just(u32::MAX)];
	prop::collection::vec((passed, 0..4usize), 1..=16).prop_map(|members| {
		let mut groups = vec![vec![]; 4];
		for (passed, group) in members {
			groups[group].push(passed);
		}
		groups.retain(|group| !group.is_empty());
		groups
	})
}

fn shares() -> impl Strategy<Value = Permill> {
	let any = (0..=MOST_COLLUDING.deconstruct()).prop_map(Permill::from_parts);
	prop_oneof![Just(Permill::zero()), Just(Permill::from_percent(10)), any]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2_000))]

	#[test]
	fn group_credibility_is_that_of_the_paper(groups in groups(), colluding in shares()) {
		let expected = paper(&groups, part(colluding));
		// Odds are cut off at 10¹⁸; two groups beyond that are not told apart, and no group is
		// believed more than it should be but for the weaker of these.
		let odds = odds_of(&groups, colluding);
		let cut = odds.iter().filter(|odds| **odds == MOST_ODDS).count();
		prop_assume!(cut <= 1);
		for (a, expected) in expected.into_iter().enumerate() {
			let got = part(ours(&groups, colluding, a));
			// A group that was cut off is underestimated against others close to the cut.
			if odds[a] == MOST_ODDS || cut == 0 {
				prop_assert!(got <= expected + 1e-9, "{groups:?}: {got} of {expected}");
			}
			if cut == 0 {
				prop_assert!(expected - got < 1.1e-6, "{groups:?}: {got} of {expected}");
			}
		}
	}

	#[test]
	fn credibilities_of_all_groups_are_one_at_most(groups in groups(), colluding in shares()) {
		let sum: u64 = (0..groups.len())
			.map(|a| u64::from(ours(&groups, colluding, a).deconstruct()))
			.sum();
		prop_assert!(sum <= 1_000_000);
	}

	#[test]
	fn supporters_raise_it_and_opponents_lower_it(
		groups in groups(), colluding in shares(), passed in 0..100u32, others in 0..100u32
	) {
		let before = ours(&groups, colluding, 0);
		let mut more = groups.clone();
		more[0].push(passed);
		prop_assert!(ours(&more, colluding, 0) >= before);
		let mut better = groups.clone();
		better[0][0] = better[0][0].saturating_add(passed);
		prop_assert!(ours(&better, colluding, 0) >= before);
		let mut opposed = groups;
		opposed.push(vec![others]);
		prop_assert!(ours(&opposed, colluding, 0) <= before);
	}

	/// All of a group can be of one party, whatever their records.
	#[test]
	fn confidence_is_never_more_than_the_chance_that_a_party_has_not_all_seats(
		groups in groups(), colluding in shares(), silent in 0..4u32
	) {
		let odds = odds_of(&groups, colluding);
		let size = groups[0].len() as u32;
		let others = odds.iter().skip(1).fold(FixedU128::zero(), |sum, o| sum.saturating_add(*o));
		let voters = groups.iter().map(Vec::len).sum::<usize>() as u32 + silent;
		let prospect = Prospect { supporters: size, voters, odds: odds[0], others };
		let cap = 1.0 - part(colluding).powi(size as i32);
		prop_assert!(part(prospect.confidence()) <= cap + 1e-12, "{groups:?}: {prospect:?}");
		prop_assert!(prospect.confidence() <= best_credibility(size as u8, colluding));
	}

	/// And what is accepted is never below what was wanted.
	#[test]
	fn what_suffices_has_the_confidence_wanted(
		groups in groups(), colluding in shares(), wanted in 0..=1_000_000u32, added in groups()
	) {
		let wanted = Permill::from_parts(wanted);
		let miners = || added.iter().flatten().map(|passed| standing(*passed));
		let odds = odds_of(&groups, colluding);
		let others = odds.iter().skip(1).fold(FixedU128::zero(), |sum, o| sum.saturating_add(*o));
		let supporters = groups[0].len() as u32;
		let voters = groups.iter().map(Vec::len).sum::<usize>() as u32;
		let prospect = Prospect { supporters, voters, odds: odds[0], others };
		if prospect.suffices(wanted) {
			prop_assert!(prospect.is_majority() && prospect.confidence() >= wanted);
			prop_assert!(prospect.supporters >= 2);
		}
		// Those that are said to be needed are, and are enough.
		let with = |count: usize| {
			miners().take(count).fold(prospect, |all, one| {
				let counts = if others.is_zero() { one } else { one.in_dispute() };
				all.with(counts.odds(colluding))
			})
		};
		let needed = prospect.more_needed(miners(), wanted, colluding);
		let found = (1..=miners().count()).find(|count| with(*count).suffices(wanted));
		prop_assert_eq!(needed, found);
	}
}

/// Whether a wrong result of `party` miners with the longest records would be accepted against as many
/// `honest` newcomers, who contradict it together.
fn wins(party: u32, honest: u32, wanted: Permill, colluding: Permill) -> bool {
	let record = standing(MOST_PASSED);
	let record = if honest == 0 { record } else { record.in_dispute() };
	let odds = |count: u32, one: Standing| group_odds((0..count).map(|_| one.odds(colluding)));
	let others = match honest {
		0 => FixedU128::zero(),
		honest => odds(honest, standing(0)),
	};
	let voters = party + honest;
	Prospect { supporters: party, voters, odds: odds(party, record), others }.suffices(wanted)
}

/// The chance that a party has a wrong result accepted in any round of an order, where `seat` says with
/// what chance it has the next seat when it has so many and others so many. Results are compared after
/// each seat from the second on, which is more often than they are.
fn chance_to_win(wanted: Permill, colluding: Permill, seat: impl Fn(u32, u32) -> f64) -> f64 {
	let mut won = 0.0;
	let mut under_way = BTreeMap::from([((0u32, 0u32), 1.0f64)]);
	for _ in 0..MAX_REPLICAS {
		let mut next = BTreeMap::new();
		for ((party, honest), chance) in under_way {
			let theirs = seat(party, honest);
			for (state, chance) in [
				((party + 1, honest), chance * theirs),
				((party, honest + 1), chance * (1.0 - theirs)),
			] {
				if chance == 0.0 {
					continue;
				}
				if wins(state.0, state.1, wanted, colluding) {
					won += chance;
				} else {
					*next.entry(state).or_insert(0.0) += chance;
				}
			}
		}
		under_way = next;
	}
	won
}

/// Confidences that orders may want, closer to one another near one.
fn wanted() -> impl Iterator<Item = Permill> {
	let coarse = (0..90).step_by(3).map(Permill::from_percent);
	let fine = (900..1_000).step_by(4).map(|tenths| Permill::from_parts(tenths * 1_000));
	coarse.chain(fine).chain([997_500, 999_000, 999_900, 999_990].map(Permill::from_parts))
}

/// The collusion share is the assumption; this is what it is worth. Members of the party have the longest
/// records there are, the others none, and a large roster gives each seat to the party with the same
/// chance.
#[test]
fn one_party_should_win_no_more_orders_than_confidence_leaves() {
	let mut closest = 0.0f64;
	for percent in 1..=40 {
		let colluding = Permill::from_percent(percent);
		for wanted in wanted() {
			let won = chance_to_win(wanted, colluding, |_, _| part(colluding));
			let left = 1.0 - part(wanted);
			assert!(won <= left, "{colluding:?}, {wanted:?}: {won} of {left}");
			closest = closest.max(won / left);
		}
	}
	// The bound is no wider than it must be.
	assert!(closest > 0.9, "{closest}");
}

/// In small rosters a seat that others have leaves the party a greater share of the rest.
#[test]
fn one_party_of_a_small_roster_should_win_no_more_orders_than_confidence_leaves() {
	for miners in (3..=48u32).step_by(3) {
		for party in (1..miners).filter(|party| party * 10 <= miners * 4) {
			// Rounded up: the share assumed is not less than it is.
			let colluding = Permill::from_parts((party * 1_000_000).div_ceil(miners));
			let seat = |of_party: u32, of_others: u32| {
				let left = miners.saturating_sub(of_party + of_others);
				if left == 0 {
					return 0.0;
				}
				f64::from(party.saturating_sub(of_party)) / f64::from(left)
			};
			for wanted in wanted() {
				let won = chance_to_win(wanted, colluding, seat);
				assert!(won <= 1.0 - part(wanted), "{party} of {miners}, {wanted:?}: {won}");
			}
		}
	}
}

/// Without the share, two of a party with long records are believed almost without doubt.
#[test]
fn records_alone_should_not_bound_what_one_party_wins() {
	let wanted = Permill::from_percent(99);
	let share = 0.3;
	let won = |assumed| chance_to_win(wanted, Permill::from_percent(assumed), |_, _| share);
	assert!(won(0) > 0.09, "{}", won(0));
	assert!(won(30) <= 0.01, "{}", won(30));
}
