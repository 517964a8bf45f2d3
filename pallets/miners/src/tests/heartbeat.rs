// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, CurrentRollCall, Error, Event, Performances};
use frame_support::{
	assert_noop, assert_ok,
	pallet_prelude::{Authorize, InvalidTransaction, TransactionSource},
};
use frame_system::RawOrigin;
use pouw_primitives::{miner::SLOTS, HeartbeatAsk, RollCallIndex};
use sp_runtime::{testing::TestSignature, Permill};

fn authorize(
	miner: AccountId,
	call: RollCallIndex,
	signature: TestSignature,
) -> Result<frame_support::pallet_prelude::ValidTransaction, Error<Test>> {
	let call = Call::<Test>::heartbeat { miner, call, signature };
	match call.authorize(TransactionSource::External).unwrap() {
		Ok((valid, _)) => Ok(valid),
		Err(frame_support::pallet_prelude::TransactionValidityError::Invalid(
			InvalidTransaction::Custom(code),
		)) => Err(codec::Decode::decode(&mut [code].as_slice()).unwrap()),
		Err(other) => panic!("{other:?}"),
	}
}

/// Authorises and executes, as a block does.
fn answer(who: AccountId, ask: &HeartbeatAsk) {
	let signature = sign(who, ask);
	assert!(authorize(who, ask.call, signature.clone()).is_ok());
	assert_ok!(Miners::heartbeat(RawOrigin::Authorized.into(), who, ask.call, signature));
}

fn online(who: AccountId) -> Permill {
	Miners::performance(&who).unwrap().online
}

#[test]
fn heartbeat_should_be_counted_once_in_a_roll_call() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let ask = run_to_ask(1);
		answer(1, &ask);
		System::assert_last_event(Event::HeartbeatReceived { miner: 1, call: ask.call }.into());
		assert_eq!(online(1), Permill::from_parts(562_500));
		assert_eq!(Miners::heartbeat_ask(&1), None);

		let again = sign(1, &ask);
		assert!(matches!(
			authorize(1, ask.call, again.clone()),
			Err(Error::<Test>::HeartbeatAnswered)
		));
		assert_noop!(
			Miners::heartbeat(RawOrigin::Authorized.into(), 1, ask.call, again),
			Error::<Test>::HeartbeatAnswered
		);
	});
}

#[test]
fn heartbeat_should_be_one_transaction_whatever_its_signature() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		let ask = run_to_ask(0);
		let valid = authorize(0, ask.call, sign(0, &ask)).unwrap();
		assert_eq!(valid.provides.len(), 1);
		assert_eq!(valid.longevity, u64::from(SlotLength::get()));
		assert!(valid.propagate && valid.requires.is_empty());
		assert_eq!(ask.until, System::block_number() + SlotLength::get());
	});
}

#[test]
fn heartbeat_should_be_refused_when_it_is_not_the_miners() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		let ask = run_to_ask(0);
		let refused = |signature| {
			assert!(matches!(
				authorize(0, ask.call, signature),
				Err(Error::<Test>::SignatureWrong)
			));
		};
		// Somebody else's of the same words, and its own of others.
		refused(TestSignature(1, sign(0, &ask).1));
		refused(sign(0, &HeartbeatAsk { call: ask.call + 1, ..ask }));
		refused(sign(0, &HeartbeatAsk { seed: Default::default(), ..ask }));
		refused(TestSignature(0, vec![]));
	});
}

#[test]
fn heartbeat_should_be_refused_when_it_is_not_asked() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		let early = HeartbeatAsk { call: 0, seed: Default::default(), until: 0 };
		assert!(matches!(authorize(0, 0, sign(0, &early)), Err(Error::<Test>::NoSuchRollCall)));

		let ask = run_to_ask(0);
		let call = ask.call;
		assert!(matches!(
			authorize(0, call + 1, sign(0, &ask)),
			Err(Error::<Test>::NoSuchRollCall)
		));
		assert!(matches!(authorize(9, call, sign(9, &ask)), Err(Error::<Test>::NotRegistered)));
		// Too late for this slot: it is over.
		next_slot();
		let late = authorize(0, call, sign(0, &ask));
		assert!(matches!(late, Err(Error::<Test>::NotAsked | Error::<Test>::NoSuchRollCall)));
	});
}

