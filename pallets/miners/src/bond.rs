// SPDX-License-Identifier: Apache-2.0
//! The bond that miners earn, and what becomes of it when they leave.

use crate::*;
use frame_support::{
	defensive, ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::{
		fungible::{Inspect, MutateHold},
		tokens::{Fortitude, Precision, Preservation},
	},
};
use pouw_primitives::{Balance, MinerRecord};
use pouw_traits::RewardBond;
use sp_runtime::{SaturatedConversion, Saturating};

impl<T: Config> RewardBond<T::AccountId> for Pallet<T> {
	fn bond(miner: &T::AccountId, reward: Balance) -> Balance {
		let Some(mut record) = Miners::<T>::get(miner) else {
			return 0;
		};
		let lacking = BondTarget::<T>::get().saturating_sub(record.bond);
		// Of the reward alone, and never so much that the account would fall below the existential
		// deposit or into what is frozen.
		let spare =
			T::Currency::reducible_balance(miner, Preservation::Preserve, Fortitude::Polite);
		let amount = lacking.min(reward).min(spare);
		if amount == 0 {
			return 0;
		}
		if T::Currency::hold(&HoldReason::MinerBond.into(), miner, amount).is_err() {
			defensive!("what an account can spare cannot be held");
			return 0;
		}
		record.bond = record.bond.saturating_add(amount);
		Self::deposit_event(Event::BondRaised { miner: miner.clone(), amount, bond: record.bond });
		Miners::<T>::insert(miner, record);
		amount
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_bond_target(target: Balance) -> DispatchResult {
		ensure!(
			(T::MinBondTarget::get()..=T::MaxBondTarget::get()).contains(&target),
			Error::<T>::BondTargetOutOfBounds
		);
		BondTarget::<T>::put(target);
		Self::deposit_event(Event::BondTargetSet { target });
		Ok(())
	}

	pub(crate) fn do_withdraw_bond(miner: T::AccountId) -> DispatchResult {
		let departure = Departures::<T>::get(&miner).ok_or(Error::<T>::NoBondToWithdraw)?;
		let now = frame_system::Pallet::<T>::block_number().saturated_into();
		ensure!(departure.withdrawable_at <= now, Error::<T>::StillUnbonding);
		let released = T::Currency::release(
			&HoldReason::MinerBond.into(),
			&miner,
			departure.bond,
			Precision::BestEffort,
		)?;
		Departures::<T>::remove(&miner);
		Self::forget_record(&miner);
		Self::deposit_event(Event::BondWithdrawn { miner, released });
		Ok(())
	}

	/// Keeps the bond of a miner that leaves, and its record with it: who returns before the bond is
	/// free returns to its record.
	pub(crate) fn depart(miner: &T::AccountId, record: &MinerRecord) {
		if record.bond == 0 {
			Self::forget_record(miner);
			return;
		}
		let withdrawable_at = frame_system::Pallet::<T>::block_number()
			.saturating_add(T::UnbondingPeriod::get())
			.saturated_into();
		Departures::<T>::insert(
			miner,
			Departure {
				bond: record.bond,
				withdrawable_at,
				assigned: record.assigned,
				accepted: record.accepted,
				allowance_used: record.allowance_used,
				work: record.work,
				authorship: record.authorship,
			},
		);
		Self::deposit_event(Event::UnbondingStarted {
			miner: miner.clone(),
			bond: record.bond,
			withdrawable_at,
		});
	}
}
