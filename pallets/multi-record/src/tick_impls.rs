// SPDX-License-Identifier: Apache-2.0
//! Filling, closing and assigning windows.

use crate::*;
use alloc::vec::Vec;
use codec::{Encode, MaxEncodedLen};
use frame_support::{
	defensive,
	pallet_prelude::{BoundedVec, Get, Weight},
};
use pouw_primitives::{
	settlement::{RecordState, RecordWindow},
	Balance, BlockNumber, RelayBlockNumber, SectorId,
};
use pouw_traits::RelayRandomness;
use sp_runtime::SaturatedConversion;

impl<T: Config> Pallet<T> {
	/// Notes the transaction that is being applied, with what it paid.
	pub(crate) fn note(fee: Balance) {
		let index = frame_system::Pallet::<T>::extrinsic_index().unwrap_or_default();
		// Appends to the encoded value: what is there is neither decoded nor counted. A block has room for
		// far fewer than fit.
		let applied = AppliedTransaction { index, fee };
		sp_io::storage::append(&Applied::<T>::hashed_key(), applied.encode());
	}

	/// Puts the block's transactions into windows, and closes those that are full.
	pub(crate) fn gather() {
		let applied = Applied::<T>::take();
		if applied.is_empty() {
			return;
		}
		let mut window = Current::<T>::get();
		let mut entries = CurrentEntries::<T>::get();
		for AppliedTransaction { index, fee } in merged(&applied) {
			if window.entries == 0 {
				window.opened_at = Self::now();
			}
			let bytes = frame_system::Pallet::<T>::extrinsic_data(index);
			let hash = sp_io::hashing::blake2_256(&bytes).into();
			if entries.try_push(NotedTransaction { hash, fee }).is_err() {
				defensive!("a full window was not closed");
				break;
			}
			window.entries = window.entries.saturating_add(1);
			if window.entries >= T::MaxEntries::get() {
				Self::close(window, core::mem::take(&mut entries));
				window = Current::<T>::get();
			}
		}
		Current::<T>::put(window);
		if entries.is_empty() {
			CurrentEntries::<T>::kill();
		} else {
			CurrentEntries::<T>::put(entries);
		}
	}

	/// Transactions in the current window.
	#[cfg(any(test, feature = "runtime-benchmarks", feature = "try-runtime", feature = "std"))]
	pub(crate) fn noted() -> u32 {
		Current::<T>::get().entries
	}

	pub(crate) fn do_tick(now: BlockNumber) -> Weight {
		let window = Current::<T>::get();
		// The block's end may have nothing to gather, but that is not known yet. If it has, it reads and
		// writes the window's transactions, and writes the window.
		let mut weight = T::WeightInfo::tick()
			.saturating_add(T::WeightInfo::gather(0, 0))
			.saturating_add(T::DbWeight::get().reads_writes(1, 2));
		if window.entries > 0 {
			weight.saturating_accrue(Self::weight_of_earlier(window.entries));
			if now.saturating_sub(window.opened_at) >= T::WindowLength::get() {
				weight.saturating_accrue(T::WeightInfo::close());
				Self::close(window, CurrentEntries::<T>::take());
			}
		}
		weight.saturating_add(Self::assign_ripe(T::MaxAssignedPerBlock::get()))
	}

	/// What transactions of earlier blocks cost this block: the proof of them, as they are read when others
	/// join them; and they have paid for their part of the window's closing, which may be in this block,
	/// when it was theirs.
	pub(crate) fn weight_of_earlier(entries: u32) -> Weight {
		let len = NotedTransaction::max_encoded_len() as u64;
		let closing = T::WeightInfo::close()
			.saturating_mul(entries.into())
			.checked_div(T::MaxEntries::get().into())
			.unwrap_or_default();
		closing.saturating_add(Weight::from_parts(0, len.saturating_mul(entries.into())))
	}

	/// Closes the current window, which has these transactions, and opens the next one.
	pub(crate) fn close(window: OpenWindow, noted: BoundedVec<NotedTransaction, T::MaxEntries>) {
		let index = window.index;
		let now = Self::now();
		let entries = noted.len() as u32;
		let fees = noted.iter().map(|entry| entry.fee).fold(0, Balance::saturating_add);
		Entries::<T>::insert(index, noted);
		let randomness_from = T::Randomness::first_unknown(T::RandomnessDelay::get());
		let state = RecordState::Closed { randomness_from };
		Windows::<T>::insert(index, RecordWindow { closed_at: now, entries, fees, state });
		Self::deposit_event(Event::WindowClosed { window: index, entries });

		let next = index.saturating_add(1);
		Current::<T>::put(OpenWindow { index: next, opened_at: now, ..OpenWindow::default() });
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

/// The transactions, each once: one that has paid may have been noted again without its fee.
fn merged(applied: &[AppliedTransaction]) -> Vec<AppliedTransaction> {
	let mut all = Vec::<AppliedTransaction>::with_capacity(applied.len());
	for transaction in applied {
		match all.last_mut() {
			Some(last) if last.index == transaction.index => {
				last.fee = last.fee.saturating_add(transaction.fee);
			},
			_ => all.push(*transaction),
		}
	}
	all
}
