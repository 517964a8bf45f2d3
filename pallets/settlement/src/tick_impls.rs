// SPDX-License-Identifier: Apache-2.0
//! What each block does: rounds that end, sectors to be told again, draws, queues.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	defensive,
	pallet_prelude::{Get, Weight},
};
use pouw_primitives::{conversion::CancelReason, settlement::SettlementState, BlockNumber};
use sp_runtime::SaturatedConversion;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_tick(now: BlockNumber) -> Weight {
		Self::note_genesis();
		let steps = T::MaxStepsPerBlock::get();
		T::WeightInfo::tick()
			.saturating_add(Self::serve_agenda(now, steps))
			.saturating_add(Self::serve_draws(now, steps))
			.saturating_add(Self::serve_queues(now, steps))
	}

	/// Advances conversions that are due, at most `limit`.
	pub(crate) fn serve_agenda(now: BlockNumber, limit: u32) -> Weight {
		let mut weight = Weight::zero();
		let mut left = limit;
		let mut cursor = AgendaCursor::<T>::get().unwrap_or(now);
		while cursor <= now && left > 0 {
			let (found, steps) = Self::serve_agenda_of(cursor, left, now);
			weight.saturating_accrue(T::WeightInfo::tick().saturating_add(steps));
			if found == left {
				// The block may have more.
				break;
			}
			// Passing an exhausted block is a step too, so that empty ones are bounded as well.
			left = left.saturating_sub(found).saturating_sub(1);
			cursor = cursor.saturating_add(1);
		}
		AgendaCursor::<T>::put(cursor);
		weight
	}

	/// Advances conversions that are due at `block`, at most `limit`; returns the steps it took and their
	/// weight.
	pub(crate) fn serve_agenda_of(
		block: BlockNumber,
		limit: u32,
		now: BlockNumber,
	) -> (u32, Weight) {
		let due: Vec<Key> = Agenda::<T>::iter_key_prefix(block)
			.take(usize::try_from(limit).unwrap_or(usize::MAX))
			.collect();
		let mut weight = Weight::zero();
		for key in &due {
			Agenda::<T>::remove(block, key);
			weight.saturating_accrue(Self::advance(*key, now));
		}
		(u32::try_from(due.len()).unwrap_or(limit), weight)
	}

	/// Takes the step that is due for a conversion just taken off the agenda.
	pub(crate) fn advance((source, id): Key, now: BlockNumber) -> Weight {
		let Some(mut record) = Conversions::<T>::get(source, id) else {
			defensive!("a conversion of the agenda has no record");
			return T::WeightInfo::look();
		};
		match record.state {
			SettlementState::Witnessing { round, witnesses, .. } => {
				Self::deposit_event(Event::RoundExpired { source, conversion: id, round });
				if round >= T::MaxRedraws::get() {
					Self::end_cancelled(source, id, record, CancelReason::Unwitnessed, now);
					return T::WeightInfo::end();
				}
				Self::withdraw(source, id, round, &witnesses);
				Self::queue_draw(source, id, &mut record, round.saturating_add(1), now);
				Conversions::<T>::insert(source, id, record);
				T::WeightInfo::expire_round()
			},
			SettlementState::Minted { told: false, .. }
			| SettlementState::Cancelled { told: false, .. } => {
				Self::tell(source, id, record, now);
				T::WeightInfo::end()
			},
			_ => {
				defensive!("a conversion was on the agenda without reason");
				T::WeightInfo::look()
			},
		}
	}

	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
