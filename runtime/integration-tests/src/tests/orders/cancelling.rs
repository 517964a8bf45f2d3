// SPDX-License-Identifier: Apache-2.0
//! Orders that their client takes back, whatever becomes of the messages.

use super::*;

fn cancel_as(who: Sr25519Keyring, order: OrderId) -> DispatchResult {
	HubPara::execute_with(|| pouw_hub_runtime::Orders::cancel(signed(who), SECTOR, order))
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

/// Builds blocks of the sector until the task is over, and the one more that tells the hub.
fn await_end(id: TaskId) {
	run_until::<CpuEdgePara>(20, "the end of the task", || {
		pouw_sector_runtime::Tasks::task(id).is_some_and(|task| task.state.is_final())
	});
	run_blocks::<CpuEdgePara>(1);
}

#[test]
fn order_taken_back_before_its_draw_is_refunded() {
	network_test(|| {
		ready_to_pay();
		let (before, order, id) = placed();
		cancel(order);
		// Only the sector's word frees the MAIN.
		assert_held(order);
		await_end(id);
		before.assert_refunded(order, taken_back(id));
		settle_messages::<CpuEdgePara>();
		before.assert_refunded(order, taken_back(id));
	});
}

#[test]
fn order_taken_back_while_it_waits_for_miners_is_refunded_long_before_its_patience_ends() {
	network_test(|| {
		ready(2);
		let (before, order, id) = placed();
		run_blocks::<CpuEdgePara>(20);
		cancel(order);
		await_end(id);
		before.assert_refunded(order, taken_back(id));
		assert!(task::<CpuEdgePara>(id).replicas.is_empty());
	});
}

#[test]
fn cancellation_that_comes_after_the_draw_changes_nothing() {
	network_test(|| {
		ready_to_pay();
		let (before, order, id) = placed();
		await_assignment::<CpuEdgePara>(id);
		cancel(order);
		run(id, |_| honest());
		before.assert_paid_in_full(order);
	});
}

#[test]
fn cancellation_that_overtakes_its_order_keeps_it_from_being_run() {
	network_test(|| {
		ready(3);
		let before = Before::now();
		let tasks = next_task();
		let order = losing(place);
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
		let (before, order, id) = placed();
		losing(|| cancel(order));
		run_blocks::<CpuEdgePara>(10);
		assert_eq!(on_hub(order).state, OrderState::Open);
		run_blocks::<HubPara>(RETRY_AFTER);

		// The answer is lost, and the acknowledgement of the cancellation with it.
		losing(|| await_end(id));
		assert_held(order);
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
		ready_to_pay();
		let before = Before::now();
		PouwNet::set_wire(Wire::Doubles);
		let order = place();
		let id = task_of(order);
		cancel(order);
		await_end(id);
		run_blocks::<HubPara>(2);
		run_blocks::<CpuEdgePara>(2);
		assert_eq!(next_task(), id + 1);
		before.assert_refunded(order, taken_back(id));
	});
}

#[test]
fn cancellation_in_another_frame_ends_no_order_again() {
	network_test(|| {
		ready_to_pay();
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
		before.assert_paid_in_full(order);
		again(order);
		run_blocks::<CpuEdgePara>(2);
		run_blocks::<HubPara>(2);
		before.assert_paid_in_full(order);
	});
}

#[test]
fn cancellation_of_another_client_is_refused() {
	network_test(|| {
		ready_to_pay();
		let before = Before::now();
		let order = place();
		assert_eq!(cancel_as(MINERS[0], order), Err(Refusal::NotClient.into()));
		run(task_of(order), |_| honest());
		before.assert_paid_in_full(order);
		assert_eq!(cancel_as(CLIENT, order), Err(Refusal::OrderOver.into()));
	});
}
