// SPDX-License-Identifier: Apache-2.0
//! What tickets earn, and when.

use crate::{
	mock::*,
	types::{Claim, EraWork},
	Claims, Event, UsefulTickets,
};
use frame_support::assert_ok;
use pouw_primitives::{work::SettledWindow, Balance, TaskId, WindowIndex, Work};
use pouw_traits::OnTaskSettled;

const TASK: TaskId = 7;
/// What a miner receives for a ticket of a window at or below its target: nine tenths of an eighth.
const TICKET: Balance = 900;

fn count(miner: u8, window: WindowIndex, tickets: u64) {
	for nonce in 0..tickets {
		assert_ok!(count_baseline(&account(miner), window, nonce));
	}
}

/// Assigns miner 1 [`TASK`] and counts so many useful tickets of it.
fn count_of_task(window: WindowIndex, tickets: u8) {
	grant(TASK, &account(1), 0, some_layer(1), Work::MAX);
	for nonce in 0..tickets {
		assert_ok!(count_useful(&account(1), window, TASK, 0, nonce));
	}
}

fn credited(miner: u8, window: WindowIndex) -> Option<Work> {
	Credits::get().get(&(account(miner), window)).copied()
}

#[test]
fn miners_should_be_paid_by_tickets_and_credited_by_work() {
	ExtBuilder::default().build_and_execute(|| {
		count(1, 0, 3);
		count(2, 0, 2);
		settle(0);
		assert_eq!(free(&account(1)), 3 * TICKET);
		assert_eq!(free(&account(2)), 2 * TICKET);
		assert_eq!(credited(1, 0), Some(3 * DIFFICULTY));
		assert_eq!(credited(2, 0), Some(2 * DIFFICULTY));
		// The rest of the budget is not issued.
		assert_eq!(Issued::get(), 5_000);
		assert_eq!(
			Pouw::history(),
			vec![SettledWindow {
				index: 0,
				opened_at: 1,
				difficulty: DIFFICULTY,
				useful_share: Default::default(),
				tickets: 5,
				useful: 0,
				credited: 5,
				paid: 5 * TICKET,
				pledged: 0,
			}]
		);
		System::assert_last_event(
			Event::WindowSettled {
				window: 0,
				tickets: 5,
				credited: 5,
				paid: 5 * TICKET,
				pledged: 0,
			}
			.into(),
		);
	});
}

#[test]
fn full_window_should_share_the_budget_and_no_more() {
	ExtBuilder::default().build_and_execute(|| {
		for miner in 0..5 {
			count(miner, 0, 6);
		}
		settle(0);
		// 8,000 by 30 tickets.
		assert_eq!(Issued::get(), 266 * 30);
		assert_eq!(free(&account(0)), 266 * 6 * 9 / 10);
	});
}

#[test]
fn tickets_of_the_grace_should_be_paid_with_their_window() {
	ExtBuilder::default().build_and_execute(|| {
		count(1, 0, 1);
		run_to_window(1);
		assert_ok!(count_baseline(&account(1), 0, 1));
		assert_ok!(count_baseline(&account(1), 1, 0));
		settle(0);
		assert_eq!(free(&account(1)), 2 * TICKET);
	});
}

#[test]
fn miner_below_the_floor_should_be_credited_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		count(1, 0, 1);
		assert_eq!(newest().credited, 0);
		settle(0);
		assert_eq!(free(&account(1)), 0);
		assert_eq!(credited(1, 0), None);
		assert_eq!(Issued::get(), 0);
		assert_eq!(Pouw::history()[0].credited, 0);
	});
}

#[test]
fn reward_of_a_miner_should_be_held_for_its_bond() {
	ExtBuilder::default().build_and_execute(|| {
		count(1, 0, 3);
		settle(0);
		// The bond lacks 1,500 of the 2,700.
		assert_eq!(Bonds::get().get(&account(1)), Some(&1_500));
		System::assert_has_event(
			Event::MinerSettled {
				window: 0,
				miner: account(1),
				credited: 3,
				paid: 2_700,
				held: 1_500,
			}
			.into(),
		);
	});
}

