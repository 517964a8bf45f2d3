// SPDX-License-Identifier: Apache-2.0
//! Assignment, expiry, deadlines, retention, and the bound on a block's work.

use crate::{mock::*, Agenda, Event, Unassigned};
use frame_support::{assert_ok, traits::Hooks};
use pouw_primitives::{
	message::EraFigures,
	task::{FailureReason, Replicas, TaskSpec, TaskState},
};
use pouw_traits::EraFiguresSource;
use sp_core::H256;
use std::collections::BTreeSet;

#[test]
fn assignment_should_wait_for_randomness_younger_than_the_order() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = order(spec());
		// Relay block 100 is known at the order and 101 may be, so 102 is the first that may serve.
		next_block();
		next_block();
		assert!(matches!(record(id).state, TaskState::Ordered { .. }));
		assert_eq!(RelayBlock::get(), 102);
		next_block();
		let until = System::block_number() + spec().deadline;
		assert_eq!(record(id).state, TaskState::Committing { until });
		assert_eq!(miners_of(id).into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([0, 1, 2]));
		assert_ne!(record(id).seed, H256::zero());
		for miner in 0..3 {
			assert_eq!(Tasks::assignments(&miner), vec![id]);
		}
		System::assert_last_event(
			Event::Assigned {
				task: id,
				miners: miners_of(id).try_into().unwrap(),
				seed: record(id).seed,
				until,
			}
			.into(),
		);
	});
}

#[test]
fn assignment_should_wait_while_there_is_no_randomness() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		RandomnessKnown::set(false);
		let id = order(spec());
		run_blocks(10);
		assert!(matches!(record(id).state, TaskState::Ordered { .. }));
		RandomnessKnown::set(true);
		next_block();
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
	});
}

#[test]
fn assignment_should_give_tasks_of_one_block_different_seeds() {
	ExtBuilder::default().with_miners(6).build_and_execute(|| {
		let first = order(spec());
		let second = assigned_task(spec());
		assert_ne!(record(first).seed, record(second).seed);
	});
}

#[test]
fn assignment_should_wait_until_there_are_enough_miners() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		let id = order(spec());
		run_blocks(10);
		assert!(matches!(record(id).state, TaskState::Ordered { .. }));
		register_miner(2);
		run_blocks(3);
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
	});
}

#[test]
fn order_should_be_refunded_when_it_expires() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		let id = order(spec());
		let expires = phase_end(id);
		run_to(expires - 1);
		assert!(matches!(record(id).state, TaskState::Ordered { .. }));
		next_block();
		let reason = FailureReason::TooFewMiners;
		assert_eq!(record(id).state, TaskState::Failed { reason, at: expires });
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
		System::assert_last_event(Event::Failed { task: id, reason, refunded: 100 }.into());
	});
}

#[test]
fn order_should_be_refunded_when_no_randomness_comes_until_it_expires() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		RandomnessKnown::set(false);
		let id = order(spec());
		run_to(phase_end(id));
		assert!(matches!(record(id).state, TaskState::Failed { .. }));
		assert_eq!(escrow(), 0);
	});
}

#[test]
fn client_should_never_be_drawn_for_its_own_task() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		register_miner(CLIENT);
		for _ in 0..8 {
			let id = assigned_task(spec());
			assert!(!miners_of(id).contains(&CLIENT));
			run_to(phase_end(id));
		}
		// The client counts as available, but not for itself.
		let four = TaskSpec { replicas: Replicas { initial: 4, most: 4 }, ..spec() };
		let id = order(four);
		run_blocks(5);
		assert!(matches!(record(id).state, TaskState::Ordered { .. }));
		register_miner(3);
		run_blocks(3);
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
	});
}

#[test]
fn miner_that_registers_with_the_draw_in_sight_should_not_be_drawn() {
	let drawn_of = |before: bool| {
		ExtBuilder::default().with_miners(2).build().execute_with(|| {
			if before {
				register_miner(2);
			}
			let id = order(TaskSpec { replicas: Replicas { initial: 2, most: 2 }, ..spec() });
			next_block();
			// By the randomness of relay block 102 the order is drawn; from now on it may be known.
			(10..30).for_each(register_miner);
			run_blocks(2);
			check_state();
			assert!(matches!(record(id).state, TaskState::Committing { .. }));
			miners_of(id).into_iter().collect::<BTreeSet<_>>()
		})
	};
	assert_eq!(drawn_of(false), BTreeSet::from([0, 1]));
	assert!(drawn_of(true).is_subset(&BTreeSet::from([0, 1, 2])));
}

#[test]
fn miner_that_registers_in_the_block_of_an_order_should_be_drawn() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		register_miner(2);
		let before = order(spec());
		let after = {
			register_miner(3);
			order(TaskSpec { replicas: Replicas { initial: 4, most: 4 }, ..spec() })
		};
		run_blocks(3);
		assert_eq!(miners_of(before).len(), 3);
		assert_eq!(miners_of(after).len(), 4);
	});
}

