// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::task::{Answer, FailureReason, TaskState};

#[test]
fn abstain_should_be_recorded() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		let miner = miners_of(id)[0];
		assert_ok!(abstain(miner, id));
		assert_eq!(record(id).replicas[0].answer, Answer::Abstained);
		System::assert_last_event(Event::Abstained { task: id, miner }.into());
	});
}

#[test]
fn abstain_should_fail_the_task_in_the_next_block_when_all_do() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		for miner in miners_of(id) {
			assert_ok!(abstain(miner, id));
		}
		assert_eq!(escrow(), 100);
		next_block();
		let at = System::block_number();
		let reason = FailureReason::NoAgreement;
		assert_eq!(record(id).state, TaskState::Failed { reason, at });
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn abstain_should_fail_outside_the_phase_of_commitments() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_noop!(abstain(0, 9), Error::<Test>::UnknownTask);
		let id = order(spec());
		assert_noop!(abstain(0, id), Error::<Test>::NotCommitting);
		let id = committed_task(spec(), &[Some(result(1, 0)), Some(result(1, 0)), None]);
		assert_noop!(abstain(miners_of(id)[2], id), Error::<Test>::NotCommitting);
	});
}

#[test]
fn abstain_should_fail_when_not_assigned() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(spec());
		assert_noop!(abstain(STRANGER, id), Error::<Test>::NotAssigned);
	});
}
