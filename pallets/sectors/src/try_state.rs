// SPDX-License-Identifier: Apache-2.0
//! What must hold of the registry in every block.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get};
use pouw_primitives::SectorStatus;
use sp_runtime::{traits::Zero, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::standings_are_earned()?;
		Self::active_sectors_are_listed()?;
		Self::retirements_are_of_retiring_sectors()?;
		Self::motions_are_of_registered_sectors()?;
		Self::terms_are_within_bounds()?;
		Self::rates_move_in_small_steps()
	}

	/// No more sectors than there can be, with valid ids, active only once announced as admitted.
	fn standings_are_earned() -> Result<(), TryRuntimeError> {
		ensure!(Sectors::<T>::count() <= T::MaxSectors::get(), "more sectors than MaxSectors");
		for (id, record) in Sectors::<T>::iter() {
			ensure!(id.0 > pouw_primitives::HUB_ID, "a sector has the hub's id or a lower one");
			ensure!(
				record.profile.as_ref().is_none_or(|profile| profile.class == record.class),
				"a sector has a profile of another class"
			);
			ensure!(
				record.status != SectorStatus::Active || record.profile.is_some(),
				"a sector is active without having announced itself"
			);
		}
		Ok(())
	}

	/// `Active` is the active sectors with their operators, in order.
	fn active_sectors_are_listed() -> Result<(), TryRuntimeError> {
		let mut expected: Vec<_> = Sectors::<T>::iter()
			.filter(|(_, record)| record.status == SectorStatus::Active)
			.map(|(id, _)| (id, Terms::<T>::get(id).and_then(|terms| terms.operator)))
			.collect();
		expected.sort_by_key(|(id, _)| *id);
		ensure!(Active::<T>::get().into_inner() == expected, "the list of active sectors is wrong");
		Ok(())
	}

	/// A sector retires exactly while there is a block in which it can be closed.
	fn retirements_are_of_retiring_sectors() -> Result<(), TryRuntimeError> {
		for (id, record) in Sectors::<T>::iter() {
			ensure!(
				Retirements::<T>::contains_key(id) == (record.status == SectorStatus::Retiring),
				"a sector retires without an end, or does not retire and has one"
			);
		}
		for id in Retirements::<T>::iter_keys() {
			ensure!(Sectors::<T>::contains_key(id), "an unknown sector retires");
		}
		Ok(())
	}

	/// Motions are of sectors that can act on them, each with a number of its own.
	fn motions_are_of_registered_sectors() -> Result<(), TryRuntimeError> {
		for (id, motions) in Motions::<T>::iter() {
			ensure!(
				Sectors::<T>::get(id).is_some_and(|r| r.status != SectorStatus::Retired),
				"motions of a sector that is not registered or is closed"
			);
			let numbers: alloc::collections::BTreeSet<_> =
				motions.iter().map(|motion| motion.motion).collect();
			ensure!(numbers.len() == motions.len(), "two motions have the same number");
		}
		for id in Directives::<T>::iter_keys() {
			ensure!(Sectors::<T>::contains_key(id), "directives to an unknown sector");
		}
		for id in Untold::<T>::iter_keys() {
			ensure!(Sectors::<T>::contains_key(id), "word for an unknown sector");
		}
		Ok(())
	}

	/// Terms belong to registered sectors; base, rate and cap are within their bounds.
	fn terms_are_within_bounds() -> Result<(), TryRuntimeError> {
		for (id, terms) in Terms::<T>::iter() {
			ensure!(Sectors::<T>::contains_key(id), "terms of a sector that is not registered");
			ensure!(terms.mint_cap <= MAX_MINT_CAP, "a cap is out of bounds");
			ensure!(
				terms.rate_base.is_zero()
					|| (terms.rate_base >= MIN_RATE_BASE && terms.rate_base <= MAX_RATE_BASE),
				"a base rate is out of bounds"
			);
			ensure!(terms.rate_base.is_zero() == terms.rate.is_zero(), "a rate without a base");
			ensure!(terms.rate <= MAX_RATE_BASE, "a rate is above all bases");
			ensure!(
				terms.recent.iter().all(|era| era.paid <= era.total),
				"more work was paid than done"
			);
			ensure!(
				terms.recent.windows(2).all(|eras| match eras {
					[older, newer] => older.era < newer.era,
					_ => true,
				}),
				"the recent eras are not in order"
			);
		}
		Ok(())
	}

	/// No rate is further than a step from the one before it.
	fn rates_move_in_small_steps() -> Result<(), TryRuntimeError> {
		for terms in Terms::<T>::iter_values() {
			let (least, most) = terms::reach(terms.previous_rate);
			ensure!(
				terms.previous_rate.is_zero() || (least <= terms.rate && terms.rate <= most),
				"a rate moved too far in one era"
			);
		}
		Ok(())
	}
}
