// SPDX-License-Identifier: Apache-2.0
//! Votes: what they weigh, how long they bind, who else may cast them.

use crate::{
	assembly::{carry, electorate, enact, info, propose, send, send_in_vain, vote, STAKE},
	network::HubPara,
	state::{network_test, run_blocks},
};
use frame_support::traits::Get;
use pallet_conviction_voting::{Call, Conviction};
use pallet_referenda::ReferendumInfo;
use pouw_hub_runtime::{configs::governance::origins::Origin, Balances, Runtime, RuntimeCall};
use pouw_primitives::Balance;
use pouw_runtime_common::{accounts::ProxyType, currency::UNIT};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie};
use sp_runtime::TokenError;
use std::boxed::Box;
use xcm_emulator::TestExt;

const TRACK: u16 = pouw_hub_runtime::configs::governance::tracks::PROTOCOL_PARAMETERS;

fn nothing() -> RuntimeCall {
	pallet_utility::Call::batch { calls: vec![] }.into()
}

/// Conviction-weighted ayes and MAIN behind them.
fn tally(index: u32) -> (Balance, Balance) {
	match info(index) {
		ReferendumInfo::Ongoing(status) => (status.tally.ayes, status.tally.support),
		other => panic!("{other:?}"),
	}
}

fn transferable(who: Sr25519Keyring) -> Balance {
	HubPara::ext_wrapper(|| Balances::usable_balance(who.to_account_id()))
}

fn unlock(who: Sr25519Keyring) {
	let target = who.to_account_id().into();
	send(who, Call::<Runtime>::unlock { class: TRACK, target });
}

#[test]
fn main_is_locked_beyond_the_referendum_when_it_was_voted_with_conviction() {
	network_test(|| {
		let index = propose(Origin::ProtocolParameters, nothing());
		carry(index);
		let voter = electorate()[0];
		let transfer = || pallet_balances::Call::<Runtime>::transfer_allow_death {
			dest: Bob.to_account_id().into(),
			value: STAKE,
		};
		assert_eq!(send_in_vain(voter, transfer()), TokenError::Frozen.into());
		assert_eq!(enact(index), Ok(()));

		// It is over, but the vote was on the winning side.
		send(voter, Call::<Runtime>::remove_vote { class: Some(TRACK), index });
		unlock(voter);
		assert_eq!(send_in_vain(voter, transfer()), TokenError::Frozen.into());

		let period = HubPara::ext_wrapper(
			<Runtime as pallet_conviction_voting::Config>::VoteLockingPeriod::get,
		);
		run_blocks::<HubPara>(period);
		unlock(voter);
		assert!(transferable(voter) > STAKE);
		send(voter, transfer());
	});
}

#[test]
fn vote_is_gone_when_it_is_removed_before_the_end() {
	network_test(|| {
		let index = propose(Origin::ProtocolParameters, nothing());
		send(Alice, vote(index, true, Conviction::Locked6x, STAKE));
		assert_eq!(tally(index), (6 * STAKE, STAKE));
		send(Alice, Call::<Runtime>::remove_vote { class: Some(TRACK), index });
		assert_eq!(tally(index), (0, 0));
		// It bound nobody to anything.
		unlock(Alice);
		assert!(transferable(Alice) > STAKE);
	});
}

#[test]
fn delegated_main_counts_when_the_delegate_votes() {
	network_test(|| {
		let index = propose(Origin::ProtocolParameters, nothing());
		send(Alice, vote(index, true, Conviction::Locked1x, STAKE));
		send(
			Bob,
			Call::<Runtime>::delegate {
				class: TRACK,
				to: Alice.to_account_id().into(),
				conviction: Conviction::Locked3x,
				balance: STAKE,
			},
		);
		assert_eq!(tally(index), (4 * STAKE, 2 * STAKE));
		// Who has delegated cannot vote a second time.
		assert_eq!(
			send_in_vain(Bob, vote(index, true, Conviction::Locked1x, STAKE)),
			pallet_conviction_voting::Error::<Runtime>::AlreadyDelegating.into()
		);
		send(Bob, Call::<Runtime>::undelegate { class: TRACK });
		assert_eq!(tally(index), (STAKE, STAKE));
		// But stays bound by the conviction of the delegation.
		unlock(Bob);
		assert!(transferable(Bob) < STAKE);
	});
}

