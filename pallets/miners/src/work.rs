// SPDX-License-Identifier: Apache-2.0
//! Credit for work, and the list of candidates ranked by it.

use crate::*;
use frame_support::{
	defensive,
	pallet_prelude::{BoundedVec, Get},
	traits::ValidatorRegistration,
};
use pouw_primitives::{MinerRecord, WindowIndex, Work};
use pouw_traits::{CreditWork, GuildMembers, OnWorkCredited};
use sp_runtime::Permill;

impl<T: Config> CreditWork<T::AccountId> for Pallet<T> {
	fn is_registered(miner: &T::AccountId) -> bool {
		Miners::<T>::contains_key(miner)
	}

	fn credit(miner: &T::AccountId, window: WindowIndex, work: Work) {
		// It may have left while the window was being settled.
		let Some(mut record) = Miners::<T>::get(miner) else {
			return;
		};
		let half_life = T::WorkHalfLife::get();
		let gained = average::gain(work, half_life);
		let newest = record.work.window.max(window);
		let late = newest.saturating_sub(window);
		let passed = newest.saturating_sub(record.work.window);
		record.work.average = average::decay(record.work.average, passed, half_life)
			.saturating_add(average::decay(gained, late, half_life));
		record.work.window = newest;
		record.work.total = record.work.total.saturating_add(work);
		Miners::<T>::insert(miner, &record);
		Self::rank(miner, &record);
		let target = BondTarget::<T>::get();
		let bonded = Permill::from_rational(record.bond.min(target), target);
		T::Guild::on_credited(miner, work, bonded);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(miner: &T::AccountId) {
		benchmarking::register_endowed::<T>(miner);
		benchmarking::fill_candidates::<T>();
	}
}

impl<T: Config> GuildMembers<T::AccountId> for Pallet<T> {
	fn is_member(who: &T::AccountId) -> bool {
		Miners::<T>::contains_key(who)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_member(who: &T::AccountId) {
		benchmarking::register_endowed::<T>(who);
	}
}

impl<T: Config> Pallet<T> {
	/// What `record` is ranked by as of `window`: average work times reliability.
	pub(crate) fn score(record: &MinerRecord, window: WindowIndex) -> Work {
		let passed = window.saturating_sub(record.work.window);
		record.reliability().mul_floor(average::decay(
			record.work.average,
			passed,
			T::WorkHalfLife::get(),
		))
	}

	/// Puts `miner` where it now belongs among the candidates.
	fn rank(miner: &T::AccountId, record: &MinerRecord) {
		let mut candidates = Candidates::<T>::get();
		let known = CandidateWindow::<T>::get();
		let window = known.max(record.work.window);
		if window > known {
			Self::age(&mut candidates, window.saturating_sub(known));
			CandidateWindow::<T>::put(window);
		}
		candidates.retain(|candidate| candidate.who != *miner);

		let candidate = Candidate { who: miner.clone(), score: Self::score(record, window) };
		if candidate.score >= T::MinAuthorScore::get()
			&& record.bond >= BondTarget::<T>::get()
			&& T::SessionKeys::is_registered(miner)
		{
			let place = candidates.partition_point(|other| other.rank(&candidate).is_lt());
			// Refused when the list is full of better ones.
			let _ = candidates.force_insert_keep_left(place, candidate);
		}
		Candidates::<T>::put(candidates);
	}

	/// Lets `passed` windows pass over the scores. Rounding may make equals of unequals, whose order is
	/// then another.
	fn age(
		candidates: &mut BoundedVec<Candidate<T::AccountId>, T::MaxCandidates>,
		passed: WindowIndex,
	) {
		let half_life = T::WorkHalfLife::get();
		for candidate in candidates.iter_mut() {
			candidate.score = average::decay(candidate.score, passed, half_life);
		}
		candidates.retain(|candidate| candidate.score >= T::MinAuthorScore::get());
		candidates.sort_by(Candidate::rank);
	}

	/// Takes `miner` off the list of candidates, if it is on it.
	pub(crate) fn leave_candidates(miner: &T::AccountId) {
		Candidates::<T>::mutate(|candidates| {
			candidates.retain(|candidate| candidate.who != *miner);
		});
	}

	/// The candidates with the scores that their records give them now; those that fell below the least
	/// score are dropped from the list.
	pub(crate) fn refresh_candidates() -> alloc::vec::Vec<(T::AccountId, MinerRecord)> {
		let window = CandidateWindow::<T>::get();
		let mut scored = alloc::vec::Vec::new();
		for Candidate { who, .. } in Candidates::<T>::get() {
			let Some(record) = Miners::<T>::get(&who) else {
				defensive!("a candidate is not registered");
				continue;
			};
			let score = Self::score(&record, window);
			if score >= T::MinAuthorScore::get() {
				scored.push((Candidate { who, score }, record));
			}
		}
		scored.sort_by(|a, b| a.0.rank(&b.0));
		Candidates::<T>::put(BoundedVec::<_, T::MaxCandidates>::truncate_from(
			scored.iter().map(|(candidate, _)| candidate.clone()).collect(),
		));
		scored.into_iter().map(|(candidate, record)| (candidate.who, record)).collect()
	}
}
