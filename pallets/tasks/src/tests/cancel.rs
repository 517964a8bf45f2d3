// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Agenda, Error, Event, OpenTasksOfModel, Unassigned};
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use pouw_primitives::{
	message::EraFigures,
	task::{FailureReason, TaskId, TaskState},
};
use pouw_traits::EraFiguresSource;
use proptest::prelude::*;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

/// Relay blocks from an order to its draw: one that may be known, as the mock has it, and the next.
const DELAY: u32 = 2;

fn cancel(id: TaskId) -> DispatchResult {
	Tasks::cancel_order(RuntimeOrigin::signed(CLIENT), id)
}

fn cancelled_from(id: TaskId) -> Option<u32> {
	match record(id).state {
		TaskState::Ordered { cancelled_from, .. } => cancelled_from,
		state => panic!("task {id} is not ordered: {state:?}"),
	}
}

fn is_cancelled(id: TaskId) -> bool {
	matches!(record(id).state, TaskState::Failed { reason: FailureReason::Cancelled, .. })
}

#[test]
fn cancel_order_should_refund_the_price_and_leave_nothing_but_the_record() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = order(spec());
		assert_ok!(cancel(id));
		// In the relay block of the order nothing is known that could draw it.
		let from = RelayBlock::get() + DELAY;
		System::assert_last_event(Event::CancellationSought { task: id, from }.into());
		assert_eq!((escrow(), Unassigned::<Test>::get().len()), (100, 1));

		next_block();
		let reason = FailureReason::Cancelled;
		let at = System::block_number();
		assert_eq!(record(id).state, TaskState::Failed { reason, at });
		System::assert_last_event(Event::Failed { task: id, reason, refunded: 100 }.into());
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
		assert_eq!((escrow(), Unassigned::<Test>::get().len()), (0, 0));
		assert_eq!(OpenTasksOfModel::<Test>::iter().count(), 0);
		assert!(Settled::get().is_empty());
		let figures = EraFigures { ordered: 1, failed: 1, ..Default::default() };
		assert_eq!(<Tasks as EraFiguresSource>::take(), figures);
		assert_ok!(Tasks::deregister_model(RuntimeOrigin::signed(OWNER), MODEL));

		run_blocks(RetentionPeriod::get());
		assert_eq!(Tasks::task(id), None);
		assert_eq!(Agenda::<Test>::iter().count(), 0);
	});
}

#[test]
fn cancel_order_should_end_one_of_several_orders() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let ids = [order(spec()), order(spec()), order(spec())];
		assert_ok!(cancel(ids[1]));
		run_blocks(3);
		assert!(is_cancelled(ids[1]));
		for id in [ids[0], ids[2]] {
			assert!(matches!(record(id).state, TaskState::Committing { .. }));
		}
		assert_eq!(escrow(), 200);
	});
}

#[test]
fn cancel_order_should_end_an_order_that_waits_for_miners() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		let id = order(spec());
		run_blocks(10);
		assert_ok!(cancel(id));
		assert_eq!(cancelled_from(id), Some(RelayBlock::get() + DELAY));
		// Until its randomness is one that nobody knew when it was cancelled.
		run_blocks(DELAY);
		assert!(matches!(record(id).state, TaskState::Ordered { .. }));
		next_block();
		assert!(is_cancelled(id));
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn draw_should_not_be_dodged_when_its_randomness_may_be_known() {
	let drawn = |cancels: bool| {
		ExtBuilder::default().with_miners(6).build().execute_with(|| {
			let id = order(spec());
			next_block();
			if cancels {
				// A relay block after the order: who sees what lies ahead sees the draw.
				assert_ok!(cancel(id));
				assert_eq!(cancelled_from(id), Some(103));
			}
			run_blocks(2);
			assert!(matches!(record(id).state, TaskState::Committing { .. }));
			let (seed, miners) = (record(id).seed, miners_of(id));
			for miner in &miners {
				assert_ok!(commit(*miner, id, &result(1, 0)));
			}
			for miner in &miners {
				assert_ok!(reveal(*miner, id, &result(1, 0)));
			}
			next_block();
			let TaskState::Accepted(end) = record(id).state else { panic!("not accepted") };
			assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT - end.paid);
			check_state();
			(seed, miners)
		})
	};
	assert_eq!(drawn(true), drawn(false));
}

