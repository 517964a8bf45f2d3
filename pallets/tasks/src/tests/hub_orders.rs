// SPDX-License-Identifier: Apache-2.0

use crate::{
	mock::*, Error, Event, HubOrders, OrderHorizon, Unanswered, WeightInfo, MAX_ORDERS_AHEAD,
};
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use pouw_primitives::{
	order::RefusalReason,
	task::{FailureReason, TaskResult, TaskSpec, TaskState},
	OrderOutcome, SectorOrder, SectorStatus, TaskId,
};
use pouw_traits::HandleOrders;
use proptest::prelude::*;
use sp_core::H256;
use std::collections::BTreeMap;

/// Has the miners of an assigned task answer alike but for `silent` of them, and settles it.
fn answer_all(id: TaskId, silent: usize) {
	let result = result(1, 0);
	let all = miners_of(id);
	let speaking = &all[silent..];
	let until = phase_end(id);
	for miner in speaking {
		assert_ok!(commit(*miner, id, &result));
	}
	if silent > 0 {
		run_to(until);
	}
	if !matches!(record(id).state, TaskState::Revealing { .. }) {
		return;
	}
	for miner in speaking {
		assert_ok!(reveal(*miner, id, &result));
	}
	let until = phase_end(id);
	run_to(until);
}

fn ordered(order: u64) -> TaskId {
	hub_orders(main_order(order, spec())).expect("the order is taken")
}

fn assert_refused(order: u64, spec: TaskSpec, reason: RefusalReason) {
	assert_eq!(hub_orders(main_order(order, spec)), None);
	let outcome = OrderOutcome::Refused { reason };
	assert_eq!(Outbox::answers().last(), Some(&(order, outcome)));
}

#[test]
fn order_should_be_paid_by_the_reserve_and_answered() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let client = Balances::free_balance(CLIENT);
		let id = ordered(0);
		System::assert_last_event(Event::OrderTaken { order: 0, task: id }.into());
		assert_eq!(escrow(), 0);
		run_blocks(3);
		answer_all(id, 0);
		let shares: Vec<_> = miners_of(id).into_iter().map(|miner| (miner, 33)).collect();
		assert_eq!(Reserve::released(), shares);
		let outcome = OrderOutcome::Settled { task: id, paid: 99 };
		assert_eq!(Outbox::answers(), vec![(0, outcome)]);
		assert_eq!(Balances::free_balance(CLIENT), client);
		run_blocks(3);
		assert_eq!(Outbox::answers().len(), 1);
	});
}

#[test]
fn client_of_the_hub_should_not_be_drawn_when_it_is_a_miner() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		register_miner(CLIENT);
		for order in 0..3 {
			ordered(order);
		}
		run_blocks(3);
		for id in 0..3 {
			assert!(!miners_of(id).contains(&CLIENT));
		}
	});
}

#[test]
fn order_should_fail_when_nobody_agrees_or_answers() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = ordered(0);
		run_blocks(3);
		answer_all(id, 3);
		let reason = FailureReason::NoAgreement;
		assert_eq!(Outbox::answers(), vec![(0, OrderOutcome::Failed { task: id, reason })]);
		assert!(Reserve::released().is_empty());
	});
	ExtBuilder::default().build_and_execute(|| {
		let id = ordered(0);
		run_blocks(25);
		let reason = FailureReason::TooFewMiners;
		assert_eq!(Outbox::answers(), vec![(0, OrderOutcome::Failed { task: id, reason })]);
	});
}

#[test]
fn order_should_be_refused_when_the_sector_cannot_take_it() {
	ExtBuilder::default().build_and_execute(|| {
		Standing::set(SectorStatus::Suspended);
		assert_refused(0, spec(), RefusalReason::SectorInactive);
		Standing::set(SectorStatus::Active);
		let other = pouw_primitives::task::Job::Embedding { model: H256::repeat_byte(9) };
		assert_refused(1, TaskSpec { job: other, ..spec() }, RefusalReason::UnknownModel);
		assert_refused(2, TaskSpec { price: 29, ..spec() }, RefusalReason::NotOrderable);
		RelayBlock::set(201);
		assert_refused(3, spec(), RefusalReason::TooLate);
		RelayBlock::set(200);
		for order in 4..12 {
			ordered(order);
		}
		assert_refused(12, spec(), RefusalReason::Busy);
	});
}

