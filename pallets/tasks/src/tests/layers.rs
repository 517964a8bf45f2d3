// SPDX-License-Identifier: Apache-2.0
//! `register_layers`, and what `deregister_model` does about layers.

use crate::{mock::*, Error, Event, HoldReason, Layers};
use frame_support::{
	assert_err, assert_noop, assert_ok,
	traits::fungible::{InspectHold, Mutate},
	weights::Weight,
};
use pouw_primitives::{task::MAX_LAYERS, ModelLayer};
use sp_core::H256;
use sp_runtime::{DispatchResult, TokenError};

const OTHER: H256 = H256::repeat_byte(8);

fn register(who: AccountId, model: H256, layers: Vec<ModelLayer>) -> DispatchResult {
	Tasks::register_layers(RuntimeOrigin::signed(who), model, layers.try_into().unwrap())
}

fn held() -> u128 {
	Balances::balance_on_hold(&HoldReason::ModelDeposit.into(), &OWNER)
}

#[test]
fn register_layers_should_store_them_and_hold_a_deposit_for_each() {
	ExtBuilder::default().build_and_execute(|| {
		let large = ModelLayer { root: OTHER, n: 1536, k: 4096 };
		assert_ok!(register(OWNER, MODEL, vec![layer(0), large]));
		assert_eq!(Tasks::layers(MODEL), vec![layer(0), large]);
		let record = Tasks::model(MODEL).unwrap();
		let work = 16 * 512 + 1536 * 4096;
		assert_eq!((record.layers, record.work_per_row), (2, work));
		assert_eq!((record.deposit, held()), (120, 120));
		System::assert_last_event(
			Event::LayersRegistered { model: MODEL, layers: 2, work_per_row: work, deposit: 20 }
				.into(),
		);
	});
}

#[test]
fn register_layers_should_take_as_many_as_a_model_can_have() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register_layers(MAX_LAYERS));
		assert_eq!(Tasks::layers(MODEL).len(), MAX_LAYERS as usize);
		assert_eq!(Tasks::layers(MODEL).last(), Some(&layer(MAX_LAYERS - 1)));
	});
}

#[test]
fn register_layers_should_fail_when_the_model_is_unknown_or_not_the_signers() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(register(OWNER, OTHER, vec![layer(0)]), Error::<Test>::ModelNotRegistered);
		assert_noop!(register(STRANGER, MODEL, vec![layer(0)]), Error::<Test>::NotModelOwner);
	});
}

#[test]
fn register_layers_should_fail_when_there_are_none_or_some_already() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(register(OWNER, MODEL, vec![]), Error::<Test>::NoLayers);
		assert_ok!(register_layers(1));
		assert_noop!(register_layers(1), Error::<Test>::LayersAlreadyRegistered);
	});
}

#[test]
fn register_layers_should_fail_when_the_size_of_one_is_against_the_rules() {
	ExtBuilder::default().build_and_execute(|| {
		// Not whole strips, none at all; too short, too long or not a multiple of rank 32.
		for (n, k) in [(15, 512), (0, 512), (16, 480), (16, 4128), (16, 520), (16, 0)] {
			let bad = ModelLayer { n, k, ..layer(1) };
			let layers = vec![layer(0), bad];
			assert_noop!(register(OWNER, MODEL, layers), Error::<Test>::LayerMisshapen);
		}
		Rank::set(64);
		assert_noop!(register_layers(1), Error::<Test>::LayerMisshapen);
		assert_ok!(register(OWNER, MODEL, vec![ModelLayer { k: 1024, ..layer(0) }]));
	});
}

#[test]
fn register_layers_should_fail_while_a_task_of_the_model_is_not_over() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = order(spec());
		assert_noop!(register_layers(1), Error::<Test>::ModelInUse);
		run_blocks(3);
		assert_noop!(register_layers(1), Error::<Test>::ModelInUse);
		run_to(phase_end(id));
		assert_ok!(register_layers(1));
	});
}

#[test]
fn register_layers_should_fail_when_the_deposit_is_not_covered() {
	ExtBuilder::default().build_and_execute(|| {
		Balances::set_balance(&OWNER, 25);
		assert_noop!(register_layers(2), TokenError::FundsUnavailable);
		assert_ok!(register_layers(1));
	});
}

#[test]
fn deregister_model_should_remove_its_layers_and_release_all_deposits() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Tasks::register_model(RuntimeOrigin::signed(OWNER), OTHER, TOLERANCE));
		assert_ok!(register(OWNER, OTHER, vec![layer(7)]));
		assert_ok!(register_layers(3));
		let post = Tasks::deregister_model(RuntimeOrigin::signed(OWNER), MODEL).unwrap();
		let charged = |layers| <() as crate::WeightInfo>::deregister_model(layers);
		assert_eq!(post.actual_weight, Some(charged(3)));
		assert!(
			charged(3).ref_time() < charged(MAX_LAYERS).ref_time() && charged(0) != Weight::zero()
		);
		assert_eq!(held(), 110);
		assert!(Tasks::layers(MODEL).is_empty());
		assert_eq!(Layers::<Test>::iter().count(), 1);
		// A new registration starts without layers.
		assert_ok!(Tasks::register_model(RuntimeOrigin::signed(OWNER), MODEL, TOLERANCE));
		assert_eq!(Tasks::model(MODEL).unwrap().layers, 0);
		assert_ok!(register_layers(1));
	});
}

#[test]
fn try_state_should_fail_when_layers_and_record_differ() {
	let error = "the layers of a model are not as many, or not as much work, as its record says";
	ExtBuilder::default().build().execute_with(|| {
		assert_ok!(register_layers(2));
		Layers::<Test>::remove(MODEL, 1);
		assert_err!(Tasks::do_try_state(), error);
		Layers::<Test>::insert(MODEL, 1, ModelLayer { n: 32, ..layer(1) });
		assert_err!(Tasks::do_try_state(), error);
		Layers::<Test>::insert(OTHER, 0, layer(0));
		assert_err!(Tasks::do_try_state(), "a layer is not one of a registered model");
	});
}
