// SPDX-License-Identifier: Apache-2.0
//! Fewer replicas for the trusted, more in doubt, and what cannot be copied between rounds.

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::task::{
	Acceptance, Answer, Bound, FailureReason, Replicas, TaskId, TaskResult, TaskSpec, TaskState,
	VerificationTier,
};
use sp_runtime::Permill;

fn is_extending(id: TaskId) -> bool {
	matches!(record(id).state, TaskState::Extending { .. })
}

fn accepted(id: TaskId) -> Acceptance {
	match record(id).state {
		TaskState::Accepted(end) => end,
		state => panic!("task {id} was not accepted: {state:?}"),
	}
}

/// Runs until the draw of more miners is over.
fn await_extension(id: TaskId) {
	assert!(is_extending(id), "{:?}", record(id).state);
	for _ in 0..4 {
		if is_extending(id) {
			next_block();
		}
	}
	assert!(!is_extending(id), "{:?}", record(id).state);
}

/// Has each miner that is asked commit and reveal what `of` says, and the results judged.
fn answer_round(id: TaskId, of: impl Fn(AccountId) -> TaskResult) {
	let asked: Vec<_> = record(id)
		.replicas
		.iter()
		.filter(|replica| replica.answer == Answer::None)
		.map(|replica| replica.miner)
		.collect();
	for miner in &asked {
		assert_ok!(commit(*miner, id, &of(*miner)));
	}
	next_block();
	reveal_all(id, of);
}

fn reveal_all(id: TaskId, of: impl Fn(AccountId) -> TaskResult) {
	assert!(matches!(record(id).state, TaskState::Revealing { .. }), "{:?}", record(id).state);
	for replica in record(id).replicas {
		if matches!(replica.answer, Answer::Committed { .. }) {
			assert_ok!(reveal(replica.miner, id, &of(replica.miner)));
		}
	}
	next_block();
}

/// Three fresh miners of whom the first disagrees: what they revealed does not suffice.
fn disputed_task(spec: TaskSpec) -> (TaskId, AccountId) {
	let id = assigned_task(spec);
	let liar = miners_of(id)[0];
	answer_round(id, |miner| if miner == liar { garbage(9) } else { result(1, 0) });
	assert!(is_extending(id));
	(id, liar)
}

#[test]
fn three_newcomers_that_agree_should_be_accepted_with_their_credibility() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		let id = assigned_task(adaptive());
		assert_eq!(miners_of(id).len(), 3);
		answer_round(id, |_| result(1, 0));
		let end = accepted(id);
		assert_eq!(end.confidence, Permill::from_parts(927_027));
		assert_eq!((end.paid_each, end.paid, end.refunded), (33, 99, 1));
	});
}

#[test]
fn trusted_miners_should_be_fewer_and_share_the_price() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		trust(0..8, 20);
		let id = loop {
			let id = assigned_task(adaptive());
			assert_eq!(miners_of(id).len(), 2);
			answer_two(id);
			// Some are audited.
			if miners_of(id).len() == 2 {
				break id;
			}
		};
		let end = accepted(id);
		assert!(end.confidence > Permill::from_percent(98));
		assert_eq!((end.paid_each, end.paid, end.refunded), (50, 100, 0));
	});
}

/// Has two trusted miners commit, passes the draw of the audit, and has them reveal.
fn answer_two(id: TaskId) {
	let miners = miners_of(id);
	for miner in &miners {
		assert_ok!(commit(*miner, id, &result(1, 0)));
	}
	next_block();
	await_extension(id);
	if matches!(record(id).state, TaskState::Committing { .. }) {
		// It is audited.
		assert_ok!(commit(*miners_of(id).last().unwrap(), id, &result(1, 0)));
		next_block();
	}
	reveal_all(id, |_| result(1, 0));
}