#[test]
fn order_should_be_refused_when_nothing_can_be_sealed_to_the_clients_key() {
	ExtBuilder::default().build_and_execute(|| {
		let unsealable = TaskSpec { client_key: low_order_key(), ..spec() };
		assert_refused(0, unsealable, RefusalReason::NotOrderable);
	});
}

#[test]
fn known_order_should_be_answered_again_and_not_run_again() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = ordered(0);
		// Whatever comes with the number.
		let other = TaskSpec { price: 900, ..spec() };
		assert_eq!(hub_orders(main_order(0, other)), None);
		assert!(Outbox::answers().is_empty());
		run_blocks(3);
		answer_all(id, 1);
		assert_eq!(hub_orders(main_order(0, spec())), None);
		let outcome = OrderOutcome::Settled { task: id, paid: 66 };
		assert_eq!(Outbox::answers(), vec![(0, outcome); 2]);
		assert_eq!(Reserve::released().len(), 2);
	});
}

#[test]
fn answer_should_wait_for_room_in_the_queue() {
	ExtBuilder::default().build_and_execute(|| {
		Room::set(0);
		Standing::set(SectorStatus::Suspended);
		for order in 0..3 {
			assert_eq!(hub_orders(main_order(order, spec())), None);
		}
		// Coming again does not make another answer of it.
		assert_eq!(hub_orders(main_order(0, spec())), None);
		run_blocks(5);
		assert!(Outbox::answers().is_empty());
		assert_eq!(Unanswered::<Test>::iter().count(), 3);
		Room::set(10);
		run_blocks(3);
		assert_eq!(Outbox::answers().len(), 3);
		assert_eq!(Unanswered::<Test>::iter().count(), 0);
	});
}

#[test]
fn order_should_not_be_paid_when_its_time_is_over() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = ordered(0);
		run_blocks(3);
		RelayBlock::set(1_001);
		answer_all(id, 0);
		assert!(Reserve::released().is_empty());
		let reason = FailureReason::Overdue;
		assert_eq!(Outbox::answers(), vec![(0, OrderOutcome::Failed { task: id, reason })]);
		// Those who revealed did their part.
		assert!((0..3).all(|miner| Miners::miner(&miner).unwrap().assigned == 0));
	});
}

#[test]
fn first_block_after_a_standstill_should_not_pay_for_an_order_whose_time_is_over() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = ordered(0);
		run_blocks(3);
		let result = result(1, 0);
		for miner in miners_of(id) {
			assert_ok!(commit(miner, id, &result));
		}
		for miner in miners_of(id) {
			assert_ok!(reveal(miner, id, &result));
		}
		// The next block was to settle it, and comes when the hub may have closed the order.
		let next = phase_end(id);
		assert_eq!(next, System::block_number() + 1);
		System::set_block_number(next);
		Tasks::on_initialize(next);
		assert!(matches!(record(id).state, TaskState::Revealing { .. }));
		assert!(Reserve::released().is_empty());
		RelayBlock::set(1_001);
		Tasks::advance_orders();
		assert!(Reserve::released().is_empty());
		let reason = FailureReason::Overdue;
		assert_eq!(Outbox::answers(), vec![(0, OrderOutcome::Failed { task: id, reason })]);
	});
}

#[test]
fn order_should_be_paid_in_the_last_relay_block_of_its_time() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = ordered(0);
		run_blocks(3);
		RelayBlock::set(999);
		answer_all(id, 0);
		assert_eq!(RelayBlock::get(), 1_000);
		let outcome = OrderOutcome::Settled { task: id, paid: 99 };
		assert_eq!(Outbox::answers(), vec![(0, outcome)]);
	});
}

#[test]
fn step_of_an_order_should_weigh_as_much_as_its_payment() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = ordered(0);
		run_blocks(3);
		let result = result(1, 0);
		for miner in miners_of(id) {
			assert_ok!(commit(miner, id, &result));
		}
		for miner in miners_of(id) {
			assert_ok!(reveal(miner, id, &result));
		}
		let next = phase_end(id);
		System::set_block_number(next);
		let weight = Tasks::on_initialize(next);
		let payment = <Test as crate::Config>::WeightInfo::settle_from_reserve(3);
		assert!(weight.all_gte(payment));
		Tasks::advance_orders();
		assert!(record(id).state.is_final());
	});
}

