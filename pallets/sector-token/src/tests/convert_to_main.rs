// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Conversions, Error, Event, NextConversion, PendingOf, Totals};
use codec::Decode;
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{Mutate, MutateFreeze, MutateHold},
		tokens::{Fortitude, Precision, Preservation},
	},
};
use pouw_primitives::{
	conversion::{conversion_key, ConversionRecord, ConversionRequest, ConversionState},
	Balance, SectorToHub,
};
use pouw_traits::ConversionOutcome;
use sp_runtime::{ArithmeticError, DispatchError, TokenError};

fn convert(who: pouw_primitives::AccountId, amount: Balance) -> Result<(), DispatchError> {
	SectorToken::convert_to_main(RuntimeOrigin::signed(who), amount)
}

#[test]
fn convert_to_main_should_move_tokens_and_tell_the_hub() {
	build_and_execute(|| {
		let before = reserve();
		assert_ok!(convert(ALICE, 500));
		assert_eq!(
			record(0),
			ConversionRecord {
				who: ALICE,
				beneficiary: ALICE,
				amount: 500,
				requested_at: 1,
				state: ConversionState::Pending,
			}
		);
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 500);
		assert_eq!(reserve(), before + 500);
		assert_eq!(
			Sent::get(),
			vec![SectorToHub::Convert(ConversionRequest {
				conversion: 0,
				beneficiary: ALICE,
				amount: 500
			})]
		);
		System::assert_last_event(
			Event::ConversionRequested {
				conversion: 0,
				who: ALICE,
				beneficiary: ALICE,
				amount: 500,
			}
			.into(),
		);
	});
}

#[test]
fn convert_to_main_should_give_each_conversion_an_id_of_its_own() {
	build_and_execute(|| {
		assert_eq!([pending(ALICE, 20), pending(BOB, 20), settled(ALICE, 20)], [0, 1, 2]);
		assert_ok!(SectorToken::cancelled(
			1,
			pouw_primitives::conversion::CancelReason::Unwitnessed
		));
		assert_eq!(pending(BOB, 20), 3);
	});
}

/// Other sectors prove the record at this key, so it must be where the storage map puts it.
#[test]
fn conversion_key_should_be_that_of_the_storage_map() {
	build_and_execute(|| {
		settled(BOB, 20);
		let id = pending(ALICE, 500);
		for id in [0, id, 77, u64::MAX] {
			assert_eq!(Conversions::<Test>::hashed_key_for(id), conversion_key(id));
		}
		let stored = sp_io::storage::get(&conversion_key(id)).unwrap();
		assert_eq!(ConversionRecord::decode(&mut &stored[..]).unwrap(), record(id));
	});
}

#[test]
fn convert_to_main_should_fail_when_the_amount_is_dust() {
	build_and_execute(|| {
		for amount in [0, 1, MinConversion::get() - 1] {
			assert_noop!(convert(ALICE, amount), Error::<Test>::BelowMinimum);
		}
	});
}

#[test]
fn convert_to_main_should_fail_when_the_tokens_are_not_there() {
	build_and_execute(|| {
		assert_noop!(convert(ALICE, ENDOWMENT + 1), TokenError::FundsUnavailable);
		// More than there is of the token.
		assert_noop!(convert(ALICE, Balance::MAX), ArithmeticError::Underflow);
		assert_noop!(convert(NOBODY, 100), TokenError::FundsUnavailable);
	});
}

#[test]
fn convert_to_main_should_keep_the_account_alive() {
	build_and_execute(|| {
		assert_noop!(convert(ALICE, ENDOWMENT), TokenError::NotExpendable);
		assert_noop!(
			convert(ALICE, ENDOWMENT - ExistentialDeposit::get() + 1),
			TokenError::NotExpendable
		);
		assert_ok!(convert(ALICE, ENDOWMENT - ExistentialDeposit::get()));
	});
}

#[test]
fn convert_to_main_should_fail_when_the_tokens_are_held() {
	build_and_execute(|| {
		assert_ok!(Balances::hold(&TestHold::Something, &ALICE, 9_000));
		assert_noop!(convert(ALICE, 1_001), TokenError::FundsUnavailable);
		assert_ok!(convert(ALICE, 500));
	});
}

#[test]
fn convert_to_main_should_fail_when_the_tokens_are_frozen() {
	build_and_execute(|| {
		assert_ok!(Balances::set_freeze(&1, &ALICE, 9_000));
		assert_noop!(convert(ALICE, 1_001), TokenError::Frozen);
		assert_ok!(convert(ALICE, 1_000));
	});
}

#[test]
fn convert_to_main_should_change_nothing_when_the_queue_to_the_hub_is_full() {
	build_and_execute(|| {
		QueueFull::set(true);
		assert_noop!(convert(ALICE, 500), DispatchError::Exhausted);
		QueueFull::set(false);
		assert_eq!(pending(ALICE, 500), 0);
	});
}

#[test]
fn convert_to_main_should_fail_when_too_many_of_the_account_are_pending() {
	build_and_execute(|| {
		for _ in 0..3 {
			pending(ALICE, 20);
		}
		assert_noop!(convert(ALICE, 20), Error::<Test>::TooManyPendingOfAccount);
		assert_ok!(convert(BOB, 20));
		assert_ok!(SectorToken::settled(1, 7));
		assert_ok!(convert(ALICE, 20));
	});
}

#[test]
fn convert_to_main_should_fail_when_too_many_are_pending() {
	build_and_execute(|| {
		MaxPending::set(2);
		pending(ALICE, 20);
		pending(BOB, 20);
		assert_noop!(convert(MINER, 20), Error::<Test>::TooManyPending);
		assert_ok!(SectorToken::settled(0, 7));
		assert_ok!(convert(MINER, 20));
	});
}

#[test]
fn convert_to_main_should_fail_when_the_ids_are_used_up() {
	build_and_execute(|| {
		NextConversion::<Test>::put(u64::MAX);
		assert_noop!(convert(ALICE, 20), Error::<Test>::IdsExhausted);
	});
}

#[test]
fn convert_to_main_should_fail_when_unsigned() {
	build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(SectorToken::convert_to_main(origin, 500), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn refund_should_reach_an_account_that_was_emptied_since() {
	build_and_execute(|| {
		let id = pending(ALICE, 20);
		assert_ok!(<Balances as Mutate<_>>::burn_from(
			&ALICE,
			ENDOWMENT - 20,
			Preservation::Expendable,
			Precision::Exact,
			Fortitude::Polite
		));
		assert!(!System::account_exists(&ALICE));
		assert_ok!(SectorToken::cancelled(
			id,
			pouw_primitives::conversion::CancelReason::Unwitnessed
		));
		assert_eq!(Balances::free_balance(ALICE), 20);
		assert_eq!((Totals::<Test>::get().pending, PendingOf::<Test>::iter().count()), (0, 0));
	});
}
