// SPDX-License-Identifier: Apache-2.0
//! Authors of blocks, chosen by work.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
	dispatch::DispatchClass,
	ensure,
	pallet_prelude::{BoundedVec, DispatchResult, Get},
	traits::ValidatorRegistration,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{PerThing, Permill, Saturating};

/// Part of the average of authorship that one session makes up.
const SESSION_PART: Permill = Permill::from_percent(25);

/// Who authors nothing in a session is absent only if at least so many blocks fell to each author:
/// fewer can be lost to bad luck on the way to the relay chain.
const ABSENCE_BLOCKS: u32 = 3;

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(session: u32) -> Option<Vec<T::AccountId>> {
		let candidates = Candidates::<T>::decode_len().unwrap_or_default();
		let authors = Self::choose_authors(session);
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			T::WeightInfo::new_session(u32::try_from(candidates).unwrap_or(u32::MAX)),
			DispatchClass::Mandatory,
		);
		authors
	}

	fn end_session(session: u32) {
		let judged = Self::judge_authors(session);
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			T::WeightInfo::end_session(judged),
			DispatchClass::Mandatory,
		);
	}

	fn start_session(_: u32) {}
}

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		AuthoredBlocks::<T>::mutate(author, |blocks| *blocks = blocks.saturating_add(1));
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			T::WeightInfo::note_author(),
			DispatchClass::Mandatory,
		);
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_invulnerables(
		invulnerables: BoundedVec<T::AccountId, T::MaxInvulnerables>,
	) -> DispatchResult {
		ensure!(all_distinct(&invulnerables), Error::<T>::InvulnerableRepeated);
		Invulnerables::<T>::put(&invulnerables);
		Self::deposit_event(Event::InvulnerablesSet { invulnerables: invulnerables.into_inner() });
		Ok(())
	}

	/// Chooses the authors of `session`: the invulnerables, then the best candidates. `None` if there
	/// is nobody, upon which the session pallet keeps those it has.
	fn choose_authors(session: u32) -> Option<Vec<T::AccountId>> {
		let target = BondTarget::<T>::get();
		let has_keys = T::SessionKeys::is_registered;
		let invulnerables = Invulnerables::<T>::get();
		let chosen = Self::refresh_candidates()
			.into_iter()
			.filter(|(who, record)| {
				record.bond >= target
					&& record.authorship.barred_until <= session
					&& !invulnerables.contains(who)
					&& has_keys(who)
			})
			.map(|(who, _)| who)
			.take(usize::try_from(T::MaxAuthors::get()).unwrap_or(usize::MAX));
		// An author without keys would be given the default key, which is anybody's.
		let authors: Vec<T::AccountId> =
			invulnerables.iter().filter(|who| has_keys(who)).cloned().chain(chosen).collect();

		if authors.is_empty() {
			// The set that stays is judged in this session too.
			if let Some(kept) = session.checked_sub(1).and_then(SessionAuthors::<T>::get) {
				SessionAuthors::<T>::insert(session, kept);
			}
			return None;
		}
		SessionAuthors::<T>::insert(
			session,
			BoundedVec::<_, MaxSessionAuthors<T>>::truncate_from(authors.clone()),
		);
		Self::deposit_event(Event::AuthorsChosen { session, authors: authors.clone() });
		Some(authors)
	}

	/// Enters into the records of the miners among the authors of `session` how many of the blocks that
	/// fell to them they authored. Returns the number of authors.
	fn judge_authors(session: u32) -> u32 {
		let blocks: BTreeMap<T::AccountId, u32> = AuthoredBlocks::<T>::drain().collect();
		let Some(authors) = SessionAuthors::<T>::take(session) else {
			return 0;
		};
		let count = u32::try_from(authors.len()).unwrap_or(u32::MAX);
		let by = |who: &T::AccountId| blocks.get(who).copied().unwrap_or_default();
		let all = authors.iter().map(by).fold(0u32, u32::saturating_add);
		let each = all.checked_div(count).unwrap_or_default();
		// A chain that stood still says nothing of its authors.
		if each == 0 {
			return count;
		}
		for who in &authors {
			let Some(mut record) = Miners::<T>::get(who) else {
				continue;
			};
			let authored = by(who);
			let share = Permill::from_rational(authored.min(each), each);
			let kept = record.authorship.authored.saturating_mul(SESSION_PART.left_from_one());
			record.authorship.authored = kept.saturating_add(share.saturating_mul(SESSION_PART));
			if authored == 0 && each >= ABSENCE_BLOCKS {
				let until = session.saturating_add(1).saturating_add(T::AbsenceBar::get());
				record.authorship.barred_until = until;
				Self::deposit_event(Event::AuthorBarred { miner: who.clone(), session, until });
			}
			Self::change_lot(who, |lot| lot.set_reliability(&record));
			Miners::<T>::insert(who, record);
		}
		count
	}
}

/// Whether no account is in `accounts` twice.
pub(crate) fn all_distinct<AccountId: Ord>(accounts: &[AccountId]) -> bool {
	let distinct: alloc::collections::BTreeSet<_> = accounts.iter().collect();
	distinct.len() == accounts.len()
}
