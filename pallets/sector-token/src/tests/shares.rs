// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, GenesisConfig, PublicShare, RecycleShare};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, Permill};

#[test]
fn set_public_share_should_work_up_to_the_greatest() {
	build_and_execute(|| {
		for share in [Permill::zero(), MaxPublicShare::get()] {
			assert_ok!(SectorToken::set_public_share(RuntimeOrigin::root(), share));
			assert_eq!(PublicShare::<Test>::get(), share);
			System::assert_last_event(Event::PublicShareSet { share }.into());
		}
		assert_noop!(
			SectorToken::set_public_share(RuntimeOrigin::root(), Permill::from_percent(11)),
			Error::<Test>::PublicShareTooGreat
		);
	});
}

#[test]
fn set_recycle_share_should_work_from_the_floor_on() {
	build_and_execute(|| {
		for share in [RecycleFloor::get(), Permill::one()] {
			assert_ok!(SectorToken::set_recycle_share(RuntimeOrigin::root(), share));
			assert_eq!(RecycleShare::<Test>::get(), share);
			System::assert_last_event(Event::RecycleShareSet { share }.into());
		}
		assert_noop!(
			SectorToken::set_recycle_share(RuntimeOrigin::root(), Permill::from_percent(49)),
			Error::<Test>::RecycleShareBelowFloor
		);
	});
}

#[test]
fn shares_should_only_be_set_by_the_admin() {
	build_and_execute(|| {
		let (alice, share) = (RuntimeOrigin::signed(ALICE), Permill::from_percent(5));
		assert_noop!(SectorToken::set_public_share(alice.clone(), share), DispatchError::BadOrigin);
		assert_noop!(SectorToken::set_recycle_share(alice, share), DispatchError::BadOrigin);
	});
}

#[test]
#[should_panic(expected = "greater than MaxPublicShare")]
fn genesis_should_fail_when_the_public_share_is_too_great() {
	build_with(GenesisConfig { public_share: Permill::from_percent(11), ..genesis() });
}

#[test]
#[should_panic(expected = "less than RecycleFloor")]
fn genesis_should_fail_when_too_little_is_recycled() {
	build_with(GenesisConfig { recycle_share: Permill::from_percent(49), ..genesis() });
}

#[test]
#[should_panic(expected = "exceeds the cap")]
fn genesis_should_fail_when_a_window_exceeds_the_cap() {
	build_with(GenesisConfig { first_budget: CAP + 1, ..genesis() });
}
