// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::*;
use frame_support::{ensure, pallet_prelude::Get, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::registry_is_within_its_bound()?;
		Self::roster_is_dense_and_indexed()?;
		Self::roster_holds_exactly_the_available_miners()?;
		Self::deposits_are_held()?;
		Self::counts_of_settled_assignments_are_consistent()
	}

	fn registry_is_within_its_bound() -> Result<(), TryRuntimeError> {
		let count = u32::try_from(Miners::<T>::iter_keys().count()).unwrap_or(u32::MAX);
		ensure!(Miners::<T>::count() == count, "the count of miners is not their number");
		ensure!(count <= T::MaxMiners::get(), "more miners are registered than MaxMiners");
		Ok(())
	}

	fn roster_is_dense_and_indexed() -> Result<(), TryRuntimeError> {
		let len = RosterLen::<T>::get();
		for number in 0..len {
			let miner = Roster::<T>::get(number).ok_or("the roster has a gap")?;
			ensure!(
				RosterIndex::<T>::get(&miner) == Some(number),
				"the roster's index disagrees with the roster"
			);
		}
		let entries = u32::try_from(Roster::<T>::iter_keys().count()).unwrap_or(u32::MAX);
		ensure!(entries == len, "the roster has entries beyond its length");
		let indexed = u32::try_from(RosterIndex::<T>::iter_keys().count()).unwrap_or(u32::MAX);
		ensure!(indexed == len, "the roster's index has entries that the roster has not");
		Ok(())
	}

	fn roster_holds_exactly_the_available_miners() -> Result<(), TryRuntimeError> {
		for (miner, record) in Miners::<T>::iter() {
			ensure!(
				record.available == RosterIndex::<T>::contains_key(&miner),
				"a miner is available but not on the roster, or the other way round"
			);
		}
		for miner in RosterIndex::<T>::iter_keys() {
			ensure!(Miners::<T>::contains_key(&miner), "the roster has an unregistered miner");
		}
		Ok(())
	}

	fn deposits_are_held() -> Result<(), TryRuntimeError> {
		for (miner, record) in Miners::<T>::iter() {
			let held = T::Currency::balance_on_hold(&HoldReason::MinerDeposit.into(), &miner);
			ensure!(held == record.deposit, "a miner's deposit is not what is held of it");
		}
		Ok(())
	}

	fn counts_of_settled_assignments_are_consistent() -> Result<(), TryRuntimeError> {
		for record in Miners::<T>::iter_values() {
			ensure!(
				record.accepted <= record.assigned,
				"a miner has more accepted assignments than settled ones"
			);
		}
		Ok(())
	}
}
