// SPDX-License-Identifier: Apache-2.0
//! What sectors answer.

use crate::*;
use frame_support::{pallet_prelude::DispatchResult, weights::Weight};
use pouw_primitives::{settlement::RecordState, Balance, SectorId};
use pouw_traits::HandleRecorded;
use sp_core::H256;

/// What an answer is worth.
enum Answer {
	Counted { last: bool, fees: Balance, payment: Balance },
	OtherRoot,
	Ignored,
}

impl<T: Config> HandleRecorded for Pallet<T> {
	/// Never fails: what does not count now never will, and an error would have the sector ask
	/// for ever.
	fn on_recorded(sector: SectorId, window: u32, root: H256) -> DispatchResult {
		match Self::take_answer(sector, window, root) {
			Answer::Counted { last, fees, payment } => {
				Self::count_answer(sector);
				Self::deposit_event(Event::Recorded { window, sector });
				Self::burn_fees(window, sector, fees, payment);
				if last {
					Self::deposit_event(Event::WindowRecorded { window });
				}
			},
			Answer::OtherRoot => {
				Self::deposit_event(Event::RootMismatched { window, sector, root })
			},
			Answer::Ignored => Self::deposit_event(Event::AnswerIgnored { window, sector }),
		}
		Ok(())
	}

	fn weight_of_recorded() -> Option<Weight> {
		Some(T::WeightInfo::recorded())
	}
}

impl<T: Config> Pallet<T> {
	fn take_answer(sector: SectorId, window: u32, answered: H256) -> Answer {
		let Some(mut record) = Windows::<T>::get(window) else { return Answer::Ignored };
		let RecordState::Assigned { root, recorders, .. } = &mut record.state else {
			return Answer::Ignored;
		};
		let Some(recorder) =
			recorders.iter_mut().find(|r| r.sector == sector && r.entries > 0 && !r.recorded)
		else {
			return Answer::Ignored;
		};
		if *root != answered {
			return Answer::OtherRoot;
		}
		recorder.recorded = true;
		let (fees, payment) = (recorder.fees, recorder.payment);
		let last = recorders.iter().all(|r| r.entries == 0 || r.recorded);
		Windows::<T>::insert(window, record);
		Answer::Counted { last, fees, payment }
	}
}
