// SPDX-License-Identifier: Apache-2.0
//! Parameters stay within their bounds, and within these the chain works.

use crate::{genesis::hub_preset, state::check_hub};
use frame_support::{
	assert_noop, assert_ok,
	traits::{dynamic_params::AggregatedKeyValue, Get, Hooks},
};
use pallet_parameters::{Call, Parameters};
use pouw_hub_runtime::{
	configs::governance::{
		origins::{Origin, BIG_SPEND},
		parameters::{
			attestation_period, extremes, is_within_bounds, settlement, work, Bounds, Governed,
			RuntimeParameters,
		},
	},
	Runtime, RuntimeCall, RuntimeOrigin,
};
use pouw_runtime_common::currency::UNIT;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult, Permill};
use std::boxed::Box;

fn hub_test(test: impl FnOnce()) {
	TestExternalities::new(hub_preset("local_testnet")).execute_with(|| {
		test();
		check_hub();
	});
}

fn set(change: RuntimeParameters) -> RuntimeCall {
	Call::set_parameter { key_value: change }.into()
}

fn toll(percent: u32) -> RuntimeParameters {
	RuntimeParameters::Settlement(settlement::Parameters::Toll(
		settlement::Toll,
		Some(Permill::from_percent(percent)),
	))
}

fn toll_in_force() -> Permill {
	<Runtime as pallet_settlement::Config>::Toll::get()
}

/// What becomes of `call`, whatever it weighed.
fn outcome(call: RuntimeCall, origin: RuntimeOrigin) -> DispatchResult {
	call.dispatch(origin).map(|_| ()).map_err(|failure| failure.error)
}

fn by_assembly() -> RuntimeOrigin {
	Origin::ProtocolParameters.into()
}

#[test]
fn defaults_are_within_bounds_and_in_force_when_nothing_is_set() {
	TestExternalities::new(hub_preset("public")).execute_with(|| {
		assert_eq!(toll_in_force(), Permill::from_percent(1));
		assert_eq!(<Runtime as pallet_settlement::Config>::AttestationPeriod::get(), 90);
		for change in extremes() {
			let (key, _) = change.into_parts();
			assert!(!Parameters::<Runtime>::contains_key(key));
		}
		let (least, most) = work::UtilisationFloor::bounds();
		let floor = Governed::<work::UtilisationFloor>::get();
		assert!(least <= floor && floor <= most);
	});
}

#[test]
fn attestation_period_is_shorter_when_the_preset_is_of_a_test_network() {
	hub_test(|| {
		assert_eq!(<Runtime as pallet_settlement::Config>::AttestationPeriod::get(), 30);
	});
}

#[test]
fn parameter_is_refused_when_it_is_out_of_bounds() {
	hub_test(|| {
		let refused = DispatchError::from(frame_system::Error::<Runtime>::CallFiltered);
		for change in [toll(11), toll(100), attestation_period(Some(0))] {
			assert!(!is_within_bounds(&change));
			assert_noop!(outcome(set(change), by_assembly()), refused);
		}
		// Nor inside another call.
		let batch = RuntimeCall::Utility(pallet_utility::Call::batch_all {
			calls: vec![set(toll(5)), set(toll(11))],
		});
		assert_noop!(outcome(batch, by_assembly()), refused);
		assert_ok!(outcome(set(toll(10)), by_assembly()));
		assert_eq!(toll_in_force(), Permill::from_percent(10));
	});
}

#[test]
fn cap_on_emergency_liquidity_is_what_the_assembly_has_set_within_its_bounds() {
	hub_test(|| {
		let set_cap = |cap| {
			let change = settlement::Parameters::EmergencyCap(settlement::EmergencyCap, Some(cap));
			outcome(set(RuntimeParameters::Settlement(change)), by_assembly())
		};
		let in_force = <Runtime as pallet_settlement::Config>::EmergencyCap::get;
		assert_eq!(in_force(), 10_000 * UNIT);
		assert_ok!(set_cap(500 * UNIT));
		assert_eq!(in_force(), 500 * UNIT);
		let refused = DispatchError::from(frame_system::Error::<Runtime>::CallFiltered);
		assert_noop!(set_cap(BIG_SPEND + 1), refused);
		assert_ok!(set_cap(BIG_SPEND));
		assert_eq!(in_force(), BIG_SPEND);
	});
}

#[test]
fn parameter_returns_to_its_default_when_it_is_unset() {
	hub_test(|| {
		assert_ok!(outcome(set(toll(3)), by_assembly()));
		let unset = settlement::Parameters::Toll(settlement::Toll, None);
		assert_ok!(outcome(set(RuntimeParameters::Settlement(unset)), by_assembly()));
		assert_eq!(toll_in_force(), Permill::from_percent(1));
	});
}

#[test]
fn parameter_is_refused_when_the_origin_is_not_that_of_its_track() {
	hub_test(|| {
		let work = || {
			let floor = Some(Permill::from_percent(20));
			RuntimeParameters::Work(work::Parameters::UtilisationFloor(
				work::UtilisationFloor,
				floor,
			))
		};
		let user = RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id());
		for origin in [
			user,
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
			Origin::SectorAdmission.into(),
			Origin::BigSpender.into(),
			Origin::EmergencyLiquidity.into(),
		] {
			for change in [toll(2), work()] {
				assert_noop!(outcome(set(change), origin.clone()), DispatchError::BadOrigin);
			}
		}
		assert_noop!(outcome(set(toll(2)), Origin::PouwEvolution.into()), DispatchError::BadOrigin);
		assert_noop!(outcome(set(work()), by_assembly()), DispatchError::BadOrigin);
	});
}

#[test]
fn what_pallets_read_is_within_bounds_when_root_stores_a_wrong_value() {
	hub_test(|| {
		// The only way past the filter: root in the name of the track.
		let forced = RuntimeCall::Utility(pallet_utility::Call::dispatch_as {
			as_origin: Box::new(Origin::ProtocolParameters.into()),
			call: Box::new(set(toll(100))),
		});
		assert_ok!(outcome(forced, RuntimeOrigin::root()));
		assert_eq!(settlement::Toll::get(), Permill::from_percent(100));
		assert_eq!(toll_in_force(), Permill::from_percent(10));
	});
}

#[test]
fn runtime_is_consistent_when_each_parameter_is_at_either_bound() {
	hub_test(|| {
		for change in extremes() {
			assert!(is_within_bounds(&change), "{change:?}");
			let (key, value) = change.into_parts();
			let before = Parameters::<Runtime>::get(&key);
			Parameters::<Runtime>::set(&key, value);
			check_integrity();
			Parameters::<Runtime>::set(&key, before);
		}
		// All at their least, then all at their most, since the most comes last.
		for (least_or_most, change) in extremes().into_iter().enumerate().map(|(i, c)| (i % 2, c)) {
			if least_or_most == 0 {
				let (key, value) = change.into_parts();
				Parameters::<Runtime>::set(&key, value);
			}
		}
		check_integrity();
		for change in extremes() {
			let (key, value) = change.into_parts();
			Parameters::<Runtime>::set(&key, value);
		}
		check_integrity();
	});
}

fn check_integrity() {
	pallet_settlement::Pallet::<Runtime>::integrity_test();
	pallet_multi_record::Pallet::<Runtime>::integrity_test();
	pallet_sectors::Pallet::<Runtime>::integrity_test();
	pallet_scheduler::Pallet::<Runtime>::integrity_test();
	pallet_referenda::Pallet::<Runtime>::integrity_test();
}