#[test]
fn trusted_miners_should_not_be_fewer_than_the_collusion_share_allows() {
	ExtBuilder::default().with_miners(12).build_and_execute(|| {
		for (colluding, asked) in [(0, 2), (10, 3), (20, 4), (30, 6)] {
			trust(0..12, 64);
			CollusionShare::set(Permill::from_percent(colluding));
			let id = assigned_task(TaskSpec {
				replicas: Replicas { initial: 7, most: 9 },
				confidence: Permill::from_percent(99),
				..spec()
			});
			assert_eq!(miners_of(id).len(), asked, "{colluding} %");
		}
	});
}

#[test]
fn more_miners_should_be_drawn_before_any_reveal_when_a_party_could_have_all_who_committed() {
	ExtBuilder::default().with_miners(12).build_and_execute(|| {
		trust(0..12, 64);
		let id = assigned_task(TaskSpec {
			replicas: Replicas { initial: 2, most: 5 },
			confidence: Permill::from_percent(99),
			..spec()
		});
		assert_eq!(miners_of(id).len(), 2);
		for miner in miners_of(id) {
			assert_ok!(commit(miner, id, &result(1, 0)));
		}
		next_block();
		await_extension(id);
		// Two with the longest records are not enough where a tenth may collude.
		assert_eq!(miners_of(id).len(), 3);
		assert_ok!(commit(miners_of(id)[2], id, &result(1, 0)));
		next_block();
		reveal_all(id, |_| result(1, 0));
		assert!(accepted(id).confidence >= Permill::from_percent(99));
	});
}

#[test]
fn two_newcomers_of_three_should_reach_three_fifths() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = settled_task(
			TaskSpec { confidence: Permill::from_percent(60), ..spec() },
			&[Some(garbage(9)), Some(result(1, 0)), Some(result(1, 0))],
		);
		assert_eq!(accepted(id).confidence, Permill::from_parts(620_253));
	});
}

#[test]
fn task_should_be_refunded_when_the_collusion_share_rises_beyond_what_it_can_reach() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		trust(0..8, 64);
		let id = assigned_task(TaskSpec {
			replicas: Replicas { initial: 2, most: 2 },
			confidence: Permill::from_percent(95),
			..spec()
		});
		CollusionShare::set(Permill::from_percent(30));
		for miner in miners_of(id) {
			assert_ok!(commit(miner, id, &result(1, 0)));
		}
		reveal_all(id, |_| result(1, 0));
		let reason = FailureReason::ConfidenceNotReached;
		assert_eq!(record(id).state, TaskState::Failed { reason, at: System::block_number() });
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn no_miner_should_be_spared_unless_all_before_it_are_trusted() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		trust([0, 1], 64);
		trust([2], 7);
		for _ in 0..6 {
			let id = assigned_task(adaptive());
			let drawn = miners_of(id);
			let fewer = drawn.len() == 2;
			assert_eq!(fewer, !drawn.contains(&2));
			run_to(phase_end(id));
		}
	});
}

#[test]
fn task_should_never_be_left_to_one_miner_however_trusted() {
	ExtBuilder::default().with_miners(6).build_and_execute(|| {
		trust(0..6, 64);
		let id = assigned_task(TaskSpec { confidence: Permill::zero(), ..adaptive() });
		assert_eq!(miners_of(id).len(), 2);
	});
}

#[test]
fn valuable_task_of_trusted_miners_should_always_be_audited() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		AuditedAt::set(100);
		for _ in 0..5 {
			trust(0..8, 64);
			let id = assigned_task(adaptive());
			for miner in miners_of(id) {
				assert_ok!(commit(miner, id, &garbage(9)));
			}
			next_block();
			await_extension(id);
			// They have committed, and now there is one more.
			assert_eq!(miners_of(id).len(), 3);
			assert_noop!(reveal(miners_of(id)[0], id, &garbage(9)), Error::<Test>::NotRevealing);
			run_to(phase_end(id));
		}
	});
}

#[test]
fn two_trusted_liars_should_not_outvote_the_one_that_audits_them() {
	ExtBuilder::default().with_miners(12).build_and_execute(|| {
		AuditedAt::set(100);
		trust(0..12, 64);
		let id = assigned_task(adaptive());
		let liars = miners_of(id);
		let answer = |miner| if liars.contains(&miner) { garbage(9) } else { result(1, 0) };
		for miner in &liars {
			assert_ok!(commit(*miner, id, &garbage(9)));
		}
		next_block();
		await_extension(id);
		answer_round(id, answer);
		// Records count for less now, and more are asked.
		await_extension(id);
		assert!(miners_of(id).len() > 3);
		answer_round(id, answer);
		assert!(
			!matches!(record(id).state, TaskState::Accepted(end) if end.output == garbage(9).output)
		);
	});
}

