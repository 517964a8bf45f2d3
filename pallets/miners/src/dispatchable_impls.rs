// SPDX-License-Identifier: Apache-2.0
//! What the calls do.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::{fungible::MutateHold, tokens::Precision},
};
use pouw_primitives::{x25519::is_low_order, HardwareProfile, MinerRecord};
use pouw_traits::OnWorkCredited;
use sp_runtime::SaturatedConversion;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register(
		miner: T::AccountId,
		profile: HardwareProfile,
		encryption_key: [u8; 32],
	) -> DispatchResult {
		ensure!(!Miners::<T>::contains_key(&miner), Error::<T>::AlreadyRegistered);
		ensure!(Miners::<T>::count() < T::MaxMiners::get(), Error::<T>::RegistryFull);
		Self::ensure_key(&encryption_key)?;
		let device =
			core::str::from_utf8(&profile.device).map_err(|_| Error::<T>::DeviceNotUtf8)?;
		ensure!(!device.trim().is_empty(), Error::<T>::DeviceUnnamed);

		let deposit = T::Deposit::get();
		T::Currency::hold(&HoldReason::MinerDeposit.into(), &miner, deposit)?;
		let past = Departures::<T>::take(&miner);
		let past = past.as_ref();
		Miners::<T>::insert(
			&miner,
			MinerRecord {
				profile,
				encryption_key,
				deposit,
				bond: past.map_or(0, |past| past.bond),
				registered_at: frame_system::Pallet::<T>::block_number().saturated_into(),
				available: true,
				open_assignments: 0,
				assigned: past.map_or(0, |past| past.assigned),
				accepted: past.map_or(0, |past| past.accepted),
				allowance_used: past.map_or(0, |past| past.allowance_used),
				work: past.map(|past| past.work).unwrap_or_default(),
				authorship: past.map(|past| past.authorship).unwrap_or_default(),
			},
		);
		Self::enter_roster(&miner);
		Self::deposit_event(Event::Registered { miner: miner.clone(), deposit });
		if let Some(past) = past {
			Self::deposit_event(Event::BondResumed { miner, bond: past.bond });
		}
		Ok(())
	}

	/// Fails for a key to which nothing can be sealed: every sealed job would be lost on its miner.
	fn ensure_key(encryption_key: &[u8; 32]) -> DispatchResult {
		ensure!(*encryption_key != [0; 32], Error::<T>::ZeroEncryptionKey);
		ensure!(!is_low_order(encryption_key), Error::<T>::LowOrderEncryptionKey);
		Ok(())
	}

	pub(crate) fn do_set_encryption_key(
		miner: T::AccountId,
		encryption_key: [u8; 32],
	) -> DispatchResult {
		let mut record = Miners::<T>::get(&miner).ok_or(Error::<T>::NotRegistered)?;
		Self::ensure_key(&encryption_key)?;
		if record.encryption_key == encryption_key {
			return Ok(());
		}
		record.encryption_key = encryption_key;
		Miners::<T>::insert(&miner, record);
		Self::deposit_event(Event::EncryptionKeySet { miner, encryption_key });
		Ok(())
	}

	pub(crate) fn do_deregister(miner: T::AccountId) -> DispatchResult {
		let record = Miners::<T>::get(&miner).ok_or(Error::<T>::NotRegistered)?;
		ensure!(record.open_assignments == 0, Error::<T>::HasOpenAssignments);
		// Best effort, so that a miner whose hold something else has taken from can still leave.
		let released = T::Currency::release(
			&HoldReason::MinerDeposit.into(),
			&miner,
			record.deposit,
			Precision::BestEffort,
		)?;
		Self::leave_roster(&miner);
		Self::leave_candidates(&miner);
		Self::depart(&miner, &record);
		Miners::<T>::remove(&miner);
		T::Guild::on_left(&miner);
		Self::deposit_event(Event::Deregistered { miner, released });
		Ok(())
	}

	pub(crate) fn do_set_availability(miner: T::AccountId, available: bool) -> DispatchResult {
		let mut record = Miners::<T>::get(&miner).ok_or(Error::<T>::NotRegistered)?;
		if record.available == available {
			return Ok(());
		}
		record.available = available;
		Miners::<T>::insert(&miner, record);
		if available {
			Self::enter_roster(&miner);
		} else {
			Self::leave_roster(&miner);
		}
		Self::deposit_event(Event::AvailabilityChanged { miner, available });
		Ok(())
	}
}
