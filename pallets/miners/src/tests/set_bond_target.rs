// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, BondTarget, Error, Event, GenesisConfig};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::Balance;
use sp_runtime::{BuildStorage, DispatchError};

#[test]
fn set_bond_target_should_work_within_the_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		for target in [MinBondTarget::get(), MaxBondTarget::get()] {
			assert_ok!(Miners::set_bond_target(RuntimeOrigin::root(), target));
			assert_eq!(BondTarget::<Test>::get(), target);
			System::assert_last_event(Event::BondTargetSet { target }.into());
		}
	});
}

#[test]
fn set_bond_target_should_fail_when_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		for target in [0, MinBondTarget::get() - 1, MaxBondTarget::get() + 1, Balance::MAX] {
			assert_noop!(
				Miners::set_bond_target(RuntimeOrigin::root(), target),
				Error::<Test>::BondTargetOutOfBounds
			);
		}
	});
}

#[test]
fn set_bond_target_should_fail_when_not_the_admin() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Miners::set_bond_target(RuntimeOrigin::signed(1), 100),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn genesis_should_take_the_least_target_when_none_is_given() {
	let storage = GenesisConfig::<Test>::default().build_storage().unwrap();
	sp_io::TestExternalities::from(storage)
		.execute_with(|| assert_eq!(BondTarget::<Test>::get(), MinBondTarget::get()));
}

#[test]
#[should_panic(expected = "the bond target is not within")]
fn genesis_should_fail_when_the_target_is_out_of_bounds() {
	let _ = GenesisConfig::<Test> { bond_target: Some(1), ..Default::default() }.build_storage();
}
