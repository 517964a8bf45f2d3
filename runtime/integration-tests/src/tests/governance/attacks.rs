// SPDX-License-Identifier: Apache-2.0
//! What somebody might try against the Assembly.

use crate::{
	assembly::{decide, propose, send, send_in_vain, submission, submit, PROPOSER},
	genesis::hub_preset,
	network::HubPara,
	state::{check_hub, network_test, run_blocks},
};
use frame_support::{assert_noop, assert_ok};
use frame_system::RawOrigin;
use pallet_referenda::{Call, DecidingCount, ReferendumInfo, ReferendumInfoFor, TrackQueue};
use pouw_hub_runtime::{
	configs::governance::{
		origins::Origin,
		tracks::{PROTOCOL_PARAMETERS, ROOT},
		SubmissionDeposit, UndecidingTimeout,
	},
	Balances, Referenda, Runtime, RuntimeCall, RuntimeOrigin, System,
};
use pouw_primitives::{SectorClass, SectorId};
use pouw_runtime_common::currency::UNIT;
use sp_core::H256;
use sp_io::{hashing::blake2_256, TestExternalities};
use sp_keyring::Sr25519Keyring::{Alice, Bob, One};
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::boxed::Box;
use xcm_emulator::TestExt;

fn nothing() -> RuntimeCall {
	pallet_utility::Call::batch { calls: vec![] }.into()
}

#[test]
fn every_proposal_costs_a_deposit_that_is_lost_when_nobody_has_it_decided() {
	TestExternalities::new(hub_preset("local_testnet")).execute_with(|| {
		System::set_block_number(1);
		let spammer = Bob.to_account_id();
		let reserved = || Balances::reserved_balance(&spammer);
		for index in 0..20 {
			let call = RuntimeCall::from(submission(Origin::SmallSpender, &nothing()));
			assert_ok!(call.dispatch(RuntimeOrigin::signed(spammer.clone())));
			assert_eq!(reserved(), SubmissionDeposit::get() * (index + 1));
		}
		// None of them takes a place among those that are decided, or in the queue for it.
		assert_eq!(DecidingCount::<Runtime>::get(30), 0);
		assert!(TrackQueue::<Runtime>::get(30).is_empty());

		System::set_block_number(1 + UndecidingTimeout::get());
		let nudge = Referenda::nudge_referendum(RuntimeOrigin::root(), 0);
		assert_ok!(nudge.map_err(|failure| failure.error));
		assert!(matches!(ReferendumInfoFor::<Runtime>::get(0), Some(ReferendumInfo::TimedOut(..))));
		let refund =
			Referenda::refund_submission_deposit(RuntimeOrigin::signed(spammer.clone()), 0);
		assert_noop!(refund, pallet_referenda::Error::<Runtime>::BadStatus);
		check_hub();
	});
}

#[test]
fn proposal_is_refused_when_the_proposer_has_less_than_the_deposit() {
	network_test(|| {
		let dest = One.to_account_id().into();
		let funds = pallet_balances::Call::transfer_keep_alive { dest, value: 9 * UNIT };
		send(Alice, funds);
		let spent = HubPara::ext_wrapper(|| {
			let all = Balances::free_balance(One.to_account_id());
			// A test account may have been endowed.
			(all > 9 * UNIT).then(|| all - 9 * UNIT)
		});
		if let Some(value) = spent {
			let dest = Alice.to_account_id().into();
			send(One, pallet_balances::Call::transfer_keep_alive { dest, value });
		}
		let refused = send_in_vain(One, submission(Origin::SmallSpender, &nothing()));
		assert_eq!(refused, pallet_balances::Error::<Runtime>::InsufficientBalance.into());
	});
}

#[test]
fn no_more_are_decided_than_a_track_allows_and_the_rest_queue_when_many_pay() {
	network_test(|| {
		let indices: Vec<u32> = (0..8).map(|_| propose_next(Origin::ProtocolParameters)).collect();
		run_blocks::<HubPara>(3);
		HubPara::ext_wrapper(|| {
			assert_eq!(DecidingCount::<Runtime>::get(PROTOCOL_PARAMETERS), 5);
			let queued = TrackQueue::<Runtime>::get(PROTOCOL_PARAMETERS).len();
			assert_eq!(queued, indices.len() - 5);
		});
	});
}

