// SPDX-License-Identifier: Apache-2.0
//! Filling, closing and assigning windows.

use crate::*;
use frame_support::{
	defensive,
	pallet_prelude::{Get, Weight},
};
use pouw_primitives::{
	settlement::{RecordState, RecordWindow},
	Balance, BlockNumber, RelayBlockNumber, SectorId,
};
use pouw_traits::RelayRandomness;
use sp_runtime::SaturatedConversion;

impl<T: Config> Pallet<T> {
	/// Notes the transaction that is being applied.
	pub(crate) fn note_current_transaction() {
		let index = frame_system::Pallet::<T>::extrinsic_index().unwrap_or_default();
		let bytes = frame_system::Pallet::<T>::extrinsic_data(index);
		let hash = sp_io::hashing::blake2_256(&bytes).into();
		Self::note(NotedTransaction { hash, fee: PendingFee::<T>::take() });
	}

	/// Puts a transaction into the current window and closes it if it is full.
	pub(crate) fn note(transaction: NotedTransaction) {
		let before = Self::noted();
		// Appends to the encoded value: what is there already is neither decoded nor copied.
		if CurrentEntries::<T>::try_append(transaction).is_err() {
			defensive!("a full window was not closed");
			return;
		}
		if before == 0 {
			Current::<T>::mutate(|window| window.opened_at = Self::now());
		}
		if before.saturating_add(1) >= T::MaxEntries::get() {
			Self::close(Current::<T>::get());
		}
	}

	/// Transactions in the current window.
	pub(crate) fn noted() -> u32 {
		CurrentEntries::<T>::decode_len().and_then(|len| len.try_into().ok()).unwrap_or_default()
	}

	pub(crate) fn do_tick(now: BlockNumber) -> Weight {
		let window = Current::<T>::get();
		let mut weight = T::WeightInfo::tick();
		if Self::noted() > 0 {
			// What earlier blocks put into the window may be most of what closes it in this block, so the
			// closing is counted here also when it is not done here.
			weight.saturating_accrue(T::WeightInfo::close());
			if now.saturating_sub(window.opened_at) >= T::WindowLength::get() {
				Self::close(window);
			}
		}
		weight.saturating_add(Self::assign_ripe(T::MaxAssignedPerBlock::get()))
	}

	/// Closes the current window and opens the next one.
	pub(crate) fn close(window: OpenWindow) {
		let index = window.index;
		let now = Self::now();
		let noted = CurrentEntries::<T>::take();
		let entries = noted.len() as u32;
		let fees = noted.iter().map(|entry| entry.fee).fold(0, Balance::saturating_add);
		Entries::<T>::insert(index, noted);
		let randomness_from =
			T::Randomness::relay_block().saturating_add(T::RandomnessDelay::get());
		let state = RecordState::Closed { randomness_from };
		Windows::<T>::insert(index, RecordWindow { closed_at: now, entries, fees, state });
		Self::deposit_event(Event::WindowClosed { window: index, entries });

		let next = index.saturating_add(1);
		Current::<T>::put(OpenWindow { index: next, opened_at: now });
		let oldest = NextToAssign::<T>::get();
		if next.saturating_sub(oldest) > T::MaxWaiting::get() {
			Self::abandon(oldest);
		}
		if let Some(expired) = next.checked_sub(T::RetentionWindows::get().saturating_add(1)) {
			Self::forget(expired);
		}
	}

	fn abandon(window: u32) {
		NextToAssign::<T>::put(window.saturating_add(1));
		let Some(mut record) = Windows::<T>::get(window) else {
			defensive!("a window that waits has no record");
			return;
		};
		record.state = RecordState::Abandoned;
		Self::deposit_event(Event::WindowAbandoned { window });
		Self::pay_treasury(record.fees);
		Windows::<T>::insert(window, record);
	}

	fn forget(window: u32) {
		Entries::<T>::remove(window);
		let Some(RecordWindow { state: RecordState::Assigned { recorders, .. }, .. }) =
			Windows::<T>::take(window)
		else {
			return;
		};
		for recorder in recorders.iter().filter(|r| r.entries > 0 && !r.recorded) {
			Self::count_answer(recorder.sector);
			// The batch cannot be called back: should it be on its way still, the sector will pay.
			Self::burn_fees(window, recorder.sector, recorder.fees, recorder.payment);
		}
	}

	/// One unanswered batch less of `sector`.
	pub(crate) fn count_answer(sector: SectorId) {
		Unrecorded::<T>::mutate_exists(sector, |count| {
			*count = count.and_then(|n| n.checked_sub(1)).filter(|n| *n > 0);
		});
	}

	/// Assigns up to `limit` windows whose randomness is there, oldest first.
	fn assign_ripe(limit: u32) -> Weight {
		let mut weight = Weight::zero();
		let current = Current::<T>::get().index;
		let mut oldest = NextToAssign::<T>::get();
		let Some(randomness) = T::Randomness::latest().filter(|_| oldest < current) else {
			return weight;
		};
		for _ in 0..limit {
			if oldest >= current {
				break;
			}
			let Some(record) = Windows::<T>::get(oldest) else {
				defensive!("a window that waits has no record");
				oldest = oldest.saturating_add(1);
				continue;
			};
			if !Self::is_ripe(&record, randomness.0) {
				break;
			}
			let (assigned, step) = Self::assign(oldest, record, randomness);
			weight.saturating_accrue(step);
			if !assigned {
				break;
			}
			oldest = oldest.saturating_add(1);
		}
		NextToAssign::<T>::put(oldest);
		weight
	}

	fn is_ripe(record: &RecordWindow, newest: RelayBlockNumber) -> bool {
		matches!(record.state, RecordState::Closed { randomness_from } if newest >= randomness_from)
	}

	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