#[test]
fn cheap_tasks_of_trusted_miners_should_be_audited_now_and_then() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		trust(0..8, 64);
		let mut audited = 0;
		for _ in 0..60 {
			let id = assigned_task(adaptive());
			assert_eq!(miners_of(id).len(), 2);
			answer_two(id);
			audited += miners_of(id).len() - 2;
			accepted(id);
		}
		// An eighth is 7.5; the draws come of the mock's fixed randomness.
		assert!((2..=15).contains(&audited), "{audited}");
	});
}

#[test]
fn more_miners_should_be_drawn_before_any_reveal_when_too_few_committed() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		let id = assigned_task(adaptive());
		let miners = miners_of(id);
		let seed = record(id).seed;
		assert_ok!(commit(miners[0], id, &result(1, 0)));
		assert_ok!(commit(miners[1], id, &result(1, 0)));
		assert_ok!(abstain(miners[2], id));
		next_block();
		await_extension(id);
		let now = record(id);
		assert_eq!(now.seed, seed);
		assert_eq!(now.replicas.len(), 4);
		assert!(!miners.contains(&now.replicas[3].miner));
		assert!(matches!(now.replicas[0].answer, Answer::Committed { .. }));
		assert_eq!(Tasks::assignments(&now.replicas[3].miner), vec![id]);
		assert_ok!(commit(now.replicas[3].miner, id, &result(1, 0)));
		next_block();
		reveal_all(id, |_| result(1, 0));
		let end = accepted(id);
		assert_eq!((end.paid_each, end.paid, end.refunded), (25, 75, 25));
	});
}

#[test]
fn silent_miner_should_be_replaced_and_not_waited_for_again() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		let id = assigned_task(adaptive());
		let miners = miners_of(id);
		assert_ok!(commit(miners[0], id, &result(1, 0)));
		assert_ok!(commit(miners[1], id, &result(1, 0)));
		run_to(phase_end(id));
		assert_eq!(record(id).replicas[2].answer, Answer::Lapsed);
		await_extension(id);
		assert_noop!(commit(miners[2], id, &result(1, 0)), Error::<Test>::AlreadyAnswered);
		assert_eq!(miners_of(id).len(), 4);
		assert_ok!(commit(miners_of(id)[3], id, &result(1, 0)));
		next_block();
		reveal_all(id, |_| result(1, 0));
		assert_eq!(accepted(id).paid, 75);
	});
}

#[test]
fn disagreement_should_bring_more_miners_and_a_fresh_seed() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		let (id, liar) = disputed_task(adaptive());
		let seed = record(id).seed;
		await_extension(id);
		let now = record(id);
		assert_ne!(now.seed, seed);
		assert!(now.replicas.len() > 3);
		assert!(now.replicas.iter().all(|replica| replica.answer == Answer::None));
		let bounds: Vec<_> = now.replicas.iter().map(|replica| replica.bound).collect();
		let bound = |output, supported| Some(Bound { output, compared: 0b111, supported });
		let (wrong, right) = (garbage(9).output, result(1, 0).output);
		assert_eq!(bounds[..3], [bound(wrong, 0b001), bound(right, 0b110), bound(right, 0b110)]);
		assert!(bounds[3..].iter().all(|bound| bound.is_none()));
		System::assert_last_event(
			Event::Extended {
				task: id,
				miners: miners_of(id)[3..].to_vec().try_into().unwrap(),
				seed: now.seed,
				until: phase_end(id),
			}
			.into(),
		);
		answer_round(id, |miner| if miner == liar { garbage(9) } else { result(1, 500) });
		let end = accepted(id);
		assert!(end.confidence >= Permill::from_percent(90));
		assert_eq!(end.paid + end.refunded, 100);
		let paid = |miner: AccountId| Balances::free_balance(miner) > ENDOWMENT - 50;
		assert!(miners_of(id).into_iter().all(|miner| paid(miner) == (miner != liar)));
	});
}

