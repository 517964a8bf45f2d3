// SPDX-License-Identifier: Apache-2.0
//! How a task ends: its escrow emptied, its miners free, its figures counted.

use crate::{
	verdict::{mask, Verdict},
	*,
};
use frame_support::{defensive, pallet_prelude::Get};
use pouw_primitives::{
	message::EraFigures,
	task::{Acceptance, Answer, FailureReason, Replica, TaskId, TaskRecord, TaskSpec, TaskState},
	Balance, BlockNumber,
};
use pouw_traits::{EraFiguresSource, MinerDirectory, OnTaskSettled};
use sp_runtime::Permill;

/// All replicas that there can be.
const ALL: u16 = u16::MAX;

impl<T: Config> Pallet<T> {
	/// What each agreeing replica is paid of a task that `replicas` were asked for. Who disagrees leaves
	/// its share to the client: nobody gains from the failures of others.
	pub(crate) fn share(spec: &TaskSpec, replicas: usize) -> Balance {
		u128::try_from(replicas).ok().and_then(|n| spec.price.checked_div(n)).unwrap_or_default()
	}

	/// Largest distance of two honest results of a task; without a model, nothing is tolerated.
	pub(crate) fn tolerance(spec: &TaskSpec) -> Permill {
		let Some(model) = spec.job.model() else { return Permill::zero() };
		// A model stays registered while a task of it is open.
		match Models::<T>::get(model) {
			Some(model) => model.tolerance,
			None => {
				defensive!("the model of an open task is not registered");
				Permill::zero()
			},
		}
	}

	/// Compares what was revealed. Pays and closes the task, or has more miners drawn, or refunds.
	pub(crate) fn settle(id: TaskId, task: TaskRecord<T::AccountId>, now: BlockNumber) {
		Self::note_missing(&task);
		let verdict = Self::verdict_of(&task);
		let in_doubt = verdict.as_ref().is_some_and(|v| !v.prospect.suffices(task.spec.confidence));
		if in_doubt && Self::has_room(&task) {
			return Self::seek_more(id, task, now);
		}
		Self::conclude(id, task, verdict, false, now)
	}

	/// Pays or refunds, and closes the task; the search for more miners was `given_up` if there were too
	/// few.
	pub(crate) fn conclude(
		id: TaskId,
		mut task: TaskRecord<T::AccountId>,
		verdict: Option<Verdict>,
		given_up: bool,
		now: BlockNumber,
	) {
		if Self::is_overdue(task.funding) {
			return Self::fail_sparing(id, task, FailureReason::Overdue, ALL, now);
		}
		let Some(verdict) = verdict else {
			return Self::fail(id, task, FailureReason::NoAgreement, now);
		};
		let accepted = verdict.prospect.suffices(task.spec.confidence);
		verdict.record(accepted, &mut task.replicas);
		if !accepted {
			// What lacked was others to compare with, or their records: nobody who is spared was found
			// wrong, and orders that cannot succeed would spoil records for no more than a fee.
			let (reason, spared) = if given_up {
				(FailureReason::TooFewMiners, ALL)
			} else if verdict.prospect.is_majority() {
				(FailureReason::ConfidenceNotReached, verdict.supporters())
			} else {
				(FailureReason::NoAgreement, 0)
			};
			return Self::fail_sparing(id, task, reason, spared, now);
		}
		let confidence = verdict.prospect.confidence();
		Self::note_accepted(id, &task, confidence, now);

		let (funding, client) = (task.funding, task.client.clone());
		let paid_each = Self::share(&task.spec, task.replicas.len());
		let mut paid: Balance = 0;
		let mut agreed: u32 = 0;
		for replica in task.replicas.iter_mut() {
			let Answer::Revealed { agreed: in_cluster, .. } = &mut replica.answer else {
				Self::release_unpaid(id, replica, true);
				continue;
			};
			Self::release_miner(id, &replica.miner, *in_cluster);
			if *in_cluster {
				agreed = agreed.saturating_add(1);
				*in_cluster = Self::pay(id, funding, &client, &replica.miner, paid_each);
				if *in_cluster {
					paid = paid.saturating_add(paid_each);
				}
			}
		}
		let refunded = task.spec.price.saturating_sub(paid);
		Self::give_back(funding, &client, refunded);
		Figures::<T>::mutate(|figures| figures.accepted = figures.accepted.saturating_add(1));
		let output = verdict.output;
		let state = TaskState::Accepted(Acceptance {
			output,
			medoid: verdict.medoid,
			paid_each,
			paid,
			refunded,
			confidence,
			at: now,
		});
		Self::close(id, task, state, now);
		Self::deposit_event(Event::Accepted { task: id, output, agreed, paid, refunded });
	}

