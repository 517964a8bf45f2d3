// SPDX-License-Identifier: Apache-2.0
//! What of the public income may be spent: that of periods that ended, less what is to be recycled and what
//! the founders are owed.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	storage::with_storage_layer,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Preservation},
	},
};
use pouw_primitives::{AccountId, Balance};
use pouw_traits::PublicFunds;

impl<T: Config> PublicFunds for Pallet<T> {
	fn spend(to: &AccountId, amount: Balance) -> DispatchResult {
		with_storage_layer(|| Self::do_spend_public(to.clone(), amount))
	}
}

impl<T: Config> Pallet<T> {
	/// How much of the public account can be spent now. All income of the period under way is kept, since its
	/// shares may still be changed.
	pub fn public_spendable() -> Balance {
		let public = Self::public_account();
		T::Currency::reducible_balance(&public, Preservation::Preserve, Fortitude::Polite)
			.saturating_sub(PublicIncome::<T>::get())
			.saturating_sub(CarriedOver::<T>::get())
			.saturating_sub(FoundersOwed::<T>::get())
	}

	pub(crate) fn do_spend_public(to: AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount <= Self::public_spendable(), Error::<T>::MoreThanCanBeSpent);
		T::Currency::transfer(&Self::public_account(), &to, amount, Preservation::Preserve)?;
		Self::deposit_event(Event::PublicSpent { to, amount });
		Ok(())
	}
}
