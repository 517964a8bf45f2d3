// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Agenda, Error, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::task::{Answer, TaskState};
use sp_core::H256;

#[test]
fn commit_should_record_the_commitment() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let miner = miners_of(id)[1];
		let commitment = H256::repeat_byte(5);
		assert_ok!(Tasks::commit(RuntimeOrigin::signed(miner), id, commitment));
		let now = System::block_number();
		assert_eq!(record(id).replicas[1].answer, Answer::Committed { commitment, at: now });
		assert_eq!(record(id).replicas[0].answer, Answer::None);
		System::assert_last_event(Event::Committed { task: id, miner }.into());
	});
}

#[test]
fn commit_should_open_the_reveals_when_it_is_the_last() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let deadline = phase_end(id);
		let miners = miners_of(id);
		assert_ok!(commit(miners[0], id, &result(1, 0)));
		assert_ok!(abstain(miners[1], id));
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
		assert_ok!(commit(miners[2], id, &result(1, 0)));
		let until = System::block_number() + RevealPeriod::get();
		assert_eq!(record(id).state, TaskState::Revealing { until });
		assert!(Agenda::<Test>::contains_key(until, id));
		assert!(!Agenda::<Test>::contains_key(deadline, id));
		System::assert_last_event(Event::RevealOpened { task: id, until }.into());
	});
}

#[test]
fn commit_should_fail_when_it_is_late() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let miners = miners_of(id);
		let until = phase_end(id);
		run_to(until - 1);
		assert_ok!(commit(miners[0], id, &result(1, 0)));
		run_to(until);
		assert!(matches!(record(id).state, TaskState::Revealing { .. }));
		assert_noop!(commit(miners[1], id, &result(1, 0)), Error::<Test>::NotCommitting);
	});
}

#[test]
fn commit_should_fail_at_the_deadline_even_if_the_step_is_late() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let until = phase_end(id);
		// As if the block had no steps left for this task.
		System::set_block_number(until);
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
		assert_noop!(commit(miners_of(id)[0], id, &result(1, 0)), Error::<Test>::NotCommitting);
		System::set_block_number(until - 1);
	});
}

#[test]
fn commit_should_fail_when_answered_already() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let miners = miners_of(id);
		assert_ok!(commit(miners[0], id, &result(1, 0)));
		assert_noop!(commit(miners[0], id, &result(2, 0)), Error::<Test>::AlreadyAnswered);
		assert_noop!(abstain(miners[0], id), Error::<Test>::AlreadyAnswered);
		assert_ok!(abstain(miners[1], id));
		assert_noop!(commit(miners[1], id, &result(2, 0)), Error::<Test>::AlreadyAnswered);
	});
}

#[test]
fn commit_should_fail_when_not_assigned() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		let id = assigned_task(spec());
		let spare = (0..4).find(|miner| !miners_of(id).contains(miner)).unwrap();
		for who in [spare, STRANGER, CLIENT] {
			assert_noop!(commit(who, id, &result(1, 0)), Error::<Test>::NotAssigned);
		}
	});
}

#[test]
fn commit_should_fail_when_unknown_or_not_assigned_yet() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_noop!(commit(0, 9, &result(1, 0)), Error::<Test>::UnknownTask);
		let id = order(spec());
		assert_noop!(commit(0, id, &result(1, 0)), Error::<Test>::NotCommitting);
	});
}

#[test]
fn commit_should_count_for_promptness_and_silence_against_it() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let promptness = |who| Miners::performance(&who).unwrap().promptness;
		let before = promptness(0);
		let id = assigned_task(spec());
		let (until, miners) = (phase_end(id), miners_of(id));
		// At once, in the last block, and never.
		assert_ok!(commit(miners[0], id, &result(1, 0)));
		run_to(until - 1);
		assert_ok!(commit(miners[1], id, &result(1, 0)));
		assert_eq!(promptness(miners[2]), before);
		run_to(until + 1);
		assert!(promptness(miners[0]) > before);
		assert!(promptness(miners[1]) < before);
		assert!(promptness(miners[2]) < promptness(miners[1]));
	});
}

#[test]
fn abstention_should_be_neither_prompt_nor_late() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let miner = miners_of(id)[0];
		let before = Miners::performance(&miner).unwrap().promptness;
		assert_ok!(abstain(miner, id));
		run_to(phase_end(id) + 1);
		assert_eq!(Miners::performance(&miner).unwrap().promptness, before);
	});
}
