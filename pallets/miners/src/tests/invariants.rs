// SPDX-License-Identifier: Apache-2.0

use crate::{
	mock::*, BondTarget, Candidate, Candidates, Departures, HoldReason, Miners as Registry,
	PendingChanges, Roster, RosterChanges, RosterIndex,
};
use frame_support::{
	assert_err, assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};
use pallet_authorship::EventHandler;
use pallet_session::SessionManager;
use pouw_primitives::{miner::ALLOWANCE, Rating, Work};
use pouw_traits::{CreditWork, MinerDirectory, RewardBond};
use proptest::prelude::*;
use sp_core::H256;

frame_support::parameter_types! {
	static NextSession: u32 = 0;
}

#[derive(Clone, Debug)]
enum Action {
	Register(AccountId),
	Deregister(AccountId),
	SetAvailability(AccountId, bool),
	DrawAndAssign(u64, u32, AccountId),
	Settle(AccountId, bool),
	Abstain(AccountId, bool),
	SetEncryptionKey(AccountId, u8),
	Bond(AccountId, u128),
	WithdrawBond(AccountId),
	SetBondTarget(u128),
	Credit(AccountId, u32, Work),
	Author(AccountId, u8),
	NextSession,
	NextBlocks(u32),
	NextSlots(u32),
	Answer(AccountId),
	Late(AccountId, u32, u32),
	Rate(AccountId, bool),
}

