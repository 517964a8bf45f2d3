// SPDX-License-Identifier: Apache-2.0

use crate::{directory::pick, mock::*};
use frame_support::assert_ok;
use pouw_primitives::miner::{FREE_ABSTENTIONS, RESULTS_PER_ABSTENTION};
use pouw_traits::MinerDirectory;
use proptest::prelude::*;
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};

fn seed(n: u64) -> H256 {
	sp_io::hashing::blake2_256(&n.to_le_bytes()).into()
}

fn draw(n: u64, count: u32, client: AccountId) -> Vec<AccountId> {
	<Miners as MinerDirectory<_>>::draw(seed(n), count, &client)
}

#[test]
fn draw_should_give_distinct_miners_and_never_the_client() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		for n in 0..200 {
			for client in [0, 3, 7, 99] {
				let drawn = draw(n, 5, client);
				assert_eq!(drawn.len(), 5);
				assert!(!drawn.contains(&client));
				assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), 5);
			}
		}
	});
}

#[test]
fn draw_should_give_fewer_when_there_are_fewer() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_eq!(draw(1, 3, 9).len(), 3);
		assert_eq!(draw(1, 4, 9).len(), 3);
		assert_eq!(draw(1, u32::MAX, 1).len(), 2);
		assert_eq!(draw(1, 0, 9).len(), 0);
	});
	ExtBuilder::default().build_and_execute(|| assert!(draw(1, 3, 9).is_empty()));
	ExtBuilder::default().with_miners(1).build_and_execute(|| assert!(draw(1, 3, 0).is_empty()));
}

#[test]
fn draw_should_give_every_miner_when_as_many_are_wanted() {
	ExtBuilder::default().with_miners(16).build_and_execute(|| {
		for n in 0..200 {
			let drawn = draw(n, 16, 99);
			assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), 16);
		}
	});
}

#[test]
fn draw_should_depend_on_the_seed_alone() {
	ExtBuilder::default().with_miners(20).build_and_execute(|| {
		assert_eq!(draw(1, 5, 9), draw(1, 5, 9));
		assert_ne!(draw(1, 5, 9), draw(2, 5, 9));
	});
}

#[test]
fn draw_should_be_uniform_over_the_other_miners() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		let draws = 6_000;
		let mut times = BTreeMap::<AccountId, u32>::new();
		let mut first = BTreeMap::<AccountId, u32>::new();
		for n in 0..draws {
			let drawn = draw(n, 3, 2);
			*first.entry(drawn[0]).or_default() += 1;
			for miner in drawn {
				*times.entry(miner).or_default() += 1;
			}
		}
		// Six candidates: each in half of the draws, first in a sixth. Five standard deviations.
		assert_eq!(times.len(), 6);
		assert!(times.values().all(|t| t.abs_diff(3_000) < 200), "{times:?}");
		assert!(first.values().all(|t| t.abs_diff(1_000) < 150), "{first:?}");
	});
}

#[test]
fn pick_should_give_each_ordered_choice_equally_often() {
	let mut times = BTreeMap::<Vec<u32>, u32>::new();
	for n in 0..12_000 {
		*times.entry(pick(seed(n), 2, 4)).or_default() += 1;
	}
	assert_eq!(times.len(), 12);
	// 1,000 expected of each; the standard deviation is 30.
	assert!(times.values().all(|t| t.abs_diff(1_000) < 150), "{times:?}");
}

#[test]
fn settled_should_count_assignments_and_accepted_ones() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		for _ in 0..3 {
			<Miners as MinerDirectory<_>>::assigned(&0);
		}
		<Miners as MinerDirectory<_>>::settled(&0, true);
		<Miners as MinerDirectory<_>>::settled(&0, false);
		let record = Miners::miner(&0).unwrap();
		assert_eq!((record.open_assignments, record.assigned, record.accepted), (1, 2, 1));
		<Miners as MinerDirectory<_>>::settled(&0, false);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
	});
}