#[test]
fn newcomer_should_be_paid_one_ticket_that_is_not_held() {
	ExtBuilder::default().build_and_execute(|| {
		count(100, 0, 1);
		assert_eq!(newest().credited, 1);
		settle(0);
		assert_eq!(free(&account(100)), TICKET);
		assert!(Bonds::get().is_empty());
		assert_eq!(credited(100, 0), None);
	});
}

#[test]
fn miner_that_left_should_be_paid_one_ticket_at_most() {
	ExtBuilder::default().build_and_execute(|| {
		count(1, 0, 6);
		deregister(&account(1));
		settle(0);
		assert_eq!(free(&account(1)), TICKET);
		assert!(Bonds::get().is_empty());
		assert_eq!(credited(1, 0), None);
	});
}

#[test]
fn useful_ticket_should_be_pledged_and_paid_when_the_result_is_accepted() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 3);
		settle(0);
		let miner = account(1);
		assert_eq!((free(&miner), Pledged::get()), (0, 3_000));
		assert_eq!(credited(1, 0), Some(3 * DIFFICULTY));
		assert_eq!(Pouw::history()[0].pledged, 3_000);
		System::assert_has_event(
			Event::UsefulWorkPledged { task: TASK, miner: miner.clone(), amount: 3_000 }.into(),
		);
		check_state();

		end_task(TASK, &miner, true);
		assert_eq!((free(&miner), Pledged::get()), (3 * TICKET, 0));
		assert_eq!(Bonds::get().get(&miner), Some(&1_500));
		assert_eq!(Claims::<Test>::iter().count(), 0);
		System::assert_last_event(
			Event::UsefulWorkPaid { task: TASK, miner, paid: 2_700, held: 1_500 }.into(),
		);
	});
}

#[test]
fn useful_ticket_should_be_forgone_when_the_result_is_not_accepted() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 3);
		settle(0);
		let miner = account(1);
		end_task(TASK, &miner, false);
		assert_eq!((free(&miner), Pledged::get(), Issued::get()), (0, 0, 0));
		assert_eq!(Claims::<Test>::iter().count(), 0);
		System::assert_last_event(Event::PledgeForgone { task: TASK, miner, amount: 3_000 }.into());
	});
}

#[test]
fn useful_ticket_should_be_paid_at_the_settlement_when_the_task_was_accepted_before() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 3);
		let miner = account(1);
		end_task(TASK, &miner, true);
		assert_eq!(
			Claims::<Test>::get(TASK, &miner),
			Some(Claim {
				claimed: 3 * DIFFICULTY,
				open_windows: 1,
				outcome: Some(true),
				..Default::default()
			})
		);
		check_state();
		settle(0);
		assert_eq!((free(&miner), Pledged::get()), (3 * TICKET, 0));
		assert_eq!(Bonds::get().get(&miner), Some(&1_500));
		assert_eq!(Claims::<Test>::iter().count(), 0);
	});
}

#[test]
fn useful_ticket_should_not_be_paid_at_the_settlement_when_the_task_failed_before() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 3);
		let miner = account(1);
		end_task(TASK, &miner, false);
		settle(0);
		assert_eq!((free(&miner), Pledged::get(), Issued::get()), (0, 0, 0));
		assert_eq!(Claims::<Test>::iter().count(), 0);
	});
}

#[test]
fn tickets_of_two_windows_should_share_one_claim() {
	for accepted in [true, false] {
		ExtBuilder::default().build_and_execute(|| {
			count_of_task(0, 2);
			run_to_window(1);
			count_of_task(1, 3);
			let miner = account(1);
			assert_eq!(Claims::<Test>::get(TASK, &miner).unwrap().open_windows, 2);
			// The task is over between the settlements.
			settle(0);
			assert_eq!(Pledged::get(), 2_000);
			end_task(TASK, &miner, accepted);
			assert_eq!(Pledged::get(), 0);
			check_state();
			settle(1);
			assert_eq!(free(&miner), if accepted { 5 * TICKET } else { 0 });
			assert_eq!(Claims::<Test>::iter().count(), 0);
			assert_eq!(UsefulTickets::<Test>::iter().count(), 0);
		});
	}
}

