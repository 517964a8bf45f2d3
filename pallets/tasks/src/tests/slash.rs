// SPDX-License-Identifier: Apache-2.0
//! Standings, the sequential test, slashes and appeals.

use crate::{mock::*, Error, ErrorBudgets, Event, PendingSlashes};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	credibility::{Standing, RULED_OUT},
	task::{Replicas, TaskSpec, TaskState, VerificationTier},
};
use pouw_traits::{MinerDirectory, RewardBond};
use sp_runtime::{DispatchError, Permill};

/// A task of seven miners of this standing whose first one answers garbage.
fn task_with_a_liar(tier: VerificationTier, standing: Standing) -> AccountId {
	let all = |standing| (0..7).for_each(|miner| Miners::set_standing(&miner, standing));
	// None is spared, whatever they are trusted with afterwards.
	all(Standing::default());
	let seven = Replicas { initial: 7, most: 7 };
	let id = assigned_task(TaskSpec { replicas: seven, tier, ..spec() });
	all(standing);
	let liar = miners_of(id)[0];
	let answer = |miner| if miner == liar { garbage(9) } else { result(1, 0) };
	for miner in miners_of(id) {
		assert_ok!(commit(miner, id, &answer(miner)));
	}
	for miner in miners_of(id) {
		assert_ok!(reveal(miner, id, &answer(miner)));
	}
	next_block();
	assert!(matches!(record(id).state, TaskState::Accepted(_)));
	liar
}

fn passed(passed: u32) -> Standing {
	Standing { passed, suspicion: 0 }
}

/// One error more is one too many.
const SUSPECT: Standing = Standing { passed: 10, suspicion: RULED_OUT - 1_000_000 };

#[test]
fn agreement_should_raise_and_disagreement_should_end_the_checks_passed() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		let liar = task_with_a_liar(VerificationTier::Tolerant, passed(4));
		for miner in 0..5 {
			let standing = standing(miner);
			assert_eq!(standing.passed, if miner == liar { 0 } else { 5 });
			assert_eq!(standing.suspicion > 0, miner == liar);
			assert_eq!(standing.suspicion < 0, miner != liar);
		}
	});
}

#[test]
fn acceptance_of_little_confidence_should_not_count_as_a_check() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		let two = Replicas { initial: 2, most: 2 };
		settled_task(TaskSpec { replicas: two, ..spec() }, &[Some(result(1, 0)); 2]);
		assert_eq!(standing(0).passed, 0);
	});
}

#[test]
fn errors_should_be_measured_on_trusted_miners_only() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		task_with_a_liar(VerificationTier::Tolerant, passed(7));
		assert_eq!(ErrorBudgets::<Test>::get(MODEL).compared, 0);
		task_with_a_liar(VerificationTier::Tolerant, passed(8));
		let budget = ErrorBudgets::<Test>::get(MODEL);
		assert_eq!((budget.compared, budget.disagreed), (7, 1));
		// Outputs that are equal or not leave nothing to chance.
		task_with_a_liar(VerificationTier::Exact, passed(8));
		assert_eq!(ErrorBudgets::<Test>::get(MODEL), budget);
	});
}

#[test]
fn single_disagreement_should_never_slash() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		for tier in [VerificationTier::Tolerant, VerificationTier::Exact] {
			let liar = task_with_a_liar(tier, passed(64));
			assert!(standing(liar).suspicion < RULED_OUT);
			assert!(PendingSlashes::<Test>::get().is_empty());
		}
	});
}

#[test]
fn liar_should_be_slashed_after_the_delay_when_chance_is_ruled_out() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		(0..7).for_each(|miner| assert_eq!(Miners::bond(&miner, 50), 50));
		let liar = task_with_a_liar(VerificationTier::Tolerant, SUSPECT);
		let due = System::block_number() + SlashDelay::get();
		System::assert_has_event(Event::SlashScheduled { miner: liar, task: 0, due }.into());
		assert_eq!(PendingSlashes::<Test>::get().len(), 1);
		run_to(due - 1);
		assert_eq!(Miners::miner(&liar).unwrap().bond, 50);
		next_block();
		assert_eq!(Miners::miner(&liar).unwrap().bond, 40);
		System::assert_has_event(Event::Slashed { miner: liar, task: 0, amount: 10 }.into());
		assert!(PendingSlashes::<Test>::get().is_empty());
		for miner in (0..7).filter(|miner| *miner != liar) {
			assert_eq!(Miners::miner(&miner).unwrap().bond, 50);
		}
	});
}

#[test]
fn leaving_should_not_save_the_bond() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		(0..7).for_each(|miner| assert_eq!(Miners::bond(&miner, 50), 50));
		let liar = task_with_a_liar(VerificationTier::Exact, SUSPECT);
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(liar)));
		run_blocks(SlashDelay::get());
		assert_eq!(pallet_miners::Departures::<Test>::get(liar).unwrap().bond, 40);
	});
}

#[test]
fn cancel_slash_should_end_it_when_the_appeal_was_heard() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		(0..7).for_each(|miner| assert_eq!(Miners::bond(&miner, 50), 50));
		let liar = task_with_a_liar(VerificationTier::Tolerant, SUSPECT);
		assert_noop!(
			Tasks::cancel_slash(RuntimeOrigin::signed(liar), liar),
			DispatchError::BadOrigin
		);
		assert_ok!(Tasks::cancel_slash(RuntimeOrigin::root(), liar));
		System::assert_last_event(Event::SlashCancelled { miner: liar }.into());
		run_blocks(SlashDelay::get() + 1);
		assert_eq!(Miners::miner(&liar).unwrap().bond, 50);
		assert_noop!(
			Tasks::cancel_slash(RuntimeOrigin::root(), liar),
			Error::<Test>::NoSlashPending
		);
	});
}

#[test]
fn slash_should_be_taken_up_later_when_as_many_as_can_be_are_pending() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		let mut liars = std::collections::BTreeSet::new();
		for _ in 0..12 {
			let liar = task_with_a_liar(VerificationTier::Tolerant, SUSPECT);
			liars.insert(liar);
			let pending = PendingSlashes::<Test>::get();
			assert!(pending.len() <= 2);
			if pending.iter().all(|slash| slash.miner != liar) {
				assert_eq!(standing(liar).suspicion, RULED_OUT);
			}
		}
		assert!(liars.len() > 2);
	});
}

#[test]
fn errors_of_a_model_should_be_forgotten_with_it() {
	ExtBuilder::default().with_miners(7).build_and_execute(|| {
		task_with_a_liar(VerificationTier::Tolerant, passed(8));
		assert_ok!(Tasks::deregister_model(RuntimeOrigin::signed(OWNER), MODEL));
		assert!(!ErrorBudgets::<Test>::contains_key(MODEL));
	});
}

#[test]
fn slash_should_take_a_bounded_part() {
	assert!(SlashPart::get() < Permill::from_percent(50));
}