#[test]
fn vote_is_refused_when_it_is_of_more_than_the_voter_has() {
	network_test(|| {
		let index = propose(Origin::ProtocolParameters, nothing());
		let refused = send_in_vain(Charlie, vote(index, true, Conviction::None, 2_000_000 * UNIT));
		let expected = pallet_conviction_voting::Error::<Runtime>::InsufficientFunds.into();
		assert_eq!(refused, expected);
	});
}

/// To vote, have the MAIN unlocked, and vote with it again from another account.
#[test]
fn main_counts_once_when_it_is_unlocked_and_votes_from_another_account() {
	network_test(|| {
		let index = propose(Origin::ProtocolParameters, nothing());
		let transfer = || pallet_balances::Call::<Runtime>::transfer_allow_death {
			dest: Bob.to_account_id().into(),
			value: STAKE,
		};
		// A vote without conviction has no lock beyond itself, and counts a tenth.
		send(Alice, vote(index, true, Conviction::None, STAKE));
		unlock(Alice);
		assert_eq!(send_in_vain(Alice, transfer()), TokenError::Frozen.into());
		send(Alice, Call::<Runtime>::remove_vote { class: Some(TRACK), index });
		unlock(Alice);
		send(Alice, transfer());
		send(Bob, vote(index, true, Conviction::None, STAKE));
		assert_eq!(tally(index), (STAKE / 10, STAKE));
		// Nor can it be voted with where it was.
		let refused = send_in_vain(Alice, vote(index, true, Conviction::None, STAKE));
		let expected = pallet_conviction_voting::Error::<Runtime>::InsufficientFunds.into();
		assert_eq!(refused, expected);
		assert_eq!(tally(index), (STAKE / 10, STAKE));
	});
}

#[test]
fn vote_is_refused_when_the_referendum_is_over() {
	network_test(|| {
		let index = propose(Origin::ProtocolParameters, nothing());
		carry(index);
		assert_eq!(enact(index), Ok(()));
		let refused =
			send_in_vain(Sr25519Keyring::Ferdie, vote(index, false, Conviction::None, UNIT));
		let expected = pallet_conviction_voting::Error::<Runtime>::NotOngoing.into();
		assert_eq!(refused, expected);
	});
}

#[test]
fn proxy_for_governance_votes_but_cannot_move_main() {
	network_test(|| {
		let index = propose(Origin::ProtocolParameters, nothing());
		send(
			Alice,
			pallet_proxy::Call::<Runtime>::add_proxy {
				delegate: Bob.to_account_id().into(),
				proxy_type: ProxyType::Governance,
				delay: 0,
			},
		);
		let by_bob = |call: RuntimeCall| pallet_proxy::Call::<Runtime>::proxy {
			real: Alice.to_account_id().into(),
			force_proxy_type: None,
			call: Box::new(call),
		};
		send(Bob, by_bob(vote(index, true, Conviction::None, STAKE).into()));
		let (_, support) = tally(index);
		assert_eq!(support, STAKE);
		let theft = RuntimeCall::from(pallet_balances::Call::transfer_all {
			dest: Bob.to_account_id().into(),
			keep_alive: false,
		});
		let hidden =
			RuntimeCall::from(pallet_utility::Call::batch_all { calls: vec![theft.clone()] });
		let before = transferable(Bob);
		for call in [theft, hidden] {
			send(Bob, by_bob(call));
		}
		assert!(transferable(Bob) <= before);
	});
}
