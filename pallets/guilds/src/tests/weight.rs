// SPDX-License-Identifier: Apache-2.0
//! What gives weight, and for how long it is known.

use crate::{mock::*, Members, Totals};
use pouw_traits::OnWorkCredited;
use sp_runtime::Permill;

#[test]
fn weight_should_be_the_work_that_the_bond_covered() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		Guild::on_credited(&0, 1_000, Permill::one());
		Guild::on_credited(&1, 1_000, Permill::from_percent(50));
		Guild::on_credited(&2, 1_000, Permill::zero());
		assert_eq!([0, 1, 2].map(|who| Guild::weight_of(&who, 0)), [1_000, 500, 0]);
		assert_eq!(Totals::<Test>::get().of(0), 1_500);
		assert!(!Members::<Test>::contains_key(2));
	});
}

#[test]
fn weight_should_be_counted_in_the_span_of_the_credit() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		work(&[(0, 10)]);
		work(&[(0, 5)]);
		run_to_span(1);
		work(&[(0, 7)]);
		assert_eq!([0, 1, 2].map(|span| Guild::weight_of(&0, span)), [15, 7, 0]);
	});
}

#[test]
fn weight_should_be_forgotten_when_no_vote_can_be_of_it() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		for span in 0..6 {
			run_to_span(span);
			work(&[(0, 10)]);
		}
		assert_eq!(
			(0..6).map(|span| Guild::weight_of(&0, span)).collect::<Vec<_>>(),
			[0, 0, 0, 10, 10, 10]
		);
		assert_eq!(Totals::<Test>::get().0.len(), 3);
	});
}

#[test]
fn weight_should_be_lost_when_the_miner_leaves() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		work(&[(0, 10), (1, 10)]);
		leave(0);
		assert_eq!(Guild::weight_of(&0, 0), 0);
		// The total stays what it was: a quorum is not reached by leaving.
		assert_eq!(Totals::<Test>::get().of(0), 20);
	});
}

#[test]
fn weight_should_not_be_counted_when_the_sector_has_no_guild() {
	ExtBuilder::default().with_miners(1).without_guild().build_and_execute(|| {
		work(&[(0, 10)]);
		assert_eq!(Guild::span(), None);
		assert!(!Members::<Test>::contains_key(0));
		run_to(3);
	});
}