#[test]
fn copied_result_of_an_earlier_round_should_not_agree_in_the_next() {
	for tier in [VerificationTier::Tolerant, VerificationTier::Exact] {
		ExtBuilder::default().with_miners(8).build_and_execute(|| {
			// By another seed, the sketch of the same output is another one.
			let by_next_seed = || {
				let mut other = result(1, 0);
				other.sketch.0.rotate_left(5);
				other
			};
			let (id, liar) = disputed_task(TaskSpec { tier, ..adaptive() });
			let before = miners_of(id);
			await_extension(id);
			// All that the newcomers do is to copy what an honest miner has revealed.
			let copier = |miner: &AccountId| !before.contains(miner);
			answer_round(id, |miner| match miner {
				miner if miner == liar => garbage(9),
				miner if copier(&miner) => result(1, 0),
				_ => by_next_seed(),
			});
			let task = record(id);
			assert!(!matches!(task.state, TaskState::Accepted(_)), "{:?}", task.state);
			assert!(miners_of(id)
				.iter()
				.all(|miner| Balances::free_balance(miner) == ENDOWMENT - 50));
		});
	}
}

#[test]
fn miner_that_is_asked_again_should_not_change_its_output() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		let (id, liar) = disputed_task(adaptive());
		await_extension(id);
		for miner in miners_of(id) {
			assert_ok!(commit(miner, id, &result(1, 0)));
		}
		next_block();
		// Having seen how the others answered, it would rather agree with them.
		assert_noop!(reveal(liar, id, &result(1, 0)), Error::<Test>::OutputChanged);
	});
}

#[test]
fn abstention_should_count_as_a_failure_when_the_miner_has_named_an_output() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		let (id, liar) = disputed_task(adaptive());
		await_extension(id);
		// It sees that it will be outvoted.
		assert_ok!(abstain(liar, id));
		answer_round(id, |_| result(1, 500));
		accepted(id);
		let record = Miners::miner(&liar).unwrap();
		assert_eq!((record.assigned, record.accepted, record.allowance_used), (1, 0, 0));
	});
}

const TIERS: [VerificationTier; 2] = [VerificationTier::Tolerant, VerificationTier::Exact];

#[test]
fn reveal_should_be_evidence_when_its_miner_abstains_as_it_is_asked_again() {
	for tier in TIERS {
		ExtBuilder::default().with_miners(8).build_and_execute(|| {
			let (id, liar) = disputed_task(TaskSpec { tier, ..adaptive() });
			let (honest, other) = (miners_of(id)[1], miners_of(id)[2]);
			await_extension(id);
			assert_ok!(abstain(liar, id));
			assert_ok!(abstain(honest, id));
			answer_round(id, |_| result(1, 500));
			accepted(id);
			assert!(standing(liar).suspicion > 0);
			assert!(standing(honest).suspicion < 0);
			assert!(standing(other).suspicion < 0);
			// A check is passed by who stands by its output.
			assert_eq!((standing(honest).passed, standing(other).passed), (0, 1));
		});
	}
}

#[test]
fn reveal_should_be_evidence_when_its_miner_is_silent_as_it_is_asked_again() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		let (id, liar) = disputed_task(adaptive());
		await_extension(id);
		trust([liar], 5);
		for miner in miners_of(id).into_iter().filter(|miner| *miner != liar) {
			assert_ok!(commit(miner, id, &result(1, 500)));
		}
		run_to(phase_end(id));
		reveal_all(id, |_| result(1, 500));
		accepted(id);
		assert!(standing(liar).suspicion > 0);
		assert_eq!(standing(liar).passed, 0);
	});
}

