// SPDX-License-Identifier: Apache-2.0
//! What sectors say.

use crate::*;
use frame_support::pallet_prelude::*;
use pouw_primitives::{EraReport, SectorId, SectorProfile, SectorStatus, SectorToHub};
use pouw_traits::HandleMessage;

impl<T: Config> HandleMessage<SectorId, SectorToHub> for Pallet<T> {
	fn handle(sector: SectorId, message: SectorToHub) -> DispatchResult {
		match message {
			SectorToHub::Announce(profile) => Self::on_announced(sector, profile),
			SectorToHub::Report(report) => Self::on_reported(sector, report),
			SectorToHub::Convert(_)
			| SectorToHub::Attest(_)
			| SectorToHub::Recorded { .. }
			| SectorToHub::Governance(_)
			| SectorToHub::Released(_)
			| SectorToHub::OrderEnded { .. } => Err(Error::<T>::NotForTheRegistry.into()),
		}
	}

	fn weight(message: &SectorToHub) -> Option<Weight> {
		match message {
			SectorToHub::Announce(_) => Some(T::WeightInfo::announced()),
			SectorToHub::Report(_) => Some(T::WeightInfo::reported()),
			SectorToHub::Convert(_)
			| SectorToHub::Attest(_)
			| SectorToHub::Recorded { .. }
			| SectorToHub::Governance(_)
			| SectorToHub::Released(_)
			| SectorToHub::OrderEnded { .. } => None,
		}
	}
}

impl<T: Config> Pallet<T> {
	fn on_announced(sector: SectorId, profile: SectorProfile) -> DispatchResult {
		Sectors::<T>::try_mutate(sector, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownSector)?;
			if profile.class != record.class {
				Self::deposit_event(Event::AnnouncementRejected {
					sector,
					admitted: record.class,
					announced: profile.class,
				});
				return Ok::<_, DispatchError>(());
			}
			record.profile = Some(profile);
			if record.status == SectorStatus::Pending {
				record.status = SectorStatus::Active;
				Self::deposit_event(Event::SectorActivated { sector });
			}
			Ok(())
		})?;
		Self::list_if_active(sector);
		Self::tell_status(sector)?;
		Untold::<T>::remove(sector);
		Ok(())
	}

	fn on_reported(sector: SectorId, report: EraReport) -> DispatchResult {
		// It lives, so its queue may have room again.
		if Untold::<T>::contains_key(sector) {
			Self::tell_now_or_later(sector);
		}
		let mut record = Sectors::<T>::get(sector).ok_or(Error::<T>::UnknownSector)?;
		let era = report.era;
		// Reports may overtake one another on the way.
		if record.last_report.is_some_and(|last| last.era >= era) {
			Self::deposit_event(Event::StaleReportIgnored { sector, era });
			return Ok(());
		}
		record.last_report = Some(report);
		Sectors::<T>::insert(sector, record);
		Self::deposit_event(Event::EraReported { sector, era });
		Self::move_rate(sector, era, &report.figures);
		Ok(())
	}
}
