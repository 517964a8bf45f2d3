// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, types::HISTORY};
use frame_support::assert_ok;
use pouw_primitives::{
	work::{MinerWindow, WindowInfo},
	SectorId,
};

#[test]
fn window_should_tell_all_that_a_miner_needs() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(count_baseline(&account(1), 0, 0));
		assert_eq!(
			Pouw::window(),
			Some(WindowInfo {
				index: 0,
				sector: SectorId(2003),
				challenge: newest().challenge,
				work: parameters().work,
				difficulty: DIFFICULTY,
				opened_at: 1,
				closes_at: 11,
				accepts_until: 14,
				tickets: 1,
				room: 31,
			})
		);
		assert_eq!(Pouw::closing_window(), None);
		let first = Pouw::window();
		run_to_window(1);
		assert_eq!(Pouw::closing_window(), first);
		settle(0);
		assert_eq!(Pouw::closing_window(), None);
	});
}

#[test]
fn miner_window_should_tell_what_an_account_may_do() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(count_baseline(&account(1), 0, 0));
		let of = |number| Pouw::miner_window(&account(number)).unwrap();
		assert_eq!(
			of(1),
			MinerWindow {
				window: 0,
				registered: true,
				tickets: 1,
				useful: 0,
				ceiling: 6,
				floor: 2,
			}
		);
		assert_eq!((of(100).registered, of(100).ceiling, of(100).floor), (false, 1, 1));
		assert_ok!(count_baseline(&account(100), 0, 0));
		assert_ok!(count_baseline(&account(101), 0, 0));
		assert_eq!((of(100).tickets, of(100).ceiling), (1, 1));
		assert_eq!((of(102).tickets, of(102).ceiling), (0, 0));
	});
}

#[test]
fn history_should_keep_the_last_windows_in_order() {
	ExtBuilder::default().build_and_execute(|| {
		settle(2);
		let indices = || Pouw::history().iter().map(|w| w.index).collect::<Vec<_>>();
		assert_eq!(indices(), vec![0, 1, 2]);
		settle(HISTORY + 9);
		assert_eq!(indices(), (10..HISTORY + 10).collect::<Vec<_>>());
	});
}
