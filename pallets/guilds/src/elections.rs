// SPDX-License-Identifier: Apache-2.0
//! Elections of executives, which the calendar of spans calls.

use crate::*;
use alloc::{collections::BTreeSet, vec::Vec};
use core::cmp::Reverse;
use frame_support::{
	ensure,
	pallet_prelude::{BoundedVec, DispatchResult, Get, Weight},
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision},
	},
};
use pouw_primitives::{Balance, BlockNumber};
use pouw_traits::GuildMembers;
use types::ElectionIndex;

impl<T: Config> Pallet<T> {
	/// What happens in a span. The first span has no election, for no span before it gives weight.
	pub fn phase(span: SpanIndex) -> Phase {
		let Some(since) = span.checked_sub(1) else { return Phase::Quiet };
		let term = T::TermSpans::get();
		let election = since.checked_div(term).unwrap_or_default();
		match since.checked_rem(term) {
			Some(0) => Phase::Candidacy(election),
			Some(1) => Phase::Voting(election),
			_ => Phase::Quiet,
		}
	}

	/// Ends an election in the first block after its vote.
	pub(crate) fn tick(now: BlockNumber) -> Weight {
		let idle = T::WeightInfo::idle_block();
		let length = SpanLength::<T>::get();
		if now.checked_rem(length) != Some(0) {
			return idle;
		}
		let before = Self::closed_span().map_or(Phase::Quiet, Self::phase);
		let Phase::Voting(election) = before else { return idle };
		Self::conclude_election(election);
		idle.saturating_add(T::WeightInfo::conclude_election())
	}

	pub(crate) fn do_stand(who: T::AccountId) -> DispatchResult {
		let span = Self::span().ok_or(Error::<T>::NoGuild)?;
		let Phase::Candidacy(election) = Self::phase(span) else {
			return Err(Error::<T>::NotInCandidacy.into());
		};
		ensure!(T::Members::is_member(&who), Error::<T>::NotMember);
		let weight = Self::weight_of(&who, span.saturating_sub(1));
		ensure!(weight > 0, Error::<T>::NoWeight);
		let mut candidates = Candidates::<T>::get();
		ensure!(candidates.iter().all(|other| other.who != who), Error::<T>::AlreadyCandidate);
		if candidates.is_full() {
			// Else whoever has the deposits could fill the list.
			let weakest = candidates
				.iter()
				.enumerate()
				.min_by_key(|(_, other)| (other.weight, Reverse(other.who.clone())))
				.filter(|(_, other)| other.weight < weight)
				.map(|(place, _)| place)
				.ok_or(Error::<T>::CandidatesFull)?;
			let displaced = candidates.remove(weakest);
			Self::give_back(&displaced.who, displaced.deposit);
			Self::deposit_event(Event::CandidateDisplaced { who: displaced.who });
		}
		let deposit = T::CandidacyDeposit::get();
		T::Currency::hold(&HoldReason::GuildCandidacy.into(), &who, deposit)?;
		candidates
			.try_push(Candidate { who: who.clone(), deposit, weight, votes: 0 })
			.map_err(|_| Error::<T>::CandidatesFull)?;
		Candidates::<T>::put(candidates);
		Self::deposit_event(Event::CandidacyDeclared { who, election, weight, deposit });
		Ok(())
	}

	pub(crate) fn do_withdraw_candidacy(who: T::AccountId) -> DispatchResult {
		let span = Self::span().ok_or(Error::<T>::NoGuild)?;
		ensure!(matches!(Self::phase(span), Phase::Candidacy(_)), Error::<T>::NotInCandidacy);
		ensure!(Self::leave_candidates(&who), Error::<T>::NotCandidate);
		Ok(())
	}

