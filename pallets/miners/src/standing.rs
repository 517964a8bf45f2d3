// SPDX-License-Identifier: Apache-2.0
//! What dishonesty costs: a part of the bond.

use crate::*;
use frame_support::traits::{
	fungible::MutateHold,
	tokens::{Fortitude, Precision},
};
use pouw_primitives::Balance;
use pouw_traits::SlashBond;
use sp_runtime::Permill;

impl<T: Config> SlashBond<T::AccountId> for Pallet<T> {
	fn slash(miner: &T::AccountId, part: Permill) -> Balance {
		if let Some(mut record) = Miners::<T>::get(miner) {
			let burned = Self::burn_bond(miner, part.mul_floor(record.bond));
			record.bond = record.bond.saturating_sub(burned);
			Self::bond_slashed(miner, burned, record.bond);
			Miners::<T>::insert(miner, record);
			return burned;
		}
		let Some(mut departure) = Departures::<T>::get(miner) else {
			return 0;
		};
		let burned = Self::burn_bond(miner, part.mul_floor(departure.bond));
		departure.bond = departure.bond.saturating_sub(burned);
		Self::bond_slashed(miner, burned, departure.bond);
		if departure.bond > 0 {
			Departures::<T>::insert(miner, departure);
		} else {
			Departures::<T>::remove(miner);
			Self::forget_record(miner);
		}
		burned
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn bond_for_benchmark(miner: &T::AccountId) {
		benchmarking::depart_endowed::<T>(miner);
	}
}

impl<T: Config> Pallet<T> {
	fn burn_bond(miner: &T::AccountId, amount: Balance) -> Balance {
		if amount == 0 {
			return 0;
		}
		// Best effort, so that a hold that something else has taken from is burned as far as it goes.
		T::Currency::burn_held(
			&HoldReason::MinerBond.into(),
			miner,
			amount,
			Precision::BestEffort,
			Fortitude::Force,
		)
		.unwrap_or_default()
	}

	fn bond_slashed(miner: &T::AccountId, amount: Balance, bond: Balance) {
		Self::deposit_event(Event::BondSlashed { miner: miner.clone(), amount, bond });
	}
}
