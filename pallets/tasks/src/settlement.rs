// SPDX-License-Identifier: Apache-2.0
//! How a task ends: its escrow emptied, its miners free, its figures counted.

use crate::{verdict::Verdict, *};
use frame_support::{defensive, pallet_prelude::Get};
use pouw_primitives::{
	message::EraFigures,
	task::{Acceptance, Answer, FailureReason, TaskId, TaskRecord, TaskSpec, TaskState},
	Balance, BlockNumber,
};
use pouw_traits::{EraFiguresSource, MinerDirectory, OnTaskSettled};
use sp_runtime::Permill;

impl<T: Config> Pallet<T> {
	/// What each agreeing replica is paid.
	pub(crate) fn share(spec: &TaskSpec) -> Balance {
		spec.price.checked_div(spec.replicas.initial.into()).unwrap_or_default()
	}

	/// Compares what was revealed, pays or refunds, and closes the task.
	pub(crate) fn settle(id: TaskId, mut task: TaskRecord<T::AccountId>, now: BlockNumber) {
		// A model stays registered while a task of it is open; without one, nothing is tolerated.
		let tolerance = match Models::<T>::get(task.spec.job.model()) {
			Some(model) => model.tolerance,
			None => {
				defensive!("the model of an open task is not registered");
				Permill::zero()
			},
		};
		let Some(verdict) = Verdict::of(task.spec.tier, tolerance, &task.replicas) else {
			return Self::fail(id, task, FailureReason::NoAgreement, now);
		};
		verdict.record(&mut task.replicas);
		if !verdict.accepted {
			return Self::fail(id, task, FailureReason::NoAgreement, now);
		}

		let paid_each = Self::share(&task.spec);
		let mut paid: Balance = 0;
		let mut agreed: u32 = 0;
		for replica in task.replicas.iter_mut() {
			let Answer::Revealed { agreed: in_cluster, .. } = &mut replica.answer else {
				Self::release_miner(id, &replica.miner, false);
				continue;
			};
			Self::release_miner(id, &replica.miner, *in_cluster);
			if *in_cluster {
				agreed = agreed.saturating_add(1);
				*in_cluster = Self::pay(id, &task.client, &replica.miner, paid_each);
				if *in_cluster {
					paid = paid.saturating_add(paid_each);
				}
			}
		}
		let refunded = task.spec.price.saturating_sub(paid);
		Self::refund(&task.client, refunded);
		Figures::<T>::mutate(|figures| figures.accepted = figures.accepted.saturating_add(1));
		let output = verdict.output;
		let state = TaskState::Accepted(Acceptance {
			output,
			medoid: verdict.medoid,
			paid_each,
			paid,
			refunded,
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
		for replica in &task.replicas {
			Self::release_miner(id, &replica.miner, false);
		}
		let refunded = task.spec.price;
		Self::refund(&task.client, refunded);
		Figures::<T>::mutate(|figures| figures.failed = figures.failed.saturating_add(1));
		Self::close(id, task, TaskState::Failed { reason, at: now }, now);
		Self::deposit_event(Event::Failed { task: id, reason, refunded });
	}

	fn release_miner(id: TaskId, miner: &T::AccountId, accepted: bool) {
		Assignments::<T>::remove(miner, id);
		T::Miners::settled(miner, accepted);
		T::OnTaskSettled::on_settled(id, miner, accepted);
	}

	/// Stores the final record for the retention period.
	fn close(id: TaskId, mut task: TaskRecord<T::AccountId>, state: TaskState, now: BlockNumber) {
		OpenTasksOfModel::<T>::mutate_exists(task.spec.job.model(), |open| {
			*open = open.and_then(|n| n.checked_sub(1)).filter(|n| *n > 0);
		});
		Agenda::<T>::insert(now.saturating_add(T::RetentionPeriod::get()), id, ());
		task.state = state;
		Tasks::<T>::insert(id, task);
	}
}

impl<T: Config> EraFiguresSource for Pallet<T> {
	fn take() -> EraFigures {
		Figures::<T>::take()
	}
}
