// SPDX-License-Identifier: Apache-2.0
//! What results say of the miners that gave them: standings, the errors of a model, and slashes.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get, Weight},
};
use pouw_primitives::{
	credibility::{evidence, PendingSlash, CHECKED_FROM, EXPLAINED, RULED_OUT},
	task::{Answer, TaskId, TaskRecord, VerificationTier},
	BlockNumber,
};
use pouw_traits::{MinerDirectory, SlashBond};
use sp_runtime::{traits::Saturating, Permill};

impl<T: Config> Pallet<T> {
	/// Takes down what an accepted result says of those who revealed theirs.
	///
	/// An accepted result may be wrong, at a rate that its confidence states. So what contradicts it is
	/// held to err by chance at no lower rate: weak acceptances are weak evidence.
	pub(crate) fn note_accepted(
		id: TaskId,
		task: &TaskRecord<T::AccountId>,
		confidence: Permill,
		now: BlockNumber,
	) {
		let measured = match task.spec.tier {
			VerificationTier::Exact => None,
			VerificationTier::Tolerant => task.spec.job.model(),
		};
		let mut budget = measured.map(ErrorBudgets::<T>::get).unwrap_or_default();
		let by_model = measured.map_or(Permill::zero(), |_| budget.rate());
		let chance = by_model.max(Permill::one().saturating_sub(confidence));
		for replica in &task.replicas {
			let Answer::Revealed { agreed, .. } = replica.answer else { continue };
			let mut standing = T::Miners::standing(&replica.miner);
			if standing.is_trusted() {
				budget.count(agreed);
			}
			if !agreed {
				standing.passed = 0;
			} else if confidence >= CHECKED_FROM {
				standing.passed = standing.passed.saturating_add(1);
			}
			standing.suspicion = standing.suspicion.saturating_add(evidence(agreed, chance));
			if standing.suspicion <= EXPLAINED {
				standing.suspicion = 0;
			} else if standing.suspicion >= RULED_OUT {
				let scheduled = Self::schedule_slash(id, &replica.miner, now);
				standing.suspicion = if scheduled { 0 } else { RULED_OUT };
			}
			T::Miners::set_standing(&replica.miner, standing);
		}
		if let Some(model) = measured {
			ErrorBudgets::<T>::insert(model, budget);
		}
	}

	/// Counts those who let the commitments pass as late by all of the deadline, and returns how many they
	/// are.
	pub(crate) fn note_late(task: &TaskRecord<T::AccountId>) -> u32 {
		let deadline = task.spec.deadline;
		let late = task.replicas.iter().filter(|replica| replica.answer == Answer::None);
		late.fold(0, |count: u32, replica| {
			T::Miners::answered(&replica.miner, deadline, deadline);
			count.saturating_add(1)
		})
	}

	/// Takes the checks passed from those who committed and did not reveal: else who sees that it will
	/// be outvoted would rather say nothing.
	pub(crate) fn note_missing(task: &TaskRecord<T::AccountId>) {
		for replica in &task.replicas {
			if matches!(replica.answer, Answer::Committed { .. }) {
				let mut standing = T::Miners::standing(&replica.miner);
				standing.passed = 0;
				T::Miners::set_standing(&replica.miner, standing);
			}
		}
	}

	/// Schedules a slash, unless one of the miner is pending or there are as many as can be.
	fn schedule_slash(task: TaskId, miner: &T::AccountId, now: BlockNumber) -> bool {
		let due = now.saturating_add(T::SlashDelay::get());
		let scheduled = PendingSlashes::<T>::mutate(|pending| {
			pending.iter().all(|slash| slash.miner != *miner)
				&& pending.try_push(PendingSlash { miner: miner.clone(), task, due }).is_ok()
		});
		if scheduled {
			Self::deposit_event(Event::SlashScheduled { miner: miner.clone(), task, due });
		}
		scheduled
	}

	pub(crate) fn do_cancel_slash(miner: T::AccountId) -> DispatchResult {
		let cancelled = PendingSlashes::<T>::mutate(|pending| {
			let before = pending.len();
			pending.retain(|slash| slash.miner != miner);
			pending.len() < before
		});
		ensure!(cancelled, Error::<T>::NoSlashPending);
		Self::deposit_event(Event::SlashCancelled { miner });
		Ok(())
	}

	/// Takes the slash that is due, if any; others wait for the next block.
	pub(crate) fn serve_slashes(now: BlockNumber) -> Weight {
		Self::carry_out_slash(now, T::SlashPart::get)
	}

	/// Takes `part` of the bond of whoever's slash is due, if anybody's is.
	pub(crate) fn carry_out_slash(now: BlockNumber, part: impl FnOnce() -> Permill) -> Weight {
		let pending = PendingSlashes::<T>::get();
		let Some(slash) = pending.first().filter(|slash| slash.due <= now).cloned() else {
			return Weight::zero();
		};
		PendingSlashes::<T>::mutate(|pending| pending.retain(|other| *other != slash));
		let amount = T::Bond::slash(&slash.miner, part());
		Self::deposit_event(Event::Slashed { miner: slash.miner, task: slash.task, amount });
		T::WeightInfo::slash()
	}
}
