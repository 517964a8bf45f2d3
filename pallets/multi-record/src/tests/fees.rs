// SPDX-License-Identifier: Apache-2.0
//! What becomes of the fees.

use crate::{mock::*, Applied, Event, TreasuryShare};
use frame_support::traits::{fungible::Mutate, tokens::Preservation};
use pouw_primitives::{settlement::RecordState, Balance, SectorId};
use sp_core::{H256, U256};
use sp_runtime::FixedU128;

/// What keeps the account of the fees alive.
const LEAST: Balance = 10;

fn recorders(window: u32) -> Vec<(SectorId, Balance, Balance)> {
	let RecordState::Assigned { recorders, .. } = state(window) else { panic!("not assigned") };
	recorders.iter().map(|r| (r.sector, r.fees, r.payment)).collect()
}

/// Closes the current window and has it assigned.
fn assign() {
	run_blocks(WindowLength::get() + 4);
}

#[test]
fn fees_should_be_kept_until_the_window_is_assigned() {
	ExtBuilder::default().build_and_execute(|| {
		transact_for(1, 1_000);
		transact_for(2, 500);
		transact(3);
		assert_eq!((pot(), treasury()), (LEAST + 1_500, 100 - LEAST));
		assert!(!Applied::<Test>::exists());
	});
}

#[test]
fn two_sectors_should_share_each_fee_less_the_toll() {
	ExtBuilder::default().with_sectors(2).build_and_execute(|| {
		transact_for(1, 1_000);
		transact_for(2, 500);
		assign();
		// Half of 90 % of 1,500 for each, at two MAIN for a token; the odd unit goes to the treasury.
		let expected = [(SectorId(2001), 674, 337), (SectorId(2002), 674, 337)];
		let mut shares = recorders(0);
		shares.sort();
		assert_eq!(shares, expected);
		assert!(batches(0).iter().all(|(_, batch)| batch.payment == 337));
		let rest = 1_500 - 2 * 674;
		assert_eq!((pot(), treasury()), (LEAST + 2 * 674, 100 - LEAST + rest));
		System::assert_has_event(Event::TreasuryPaid { amount: rest }.into());
		assert_eq!(BurnedMain::get(), 0);
	});
}

#[test]
fn each_fee_should_go_to_the_sectors_of_its_transaction_alone() {
	ExtBuilder::default().with_sectors(4).build_and_execute(|| {
		let dear = transact_for(1, 100_000);
		(2..8).for_each(|n| {
			transact(n);
		});
		assign();
		for (sector, batch) in batches(0) {
			let has_it = batch.entries.contains(&dear);
			assert_eq!(batch.payment, if has_it { 22_500 } else { 0 }, "{sector:?}");
		}
	});
}

#[test]
fn fees_should_be_burned_when_a_sector_has_recorded() {
	ExtBuilder::default().with_sectors(2).build_and_execute(|| {
		let issuance = Balances::total_issuance();
		transact_for(1, 1_000);
		assign();
		let sent = batches(0);
		answer(sent[0].0, 0, sent[0].1.root);
		assert_eq!(BurnedMain::get(), 450);
		let (sector, window) = (sent[0].0, 0);
		System::assert_has_event(
			Event::FeesBurned { window, sector, fees: 450, payment: 225 }.into(),
		);
		answer(sent[1].0, 0, sent[1].1.root);
		assert_eq!((BurnedMain::get(), pot()), (900, LEAST));
		assert_eq!(Balances::total_issuance(), issuance - 900);
	});
}

#[test]
fn fees_should_be_burned_once_when_an_answer_is_doubled_or_wrong() {
	ExtBuilder::default().with_sectors(2).build_and_execute(|| {
		transact_for(1, 1_000);
		assign();
		let sent = batches(0);
		answer(sent[0].0, 0, H256::repeat_byte(1));
		answer(SectorId(2999), 0, sent[0].1.root);
		assert_eq!(BurnedMain::get(), 0);
		answer(sent[0].0, 0, sent[0].1.root);
		answer(sent[0].0, 0, sent[0].1.root);
		assert_eq!(BurnedMain::get(), 450);
	});
}

#[test]
fn fees_should_go_to_the_treasury_when_sectors_have_no_rate() {
	ExtBuilder::default().with_sectors(2).build_and_execute(|| {
		Rate::set(FixedU128::from_u32(0));
		transact_for(1, 1_000);
		assign();
		assert_eq!((pot(), treasury()), (LEAST, 100 - LEAST + 1_000));
		assert!(batches(0).iter().all(|(_, batch)| batch.payment == 0));
		answer_all(0);
		assert_eq!(BurnedMain::get(), 0);
	});
}