#[test]
fn released_should_end_an_assignment_and_count_nothing() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		let before = Miners::miner(&0);
		end(0, <Miners as MinerDirectory<_>>::released);
		assert_eq!(Miners::miner(&0), before);
	});
}

/// Assigns `who` a task and ends it.
fn end(who: AccountId, how: impl FnOnce(&AccountId)) {
	<Miners as MinerDirectory<_>>::assigned(&who);
	how(&who);
	assert_eq!(Miners::miner(&who).unwrap().open_assignments, 0);
}

fn accept(who: AccountId) {
	end(who, |miner| <Miners as MinerDirectory<_>>::settled(miner, true));
}

/// Has `who` abstain from a task that others completed.
fn leave_out(who: AccountId) {
	end(who, |miner| <Miners as MinerDirectory<_>>::abstained(miner, true));
}

#[test]
fn abstentions_should_cost_nothing_where_nobody_completed_the_task() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		let before = Miners::miner(&0);
		for _ in 0..100 {
			end(0, |miner| <Miners as MinerDirectory<_>>::abstained(miner, false));
		}
		assert_eq!(Miners::miner(&0), before);
	});
}

#[test]
fn abstentions_should_cost_nothing_until_the_allowance_is_used() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		accept(0);
		let (completion, lot) = (Miners::miner(&0).unwrap().completion(), Miners::lot_of(&0));
		for _ in 0..FREE_ABSTENTIONS {
			leave_out(0);
			assert_eq!(Miners::miner(&0).unwrap().completion(), completion);
			assert_eq!(Miners::lot_of(&0), lot);
		}
		leave_out(0);
		let record = Miners::miner(&0).unwrap();
		assert_eq!((record.assigned, record.accepted), (2, 1));
		assert!(record.completion() < completion);
		assert_eq!(crate::Lots::<Test>::get(0), Miners::lot_of(&0));
	});
}

#[test]
fn accepted_results_should_give_the_allowance_back() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		for _ in 0..FREE_ABSTENTIONS {
			leave_out(0);
		}
		for round in 1..=10 {
			for _ in 0..RESULTS_PER_ABSTENTION {
				accept(0);
			}
			leave_out(0);
			let record = Miners::miner(&0).unwrap();
			let results = round * u32::from(RESULTS_PER_ABSTENTION);
			assert_eq!((record.assigned, record.accepted), (results, results));
		}
	});
}

#[test]
fn miner_that_always_abstains_should_weigh_less_than_a_newcomer() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		let weight = |who| Miners::lot_of(&who).unwrap().weight(0);
		for _ in 0..FREE_ABSTENTIONS {
			leave_out(0);
			assert_eq!(weight(0), weight(1));
		}
		for _ in 0..4 {
			leave_out(0);
		}
		assert!(weight(0) < weight(1));
		assert!(
			Miners::miner(&0).unwrap().reliability() < Miners::miner(&1).unwrap().reliability()
		);
	});
}

/// Gives `who` the best, or the worst, record there can be.
fn prove(who: AccountId, good: bool) {
	let (mut record, share) = (crate::Miners::<Test>::get(who).unwrap(), u32::from(good));
	(record.assigned, record.accepted) = (1_000_000, 1_000_000 * share);
	record.authorship.authored = sp_runtime::Permill::from_percent(100 * share);
	crate::Miners::<Test>::insert(who, &record);
	for _ in 0..200 {
		<Miners as MinerDirectory<_>>::answered(&who, 10 - 10 * share, 10);
	}
	crate::Performances::<Test>::mutate(who, |observed| {
		observed.online.answered = sp_runtime::Permill::from_percent(100 * share);
	});
	let lot = Miners::lot_of(&who).unwrap();
	crate::Lots::<Test>::insert(crate::RosterIndex::<Test>::get(who).unwrap(), lot);
}

