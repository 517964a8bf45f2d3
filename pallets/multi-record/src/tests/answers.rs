// SPDX-License-Identifier: Apache-2.0
//! What sectors answer, and what they might try.

use crate::{mock::*, Event, Unrecorded};
use pouw_primitives::{settlement::RecordState, SectorId};
use sp_core::H256;

#[test]
fn window_should_be_recorded_when_all_its_sectors_have_answered() {
	ExtBuilder::default().build_and_execute(|| {
		let (window, _) = assigned_window(0, 8);
		assert_eq!(MultiRecord::unrecorded(), vec![window]);
		let batches = batches(window);
		for (n, (sector, batch)) in batches.iter().enumerate() {
			assert_eq!(Unrecorded::<Test>::get(sector), 1);
			answer(*sector, window, batch.root);
			assert_eq!(Unrecorded::<Test>::get(sector), 0);
			System::assert_has_event(Event::Recorded { window, sector: *sector }.into());
			assert_eq!(MultiRecord::unrecorded().is_empty(), n + 1 == batches.len());
		}
		System::assert_last_event(Event::WindowRecorded { window }.into());
	});
}

#[test]
fn answer_with_another_root_should_not_count() {
	ExtBuilder::default().build_and_execute(|| {
		let (window, _) = assigned_window(0, 8);
		let sector = batches(window)[0].0;
		let root = H256::repeat_byte(1);
		answer(sector, window, root);
		System::assert_last_event(Event::RootMismatched { window, sector, root }.into());
		assert_eq!(Unrecorded::<Test>::get(sector), 1);
		answer_all(window);
		assert!(MultiRecord::unrecorded().is_empty());
	});
}

#[test]
fn doubled_answer_should_count_once() {
	ExtBuilder::default().build_and_execute(|| {
		let (first, _) = assigned_window(0, 8);
		let (second, _) = assigned_window(10, 8);
		let (sector, batch) = batches(first)[0].clone();
		let waiting = Unrecorded::<Test>::get(sector);
		answer(sector, first, batch.root);
		answer(sector, first, batch.root);
		System::assert_last_event(Event::AnswerIgnored { window: first, sector }.into());
		assert_eq!(Unrecorded::<Test>::get(sector), waiting - 1);
		answer_all(second);
	});
}

#[test]
fn answer_of_a_sector_that_was_not_drawn_should_be_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		let (window, _) = assigned_window(0, 1);
		let drawn: Vec<_> = batches(window).into_iter().map(|(sector, _)| sector).collect();
		let RecordState::Assigned { recorders, root, .. } = state(window) else { panic!() };
		// One that no transaction fell to, and one that was not in the draw.
		let idle = recorders.iter().find(|r| r.entries == 0).unwrap().sector;
		assert!(!drawn.contains(&idle));
		for sector in [idle, SectorId(2999)] {
			answer(sector, window, root);
			System::assert_last_event(Event::AnswerIgnored { window, sector }.into());
		}
		assert_eq!(MultiRecord::unrecorded(), vec![window]);
	});
}

#[test]
fn answer_for_a_window_that_is_open_waiting_or_unknown_should_be_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		(0..9).for_each(|n| {
			transact(n);
		});
		let sector = SectorId(2001);
		for window in [0, 1, 77, u32::MAX] {
			answer(sector, window, H256::zero());
			System::assert_last_event(Event::AnswerIgnored { window, sector }.into());
		}
	});
}

#[test]
fn late_answer_for_a_forgotten_window_should_be_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		let (window, _) = assigned_window(0, 8);
		let late = batches(window);
		for n in 1..12 {
			let (window, _) = assigned_window(n * 10, 8);
			answer_all(window);
		}
		for (sector, batch) in late {
			assert_eq!(Unrecorded::<Test>::get(sector), 0);
			answer(sector, window, batch.root);
			System::assert_last_event(Event::AnswerIgnored { window, sector }.into());
		}
	});
}