fn action() -> impl Strategy<Value = Action> {
	let who = 0..12u64;
	prop_oneof![
		3 => who.clone().prop_map(Action::Register),
		2 => who.clone().prop_map(Action::Deregister),
		3 => (who.clone(), any::<bool>()).prop_map(|(w, a)| Action::SetAvailability(w, a)),
		3 => (any::<u64>(), 0..6u32, who.clone())
			.prop_map(|(n, count, client)| Action::DrawAndAssign(n, count, client)),
		3 => (who.clone(), any::<bool>()).prop_map(|(w, accepted)| Action::Settle(w, accepted)),
		3 => (who.clone(), any::<bool>()).prop_map(|(w, completed)| Action::Abstain(w, completed)),
		1 => (who.clone(), 0..3u8).prop_map(|(w, byte)| Action::SetEncryptionKey(w, byte)),
		3 => (who.clone(), 0..400u128).prop_map(|(w, reward)| Action::Bond(w, reward)),
		2 => who.clone().prop_map(Action::WithdrawBond),
		1 => (0..1_200u128).prop_map(Action::SetBondTarget),
		6 => (who.clone(), 0..30u32, 0..100_000u128).prop_map(|(w, n, x)| Action::Credit(w, n, x)),
		2 => (who.clone(), 0..9u8).prop_map(|(w, blocks)| Action::Author(w, blocks)),
		3 => (0..12u32).prop_map(Action::NextSlots),
		4 => who.clone().prop_map(Action::Answer),
		2 => (who.clone(), 0..20u32, 0..20u32).prop_map(|(w, a, d)| Action::Late(w, a, d)),
		2 => (who, any::<bool>()).prop_map(|(w, good)| Action::Rate(w, good)),
		1 => Just(Action::NextSession),
		1 => (0..30u32).prop_map(Action::NextBlocks),
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
		Action::Abstain(who, completed) => {
			if Miners::miner(&who).is_some_and(|m| m.open_assignments > 0) {
				let before = Miners::miner(&who).unwrap().completion();
				Miners::abstained(&who, completed);
				assert!(Miners::miner(&who).unwrap().completion() <= before);
			}
		},
		Action::SetEncryptionKey(who, byte) => {
			let _ = Miners::set_encryption_key(RuntimeOrigin::signed(who), [byte; 32]);
		},
		Action::Bond(who, reward) => {
			let free = Balances::free_balance(who);
			let held = Miners::bond(&who, reward);
			assert!(held <= reward);
			assert_eq!(Balances::free_balance(who), free - held);
			assert!(held == 0 || Balances::free_balance(who) >= ExistentialDeposit::get());
		},
		Action::WithdrawBond(who) => {
			let _ = Miners::withdraw_bond(RuntimeOrigin::signed(who));
		},
		Action::SetBondTarget(target) => {
			let _ = Miners::set_bond_target(RuntimeOrigin::root(), target);
		},
		Action::Credit(who, window, work) => Miners::credit(&who, window, work),
		Action::Author(who, blocks) => {
			for _ in 0..blocks {
				<Miners as EventHandler<AccountId, u32>>::note_author(who);
			}
		},
		Action::NextSession => {
			let session = NextSession::get();
			NextSession::set(session + 1);
			<Miners as SessionManager<AccountId>>::end_session(session);
			let chosen = <Miners as SessionManager<AccountId>>::new_session(session + 2);
			assert!(chosen.is_none_or(|authors| !authors.is_empty() && authors.len() <= 7));
		},
		Action::NextBlocks(blocks) => {
			System::set_block_number(System::block_number() + blocks);
		},
		Action::NextSlots(slots) => (0..slots).for_each(|_| next_slot()),
		Action::Answer(who) => {
			if let Some(ask) = Miners::heartbeat_ask(&who) {
				let origin = frame_system::RawOrigin::Authorized.into();
				assert_ok!(Miners::heartbeat(origin, who, ask.call, sign(who, &ask)));
				assert_eq!(Miners::heartbeat_ask(&who), None);
			}
		},
		Action::Late(who, after, deadline) => {
			if Miners::miner(&who).is_some() {
				Miners::answered(&who, after, deadline);
			}
		},
		Action::Rate(who, good) => {
			Miners::rated(&who, if good { Rating::Good } else { Rating::Bad });
		},
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn any_sequence_of_calls_keeps_the_invariants_and_the_issuance(
		actions in prop::collection::vec(action(), 1..120)
	) {
		ExtBuilder::default().build_and_execute(|| {
			MaxMiners::set(8);
			NextSession::set(0);
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
fn try_state_should_fail_when_changes_of_the_roster_do_not_fit_it() {
	let fails = |spoil: fn(), message: &'static str| {
		ExtBuilder::default().with_miners(3).build().execute_with(|| {
			register(3);
			assert_ok!(Miners::set_availability(RuntimeOrigin::signed(0), false));
			assert_ok!(Miners::do_try_state());
			spoil();
			assert_err!(Miners::do_try_state(), message);
		});
	};
	fails(
		|| PendingChanges::<Test>::mutate(|(_, next)| *next += 1),
		"there are changes of the roster that nobody made",
	);
	fails(
		|| {
			let (first, _) = PendingChanges::<Test>::get();
			RosterChanges::<Test>::mutate(first, |change| change.as_mut().unwrap().miner = 1);
		},
		"a miner enters the roster twice",
	);
	fails(
		|| {
			let (first, _) = PendingChanges::<Test>::get();
			RosterChanges::<Test>::mutate(first + 1, |change| change.as_mut().unwrap().miner = 7);
		},
		"a miner leaves the roster twice",
	);
	fails(
		|| {
			let (first, _) = PendingChanges::<Test>::get();
			RosterChanges::<Test>::mutate(first, |change| change.as_mut().unwrap().miner = 7);
		},
		"the changes of the roster do not make it that of the available miners",
	);
	fails(
		|| crate::Lots::<Test>::mutate(1, |lot| lot.as_mut().unwrap().leave()),
		"a miner that has left is drawn, or one that has not is not",
	);
}

#[test]
fn try_state_should_fail_when_a_deposit_is_not_held() {
	ExtBuilder::default().with_miners(3).build().execute_with(|| {
		assert_ok!(Balances::release(&HoldReason::MinerDeposit.into(), &1, 1, Precision::Exact));
		assert_err!(Miners::do_try_state(), "a miner's deposit is not what is held of it");
	});
}

#[test]
fn try_state_should_fail_when_a_bond_is_not_held() {
	ExtBuilder::default().with_miners(2).with_full_bonds().build().execute_with(|| {
		assert_ok!(Balances::release(&HoldReason::MinerBond.into(), &1, 1, Precision::Exact));
		assert_err!(Miners::do_try_state(), "a miner's bond is not what is held of it");
	});
	ExtBuilder::default().with_miners(2).with_full_bonds().build().execute_with(|| {
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(1)));
		assert_ok!(Balances::release(&HoldReason::MinerBond.into(), &1, 1, Precision::Exact));
		assert_err!(
			Miners::do_try_state(),
			"the bond of a miner that left is not what is held of it"
		);
	});
}

#[test]
fn try_state_should_fail_when_an_allowance_or_a_key_is_not_as_it_should() {
	ExtBuilder::default().with_miners(2).build().execute_with(|| {
		Registry::<Test>::mutate(1, |m| m.as_mut().unwrap().allowance_used = ALLOWANCE + 1);
		assert_err!(
			Miners::do_try_state(),
			"a miner has used more than the allowance of abstentions"
		);
	});
	ExtBuilder::default().with_miners(2).with_full_bonds().build().execute_with(|| {
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(1)));
		Departures::<Test>::mutate(1, |left| left.as_mut().unwrap().allowance_used = ALLOWANCE + 1);
		assert_err!(
			Miners::do_try_state(),
			"a miner has used more than the allowance of abstentions"
		);
	});
	ExtBuilder::default().with_miners(2).build().execute_with(|| {
		Registry::<Test>::mutate(1, |m| m.as_mut().unwrap().encryption_key = ONE);
		assert_err!(Miners::do_try_state(), "a miner has a key to which nothing can be sealed");
	});
}

