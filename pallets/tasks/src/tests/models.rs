// SPDX-License-Identifier: Apache-2.0
//! `register_model` and `deregister_model`.

use crate::{mock::*, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use pouw_primitives::task::ModelRecord;
use sp_core::H256;
use sp_runtime::{Permill, TokenError};

const OTHER: H256 = H256::repeat_byte(8);

fn register(who: AccountId, model: H256, tolerance: Permill) -> sp_runtime::DispatchResult {
	Tasks::register_model(RuntimeOrigin::signed(who), model, tolerance)
}

fn deregister(who: AccountId, model: H256) -> sp_runtime::DispatchResult {
	Tasks::deregister_model(RuntimeOrigin::signed(who), model)
		.map(drop)
		.map_err(|refused| refused.error)
}

#[test]
fn register_model_should_hold_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register(STRANGER, OTHER, MaxTolerance::get()));
		assert_eq!(
			Tasks::model(OTHER),
			Some(ModelRecord {
				owner: STRANGER,
				tolerance: MaxTolerance::get(),
				deposit: 100,
				layers: 0,
				work_per_row: 0,
			})
		);
		let reason = HoldReason::ModelDeposit.into();
		assert_eq!(Balances::balance_on_hold(&reason, &STRANGER), 100);
		System::assert_last_event(
			Event::ModelRegistered {
				model: OTHER,
				owner: STRANGER,
				tolerance: MaxTolerance::get(),
				deposit: 100,
			}
			.into(),
		);
		assert_ok!(register(STRANGER, H256::repeat_byte(9), TOLERANCE));
		assert_eq!(Balances::balance_on_hold(&reason, &STRANGER), 200);
	});
}

#[test]
fn register_model_should_fail_when_it_is_registered_already() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(register(OWNER, MODEL, TOLERANCE), Error::<Test>::ModelAlreadyRegistered);
		assert_noop!(register(STRANGER, MODEL, TOLERANCE), Error::<Test>::ModelAlreadyRegistered);
	});
}

#[test]
fn register_model_should_fail_when_the_tolerance_is_too_large() {
	ExtBuilder::default().build_and_execute(|| {
		let too_large = Permill::from_parts(MaxTolerance::get().deconstruct() + 1);
		assert_noop!(register(STRANGER, OTHER, too_large), Error::<Test>::ToleranceTooLarge);
	});
}

#[test]
fn register_model_should_fail_when_the_deposit_is_not_covered() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(register(BROKE, OTHER, TOLERANCE), TokenError::FundsUnavailable);
	});
}

#[test]
fn deregister_model_should_release_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(deregister(OWNER, MODEL));
		assert_eq!(Tasks::model(MODEL), None);
		assert_eq!(Balances::free_balance(OWNER), ENDOWMENT);
		System::assert_last_event(
			Event::ModelDeregistered { model: MODEL, owner: OWNER, released: 100 }.into(),
		);
		assert_ok!(register(STRANGER, MODEL, TOLERANCE));
	});
}

#[test]
fn deregister_model_should_fail_when_unknown_or_not_the_owner() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(deregister(OWNER, OTHER), Error::<Test>::ModelNotRegistered);
		assert_noop!(deregister(STRANGER, MODEL), Error::<Test>::NotModelOwner);
	});
}

#[test]
fn deregister_model_should_fail_until_its_last_task_is_over() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let first = order(spec());
		let second = assigned_task(spec());
		assert_noop!(deregister(OWNER, MODEL), Error::<Test>::ModelInUse);
		for miner in miners_of(first) {
			assert_ok!(abstain(miner, first));
		}
		next_block();
		assert!(record(first).state.is_final());
		assert_noop!(deregister(OWNER, MODEL), Error::<Test>::ModelInUse);
		run_to(phase_end(second));
		assert!(record(second).state.is_final());
		assert_ok!(deregister(OWNER, MODEL));
	});
}
