// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, BatchFlaw, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	message::{HubToSector, RecordBatch, MAX_RECORD_ENTRIES},
	witness::StoredBatch,
	Balance, SectorToHub,
};
use sp_core::H256;
use sp_runtime::DispatchResult;

/// Paid for each batch.
const PAYMENT: Balance = 7;

fn hash(n: u64) -> H256 {
	H256::from_low_u64_be(n)
}

fn batch(window: u32, entries: impl IntoIterator<Item = u64>) -> RecordBatch {
	let entries: Vec<_> = entries.into_iter().map(hash).collect();
	let entries = entries.try_into().unwrap();
	RecordBatch { window, root: H256::repeat_byte(9), entries, payment: PAYMENT }
}

fn hub_sends(batch: RecordBatch) -> DispatchResult {
	hub_says(HubToSector::Record(batch))
}

fn confirmations() -> Vec<u32> {
	let window = |message| match message {
		SectorToHub::Recorded { window, .. } => window,
		other => panic!("unexpected {other:?}"),
	};
	Sent::get().into_iter().map(window).collect()
}

#[test]
fn batch_is_stored_and_confirmed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(hub_sends(batch(5, [1, 2])));
		let root = H256::repeat_byte(9);
		assert_eq!(Sent::get(), [SectorToHub::Recorded { window: 5, root }]);
		assert_eq!(
			events(),
			[Event::BatchStored { window: 5, root, entries: 2, payment: PAYMENT }]
		);
		let entries = vec![hash(1), hash(2)].try_into().unwrap();
		assert_eq!(Witness::batch(5), Some(StoredBatch { root, entries, stored_at: 1 }));
		assert_eq!(Witness::recorded(hash(2)), Some(5));
		assert_eq!(Witness::recorded(hash(3)), None);
	});
}

#[test]
fn batch_that_comes_again_is_confirmed_again_and_stored_once() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(hub_sends(batch(5, [1, 2])));
		run_to(3);
		events();
		assert_ok!(hub_sends(batch(5, [1, 2])));
		assert_eq!(confirmations(), [5, 5]);
		assert!(events().is_empty());
		assert_eq!(Witness::batch(5).unwrap().stored_at, 1);
		assert_eq!(Earned::get(), PAYMENT);
	});
}

#[test]
fn batch_is_ignored_when_another_is_stored_for_its_window() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(hub_sends(batch(5, [1, 2])));
		events();
		let other_root = RecordBatch { root: H256::repeat_byte(1), ..batch(5, [1, 2]) };
		for other in [batch(5, [1]), batch(5, [2, 1]), other_root] {
			assert_ok!(hub_sends(other));
			let reason = BatchFlaw::UnlikeTheStored;
			assert_eq!(events(), [Event::BatchIgnored { window: 5, reason }]);
		}
		assert_eq!(confirmations(), [5]);
		assert_eq!(Earned::get(), PAYMENT);
	});
}

#[test]
fn batch_is_ignored_when_it_is_empty() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(hub_sends(batch(5, [])));
		assert_eq!(Witness::batch(5), None);
		let reason = BatchFlaw::Empty;
		assert_eq!(events(), [Event::BatchIgnored { window: 5, reason }]);
		assert!(Sent::get().is_empty());
		assert_eq!(Earned::get(), 0);
	});
}

#[test]
fn batch_is_paid_once_when_it_was_forgotten_and_comes_again() {
	ExtBuilder.build_and_execute(|| {
		for window in 1..=5 {
			assert_ok!(hub_sends(batch(window, [1])));
		}
		assert_eq!(Earned::get(), 5 * PAYMENT);
		assert_eq!(Witness::batch(1), None);
		assert_ok!(hub_sends(batch(1, [1])));
		assert_eq!(Earned::get(), 5 * PAYMENT);
		let root = H256::repeat_byte(9);
		let stored = Event::BatchStored { window: 1, root, entries: 1, payment: 0 };
		assert_eq!(events().last(), Some(&stored));
		assert_ok!(hub_sends(batch(6, [1])));
		assert_eq!(Earned::get(), 6 * PAYMENT);
	});
}

#[test]
fn batch_is_stored_when_it_is_paid_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(hub_sends(RecordBatch { payment: 0, ..batch(5, [1]) }));
		assert!(Witness::batch(5).is_some());
		assert_eq!(Earned::get(), 0);
	});
}

#[test]
fn largest_batch_is_stored() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(hub_sends(batch(5, 0..MAX_RECORD_ENTRIES.into())));
		assert_eq!(Witness::recorded(hash(511)), Some(5));
	});
}

#[test]
fn batch_is_refused_when_the_queue_is_full() {
	ExtBuilder.build_and_execute(|| {
		Room::set(0);
		assert_noop!(hub_sends(batch(5, [1])), sp_runtime::DispatchError::Exhausted);
		Room::set(1);
		assert_ok!(hub_sends(batch(5, [1])));
	});
}

#[test]
fn batch_stored_first_makes_room_when_the_store_is_full() {
	ExtBuilder.build_and_execute(|| {
		// Windows may come in any order.
		for window in [4, 2, 3, 9] {
			assert_ok!(hub_sends(batch(window, [window.into()])));
		}
		events();
		assert_ok!(hub_sends(batch(10, [10])));
		assert_eq!(Witness::batch(4), None);
		assert_eq!(Witness::recorded(hash(4)), None);
		assert_eq!(events()[0], Event::BatchForgotten { window: 4 });
		for window in [2, 3, 9, 10] {
			assert!(Witness::batch(window).is_some());
		}
		// A forgotten one that comes again is stored anew.
		assert_ok!(hub_sends(batch(4, [4])));
		assert_eq!(Witness::batch(2), None);
		assert_eq!(Witness::recorded(hash(4)), Some(4));
	});
}