#[test]
fn draw_should_not_be_dodged_when_the_last_miner_came_before_the_cancellation() {
	let cancelled_after = |blocks: u32| {
		ExtBuilder::default().with_miners(2).build().execute_with(|| {
			let id = order(spec());
			run_blocks(10);
			register_miner(2);
			run_blocks(blocks);
			assert_ok!(cancel(id));
			run_blocks(DELAY + 1);
			check_state();
			record(id).state
		})
	};
	for blocks in 1..=DELAY {
		assert!(matches!(cancelled_after(blocks), TaskState::Committing { .. }), "{blocks}");
	}
	// Nobody knew yet the randomness by which the last one can be drawn.
	let TaskState::Failed { reason, .. } = cancelled_after(0) else { panic!("not failed") };
	assert_eq!(reason, FailureReason::Cancelled);
}

#[test]
fn cancelled_order_should_be_refunded_when_no_randomness_comes_until_it_expires() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		RandomnessKnown::set(false);
		let id = order(spec());
		let expires = phase_end(id);
		next_block();
		assert_ok!(cancel(id));
		run_to(expires - 1);
		assert!(matches!(record(id).state, TaskState::Ordered { .. }));
		next_block();
		assert!(is_cancelled(id));
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn cancelled_orders_should_wait_for_their_turns() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let ids: Vec<_> = (0..8).map(|_| order(spec())).collect();
		for id in &ids {
			assert_ok!(cancel(*id));
		}
		// Places and steps are those of orders that are not cancelled: removals cannot pile up.
		assert_noop!(Tasks::order(RuntimeOrigin::signed(CLIENT), spec()), Error::<Test>::QueueFull);
		MaxStepsPerBlock::set(4);
		let ended = || ids.iter().filter(|id| is_cancelled(**id)).count();
		for expected in [3, 6, 8] {
			next_block();
			assert_eq!(ended(), expected);
		}
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn cancel_order_should_fail_when_it_is_not_the_clients() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = order(spec());
		for who in [STRANGER, OWNER, BROKE, 0] {
			assert_noop!(
				Tasks::cancel_order(RuntimeOrigin::signed(who), id),
				Error::<Test>::NotClient
			);
		}
		assert_noop!(Tasks::cancel_order(RuntimeOrigin::root(), id), DispatchError::BadOrigin);
		assert_noop!(Tasks::cancel_order(RuntimeOrigin::none(), id), DispatchError::BadOrigin);
	});
}

#[test]
fn cancel_order_should_fail_when_the_task_is_unknown_or_forgotten() {
	ExtBuilder::default().build_and_execute(|| {
		for id in [0, 1, TaskId::MAX] {
			assert_noop!(cancel(id), Error::<Test>::UnknownTask);
		}
		let id = order(spec());
		assert_ok!(cancel(id));
		run_blocks(RetentionPeriod::get() + 1);
		assert_noop!(cancel(id), Error::<Test>::UnknownTask);
	});
}

#[test]
fn cancel_order_should_fail_when_miners_are_drawn() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		let committing = assigned_task(spec());
		assert_noop!(cancel(committing), Error::<Test>::AlreadyAssigned);
		let revealing = committed_task(spec(), &[Some(result(1, 0)); 3]);
		assert_noop!(cancel(revealing), Error::<Test>::AlreadyAssigned);
		// One commitment of three is too little, so more miners are sought.
		let extending = assigned_task(adaptive());
		assert_ok!(commit(miners_of(extending)[0], extending, &result(1, 0)));
		run_to(phase_end(extending));
		assert!(matches!(record(extending).state, TaskState::Extending { .. }));
		assert_noop!(cancel(extending), Error::<Test>::AlreadyAssigned);
	});
}

