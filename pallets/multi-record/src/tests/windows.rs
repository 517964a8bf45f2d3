// SPDX-License-Identifier: Apache-2.0
//! Closing, waiting, abandoning, forgetting.

use crate::{mock::*, Current, Entries, Event, NextToAssign, Windows};
use frame_support::traits::Hooks;
use pouw_primitives::settlement::RecordState;

fn fill_window(first: u64) {
	(first..first + u64::from(MaxEntries::get())).for_each(|n| {
		transact(n);
	});
}

#[test]
fn window_should_close_its_length_after_its_first_transaction() {
	ExtBuilder::default().build_and_execute(|| {
		run_blocks(10);
		transact(1);
		run_blocks(2);
		transact(2);
		assert_eq!(Current::<Test>::get().index, 0);
		next_block();
		assert_eq!(Current::<Test>::get().index, 1);
		assert_eq!(Windows::<Test>::get(0).unwrap().entries, 2);
		System::assert_has_event(Event::WindowClosed { window: 0, entries: 2 }.into());
	});
}

#[test]
fn window_should_close_at_once_when_it_is_full() {
	ExtBuilder::default().build_and_execute(|| {
		fill_window(0);
		assert_eq!(Current::<Test>::get().index, 1);
		transact(100);
		assert_eq!(Windows::<Test>::get(0).unwrap().entries, 8);
		assert_eq!(noted(), 1);
	});
}

#[test]
fn block_should_fill_as_many_windows_as_it_has_transactions_for() {
	ExtBuilder::default().build_and_execute(|| {
		transact(1_000);
		for index in 0..20_u32 {
			System::set_extrinsic_index(index);
			System::note_extrinsic(index.to_le_bytes().to_vec());
			MultiRecord::note(0);
		}
		MultiRecord::on_finalize(1);
		assert_eq!(Current::<Test>::get().index, 2);
		assert_eq!(noted(), 5);
		let hash = |index: u32| sp_io::hashing::blake2_256(&index.to_le_bytes()).into();
		let second: Vec<sp_core::H256> =
			Entries::<Test>::get(1).iter().map(|entry| entry.hash).collect();
		assert_eq!(second, (7..15).map(hash).collect::<Vec<_>>());
		run_blocks(8);
		(0..3).for_each(check_batches);
	});
}

#[test]
fn nothing_should_be_closed_or_sent_without_transactions() {
	ExtBuilder::default().build_and_execute(|| {
		run_blocks(50);
		assert_eq!(Current::<Test>::get().index, 0);
		assert!(Sent::get().is_empty());
	});
}

#[test]
fn window_should_wait_for_randomness_from_after_its_closing() {
	ExtBuilder::default().build_and_execute(|| {
		fill_window(0);
		let closed_at = RelayBlock::get();
		assert_eq!(state(0), RecordState::Closed { randomness_from: closed_at + 2 });
		while matches!(state(0), RecordState::Closed { .. }) {
			next_block();
			// The relay chain moved on after the hook.
			let seen = RelayBlock::get() - 1;
			assert_eq!(
				seen >= closed_at + 2,
				matches!(state(0), RecordState::Assigned { .. }),
				"at relay block {seen}"
			);
		}
	});
}

#[test]
fn window_should_wait_when_no_randomness_is_known() {
	ExtBuilder::default().build_and_execute(|| {
		RandomnessKnown::set(false);
		fill_window(0);
		run_blocks(10);
		assert!(matches!(state(0), RecordState::Closed { .. }));
		RandomnessKnown::set(true);
		next_block();
		assert!(matches!(state(0), RecordState::Assigned { .. }));
	});
}

#[test]
fn windows_should_be_assigned_in_order_and_so_many_per_block() {
	ExtBuilder::default().build_and_execute(|| {
		for window in 0..5 {
			fill_window(window * 10);
		}
		run_blocks(3);
		assert_eq!(NextToAssign::<Test>::get(), 2);
		next_block();
		assert_eq!(NextToAssign::<Test>::get(), 4);
		next_block();
		assert_eq!(NextToAssign::<Test>::get(), 5);
		(0..5).for_each(check_batches);
	});
}

#[test]
fn oldest_window_should_be_abandoned_when_too_many_wait() {
	ExtBuilder::default().with_sectors(1).build_and_execute(|| {
		for window in 0..8 {
			fill_window(window * 10);
			run_blocks(3);
		}
		assert_eq!(state(0), RecordState::Abandoned);
		assert_eq!(state(1), RecordState::Abandoned);
		assert!(matches!(state(2), RecordState::Closed { .. }));
		System::assert_has_event(Event::WindowAbandoned { window: 0 }.into());
		// The others are recorded once there are sectors.
		set_sectors(2);
		for _ in 0..5 {
			next_block();
			(2..8).for_each(answer_all);
		}
		assert_eq!(NextToAssign::<Test>::get(), 8);
		(2..8).for_each(check_batches);
	});
}

#[test]
fn windows_should_be_forgotten_after_the_retention() {
	ExtBuilder::default().build_and_execute(|| {
		for window in 0..15 {
			fill_window(window * 10);
			run_blocks(5);
			answer_all(window as u32);
		}
		let kept: Vec<u32> = {
			let mut kept: Vec<u32> = Windows::<Test>::iter_keys().collect();
			kept.sort_unstable();
			kept
		};
		assert_eq!(kept, (5..15).collect::<Vec<_>>());
		assert_eq!(Entries::<Test>::iter_keys().count(), 10);
	});
}