#[test]
fn checks_passed_should_be_lost_when_nothing_tells_what_an_abstainer_revealed() {
	for tier in TIERS {
		ExtBuilder::default().with_miners(8).build_and_execute(|| {
			let (id, liar) = disputed_task(TaskSpec { tier, ..adaptive() });
			let first = miners_of(id);
			await_extension(id);
			for miner in &first {
				assert_ok!(abstain(*miner, id));
			}
			trust(first.iter().copied(), 5);
			answer_round(id, |_| result(1, 500));
			accepted(id);
			// That sketches of another seed are far from these says nothing, but that outputs differ does
			// where equal ones are wanted.
			assert_eq!(standing(liar).suspicion > 0, tier == VerificationTier::Exact);
			assert_eq!(standing(liar).passed, 0);
			// Equal outputs are equal results in both.
			assert!(standing(first[1]).suspicion < 0);
			assert_eq!(standing(first[1]).passed, 5);
		});
	}
}

#[test]
fn miner_should_lose_the_checks_it_passed_when_it_does_not_reveal() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		trust(0..8, 3);
		let id = assigned_task(adaptive());
		let miners = miners_of(id);
		for miner in &miners {
			assert_ok!(commit(*miner, id, &result(1, 0)));
		}
		next_block();
		for miner in &miners[1..] {
			assert_ok!(reveal(*miner, id, &result(1, 0)));
		}
		run_to(phase_end(id));
		assert_eq!(standing(miners[0]).passed, 0);
	});
}

/// What the record of a miner counts: settled assignments, and the accepted ones.
fn counts(miner: AccountId) -> (u32, u32) {
	let record = Miners::miner(&miner).unwrap();
	assert_eq!(record.open_assignments, 0);
	(record.assigned, record.accepted)
}

#[test]
fn miners_that_revealed_should_be_as_if_not_asked_when_the_task_fails_for_want_of_miners() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, _) = disputed_task(adaptive());
		while is_extending(id) {
			next_block();
		}
		let reason = FailureReason::TooFewMiners;
		assert_eq!(record(id).state, TaskState::Failed { reason, at: System::block_number() });
		assert!((0..3).all(|miner| counts(miner) == (0, 0)));
		assert!((0..3).all(|miner| standing(miner) == Default::default()));
		assert!((0..3).all(|miner| Settled::get().contains(&(id, miner, false))));
	});
}

#[test]
fn silent_miner_should_not_be_spared_when_the_task_fails_for_want_of_miners() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = assigned_task(adaptive());
		let miners = miners_of(id);
		for miner in &miners[..2] {
			assert_ok!(commit(*miner, id, &result(1, 0)));
		}
		run_to(phase_end(id));
		while is_extending(id) {
			next_block();
		}
		reveal_all(id, |_| result(1, 0));
		while is_extending(id) {
			next_block();
		}
		let reason = FailureReason::TooFewMiners;
		assert_eq!(record(id).state, TaskState::Failed { reason, at: System::block_number() });
		assert_eq!((counts(miners[0]), counts(miners[1])), ((0, 0), (0, 0)));
		assert_eq!(counts(miners[2]), (1, 0));
	});
}

/// A client wants more than newcomers can give, again and again, to spoil records for no more than fees.
#[test]
fn those_who_agreed_should_be_as_if_not_asked_when_that_is_not_credible_enough() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let confidence = Permill::from_percent(95);
		let id = settled_task(
			TaskSpec { confidence, ..spec() },
			&[Some(result(1, 0)), Some(garbage(9)), Some(result(1, 0))],
		);
		let reason = FailureReason::ConfidenceNotReached;
		assert_eq!(record(id).state, TaskState::Failed { reason, at: System::block_number() });
		let counts: Vec<_> = miners_of(id).into_iter().map(counts).collect();
		assert_eq!(counts, vec![(0, 0), (1, 0), (0, 0)]);
	});
}

#[test]
fn task_should_fail_when_the_most_replicas_leave_doubt() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		let most = Replicas { initial: 3, most: 5 };
		let id = assigned_task(TaskSpec { replicas: most, ..adaptive() });
		let mut rounds = 0;
		while !record(id).state.is_final() {
			answer_round(id, |miner| garbage(miner as u8));
			if is_extending(id) {
				for _ in 0..4 {
					if is_extending(id) {
						next_block();
					}
				}
			}
			rounds += 1;
			assert!(rounds <= 3);
		}
		assert!(record(id).replicas.len() <= 5);
		assert!(matches!(
			record(id).state,
			TaskState::Failed { reason: FailureReason::NoAgreement, .. }
		));
		assert_eq!(escrow(), 0);
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
}

