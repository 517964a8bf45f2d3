// SPDX-License-Identifier: Apache-2.0
//! The store of the hub's transactions.

use crate::*;
use frame_support::pallet_prelude::{DispatchResult, Get};
use pouw_primitives::{message::RecordBatch, sector::Hub, witness::StoredBatch, SectorToHub};
use pouw_traits::{RecordingFees, SendMessage};

impl<T: Config> Pallet<T> {
	/// Stores a batch, tells the hub so and takes the payment. A batch that comes again is confirmed again.
	pub(crate) fn do_store(batch: RecordBatch) -> DispatchResult {
		let RecordBatch { window, root, entries, payment } = batch;
		let ignore = |reason| {
			Self::deposit_event(Event::BatchIgnored { window, reason });
			Ok(())
		};
		if entries.is_empty() {
			return ignore(BatchFlaw::Empty);
		}
		let stored = Batches::<T>::get(window);
		if stored.as_ref().is_some_and(|old| old.root != root || old.entries != entries) {
			return ignore(BatchFlaw::UnlikeTheStored);
		}
		// Without room in the queue the message is refused, and the hub sends it again.
		T::Messages::send(Hub, SectorToHub::Recorded { window, root })?;
		if stored.is_none() {
			let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
			let newest_forgotten = NewestForgotten::<T>::get();
			Self::take_place(window);
			let stored_at = Self::now();
			Batches::<T>::insert(window, StoredBatch { root, entries, stored_at });
			// What is stored is not paid again, nor is what may have been stored and forgotten.
			let paid = newest_forgotten.is_none_or(|newest| window > newest);
			let payment = if paid { payment } else { 0 };
			Self::deposit_event(Event::BatchStored { window, root, entries: count, payment });
			if payment > 0 {
				T::Fees::on_earned(payment);
			}
		}
		Ok(())
	}

	/// Gives the next place to a window and forgets the batch that had it.
	fn take_place(window: u32) {
		let place = NextPlace::<T>::get();
		if let Some(old) = BatchPlaces::<T>::get(place) {
			Batches::<T>::remove(old);
			NewestForgotten::<T>::mutate(|newest| *newest = (*newest).max(Some(old)));
			Self::deposit_event(Event::BatchForgotten { window: old });
		}
		BatchPlaces::<T>::insert(place, window);
		let next = place.saturating_add(1);
		NextPlace::<T>::put(if next < T::BatchesKept::get() { next } else { 0 });
	}
}
