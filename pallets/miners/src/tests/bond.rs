// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Event, HoldReason};
use frame_support::{
	assert_ok,
	traits::fungible::{InspectHold, Mutate},
};
use pouw_traits::RewardBond;

fn bonded(who: AccountId) -> u128 {
	Balances::balance_on_hold(&HoldReason::MinerBond.into(), &who)
}

/// Pays a reward as issuance does, and lets the bond take its part.
fn reward(who: AccountId, amount: u128) -> u128 {
	assert_ok!(Balances::mint_into(&who, amount));
	Miners::bond(&who, amount)
}

#[test]
fn bond_should_hold_whole_rewards_until_it_is_full() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_eq!(reward(0, 120), 120);
		System::assert_last_event(Event::BondRaised { miner: 0, amount: 120, bond: 120 }.into());
		assert_eq!(reward(0, 120), 80);
		assert_eq!(reward(0, 120), 0);
		assert_eq!(Miners::miner(&0).unwrap().bond, BOND_TARGET);
		assert_eq!(bonded(0), BOND_TARGET);
		assert_eq!(Balances::free_balance(0), ENDOWMENT - 100 + 360 - BOND_TARGET);
	});
}

#[test]
fn bond_should_grow_with_the_next_rewards_when_the_target_rises() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		assert_ok!(Miners::set_bond_target(RuntimeOrigin::root(), BOND_TARGET + 30));
		assert_eq!(reward(0, 100), 30);
	});
}

#[test]
fn bond_should_stay_when_the_target_falls() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		assert_ok!(Miners::set_bond_target(RuntimeOrigin::root(), MinBondTarget::get()));
		assert_eq!(reward(0, 100), 0);
		assert_eq!(bonded(0), BOND_TARGET);
	});
}

#[test]
fn bond_should_never_take_an_account_below_the_existential_deposit() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		let (free, least) = (Balances::free_balance(0), ExistentialDeposit::get());
		assert_ok!(<Balances as Mutate<_>>::burn_from(
			&0,
			free - least,
			frame_support::traits::tokens::Preservation::Preserve,
			frame_support::traits::tokens::Precision::Exact,
			frame_support::traits::tokens::Fortitude::Polite,
		));
		// Of a reward that was spent before the bond could take it, only the rest is there.
		assert_ok!(Balances::mint_into(&0, 7));
		assert_eq!(Miners::bond(&0, 100), 7);
		assert_eq!(Balances::free_balance(0), least);
		assert_eq!(Miners::bond(&0, 100), 0);
	});
}

#[test]
fn bond_should_hold_nothing_of_who_is_not_registered() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(reward(5, 100), 0);
		assert_eq!(bonded(5), 0);
	});
}
