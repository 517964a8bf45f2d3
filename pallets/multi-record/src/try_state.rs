// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::{assignment, *};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, pallet_prelude::Get, traits::fungible::Inspect};
use pouw_primitives::{settlement::RecordState, Balance, SectorId};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::current_window_has_room()?;
		Self::windows_wait_in_their_order()?;
		Self::windows_are_kept_for_the_retention()?;
		Self::entries_are_those_of_the_windows()?;
		Self::roots_and_batches_follow_from_entries_and_seed()?;
		Self::unanswered_batches_are_counted()?;
		Self::fees_are_kept_until_they_are_shared()
	}

	fn current_window_has_room() -> Result<(), TryRuntimeError> {
		ensure!(Self::noted() < T::MaxEntries::get(), "the current window is full");
		ensure!(
			CurrentEntries::<T>::decode_len().unwrap_or_default() == Self::noted() as usize,
			"the transactions of the current window are miscounted"
		);
		Ok(())
	}

	/// The account of the fees has those of all windows that are not shared, and what sectors that have
	/// not answered are to be paid for.
	fn fees_are_kept_until_they_are_shared() -> Result<(), TryRuntimeError> {
		ensure!(!Applied::<T>::exists(), "transactions were left behind by their block");
		let mut kept = TreasuryShare::<T>::get();
		let mut add = |fees: Balance| kept = kept.saturating_add(fees);
		CurrentEntries::<T>::get().iter().for_each(|entry| add(entry.fee));
		for (window, record) in Windows::<T>::iter() {
			let paid = Entries::<T>::get(window)
				.iter()
				.fold(0, |sum: Balance, entry| sum.saturating_add(entry.fee));
			ensure!(paid == record.fees, "a window's fees are not those of its transactions");
			match record.state {
				RecordState::Closed { .. } => add(record.fees),
				RecordState::Assigned { recorders, .. } => {
					let shared =
						recorders.iter().fold(0, |sum: Balance, r| sum.saturating_add(r.fees));
					ensure!(shared <= record.fees, "sectors share more than a window's fees");
					for recorder in recorders.iter() {
						ensure!(
							(recorder.fees > 0) == (recorder.payment > 0),
							"a sector is paid for nothing, or nothing for its fees"
						);
						if !recorder.recorded {
							add(recorder.fees);
						}
					}
				},
				RecordState::Abandoned => {},
			}
		}
		let needed = kept.saturating_add(T::Currency::minimum_balance());
		ensure!(
			kept == 0 || T::Currency::balance(&Self::fee_account()) >= needed,
			"the account of the fees has less than it keeps"
		);
		Ok(())
	}

	/// Windows from `NextToAssign` on are closed, all before it are not.
	fn windows_wait_in_their_order() -> Result<(), TryRuntimeError> {
		let (oldest, current) = (NextToAssign::<T>::get(), Current::<T>::get().index);
		ensure!(oldest <= current, "a window that is open was assigned");
		ensure!(
			current.saturating_sub(oldest) <= T::MaxWaiting::get(),
			"more windows than MaxWaiting wait"
		);
		for window in oldest..current {
			ensure!(Windows::<T>::contains_key(window), "a window that waits has no record");
		}
		for (window, record) in Windows::<T>::iter() {
			ensure!(window < current, "a window that is not closed has a record");
			let waits = matches!(record.state, RecordState::Closed { .. });
			ensure!(waits == (window >= oldest), "a window waits out of its order");
		}
		Ok(())
	}

	fn windows_are_kept_for_the_retention() -> Result<(), TryRuntimeError> {
		let current = Current::<T>::get().index;
		let first = current.saturating_sub(T::RetentionWindows::get());
		let kept: BTreeSet<u32> = Windows::<T>::iter_keys().collect();
		let expected: BTreeSet<u32> = (first..current).collect();
		ensure!(kept == expected, "windows are kept too long or too shortly");
		Ok(())
	}

	fn entries_are_those_of_the_windows() -> Result<(), TryRuntimeError> {
		for (window, record) in Windows::<T>::iter() {
			let entries = Entries::<T>::get(window).len();
			ensure!(entries > 0, "a window without transactions was closed");
			ensure!(entries == record.entries as usize, "a window's entries are miscounted");
		}
		ensure!(
			Entries::<T>::iter_keys().all(Windows::<T>::contains_key),
			"entries of a window that is not kept"
		);
		Ok(())
	}

	/// The root is that of the entries; every transaction went to two different sectors.
	fn roots_and_batches_follow_from_entries_and_seed() -> Result<(), TryRuntimeError> {
		for (window, record) in Windows::<T>::iter() {
			let RecordState::Assigned { root, seed, recorders } = record.state else { continue };
			ensure!(
				root == assignment::root_of(&assignment::hashes_of(&Entries::<T>::get(window))),
				"a root is not that of its window"
			);
			let sectors: BTreeSet<SectorId> = recorders.iter().map(|r| r.sector).collect();
			ensure!(sectors.len() == recorders.len(), "a sector was drawn twice");
			let pairs = assignment::pairs(seed, record.entries, recorders.len() as u32);
			ensure!(pairs.len() == record.entries as usize, "a transaction went to no sectors");
			ensure!(pairs.iter().all(|(a, b)| a != b), "a transaction went to one sector twice");
			for (place, recorder) in recorders.iter().enumerate() {
				let given = pairs
					.iter()
					.filter(|(a, b)| *a as usize == place || *b as usize == place)
					.count();
				ensure!(given == recorder.entries as usize, "a batch is not the one assigned");
				ensure!(
					recorder.entries > 0 || !recorder.recorded,
					"a sector answered for nothing"
				);
			}
		}
		Ok(())
	}

	fn unanswered_batches_are_counted() -> Result<(), TryRuntimeError> {
		let mut expected = BTreeMap::<SectorId, u32>::new();
		for record in Windows::<T>::iter_values() {
			let RecordState::Assigned { recorders, .. } = record.state else { continue };
			for recorder in recorders.iter().filter(|r| r.entries > 0 && !r.recorded) {
				let count = expected.entry(recorder.sector).or_default();
				*count = count.saturating_add(1);
			}
		}
		ensure!(
			expected.values().all(|count| *count <= T::MaxUnrecorded::get()),
			"a sector has more unanswered batches than MaxUnrecorded"
		);
		let counted: BTreeMap<SectorId, u32> = Unrecorded::<T>::iter().collect();
		ensure!(counted == expected, "unanswered batches are miscounted");
		Ok(())
	}
}