	pub(crate) fn do_ballot(
		who: T::AccountId,
		choices: BoundedVec<T::AccountId, T::MaxExecutives>,
	) -> DispatchResult {
		let span = Self::span().ok_or(Error::<T>::NoGuild)?;
		let Phase::Voting(election) = Self::phase(span) else {
			return Err(Error::<T>::NotInVoting.into());
		};
		ensure!(T::Members::is_member(&who), Error::<T>::NotMember);
		let mut member = Members::<T>::get(&who).ok_or(Error::<T>::NoWeight)?;
		ensure!(member.ballot != Some(election), Error::<T>::AlreadyVoted);
		// Of the span before the candidacy.
		let weight = span.checked_sub(2).map_or(0, |counted| member.work.of(counted));
		ensure!(weight > 0, Error::<T>::NoWeight);
		ensure!(!choices.is_empty(), Error::<T>::BallotEmpty);
		let distinct: BTreeSet<_> = choices.iter().collect();
		ensure!(distinct.len() == choices.len(), Error::<T>::ChoiceRepeated);
		Candidates::<T>::try_mutate(|candidates| {
			for choice in &choices {
				let candidate = candidates
					.iter_mut()
					.find(|candidate| candidate.who == *choice)
					.ok_or(Error::<T>::NotCandidate)?;
				candidate.votes = candidate.votes.saturating_add(weight);
			}
			Ok::<_, Error<T>>(())
		})?;
		member.ballot = Some(election);
		Members::<T>::insert(&who, member);
		Self::deposit_event(Event::Balloted {
			who,
			election,
			choices: choices.into_inner(),
			weight,
		});
		Ok(())
	}

	pub(crate) fn do_resign(who: T::AccountId) -> DispatchResult {
		ensure!(Self::leave_executives(&who), Error::<T>::NotExecutive);
		Ok(())
	}

	/// Puts those with the most votes into office; of equals the lower account. Who got no vote is not
	/// elected. All others have their deposits back.
	pub(crate) fn conclude_election(election: ElectionIndex) {
		let mut candidates = Candidates::<T>::take().into_inner();
		candidates.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.who.cmp(&b.who)));
		for former in Executives::<T>::take() {
			Self::give_back(&former.who, former.deposit);
		}
		let mut elected = BoundedVec::<Executive<T::AccountId>, T::MaxExecutives>::new();
		for Candidate { who, deposit, votes, .. } in candidates {
			let executive = Executive { who, deposit, votes };
			let refused =
				if votes > 0 { elected.try_push(executive).err() } else { Some(executive) };
			if let Some(Executive { who, deposit, .. }) = refused {
				Self::give_back(&who, deposit);
			}
		}
		let executives: Vec<_> = elected.iter().map(|one| one.who.clone()).collect();
		Executives::<T>::put(elected);
		Self::deposit_event(Event::ExecutivesElected { election, executives });
	}

	/// Takes `who` off the candidates. Returns whether it was one.
	pub(crate) fn leave_candidates(who: &T::AccountId) -> bool {
		let left = Candidates::<T>::mutate(|candidates| {
			let place = candidates.iter().position(|candidate| candidate.who == *who)?;
			Some(candidates.remove(place))
		});
		let Some(left) = left else { return false };
		Self::give_back(who, left.deposit);
		Self::deposit_event(Event::CandidacyWithdrawn { who: left.who });
		true
	}

	/// Takes `who` off the executives. Returns whether it was one.
	pub(crate) fn leave_executives(who: &T::AccountId) -> bool {
		let Some(left) = Self::remove_executive(who) else { return false };
		Self::give_back(who, left.deposit);
		Self::deposit_event(Event::ExecutiveLeft { who: left.who });
		true
	}

	/// Removes an executive, which loses its deposit. Returns whether it was one.
	pub(crate) fn impeach(who: &T::AccountId) -> bool {
		let Some(left) = Self::remove_executive(who) else { return false };
		let burned = T::Currency::burn_held(
			&HoldReason::GuildCandidacy.into(),
			who,
			left.deposit,
			Precision::BestEffort,
			Fortitude::Force,
		)
		.unwrap_or_default();
		Self::deposit_event(Event::ExecutiveImpeached { who: left.who, burned });
		true
	}

	pub(crate) fn is_executive(who: &T::AccountId) -> bool {
		Executives::<T>::get().iter().any(|executive| executive.who == *who)
	}

	fn remove_executive(who: &T::AccountId) -> Option<Executive<T::AccountId>> {
		Executives::<T>::mutate(|executives| {
			let place = executives.iter().position(|executive| executive.who == *who)?;
			Some(executives.remove(place))
		})
	}

	fn give_back(who: &T::AccountId, deposit: Balance) {
		// Best effort, so that a hold that something else has taken from is released as far as it goes.
		let _ = T::Currency::release(
			&HoldReason::GuildCandidacy.into(),
			who,
			deposit,
			Precision::BestEffort,
		);
	}
}