#[test]
fn short_reserve_should_count_as_paid_while_it_can_owe() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		ReserveHas::set(40);
		let id = ordered(0);
		run_blocks(3);
		answer_all(id, 0);
		let outcome = OrderOutcome::Settled { task: id, paid: 99 };
		assert_eq!(Outbox::answers(), vec![(0, outcome)]);
	});
}

#[test]
fn share_should_not_count_as_paid_when_it_cannot_be_owed() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		ReserveHas::set(40);
		DebtsLeft::set(0);
		let id = ordered(0);
		run_blocks(3);
		answer_all(id, 0);
		let outcome = OrderOutcome::Settled { task: id, paid: 33 };
		assert_eq!(Outbox::answers(), vec![(0, outcome)]);
		assert_eq!(Reserve::released().len(), 1);
	});
}

#[test]
fn forgotten_order_should_not_run_again() {
	ExtBuilder::default().build_and_execute(|| {
		Standing::set(SectorStatus::Suspended);
		for order in 0..4 {
			hub_orders(main_order(order, spec()));
		}
		run_blocks(RetentionPeriod::get() + 1);
		for order in 4..6 {
			hub_orders(main_order(order, spec()));
		}
		assert_eq!(OrderHorizon::<Test>::get(), 4);
		assert_eq!(HubOrders::<Test>::iter().count(), 2);
		Standing::set(SectorStatus::Active);
		assert_eq!(hub_orders(main_order(3, spec())), None);
		assert_eq!(Outbox::answers().len(), 6);
		System::assert_last_event(Event::OrderRepeated { order: 3 }.into());
	});
}

/// The hub says that an order is taken back.
fn cancel(order: u64) {
	assert_ok!(Tasks::on_cancel_order(order));
}

fn is_cancelled(id: TaskId) -> bool {
	matches!(record(id).state, TaskState::Failed { reason: FailureReason::Cancelled, .. })
}

#[test]
fn order_should_fail_and_be_answered_when_it_is_taken_back_before_its_draw() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = ordered(0);
		cancel(0);
		// It comes twice.
		cancel(0);
		System::assert_last_event(Event::CancellationIgnored { order: 0 }.into());
		run_blocks(3);
		assert!(is_cancelled(id));
		let reason = FailureReason::Cancelled;
		assert_eq!(Outbox::answers(), [(0, OrderOutcome::Failed { task: id, reason })]);
		assert!(Reserve::released().is_empty());
		// And again, when it is over.
		cancel(0);
		run_blocks(3);
		assert_eq!(Outbox::answers().len(), 1);
	});
}

#[test]
fn order_should_go_on_when_it_is_taken_back_after_its_draw() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = ordered(0);
		run_blocks(3);
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
		cancel(0);
		System::assert_last_event(Event::CancellationIgnored { order: 0 }.into());
		answer_all(id, 0);
		assert_eq!(Outbox::answers(), [(0, OrderOutcome::Settled { task: id, paid: 99 })]);
	});
}

#[test]
fn draw_that_may_be_known_should_not_be_dodged_by_taking_back_an_order() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = ordered(0);
		next_block();
		// A relay block after the order: who sees what lies ahead sees the draw.
		cancel(0);
		run_blocks(2);
		assert!(matches!(record(id).state, TaskState::Committing { .. }), "{:?}", record(id).state);
	});
}

#[test]
fn order_should_be_refused_when_it_comes_after_it_was_taken_back() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		cancel(0);
		let outcome = OrderOutcome::Refused { reason: RefusalReason::Cancelled };
		assert_eq!(Outbox::answers(), [(0, outcome)]);
		assert_eq!(hub_orders(main_order(0, spec())), None);
		// It is answered as often as it comes.
		assert_eq!(Outbox::answers(), [(0, outcome); 2]);
		run_blocks(5);
		assert_eq!(Tasks::next_task(), 0);
	});
}

#[test]
fn taking_back_should_come_again_when_its_number_is_too_far_ahead() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_noop!(Tasks::on_cancel_order(MAX_ORDERS_AHEAD), Error::<Test>::OrderTooFarAhead);
		cancel(MAX_ORDERS_AHEAD - 1);
	});
}

#[test]
fn forgotten_order_should_not_be_ended_again_when_it_is_taken_back() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		cancel(0);
		run_blocks(RetentionPeriod::get());
		cancel(1);
		assert_eq!((OrderHorizon::<Test>::get(), Outbox::answers().len()), (1, 2));
		cancel(0);
		System::assert_last_event(Event::CancellationIgnored { order: 0 }.into());
		assert_eq!(Outbox::answers().len(), 2);
	});
}

