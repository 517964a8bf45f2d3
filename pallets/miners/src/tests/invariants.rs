// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, HoldReason, Miners as Registry, Roster, RosterIndex};
use frame_support::{
	assert_err, assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};
use pouw_traits::MinerDirectory;
use proptest::prelude::*;
use sp_core::H256;

#[derive(Clone, Debug)]
enum Action {
	Register(AccountId),
	Deregister(AccountId),
	SetAvailability(AccountId, bool),
	DrawAndAssign(u64, u32, AccountId),
	Settle(AccountId, bool),
}

fn action() -> impl Strategy<Value = Action> {
	let who = 0..12u64;
	prop_oneof![
		3 => who.clone().prop_map(Action::Register),
		2 => who.clone().prop_map(Action::Deregister),
		3 => (who.clone(), any::<bool>()).prop_map(|(w, a)| Action::SetAvailability(w, a)),
		3 => (any::<u64>(), 0..6u32, who.clone())
			.prop_map(|(n, count, client)| Action::DrawAndAssign(n, count, client)),
		3 => (who, any::<bool>()).prop_map(|(w, accepted)| Action::Settle(w, accepted)),
	]
}

fn perform(action: Action) {
	match action {
		Action::Register(who) => {
			let _ = Miners::register(RuntimeOrigin::signed(who), profile(), [7; 32]);
		},
		Action::Deregister(who) => {
			let _ = Miners::deregister(RuntimeOrigin::signed(who));
		},
		Action::SetAvailability(who, available) => {
			let _ = Miners::set_availability(RuntimeOrigin::signed(who), available);
		},
		Action::DrawAndAssign(n, count, client) => {
			for miner in Miners::draw(H256::from_low_u64_be(n), count, &client) {
				assert!(Miners::miner(&miner).unwrap().available);
				Miners::assigned(&miner);
			}
		},
		Action::Settle(who, accepted) => {
			if Miners::miner(&who).is_some_and(|m| m.open_assignments > 0) {
				Miners::settled(&who, accepted);
			}
		},
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn any_sequence_of_calls_keeps_the_invariants_and_the_issuance(
		actions in prop::collection::vec(action(), 1..80)
	) {
		ExtBuilder::default().build_and_execute(|| {
			MaxMiners::set(8);
			let issuance = Balances::total_issuance();
			for action in actions {
				perform(action);
				assert_ok!(Miners::do_try_state());
				assert_eq!(Balances::total_issuance(), issuance);
			}
		});
	}
}

#[test]
fn try_state_should_fail_when_the_roster_disagrees_with_the_miners() {
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		Registry::<Test>::mutate(1, |m| m.as_mut().unwrap().available = false);
		assert_err!(
			Miners::do_try_state(),
			"a miner is available but not on the roster, or the other way round"
		);
	});
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		RosterIndex::<Test>::insert(1, 2);
		assert_err!(Miners::do_try_state(), "the roster's index disagrees with the roster");
	});
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		Roster::<Test>::insert(3, 1);
		assert_err!(Miners::do_try_state(), "the roster has entries beyond its length");
	});
}

#[test]
fn try_state_should_fail_when_a_deposit_is_not_held() {
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		assert_ok!(Balances::release(&HoldReason::MinerDeposit.into(), &1, 1, Precision::Exact));
		assert_err!(Miners::do_try_state(), "a miner's deposit is not what is held of it");
	});
}
