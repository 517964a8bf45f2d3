// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, GenesisConfig, Invulnerables};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{BoundedVec, BuildStorage, DispatchError};

fn accounts(accounts: &[AccountId]) -> BoundedVec<AccountId, MaxInvulnerables> {
	accounts.to_vec().try_into().unwrap()
}

#[test]
fn set_invulnerables_should_replace_them() {
	ExtBuilder::default().with_invulnerables(&[100]).build_and_execute(|| {
		assert_ok!(Miners::set_invulnerables(RuntimeOrigin::root(), accounts(&[102, 101])));
		assert_eq!(Invulnerables::<Test>::get(), vec![102, 101]);
		System::assert_last_event(Event::InvulnerablesSet { invulnerables: vec![102, 101] }.into());
		assert_ok!(Miners::set_invulnerables(RuntimeOrigin::root(), accounts(&[])));
		assert!(Invulnerables::<Test>::get().is_empty());
	});
}

#[test]
fn set_invulnerables_should_fail_when_one_is_repeated() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Miners::set_invulnerables(RuntimeOrigin::root(), accounts(&[101, 102, 101])),
			Error::<Test>::InvulnerableRepeated
		);
	});
}

#[test]
fn set_invulnerables_should_fail_when_not_the_admin() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Miners::set_invulnerables(RuntimeOrigin::signed(1), accounts(&[1])),
			DispatchError::BadOrigin
		);
	});
}

#[test]
#[should_panic(expected = "twice")]
fn genesis_should_fail_when_an_invulnerable_is_repeated() {
	let _ =
		GenesisConfig::<Test> { invulnerables: vec![1, 1], ..Default::default() }.build_storage();
}

#[test]
#[should_panic(expected = "more invulnerables than 4")]
fn genesis_should_fail_when_there_are_too_many_invulnerables() {
	let _ = GenesisConfig::<Test> { invulnerables: (0..5).collect(), ..Default::default() }
		.build_storage();
}
