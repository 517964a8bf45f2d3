// SPDX-License-Identifier: Apache-2.0
//! Who records what.

use crate::{assignment, mock::*, Event, Unrecorded, Windows};
use pouw_primitives::{settlement::RecordState, SectorId};
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn each_transaction_should_go_to_exactly_two_sectors_in_one_message_each() {
	ExtBuilder::default().with_sectors(9).build_and_execute(|| {
		for n in 0..20 {
			let (window, _) = assigned_window(n * 100, 1 + n % 8);
			check_batches(window);
			assert!(batches(window).len() <= 4);
			answer_all(window);
		}
	});
}

#[test]
fn two_sectors_should_get_everything_when_there_are_only_two() {
	ExtBuilder::default().with_sectors(2).build_and_execute(|| {
		let (window, hashes) = assigned_window(0, 5);
		for (_, batch) in batches(window) {
			assert_eq!(batch.entries.into_inner(), hashes);
		}
		assert_eq!(batches(window).len(), 2);
	});
}

#[test]
fn sector_that_got_nothing_should_not_get_a_message() {
	ExtBuilder::default().build_and_execute(|| {
		let (window, _) = assigned_window(0, 1);
		assert_eq!(batches(window).len(), 2);
		let RecordState::Assigned { recorders, .. } = state(window) else { panic!() };
		assert_eq!(recorders.len(), 4);
		let sectors = recorders.iter().filter(|r| r.entries > 0).map(|r| r.sector);
		let sectors = sectors.collect::<Vec<_>>().try_into().unwrap();
		let root = root(window);
		System::assert_has_event(Event::WindowAssigned { window, root, sectors }.into());
	});
}

#[test]
fn silent_sector_should_no_longer_be_drawn() {
	ExtBuilder::default().with_sectors(3).build_and_execute(|| {
		for n in 0..12 {
			let (window, _) = assigned_window(n * 10, 8);
			for (sector, batch) in batches(window) {
				if sector != SectorId(2001) {
					answer(sector, window, batch.root);
				}
			}
			assert!(Unrecorded::<Test>::get(SectorId(2001)) <= MaxUnrecorded::get());
		}
		// Ten windows are kept; the unanswered ones have been forgotten meanwhile and others sent.
		let last = MultiRecord::current_window() - 1;
		let sent_to_it = Sent::get().iter().filter(|(sector, _)| *sector == SectorId(2001)).count();
		assert!(sent_to_it <= 7, "{sent_to_it}");
		check_batches(last);
	});
}

#[test]
fn sector_whose_queue_is_full_should_be_replaced() {
	ExtBuilder::default().with_sectors(5).build_and_execute(|| {
		FullQueues::set([2001, 2003].into());
		for n in 0..10 {
			let (window, _) = assigned_window(n * 10, 8);
			check_batches(window);
			let sectors: BTreeSet<u32> = batches(window).iter().map(|(s, _)| s.0).collect();
			assert!(sectors.is_disjoint(&FullQueues::get()));
			answer_all(window);
		}
		assert_eq!(Unrecorded::<Test>::iter().count(), 0);
	});
}

#[test]
fn window_should_wait_when_all_queues_are_full() {
	ExtBuilder::default().with_sectors(3).build_and_execute(|| {
		FullQueues::set([2001, 2002, 2003].into());
		(0..8).for_each(|n| {
			transact(n);
		});
		run_blocks(10);
		assert!(matches!(state(0), RecordState::Closed { .. }));
		assert_eq!(Unrecorded::<Test>::iter().count(), 0);
		FullQueues::set([2001].into());
		run_blocks(2);
		check_batches(0);
	});
}

#[test]
fn pairs_of_sectors_should_be_equally_likely() {
	let mut counts = BTreeMap::<(u32, u32), u32>::new();
	for seed in 0..50 {
		for (a, b) in assignment::pairs(H256::from_low_u64_be(seed), 512, 4) {
			*counts.entry((a, b)).or_default() += 1;
		}
	}
	assert_eq!(counts.len(), 12);
	// 25,600 draws over twelve pairs: 2,133 each, with a standard deviation of 44.
	assert!(counts.values().all(|count| (1_913..2_353).contains(count)), "{counts:?}");
}

#[test]
fn sectors_should_be_equally_likely_to_be_drawn() {
	ExtBuilder::default().with_sectors(10).build_and_execute(|| {
		let mut counts = BTreeMap::<SectorId, u32>::new();
		for n in 0..300 {
			let (window, _) = assigned_window(n * 10, 2);
			let RecordState::Assigned { recorders, .. } = state(window) else { panic!() };
			for recorder in recorders {
				*counts.entry(recorder.sector).or_default() += 1;
			}
			answer_all(window);
		}
		assert_eq!(counts.len(), 10);
		// 120 each, with a standard deviation of 8.5.
		assert!(counts.values().all(|count| (77..163).contains(count)), "{counts:?}");
	});
}

#[test]
fn assignment_should_not_depend_on_what_was_known_when_the_window_closed() {
	// The same window under different later randomness has different batches.
	let drawn = |offset| {
		let mut result = Vec::new();
		ExtBuilder::default().with_sectors(20).build_and_execute(|| {
			(0..8).for_each(|n| {
				transact(n);
			});
			RelayBlock::mutate(|number| *number += offset);
			run_blocks(5);
			result = Windows::<Test>::get(0).into_iter().collect();
		});
		result
	};
	assert_ne!(drawn(3), drawn(4));
}
