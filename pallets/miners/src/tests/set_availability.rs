// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_traits::MinerDirectory;
use sp_core::H256;

#[test]
fn set_availability_should_take_a_miner_off_the_roster_and_back() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(0), false));
		System::assert_last_event(Event::AvailabilityChanged { miner: 0, available: false }.into());
		let mut drawn = <Miners as MinerDirectory<_>>::draw(H256::zero(), 3, &9);
		drawn.sort_unstable();
		assert_eq!(drawn, vec![1, 2]);

		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(0), true));
		System::assert_last_event(Event::AvailabilityChanged { miner: 0, available: true }.into());
		assert_eq!(<Miners as MinerDirectory<_>>::available(), 3);
	});
}

#[test]
fn set_availability_should_change_nothing_when_it_is_so_already() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let events = System::events().len();
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(0), true));
		assert_eq!(<Miners as MinerDirectory<_>>::available(), 3);
		assert_eq!(System::events().len(), events);
	});
}

#[test]
fn set_availability_should_keep_open_assignments_when_paused() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		<Miners as MinerDirectory<_>>::assigned(&0);
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(0), false));
		assert_eq!(Miners::miner(&0).unwrap().open_assignments, 1);
	});
}

#[test]
fn set_availability_should_fail_when_not_registered() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Miners::set_availability(RuntimeOrigin::signed(0), true),
			Error::<Test>::NotRegistered
		);
	});
}
