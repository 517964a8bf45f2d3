// SPDX-License-Identifier: Apache-2.0

use crate::{draw::pick, mock::*, Event};
use frame_support::assert_ok;
use pouw_primitives::{
	conversion::{CancelReason, WitnessRequest},
	settlement::SettlementState,
	HubToSector, SectorId,
};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn draw_should_wait_for_randomness_unknown_at_the_request() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, 500);
		let arrived = RelayBlock::get();
		loop {
			// What the next block sees.
			let seen = RelayBlock::get();
			next_block();
			let drawn = matches!(state(SOURCE, 0), SettlementState::Witnessing { .. });
			assert_eq!(drawn, seen > arrived + 2, "at relay block {seen}");
			if drawn {
				break;
			}
		}
	});
}

#[test]
fn draw_should_ask_two_other_sectors_of_other_operators() {
	ExtBuilder::default().build_and_execute(|| {
		let drawn = witnessing(0, 500);
		for witness in drawn {
			assert_ne!(witness, SOURCE);
			assert_eq!(
				sent_to(witness),
				vec![HubToSector::Witness(WitnessRequest {
					source: SOURCE,
					conversion: 0,
					round: 0,
					beneficiary: beneficiary(0),
					amount: 500,
					requested_at: 100,
				})]
			);
		}
		let [a, b] = drawn;
		assert_ne!(a, b);
		let deadline = System::block_number() + AttestationPeriod::get();
		System::assert_last_event(
			Event::WitnessesDrawn {
				source: SOURCE,
				conversion: 0,
				round: 0,
				witnesses: drawn,
				deadline,
			}
			.into(),
		);
	});
}

#[test]
fn draw_should_be_given_up_when_there_are_too_few_sectors() {
	for operators in [vec![1], vec![1, 2], vec![1, 2, 2, 2], vec![1, 1, 2], vec![1, 1, 1, 1]] {
		ExtBuilder::default().with_operators(&operators).build_and_execute(|| {
			request(SOURCE, 0, 500);
			run_blocks(DrawPatience::get() - 1);
			assert!(matches!(state(SOURCE, 0), SettlementState::Drawing { .. }));
			next_block();
			assert_eq!(cancel_reason(SOURCE, 0), Some(CancelReason::Unwitnessed));
			assert_eq!(told(SOURCE, 0).len(), 1);
		});
	}
}

#[test]
fn draw_should_be_given_up_when_no_randomness_comes() {
	ExtBuilder::default().build_and_execute(|| {
		RandomnessKnown::set(false);
		request(SOURCE, 0, 500);
		request(SectorId(2002), 0, 500);
		run_blocks(DrawPatience::get());
		assert_eq!(cancel_reason(SOURCE, 0), Some(CancelReason::Unwitnessed));
		assert_eq!(cancel_reason(SectorId(2002), 0), Some(CancelReason::Unwitnessed));
	});
}

#[test]
fn draw_should_take_place_when_sectors_come_in_time() {
	ExtBuilder::default().with_operators(&[1, 2, 3]).build_and_execute(|| {
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SectorId(2003)));
		request(SOURCE, 0, 500);
		run_blocks(8);
		assert!(matches!(state(SOURCE, 0), SettlementState::Drawing { .. }));
		assert_ok!(Sectors::reinstate(RuntimeOrigin::root(), SectorId(2003)));
		next_block();
		assert!(matches!(state(SOURCE, 0), SettlementState::Witnessing { .. }));
	});
}

#[test]
fn draw_that_lacks_sectors_should_not_hold_up_others() {
	// 2001 and 2002 share an operator, so either has only 2003 left; 2003 has no two others either until
	// 2004 comes, which has 2003 and one of the first two.
	ExtBuilder::default().with_operators(&[1, 1, 3, 4]).build_and_execute(|| {
		let last = SectorId(2004);
		MaxStepsPerBlock::set(2);
		// Nobody is left for these while 2003 takes no messages.
		FullQueues::set([2003].into());
		for id in 0..4 {
			request(SOURCE, id, 100);
		}
		request(SectorId(2003), 0, 100);
		request(last, 0, 100);
		run_blocks(8);
		for id in 0..4 {
			assert!(matches!(state(SOURCE, id), SettlementState::Drawing { .. }));
		}
		// From 2003 there are operators 1 and 4.
		assert!(matches!(state(SectorId(2003), 0), SettlementState::Witnessing { .. }));
		assert!(matches!(state(last, 0), SettlementState::Drawing { .. }));
		FullQueues::set(BTreeSet::new());
		run_blocks(4);
		for id in 0..4 {
			assert!(matches!(state(SOURCE, id), SettlementState::Witnessing { .. }));
		}
		assert!(matches!(state(last, 0), SettlementState::Witnessing { .. }));
	});
}

#[test]
fn sector_whose_queue_is_full_should_be_replaced() {
	ExtBuilder::default().build_and_execute(|| {
		FullQueues::set([2002, 2004].into());
		for id in 0..5 {
			let drawn: BTreeSet<_> = witnessing(id, 100).into_iter().collect();
			assert_eq!(drawn, [SectorId(2003), SectorId(2005)].into());
		}
		assert!(sent_to(SectorId(2002)).is_empty());
	});
}

#[test]
fn draw_should_be_cancelled_when_the_source_is_suspended_meanwhile() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, 500);
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SOURCE));
		next_block();
		assert_eq!(cancel_reason(SOURCE, 0), Some(CancelReason::SectorInactive));
	});
}

#[test]
fn at_most_so_many_draws_should_be_made_per_block() {
	ExtBuilder::default().build_and_execute(|| {
		MaxStepsPerBlock::set(3);
		for id in 0..8 {
			request(SOURCE, id, 100);
		}
		run_blocks(3);
		for drawn in [3, 6, 8] {
			next_block();
			let witnessing = (0..8)
				.filter(|id| matches!(state(SOURCE, *id), SettlementState::Witnessing { .. }))
				.count();
			assert_eq!(witnessing, drawn);
		}
	});
}

#[test]
fn pairs_should_be_equally_likely() {
	let eligible: Vec<_> = (1..=5).map(|n| (SectorId(n.into()), account(n))).collect();
	let mut counts = BTreeMap::<[SectorId; 2], u32>::new();
	for n in 0..10_000u32 {
		let pair = pick(sp_io::hashing::blake2_256(&n.to_le_bytes()), &eligible).unwrap();
		*counts.entry(pair).or_default() += 1;
	}
	// Twenty ordered pairs, 500 each, with a standard deviation of 22.
	assert_eq!(counts.len(), 20);
	assert!(counts.values().all(|count| (390..610).contains(count)), "{counts:?}");
}

#[test]
fn no_pair_should_be_picked_when_all_have_one_operator() {
	let eligible: Vec<_> = (1..=5).map(|n| (SectorId(n), account(1))).collect();
	for n in 0..100u32 {
		assert_eq!(pick(sp_io::hashing::blake2_256(&n.to_le_bytes()), &eligible), None);
	}
	assert_eq!(pick([0; 32], &[]), None);
}
