// SPDX-License-Identifier: Apache-2.0
//! Conversions: how they are opened, and the two ways in which the hub ends them.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::{fungible::Mutate, tokens::Preservation},
};
use pouw_primitives::{
	conversion::{
		CancelReason, ConversionId, ConversionRecord, ConversionRequest, ConversionState,
	},
	sector::Hub,
	AccountId, Balance, SectorToHub,
};
use pouw_traits::{ConversionOutcome, SendMessage};
use sp_runtime::{ArithmeticError, DispatchError, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Moves `amount` of `who` to the reserve and asks the hub to convert it for `beneficiary`.
	///
	/// To be called within a storage layer: some of it may be done when it fails.
	pub(crate) fn open_conversion(
		who: AccountId,
		beneficiary: AccountId,
		amount: Balance,
	) -> Result<ConversionId, DispatchError> {
		ensure!(amount >= T::MinConversion::get(), Error::<T>::BelowMinimum);
		let pending = PendingCount::<T>::get();
		ensure!(pending < T::MaxPending::get(), Error::<T>::TooManyPending);
		let pending_of = PendingOf::<T>::get(&who);
		ensure!(pending_of < T::MaxPendingPerAccount::get(), Error::<T>::TooManyPendingOfAccount);
		let conversion = NextConversion::<T>::get();
		let next = conversion.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;

		// The account stays, so that there is one to refund to.
		T::Currency::transfer(&who, &Self::reserve_account(), amount, Preservation::Preserve)?;
		Totals::<T>::try_mutate(|totals| {
			totals.pending = totals.pending.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		NextConversion::<T>::put(next);
		PendingCount::<T>::put(pending.saturating_add(1));
		PendingOf::<T>::insert(&who, pending_of.saturating_add(1));
		Conversions::<T>::insert(
			conversion,
			ConversionRecord {
				who: who.clone(),
				beneficiary: beneficiary.clone(),
				amount,
				requested_at: frame_system::Pallet::<T>::block_number().saturated_into(),
				state: ConversionState::Pending,
			},
		);
		let request = ConversionRequest { conversion, beneficiary: beneficiary.clone(), amount };
		T::Messages::send(Hub, SectorToHub::Convert(request))?;
		Self::deposit_event(Event::ConversionRequested { conversion, who, beneficiary, amount });
		Ok(conversion)
	}

	/// Ends a pending conversion with `state`; returns its record.
	fn close_conversion(
		conversion: ConversionId,
		mut record: ConversionRecord,
		state: ConversionState,
	) -> Result<ConversionRecord, DispatchError> {
		Totals::<T>::try_mutate(|totals| {
			totals.pending =
				totals.pending.checked_sub(record.amount).ok_or(ArithmeticError::Underflow)?;
			Ok::<_, DispatchError>(())
		})?;
		PendingCount::<T>::mutate(|count| *count = count.saturating_sub(1));
		PendingOf::<T>::mutate_exists(&record.who, |count| {
			*count = count.unwrap_or_default().checked_sub(1).filter(|left| *left > 0);
		});
		record.state = state;
		Conversions::<T>::insert(conversion, &record);
		Ok(record)
	}
}

impl<T: Config> ConversionOutcome for Pallet<T> {
	fn settled(conversion: ConversionId, minted: Balance) -> DispatchResult {
		let record = Conversions::<T>::get(conversion).ok_or(Error::<T>::UnknownConversion)?;
		match record.state {
			ConversionState::Pending => {},
			ConversionState::Settled { minted: known } if known == minted => return Ok(()),
			ConversionState::Settled { .. } => return Err(Error::<T>::AlreadySettled.into()),
			ConversionState::Refunded { .. } => return Err(Error::<T>::AlreadyRefunded.into()),
		}
		let record =
			Self::close_conversion(conversion, record, ConversionState::Settled { minted })?;
		Totals::<T>::mutate(|totals| {
			// Neither can reach the end of 128 bits within the life of a chain: the supply would have
			// to pass the reserve more than 10^9 times.
			totals.settled = totals.settled.saturating_add(record.amount);
			totals.minted = totals.minted.saturating_add(minted);
		});
		if record.who == Self::public_account() {
			Self::recycled(record.amount);
		}
		Self::deposit_event(Event::ConversionSettled { conversion, minted });
		Ok(())
	}

	fn cancelled(conversion: ConversionId, reason: CancelReason) -> DispatchResult {
		let record = Conversions::<T>::get(conversion).ok_or(Error::<T>::UnknownConversion)?;
		match record.state {
			ConversionState::Pending => {},
			ConversionState::Refunded { reason: known } if known == reason => return Ok(()),
			ConversionState::Refunded { .. } => return Err(Error::<T>::AlreadyRefunded.into()),
			ConversionState::Settled { .. } => return Err(Error::<T>::AlreadySettled.into()),
		}
		let ConversionRecord { who, amount, .. } =
			Self::close_conversion(conversion, record, ConversionState::Refunded { reason })?;
		Self::pay(&who, amount);
		// Income that was to be recycled is to be recycled still.
		if who == Self::public_account() {
			Self::not_recycled(amount, reason);
		}
		Self::deposit_event(Event::ConversionRefunded { conversion, who, amount, reason });
		Ok(())
	}
}
