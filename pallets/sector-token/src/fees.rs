// SPDX-License-Identifier: Apache-2.0
//! Fees for the recording of the hub's transactions: released to an account of their own, and shared
//! by the miners in proportion to what is issued to them for work.

use crate::*;
use frame_support::{
	defensive,
	pallet_prelude::Get,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Preservation},
	},
};
use pouw_primitives::{conversion::ReleaseReason, AccountId, Balance};
use pouw_traits::{RecordingFees, ReserveRelease};
use sp_runtime::{traits::AccountIdConversion, FixedPointNumber, FixedU128};

impl<T: Config> RecordingFees for Pallet<T> {
	/// Never fails, whatever the reserve can pay or owe: the recording must not wait for it.
	fn on_earned(amount: Balance) {
		let due = DeferredFees::<T>::take().saturating_add(amount);
		let reason = ReleaseReason::RecordingFees;
		if <Self as ReserveRelease<_>>::release(&Self::fee_account(), due, reason).is_err() {
			DeferredFees::<T>::put(due);
			Self::deposit_event(Event::FeesDeferred { deferred: due });
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The account of the fees that wait for the next windows' miners.
	pub fn fee_account() -> AccountId {
		T::PalletId::get().into_sub_account_truncating(*b"fees")
	}

	/// Fees that can be paid out.
	fn fees() -> Balance {
		let account = Self::fee_account();
		T::Currency::reducible_balance(&account, Preservation::Preserve, Fortitude::Polite)
	}

	/// Spreads the fees there are over the tokens of the window that closes now. What of its budget is
	/// not issued leaves its part for the next.
	pub(crate) fn spread_fees(budget: Balance) {
		let per_token = FixedU128::checked_from_rational(Self::fees(), budget).unwrap_or_default();
		FeesPerToken::<T>::put(per_token);
	}

	/// Pays the fees that come with `issued`.
	pub(crate) fn pay_fees(miner: &AccountId, issued: Balance) {
		let per_token = FeesPerToken::<T>::get();
		let amount = per_token.saturating_mul_int(issued);
		if amount == 0 {
			return;
		}
		// Work that was pledged in earlier windows shares as well, so there may be less.
		let amount = amount.min(Self::fees());
		let fees = Self::fee_account();
		match T::Currency::transfer(&fees, miner, amount, Preservation::Preserve) {
			Ok(_) if amount > 0 => {
				Self::deposit_event(Event::FeesPaid { miner: miner.clone(), amount })
			},
			Ok(_) => {},
			Err(_) => {
				defensive!("a miner can take its reward but no fees");
			},
		}
	}
}
