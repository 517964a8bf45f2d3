// SPDX-License-Identifier: Apache-2.0
//! Motions: opened by members with weight, decided by weight of before, closed by anybody.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Get},
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision},
	},
};
use pouw_primitives::{
	sector::Hub, BlockNumber, GovernanceNotice, GuildMotion, GuildRequest, MotionIndex, SectorToHub,
};
use pouw_traits::{ChangeParameter, GuildMembers, SendMessage, SlashAppeals};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose(proposer: T::AccountId, proposal: ProposalOf<T>) -> DispatchResult {
		let span = Self::closed_span().ok_or(Error::<T>::NoGuild)?;
		ensure!(T::Members::is_member(&proposer), Error::<T>::NotMember);
		let all = Totals::<T>::get().of(span);
		let weight = Self::weight_of(&proposer, span);
		ensure!(weight > 0, Error::<T>::NoWeight);
		let threshold = T::ProposalThreshold::get().mul_ceil(all);
		ensure!(weight >= threshold, Error::<T>::WeightTooSmall);

		let mut open = OpenMotions::<T>::get();
		ensure!(!open.is_full(), Error::<T>::MotionsFull);
		let own = open.iter().filter(|(_, other)| *other == proposer).count();
		ensure!(
			u32::try_from(own).unwrap_or(u32::MAX) < T::MaxMotionsOfMember::get(),
			Error::<T>::MotionsOfMemberFull
		);
		let moved = open
			.iter()
			.filter_map(|(index, _)| Motions::<T>::get(index))
			.any(|other| other.proposal == proposal);
		ensure!(!moved, Error::<T>::AlreadyMoved);
		let closes_at = Self::end_of_vote(&proposal)?;

		let deposit = T::MotionDeposit::get();
		T::Currency::hold(&HoldReason::GuildMotion.into(), &proposer, deposit)?;
		let motion = NextMotion::<T>::get();
		NextMotion::<T>::put(motion.checked_add(1).ok_or(Error::<T>::MotionsExhausted)?);
		open.try_push((motion, proposer.clone())).map_err(|_| Error::<T>::MotionsFull)?;
		OpenMotions::<T>::put(open);
		// Whom the motion is about does not vote on it, so its weight is not waited for.
		let subject = proposal.subject().map_or(0, |who| Self::weight_of(who, span));
		let total = all.saturating_sub(subject);
		Motions::<T>::insert(
			motion,
			Motion {
				proposer: proposer.clone(),
				deposit,
				proposal: proposal.clone(),
				span,
				total,
				closes_at,
				ayes: 0,
				nays: 0,
			},
		);
		Self::deposit_event(Event::MotionOpened { motion, proposer, proposal, total, closes_at });
		Ok(())
	}

	/// First block without a vote on a motion opened now: half a span later, so that the span that
	/// gives the weight is known until then; earlier where a slash would be due.
	fn end_of_vote(proposal: &ProposalOf<T>) -> Result<BlockNumber, DispatchError> {
		let now = Self::now();
		let period = SpanLength::<T>::get().checked_div(2).unwrap_or_default().max(1);
		let regular = now.saturating_add(period);
		match proposal {
			Proposal::Impeach { executive } => {
				ensure!(Self::is_executive(executive), Error::<T>::NotExecutive);
				Ok(regular)
			},
			Proposal::Appeal { miner } => {
				let due = T::Appeals::pending(miner).ok_or(Error::<T>::NoSlashPending)?;
				let latest = due.saturating_sub(T::AppealMargin::get());
				ensure!(latest > now, Error::<T>::TooLateToAppeal);
				Ok(regular.min(latest))
			},
			Proposal::Upgrade { .. } => Ok(regular),
			Proposal::Parameter { change } => {
				ensure!(T::Parameters::encode(change).is_some(), Error::<T>::ChangeTooLong);
				Ok(regular)
			},
		}
	}

	pub(crate) fn do_vote(who: T::AccountId, index: MotionIndex, aye: bool) -> DispatchResult {
		let mut motion = Motions::<T>::get(index).ok_or(Error::<T>::NoSuchMotion)?;
		ensure!(Self::now() < motion.closes_at, Error::<T>::VotingOver);
		ensure!(motion.proposal.subject() != Some(&who), Error::<T>::VoteOnOneself);
		ensure!(T::Members::is_member(&who), Error::<T>::NotMember);
		let mut member = Members::<T>::get(&who).ok_or(Error::<T>::NoWeight)?;
		ensure!(!member.voted.contains(&index), Error::<T>::AlreadyVoted);
		let weight = member.work.of(motion.span);
		ensure!(weight > 0, Error::<T>::NoWeight);

		let open = OpenMotions::<T>::get();
		member.voted.retain(|voted| open.iter().any(|(other, _)| other == voted));
		// There is room: these are open motions without this one.
		member.voted.try_push(index).map_err(|_| Error::<T>::AlreadyVoted)?;
		let votes = if aye { &mut motion.ayes } else { &mut motion.nays };
		*votes = votes.saturating_add(weight);
		Motions::<T>::insert(index, motion);
		Members::<T>::insert(&who, member);
		Self::deposit_event(Event::Voted { motion: index, who, aye, weight });
		Ok(())
	}

	pub(crate) fn do_close(index: MotionIndex) -> DispatchResult {
		let motion = Motions::<T>::get(index).ok_or(Error::<T>::NoSuchMotion)?;
		let standing = motion.standing(Self::now(), T::Quorum::get());
		ensure!(standing != Standing::Undecided, Error::<T>::MotionUndecided);
		Motions::<T>::remove(index);
		OpenMotions::<T>::mutate(|open| open.retain(|(other, _)| *other != index));

		let Motion { proposer, deposit, proposal, ayes, nays, .. } = motion;
		let carried = standing == Standing::Carried;
		Self::deposit_event(Event::MotionClosed { motion: index, carried, ayes, nays });
		let reason = HoldReason::GuildMotion.into();
		if standing == Standing::TooFewVotes {
			let (most, force) = (Precision::BestEffort, Fortitude::Force);
			let amount = T::Currency::burn_held(&reason, &proposer, deposit, most, force)
				.unwrap_or_default();
			Self::deposit_event(Event::MotionDepositBurned { motion: index, proposer, amount });
		} else {
			T::Currency::release(&reason, &proposer, deposit, Precision::BestEffort)?;
		}
		if carried {
			Self::enact(index, proposal)?;
		}
		Ok(())
	}

	/// Does what a motion is for. Fails if the hub has to be told and cannot be now.
	fn enact(index: MotionIndex, proposal: ProposalOf<T>) -> DispatchResult {
		let done = match proposal {
			Proposal::Impeach { executive } => Self::impeach(&executive),
			Proposal::Appeal { miner } => T::Appeals::cancel(&miner).is_ok(),
			Proposal::Upgrade { code_hash } => {
				return Self::ask_assembly(index, GuildRequest::Upgrade { code_hash });
			},
			Proposal::Parameter { change } => {
				let change = T::Parameters::encode(&change).ok_or(Error::<T>::ChangeTooLong)?;
				return Self::ask_assembly(index, GuildRequest::Parameter { change });
			},
		};
		if !done {
			Self::deposit_event(Event::MotionMoot { motion: index });
		}
		Ok(())
	}

	fn ask_assembly(motion: MotionIndex, request: GuildRequest) -> DispatchResult {
		let notice = GovernanceNotice::Motion(GuildMotion { motion, request });
		T::Messages::send(Hub, SectorToHub::Governance(notice))?;
		Self::deposit_event(Event::MotionSent { motion });
		Ok(())
	}
}
