// SPDX-License-Identifier: Apache-2.0
//! Announcement and era reports.

use crate::*;
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
		let figures = add(Carried::<T>::get(), T::Figures::take());
		let report = EraReport { era, ended_at: now.saturated_into(), figures };
		if Self::send(SectorToHub::Report(report)) {
			Carried::<T>::kill();
			Self::deposit_event(Event::EraEnded { era, figures });
		} else {
			Carried::<T>::put(figures);
			Self::deposit_event(Event::ReportDeferred { era });
		}
		CurrentEra::<T>::put((era.saturating_add(1), now));
	}

	fn send(message: SectorToHub) -> bool {
		with_storage_layer(|| T::Messages::send(Hub, message)).is_ok()
	}

	/// Checks that the profile of a sector that has announced itself, and its eras, are set.
	#[cfg(any(feature = "try-runtime", feature = "std"))]
	pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
		let (_, started) = CurrentEra::<T>::get();
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
