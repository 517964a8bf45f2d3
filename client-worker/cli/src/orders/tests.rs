// SPDX-License-Identifier: Apache-2.0

use super::*;
use pouw_primitives::{
	order::OrderPayment,
	task::{BlobRef, FailureReason, Job, Replicas, TaskSpec, VerificationTier},
	SectorClass,
};
use sp_core::H256;
use sp_runtime::{FixedU128, Permill};

fn record(state: OrderState) -> OrderRecord {
	OrderRecord {
		client: AccountId::new([7; 32]),
		spec: TaskSpec {
			job: Job::Embedding { model: H256([1; 32]) },
			input: BlobRef { hash: H256([2; 32]), len: 3 },
			tier: VerificationTier::Tolerant,
			replicas: Replicas { initial: 3, most: 7 },
			confidence: Permill::from_percent(90),
			price: 300,
			deadline: 150,
			client_key: [9; 32],
		},
		main: 30,
		rate: FixedU128::from_rational(1, 10),
		ordered_at: 12,
		accept_until: 600,
		pays_until: 20_000,
		state,
	}
}

fn ended(outcome: OrderOutcome) -> OrderState {
	OrderState::Ended { outcome, payment: OrderPayment { burned: 0, refunded: 30 }, at: 40 }
}

fn course(state: OrderState, kept: Option<SectorOrder>) -> Course {
	Course { kept, ..Course::new((SectorId(2003), 5), record(state), 12, 0) }
}

#[test]
fn sector_that_is_not_active_is_named_with_its_standing() {
	let of = |status| {
		let sector = SectorRecord {
			class: SectorClass::CpuEdge,
			status,
			revision: 1,
			profile: None,
			last_report: None,
		};
		objection(SectorId(2003), Some(&sector))
	};
	assert_eq!(of(SectorStatus::Active), None);
	let unknown = objection(SectorId(2009), None).expect("there is no such sector");
	assert!(unknown.contains("no sector 2009"), "{unknown}");
	for (status, word) in [
		(SectorStatus::Pending, "announced"),
		(SectorStatus::Suspended, "suspended"),
		(SectorStatus::Retiring, "being closed"),
		(SectorStatus::Retired, "is closed"),
	] {
		let text = of(status).expect("it takes no orders");
		assert!(text.contains("sector 2003") && text.contains(word), "{text}");
	}
}

#[test]
fn stage_follows_from_what_both_chains_have() {
	let outcome = OrderOutcome::Settled { task: 3, paid: 300 };
	let running = SectorOrder::Running { task: 3 };
	let over = SectorOrder::Ended { outcome, at: 9, told: true };
	let stage = |state, kept: Option<SectorOrder>| Stage::of(&record(state), kept.as_ref());
	assert_eq!(stage(OrderState::Open, None), Stage::Sent);
	assert_eq!(stage(OrderState::Open, Some(running)), Stage::Running);
	assert_eq!(stage(OrderState::Open, Some(over)), Stage::Answered);
	assert_eq!(stage(ended(outcome), Some(over)), Stage::Over);
	// The sector's node is behind.
	assert_eq!(stage(ended(outcome), Some(running)), Stage::Over);
}

#[test]
fn only_messages_are_waited_for_in_vain() {
	let late = MESSAGE_TIMEOUT;
	let early = late - Duration::from_secs(1);
	for stage in [Stage::Sent, Stage::Answered] {
		assert_eq!(stage.overdue(early), None);
		assert!(stage.overdue(late).is_some());
	}
	for stage in [Stage::Running, Stage::Over] {
		assert_eq!(stage.overdue(late * 100), None);
	}
}

#[test]
fn end_is_seen_when_the_task_is_over_on_the_sector_too() {
	let outcome = OrderOutcome::Settled { task: 3, paid: 300 };
	let over = SectorOrder::Ended { outcome, at: 9, told: true };
	assert!(!course(OrderState::Open, Some(over)).has_seen_the_end());
	assert!(!course(ended(outcome), Some(over)).has_seen_the_end());
	// Long after the end, when the sector keeps nothing of it.
	let late = Course { forgotten: true, ..course(ended(outcome), None) };
	assert!(late.has_seen_the_end());
	let refused = OrderOutcome::Refused { reason: RefusalReason::Busy };
	assert!(course(ended(refused), None).has_seen_the_end());
	let closed = OrderState::Closed { paid: 0, payment: OrderPayment::default(), at: 9 };
	assert!(course(closed, None).has_seen_the_end());
}

