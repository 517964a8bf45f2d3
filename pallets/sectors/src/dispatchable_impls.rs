// SPDX-License-Identifier: Apache-2.0
//! Admission, suspension, reinstatement, retirement.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::*, storage::with_storage_layer};
use pouw_primitives::{
	sector::SectorRecord, HubToSector, SectorClass, SectorId, SectorStatus, HUB_ID,
};
use pouw_traits::{SectorBusiness, SendMessage};
use sp_runtime::Saturating;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_admit(sector: SectorId, class: SectorClass) -> DispatchResult {
		Self::insert_pending(sector, class)?;
		Self::deposit_event(Event::SectorAdmitted { sector, class });
		Ok(())
	}

	pub(crate) fn insert_pending(sector: SectorId, class: SectorClass) -> DispatchResult {
		ensure!(sector.0 > HUB_ID, Error::<T>::InvalidSectorId);
		ensure!(!Sectors::<T>::contains_key(sector), Error::<T>::AlreadyAdmitted);
		ensure!(Sectors::<T>::count() < T::MaxSectors::get(), Error::<T>::TooManySectors);
		Sectors::<T>::insert(
			sector,
			SectorRecord {
				class,
				status: SectorStatus::Pending,
				revision: 0,
				profile: None,
				last_report: None,
			},
		);
		Ok(())
	}

	pub(crate) fn do_suspend(sector: SectorId) -> DispatchResult {
		Sectors::<T>::try_mutate(sector, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownSector)?;
			ensure!(record.status != SectorStatus::Suspended, Error::<T>::AlreadySuspended);
			ensure!(record.status != SectorStatus::Retired, Error::<T>::SectorIsRetired);
			record.status = SectorStatus::Suspended;
			Ok::<_, DispatchError>(())
		})?;
		Retirements::<T>::remove(sector);
		Self::list_if_active(sector);
		Self::tell_now_or_later(sector);
		Self::deposit_event(Event::SectorSuspended { sector });
		Ok(())
	}

	pub(crate) fn do_reinstate(sector: SectorId) -> DispatchResult {
		let status = Sectors::<T>::try_mutate(sector, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownSector)?;
			ensure!(
				matches!(record.status, SectorStatus::Suspended | SectorStatus::Retiring),
				Error::<T>::NotSuspended
			);
			record.status = match &record.profile {
				Some(profile) if profile.class == record.class => SectorStatus::Active,
				_ => SectorStatus::Pending,
			};
			Ok::<_, DispatchError>(record.status)
		})?;
		Retirements::<T>::remove(sector);
		Self::list_if_active(sector);
		Self::tell_now_or_later(sector);
		Self::deposit_event(Event::SectorReinstated { sector, status });
		Ok(())
	}

	pub(crate) fn do_retire(sector: SectorId) -> DispatchResult {
		Sectors::<T>::try_mutate(sector, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownSector)?;
			match record.status {
				SectorStatus::Pending | SectorStatus::Active | SectorStatus::Suspended => {
					record.status = SectorStatus::Retiring;
					Ok(())
				},
				SectorStatus::Retiring => Err(Error::<T>::AlreadyRetiring),
				SectorStatus::Retired => Err(Error::<T>::SectorIsRetired),
			}
		})?;
		let until = frame_system::Pallet::<T>::block_number().saturating_add(T::DrainPeriod::get());
		Retirements::<T>::insert(sector, until);
		Self::list_if_active(sector);
		Self::tell_now_or_later(sector);
		Self::deposit_event(Event::RetirementBegun { sector, until });
		Ok(())
	}

	pub(crate) fn do_complete_retirement(sector: SectorId) -> DispatchResult {
		let until = Retirements::<T>::get(sector).ok_or(Error::<T>::NotRetiring)?;
		ensure!(frame_system::Pallet::<T>::block_number() >= until, Error::<T>::StillDraining);
		ensure!(T::Business::unsettled(sector) == 0, Error::<T>::BusinessUnsettled);
		Sectors::<T>::try_mutate(sector, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownSector)?;
			record.status = SectorStatus::Retired;
			Ok::<_, DispatchError>(())
		})?;
		Retirements::<T>::remove(sector);
		Motions::<T>::remove(sector);
		Self::tell_now_or_later(sector);
		Self::deposit_event(Event::SectorRetired { sector });
		Ok(())
	}

	/// Tells a sector its standing, or has it told when it is heard of again.
	///
	/// A sector that stands still takes no message off its queue, which fills. That must not keep it from
	/// being suspended: only then can the MAIN of its orders be given back.
	pub(crate) fn tell_now_or_later(sector: SectorId) {
		if with_storage_layer(|| Self::tell_status(sector)).is_ok() {
			Untold::<T>::remove(sector);
		} else {
			Untold::<T>::insert(sector, ());
			Self::deposit_event(Event::TellingPostponed { sector });
		}
	}

	/// Tells a sector its standing.
	pub(crate) fn tell_status(sector: SectorId) -> DispatchResult {
		let message = Sectors::<T>::try_mutate(sector, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownSector)?;
			record.revision = record.revision.saturating_add(1);
			Ok::<_, DispatchError>(HubToSector::Status {
				status: record.status,
				revision: record.revision,
			})
		})?;
		T::Messages::send(sector, message)?;
		Ok(())
	}

	/// All sectors with their records.
	pub fn all() -> Vec<(SectorId, SectorRecord)> {
		Sectors::<T>::iter().collect()
	}

	/// Whether the hub takes messages from the parachain `id`.
	pub fn is_sector(id: u32) -> bool {
		Sectors::<T>::contains_key(SectorId(id))
	}
}
