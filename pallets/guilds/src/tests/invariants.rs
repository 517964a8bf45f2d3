// SPDX-License-Identifier: Apache-2.0
//! Invariants under any sequence of what can happen.

use super::propose::upgrade;
use crate::{ledger::Ledger, mock::*, Proposal};
use frame_support::{
	pallet_prelude::DispatchResult, storage::with_storage_layer, traits::fungible::Inspect,
	BoundedVec,
};
use pouw_traits::{ChangeParameter, HandleDirectives, OnWorkCredited};
use proptest::prelude::*;
use sp_core::H256;
use sp_runtime::Permill;

#[derive(Clone, Debug)]
enum Action {
	Credit(AccountId, u128, u32),
	Join(AccountId),
	Leave(AccountId),
	Stand(AccountId),
	Withdraw(AccountId),
	Ballot(AccountId, Vec<AccountId>),
	Resign(AccountId),
	Impeach(AccountId, AccountId),
	Appeal(AccountId, AccountId),
	Upgrade(AccountId, u64),
	Vote(AccountId, u32, bool),
	Close(u32),
	Slash(AccountId, u32),
	SetParameter(AccountId, u32),
	Direct(u32, u32),
	AuthorizeUpgrade(u32),
	Outbox(bool),
	NextBlocks(u32),
}

fn action() -> impl Strategy<Value = Action> {
	let who = 0..8u64;
	let pair = (who.clone(), who.clone());
	prop_oneof![
		8 => (who.clone(), 0..1_000u128, 0..=1_000_000u32)
			.prop_map(|(w, n, bond)| Action::Credit(w, n, bond)),
		2 => who.clone().prop_map(Action::Join),
		1 => who.clone().prop_map(Action::Leave),
		4 => who.clone().prop_map(Action::Stand),
		1 => who.clone().prop_map(Action::Withdraw),
		4 => (who.clone(), prop::collection::vec(who.clone(), 0..=2))
			.prop_map(|(w, choices)| Action::Ballot(w, choices)),
		1 => who.clone().prop_map(Action::Resign),
		2 => pair.clone().prop_map(|(w, other)| Action::Impeach(w, other)),
		2 => pair.prop_map(|(w, other)| Action::Appeal(w, other)),
		2 => (who.clone(), 0..4u64).prop_map(|(w, n)| Action::Upgrade(w, n)),
		8 => (who.clone(), 0..12u32, any::<bool>()).prop_map(|(w, m, aye)| Action::Vote(w, m, aye)),
		4 => (0..12u32).prop_map(Action::Close),
		1 => (who.clone(), 0..60u32).prop_map(|(w, due)| Action::Slash(w, due)),
		2 => (who, 30..70u32).prop_map(|(w, value)| Action::SetParameter(w, value)),
		1 => (0..10u32, 0..120u32).prop_map(|(n, value)| Action::Direct(n, value)),
		1 => (0..10u32).prop_map(Action::AuthorizeUpgrade),
		1 => any::<bool>().prop_map(Action::Outbox),
		6 => (0..15u32).prop_map(Action::NextBlocks),
	]
}

fn perform(action: Action) {
	let now = System::block_number();
	match action {
		Action::Credit(who, amount, bond) if Miners::get().contains(&who) => {
			Guild::on_credited(&who, amount, Permill::from_parts(bond));
		},
		Action::Credit(..) => {},
		Action::Join(who) => Miners::mutate(|miners| {
			miners.insert(who);
		}),
		Action::Leave(who) => leave(who),
		Action::Stand(who) => attempt(|| Guild::stand(signed(who))),
		Action::Withdraw(who) => attempt(|| Guild::withdraw_candidacy(signed(who))),
		Action::Ballot(who, choices) => {
			let choices = BoundedVec::try_from(choices).unwrap();
			attempt(|| Guild::ballot(signed(who), choices));
		},
		Action::Resign(who) => attempt(|| Guild::resign(signed(who))),
		Action::Impeach(who, executive) => {
			attempt(|| Guild::propose(signed(who), Proposal::Impeach { executive }));
		},
		Action::Appeal(who, miner) => {
			attempt(|| Guild::propose(signed(who), Proposal::Appeal { miner }));
		},
		Action::Upgrade(who, number) => {
			attempt(|| Guild::propose(signed(who), upgrade(number)));
		},
		Action::Vote(who, motion, aye) => attempt(|| Guild::vote(signed(who), motion, aye)),
		Action::Close(motion) => attempt(|| Guild::close(signed(9), motion)),
		Action::Slash(who, due) => Slashes::mutate(|slashes| {
			slashes.insert(who, now + due);
		}),
		Action::SetParameter(who, value) => {
			let before = Values::get();
			if call(|| Guild::set_parameter(signed(who), Change::First(value))).is_ok() {
				assert!((40..=60).contains(&value) && is_executive(who));
			} else {
				assert_eq!(Values::get(), before);
			}
		},
		Action::Direct(directive, value) => {
			let change = Parameters::encode(&Change::First(value)).unwrap();
			attempt(|| Guild::on_set_parameter(directive, change));
		},
		Action::AuthorizeUpgrade(directive) => {
			attempt(|| Guild::on_authorize_upgrade(directive, H256::repeat_byte(1)));
		},
		Action::Outbox(full) => OutboxFull::set(full),
		Action::NextBlocks(blocks) => run_to(now + blocks),
	}
}

/// Calls as the executive and the messenger do, with nothing left behind of what fails.
fn call(act: impl FnOnce() -> DispatchResult) -> DispatchResult {
	with_storage_layer(act)
}

/// The same, whatever comes of it.
fn attempt(act: impl FnOnce() -> DispatchResult) {
	let _ = call(act);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(192))]

	#[test]
	fn any_sequence_of_events_keeps_the_invariants_and_creates_no_tokens(
		actions in prop::collection::vec(action(), 1..150)
	) {
		ExtBuilder::default().with_miners(6).build_and_execute(|| {
			for action in actions {
				perform(action.clone());
				let checked = Guild::do_try_state();
				assert_eq!(checked, Ok(()), "after {action:?}");
				assert!(Values::get()[0] <= 100);
			}
			let all: u128 = (0..ENDOWED).map(|who| Ledger::total_balance(&who)).sum();
			assert_eq!(all, Ledger::total_issuance());
			assert!(all <= u128::from(ENDOWED) * ENDOWMENT);
		});
	}
}
