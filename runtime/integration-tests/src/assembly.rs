// SPDX-License-Identifier: Apache-2.0
//! Taking part in the Assembly on the emulated hub, by transactions as people send them.

use crate::{network::HubPara, state::run_until, transactions::submit_to_hub};
use codec::Encode;
use frame_support::traits::{schedule::DispatchTime, Bounded};
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use pallet_referenda::{ReferendumCount, ReferendumInfo, ReferendumInfoFor};
use pouw_hub_runtime::{OriginCaller, Runtime, RuntimeCall, RuntimeEvent};
use pouw_primitives::Balance;
use pouw_runtime_common::currency::UNIT;
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::DispatchError;
use std::boxed::Box;
use xcm_emulator::{Chain, TestExt};

/// Who proposes and places deposits; votes nothing.
pub const PROPOSER: Sr25519Keyring = Sr25519Keyring::Ferdie;
/// What each of the [`electorate`] votes with.
pub const STAKE: Balance = 900_000 * UNIT;

/// More than half of all MAIN, if each votes with [`STAKE`].
pub fn electorate() -> Vec<Sr25519Keyring> {
	let all: Vec<_> = Sr25519Keyring::well_known().collect();
	let needed = all.len() * 2 / 3;
	let voters: Vec<_> = all.into_iter().filter(|key| *key != PROPOSER).take(needed).collect();
	assert_eq!(voters.len(), needed);
	voters
}

/// Sends a transaction that has to succeed.
pub fn send(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	let call = call.into();
	let (_, result) = submit_to_hub(who, call.clone());
	assert_eq!(result, Ok(Ok(())), "{call:?} of {who:?}");
}

/// Sends a transaction that is included, and fails with the error returned.
pub fn send_in_vain(who: Sr25519Keyring, call: impl Into<RuntimeCall>) -> DispatchError {
	let (_, result) = submit_to_hub(who, call);
	result.expect("a valid transaction").expect_err("that fails")
}

/// The proposal of `call`, by its hash.
pub fn proposal(call: &RuntimeCall) -> pallet_referenda::BoundedCallOf<Runtime, ()> {
	let bytes = call.encode();
	Bounded::Lookup { hash: blake2_256(&bytes).into(), len: bytes.len() as u32 }
}

/// The call that submits a referendum on `call` in the name of `origin`.
pub fn submission(
	origin: impl Into<OriginCaller>,
	call: &RuntimeCall,
) -> pallet_referenda::Call<Runtime> {
	pallet_referenda::Call::submit {
		proposal_origin: Box::new(origin.into()),
		proposal: proposal(call),
		enactment_moment: DispatchTime::After(0),
	}
}

/// Notes the preimage of `call` and submits a referendum on it. Returns its number.
pub fn submit(origin: impl Into<OriginCaller>, call: impl Into<RuntimeCall>) -> u32 {
	let call = call.into();
	let index = HubPara::ext_wrapper(ReferendumCount::<Runtime>::get);
	send(PROPOSER, pallet_preimage::Call::note_preimage { bytes: call.encode() });
	send(PROPOSER, submission(origin, &call));
	index
}

/// The same, with the decision deposit.
pub fn propose(origin: impl Into<OriginCaller>, call: impl Into<RuntimeCall>) -> u32 {
	let index = submit(origin, call);
	send(PROPOSER, pallet_referenda::Call::place_decision_deposit { index });
	index
}

/// The call that votes.
pub fn vote(
	index: u32,
	aye: bool,
	conviction: Conviction,
	balance: Balance,
) -> pallet_conviction_voting::Call<Runtime> {
	pallet_conviction_voting::Call::vote {
		poll_index: index,
		vote: AccountVote::Standard { vote: Vote { aye, conviction }, balance },
	}
}

/// The [`electorate`] votes aye, until the referendum is over: each vote has a block of its own.
pub fn carry(index: u32) {
	for who in electorate() {
		let (_, result) = submit_to_hub(who, vote(index, true, Conviction::Locked1x, STAKE));
		if result == Ok(Err(pallet_conviction_voting::Error::<Runtime>::NotOngoing.into())) {
			return;
		}
		assert_eq!(result, Ok(Ok(())), "the vote of {who:?}");
	}
}

/// What became of a referendum.
pub fn info(index: u32) -> pallet_referenda::ReferendumInfoOf<Runtime, ()> {
	HubPara::ext_wrapper(|| ReferendumInfoFor::<Runtime>::get(index).expect("a referendum"))
}

/// Builds blocks until a referendum is over.
pub fn conclude(index: u32) {
	let over = || {
		!matches!(
			ReferendumInfoFor::<Runtime>::get(index).expect("a referendum"),
			ReferendumInfo::Ongoing(_)
		)
	};
	run_until::<HubPara>(400, "the end of the referendum", over);
}

/// Builds blocks until what was approved is done. Returns how its dispatch ended.
pub fn enact(index: u32) -> Result<(), DispatchError> {
	conclude(index);
	assert!(matches!(info(index), ReferendumInfo::Approved(..)), "{:?}", info(index));
	for _ in 0..100 {
		if let Some(result) = HubPara::execute_with(dispatched) {
			return result;
		}
	}
	panic!("what referendum {index} approved was not dispatched within 100 blocks");
}

/// How the named task of this block was dispatched, if there was one.
fn dispatched() -> Option<Result<(), DispatchError>> {
	HubPara::events().into_iter().find_map(|event| match event {
		RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched {
			id: Some(_),
			result,
			..
		}) => Some(result),
		_ => None,
	})
}

/// A referendum on `call` in the name of `origin` passes and is enacted.
pub fn decide(
	origin: impl Into<OriginCaller>,
	call: impl Into<RuntimeCall>,
) -> Result<(), DispatchError> {
	let index = propose(origin, call);
	carry(index);
	enact(index)
}
