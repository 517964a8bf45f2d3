// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Departures, Event, Standings};
use frame_support::assert_ok;
use pouw_primitives::credibility::Standing;
use pouw_traits::{MinerDirectory, SlashBond};
use sp_runtime::Permill;

const STANDING: Standing = Standing { passed: 5, suspicion: -3 };

#[test]
fn slash_should_burn_a_part_of_the_bond() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		let all = Balances::total_issuance();
		assert_eq!(Miners::slash(&0, Permill::from_percent(25)), BOND_TARGET / 4);
		assert_eq!(Miners::miner(&0).unwrap().bond, BOND_TARGET * 3 / 4);
		assert_eq!(Balances::total_issuance(), all - BOND_TARGET / 4);
		let (amount, bond) = (BOND_TARGET / 4, BOND_TARGET * 3 / 4);
		System::assert_last_event(Event::BondSlashed { miner: 0, amount, bond }.into());
		assert_eq!(Miners::slash(&0, Permill::one()), bond);
		assert_eq!(Miners::slash(&0, Permill::one()), 0);
	});
}

#[test]
fn slash_should_reach_the_bond_of_a_miner_that_left() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		Miners::set_standing(&0, STANDING);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		assert_eq!(Miners::slash(&0, Permill::from_percent(50)), BOND_TARGET / 2);
		assert_eq!(Departures::<Test>::get(0).unwrap().bond, BOND_TARGET / 2);
		assert_eq!(Standings::<Test>::get(0), STANDING);
		assert_eq!(Miners::slash(&0, Permill::one()), BOND_TARGET / 2);
		assert!(!Departures::<Test>::contains_key(0));
		assert!(!Standings::<Test>::contains_key(0));
	});
}

#[test]
fn slash_should_do_nothing_when_there_is_no_bond() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_eq!(Miners::slash(&0, Permill::one()), 0);
		assert_eq!(Miners::slash(&77, Permill::one()), 0);
	});
}

#[test]
fn standing_should_be_kept_with_the_bond_and_go_with_it() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		Miners::set_standing(&0, STANDING);
		// Without a bond nothing is kept.
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		assert!(!Standings::<Test>::contains_key(0));

		assert_eq!(<Miners as pouw_traits::RewardBond<_>>::bond(&1, 50), 50);
		Miners::set_standing(&1, STANDING);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(1)));
		register(1);
		assert_eq!(Miners::standing(&1), STANDING);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(1)));
		System::set_block_number(System::block_number() + UnbondingPeriod::get());
		assert_ok!(Miners::withdraw_bond(RuntimeOrigin::signed(1)));
		assert_eq!(Miners::standing(&1), Standing::default());
	});
}