/// A proposal whose preimage is noted already.
fn propose_next(origin: Origin) -> u32 {
	let index = HubPara::ext_wrapper(pallet_referenda::ReferendumCount::<Runtime>::get);
	send(PROPOSER, submission(origin, &nothing()));
	send(PROPOSER, Call::place_decision_deposit { index });
	index
}

#[test]
fn user_is_refused_when_they_act_in_the_name_of_the_assembly() {
	network_test(|| {
		let calls: Vec<RuntimeCall> = vec![
			pallet_sectors::Call::admit { sector: SectorId(2005), class: SectorClass::CpuEdge }
				.into(),
			pallet_sectors::Call::set_mint_cap { sector: SectorId(2003), cap: 1 }.into(),
			pallet_treasury::Call::spend {
				asset_kind: Box::new(()),
				amount: 1,
				beneficiary: Box::new(Bob.to_account_id()),
				valid_from: None,
			}
			.into(),
			Call::cancel { index: 0 }.into(),
			Call::kill { index: 0 }.into(),
			pallet_scheduler::Call::schedule {
				when: 1_000,
				maybe_periodic: None,
				priority: 0,
				call: Box::new(nothing()),
			}
			.into(),
			pallet_utility::Call::dispatch_as {
				as_origin: Box::new(RawOrigin::Root.into()),
				call: Box::new(nothing()),
			}
			.into(),
		];
		for call in calls {
			assert_eq!(send_in_vain(Alice, call), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn proposal_is_refused_when_no_track_has_its_origin() {
	network_test(|| {
		let in_the_name_of_bob = RawOrigin::Signed(Bob.to_account_id());
		let refused = send_in_vain(PROPOSER, submission(in_the_name_of_bob, &nothing()));
		assert_eq!(refused, pallet_referenda::Error::<Runtime>::NoTrack.into());
	});
}

#[test]
fn deposit_stays_when_its_referendum_is_open() {
	network_test(|| {
		let index = propose(RawOrigin::Root, nothing());
		let refused = send_in_vain(PROPOSER, Call::refund_decision_deposit { index });
		assert_eq!(refused, pallet_referenda::Error::<Runtime>::Unfinished.into());
		run_blocks::<HubPara>(2);
		assert_eq!(HubPara::ext_wrapper(|| DecidingCount::<Runtime>::get(ROOT)), 1);
	});
}

#[test]
fn nothing_is_done_when_the_preimage_is_missing() {
	network_test(|| {
		let index = submit(Origin::ProtocolParameters, nothing());
		let other: RuntimeCall = frame_system::Call::remark { remark: vec![1] }.into();
		// Another call's preimage does not serve.
		send(PROPOSER, submission(Origin::ProtocolParameters, &other));
		let orphan = index + 1;
		send(PROPOSER, Call::place_decision_deposit { index: orphan });
		crate::assembly::carry(orphan);
		crate::assembly::conclude(orphan);
		run_blocks::<HubPara>(40);
		let dispatched = crate::state::count_events::<HubPara>(|event| {
			matches!(
				event,
				pouw_hub_runtime::RuntimeEvent::Scheduler(
					pallet_scheduler::Event::Dispatched { .. }
				)
			)
		});
		assert_eq!(dispatched, 0);
	});
}

#[test]
fn code_is_refused_when_its_hash_is_not_the_one_that_was_voted_on() {
	network_test(|| {
		let apply = |code: &[u8]| frame_system::Call::<Runtime>::apply_authorized_upgrade {
			code: code.to_vec(),
		};
		let authorized = || {
			HubPara::ext_wrapper(|| {
				System::authorized_upgrade().map(|upgrade| *upgrade.code_hash())
			})
		};
		type Error = frame_system::Error<Runtime>;
		assert_eq!(send_in_vain(Alice, apply(b"any code")), Error::NothingAuthorized.into());
		// Of no runtime, so that nothing is ever applied.
		let code_hash = H256(blake2_256(b"the code"));
		let authorize = |code_hash| frame_system::Call::<Runtime>::authorize_upgrade { code_hash };
		// On a track that is too easy for it the call fails.
		let easy = decide(Origin::PouwEvolution, authorize(H256::zero()));
		assert_eq!(easy, Err(DispatchError::BadOrigin));
		assert_eq!(authorized(), None);
		assert_eq!(decide(RawOrigin::Root, authorize(code_hash)), Ok(()));
		assert_eq!(authorized(), Some(code_hash));
		assert_eq!(send_in_vain(Alice, apply(b"other code")), Error::Unauthorized.into());
		assert_eq!(authorized(), Some(code_hash));
	});
}
