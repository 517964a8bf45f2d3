// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{conversion::CancelReason, HubToSector};
use sp_runtime::DispatchError;

#[test]
fn cancel_should_end_a_conversion_at_every_stage() {
	ExtBuilder::default().build_and_execute(|| {
		let cancel = |id| Settlement::cancel(RuntimeOrigin::root(), SOURCE, id);
		let [a, b] = witnessing(0, 100);
		attest(a, attestation(SOURCE, 0));
		request(SOURCE, 1, 100);
		request(SOURCE, 2, CAP / 2);
		for id in 0..3 {
			assert_ok!(cancel(id));
			assert_eq!(cancel_reason(SOURCE, id), Some(CancelReason::Governance));
			check_state();
		}
		let withdrawn = HubToSector::WitnessWithdrawn { source: SOURCE, conversion: 0, round: 0 };
		assert!(sent_to(b).contains(&withdrawn) && !sent_to(a).contains(&withdrawn));
		run_blocks(100);
		assert_eq!(Balances::total_issuance(), 0);
		for id in 0..3 {
			assert_eq!(told(SOURCE, id).len(), 1);
		}
	});
}

#[test]
fn cancel_should_fail_when_the_conversion_has_ended_or_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		minted(0, 100);
		assert_noop!(
			Settlement::cancel(RuntimeOrigin::root(), SOURCE, 0),
			Error::<Test>::AlreadyEnded
		);
		assert_noop!(
			Settlement::cancel(RuntimeOrigin::root(), SOURCE, 1),
			Error::<Test>::UnknownConversion
		);
	});
}

#[test]
fn cancel_should_fail_when_the_origin_is_not_the_force_origin() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, 100);
		assert_noop!(
			Settlement::cancel(RuntimeOrigin::signed(account(1)), SOURCE, 0),
			DispatchError::BadOrigin
		);
	});
}
