// SPDX-License-Identifier: Apache-2.0
//! What executives may do.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
};
use pouw_traits::ChangeParameter;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_parameter(who: T::AccountId, change: T::Change) -> DispatchResult {
		ensure!(Self::is_executive(&who), Error::<T>::NotExecutive);
		ensure!(T::Parameters::is_within_band(&change), Error::<T>::BeyondBand);
		let key = T::Parameters::key(&change);
		let now = Self::now();
		let last = Changes::<T>::get(&key);
		let cooled = last.is_none_or(|last| last.at.saturating_add(T::Cooldown::get()) <= now);
		ensure!(cooled, Error::<T>::InCooldown);
		T::Parameters::apply(change.clone())?;
		let directive = last.map_or(0, |last| last.directive);
		Changes::<T>::insert(&key, LastChange { directive, at: now });
		Self::deposit_event(Event::ParameterSet { who, change });
		Ok(())
	}
}
