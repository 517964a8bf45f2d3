// SPDX-License-Identifier: Apache-2.0
//! The founders' part of the public income, and the account that gets what recycling leaves of it.
//!
//! It stays in the public account, which nobody can sign for, until its period has ended and its share was
//! taken for recycling. So the founders cannot be ahead of it.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	storage::with_storage_layer,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Preservation},
	},
};
use pouw_primitives::{AccountId, Balance};
use sp_runtime::Permill;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_hand_over_founders(who: AccountId, new: AccountId) -> DispatchResult {
		let founders = Founders::<T>::get().ok_or(Error::<T>::NoFounders)?;
		ensure!(who == founders, Error::<T>::NotTheFounders);
		ensure!(!Self::accounts().contains(&new), Error::<T>::AccountOfThePallet);
		Founders::<T>::put(&new);
		Self::deposit_event(Event::FoundersHandedOver { from: founders, to: new });
		Ok(())
	}

	pub(crate) fn do_set_founders_share(share: Permill) -> DispatchResult {
		ensure!(share <= T::MaxFoundersShare::get(), Error::<T>::FoundersShareTooGreat);
		ensure!(share.is_zero() || Founders::<T>::exists(), Error::<T>::NoFounders);
		FoundersShare::<T>::put(share);
		Self::deposit_event(Event::FoundersShareSet { share });
		Ok(())
	}

	/// The founders' part of the public income of a period.
	pub(crate) fn founders_part(income: Balance) -> Balance {
		if !Founders::<T>::exists() {
			return 0;
		}
		// A runtime upgrade may have lowered the bound below what is set.
		FoundersShare::<T>::get().min(T::MaxFoundersShare::get()).mul_floor(income)
	}

	/// Pays the founders `earned`, which is what recycling left of their part, and what they are still owed.
	/// Returns how much was paid.
	pub(crate) fn pay_founders(earned: Balance) -> Balance {
		let owed = FoundersOwed::<T>::get().saturating_add(earned);
		let Some(who) = Founders::<T>::get().filter(|_| owed > 0) else { return 0 };
		let public = Self::public_account();
		// What is to be recycled still comes first.
		let free =
			T::Currency::reducible_balance(&public, Preservation::Preserve, Fortitude::Polite)
				.saturating_sub(CarriedOver::<T>::get());
		let amount = owed.min(free);
		// An account that does not exist, or no longer, cannot receive less than the existential deposit.
		let sent = with_storage_layer(|| {
			T::Currency::transfer(&public, &who, amount, Preservation::Preserve)
		});
		let paid = sent.map_or(0, |_| amount);
		let owed = owed.saturating_sub(paid);
		FoundersOwed::<T>::put(owed);
		if paid > 0 {
			Self::deposit_event(Event::FoundersPaid { who: who.clone(), amount: paid });
		}
		if owed > 0 {
			Self::deposit_event(Event::FoundersUnpaid { who, owed });
		}
		paid
	}
}