#[test]
fn fees_should_go_to_the_treasury_when_they_are_worth_less_than_a_token_unit() {
	ExtBuilder::default().with_sectors(2).build_and_execute(|| {
		Rate::set(FixedU128::from_u32(1_000));
		transact_for(1, 1_000);
		assign();
		assert_eq!((pot(), treasury()), (LEAST, 100 - LEAST + 1_000));
	});
}

#[test]
fn what_is_burned_should_never_be_worth_less_than_what_is_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let one = U256::from(10u128.pow(18));
		for inner in [1, 3, 333_333_333_333_333_333, 1_000_000_000_000_000_001, u128::MAX] {
			Rate::set(FixedU128::from_inner(inner));
			for fees in [1, 2, 3, 99, 1_001, 123_456_789_123, Balance::MAX] {
				let (main, payment) = MultiRecord::share_of(SectorId(2001), fees);
				assert!(main <= fees / 2);
				assert_eq!(main > 0, payment > 0);
				if payment > 0 {
					// One token less would not be worth as much.
					let worth = U256::from(payment) * U256::from(inner);
					let burned = U256::from(main) * one;
					assert!(burned >= worth && burned - worth < one);
				}
			}
		}
	});
}

#[test]
fn fees_of_an_abandoned_window_should_go_to_the_treasury() {
	ExtBuilder::default().with_sectors(1).build_and_execute(|| {
		for n in 0..=MaxWaiting::get() {
			transact_for(n.into(), 1_000);
			run_blocks(4);
		}
		assert_eq!(state(0), RecordState::Abandoned);
		assert_eq!(treasury(), 100 - LEAST + 1_000);
	});
}

#[test]
fn fees_should_be_burned_when_a_window_is_forgotten_unanswered() {
	ExtBuilder::default().with_sectors(2).build_and_execute(|| {
		transact_for(1, 1_000);
		assign();
		let sent = batches(0);
		answer(sent[0].0, 0, sent[0].1.root);
		for n in 0..=RetentionWindows::get() {
			transact(n.into());
			run_blocks(8);
			Sent::get().iter().filter(|(_, batch)| batch.window > 0).for_each(|(sector, batch)| {
				answer(*sector, batch.window, batch.root);
			});
		}
		assert_eq!((BurnedMain::get(), pot()), (900, LEAST));
		// Its answer comes too late to be burned for twice.
		answer(sent[1].0, 0, sent[1].1.root);
		assert_eq!(BurnedMain::get(), 900);
	});
}

#[test]
fn fees_should_go_to_the_treasury_until_it_can_lend_what_their_account_needs() {
	ExtBuilder::default().with_treasury(0).build_and_execute(|| {
		let issuance = Balances::total_issuance();
		// Too little for an account: burned, as there is nobody who could have it.
		transact_for(1, LEAST - 1);
		assert_eq!(Balances::total_issuance(), issuance - (LEAST - 1));
		transact_for(2, LEAST);
		assert_eq!((pot(), treasury()), (0, LEAST));
		transact_for(3, LEAST);
		assert_eq!((pot(), treasury()), (0, 2 * LEAST));
		transact_for(4, 3);
		assert_eq!((pot(), treasury()), (LEAST + 3, LEAST));
		assign();
		answer_all(0);
		assert_eq!(treasury() + pot() + BurnedMain::get(), 2 * LEAST + 3);
	});
}

#[test]
fn treasury_should_get_its_share_later_when_it_cannot_receive_it() {
	ExtBuilder::default().with_sectors(2).build_and_execute(|| {
		transact_for(1, 50);
		Balances::transfer(&TREASURY, &PAYER, 90, Preservation::Expendable).unwrap();
		assert_eq!(treasury(), 0);
		assign();
		// Half of 45 at two for a token is 22 for each; six remain.
		assert_eq!((treasury(), TreasuryShare::<Test>::get()), (0, 6));
		transact_for(2, 100);
		assign();
		assert!(!TreasuryShare::<Test>::exists());
		// Of a hundred, twice 44 are the sectors'.
		assert_eq!(treasury(), 6 + 12);
	});
}

#[test]
fn try_state_should_fail_when_kept_fees_are_missing() {
	ExtBuilder::default().build().execute_with(|| {
		transact_for(1, 1_000);
		Balances::set_balance(&MultiRecord::fee_account(), 1_009);
		frame_support::assert_err!(
			MultiRecord::do_try_state(),
			"the account of the fees has less than it keeps"
		);
	});
}
