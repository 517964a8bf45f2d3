// SPDX-License-Identifier: Apache-2.0
//! Orders on a sector whose chain stands still, and what it does when it goes on.

use super::*;
use crate::state::outbox_of_hub;
use pouw_primitives::{EraReport, SectorStatus};

/// Governance closes an order, for which nothing was paid.
fn close(order: OrderId) -> DispatchResult {
	HubPara::execute_with(|| {
		let root = pouw_hub_runtime::RuntimeOrigin::root();
		pouw_hub_runtime::Orders::close(root, SECTOR, order, 0)
	})
}

/// The sector stands still until the order can be closed, and is closed.
fn stand_still_until_closed(order: OrderId) {
	assert_eq!(close(order), Err(Refusal::SectorActive.into()));
	suspend();
	assert_eq!(close(order), Err(Refusal::SectorMayPay.into()));
	PouwNet::set_relay_block_number(on_hub(order).pays_until + 14_401);
	run_blocks::<HubPara>(1);
	assert_eq!(close(order), Ok(()));
}

/// Fails unless the sector failed the task as overdue and nobody was paid.
fn assert_overdue_and_unpaid(order: OrderId, id: TaskId, before: &Before) {
	let reason = FailureReason::Overdue;
	let expected = OrderOutcome::Failed { task: id, reason };
	let kept = on_sector(order);
	assert!(
		matches!(kept, Some(SectorOrder::Ended { outcome, .. }) if outcome == expected),
		"{kept:?}"
	);
	assert_eq!((miners(), reserve().0), (before.miners, before.released));
	assert!(matches!(on_hub(order).state, OrderState::Closed { .. }));
	before.assert_client_has_all();
	assert_eq!(main_of_all(), before.main);
}

#[test]
fn order_on_a_sector_that_stands_still_is_closed_and_never_paid_afterwards() {
	network_test(|| {
		ready_to_pay();
		let (before, order, id) = placed();
		await_assignment::<CpuEdgePara>(id);
		stand_still_until_closed(order);

		// It goes on, and the miners answer: too late to be paid.
		answer_all(id, |_| honest());
		run_blocks::<CpuEdgePara>(1);
		assert_overdue_and_unpaid(order, id, &before);
	});
}

/// What the sector has heard of its standing.
fn standing() -> SectorStatus {
	CpuEdgePara::ext_wrapper(pallet_sector_profile::Status::<SectorRuntime>::get)
}

#[test]
fn order_on_a_sector_whose_queue_is_full_is_closed_and_the_sector_told_when_it_goes_on() {
	network_test(|| {
		ready(3);
		settle_messages::<CpuEdgePara>();
		let before = Before::now();
		let order = place();
		// The sector stands still, and nothing that it is told is acknowledged.
		PouwNet::set_wire(Wire::Loses);
		HubPara::execute_with(|| {
			let word = HubToSector::WitnessWithdrawn {
				source: SectorId(2001),
				conversion: 1_000,
				round: 0,
			};
			while pouw_hub_runtime::Messenger::send(SECTOR, word.clone()).is_ok() {}
		});
		stand_still_until_closed(order);
		before.assert_client_has_all();
		let untold = || HubPara::ext_wrapper(|| pallet_sectors::Untold::<HubRuntime>::get(SECTOR));
		assert_eq!((standing(), untold()), (SectorStatus::Active, Some(())));
		check_invariants();

		// It goes on, takes what it was told, and reports.
		PouwNet::set_wire(Wire::Works);
		for _ in 0..40 {
			run_blocks::<HubPara>(10);
			run_blocks::<CpuEdgePara>(1);
		}
		assert_eq!(outbox_of_hub(SECTOR.0), 0);
		CpuEdgePara::execute_with(|| {
			let report = EraReport { era: 0, ended_at: 1, figures: Default::default() };
			let report = SectorToHub::Report(report);
			assert_ok!(pouw_sector_runtime::Messenger::send(Hub, report));
		});
		run_blocks::<HubPara>(1);
		assert_eq!((standing(), untold()), (SectorStatus::Suspended, None));
		assert!(matches!(on_hub(order).state, OrderState::Closed { .. }));
	});
}

#[test]
fn first_block_after_a_standstill_does_not_pay_for_an_order_that_was_closed() {
	network_test(|| {
		ready_to_pay();
		let (before, order, id) = placed();
		await_assignment::<CpuEdgePara>(id);
		// All agree; the next block is to pay them, and does not come.
		answer_all(id, |_| honest());
		stand_still_until_closed(order);

		run_blocks::<CpuEdgePara>(1);
		assert_overdue_and_unpaid(order, id, &before);
	});
}