	/// Refunds the whole price and closes the task.
	pub(crate) fn fail(
		id: TaskId,
		task: TaskRecord<T::AccountId>,
		reason: FailureReason,
		now: BlockNumber,
	) {
		Self::fail_sparing(id, task, reason, 0, now)
	}

	/// Refunds the whole price and closes the task. For those among the replicas `spared`, a bit for each,
	/// that revealed a result, it is as if they had not been asked.
	fn fail_sparing(
		id: TaskId,
		task: TaskRecord<T::AccountId>,
		reason: FailureReason,
		spared: u16,
		now: BlockNumber,
	) {
		for (index, replica) in task.replicas.iter().enumerate() {
			let revealed = matches!(replica.answer, Answer::Revealed { .. });
			if revealed && spared & mask([index]) != 0 {
				T::Miners::released(&replica.miner);
				Self::unassign(id, &replica.miner, false);
			} else {
				Self::release_unpaid(id, replica, false);
			}
		}
		let refunded = task.spec.price;
		Self::give_back(task.funding, &task.client, refunded);
		Figures::<T>::mutate(|figures| figures.failed = figures.failed.saturating_add(1));
		Self::close(id, task, TaskState::Failed { reason, at: now }, now);
		Self::deposit_event(Event::Failed { task: id, reason, refunded });
	}

	fn release_miner(id: TaskId, miner: &T::AccountId, accepted: bool) {
		T::Miners::settled(miner, accepted);
		Self::unassign(id, miner, accepted);
	}

	/// Frees the miner of a replica that is not among the accepted ones; the task is `completed` if there
	/// are any. Who abstained has not failed at it, unless it named an output before and now does
	/// not stand by it: that would be a way out for who sees that it will be outvoted.
	fn release_unpaid(id: TaskId, replica: &Replica<T::AccountId>, completed: bool) {
		if replica.answer != Answer::Abstained || replica.bound.is_some() {
			return Self::release_miner(id, &replica.miner, false);
		}
		T::Miners::abstained(&replica.miner, completed);
		Self::unassign(id, &replica.miner, false);
	}

	fn unassign(id: TaskId, miner: &T::AccountId, accepted: bool) {
		Assignments::<T>::remove(miner, id);
		T::OnTaskSettled::on_settled(id, miner, accepted);
	}

	/// Stores the final record for the retention period.
	fn close(id: TaskId, mut task: TaskRecord<T::AccountId>, state: TaskState, now: BlockNumber) {
		if let Some(model) = task.spec.job.model() {
			OpenTasksOfModel::<T>::mutate_exists(model, |open| {
				*open = open.and_then(|n| n.checked_sub(1)).filter(|n| *n > 0);
			});
		}
		Agenda::<T>::insert(now.saturating_add(T::RetentionPeriod::get()), id, ());
		if let (Some(order), Some(outcome)) = (task.funding.order(), Self::outcome_of(id, &state)) {
			Self::end_order(order, outcome, now);
		}
		task.state = state;
		Tasks::<T>::insert(id, task);
	}
}

impl<T: Config> EraFiguresSource for Pallet<T> {
	fn take() -> EraFigures {
		Figures::<T>::take()
	}
}
