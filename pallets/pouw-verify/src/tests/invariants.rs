// SPDX-License-Identifier: Apache-2.0

use crate::{
	mock::*, ClosingWindow, CurrentSettlement, Difficulty, OpenWindow, Seen, Tallies, UsefulTickets,
};
use frame_support::{assert_err, assert_ok};
use pouw_primitives::{work::Parameters, AccountId, Balance, TaskId, Work};
use pouw_traits::OnTaskSettled;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Debug)]
enum Action {
	Blocks(u32),
	Baseline { miner: u8, back: u32, nonce: u64 },
	Useful { miner: u8, back: u32, task: TaskId, nonce: u8 },
	Assign { miner: u8, task: TaskId, tickets: u32 },
	End { miner: u8, task: TaskId, accepted: bool },
	Register(u8),
	Deregister(u8),
	SetParameters { target: u32, length: u32, grace: u32, floor: u32, ceiling: u32 },
	SetSupply(Balance),
	SetSteps(u32),
}

fn action() -> impl Strategy<Value = Action> {
	let (miner, task) = (0..6_u8, 0..3_u64);
	prop_oneof![
		4 => (1..8_u32).prop_map(Action::Blocks),
		8 => (miner.clone(), 0..2_u32, 0..5_u64)
			.prop_map(|(miner, back, nonce)| Action::Baseline { miner, back, nonce }),
		8 => (miner.clone(), 0..2_u32, task.clone(), 0..5_u8)
			.prop_map(|(miner, back, task, nonce)| Action::Useful { miner, back, task, nonce }),
		4 => (miner.clone(), task.clone(), 0..4_u32)
			.prop_map(|(miner, task, tickets)| Action::Assign { miner, task, tickets }),
		3 => (miner.clone(), task, any::<bool>())
			.prop_map(|(miner, task, accepted)| Action::End { miner, task, accepted }),
		2 => miner.clone().prop_map(Action::Register),
		1 => miner.prop_map(Action::Deregister),
		1 => (1..9_u32, 3..12_u32, 0..12_u32, 0..4_u32, 1..8_u32).prop_map(
			|(target, length, grace, floor, ceiling)| Action::SetParameters {
				target,
				length,
				grace,
				floor,
				ceiling
			}
		),
		1 => (0..40_000_u128).prop_map(Action::SetSupply),
		1 => (1..6_u32).prop_map(Action::SetSteps),
	]
}

/// Tasks that were ended for a miner; a task is settled once.
type Ended = BTreeSet<(TaskId, AccountId)>;