#[test]
fn order_is_taken_back_when_it_ends_for_that_and_for_no_other_reason() {
	let verdict = |state| course(state, None).taken_back().map_err(|failure| failure.to_string());
	let cancelled = FailureReason::Cancelled;
	assert_eq!(verdict(ended(OrderOutcome::Failed { task: 3, reason: cancelled })), Ok(()));
	let reason = RefusalReason::Cancelled;
	assert_eq!(verdict(ended(OrderOutcome::Refused { reason })), Ok(()));
	let closed = OrderState::Closed { paid: 0, payment: OrderPayment::default(), at: 9 };
	for (state, word) in [
		(OrderState::Open, "pouw-worker order --order 5 --wait"),
		(ended(OrderOutcome::Settled { task: 3, paid: 1 }), "settled"),
		(ended(OrderOutcome::Refused { reason: RefusalReason::Busy }), "refused"),
		(ended(OrderOutcome::Failed { task: 3, reason: FailureReason::NoAgreement }), "failed"),
		(closed, "closed"),
	] {
		let error = verdict(state).unwrap_err();
		assert!(error.contains("order 5") && error.contains(word), "{error}");
	}
}

#[test]
fn order_is_undecided_until_it_ends_on_either_chain() {
	let running = SectorOrder::Running { task: 3 };
	let outcome = OrderOutcome::Settled { task: 3, paid: 1 };
	let over = SectorOrder::Ended { outcome, at: 1, told: true };
	assert!(course(OrderState::Open, None).is_undecided());
	assert!(course(OrderState::Open, Some(running)).is_undecided());
	assert!(!course(OrderState::Open, Some(over)).is_undecided());
	assert!(!course(ended(outcome), None).is_undecided());
}

#[test]
fn task_of_an_order_is_known_unless_it_was_refused() {
	let reason = FailureReason::NoAgreement;
	let outcomes = [
		(OrderOutcome::Settled { task: 3, paid: 1 }, Some(3)),
		(OrderOutcome::Failed { task: 3, reason }, Some(3)),
		(OrderOutcome::Refused { reason: RefusalReason::TooLate }, None),
	];
	assert_eq!(task_of(None), None);
	assert_eq!(task_of(Some(&SectorOrder::Running { task: 3 })), Some(3));
	for (outcome, task) in outcomes {
		assert_eq!(task_of(Some(&SectorOrder::Ended { outcome, at: 1, told: true })), task);
	}
}

#[test]
fn refused_failed_and_closed_orders_are_failures_with_their_reason() {
	let text = |state| course(state, None).verdict().map_err(|failure| failure.to_string());
	assert!(text(OrderState::Open).is_ok());
	assert!(text(ended(OrderOutcome::Settled { task: 3, paid: 300 })).is_ok());
	for (reason, word) in [
		(RefusalReason::SectorInactive, "active"),
		(RefusalReason::TooLate, "late"),
		(RefusalReason::Busy, "waiting"),
		(RefusalReason::UnknownModel, "not registered"),
		(RefusalReason::NotOrderable, "rules"),
		(RefusalReason::Cancelled, "took it back"),
	] {
		let error = text(ended(OrderOutcome::Refused { reason })).unwrap_err();
		assert!(error.contains("order 5") && error.contains("2003"), "{error}");
		assert!(error.contains(word), "{error}");
	}
	let reason = FailureReason::NoAgreement;
	let error = text(ended(OrderOutcome::Failed { task: 3, reason })).unwrap_err();
	assert!(error.contains("task 3") && error.contains(reason_name(reason)), "{error}");
	let payment = OrderPayment::default();
	let error = text(OrderState::Closed { paid: 0, payment, at: 1 }).unwrap_err();
	assert!(error.contains("governance"), "{error}");
}
