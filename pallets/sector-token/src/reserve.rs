// SPDX-License-Identifier: Apache-2.0
//! The reserve: payments out of it, debts of it.

use crate::*;
use frame_support::{
	defensive, ensure,
	pallet_prelude::{DispatchResult, Get},
	storage::with_storage_layer,
	traits::{fungible::Mutate, tokens::Preservation},
};
use pouw_primitives::{conversion::ReleaseReason, AccountId, Balance};
use pouw_traits::ReserveRelease;
use sp_runtime::{traits::AccountIdConversion, ArithmeticError, DispatchError};

impl<T: Config> ReserveRelease<AccountId> for Pallet<T> {
	fn release(
		to: &AccountId,
		amount: Balance,
		reason: ReleaseReason,
	) -> Result<Balance, DispatchError> {
		if amount == 0 {
			return Ok(0);
		}
		let mut queue = DebtsQueue::<T>::get();
		// Earlier debts come first, even if this one could be paid.
		let paid = if queue.is_empty() { amount.min(Totals::<T>::get().available()) } else { 0 };
		let owed = amount.saturating_sub(paid);
		if owed > 0 {
			let total = queue.total.checked_add(owed).ok_or(ArithmeticError::Overflow)?;
			if !Self::add_to_last_debt(&queue, to, owed, reason) {
				ensure!(queue.len() < T::MaxDebts::get().into(), Error::<T>::TooManyDebts);
				Debts::<T>::insert(queue.next, Debt { to: to.clone(), amount: owed, reason });
				queue.next = queue.next.saturating_add(1);
			}
			queue.total = total;
			DebtsQueue::<T>::put(queue);
		}
		Self::take_out(to, paid);
		Self::deposit_event(Event::ReserveReleased { to: to.clone(), paid, owed, reason });
		Ok(paid)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn refill(amount: Balance) {
		if T::Currency::mint_into(&Self::reserve_account(), amount).is_ok() {
			Totals::<T>::mutate(|totals| totals.settled = totals.settled.saturating_add(amount));
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The account of the public share of issuance.
	pub fn public_account() -> AccountId {
		T::PalletId::get().into_sub_account_truncating(*b"public")
	}

	/// The accounts that genesis keeps alive.
	pub(crate) fn accounts() -> [AccountId; 3] {
		[Self::public_account(), Self::reserve_account(), Self::fee_account()]
	}

	/// Fees come in each window: one debt stands for all in a row, so that they cannot take the places of
	/// others.
	fn add_to_last_debt(
		queue: &DebtQueue,
		to: &AccountId,
		amount: Balance,
		reason: ReleaseReason,
	) -> bool {
		let last = queue.next.checked_sub(1).filter(|last| *last >= queue.first);
		let Some(last) = last.filter(|_| reason == ReleaseReason::RecordingFees) else {
			return false;
		};
		Debts::<T>::mutate(last, |debt| match debt {
			Some(debt) if debt.to == *to && debt.reason == reason => {
				// Below the sum of all debts, which does not overflow.
				debt.amount = debt.amount.saturating_add(amount);
				true
			},
			_ => false,
		})
	}

	/// The account of the tokens that left the sector as MAIN.
	pub fn reserve_account() -> AccountId {
		T::PalletId::get().into_sub_account_truncating(*b"reserve")
	}

	pub(crate) fn do_claim(who: AccountId) -> DispatchResult {
		let amount = Unclaimed::<T>::take(&who);
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		Self::transfer_out(&who, amount)?;
		Totals::<T>::mutate(|totals| totals.unclaimed = totals.unclaimed.saturating_sub(amount));
		Self::deposit_event(Event::PaymentClaimed { who, amount });
		Ok(())
	}

	/// Pays debts with what can be released, at most `limit` of them. Returns how many were looked at.
	pub(crate) fn pay_debts(limit: u32) -> u32 {
		let mut looked_at = 0u32;
		while looked_at < limit {
			let mut queue = DebtsQueue::<T>::get();
			let available = Totals::<T>::get().available();
			if queue.is_empty() || available == 0 {
				break;
			}
			looked_at = looked_at.saturating_add(1);
			let Some(mut debt) = Debts::<T>::get(queue.first) else {
				defensive!("the queue of debts has a gap");
				queue.first = queue.first.saturating_add(1);
				DebtsQueue::<T>::put(queue);
				continue;
			};
			let paid = debt.amount.min(available);
			debt.amount = debt.amount.saturating_sub(paid);
			if debt.amount == 0 {
				Debts::<T>::remove(queue.first);
				queue.first = queue.first.saturating_add(1);
			} else {
				Debts::<T>::insert(queue.first, &debt);
			}
			queue.total = queue.total.saturating_sub(paid);
			DebtsQueue::<T>::put(queue);
			Self::take_out(&debt.to, paid);
			let Debt { to, amount: owed, reason } = debt;
			Self::deposit_event(Event::DebtPaid { to, paid, owed, reason });
		}
		looked_at
	}

	/// Pays `amount`, which must be available, out of what was settled.
	fn take_out(to: &AccountId, amount: Balance) {
		if amount == 0 {
			return;
		}
		Totals::<T>::mutate(|totals| totals.released = totals.released.saturating_add(amount));
		Self::pay(to, amount);
	}

	/// Pays `amount`, which the caller has struck off what the reserve needs, or keeps it for `to` if
	/// its account cannot receive it.
	pub(crate) fn pay(to: &AccountId, amount: Balance) {
		if Self::transfer_out(to, amount).is_ok() {
			return;
		}
		Unclaimed::<T>::mutate(to, |unclaimed| *unclaimed = unclaimed.saturating_add(amount));
		Totals::<T>::mutate(|totals| totals.unclaimed = totals.unclaimed.saturating_add(amount));
		Self::deposit_event(Event::PaymentUnclaimed { who: to.clone(), amount });
	}

	fn transfer_out(to: &AccountId, amount: Balance) -> DispatchResult {
		with_storage_layer(|| {
			T::Currency::transfer(&Self::reserve_account(), to, amount, Preservation::Preserve)
		})
		.map(|_| ())
	}
}