#[test]
fn draw_should_follow_what_is_known_of_the_miners() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		prove(0, true);
		prove(1, false);
		// A newcomer weighs half times half for reliability, times three quarters, times half.
		let weights = [1_000_000.0, 62_500.0, 93_750.0, 93_750.0];
		let total: f64 = weights.iter().sum();
		let draws = 20_000;
		let mut times = [0f64; 4];
		for n in 0..draws {
			times[draw(n, 1, 99)[0] as usize] += 1.0;
		}
		let chi_square: f64 = weights
			.iter()
			.zip(times)
			.map(|(weight, observed)| {
				let expected = draws as f64 * weight / total;
				(observed - expected).powi(2) / expected
			})
			.sum();
		// The 99.9th percentile of chi-square with three degrees of freedom is 16.27.
		assert!(chi_square < 16.27, "{chi_square}: {times:?}");
	});
}

#[test]
fn newcomers_should_be_drawn_beside_proven_miners() {
	ExtBuilder::default().with_miners(40).build_and_execute(|| {
		for who in 0..39 {
			prove(who, true);
		}
		let drawn = (0..4_000).filter(|n| draw(*n, 3, 99).contains(&39)).count();
		// About 3 · 4,000 / 39 · 0.094 would be 29; a floor, not an even share, which would be 300.
		assert!((10..80).contains(&drawn), "{drawn}");
	});
}

#[test]
fn draw_should_leave_out_those_that_have_the_client_as_a_proxy() {
	ExtBuilder::default().with_miners(6).build_and_execute(|| {
		Proxies::set(vec![(1, 9), (2, 9), (9, 3), (4, 8)]);
		for n in 0..200 {
			let drawn = draw(n, 3, 9);
			assert_eq!(drawn.len(), 3);
			assert!(drawn.iter().all(|miner| ![1, 2].contains(miner)), "{drawn:?}");
			assert_eq!(draw(n, 6, 9).len(), 4);
		}
		assert!(<Miners as MinerDirectory<_>>::is_own(&9, &1));
		assert!(<Miners as MinerDirectory<_>>::is_own(&1, &1));
		assert!(!<Miners as MinerDirectory<_>>::is_own(&9, &3));
		assert!(!<Miners as MinerDirectory<_>>::is_own(&9, &4));
	});
}

#[test]
fn draw_should_be_the_same_whatever_proxies_the_client_has() {
	ExtBuilder::default().with_miners(30).build_and_execute(|| {
		for n in 0..200 {
			Proxies::set(vec![]);
			let drawn = draw(n, 3, 99);
			assert_eq!(drawn.len(), 3);
			// Those that are drawn, as many as a draw would pass over, or all there are.
			Proxies::set(drawn.iter().map(|miner| (99, *miner)).collect());
			assert_eq!(draw(n, 3, 99), drawn);
			Proxies::set((0..30).map(|miner| (99, miner)).collect());
			assert_eq!(draw(n, 3, 99), drawn);
		}
	});
}

#[test]
fn draw_should_look_at_few_owners_however_many_have_the_client_as_a_proxy() {
	ExtBuilder::default().with_miners(30).build_and_execute(|| {
		Proxies::set((0..29).map(|who| (who, 99)).collect());
		for n in 0..200 {
			let drawn = draw(n, 2, 99);
			assert!(drawn.is_empty() || drawn == [29], "{drawn:?}");
		}
	});
}

#[test]
fn newcomer_should_be_drawn_by_randomness_that_nobody_knew_when_it_registered() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		// Relay block 100 is known and 101 may be.
		register(3);
		for known in [100, 101] {
			assert_eq!(Miners::settle_roster(known, u32::MAX), 0);
			assert!((0..50).all(|n| !draw(n, 4, 99).contains(&3)));
		}
		assert_eq!(Miners::settle_roster(102, u32::MAX), 1);
		assert!((0..50).all(|n| draw(n, 4, 99).contains(&3)));
	});
}