#[test]
fn task_should_fail_for_lack_of_confidence_when_agreement_is_not_credible_enough() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let most = Replicas { initial: 3, most: 3 };
		let confidence = Permill::from_percent(95);
		let id = settled_task(
			TaskSpec { replicas: most, confidence, ..spec() },
			&[Some(result(1, 0)); 3],
		);
		let reason = FailureReason::ConfidenceNotReached;
		assert_eq!(record(id).state, TaskState::Failed { reason, at: System::block_number() });
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
		// Nobody was found wrong.
		assert!((0..3).all(|miner| standing(miner) == Default::default()));
	});
}

#[test]
fn search_for_more_miners_should_end_when_there_are_none() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, _) = disputed_task(adaptive());
		run_blocks(AssignmentPatience::get() - 2);
		assert!(is_extending(id));
		run_blocks(3);
		assert!(matches!(record(id).state, TaskState::Failed { .. }));
		assert_eq!(Balances::free_balance(CLIENT), ENDOWMENT);
	});
	// One who joins meanwhile is found.
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, _) = disputed_task(adaptive());
		run_blocks(6);
		(10..14).for_each(register_miner);
		run_blocks(3);
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
	});
}

#[test]
fn miners_that_register_with_the_draw_in_sight_should_not_be_drawn_for_a_further_round() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, _) = disputed_task(adaptive());
		let TaskState::Extending { randomness_after, .. } = record(id).state else {
			panic!("not extending")
		};
		(10..14).for_each(register_miner);
		run_blocks(2);
		// The randomness that served was known to be next, and found nobody.
		assert!(RelayBlock::get() > randomness_after);
		assert!(is_extending(id));
		next_block();
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
		assert!(miners_of(id).iter().any(|miner| *miner >= 10));
	});
}

#[test]
fn search_should_wait_for_randomness_younger_than_the_last_answer() {
	ExtBuilder::default().with_miners(8).build_and_execute(|| {
		let (id, _) = disputed_task(adaptive());
		RandomnessKnown::set(false);
		run_blocks(10);
		assert!(is_extending(id));
		RandomnessKnown::set(true);
		next_block();
		assert!(matches!(record(id).state, TaskState::Committing { .. }));
	});
}

#[test]
fn order_should_fail_when_no_record_makes_for_the_confidence() {
	ExtBuilder::default().build_and_execute(|| {
		let sure = TaskSpec { confidence: Permill::one(), ..adaptive() };
		let two = TaskSpec { replicas: Replicas { initial: 2, most: 2 }, ..sure.clone() };
		assert_noop!(
			Tasks::order(RuntimeOrigin::signed(CLIENT), two),
			Error::<Test>::ConfidenceOutOfReach
		);
		assert_noop!(
			Tasks::order(RuntimeOrigin::signed(CLIENT), sure),
			Error::<Test>::ConfidenceOutOfReach
		);
	});
}

#[test]
fn order_should_fail_when_all_replicas_it_allows_could_be_of_one_party() {
	ExtBuilder::default().build_and_execute(|| {
		let order = |most, percent| {
			let replicas = Replicas { initial: 2, most };
			let confidence = Permill::from_percent(percent);
			Tasks::order(RuntimeOrigin::signed(CLIENT), TaskSpec { replicas, confidence, ..spec() })
		};
		for (colluding, percent, fewest) in [(10, 99, 3), (30, 90, 3), (30, 99, 6)] {
			CollusionShare::set(Permill::from_percent(colluding));
			assert_noop!(order(fewest - 1, percent), Error::<Test>::ConfidenceOutOfReach);
			assert_ok!(order(fewest, percent));
		}
		CollusionShare::set(Permill::zero());
		assert_ok!(order(2, 99));
	});
}
