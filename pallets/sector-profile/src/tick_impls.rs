// SPDX-License-Identifier: Apache-2.0
//! Announcement and era reports.

use crate::*;
use alloc::vec::Vec;
use frame_support::{pallet_prelude::*, storage::with_storage_layer};
use frame_system::pallet_prelude::BlockNumberFor;
use pouw_primitives::{message::EraFigures, sector::Hub, EraReport, SectorToHub};
use pouw_traits::{EraFiguresSource, SendMessage};
use sp_runtime::{SaturatedConversion, Saturating};

impl<T: Config> Pallet<T> {
	pub(crate) fn tick(now: BlockNumberFor<T>) -> Weight {
		let Some(profile) = Profile::<T>::get() else { return T::WeightInfo::idle_block() };
		let announced = Announced::<T>::get();
		if !announced && Self::send(SectorToHub::Announce(profile)) {
			Announced::<T>::put(true);
			Self::deposit_event(Event::ProfileAnnounced);
		}
		let (era, started) = CurrentEra::<T>::get();
		let over = now.saturating_sub(started) >= EraLength::<T>::get().into();
		if over {
			Self::end_era(era, now);
		}
		if over || !announced {
			T::WeightInfo::end_era()
		} else {
			T::WeightInfo::idle_block()
		}
	}

	fn end_era(era: u32, now: BlockNumberFor<T>) {
		let ended_at = now.saturated_into();
		let of_this_era = T::Figures::take();
		Self::enter(EraReport { era, ended_at, figures: of_this_era });
		let figures = add(Carried::<T>::get(), of_this_era);
		let report = EraReport { era, ended_at, figures };
		if Self::send(SectorToHub::Report(report)) {
			Carried::<T>::kill();
			Self::deposit_event(Event::EraEnded { era, figures });
		} else {
			Carried::<T>::put(figures);
			Self::deposit_event(Event::ReportDeferred { era });
		}
		CurrentEra::<T>::put((era.saturating_add(1), now));
	}

	/// Enters an era into the ledger, and takes the one off that is too old for it.
	fn enter(report: EraReport) {
		if let Some(old) = report.era.checked_sub(LEDGER_ERAS) {
			Ledger::<T>::remove(old);
		}
		Ledger::<T>::insert(report.era, report);
	}

	/// The ledger, oldest era first.
	pub fn ledger() -> Vec<EraReport> {
		let (era, _) = CurrentEra::<T>::get();
		(era.saturating_sub(LEDGER_ERAS)..era).filter_map(Ledger::<T>::get).collect()
	}

	fn send(message: SectorToHub) -> bool {
		with_storage_layer(|| T::Messages::send(Hub, message)).is_ok()
	}

	/// Checks that the profile of a sector that has announced itself, and its eras, are set.
	#[cfg(any(feature = "try-runtime", feature = "std"))]
	pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
		let (era, started) = CurrentEra::<T>::get();
		ensure!(
			started <= frame_system::Pallet::<T>::block_number(),
			"the current era began in the future"
		);
		ensure!(
			Profile::<T>::exists() || !Announced::<T>::get(),
			"a sector without a profile announced itself"
		);
		ensure!(!Profile::<T>::exists() || EraLength::<T>::get() > 0, "an era has no length");
		ensure!(SessionLength::<T>::get() > 0, "a session has no length");
		Self::ledger_has_the_latest_eras(era)
	}

	/// Checks that the ledger has each of the latest eras before `era`, and no other.
	#[cfg(any(feature = "try-runtime", feature = "std"))]
	fn ledger_has_the_latest_eras(era: u32) -> Result<(), sp_runtime::TryRuntimeError> {
		let known = usize::try_from(era.min(LEDGER_ERAS)).unwrap_or(usize::MAX);
		ensure!(
			Ledger::<T>::iter_keys().count() == known,
			"the ledger has too many eras or too few"
		);
		for (place, report) in Ledger::<T>::iter() {
			ensure!(
				report.era == place && place < era && place.saturating_add(LEDGER_ERAS) >= era,
				"the ledger has an era in the wrong place"
			);
			let EraFigures { useful_work, paid_useful_work, .. } = report.figures;
			ensure!(
				paid_useful_work <= useful_work,
				"others paid for more useful work than there was"
			);
		}
		Ok(())
	}
}

fn add(a: EraFigures, b: EraFigures) -> EraFigures {
	EraFigures {
		ordered: a.ordered.saturating_add(b.ordered),
		accepted: a.accepted.saturating_add(b.accepted),
		failed: a.failed.saturating_add(b.failed),
		idle_work: a.idle_work.saturating_add(b.idle_work),
		useful_work: a.useful_work.saturating_add(b.useful_work),
		paid_useful_work: a.paid_useful_work.saturating_add(b.paid_useful_work),
	}
}
