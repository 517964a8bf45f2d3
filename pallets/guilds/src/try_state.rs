// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::*;
use alloc::{collections::BTreeMap, collections::BTreeSet, vec::Vec};
use frame_support::{ensure, pallet_prelude::Get, traits::fungible::InspectHold};
use pouw_primitives::{Balance, Work};
use pouw_traits::GuildMembers;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::members_are_registered()?;
		Self::weights_do_not_exceed_the_totals()?;
		Self::work_is_of_the_newest_spans_in_order()?;
		Self::executives_are_distinct_members()?;
		Self::candidates_are_distinct_members()?;
		Self::motions_are_listed()?;
		Self::votes_do_not_exceed_the_totals()?;
		Self::deposits_are_held()?;
		Self::spends_are_in_order()
	}

	/// So that one that comes again is found.
	fn spends_are_in_order() -> Result<(), TryRuntimeError> {
		let spends = Spends::<T>::get();
		let in_order = spends.windows(2).all(|pair| match pair {
			[older, newer] => older < newer,
			_ => true,
		});
		ensure!(in_order, "the directives that spent are not in the order of their numbers");
		Ok(())
	}

	/// Who has weight is a member.
	fn members_are_registered() -> Result<(), TryRuntimeError> {
		for who in Members::<T>::iter_keys() {
			ensure!(T::Members::is_member(&who), "an account has weight that is no member");
		}
		Ok(())
	}

	/// The totals also have the work of members that have left.
	fn weights_do_not_exceed_the_totals() -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<SpanIndex, Work>::new();
		let totals = Totals::<T>::get();
		let Some((newest, _)) = totals.0.last().copied() else {
			ensure!(Members::<T>::iter_keys().next().is_none(), "members without a total");
			return Ok(());
		};
		for member in Members::<T>::iter_values() {
			for (span, work) in &member.work.0 {
				// Of a member that did nothing lately older spans are kept; no vote is of them.
				if span.saturating_add(SPANS_KEPT) > newest {
					let sum = sums.entry(*span).or_default();
					*sum = sum.saturating_add(*work);
				}
			}
		}
		for (span, sum) in sums {
			ensure!(sum <= totals.of(span), "members have more weight than there is in all");
		}
		Ok(())
	}

	fn work_is_of_the_newest_spans_in_order() -> Result<(), TryRuntimeError> {
		let is_in_order = |work: &SpanWork| {
			work.0.windows(2).all(|pair| match pair {
				[older, newer] => older.0 < newer.0,
				_ => true,
			})
		};
		ensure!(is_in_order(&Totals::<T>::get()), "the totals are not in order");
		let now = Self::span().unwrap_or_default();
		for member in Members::<T>::iter_values() {
			ensure!(is_in_order(&member.work), "the spans of a member are not in order");
			ensure!(
				member.work.0.iter().all(|(span, work)| *span <= now && *work > 0),
				"a member has work of a span to come, or none of one"
			);
			let voted: BTreeSet<_> = member.voted.iter().collect();
			ensure!(voted.len() == member.voted.len(), "a member voted twice on a motion");
		}
		Ok(())
	}

	fn executives_are_distinct_members() -> Result<(), TryRuntimeError> {
		let executives = Executives::<T>::get();
		let accounts: BTreeSet<_> = executives.iter().map(|one| one.who.clone()).collect();
		ensure!(accounts.len() == executives.len(), "an executive has two seats");
		for executive in &executives {
			ensure!(T::Members::is_member(&executive.who), "an executive is no member");
			ensure!(executive.votes > 0, "an executive was elected by nobody");
		}
		Ok(())
	}

	fn candidates_are_distinct_members() -> Result<(), TryRuntimeError> {
		let candidates = Candidates::<T>::get();
		let accounts: BTreeSet<_> = candidates.iter().map(|one| one.who.clone()).collect();
		ensure!(accounts.len() == candidates.len(), "a member stands twice");
		for candidate in &candidates {
			ensure!(T::Members::is_member(&candidate.who), "a candidate is no member");
			ensure!(candidate.weight > 0, "a candidate has no weight");
		}
		let election = Self::span().map_or(Phase::Quiet, Self::phase);
		ensure!(
			election != Phase::Quiet || candidates.is_empty(),
			"there are candidates without an election"
		);
		Ok(())
	}

	/// `OpenMotions` lists exactly the motions there are, with their proposers, in order.
	fn motions_are_listed() -> Result<(), TryRuntimeError> {
		let open = OpenMotions::<T>::get();
		let listed: Vec<_> = open.iter().map(|(index, _)| *index).collect();
		ensure!(
			listed.iter().zip(listed.iter().skip(1)).all(|(one, next)| one < next),
			"the open motions are not in order"
		);
		ensure!(
			listed.iter().all(|index| *index < NextMotion::<T>::get()),
			"a motion has a number that was not given out"
		);
		ensure!(Motions::<T>::iter_keys().count() == listed.len(), "a motion is not listed");
		for (index, proposer) in &open {
			let motion = Motions::<T>::get(index).ok_or("a listed motion does not exist")?;
			ensure!(motion.proposer == *proposer, "a motion is listed with another proposer");
			let own = open.iter().filter(|(_, other)| other == proposer).count();
			ensure!(
				u32::try_from(own).unwrap_or(u32::MAX) <= T::MaxMotionsOfMember::get(),
				"a member has more open motions than it may have"
			);
		}
		Ok(())
	}

	fn votes_do_not_exceed_the_totals() -> Result<(), TryRuntimeError> {
		for motion in Motions::<T>::iter_values() {
			ensure!(
				motion.ayes.saturating_add(motion.nays) <= motion.total,
				"more weight has voted on a motion than there is"
			);
		}
		Ok(())
	}

	fn deposits_are_held() -> Result<(), TryRuntimeError> {
		let mut candidacies = BTreeMap::<T::AccountId, Balance>::new();
		let mut add = |who: T::AccountId, deposit: Balance| {
			let sum = candidacies.entry(who).or_default();
			*sum = sum.saturating_add(deposit);
		};
		Candidates::<T>::get().into_iter().for_each(|one| add(one.who, one.deposit));
		Executives::<T>::get().into_iter().for_each(|one| add(one.who, one.deposit));
		for (who, deposit) in candidacies {
			let held = T::Currency::balance_on_hold(&HoldReason::GuildCandidacy.into(), &who);
			ensure!(held == deposit, "the deposit of a candidacy is not what is held");
		}
		let mut motions = BTreeMap::<T::AccountId, Balance>::new();
		for motion in Motions::<T>::iter_values() {
			let sum = motions.entry(motion.proposer).or_default();
			*sum = sum.saturating_add(motion.deposit);
		}
		for (who, deposit) in motions {
			let held = T::Currency::balance_on_hold(&HoldReason::GuildMotion.into(), &who);
			ensure!(held == deposit, "the deposit of a motion is not what is held");
		}
		Ok(())
	}
}
