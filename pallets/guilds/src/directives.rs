// SPDX-License-Identifier: Apache-2.0
//! What the Assembly has the sector do. Directives may overtake one another on the way: of those on the
//! same matter the newest one holds.

use crate::*;
use frame_support::{pallet_prelude::DispatchResult, storage::with_storage_layer};
use pouw_primitives::{
	sector::Hub, DirectiveIndex, DirectiveOutcome, EncodedChange, GovernanceNotice, SectorToHub,
};
use pouw_traits::{ChangeParameter, HandleDirectives, SendMessage};
use sp_core::H256;

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
}

impl<T: Config> Pallet<T> {
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
