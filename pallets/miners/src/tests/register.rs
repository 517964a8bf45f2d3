// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, HoldReason, Miners as Registry};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use pouw_primitives::MinerRecord;
use pouw_traits::MinerDirectory;
use sp_runtime::TokenError;

#[test]
fn register_should_hold_the_deposit_and_make_the_miner_available() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Miners::register(RuntimeOrigin::signed(1), profile(), [7; 32]));

		assert_eq!(
			Miners::miner(&1),
			Some(MinerRecord {
				profile: profile(),
				encryption_key: [7; 32],
				deposit: 100,
				bond: 0,
				registered_at: 1,
				available: true,
				open_assignments: 0,
				assigned: 0,
				accepted: 0,
				allowance_used: 0,
				work: Default::default(),
				authorship: Default::default(),
			})
		);
		assert_eq!(Balances::balance_on_hold(&HoldReason::MinerDeposit.into(), &1), 100);
		assert_eq!(Balances::free_balance(1), ENDOWMENT - 100);
		System::assert_last_event(Event::Registered { miner: 1, deposit: 100 }.into());
		settle_roster();
		assert_eq!(<Miners as MinerDirectory<_>>::available(), 1);
	});
}

#[test]
fn register_should_fail_when_registered_already() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		assert_noop!(
			Miners::register(RuntimeOrigin::signed(1), profile(), [7; 32]),
			Error::<Test>::AlreadyRegistered
		);
	});
}

#[test]
fn register_should_fail_when_the_registry_is_full() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		MaxMiners::set(3);
		assert_noop!(
			Miners::register(RuntimeOrigin::signed(9), profile(), [7; 32]),
			Error::<Test>::RegistryFull
		);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		assert_ok!(Miners::register(RuntimeOrigin::signed(9), profile(), [7; 32]));
	});
}

#[test]
fn register_should_fail_when_the_key_is_zero() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Miners::register(RuntimeOrigin::signed(1), profile(), [0; 32]),
			Error::<Test>::ZeroEncryptionKey
		);
	});
}

#[test]
fn register_should_fail_when_nothing_can_be_sealed_to_the_key() {
	ExtBuilder::default().build_and_execute(|| {
		let mut ignored_bit = ONE;
		ignored_bit[31] = 0x80;
		for key in [ONE, ignored_bit] {
			assert_noop!(
				Miners::register(RuntimeOrigin::signed(1), profile(), key),
				Error::<Test>::LowOrderEncryptionKey
			);
		}
	});
}

#[test]
fn register_should_fail_when_the_device_has_no_name() {
	ExtBuilder::default().build_and_execute(|| {
		for name in ["", " \t"] {
			let mut unnamed = profile();
			unnamed.device = name.as_bytes().to_vec().try_into().unwrap();
			assert_noop!(
				Miners::register(RuntimeOrigin::signed(1), unnamed, [7; 32]),
				Error::<Test>::DeviceUnnamed
			);
		}
	});
}

#[test]
fn register_should_fail_when_the_device_is_not_utf8() {
	ExtBuilder::default().build_and_execute(|| {
		let mut garbled = profile();
		garbled.device = vec![0xff, 0xfe].try_into().unwrap();
		assert_noop!(
			Miners::register(RuntimeOrigin::signed(1), garbled, [7; 32]),
			Error::<Test>::DeviceNotUtf8
		);
	});
}

#[test]
fn register_should_fail_when_the_deposit_is_not_covered() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Miners::register(RuntimeOrigin::signed(ENDOWED + 1), profile(), [7; 32]),
			TokenError::FundsUnavailable
		);
		// The deposit may not take the account below the existential deposit either.
		Deposit::set(ENDOWMENT - ExistentialDeposit::get() + 1);
		assert_noop!(
			Miners::register(RuntimeOrigin::signed(1), profile(), [7; 32]),
			TokenError::FundsUnavailable
		);
		Deposit::set(ENDOWMENT - ExistentialDeposit::get());
		assert_ok!(Miners::register(RuntimeOrigin::signed(1), profile(), [7; 32]));
	});
}

#[test]
fn register_should_fail_when_unsigned() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Miners::register(RuntimeOrigin::none(), profile(), [7; 32]),
			sp_runtime::DispatchError::BadOrigin
		);
		assert_eq!(Registry::<Test>::count(), 0);
	});
}

#[test]
fn calls_should_encode_as_their_mirrors() {
	use codec::Encode;
	use pouw_primitives::calls::MinersCall;

	let call = |call: crate::Call<Test>| call.encode();
	assert_eq!(
		call(crate::Call::register { profile: profile(), encryption_key: [7; 32] }),
		MinersCall::Register { profile: profile(), encryption_key: [7; 32] }.encode()
	);
	assert_eq!(call(crate::Call::deregister {}), MinersCall::Deregister.encode());
	assert_eq!(
		call(crate::Call::set_availability { available: true }),
		MinersCall::SetAvailability { available: true }.encode()
	);
	assert_eq!(
		call(crate::Call::set_encryption_key { encryption_key: [7; 32] }),
		MinersCall::SetEncryptionKey { encryption_key: [7; 32] }.encode()
	);
}
