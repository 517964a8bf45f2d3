// SPDX-License-Identifier: Apache-2.0
//! Group credibility in fixed point against the paper's formulas in floating point.

use pouw_primitives::credibility::{credibility, group_odds, Standing, MOST_ODDS, MOST_PASSED};
use proptest::prelude::*;
use sp_runtime::{
	traits::{Saturating, Zero},
	FixedU128, Permill,
};

fn standing(passed: u32) -> Standing {
	Standing { passed, suspicion: 0 }
}

/// The formula of the paper as it stands there, in floating point.
fn paper(groups: &[Vec<u32>]) -> Vec<f64> {
	let credibility = |k: u32| match k.min(MOST_PASSED) {
		0 => 1.0 - 0.3,
		k => 1.0 - 0.3 / f64::from(k),
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

fn ours(groups: &[Vec<u32>], a: usize) -> Permill {
	let odds: Vec<_> =
		groups.iter().map(|g| group_odds(g.iter().map(|k| standing(*k).odds()))).collect();
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

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2_000))]

	#[test]
	fn group_credibility_is_that_of_the_paper(groups in groups()) {
		let expected = paper(&groups);
		// Odds are cut off at 10¹⁸; two groups beyond that are not told apart, and no group is
		// believed more than it should be but for the weaker of these.
		let odds: Vec<_> = groups
			.iter()
			.map(|g| group_odds(g.iter().map(|k| standing(*k).odds())))
			.collect();
		let cut = odds.iter().filter(|odds| **odds == MOST_ODDS).count();
		prop_assume!(cut <= 1);
		for (a, expected) in expected.into_iter().enumerate() {
			let got = f64::from(ours(&groups, a).deconstruct()) / 1e6;
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
	fn credibilities_of_all_groups_are_one_at_most(groups in groups()) {
		let sum: u64 =
			(0..groups.len()).map(|a| u64::from(ours(&groups, a).deconstruct())).sum();
		prop_assert!(sum <= 1_000_000);
	}

	#[test]
	fn supporters_raise_it_and_opponents_lower_it(
		groups in groups(), passed in 0..100u32, others in 0..100u32
	) {
		let before = ours(&groups, 0);
		let mut more = groups.clone();
		more[0].push(passed);
		prop_assert!(ours(&more, 0) >= before);
		let mut better = groups.clone();
		better[0][0] = better[0][0].saturating_add(passed);
		prop_assert!(ours(&better, 0) >= before);
		let mut opposed = groups;
		opposed.push(vec![others]);
		prop_assert!(ours(&opposed, 0) <= before);
	}
}
