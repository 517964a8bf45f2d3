// SPDX-License-Identifier: Apache-2.0
//! Recycling: a part of the public income of each period, of the founders' part of it as of the rest, is
//! converted to MAIN for the treasury.

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
use pouw_primitives::{conversion::CancelReason, Balance};
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
		// Each of both gives its share, so that neither lives on what the other gives.
		let founders = Self::founders_part(income);
		let founders_due = share.mul_ceil(founders);
		let due = share
			.mul_ceil(income.saturating_sub(founders))
			.saturating_add(founders_due)
			.saturating_add(CarriedOver::<T>::get());

		let public = Self::public_account();
		let spendable =
			T::Currency::reducible_balance(&public, Preservation::Preserve, Fortitude::Polite);
		let limit = RecycleLimit::<T>::get().unwrap_or(Balance::MAX);
		let amount = due.min(spendable).min(limit);
		let conversion = if due == 0 {
			None
		} else {
			with_storage_layer(|| Self::open_conversion(public, T::Treasury::get(), amount)).ok()
		};
		let converted = conversion.map_or(0, |_| amount);
		let carried = due.saturating_sub(converted);
		CarriedOver::<T>::put(carried);
		let founders_paid = Self::pay_founders(founders.saturating_sub(founders_due));
		Periods::<T>::insert(
			slot(period),
			PeriodRecord {
				period,
				ended_at: frame_system::Pallet::<T>::block_number().saturated_into(),
				income,
				due,
				converted,
				conversion,
				founders,
				founders_due,
				founders_paid,
			},
		);
		if let Some(conversion) = conversion {
			Self::deposit_event(Event::IncomeRecycled { period, conversion, converted, carried });
		} else if carried > 0 {
			Self::deposit_event(Event::RecyclingCarriedOver { period, carried });
		}
	}
}

impl<T: Config> Pallet<T> {
	/// A conversion of public income was settled. One as large as any may be lets the next be a little
	/// larger, since what the hub converts in an era may have grown.
	pub(crate) fn recycled(amount: Balance) {
		let Some(limit) = RecycleLimit::<T>::get().filter(|limit| amount >= *limit) else { return };
		let step = limit.checked_div(8).unwrap_or_default();
		RecycleLimit::<T>::put(limit.saturating_add(step));
	}

	/// A conversion of public income came back. The income is carried over, and what was more than the hub
	/// converts in an era goes in smaller parts: with what is carried over it would only grow.
	pub(crate) fn not_recycled(amount: Balance, reason: CancelReason) {
		CarriedOver::<T>::mutate(|carried| *carried = carried.saturating_add(amount));
		if reason == CancelReason::AboveCap {
			let half = amount.checked_div(2).unwrap_or_default();
			RecycleLimit::<T>::put(half.max(T::MinConversion::get()));
		}
	}
}

/// Where the record of a period is kept.
pub(crate) fn slot(period: u32) -> u32 {
	period.checked_rem(PERIODS_KEPT).unwrap_or_default()
}
