// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, CandidateWindow, Candidates};
use frame_support::assert_ok;
use pouw_primitives::{AuthorshipRecord, MinerRecord, Work};
use pouw_traits::{CreditWork, MinerDirectory, RewardBond};
use sp_runtime::Permill;

fn ranking() -> Vec<AccountId> {
	Candidates::<Test>::get().iter().map(|candidate| candidate.who).collect()
}

fn average(who: AccountId) -> Work {
	Miners::miner(&who).unwrap().work.average
}

fn record() -> MinerRecord {
	ExtBuilder::default().with_miners(1).build().execute_with(|| Miners::miner(&0).unwrap())
}

#[test]
fn credit_should_add_to_total_and_average() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		Miners::credit(&0, 7, 1_000_000);
		let once = average(0);
		// With a half-life of four windows a window weighs 1 − 2^(−1/4).
		assert!((159_100..159_110).contains(&once), "{once}");
		// Four windows later half of it is left.
		Miners::credit(&0, 11, 1_000_000);
		assert_eq!(average(0), once + once / 2);
		let work = Miners::miner(&0).unwrap().work;
		assert_eq!((work.total, work.window), (2_000_000, 11));
	});
}

#[test]
fn credit_should_count_less_when_its_window_is_older_than_the_newest() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		Miners::credit(&0, 3, 1_000_000);
		Miners::credit(&0, 7, 1_000_000);
		Miners::credit(&1, 7, 1_000_000);
		Miners::credit(&1, 3, 1_000_000);
		assert_eq!(Miners::miner(&0).unwrap().work, Miners::miner(&1).unwrap().work);
	});
}

#[test]
fn credit_should_do_nothing_for_who_is_not_registered() {
	ExtBuilder::default().build_and_execute(|| {
		Miners::credit(&0, 3, 1_000_000);
		assert_eq!(Miners::miner(&0), None);
		assert_eq!(CandidateWindow::<Test>::get(), 0);
		assert!(!Miners::is_registered(&0));
	});
}

#[test]
fn credit_should_saturate_at_the_greatest_work() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		for window in [1, 2, u32::MAX] {
			Miners::credit(&0, window, Work::MAX);
		}
		assert_eq!(Miners::miner(&0).unwrap().work.total, Work::MAX);
	});
}

#[test]
fn candidates_should_be_ranked_by_work_and_then_by_account() {
	ExtBuilder::default().with_miners(5).with_full_bonds().build_and_execute(|| {
		for (who, work) in [(3, 2_000), (0, 1_000), (4, 3_000), (1, 2_000)] {
			Miners::credit(&who, 1, work);
		}
		assert_eq!(ranking(), vec![4, 1, 3, 0]);
		Miners::credit(&0, 2, 9_000);
		assert_eq!(ranking(), vec![0, 4, 1, 3]);
	});
}

#[test]
fn candidates_should_be_ranked_by_reliability_too() {
	ExtBuilder::default().with_miners(2).with_full_bonds().build_and_execute(|| {
		for _ in 0..3 {
			Miners::assigned(&0);
			Miners::settled(&0, false);
		}
		Miners::credit(&0, 1, 1_200);
		Miners::credit(&1, 1, 1_000);
		assert_eq!(ranking(), vec![1, 0]);
	});
}

#[test]
fn candidates_should_not_include_who_lacks_work_bond_or_keys() {
	ExtBuilder::default().with_miners(4).with_full_bonds().build_and_execute(|| {
		Keyless::set(vec![1]);
		register(9);
		assert_eq!(Miners::bond(&9, BOND_TARGET - 1), BOND_TARGET - 1);
		for who in [0, 1, 9] {
			Miners::credit(&who, 1, 100_000);
		}
		Miners::credit(&2, 1, 100);
		assert_eq!(ranking(), vec![0]);
	});
}

#[test]
fn candidates_should_be_the_best_when_there_are_more_than_the_list_holds() {
	ExtBuilder::default().with_miners(12).with_full_bonds().build_and_execute(|| {
		MaxCandidates::set(4);
		for who in 0..12 {
			Miners::credit(&who, 1, Work::from((who * 7) % 12) * 1_000 + 10_000);
		}
		let mut best: Vec<_> = (0..12).collect();
		best.sort_by_key(|who| core::cmp::Reverse((who * 7) % 12));
		assert_eq!(ranking(), best[..4]);
	});
}

#[test]
fn candidates_should_drop_out_when_they_fall_silent() {
	ExtBuilder::default().with_miners(2).with_full_bonds().build_and_execute(|| {
		Miners::credit(&0, 1, 10_000);
		Miners::credit(&1, 1, 1_000);
		// Scores of about 397 and 39, halved each four windows; the least is 10.
		for window in 2..=10 {
			Miners::credit(&0, window, 10_000);
		}
		assert_eq!(ranking(), vec![0]);
	});
}

#[test]
fn candidates_should_lose_a_miner_that_leaves() {
	ExtBuilder::default().with_miners(2).with_full_bonds().build_and_execute(|| {
		Miners::credit(&0, 1, 10_000);
		Miners::credit(&1, 1, 10_000);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		assert_eq!(ranking(), vec![1]);
	});
}

#[test]
fn reliability_should_be_a_quarter_of_a_newcomer_and_never_nothing_or_all() {
	let mut record = record();
	assert_eq!(record.completion(), Permill::from_percent(50));
	assert_eq!(record.reliability(), Permill::from_percent(25));
	record.authorship = AuthorshipRecord { authored: Permill::one(), barred_until: 0 };
	(record.assigned, record.accepted) = (98, 98);
	assert_eq!(record.reliability(), Permill::from_percent(99));
	record.accepted = 0;
	assert_eq!(record.reliability(), Permill::from_percent(1));
}

#[test]
fn credit_should_tell_the_guild_of_the_work_and_of_how_far_the_bond_is_full() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		Miners::credit(&0, 1, 100);
		Miners::bond(&1, BOND_TARGET / 4);
		Miners::credit(&1, 1, 200);
		Miners::bond(&1, BOND_TARGET);
		Miners::credit(&1, 2, 300);
		Miners::credit(&9, 2, 400);
		assert_eq!(
			Credited::get(),
			[
				(0, 100, Permill::zero()),
				(1, 200, Permill::from_percent(25)),
				(1, 300, Permill::one())
			]
		);
	});
}

#[test]
fn deregister_should_tell_the_guild() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		assert_eq!(Left::get(), [0]);
	});
}
