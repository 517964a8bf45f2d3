// SPDX-License-Identifier: Apache-2.0
//! What the Assembly has the sector do. Directives may overtake one another on the way: of those on the
//! same matter the newest one holds. Each that spends is a matter of its own, and is followed once.

use crate::*;
use frame_support::{pallet_prelude::DispatchResult, storage::with_storage_layer};
use pouw_primitives::{
	sector::Hub, AccountId, Balance, DirectiveIndex, DirectiveOutcome, EncodedChange,
	GovernanceNotice, SectorToHub,
};
use pouw_traits::{ChangeParameter, HandleDirectives, PublicFunds, SendMessage};
use sp_core::H256;

/// How many directives that spend are remembered.
pub const SPENDS_KEPT: u32 = 64;

impl<T: Config> HandleDirectives for Pallet<T> {
	fn on_set_parameter(directive: DirectiveIndex, change: EncodedChange) -> DispatchResult {
		let outcome = match T::Parameters::decode(&change) {
			Some(change) => Self::follow(directive, change),
			None => DirectiveOutcome::Undecodable,
		};
		Self::answer(directive, outcome)
	}

	fn on_authorize_upgrade(directive: DirectiveIndex, code_hash: H256) -> DispatchResult {
		let outcome = if directive > LastUpgrade::<T>::get() {
			LastUpgrade::<T>::put(directive);
			// With the checks of name and version when the code is applied.
			frame_system::Pallet::<T>::do_authorize_upgrade(code_hash, true);
			DirectiveOutcome::Done
		} else {
			DirectiveOutcome::Outdated
		};
		Self::answer(directive, outcome)
	}

	fn on_spend_public(
		directive: DirectiveIndex,
		to: AccountId,
		amount: Balance,
	) -> DispatchResult {
		let outcome = if !Self::note_spend(directive) {
			DirectiveOutcome::Outdated
		} else if T::PublicFunds::spend(&to, amount).is_ok() {
			DirectiveOutcome::Done
		} else {
			// It is not tried again: the Assembly is told, and may decide anew.
			DirectiveOutcome::Refused
		};
		Self::answer(directive, outcome)
	}
}

impl<T: Config> Pallet<T> {
	/// Takes note of a directive that spends; returns whether it is new.
	fn note_spend(directive: DirectiveIndex) -> bool {
		Spends::<T>::mutate(|spends| {
			let Err(mut place) = spends.binary_search(&directive) else { return false };
			if spends.is_full() {
				// Older than all that are remembered: it may have been forgotten.
				let Some(before) = place.checked_sub(1) else { return false };
				spends.remove(0);
				place = before;
			}
			// There is room, since the oldest made way.
			spends.try_insert(place, directive).is_ok()
		})
	}

	fn follow(directive: DirectiveIndex, change: T::Change) -> DirectiveOutcome {
		let key = T::Parameters::key(&change);
		if Changes::<T>::get(&key).is_some_and(|last| last.directive >= directive) {
			return DirectiveOutcome::Outdated;
		}
		// The layer keeps a change that fails half-way from leaving anything behind.
		if with_storage_layer(|| T::Parameters::apply(change)).is_err() {
			return DirectiveOutcome::OutOfBounds;
		}
		Changes::<T>::insert(&key, LastChange { directive, at: Self::now() });
		DirectiveOutcome::Done
	}

	fn answer(directive: DirectiveIndex, outcome: DirectiveOutcome) -> DispatchResult {
		let notice = GovernanceNotice::Answer { directive, outcome };
		T::Messages::send(Hub, SectorToHub::Governance(notice))?;
		Self::deposit_event(Event::DirectiveAnswered { directive, outcome });
		Ok(())
	}
}
