// SPDX-License-Identifier: Apache-2.0
//! Opening, closing, and the bound on a block's work.

use crate::{
	mock::*, types::Window, ClosingWindow, CurrentSettlement, Event, Seen, Tallies,
	CHALLENGE_CONTEXT,
};
use codec::Encode;
use frame_support::{assert_ok, traits::Hooks};
use pouw_primitives::SectorId;
use sp_core::H256;
use std::collections::BTreeSet;

#[test]
fn window_should_open_with_a_challenge_of_randomness_window_and_sector() {
	ExtBuilder::default().build_and_execute(|| {
		let random: H256 = sp_io::hashing::blake2_256(&100_u32.to_le_bytes()).into();
		let challenge: H256 = (CHALLENGE_CONTEXT, random, 100_u32, 0_u32, SectorId(2003))
			.using_encoded(sp_io::hashing::blake2_256)
			.into();
		assert_eq!(
			newest(),
			Window {
				index: 0,
				challenge,
				relay_block: 100,
				opened_at: 1,
				difficulty: DIFFICULTY,
				useful_share: Default::default(),
				parameters: parameters(),
				tickets: 0,
				useful: 0,
				credited: 0,
				newcomers: 0,
			}
		);
		System::assert_last_event(
			Event::WindowOpened {
				window: 0,
				challenge,
				difficulty: DIFFICULTY,
				useful_share: Default::default(),
				closes_at: 11,
			}
			.into(),
		);
	});
}

#[test]
fn windows_should_follow_each_other_with_different_challenges() {
	ExtBuilder::default().build_and_execute(|| {
		let mut challenges = BTreeSet::new();
		for index in 0..10 {
			run_to_window(index);
			assert_eq!(System::block_number(), 1 + 10 * index);
			assert!(challenges.insert(newest().challenge));
			check_state();
		}
	});
}

#[test]
fn windows_of_two_sectors_should_have_different_challenges() {
	let challenge_in = |sector| {
		let mut challenge = H256::zero();
		ExtBuilder::default().build_and_execute(|| {
			Sector::set(sector);
			run_to_window(1);
			challenge = newest().challenge;
		});
		challenge
	};
	assert_ne!(challenge_in(SectorId(2001)), challenge_in(SectorId(2002)));
}

#[test]
fn window_should_wait_for_randomness_that_the_last_one_did_not_use() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..30 {
			RelayBlock::set(100);
			next_block();
		}
		assert_eq!(newest().index, 0);
		RelayBlock::set(101);
		next_block();
		assert_eq!((newest().index, newest().relay_block), (1, 101));
	});
}

#[test]
fn window_should_wait_while_there_is_no_randomness() {
	ExtBuilder::default().build_and_execute(|| {
		RandomnessKnown::set(false);
		run_blocks(30);
		assert_eq!(newest().index, 0);
		RandomnessKnown::set(true);
		next_block();
		assert_eq!(newest().index, 1);
	});
}

#[test]
fn window_should_wait_until_the_one_before_the_last_is_settled() {
	ExtBuilder::default().build_and_execute(|| {
		MaxStepsPerBlock::set(1);
		for miner in 0..8 {
			for nonce in 0..3 {
				assert_ok!(count_baseline(&account(miner), 0, nonce));
			}
		}
		// 8 miners, 24 tickets and the end take 33 blocks from block 14.
		run_to_window(2);
		assert_eq!(System::block_number(), 46);
		assert_eq!(Pouw::history().len(), 1);
	});
}

#[test]
fn block_should_take_no_more_steps_than_allowed_and_drop_none() {
	ExtBuilder::default().build_and_execute(|| {
		MaxStepsPerBlock::set(5);
		for miner in 0..8 {
			assert_ok!(count_baseline(&account(miner), 0, 0));
			assert_ok!(count_baseline(&account(miner), 0, 1));
		}
		run_blocks(12);
		let left =
			|| Seen::<Test>::iter_prefix(0).count() + Tallies::<Test>::iter_prefix(0).count();
		assert_eq!(left(), 24);
		for expected in [19, 14, 9, 4, 0] {
			next_block();
			assert_eq!(left(), expected);
			check_state();
		}
		assert!(!ClosingWindow::<Test>::exists());
		assert!(!CurrentSettlement::<Test>::exists());
	});
}

#[test]
fn hook_should_weigh_more_when_it_does_more() {
	ExtBuilder::default().build_and_execute(|| {
		let idle = next_block();
		assert_ok!(count_baseline(&account(1), 0, 0));
		assert_ok!(count_baseline(&account(1), 0, 1));
		run_blocks(11);
		let settling = next_block();
		assert!(settling.all_gt(idle));
		assert_eq!(Pouw::history().len(), 1);
	});
}

#[test]
fn parameters_of_the_mock_should_be_consistent() {
	ExtBuilder::default().build_and_execute(|| {
		<Pouw as Hooks<u32>>::integrity_test();
	});
}