#[test]
fn body_should_refuse_what_was_not_authorized() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		let ask = run_to_ask(0);
		for origin in [RuntimeOrigin::signed(0), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Miners::heartbeat(origin, 0, ask.call, sign(0, &ask)),
				sp_runtime::traits::BadOrigin
			);
		}
	});
}

#[test]
fn each_available_miner_should_be_asked_once_in_a_roll_call() {
	ExtBuilder::default().with_miners(12).build_and_execute(|| {
		next_slot();
		for _ in 0..3 {
			let call = roll_call();
			let mut asked = [0; 12];
			while roll_call() == call {
				for who in 0..12 {
					asked[who as usize] += u32::from(Miners::heartbeat_ask(&who).is_some());
				}
				next_slot();
			}
			assert_eq!(asked, [1; 12]);
		}
	});
}

#[test]
fn silence_should_count_as_missed_roll_calls() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		let mut last = Permill::from_percent(50);
		for call in 0..4 {
			while CurrentRollCall::<Test>::get().is_none_or(|now| now.index <= call) {
				let ask = Miners::heartbeat_ask(&0);
				if let Some(ask) = ask {
					answer(0, &ask);
				}
				next_slot();
			}
			// Nothing was written for it, and still it sinks.
			assert!(online(1) < last);
			last = online(1);
		}
		assert_eq!(Performances::<Test>::get(1).online.from, 0);
		assert!(online(0) > Permill::from_percent(70) && online(1) < Permill::from_percent(30));
	});
}

#[test]
fn slot_should_wait_for_its_time_and_for_new_randomness() {
	ExtBuilder::default().build_and_execute(|| {
		next_block();
		let first = CurrentRollCall::<Test>::get().unwrap();
		assert_eq!((first.index, first.seeds.len(), first.slot_began), (0, 1, 2));
		next_block();
		next_block();
		assert_eq!(CurrentRollCall::<Test>::get(), Some(first.clone()));
		// The relay chain stands still: no seed that was known before.
		RelayBlock::set(first.relay_block - 1);
		next_block();
		assert_eq!(CurrentRollCall::<Test>::get(), Some(first.clone()));
		next_block();
		let second = CurrentRollCall::<Test>::get().unwrap();
		assert_eq!((second.index, second.seeds.len()), (0, 2));
		assert_eq!(second.seeds[0], first.seeds[0]);
		assert_ne!(second.seeds[1], first.seeds[0]);
		for _ in 2..SLOTS {
			next_slot();
		}
		assert_eq!(CurrentRollCall::<Test>::get().unwrap().seeds.len(), SLOTS as usize);
		next_slot();
		let next = CurrentRollCall::<Test>::get().unwrap();
		assert_eq!((next.index, next.seeds.len()), (1, 1));
	});
}

#[test]
fn pausing_should_not_evade_a_heartbeat_that_is_asked() {
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		let set = |available| {
			assert_ok!(Miners::set_availability(RuntimeOrigin::signed(0), available));
		};
		let before = online(0);
		let ask = run_to_ask(0);
		set(false);
		assert_eq!(Miners::heartbeat_ask(&0), None);
		assert!(matches!(authorize(0, ask.call, sign(0, &ask)), Err(Error::<Test>::NotAvailable)));
		let missed = online(0);
		assert!(missed < before);
		// Back again, it has no second chance in this roll call, and is asked in the next.
		set(true);
		assert_eq!(Miners::heartbeat_ask(&0), None);
		assert_eq!(run_to_ask(0).call, ask.call + 1);
		// Of whom nothing is asked while it is away, nothing is missed.
		set(false);
		let away = online(0);
		for _ in 0..5 * SLOTS {
			next_slot();
		}
		assert_eq!(online(0), away);
		set(true);
		assert_eq!(online(0), away);
	});
}

#[test]
fn observations_should_stay_with_the_bond_and_go_with_it() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		let ask = run_to_ask(0);
		answer(0, &ask);
		let before = online(0);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		for _ in 0..2 * SLOTS {
			next_slot();
		}
		register(0);
		assert_eq!(online(0), before);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		System::set_block_number(System::block_number() + UnbondingPeriod::get());
		assert_ok!(Miners::withdraw_bond(RuntimeOrigin::signed(0)));
		assert!(!Performances::<Test>::contains_key(0));
	});
	ExtBuilder::default().with_miners(1).build_and_execute(|| {
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		assert!(!Performances::<Test>::contains_key(0));
	});
}
