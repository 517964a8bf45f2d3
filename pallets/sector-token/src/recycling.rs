// SPDX-License-Identifier: Apache-2.0
//! Recycling: a part of the public income of each period is converted to MAIN for the treasury.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	storage::with_storage_layer,
	traits::{
		fungible::Inspect,
		tokens::{Fortitude, Preservation},
	},
};
use sp_runtime::{Permill, SaturatedConversion};

/// How many periods stay on record.
pub const PERIODS_KEPT: u32 = 128;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_recycle_share(share: Permill) -> DispatchResult {
		ensure!(share >= T::RecycleFloor::get(), Error::<T>::RecycleShareBelowFloor);
		RecycleShare::<T>::put(share);
		Self::deposit_event(Event::RecycleShareSet { share });
		Ok(())
	}

	/// The record of a period, while it is kept.
	pub fn period(period: u32) -> Option<PeriodRecord> {
		Periods::<T>::get(slot(period)).filter(|record| record.period == period)
	}

	/// Ends the period under way.
	pub(crate) fn end_period() {
		let period = CurrentPeriod::<T>::get();
		CurrentPeriod::<T>::put(period.saturating_add(1));
		let income = PublicIncome::<T>::take();
		// A runtime upgrade may have raised the floor above what is set.
		let share = RecycleShare::<T>::get().max(T::RecycleFloor::get());
		let due = share.mul_ceil(income).saturating_add(CarriedOver::<T>::get());

		let public = Self::public_account();
		let spendable =
			T::Currency::reducible_balance(&public, Preservation::Preserve, Fortitude::Polite);
		let amount = due.min(spendable);
		let conversion = if due == 0 {
			None
		} else {
			with_storage_layer(|| Self::open_conversion(public, T::Treasury::get(), amount)).ok()
		};
		let converted = conversion.map_or(0, |_| amount);
		let carried = due.saturating_sub(converted);
		CarriedOver::<T>::put(carried);
		Periods::<T>::insert(
			slot(period),
			PeriodRecord {
				period,
				ended_at: frame_system::Pallet::<T>::block_number().saturated_into(),
				income,
				due,
				converted,
				conversion,
			},
		);
		if let Some(conversion) = conversion {
			Self::deposit_event(Event::IncomeRecycled { period, conversion, converted, carried });
		} else if carried > 0 {
			Self::deposit_event(Event::RecyclingCarriedOver { period, carried });
		}
	}
}

/// Where the record of a period is kept.
pub(crate) fn slot(period: u32) -> u32 {
	period.checked_rem(PERIODS_KEPT).unwrap_or_default()
}
