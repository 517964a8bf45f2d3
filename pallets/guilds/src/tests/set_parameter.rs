// SPDX-License-Identifier: Apache-2.0
//! What executives may do.

use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use pouw_traits::{ChangeParameter, HandleDirectives};

#[test]
fn set_parameter_should_set_a_value_within_the_band() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		elect(&[0]);
		assert_ok!(Guild::set_parameter(signed(0), Change::First(60)));
		assert_eq!(Values::get(), [60, 50]);
	});
}

#[test]
fn set_parameter_should_fail_when_the_signer_is_no_executive() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		elect(&[0]);
		assert_noop!(
			Guild::set_parameter(signed(1), Change::First(60)),
			Error::<Test>::NotExecutive
		);
		assert_noop!(
			Guild::set_parameter(RuntimeOrigin::root(), Change::First(60)),
			sp_runtime::DispatchError::BadOrigin
		);
	});
}

#[test]
fn set_parameter_should_fail_when_it_is_beyond_the_band() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		elect(&[0]);
		for change in [Change::First(39), Change::First(61), Change::First(101), Change::Second(50)]
		{
			assert_noop!(Guild::set_parameter(signed(0), change), Error::<Test>::BeyondBand);
		}
	});
}

#[test]
fn set_parameter_should_fail_in_the_cooldown_whoever_changed_the_parameter() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		elect(&[0, 1]);
		assert_ok!(Guild::set_parameter(signed(0), Change::First(60)));
		run_to(3 * SPAN + Cooldown::get() - 1);
		assert_noop!(Guild::set_parameter(signed(1), Change::First(50)), Error::<Test>::InCooldown);
		run_to(3 * SPAN + Cooldown::get());
		let change = Parameters::encode(&Change::First(95)).unwrap();
		assert_ok!(Guild::on_set_parameter(1, change));
		assert_eq!(Values::get(), [95, 50]);
		assert_noop!(Guild::set_parameter(signed(1), Change::First(50)), Error::<Test>::InCooldown);
		run_to(3 * SPAN + 2 * Cooldown::get());
		assert_ok!(Guild::set_parameter(signed(1), Change::First(50)));
	});
}
