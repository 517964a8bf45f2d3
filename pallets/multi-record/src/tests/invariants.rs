// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Entries, NextToAssign, TreasuryShare, Unrecorded, Windows};
use frame_support::assert_err;
use pouw_primitives::{settlement::RecordState, SectorId};
use proptest::prelude::*;
use sp_core::H256;
use sp_runtime::FixedU128;
use std::collections::BTreeSet;

#[derive(Clone, Debug)]
enum Action {
	Transact { count: u64, fee: u128 },
	Unsigned,
	Rate(u128),
	Blocks(u32),
	Answer { nth: usize },
	WrongRoot { nth: usize },
	Stranger { window: u32 },
	Sectors(u32),
	Full(BTreeSet<u32>),
	Randomness(bool),
	Stall(u32),
}

fn action() -> impl Strategy<Value = Action> {
	prop_oneof![
		8 => (1..12u64, prop_oneof![Just(0), 1..9u128, 1..100_000u128])
			.prop_map(|(count, fee)| Action::Transact { count, fee }),
		1 => (0..3_000_000_000_000_000_000u128).prop_map(Action::Rate),
		1 => Just(Action::Unsigned),
		8 => (1..5u32).prop_map(Action::Blocks),
		8 => (0..40usize).prop_map(|nth| Action::Answer { nth }),
		1 => (0..40usize).prop_map(|nth| Action::WrongRoot { nth }),
		1 => (0..40u32).prop_map(|window| Action::Stranger { window }),
		1 => (0..8u32).prop_map(Action::Sectors),
		1 => prop::collection::btree_set(2001..2008u32, 0..5).prop_map(Action::Full),
		1 => prop::bool::weighted(0.8).prop_map(Action::Randomness),
		1 => (0..4u32).prop_map(Action::Stall),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn any_course_of_events_records_each_transaction_twice_or_says_that_it_did_not(
		actions in prop::collection::vec(action(), 1..120)
	) {
		ExtBuilder::default().build_and_execute(|| {
			let issuance = Balances::total_issuance();
			let mut next = 0;
			let mut noted = Vec::new();
			let mut checked = BTreeSet::new();
			for action in actions {
				match action {
					Action::Rate(rate) => Rate::set(FixedU128::from_inner(rate)),
					Action::Transact { count, fee } => {
						for _ in 0..count {
							noted.push((MultiRecord::current_window(), transact_for(next, fee)));
							next += 1;
						}
					},
					Action::Unsigned => {
						apply(&next.to_le_bytes(), RuntimeOrigin::none());
					},
					Action::Blocks(count) => run_blocks(count),
					Action::Answer { nth } => {
						if let Some((sector, batch)) = Sent::get().iter().rev().nth(nth) {
							answer(*sector, batch.window, batch.root);
						}
					},
					Action::WrongRoot { nth } => {
						if let Some((sector, batch)) = Sent::get().iter().rev().nth(nth) {
							answer(*sector, batch.window, H256::repeat_byte(3));
						}
					},
					Action::Stranger { window } => answer(SectorId(2999), window, H256::zero()),
					Action::Sectors(count) => set_sectors(count),
					Action::Full(sectors) => FullQueues::set(sectors),
					Action::Randomness(known) => RandomnessKnown::set(known),
					// The relay chain's number stands still for some of the hub's blocks.
					Action::Stall(blocks) => {
						let at = RelayBlock::get();
						for _ in 0..blocks {
							next_block();
							RelayBlock::set(at);
						}
					},
				}
				MultiRecord::do_try_state().unwrap();
				// Nothing of a fee is lost.
				assert_eq!(Balances::total_issuance() + BurnedMain::get(), issuance);
				for (window, record) in Windows::<Test>::iter() {
					if matches!(record.state, RecordState::Assigned { .. })
						&& checked.insert(window)
					{
						check_batches(window);
					}
				}
			}
			// With sectors, randomness and answers, everything that still waits is recorded.
			set_sectors(4);
			FullQueues::set(BTreeSet::new());
			RandomnessKnown::set(true);
			for _ in 0..20 {
				next_block();
				for (sector, batch) in Sent::get() {
					answer(sector, batch.window, batch.root);
				}
			}
			assert_eq!(NextToAssign::<Test>::get(), MultiRecord::current_window());
			assert!(MultiRecord::unrecorded().is_empty());
			assert_eq!(Unrecorded::<Test>::iter().count(), 0);
			assert_eq!(pot() - TreasuryShare::<Test>::get(), if pot() > 0 { 10 } else { 0 });
			for (window, hash) in noted {
				match MultiRecord::window(window).map(|record| record.state) {
					Some(RecordState::Assigned { .. }) => {
						let proof = MultiRecord::prove(hash).unwrap();
						assert_eq!(proof.window, window);
						assert!(proof.recorders.iter().all(|(_, recorded)| *recorded));
						assert_ne!(proof.recorders[0].0, proof.recorders[1].0);
					},
					Some(state) => assert_eq!(state, RecordState::Abandoned),
					None => assert!(window + RetentionWindows::get() < MultiRecord::current_window()),
				}
			}
		});
	}
}

#[test]
fn try_state_should_fail_when_a_root_is_not_that_of_its_window() {
	ExtBuilder::default().build().execute_with(|| {
		let (window, _) = assigned_window(0, 4);
		Entries::<Test>::mutate(window, |entries| entries[0].hash = H256::repeat_byte(9));
		assert_err!(MultiRecord::do_try_state(), "a root is not that of its window");
	});
}

#[test]
fn try_state_should_fail_when_unanswered_batches_are_miscounted() {
	ExtBuilder::default().build().execute_with(|| {
		let (window, _) = assigned_window(0, 4);
		Unrecorded::<Test>::remove(batches(window)[0].0);
		assert_err!(MultiRecord::do_try_state(), "unanswered batches are miscounted");
	});
}

#[test]
fn try_state_should_fail_when_a_window_waits_out_of_its_order() {
	ExtBuilder::default().build().execute_with(|| {
		assigned_window(0, 4);
		NextToAssign::<Test>::put(0);
		assert_err!(MultiRecord::do_try_state(), "a window waits out of its order");
	});
}