#[test]
fn try_state_should_fail_when_a_registered_miner_has_also_left() {
	ExtBuilder::default().with_miners(2).with_full_bonds().build().execute_with(|| {
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(1)));
		let departure = Departures::<Test>::get(1).unwrap();
		register(1);
		Departures::<Test>::insert(1, departure);
		assert_err!(Miners::do_try_state(), "a registered miner has also left");
	});
}

#[test]
fn try_state_should_fail_when_the_bond_target_is_out_of_its_bounds() {
	ExtBuilder::default().build().execute_with(|| {
		BondTarget::<Test>::put(MaxBondTarget::get() + 1);
		assert_err!(Miners::do_try_state(), "the bond target is out of its bounds");
	});
}

#[test]
fn try_state_should_fail_when_the_candidates_are_not_as_they_should() {
	let fails = |candidates: &[(AccountId, Work)], message: &'static str| {
		ExtBuilder::default().with_miners(2).build().execute_with(|| {
			let candidates: Vec<_> = candidates
				.iter()
				.map(|(who, score)| Candidate { who: *who, score: *score })
				.collect();
			Candidates::<Test>::put(sp_runtime::BoundedVec::<_, MaxCandidates>::truncate_from(
				candidates,
			));
			assert_err!(Miners::do_try_state(), message);
		});
	};
	fails(&[(0, 20), (1, 30)], "the candidates are not in the order of their rank");
	fails(&[(1, 20), (0, 20)], "the candidates are not in the order of their rank");
	fails(&[(0, 30), (0, 20)], "a miner is a candidate twice");
	fails(&[(7, 30)], "a candidate is not registered");
	fails(&[(0, 9)], "a candidate has less than the least score");
}

#[test]
fn try_state_should_fail_when_lots_and_observations_are_not_as_they_should() {
	ExtBuilder::default().with_miners(2).build().execute_with(|| {
		crate::Performances::<Test>::mutate(0, |observed| observed.answer(9, 9));
		assert_err!(Miners::do_try_state(), "a miner is not drawn by what is known of it");
	});
	ExtBuilder::default().with_miners(2).build().execute_with(|| {
		crate::Lots::<Test>::insert(2, crate::Lots::<Test>::get(0).unwrap());
		assert_err!(Miners::do_try_state(), "there are lots of numbers that nobody has");
	});
	ExtBuilder::default().with_miners(2).build().execute_with(|| {
		crate::Performances::<Test>::insert(7, pouw_primitives::Performance::default());
		assert_err!(
			Miners::do_try_state(),
			"an account was observed or rated that is no miner and left no bond"
		);
	});
	ExtBuilder::default().build().execute_with(|| {
		next_slot();
		System::set_block_number(0);
		assert_err!(Miners::do_try_state(), "a slot began in the future");
	});
}
