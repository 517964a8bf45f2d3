// SPDX-License-Identifier: Apache-2.0
//! Comparison, payment and refund.

use crate::{mock::*, verdict::Verdict, Event};
use frame_support::{
	assert_ok,
	traits::{fungible::MutateFreeze, tokens::Preservation},
};
use pouw_primitives::{
	credibility::Standing,
	task::{
		Acceptance, Answer, FailureReason, Replica, Replicas, TaskId, TaskResult, TaskSpec,
		TaskState, VerificationTier,
	},
};
use sp_runtime::Permill;

fn exact() -> TaskSpec {
	TaskSpec { tier: VerificationTier::Exact, ..spec() }
}

fn accepted(id: TaskId) -> Acceptance {
	match record(id).state {
		TaskState::Accepted(end) => end,
		state => panic!("task {id} was not accepted: {state:?}"),
	}
}

fn assert_failed(id: TaskId) {
	let state = record(id).state;
	assert!(
		matches!(state, TaskState::Failed { reason: FailureReason::NoAgreement, .. }),
		"{state:?}"
	);
}

/// Distance in parts per million, and whether it agreed, of each revealed replica.
fn judged(id: TaskId) -> Vec<Option<(u32, bool)>> {
	record(id)
		.replicas
		.iter()
		.map(|replica| match &replica.answer {
			Answer::Revealed { distance, agreed, .. } => {
				Some((distance.unwrap().deconstruct(), *agreed))
			},
			_ => None,
		})
		.collect()
}

#[test]
fn tolerant_task_should_pay_all_within_the_tolerance_of_the_medoid() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = settled_task(
			spec(),
			&[Some(result(1, 0)), Some(result(2, 4_000)), Some(result(3, 9_000))],
		);
		// The middle one has the smallest sum of distances.
		assert_eq!(
			accepted(id),
			Acceptance {
				output: result(2, 0).output,
				medoid: 1,
				paid_each: 33,
				paid: 99,
				refunded: 1,
				confidence: Permill::from_parts(927_027),
				at: System::block_number(),
			}
		);
		let judged = judged(id);
		assert!(judged.iter().all(|j| j.unwrap().1), "{judged:?}");
		assert_eq!(judged[1], Some((0, true)));
		let off = judged[0].unwrap().0;
		assert!(off.abs_diff(4_000) < 5, "{off}");
		for miner in 0..3 {
			assert_eq!(Balances::free_balance(miner), ENDOWMENT - MinerDeposit::get() + 33);
			let record = Miners::miner(&miner).unwrap();
			assert_eq!((record.open_assignments, record.assigned, record.accepted), (0, 1, 1));
			assert!(Tasks::assignments(&miner).is_empty());
		}
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT - 99);
		System::assert_has_event(Event::Paid { task: id, miner: 0, amount: 33 }.into());
		System::assert_last_event(
			Event::Accepted {
				task: id,
				output: result(2, 0).output,
				agreed: 3,
				paid: 99,
				refunded: 1,
			}
			.into(),
		);
	});
}

#[test]
fn tolerant_task_should_refund_the_share_of_one_that_is_off() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = settled_task(
			spec(),
			&[Some(result(1, 0)), Some(result(2, 30_000)), Some(result(3, 1_000))],
		);
		let end = accepted(id);
		assert_eq!((end.medoid, end.paid, end.refunded), (0, 66, 34));
		let agreed: Vec<_> = judged(id).into_iter().map(|j| j.unwrap().1).collect();
		assert_eq!(agreed, vec![true, false, true]);
		let outvoted = miners_of(id)[1];
		assert_eq!(Miners::miner(&outvoted).unwrap().accepted, 0);
		assert_eq!(Balances::free_balance(outvoted), ENDOWMENT - MinerDeposit::get());
	});
}

