// SPDX-License-Identifier: Apache-2.0
//! Runtime API of a sector as a witness of others and as a store of the hub's transactions.

use alloc::vec::Vec;
use pouw_primitives::{
	conversion::ConversionId,
	witness::{KnownHead, PendingRequest, StoredBatch, WitnessRecord},
	SectorId,
};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// What a sector witnesses and stores for other chains.
	pub trait WitnessApi {
		/// Requests of the hub that wait for a proof, the oldest first, each with the newest head of
		/// its source that a proof may start from.
		fn requests() -> Vec<PendingRequest>;
		/// Known heads of another sector, the oldest first; none unless a request names it.
		fn heads(source: SectorId) -> Vec<KnownHead>;
		/// What the chain keeps of a conversion that it has verified.
		fn witness_record(source: SectorId, conversion: ConversionId) -> Option<WitnessRecord>;
		/// The transactions stored for a window of the hub.
		fn batch(window: u32) -> Option<StoredBatch>;
		/// The window in whose batch a transaction of the hub is stored here. Looks through all
		/// batches; to learn the window of a transaction, ask the hub.
		fn recorded(transaction: H256) -> Option<u32>;
	}
}