#[test]
fn miner_that_resumes_with_the_draw_in_sight_should_not_be_drawn() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		let available = |available| {
			assert_ok!(Miners::set_availability(RuntimeOrigin::signed(3), available));
		};
		available(false);
		run_blocks(3);
		let three = order(spec());
		let four = order(TaskSpec { replicas: Replicas { initial: 4, most: 4 }, ..spec() });
		next_block();
		available(true);
		run_blocks(2);
		assert_eq!(
			miners_of(three).into_iter().collect::<BTreeSet<_>>(),
			BTreeSet::from([0, 1, 2])
		);
		// An order that waits for miners is drawn by the first randomness that nobody knew.
		assert!(matches!(record(four).state, TaskState::Ordered { .. }));
		next_block();
		assert_eq!(miners_of(four).len(), 4);
	});
}

#[test]
fn paused_miner_should_not_be_drawn() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(1), false));
		for _ in 0..5 {
			let id = assigned_task(spec());
			assert!(!miners_of(id).contains(&1));
			run_to(phase_end(id));
		}
	});
}

#[test]
fn miner_should_not_leave_while_assigned() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let leave = || Miners::deregister(RuntimeOrigin::signed(0));
		assert_eq!(leave(), Err(pallet_miners::Error::<Test>::HasOpenAssignments.into()));
		run_to(phase_end(id));
		assert_ok!(leave());
	});
}

#[test]
fn record_should_be_removed_after_the_retention_period() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = settled_task(spec(), &[Some(result(1, 0)); 3]);
		let end = System::block_number();
		run_to(end + RetentionPeriod::get() - 1);
		assert!(Tasks::task(id).is_some());
		next_block();
		assert_eq!(Tasks::task(id), None);
		assert_eq!(Agenda::<Test>::iter().count(), 0);
		System::assert_last_event(Event::Forgotten { task: id }.into());
		assert_eq!(Tasks::next_task(), id + 1);
	});
}

#[test]
fn figures_should_count_since_they_were_last_taken() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		settled_task(spec(), &[Some(result(1, 0)); 3]);
		let failed = assigned_task(spec());
		run_to(phase_end(failed));
		order(spec());
		let figures = EraFigures { ordered: 3, accepted: 1, failed: 1, ..Default::default() };
		assert_eq!(<Tasks as EraFiguresSource>::take(), figures);
		assert_eq!(<Tasks as EraFiguresSource>::take(), EraFigures::default());
	});
}

#[test]
fn block_should_take_no_more_steps_than_allowed_and_drop_none() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let ids: Vec<_> = (0..8).map(|_| order(spec())).collect();
		run_blocks(2);
		// Each block passes one block of the agenda and has three steps left for the queue.
		MaxStepsPerBlock::set(4);
		let assigned = || ids.iter().filter(|id| !miners_of(**id).is_empty()).count();
		for expected in [3, 6, 8] {
			next_block();
			assert_eq!(assigned(), expected);
		}
		// Their deadlines fall due together, and are served over several blocks.
		MaxStepsPerBlock::set(2);
		let ended = || ids.iter().filter(|id| record(**id).state.is_final()).count();
		let mut before = 0;
		while ended() < 8 {
			next_block();
			assert!(ended() - before <= 2);
			before = ended();
			check_state();
		}
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
		run_blocks(RetentionPeriod::get() + 20);
		assert_eq!(crate::Tasks::<Test>::iter().count(), 0);
	});
}

#[test]
fn block_should_look_at_all_orders_in_turns_when_the_first_cannot_be_assigned() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		// Four orders nobody can serve stand before one that three miners can.
		let many = TaskSpec { replicas: Replicas { initial: 9, most: 9 }, ..spec() };
		for _ in 0..4 {
			order(many.clone());
		}
		let id = order(spec());
		run_blocks(2);
		MaxStepsPerBlock::set(3);
		run_blocks(3);
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
		assert_eq!(Unassigned::<Test>::get().len(), 4);
	});
}

#[test]
fn agenda_should_be_made_up_for_when_blocks_were_missed() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let until = phase_end(id);
		// No block ran its hooks for a while.
		System::set_block_number(until + 20);
		MaxStepsPerBlock::set(8);
		run_blocks(6);
		assert!(record(id).state.is_final());
	});
}

#[test]
fn hook_should_weigh_more_when_it_does_more() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let idle = Tasks::on_initialize(2);
		order(spec());
		RelayBlock::mutate(|number| *number += 2);
		let busy = Tasks::on_initialize(3);
		assert!(busy.all_gt(idle));
	});
}

#[test]
fn parameters_of_the_mock_should_be_consistent() {
	ExtBuilder::default().build_and_execute(|| {
		<Tasks as Hooks<u32>>::integrity_test();
		<Miners as Hooks<u32>>::integrity_test();
	});
}
