// SPDX-License-Identifier: Apache-2.0
//! What clients ask, for the runtime API.

use crate::*;
use alloc::vec::Vec;
use pouw_primitives::{
	conversion::ConversionId,
	witness::{KnownHead, PendingRequest, StoredBatch, WitnessRecord},
	SectorId,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// Requests that wait for a proof, the oldest first.
	pub fn requests() -> Vec<PendingRequest> {
		Order::<T>::get()
			.into_iter()
			.filter(|(source, conversion)| !Records::<T>::contains_key(source, conversion))
			.filter_map(|(source, conversion)| {
				let OpenRequest { request, expires_at } = Requests::<T>::get(source, conversion)?;
				let head = Heads::<T>::get(source)
					.last()
					.filter(|head| head.relay_block >= request.requested_at)
					.copied();
				Some(PendingRequest { request, expires_at, head })
			})
			.collect()
	}

	/// Known heads of another sector, the oldest first.
	pub fn heads(source: SectorId) -> Vec<KnownHead> {
		Heads::<T>::get(source).into_inner()
	}

	/// What is on record of a conversion of another sector.
	pub fn witness_record(source: SectorId, conversion: ConversionId) -> Option<WitnessRecord> {
		Records::<T>::get(source, conversion)
	}

	/// The batch of a window of the hub.
	pub fn batch(window: u32) -> Option<StoredBatch> {
		Batches::<T>::get(window)
	}

	/// The window in whose batch a transaction of the hub is.
	pub fn recorded(transaction: H256) -> Option<u32> {
		Batches::<T>::iter()
			.find(|(_, batch)| batch.entries.contains(&transaction))
			.map(|(window, _)| window)
	}
}