#[test]
fn miner_that_resumes_should_be_drawn_by_randomness_that_nobody_knew_then() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(0), false));
		assert!((0..50).all(|n| !draw(n, 3, 99).contains(&0)));
		// What was left is not taken up again: who could would choose by which randomness it is drawn.
		RelayBlock::set(101);
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(0), true));
		for (known, changes) in [(101, 0), (102, 1)] {
			assert_eq!(Miners::settle_roster(known, u32::MAX), changes);
			assert!((0..50).all(|n| !draw(n, 3, 99).contains(&0)));
			assert_ok!(Miners::do_try_state());
		}
		assert_eq!(Miners::settle_roster(103, u32::MAX), 1);
		assert!((0..50).all(|n| draw(n, 3, 99).contains(&0)));
	});
}

#[test]
fn entry_should_not_be_drawn_when_its_miner_left_before_it_was_carried_out() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		register(3);
		RelayBlock::set(101);
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(3), false));
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(3), true));
		assert_eq!(Miners::settle_roster(102, u32::MAX), 1);
		assert_eq!(<Miners as MinerDirectory<_>>::available(), 4);
		assert!((0..50).all(|n| !draw(n, 4, 99).contains(&3)));
		assert_eq!(Miners::settle_roster(103, u32::MAX), 2);
		assert!((0..50).all(|n| draw(n, 4, 99).contains(&3)));
	});
}

#[test]
fn draw_should_be_the_same_for_others_whoever_comes_or_goes_with_it_in_sight() {
	ExtBuilder::default().with_miners(40).build_and_execute(|| {
		let before: Vec<_> = (0..200).map(|n| draw(n, 8, 99)).collect();
		(40..50).for_each(register);
		register(99);
		let after: Vec<_> = (0..200).map(|n| draw(n, 8, 99)).collect();
		assert_eq!(after, before);

		for who in 0..10 {
			assert_ok!(Miners::set_availability(RuntimeOrigin::signed(who), false));
		}
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(10)));
		for (n, before) in (0..200).zip(before) {
			let stayed: Vec<_> = before.into_iter().filter(|who| *who > 10).collect();
			assert!(draw(n, 8, 99).starts_with(&stayed), "{n}");
		}
	});
}

#[test]
fn changes_of_the_roster_should_be_carried_out_in_order_and_a_few_at_a_time() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		(3..8).for_each(register);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(1)));
		let roster = || (0..8u32).map_while(crate::Roster::<Test>::get).collect::<Vec<_>>();
		for expected in [vec![0, 1, 2, 3, 4], vec![0, 1, 2, 3, 4, 5, 6], vec![0, 7, 2, 3, 4, 5, 6]]
		{
			assert_eq!(Miners::settle_roster(102, 2), 2);
			assert_eq!(roster(), expected);
			assert_ok!(Miners::do_try_state());
		}
		assert_eq!(Miners::settle_roster(102, 2), 0);
	});
}

#[test]
fn weight_of_a_miner_should_not_change_the_order_of_others() {
	ExtBuilder::default().with_miners(16).build_and_execute(|| {
		let others =
			|n| -> Vec<_> { draw(n, 16, 99).into_iter().filter(|who| *who != 5).collect() };
		let before: Vec<_> = (0..200).map(others).collect();
		prove(5, true);
		assert_eq!((0..200).map(others).collect::<Vec<_>>(), before);
	});
}

#[test]
fn answers_should_change_what_a_miner_is_drawn_by() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		<Miners as MinerDirectory<_>>::answered(&0, 10, 10);
		assert!(
			Miners::performance(&0).unwrap().promptness
				< Miners::performance(&1).unwrap().promptness
		);
		let (slow, untried) = (Miners::lot_of(&0).unwrap(), Miners::lot_of(&1).unwrap());
		assert!(slow.weight(0) < untried.weight(0));
	});
}

proptest! {
	#[test]
	fn pick_gives_distinct_numbers_below_the_bound(n: u64, count in 0u32..40, bound in 0u32..60) {
		let picked = pick(seed(n), count, bound);
		prop_assert_eq!(picked.len() as u32, count.min(bound));
		prop_assert!(picked.iter().all(|number| *number < bound));
		prop_assert_eq!(picked.iter().collect::<BTreeSet<_>>().len(), picked.len());
	}
}