#[test]
fn tolerant_task_should_fail_when_no_two_agree() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = settled_task(spec(), &[Some(garbage(1)), Some(garbage(2)), Some(garbage(3))]);
		assert_failed(id);
		assert!(judged(id).iter().all(|j| !j.unwrap().1));
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn task_should_settle_at_the_deadline_when_one_does_not_reveal() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = committed_task(spec(), &[Some(result(1, 0)); 3]);
		let miners = miners_of(id);
		assert_ok!(reveal(miners[0], id, &result(1, 0)));
		assert_ok!(reveal(miners[1], id, &result(1, 0)));
		let until = phase_end(id);
		run_to(until - 1);
		assert!(matches!(record(id).state, TaskState::Revealing { .. }));
		next_block();
		assert_eq!(accepted(id).paid, 66);
		assert_eq!(judged(id)[2], None);
	});
}

#[test]
fn task_should_fail_when_only_one_reveals() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = committed_task(spec(), &[Some(result(1, 0)); 3]);
		assert_ok!(reveal(miners_of(id)[0], id, &result(1, 0)));
		run_to(phase_end(id));
		assert_failed(id);
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn silent_replicas_should_count_against_the_majority() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		let four = TaskSpec { replicas: Replicas { initial: 4, most: 4 }, ..spec() };
		let one = Some(result(1, 0));
		assert_failed(settled_task(four.clone(), &[one, one, None, None]));
		assert_eq!(accepted(settled_task(four, &[one, one, one, None])).paid, 75);
	});
}

#[test]
fn abstained_replicas_should_not_count_against_the_majority() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		let four = TaskSpec { replicas: Replicas { initial: 4, most: 4 }, ..spec() };
		let id = assigned_task(four);
		let miners = miners_of(id);
		for miner in &miners[..2] {
			assert_ok!(abstain(*miner, id));
		}
		for miner in &miners[2..] {
			assert_ok!(commit(*miner, id, &result(1, 0)));
		}
		for miner in &miners[2..] {
			assert_ok!(reveal(*miner, id, &result(1, 0)));
		}
		next_block();
		let end = accepted(id);
		assert_eq!((end.medoid, end.paid, end.refunded), (2, 50, 50));
	});
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		// One alone is never accepted, whoever abstained.
		let id = assigned_task(spec());
		let miners = miners_of(id);
		assert_ok!(abstain(miners[0], id));
		assert_ok!(abstain(miners[1], id));
		assert_ok!(commit(miners[2], id, &result(1, 0)));
		assert_ok!(reveal(miners[2], id, &result(1, 0)));
		next_block();
		assert_failed(id);
	});
}

#[test]
fn exact_task_should_accept_equal_outputs_whatever_their_sketches() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = settled_task(
			exact(),
			&[Some(result(2, 0)), Some(result(1, 0)), Some(result(1, 90_000))],
		);
		let end = accepted(id);
		assert_eq!((end.output, end.medoid, end.paid), (result(1, 0).output, 1, 66));
	});
}

#[test]
fn exact_task_should_fail_when_outputs_differ() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let same_hash = {
			let mut other = result(1, 0);
			other.output.len += 1;
			other
		};
		let id = settled_task(exact(), &[Some(result(1, 0)), Some(same_hash), Some(result(2, 0))]);
		assert_failed(id);
	});
}

#[test]
fn payment_should_not_be_stopped_by_a_freeze_of_the_client() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = committed_task(spec(), &[Some(result(1, 0)); 3]);
		assert_ok!(Balances::set_freeze(&0, &CLIENT, ENDOWMENT));
		for miner in miners_of(id) {
			assert_ok!(reveal(miner, id, &result(1, 0)));
		}
		next_block();
		assert_eq!(accepted(id).paid, 99);
	});
}