fn perform(action: Action, ended: &mut Ended) {
	let window = newest().index;
	match action {
		Action::Blocks(count) => run_blocks(count),
		Action::Baseline { miner, back, nonce } => {
			let _ = count_baseline(&account(miner), window.saturating_sub(back), nonce);
		},
		Action::Useful { miner, back, task, nonce } => {
			let window = window.saturating_sub(back);
			let _ = count_useful(&account(miner), window, task, 0, nonce);
		},
		Action::Assign { miner, task, tickets } => {
			if !ended.contains(&(task, account(miner))) {
				let limit = DIFFICULTY * Work::from(tickets);
				grant(task, &account(miner), 0, some_layer(task as u8), limit);
			}
		},
		Action::End { miner, task, accepted } => {
			let miner = account(miner);
			if ended.insert((task, miner.clone())) {
				end_task(task, &miner, accepted);
			}
		},
		Action::Register(miner) => register(&account(miner)),
		// As of the real registry, who has an assignment cannot leave.
		Action::Deregister(miner) => {
			let miner = account(miner);
			if !Grants::get().keys().any(|(_, who, _)| *who == miner) {
				deregister(&miner);
			}
		},
		Action::SetParameters { target, length, grace, floor, ceiling } => {
			let parameters = Parameters { target, length, grace, floor, ceiling, ..parameters() };
			let _ = Pouw::set_parameters(RuntimeOrigin::root(), parameters);
		},
		Action::SetSupply(supply) => Supply::set(supply + Issued::get() + Pledged::get()),
		Action::SetSteps(steps) => MaxStepsPerBlock::set(steps),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn any_sequence_of_actions_keeps_the_invariants_and_the_supply(
		actions in prop::collection::vec(action(), 1..120)
	) {
		ExtBuilder::default().miners(4).build_and_execute(|| {
			let mut ended = Ended::new();
			for action in actions {
				perform(action, &mut ended);
				check_state();
				assert!(Issued::get() + Pledged::get() <= Supply::get());
			}
			// Everything ends: tasks first, then the windows.
			let grants: Vec<_> = Grants::get().into_keys().collect();
			for (task, miner, _) in grants {
				end_task(task, &miner, false);
			}
			let last = newest().index;
			settle(last);
			check_state();
			assert_eq!(Pledged::get(), 0);
			assert_eq!(crate::Claims::<Test>::iter().count(), 0);
			assert_eq!(Seen::<Test>::iter().count(), 0);
			assert_eq!(Tallies::<Test>::iter().count(), 0);
			assert_eq!(UsefulTickets::<Test>::iter().count(), 0);
		});
	}
}

/// A state with tickets of both kinds in both windows.
fn busy(corrupt: impl FnOnce()) {
	ExtBuilder::default().build().execute_with(|| {
		grant(7, &account(1), 0, some_layer(1), Work::MAX);
		for window in 0..2 {
			run_to_window(window);
			for nonce in 0..3 {
				assert_ok!(count_useful(&account(1), window, 7, 0, nonce));
				assert_ok!(count_baseline(&account(2), window, nonce.into()));
			}
		}
		check_state();
		corrupt();
	});
}

#[test]
fn try_state_should_fail_when_a_count_is_wrong() {
	busy(|| {
		OpenWindow::<Test>::mutate(|window| window.as_mut().unwrap().tickets += 1);
		assert_err!(Pouw::do_try_state(), "the tickets of a window are not its miners'");
	});
	busy(|| {
		OpenWindow::<Test>::mutate(|window| window.as_mut().unwrap().credited += 1);
		assert_err!(Pouw::do_try_state(), "the credited tickets of a window are miscounted");
	});
	busy(|| {
		OpenWindow::<Test>::mutate(|window| window.as_mut().unwrap().newcomers += 1);
		assert_err!(Pouw::do_try_state(), "the newcomers of a window are miscounted");
	});
	busy(|| {
		Seen::<Test>::remove(1, counted_id(&account(2), 0));
		assert_err!(
			Pouw::do_try_state(),
			"the remembered tickets of a window are not as many as it accepted"
		);
	});
	busy(|| {
		UsefulTickets::<Test>::insert((1, account(1), 7), 2);
		assert_err!(Pouw::do_try_state(), "a miner's useful tickets are not those of its tasks");
	});
}

#[test]
fn try_state_should_fail_when_something_is_left_of_a_settled_window() {
	busy(|| {
		Seen::<Test>::insert(9, counted_id(&account(2), 0), ());
		assert_err!(Pouw::do_try_state(), "a ticket is remembered of a window that is settled");
	});
	busy(|| {
		Tallies::<Test>::insert(9, account(1), crate::types::Tally::default());
		assert_err!(Pouw::do_try_state(), "a miner has tickets of a window that is settled");
	});
	busy(|| {
		UsefulTickets::<Test>::insert((9, account(1), 7), 1);
		assert_err!(Pouw::do_try_state(), "a task has tickets of a window that is settled");
	});
}

#[test]
fn try_state_should_fail_when_windows_overlap() {
	busy(|| {
		ClosingWindow::<Test>::mutate(|window| window.as_mut().unwrap().opened_at += 5);
		assert_err!(Pouw::do_try_state(), "a window opened before the last was over");
	});
	busy(|| {
		ClosingWindow::<Test>::mutate(|window| window.as_mut().unwrap().relay_block = 500);
		assert_err!(
			Pouw::do_try_state(),
			"a window's randomness is not newer than that of the one before"
		);
	});
	busy(|| {
		let closing = ClosingWindow::<Test>::get().unwrap();
		CurrentSettlement::<Test>::put(crate::Pallet::<Test>::begin_settlement(&closing));
		assert_err!(Pouw::do_try_state(), "a window is settled that still accepts tickets");
	});
}

#[test]
fn try_state_should_fail_when_a_bound_is_exceeded() {
	busy(|| {
		Difficulty::<Test>::mutate(|difficulty| *difficulty += 1);
		assert_err!(Pouw::do_try_state(), "the difficulty is not the window's");
	});
	busy(|| {
		OpenWindow::<Test>::mutate(|window| window.as_mut().unwrap().parameters.ceiling = 2);
		assert_err!(Pouw::do_try_state(), "a miner has more tickets than the ceiling");
	});
	busy(|| {
		MaxTicketsPerWindow::set(5);
		assert_err!(Pouw::do_try_state(), "the parameters are not allowed");
	});
}

#[test]
fn try_state_should_fail_when_a_claim_is_orphaned() {
	busy(|| {
		crate::Claims::<Test>::remove(7, account(1));
		assert_err!(Pouw::do_try_state(), "useful tickets have no claim");
	});
	busy(|| {
		settle(1);
		crate::Claims::<Test>::mutate(7, account(1), |claim| {
			claim.as_mut().unwrap().outcome = Some(true)
		});
		assert_err!(Pouw::do_try_state(), "a claim is kept that nothing waits for");
	});
	busy(|| {
		Pouw::on_settled(7, &account(1), true);
		crate::Claims::<Test>::mutate(7, account(1), |claim| claim.as_mut().unwrap().pledged = 1);
		assert_err!(Pouw::do_try_state(), "something is set aside for a task that is over");
	});
}
