// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::*;
use alloc::collections::BTreeSet;
use frame_support::{ensure, pallet_prelude::Get};
use pouw_primitives::conversion::ConversionState;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::order_holds_exactly_the_open_requests()?;
		Self::requests_name_few_other_sectors()?;
		Self::deferred_attestations_are_of_open_verified_requests()?;
		Self::verified_requests_are_open_only_while_deferred()?;
		Self::heads_are_of_named_sectors_and_ascend()?;
		Self::records_are_of_other_sectors_pending_conversions()?;
		Self::store_is_within_its_bound_and_indexed()
	}

	fn order_holds_exactly_the_open_requests() -> Result<(), TryRuntimeError> {
		let order = Order::<T>::get();
		let distinct: BTreeSet<_> = order.iter().copied().collect();
		ensure!(distinct.len() == order.len(), "a request is in the order twice");
		ensure!(
			Requests::<T>::iter_keys().count() == order.len(),
			"the order and the open requests differ in number"
		);
		for (source, conversion) in order {
			let open = Requests::<T>::get(source, conversion)
				.ok_or("a request of the order is not open")?;
			ensure!(
				open.request.source == source && open.request.conversion == conversion,
				"a request is stored under a foreign key"
			);
		}
		Ok(())
	}

	fn requests_name_few_other_sectors() -> Result<(), TryRuntimeError> {
		let sources = Self::sources();
		let count = u32::try_from(sources.len()).unwrap_or(u32::MAX);
		ensure!(count <= T::MaxSources::get(), "the open requests name too many sectors");
		ensure!(!sources.contains(&T::SelfId::get()), "the sector is asked to be its own witness");
		Ok(())
	}

	fn deferred_attestations_are_of_open_verified_requests() -> Result<(), TryRuntimeError> {
		let unsent = Unsent::<T>::get();
		let distinct: BTreeSet<_> = unsent.iter().copied().collect();
		ensure!(distinct.len() == unsent.len(), "an attestation is deferred twice");
		for (source, conversion) in unsent {
			let open = Requests::<T>::get(source, conversion)
				.ok_or("a deferred attestation has no open request")?;
			let kept = Records::<T>::get(source, conversion)
				.ok_or("a deferred attestation is not on record")?;
			ensure!(
				kept.attested.is_none_or(|attested| attested < open.request.round),
				"an attestation is deferred that was queued"
			);
		}
		Ok(())
	}

	fn verified_requests_are_open_only_while_deferred() -> Result<(), TryRuntimeError> {
		let unsent = Unsent::<T>::get();
		for key in Order::<T>::get() {
			ensure!(
				unsent.contains(&key) || !Records::<T>::contains_key(key.0, key.1),
				"a request is open, verified, and no attestation is on its way"
			);
		}
		Ok(())
	}

	fn heads_are_of_named_sectors_and_ascend() -> Result<(), TryRuntimeError> {
		let sources = Self::sources();
		for (source, heads) in Heads::<T>::iter() {
			ensure!(sources.contains(&source), "heads are kept of a sector that no request names");
			ensure!(
				heads.windows(2).all(|pair| match pair {
					[a, b] => a.number < b.number && a.relay_block <= b.relay_block,
					_ => true,
				}),
				"the heads of a sector do not ascend"
			);
		}
		Ok(())
	}

	fn records_are_of_other_sectors_pending_conversions() -> Result<(), TryRuntimeError> {
		for (source, _, kept) in Records::<T>::iter() {
			ensure!(source != T::SelfId::get(), "the sector was its own witness");
			ensure!(
				kept.record.state == ConversionState::Pending,
				"a conversion was attested that was not pending"
			);
			ensure!(kept.verified_at <= Self::now(), "a record is from the future");
		}
		Ok(())
	}

	fn store_is_within_its_bound_and_indexed() -> Result<(), TryRuntimeError> {
		let places = BatchPlaces::<T>::iter().count();
		ensure!(
			u32::try_from(places).unwrap_or(u32::MAX) <= T::BatchesKept::get(),
			"more batches are stored than BatchesKept"
		);
		ensure!(Batches::<T>::iter_keys().count() == places, "a batch has no place of its own");
		for (place, window) in BatchPlaces::<T>::iter() {
			ensure!(place < T::BatchesKept::get(), "a place is outside the store");
			let batch = Batches::<T>::get(window).ok_or("a place has no batch")?;
			ensure!(!batch.entries.is_empty(), "a stored batch is empty");
		}
		ensure!(NextPlace::<T>::get() < T::BatchesKept::get(), "the next place is outside");
		Ok(())
	}
}