#[test]
fn claim_should_stay_while_the_task_is_not_over() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 2);
		settle(0);
		run_blocks(50);
		let claim = Claims::<Test>::get(TASK, account(1)).unwrap();
		assert_eq!((claim.claimed, claim.pledged), (2 * DIFFICULTY, 2_000));
		assert_eq!((claim.pledged_work, claim.open_windows), (2 * DIFFICULTY, 0));
	});
}

#[test]
fn useful_ticket_below_the_floor_should_not_be_pledged() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 1);
		settle(0);
		assert_eq!(Pledged::get(), 0);
		end_task(TASK, &account(1), true);
		assert_eq!(Issued::get(), 0);
		assert_eq!(Claims::<Test>::iter().count(), 0);
	});
}

#[test]
fn useful_ticket_of_a_miner_that_left_should_not_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 3);
		end_task(TASK, &account(1), true);
		deregister(&account(1));
		settle(0);
		assert_eq!(Issued::get(), 0);
		assert_eq!(Claims::<Test>::iter().count(), 0);
	});
}

#[test]
fn both_kinds_should_be_credited_together_once() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 2);
		count(1, 0, 3);
		settle(0);
		assert_eq!(credited(1, 0), Some(5 * DIFFICULTY));
		assert_eq!((free(&account(1)), Pledged::get()), (3 * TICKET, 2_000));
	});
}

#[test]
fn pledge_should_be_what_the_cap_leaves() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 3);
		count(1, 0, 3);
		Supply::set(8_000);
		settle(0);
		assert_eq!(Pledged::get() + Issued::get(), 6_000);
		// The cap is reached by the next window.
		run_to_window(1);
		assert_ok!(count_baseline(&account(2), 1, 0));
		assert_ok!(count_baseline(&account(2), 1, 1));
		settle(1);
		// 2,000 left by 8 shares.
		assert_eq!(Issued::get(), 3_000 + 2 * 250);
	});
}

#[test]
fn nothing_should_be_paid_when_the_budget_is_spent() {
	ExtBuilder::default().build_and_execute(|| {
		Supply::set(0);
		count(1, 0, 3);
		count_of_task(0, 3);
		settle(0);
		end_task(TASK, &account(1), true);
		assert_eq!((Issued::get(), Pledged::get(), free(&account(1))), (0, 0, 0));
		// Work counts all the same.
		assert_eq!(credited(1, 0), Some(6 * DIFFICULTY));
	});
}

#[test]
fn era_work_should_be_what_was_paid_since_it_was_last_taken() {
	ExtBuilder::default().build_and_execute(|| {
		count_of_task(0, 2);
		count(2, 0, 3);
		count(3, 0, 1);
		settle(0);
		assert_eq!(Pouw::take_era_work(), EraWork { idle: 3 * DIFFICULTY, useful: 0 });
		end_task(TASK, &account(1), true);
		assert_eq!(Pouw::take_era_work(), EraWork { idle: 0, useful: 2 * DIFFICULTY });
		assert_eq!(Pouw::take_era_work(), EraWork::default());
	});
}

#[test]
fn end_of_a_task_without_tickets_should_change_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		frame_support::assert_storage_noop!(Pouw::on_settled(TASK, &account(1), true));
	});
}

#[test]
fn end_of_a_task_should_weigh_on_the_block_when_it_has_tickets() {
	use crate::{Config, WeightInfo};
	use frame_support::dispatch::DispatchClass;
	ExtBuilder::default().build_and_execute(|| {
		let used = || *frame_system::Pallet::<Test>::block_weight().get(DispatchClass::Mandatory);
		count_of_task(0, 2);
		settle(0);
		let before = used();
		end_task(TASK, &account(2), true);
		assert_eq!(used(), before);
		end_task(TASK, &account(1), true);
		let expected = <<Test as Config>::WeightInfo as WeightInfo>::on_settled();
		assert_eq!(used(), before.saturating_add(expected));
	});
}

#[test]
fn empty_window_should_be_settled() {
	ExtBuilder::default().build_and_execute(|| {
		settle(3);
		assert_eq!(Pouw::history().len(), 4);
		assert_eq!(Issued::get(), 0);
	});
}
