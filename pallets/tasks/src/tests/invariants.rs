// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Agenda, Assignments, Tasks as Records, Unassigned};
use frame_support::{
	assert_err, assert_ok,
	traits::{
		fungible::{Inspect, InspectHold, MutateHold},
		tokens::Precision,
	},
};
use pouw_primitives::task::{
	Answer, Bound, Replicas, TaskId, TaskResult, TaskSpec, TaskState, VerificationTier,
};
use proptest::prelude::*;
use sp_runtime::Permill;

const MINERS: u64 = 8;
const CLIENTS: [AccountId; 3] = [CLIENT, STRANGER, 2];

/// How a miner treats a task.
#[derive(Clone, Copy, Debug)]
enum Conduct {
	Honest,
	Garbage,
	Colluding,
	Abstaining,
	CommitsOnly,
	RevealsOther,
	Silent,
}

#[derive(Clone, Debug)]
enum Action {
	Order { client: usize, price: u128, initial: u8, more: u8, deadline: u32, exact: bool },
	Cancel { client: usize, back: u64 },
	Answer { miner: AccountId, nth: usize, conduct: Conduct },
	AllAnswer { conduct: Vec<Conduct> },
	Blocks(u32),
	Available(AccountId, bool),
	Join(AccountId),
	Leave(AccountId),
	Randomness(bool),
	Steps(u32),
}

fn conduct() -> impl Strategy<Value = Conduct> {
	prop_oneof![
		20 => Just(Conduct::Honest),
		1 => Just(Conduct::Garbage),
		1 => Just(Conduct::Colluding),
		1 => Just(Conduct::Abstaining),
		1 => Just(Conduct::CommitsOnly),
		1 => Just(Conduct::RevealsOther),
		1 => Just(Conduct::Silent),
	]
}

fn action() -> impl Strategy<Value = Action> {
	let miner = 0..MINERS;
	prop_oneof![
		5 => (0..3usize, 20..5_000u128, 1..5u8, 0..4u8, 1..12u32, any::<bool>()).prop_map(
			|(client, price, initial, more, deadline, exact)| {
				Action::Order { client, price, initial, more, deadline, exact }
			}
		),
		2 => (0..3usize, 1..6u64).prop_map(|(client, back)| Action::Cancel { client, back }),
		6 => (miner.clone(), 0..4usize, conduct())
			.prop_map(|(miner, nth, conduct)| Action::Answer { miner, nth, conduct }),
		4 => prop::collection::vec(conduct(), MINERS as usize)
			.prop_map(|conduct| Action::AllAnswer { conduct }),
		6 => (1..4u32).prop_map(Action::Blocks),
		1 => (miner.clone(), any::<bool>()).prop_map(|(m, a)| Action::Available(m, a)),
		1 => miner.clone().prop_map(Action::Join),
		1 => miner.prop_map(Action::Leave),
		1 => prop::bool::weighted(0.8).prop_map(Action::Randomness),
		1 => (2..20u32).prop_map(Action::Steps),
	]
}

fn result_of(miner: AccountId, conduct: Conduct) -> TaskResult {
	match conduct {
		Conduct::Garbage => garbage(miner as u8),
		Conduct::Colluding => garbage(99),
		_ => result(1, miner as i64 * 500),
	}
}

/// Sends what `miner` would send on `task` now; refusals are part of the game.
fn answer(miner: AccountId, task: TaskId, conduct: Conduct) {
	let result = result_of(miner, conduct);
	let _ = match (record(task).state, conduct) {
		(_, Conduct::Silent) => return,
		(TaskState::Committing { .. }, Conduct::Abstaining) => abstain(miner, task),
		(TaskState::Committing { .. }, _) => commit(miner, task, &result),
		(_, Conduct::CommitsOnly) => return,
		(_, Conduct::RevealsOther) => reveal(miner, task, &garbage(5)),
		_ => reveal(miner, task, &result),
	};
}

fn perform(action: Action) {
	match action {
		Action::Order { client, price, initial, more, deadline, exact } => {
			let tier = if exact { VerificationTier::Exact } else { VerificationTier::Tolerant };
			let replicas = Replicas { initial, most: initial + more };
			let confidence = Permill::from_percent(u32::from(more) * 30);
			let order = TaskSpec { price, replicas, confidence, deadline, tier, ..spec() };
			let _ = Tasks::order(RuntimeOrigin::signed(CLIENTS[client]), order);
		},
		Action::Cancel { client, back } => {
			let id = Tasks::next_task().saturating_sub(back);
			let _ = Tasks::cancel_order(RuntimeOrigin::signed(CLIENTS[client]), id);
		},
		Action::Answer { miner, nth, conduct } => {
			if let Some(task) = Tasks::assignments(&miner).get(nth) {
				answer(miner, *task, conduct);
			}
		},
		Action::AllAnswer { conduct } => {
			for (miner, conduct) in (0..MINERS).zip(conduct) {
				for task in Tasks::assignments(&miner) {
					answer(miner, task, conduct);
				}
			}
		},
		Action::Blocks(count) => run_blocks(count),
		Action::Available(miner, available) => {
			let _ = Miners::set_availability(RuntimeOrigin::signed(miner), available);
		},
		Action::Join(miner) => {
			if Miners::miner(&miner).is_none() {
				register_miner(miner);
			}
		},
		Action::Leave(miner) => {
			let _ = Miners::deregister(RuntimeOrigin::signed(miner));
		},
		Action::Randomness(known) => RandomnessKnown::set(known),
		Action::Steps(steps) => MaxStepsPerBlock::set(steps),
	}
}

