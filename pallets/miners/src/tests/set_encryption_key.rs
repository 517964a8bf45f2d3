// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::MinerRecord;
use pouw_traits::MinerDirectory;
use sp_runtime::DispatchError;

fn set(who: AccountId, key: [u8; 32]) -> frame_support::dispatch::DispatchResult {
	Miners::set_encryption_key(RuntimeOrigin::signed(who), key)
}

#[test]
fn set_encryption_key_should_replace_the_key_and_nothing_else() {
	ExtBuilder::default().with_miners(3).with_full_bonds().build_and_execute(|| {
		let before = Miners::miner(&1).unwrap();
		assert_ok!(set(1, [9; 32]));
		System::assert_last_event(
			Event::EncryptionKeySet { miner: 1, encryption_key: [9; 32] }.into(),
		);
		assert_eq!(Miners::miner(&1), Some(MinerRecord { encryption_key: [9; 32], ..before }));
		assert_eq!(Miners::miner(&0).unwrap().encryption_key, [1; 32]);
		assert_eq!(<Miners as MinerDirectory<_>>::available(), 3);
	});
}

#[test]
fn set_encryption_key_should_change_nothing_when_it_is_the_key_already() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_ok!(set(0, [9; 32]));
		let events = System::events().len();
		assert_ok!(set(0, [9; 32]));
		assert_eq!(System::events().len(), events);
	});
}

#[test]
fn set_encryption_key_should_keep_open_assignments() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		<Miners as MinerDirectory<_>>::assigned(&0);
		assert_ok!(set(0, [9; 32]));
		assert_eq!(Miners::miner(&0).unwrap().open_assignments, 1);
		<Miners as MinerDirectory<_>>::settled(&0, true);
		assert_eq!(Miners::miner(&0).unwrap().accepted, 1);
	});
}

#[test]
fn set_encryption_key_should_work_when_paused() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_ok!(Miners::set_availability(RuntimeOrigin::signed(0), false));
		assert_ok!(set(0, [9; 32]));
		let record = Miners::miner(&0).unwrap();
		assert_eq!((record.encryption_key, record.available), ([9; 32], false));
	});
}

#[test]
fn set_encryption_key_should_fail_when_not_registered() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_noop!(set(5, [9; 32]), Error::<Test>::NotRegistered);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		assert_noop!(set(0, [9; 32]), Error::<Test>::NotRegistered);
	});
}

#[test]
fn set_encryption_key_should_fail_when_nothing_can_be_sealed_to_the_key() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_noop!(set(0, [0; 32]), Error::<Test>::ZeroEncryptionKey);
		assert_noop!(set(0, ONE), Error::<Test>::LowOrderEncryptionKey);
		assert_eq!(Miners::miner(&0).unwrap().encryption_key, [1; 32]);
	});
}

#[test]
fn set_encryption_key_should_fail_when_unsigned() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_noop!(
			Miners::set_encryption_key(RuntimeOrigin::none(), [9; 32]),
			DispatchError::BadOrigin
		);
	});
}