#[test]
fn share_should_go_back_to_the_client_when_a_miner_cannot_receive_it() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let issuance = Balances::total_issuance();
		let id = committed_task(spec(), &[Some(result(1, 0)); 3]);
		let miners = miners_of(id);
		for miner in &miners {
			assert_ok!(reveal(*miner, id, &result(1, 0)));
		}
		// The existential deposit rises above all that the first one has.
		let poor = miners[0];
		let leave = Balances::free_balance(poor) - 50;
		assert_ok!(<Balances as frame_support::traits::fungible::Mutate<_>>::transfer(
			&poor,
			&STRANGER,
			leave,
			Preservation::Preserve
		));
		ExistentialDeposit::set(1_000);
		next_block();
		let end = accepted(id);
		assert_eq!((end.paid, end.refunded), (66, 34));
		assert_eq!(Balances::free_balance(poor), 50);
		assert_eq!(escrow(), 0);
		assert_eq!(Balances::total_issuance(), issuance);
		System::assert_has_event(Event::ShareReturned { task: id, miner: poor, amount: 33 }.into());
		// Its work was right all the same.
		assert_eq!(Miners::miner(&poor).unwrap().accepted, 1);
		assert!(!judged(id)[0].unwrap().1);
	});
}

#[test]
fn remainder_should_be_burned_as_dust_when_the_client_emptied_its_account() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = committed_task(spec(), &[Some(result(1, 0)); 3]);
		for miner in miners_of(id) {
			assert_ok!(reveal(miner, id, &result(1, 0)));
		}
		// Something else keeps the account alive, so all its free balance can leave.
		System::inc_providers(&CLIENT);
		let all = Balances::free_balance(CLIENT);
		assert_ok!(<Balances as frame_support::traits::fungible::Mutate<_>>::transfer(
			&CLIENT,
			&STRANGER,
			all,
			Preservation::Expendable
		));
		let issuance = Balances::total_issuance();
		next_block();
		assert_eq!(accepted(id).paid, 99);
		assert_eq!(escrow(), 0);
		assert_eq!(Balances::total_issuance(), issuance - 1);
		System::assert_has_event(Event::DustBurned { client: CLIENT, amount: 1 }.into());
	});
}

fn fresh(_: &AccountId) -> Standing {
	Standing::default()
}

fn verdict(tier: VerificationTier, results: &[TaskResult]) -> Verdict {
	let replicas: Vec<_> = results
		.iter()
		.enumerate()
		.map(|(index, result)| Replica {
			miner: index as AccountId,
			answer: Answer::Revealed { result: *result, at: 1, distance: None, agreed: false },
			bound: None,
		})
		.collect();
	Verdict::of(tier, TOLERANCE, &replicas, Permill::zero(), fresh).unwrap()
}

#[test]
fn medoid_should_be_the_one_with_most_supporters() {
	// Offsets in steps of 8,000 ppm: each is within 10,000 of its neighbours only.
	let tier = VerificationTier::Tolerant;
	let chain = verdict(tier, &[result(1, 0), result(2, 8_000), result(3, 16_000)]);
	assert_eq!(chain.medoid, 1);
	assert!(chain.prospect.is_majority());
	// Equal support and spread: the first.
	assert_eq!(verdict(tier, &[result(1, 0), result(2, 1_000)]).medoid, 0);
	assert_eq!(verdict(tier, &[result(1, 1_000), result(2, 0)]).medoid, 0);
	// Equal support, and the distances to outsiders do not matter.
	let pairs = [garbage(1), result(1, 0), garbage(1), result(1, 100)];
	assert_eq!(verdict(tier, &pairs).medoid, 0);
	assert!(!verdict(tier, &pairs).prospect.is_majority());
}

#[test]
fn medoid_should_be_none_when_nothing_was_revealed() {
	let silent = [Replica { miner: 1u64, answer: Answer::None, bound: None }];
	assert!(Verdict::of(VerificationTier::Exact, Permill::zero(), &silent, Permill::zero(), fresh)
		.is_none());
	assert!(Verdict::of::<AccountId>(
		VerificationTier::Tolerant,
		Permill::one(),
		&[],
		Permill::zero(),
		|_| fresh(&0)
	)
	.is_none());
}
