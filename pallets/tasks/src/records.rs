// SPDX-License-Identifier: Apache-2.0
//! What results say of the miners that gave them: standings, the errors of a model, and slashes.

use crate::{verdict::mask, *};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get, Weight},
};
use pouw_primitives::{
	credibility::{evidence, PendingSlash, CHECKED_FROM, EXPLAINED, RULED_OUT},
	task::{Answer, Bound, Replica, TaskId, TaskRecord, VerificationTier},
	BlockNumber,
};
use pouw_traits::{MinerDirectory, SlashBond};
use sp_runtime::{traits::Saturating, Permill};

impl<T: Config> Pallet<T> {
	/// Takes down what an accepted result says of those who revealed theirs, in this round or in an earlier
	/// one: else who sees that it will be outvoted would abstain when it is asked again, or say nothing.
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
			let (agreed, stands_by_it) = match (&replica.answer, &replica.bound) {
				(Answer::Revealed { agreed, .. }, _) => (Some(*agreed), true),
				(_, Some(bound)) => (bound_agreed(task, bound), false),
				(_, None) => continue,
			};
			let mut standing = T::Miners::standing(&replica.miner);
			if let Some(agreed) = agreed.filter(|_| standing.is_trusted()) {
				budget.count(agreed);
			}
			match agreed {
				Some(true) if stands_by_it && confidence >= CHECKED_FROM => {
					standing.passed = standing.passed.saturating_add(1);
				},
				Some(true) => {},
				// Where nothing tells it is as with a commitment that is not revealed.
				Some(false) | None => standing.passed = 0,
			}
			let found = agreed.map_or(0, |agreed| evidence(agreed, chance));
			standing.suspicion = standing.suspicion.saturating_add(found);
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

/// Whether what a miner is bound to, and did not stand by when it was asked again, agreed with the accepted
/// results; none if nothing tells.
///
/// Its sketch is of an earlier round, so it is the comparison of that round that counts, with those who are
/// among the accepted ones now. With none of them in that round, equal outputs are equal results; others
/// are another result for sure in the exact tier alone.
fn bound_agreed<AccountId>(task: &TaskRecord<AccountId>, bound: &Bound) -> Option<bool> {
	let accepted = |replica: &Replica<AccountId>| match &replica.answer {
		Answer::Revealed { result, agreed: true, .. } => Some(result.output),
		_ => None,
	};
	let places = task.replicas.iter().enumerate();
	let among = mask(places.filter_map(|(index, replica)| accepted(replica).map(|_| index)));
	bound.agreed(among).or_else(|| {
		let same = task.replicas.iter().filter_map(accepted).any(|output| output == bound.output);
		(same || task.spec.tier == VerificationTier::Exact).then_some(same)
	})
}