/// All that the accounts have, free or held.
fn wealth() -> u128 {
	(0..32).chain([CLIENT, OWNER, STRANGER]).map(|who| Balances::total_balance(&who)).sum()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn any_course_of_events_keeps_the_invariants_and_ends_every_task(
		actions in prop::collection::vec(action(), 1..90)
	) {
		ExtBuilder::default().with_miners(6).build_and_execute(|| {
			let issuance = Balances::total_issuance();
			let wealth_before = wealth();
			for action in actions {
				perform(action);
				check_state();
				assert_eq!(Balances::total_issuance(), issuance);
				assert_eq!(wealth(), wealth_before);
			}
			// Whatever happened: with nobody doing anything more, every task ends and is forgotten.
			MaxStepsPerBlock::set(16);
			run_blocks(250);
			check_state();
			assert!(Records::<Test>::iter_values().all(|task| task.state.is_final()));
			assert_eq!(Assignments::<Test>::iter().count(), 0);
			assert_eq!(Unassigned::<Test>::get().len(), 0);
			for client in CLIENTS {
				let reason = crate::HoldReason::TaskEscrow.into();
				let held = Balances::balance_on_hold(&reason, &client);
				assert_eq!(held, 0);
			}
			run_blocks(80);
			assert_eq!(Records::<Test>::iter().count(), 0);
			assert_eq!(Agenda::<Test>::iter().count(), 0);
			assert_eq!(Balances::total_issuance(), issuance);
			assert_eq!(wealth(), wealth_before);
		});
	}

	#[test]
	fn an_accepted_cluster_is_a_majority_within_the_tolerance(
		conducts in prop::collection::vec(conduct(), 5)
	) {
		ExtBuilder::default().with_miners(5).build_and_execute(|| {
			let five = TaskSpec { replicas: Replicas { initial: 5, most: 5 }, ..spec() };
			let id = assigned_task(five);
			for _ in 0..2 {
				for (miner, conduct) in miners_of(id).into_iter().zip(&conducts) {
					answer(miner, id, *conduct);
				}
				if matches!(record(id).state, TaskState::Committing { .. }) {
					run_to(phase_end(id));
				}
			}
			run_blocks(RevealPeriod::get());
			let task = record(id);
			assert!(task.state.is_final());
			let voters = task.replicas.iter().filter(|r| r.answer != Answer::Abstained).count();
			let mut agreed = 0;
			for replica in &task.replicas {
				if let Answer::Revealed { distance, agreed: true, .. } = replica.answer {
					agreed += 1;
					assert!(distance.unwrap() <= TOLERANCE);
				}
			}
			match task.state {
				TaskState::Accepted(end) => {
					assert!(agreed >= 2 && agreed * 2 > voters);
					assert_eq!(end.paid, 20 * agreed as u128);
					assert_eq!(end.paid + end.refunded, 100);
				},
				_ => assert_eq!(agreed, 0),
			}
		});
	}
}

#[test]
fn try_state_should_fail_when_the_escrow_is_short() {
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		order(spec());
		let reason = crate::HoldReason::TaskEscrow.into();
		assert_ok!(Balances::release(&reason, &CLIENT, 1, Precision::Exact));
		assert_err!(Tasks::do_try_state(), "a client's escrow is not the sum of its open prices");
	});
}

#[test]
fn try_state_should_fail_when_a_task_is_scheduled_nowhere_or_twice() {
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		order(spec());
		Unassigned::<Test>::kill();
		assert_err!(Tasks::do_try_state(), "an unassigned task is not in the queue");
	});
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		let id = assigned_task(spec());
		Agenda::<Test>::insert(99, id, ());
		assert_err!(Tasks::do_try_state(), "a task is on the agenda twice");
		Agenda::<Test>::remove(99, id);
		Agenda::<Test>::remove(phase_end(id), id);
		assert_err!(Tasks::do_try_state(), "the end of a phase is not on the agenda");
	});
}

#[test]
fn try_state_should_fail_when_a_miner_is_bound_to_a_comparison_that_there_was_not() {
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		let id = assigned_task(spec());
		let output = result(1, 0).output;
		for (compared, supported) in [(0b1000, 0), (0b0001, 0b0010)] {
			let mut task = record(id);
			task.replicas[0].bound = Some(Bound { output, compared, supported });
			Records::<Test>::insert(id, task);
			assert_err!(
				Tasks::do_try_state(),
				"a result was compared with one that there is not, or supported without a comparison"
			);
		}
	});
}

#[test]
fn try_state_should_fail_when_an_assignment_is_missing() {
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		let id = assigned_task(spec());
		Assignments::<Test>::remove(0, id);
		assert_err!(
			Tasks::do_try_state(),
			"a replica of an open task is not among its miner's assignments"
		);
	});
}
