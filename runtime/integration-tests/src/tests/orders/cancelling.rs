// SPDX-License-Identifier: Apache-2.0
//! Orders that their client takes back, whatever becomes of the messages.

use super::*;
use sp_keyring::Sr25519Keyring;

fn cancel_as(who: Sr25519Keyring, order: OrderId) -> DispatchResult {
	HubPara::execute_with(|| {
		let origin = pouw_hub_runtime::RuntimeOrigin::signed(who.to_account_id());
		pouw_hub_runtime::Orders::cancel(origin, SECTOR, order)
	})
}

fn cancel(order: OrderId) {
	assert_ok!(cancel_as(CLIENT, order));
}

/// How an order ends whose task was taken back.
fn taken_back(task: TaskId) -> OrderOutcome {
	OrderOutcome::Failed { task, reason: FailureReason::Cancelled }
}

/// How an order ends that was taken back before the sector had it.
fn refused() -> OrderOutcome {
	OrderOutcome::Refused { reason: RefusalReason::Cancelled }
}

fn next_task() -> TaskId {
	CpuEdgePara::ext_wrapper(pouw_sector_runtime::Tasks::next_task)
}

/// Builds blocks of the sector until the task is over.
fn await_end(id: TaskId) {
	run_until::<CpuEdgePara>(20, "the end of the task", || {
		pouw_sector_runtime::Tasks::task(id).is_some_and(|task| task.state.is_final())
	});
}

#[test]
fn order_taken_back_before_its_draw_is_refunded() {
	network_test(|| {
		ready(3);
		fill_reserve();
		let before = Before::now();
		let order = place();
		let id = task_of(order);
		cancel(order);
		// Only the sector's word frees the MAIN.
		assert_eq!((on_hub(order).state, main_held()), (OrderState::Open, MAIN));
		await_end(id);
		run_blocks::<CpuEdgePara>(1);
		before.assert_refunded(order, taken_back(id));
		settle_messages::<CpuEdgePara>();
		before.assert_refunded(order, taken_back(id));
	});
}

#[test]
fn order_taken_back_while_it_waits_for_miners_is_refunded_long_before_its_patience_ends() {
	network_test(|| {
		ready(2);
		let before = Before::now();
		let order = place();
		let id = task_of(order);
		run_blocks::<CpuEdgePara>(20);
		cancel(order);
		await_end(id);
		run_blocks::<CpuEdgePara>(1);
		before.assert_refunded(order, taken_back(id));
		assert!(task::<CpuEdgePara>(id).replicas.is_empty());
	});
}

#[test]
fn cancellation_that_comes_after_the_draw_changes_nothing() {
	network_test(|| {
		ready(3);
		fill_reserve();
		let before = Before::now();
		let order = place();
		let id = task_of(order);
		await_assignment::<CpuEdgePara>(id);
		cancel(order);
		run(id, |_| honest());
		before.assert_paid(order, MAIN, [PRICE / 3; 3]);
	});
}

#[test]
fn cancellation_that_overtakes_its_order_keeps_it_from_being_run() {
	network_test(|| {
		ready(3);
		let before = Before::now();
		let tasks = next_task();
		PouwNet::set_wire(Wire::Loses);
		let order = place();
		PouwNet::set_wire(Wire::Works);
		cancel(order);
		run_blocks::<CpuEdgePara>(1);
		before.assert_refunded(order, refused());
		// The order comes at last.
		run_blocks::<HubPara>(RETRY_AFTER);
		run_blocks::<CpuEdgePara>(20);
		assert_eq!(next_task(), tasks);
		before.assert_refunded(order, refused());
		settle_messages::<CpuEdgePara>();
	});
}

#[test]
fn cancellation_each_of_whose_messages_is_lost_once_refunds_once() {
	network_test(|| {
		// Too few, so that it waits.
		ready(2);
		let before = Before::now();
		let order = place();
		let id = task_of(order);
		PouwNet::set_wire(Wire::Loses);
		cancel(order);
		PouwNet::set_wire(Wire::Works);
		run_blocks::<CpuEdgePara>(10);
		assert_eq!(on_hub(order).state, OrderState::Open);
		run_blocks::<HubPara>(RETRY_AFTER);

		// The answer is lost, and the acknowledgement of the cancellation with it.
		PouwNet::set_wire(Wire::Loses);
		await_end(id);
		run_blocks::<CpuEdgePara>(1);
		PouwNet::set_wire(Wire::Works);
		assert_eq!((on_hub(order).state, main_held()), (OrderState::Open, MAIN));
		check_invariants();
		run_blocks::<HubPara>(2 * RETRY_AFTER);
		run_blocks::<CpuEdgePara>(RETRY_AFTER);
		before.assert_refunded(order, taken_back(id));
		settle_messages::<CpuEdgePara>();
		before.assert_refunded(order, taken_back(id));
	});
}

#[test]
fn cancellation_over_doubled_wires_refunds_once() {
	network_test(|| {
		ready(3);
		fill_reserve();
		let before = Before::now();
		PouwNet::set_wire(Wire::Doubles);
		let order = place();
		let id = task_of(order);
		cancel(order);
		await_end(id);
		run_blocks::<CpuEdgePara>(1);
		run_blocks::<HubPara>(2);
		run_blocks::<CpuEdgePara>(2);
		assert_eq!(next_task(), id + 1);
		before.assert_refunded(order, taken_back(id));
	});
}

#[test]
fn cancellation_in_another_frame_ends_no_order_again() {
	network_test(|| {
		ready(3);
		fill_reserve();
		let before = Before::now();
		let again = |order| {
			HubPara::execute_with(|| {
				let message = HubToSector::CancelOrder { order };
				assert_ok!(pouw_hub_runtime::Messenger::send(SECTOR, message));
			});
		};
		let order = place();
		let id = task_of(order);
		run(id, |_| honest());
		before.assert_paid(order, MAIN, [PRICE / 3; 3]);
		again(order);
		run_blocks::<CpuEdgePara>(2);
		run_blocks::<HubPara>(2);
		before.assert_paid(order, MAIN, [PRICE / 3; 3]);
	});
}

#[test]
fn cancellation_of_another_client_is_refused() {
	network_test(|| {
		ready(3);
		fill_reserve();
		let before = Before::now();
		let order = place();
		type Refusal = pallet_orders::Error<HubRuntime>;
		assert_eq!(cancel_as(MINERS[0], order), Err(Refusal::NotClient.into()));
		run(task_of(order), |_| honest());
		before.assert_paid(order, MAIN, [PRICE / 3; 3]);
		assert_eq!(cancel_as(CLIENT, order), Err(Refusal::OrderOver.into()));
	});
}
