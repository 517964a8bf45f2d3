// SPDX-License-Identifier: Apache-2.0
//! Operators, caps, and the rate that follows paid work.

use crate::*;
use frame_support::{ensure, pallet_prelude::*};
use pouw_primitives::{
	message::EraFigures,
	settlement::{EraWork, SectorTerms},
	Balance, EraIndex, SectorId, Work,
};
use sp_runtime::{
	traits::{One, Saturating, Zero},
	FixedPointNumber, FixedU128,
};

/// Lowest base rate: low enough for any token, high enough that a step of the rate is never lost to
/// rounding.
pub const MIN_RATE_BASE: FixedU128 = FixedU128::from_inner(1_000_000_000);
/// Highest base rate.
pub const MAX_RATE_BASE: FixedU128 = FixedU128::from_u32(1_000_000_000);
/// Largest cap of an era.
pub const MAX_MINT_CAP: Balance = 1_000_000_000_000_000_000_000_000;
/// Most of the rate by which an era moves it.
pub const MAX_RATE_STEP: FixedU128 = FixedU128::from_rational(5, 100);

/// The lowest and the highest rate that can follow `rate`.
pub(crate) fn reach(rate: FixedU128) -> (FixedU128, FixedU128) {
	let step = rate.saturating_mul(MAX_RATE_STEP);
	(rate.saturating_sub(step), rate.saturating_add(step))
}

/// Paid work among all work; nothing done is nothing paid.
pub(crate) fn utilisation(recent: &[EraWork]) -> FixedU128 {
	let (paid, total) = recent.iter().fold((0, 0), |(paid, total): (Work, Work), era| {
		(paid.saturating_add(era.paid), total.saturating_add(era.total))
	});
	FixedU128::checked_from_rational(paid, total)
		.map_or(FixedU128::zero(), |share| share.min(FixedU128::one()))
}

impl<T: Config> Pallet<T> {
	/// Where the rate of these terms aims.
	fn aim(terms: &SectorTerms<T::AccountId>) -> FixedU128 {
		let floor = FixedU128::from(T::UtilisationFloor::get());
		terms.rate_base.saturating_mul(utilisation(&terms.recent).max(floor))
	}

	pub(crate) fn do_set_operator(sector: SectorId, operator: T::AccountId) -> DispatchResult {
		Self::change_terms(sector, |terms| terms.operator = Some(operator.clone()))?;
		Self::list_if_active(sector);
		Self::deposit_event(Event::OperatorSet { sector, operator });
		Ok(())
	}

	pub(crate) fn do_set_rate_base(sector: SectorId, base: FixedU128) -> DispatchResult {
		ensure!(base >= MIN_RATE_BASE && base <= MAX_RATE_BASE, Error::<T>::RateBaseOutOfBounds);
		Self::change_terms(sector, |terms| {
			terms.rate_base = base;
			// There is no earlier rate from which the first one could be too far away.
			if terms.rate.is_zero() {
				terms.rate = Self::aim(terms);
			}
		})?;
		Self::deposit_event(Event::RateBaseSet { sector, base });
		Ok(())
	}

	pub(crate) fn do_set_mint_cap(sector: SectorId, cap: Balance) -> DispatchResult {
		ensure!(cap <= MAX_MINT_CAP, Error::<T>::MintCapTooLarge);
		Self::change_terms(sector, |terms| terms.mint_cap = cap)?;
		Self::deposit_event(Event::MintCapSet { sector, cap });
		Ok(())
	}

	fn change_terms(
		sector: SectorId,
		change: impl FnOnce(&mut SectorTerms<T::AccountId>),
	) -> DispatchResult {
		ensure!(Sectors::<T>::contains_key(sector), Error::<T>::UnknownSector);
		Terms::<T>::mutate(sector, |terms| change(terms.get_or_insert_with(Default::default)));
		Ok(())
	}

	/// Takes the work of an era into account and moves the rate by a step.
	pub(crate) fn move_rate(sector: SectorId, era: EraIndex, figures: &EraFigures) {
		let total = figures.idle_work.saturating_add(figures.useful_work);
		let work = EraWork { era, total, paid: figures.paid_useful_work.min(figures.useful_work) };
		let (rate, utilisation) = Terms::<T>::mutate(sector, |terms| {
			let terms = terms.get_or_insert_with(Default::default);
			if terms.recent.is_full() {
				terms.recent.remove(0);
			}
			// There is room, since the oldest made way.
			let _ = terms.recent.try_push(work);
			let (least, most) = reach(terms.rate);
			terms.previous_rate = terms.rate;
			terms.rate = Self::aim(terms).clamp(least, most);
			(terms.rate, utilisation(&terms.recent))
		});
		if !rate.is_zero() {
			Self::deposit_event(Event::RateMoved { sector, rate, utilisation });
		}
	}
}