#[test]
fn cancel_order_should_fail_when_the_task_is_over() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let accepted = settled_task(spec(), &[Some(result(1, 0)); 3]);
		assert_noop!(cancel(accepted), Error::<Test>::TaskOver);
		let failed = assigned_task(spec());
		run_to(phase_end(failed));
		assert_noop!(cancel(failed), Error::<Test>::TaskOver);
		let cancelled = order(spec());
		assert_ok!(cancel(cancelled));
		next_block();
		assert_noop!(cancel(cancelled), Error::<Test>::TaskOver);
	});
}

#[test]
fn cancel_order_should_fail_when_it_is_cancelled_already() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		let id = order(spec());
		run_blocks(10);
		assert_ok!(cancel(id));
		let from = cancelled_from(id);
		next_block();
		// Nor does it move what was said.
		assert_noop!(cancel(id), Error::<Test>::AlreadyCancelled);
		assert_eq!(cancelled_from(id), from);
	});
}

#[test]
fn cancel_order_should_fail_when_the_order_is_paid_in_main() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = hub_orders(main_order(0, spec())).expect("the order is taken");
		assert_noop!(cancel(id), Error::<Test>::PaidInMain);
		run_blocks(3);
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
	});
}

#[test]
fn try_state_should_fail_when_a_task_is_cancelled_after_its_draw() {
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		let id = order(spec());
		run_blocks(3);
		crate::Tasks::<Test>::mutate(id, |task| {
			let task = task.as_mut().unwrap();
			assert!(matches!(task.state, TaskState::Committing { .. }));
			let from = Some(1);
			task.state =
				TaskState::Ordered { randomness_after: 1, expires: 1_000, cancelled_from: from };
		});
		assert!(Tasks::do_try_state().is_err());
	});
}

/// What became of an order: how its miners were drawn, if they were, and by which relay block.
type Course = Option<(u32, H256, Vec<AccountId>)>;

/// Runs an order that needs the last of its miners to join in block `joins`, on a relay chain that
/// makes these steps, and cancels it in block `cancels`. Returns what became of it, and the relay block
/// in which it was cancelled, if it was still to be.
fn course(joins: usize, cancels: Option<usize>, steps: &[u32]) -> (Course, Option<u32>) {
	ExtBuilder::default().with_miners(4).build().execute_with(|| {
		for miner in [2, 3] {
			assert_ok!(Miners::set_availability(RuntimeOrigin::signed(miner), false));
		}
		let id = order(spec());
		let mut cancelled_at = None;
		for (block, step) in steps.iter().enumerate() {
			if cancels == Some(block) && cancel(id).is_ok() {
				cancelled_at = Some(RelayBlock::get());
			}
			if joins == block {
				for miner in [2, 3] {
					assert_ok!(Miners::set_availability(RuntimeOrigin::signed(miner), true));
				}
			}
			let drawn_by = RelayBlock::get();
			let now = System::block_number() + 1;
			System::set_block_number(now);
			settle_roster();
			Tasks::on_initialize(now);
			RelayBlock::mutate(|number| *number += step);
			check_state();
			match record(id).state {
				TaskState::Ordered { .. } => {},
				TaskState::Failed { .. } => {
					assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
					return (None, cancelled_at);
				},
				_ => {
					let drawn = (drawn_by, record(id).seed, miners_of(id));
					return (Some(drawn), cancelled_at);
				},
			}
		}
		panic!("the order neither ended nor was assigned within {} blocks", steps.len())
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	/// Whenever an order is cancelled and whenever its miners come: a draw whose randomness may have been
	/// known when it was cancelled is as if nothing had been cancelled, and any other does not happen.
	#[test]
	fn cancellation_changes_no_draw_that_may_be_known(
		joins in 0..24usize,
		cancels in 0..24usize,
		steps in prop::collection::vec(0..3u32, 40)
	) {
		let (plain, _) = course(joins, None, &steps);
		let (course, cancelled_at) = course(joins, Some(cancels), &steps);
		let is_unknown = |drawn_by: u32| cancelled_at.is_some_and(|at| drawn_by >= at + DELAY);
		if plain.as_ref().is_some_and(|(drawn_by, ..)| is_unknown(*drawn_by)) {
			prop_assert_eq!(course, None);
		} else {
			prop_assert_eq!(course, plain);
		}
	}
}