#[test]
fn order_should_come_again_when_its_number_is_too_far_ahead() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Tasks::on_order(main_order(MAX_ORDERS_AHEAD, spec())),
			Error::<Test>::OrderTooFarAhead
		);
		assert_noop!(
			Tasks::on_order(main_order(u64::MAX, spec())),
			Error::<Test>::OrderTooFarAhead
		);
		ordered(MAX_ORDERS_AHEAD - 1);
	});
}

#[derive(Clone, Debug)]
enum Action {
	Order { order: u64, price: u128 },
	Cancel(u64),
	Local,
	Answer { nth: usize, off: bool },
	Blocks(u32),
	Relay(u32),
	Standing(bool),
	Room(u32),
	Debts(u32),
}

fn action() -> impl Strategy<Value = Action> {
	prop_oneof![
		6 => (0..20u64, 0..300u128).prop_map(|(order, price)| Action::Order { order, price }),
		2 => (0..20u64).prop_map(Action::Cancel),
		1 => Just(Action::Local),
		6 => (0..4usize, prop::bool::weighted(0.2))
			.prop_map(|(nth, off)| Action::Answer { nth, off }),
		6 => (1..8u32).prop_map(Action::Blocks),
		1 => (1..60u32).prop_map(Action::Relay),
		1 => prop::bool::weighted(0.8).prop_map(Action::Standing),
		2 => (0..12u32).prop_map(Action::Room),
		1 => (0..3u32).prop_map(Action::Debts),
	]
}

/// Has one miner that can answer do so.
fn step(nth: usize, result: &TaskResult) {
	let open: Vec<_> = crate::Tasks::<Test>::iter().collect();
	for (id, task) in open {
		let Some(replica) = task.replicas.get(nth) else { continue };
		let _ = match task.state {
			TaskState::Committing { .. } => commit(replica.miner, id, result),
			TaskState::Revealing { .. } => reveal(replica.miner, id, result),
			_ => continue,
		};
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	/// However orders come, repeat and end: each is run once at most, answered with one truth, and what
	/// the hub is told of was released.
	#[test]
	fn each_order_in_main_is_run_once_and_answered_with_what_was_released(
		actions in prop::collection::vec(action(), 1..60)
	) {
		ExtBuilder::default().with_miners(6).build().execute_with(|| {
			ReserveHas::set(500);
			for action in actions {
				match action {
					Action::Order { order, price } => {
						hub_orders(main_order(order, TaskSpec { price, ..spec() }));
					},
					Action::Cancel(order) => cancel(order),
					Action::Local => {
						let _ = Tasks::order(RuntimeOrigin::signed(CLIENT), spec());
					},
					Action::Answer { nth, off } => {
						step(nth, &if off { garbage(nth as u8) } else { result(1, 0) });
					},
					Action::Blocks(count) => run_blocks(count),
					Action::Relay(count) => RelayBlock::mutate(|number| *number += count),
					Action::Standing(active) => Standing::set(if active {
						SectorStatus::Active
					} else {
						SectorStatus::Suspended
					}),
					Action::Room(room) => Room::set(Outbox::answers().len() as u32 + room),
					Action::Debts(left) => DebtsLeft::set(left),
				}
				check_state();
			}
			// With room for answers and nobody doing anything more, every order ends and is answered.
			Room::set(u32::MAX);
			let known: Vec<_> = HubOrders::<Test>::iter_keys().collect();
			run_blocks(60);
			check_state();
			assert_eq!(Unanswered::<Test>::iter().count(), 0);
			let mut outcomes = BTreeMap::new();
			for (order, outcome) in Outbox::answers() {
				assert_eq!(*outcomes.entry(order).or_insert(outcome), outcome);
			}
			for order in known {
				assert!(outcomes.contains_key(&order), "order {order} was not answered");
				let kept = HubOrders::<Test>::get(order);
				assert!(!matches!(kept, Some(SectorOrder::Running { .. })));
			}
			let told: u128 = outcomes.values().map(OrderOutcome::paid).sum();
			let released: u128 = Reserve::released().iter().map(|(_, amount)| amount).sum();
			assert_eq!(told, released);
		});
	}
}
