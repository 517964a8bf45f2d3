// SPDX-License-Identifier: Apache-2.0

use crate::{directory::pick, mock::*};
use frame_support::assert_ok;
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

proptest! {
	#[test]
	fn pick_gives_distinct_numbers_below_the_bound(n: u64, count in 0u32..40, bound in 0u32..60) {
		let picked = pick(seed(n), count, bound);
		prop_assert_eq!(picked.len() as u32, count.min(bound));
		prop_assert!(picked.iter().all(|number| *number < bound));
		prop_assert_eq!(picked.iter().collect::<BTreeSet<_>>().len(), picked.len());
	}
}
