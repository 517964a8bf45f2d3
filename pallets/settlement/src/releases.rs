// SPDX-License-Identifier: Apache-2.0
//! Releases of tokens out of the sectors' reserves, paid for with the treasury's MAIN.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::{
		fungible::Mutate,
		tokens::{Fortitude, Precision, Preservation},
	},
};
use pouw_primitives::{
	conversion::{ReleaseAnswer, ReleaseOrder, ReleaseReason},
	AccountId, Balance, HubToSector, SectorId,
};
use pouw_traits::{MainBurned, SectorRegistry, SendMessage};
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, FixedPointNumber, FixedU128, Rounding,
};

impl<T: Config> Pallet<T> {
	/// Burns what the tokens are worth and orders their release.
	pub(crate) fn do_release(
		sector: SectorId,
		beneficiary: AccountId,
		amount: Balance,
		reason: ReleaseReason,
	) -> DispatchResult {
		ensure!(T::Sectors::is_active(sector), Error::<T>::SectorInactive);
		let mut ends = ReleaseEnds::<T>::get(sector);
		let open = ends.next.saturating_sub(ends.first);
		ensure!(open < T::MaxReleases::get().into(), Error::<T>::TooManyReleases);
		let main = Self::worth_of(sector, amount)?;
		if reason == ReleaseReason::EmergencyLiquidity {
			Self::use_emergency_cap(main)?;
		}
		let (keep, exact, polite) = (Preservation::Preserve, Precision::Exact, Fortitude::Polite);
		T::Currency::burn_from(&T::Treasury::get(), main, keep, exact, polite)
			.map_err(|_| Error::<T>::TreasuryShort)?;
		<Self as MainBurned>::burned(main);

		let release = ends.fill();
		ReleaseEnds::<T>::insert(sector, ends);
		let order = ReleaseOrder { release, beneficiary: beneficiary.clone(), amount, reason };
		Releases::<T>::insert(sector, release, &order);
		T::Messages::send(sector, HubToSector::Release(order))?;
		Self::deposit_event(Event::ReleaseOrdered {
			sector,
			release,
			beneficiary,
			amount,
			burned: main,
			reason,
		});
		Ok(())
	}

	/// A sector says what it did. Never fails: what does not count now never will.
	pub(crate) fn do_close_release(sector: SectorId, answer: ReleaseAnswer) {
		let ReleaseAnswer { release, paid, owed } = answer;
		let order = Releases::<T>::get(sector, release);
		if order.is_none_or(|order| paid.checked_add(owed) != Some(order.amount)) {
			Self::deposit_event(Event::ReleaseAnswerIgnored { sector, release });
			return;
		}
		Releases::<T>::remove(sector, release);
		let mut ends = ReleaseEnds::<T>::get(sector);
		for _ in 0..T::MaxReleases::get() {
			if ends.is_empty() || Releases::<T>::contains_key(sector, ends.first) {
				break;
			}
			ends.empty();
		}
		ReleaseEnds::<T>::insert(sector, ends);
		Self::deposit_event(Event::Released { sector, release, paid, owed });
	}

	/// MAIN that tokens of a sector are worth at its rate of the day, rounded up.
	fn worth_of(sector: SectorId, amount: Balance) -> Result<Balance, Error<T>> {
		let rate = T::Sectors::rate(sector).into_inner();
		multiply_by_rational_with_rounding(amount, rate, FixedU128::DIV, Rounding::Up)
			.filter(|main| *main > 0)
			.ok_or(Error::<T>::WorthNothing)
	}

	/// The emergency period under way.
	pub(crate) fn emergency_period() -> u32 {
		Self::now().checked_div(T::EmergencyPeriod::get()).unwrap_or_default()
	}

	fn use_emergency_cap(main: Balance) -> DispatchResult {
		let period = Self::emergency_period();
		let known = EmergencyUses::<T>::get();
		let used = if known.period == period { known.used } else { 0 };
		let used = used.saturating_add(main);
		let cap = T::EmergencyCap::get();
		ensure!(used <= cap, Error::<T>::EmergencyCapExceeded);
		let limit = if known.period == period { known.limit.max(cap) } else { cap };
		EmergencyUses::<T>::put(EmergencyUse { period, used, limit });
		Ok(())
	}
}
