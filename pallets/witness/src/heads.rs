// SPDX-License-Identifier: Apache-2.0
//! Heads of other sectors: asking for them in the relay proof, and keeping them.

use crate::*;
use alloc::vec::Vec;
use codec::DecodeAll;
use cumulus_pallet_parachain_system::{
	relay_state_snapshot::{Error as SnapshotError, ReadEntryErr},
	OnSystemEvent, RelayChainStateProof,
};
use cumulus_primitives_core::{
	relay_chain::{well_known_keys::para_head, HeadData},
	ParaId, PersistedValidationData, RelayProofRequest, RelayStorageKey,
};
use frame_support::{pallet_prelude::Get, weights::Weight};
use pouw_primitives::{witness::KnownHead, BlockNumber, SectorId};
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, BlockNumberProvider},
};

/// Header of every sector.
pub(crate) type Header = generic::Header<BlockNumber, BlakeTwo256>;

/// Where the relay chain has the head of a sector.
pub(crate) fn head_key(source: SectorId) -> Vec<u8> {
	para_head(ParaId::from(source.0))
}

impl<T: Config> Pallet<T> {
	/// What a collator adds to the relay proof: the heads of the sectors that open requests name.
	/// For the runtime API `KeyToIncludeInRelayProof`.
	pub fn keys_to_prove() -> RelayProofRequest {
		let keys = Self::sources().into_iter().map(head_key).map(RelayStorageKey::Top).collect();
		RelayProofRequest { keys }
	}

	/// Takes the heads that the relay proof has. Returns how many were new.
	pub(crate) fn take_heads(proof: &RelayChainStateProof, sources: &[SectorId]) -> u32 {
		let relay_block = T::RelayBlock::current_block_number();
		let mut new: u32 = 0;
		for source in sources.iter().copied() {
			match proof.read_optional_entry::<HeadData>(&head_key(source)) {
				Ok(Some(HeadData(head))) => match Header::decode_all(&mut head.as_slice()) {
					Ok(header) => {
						let head = KnownHead {
							number: header.number,
							state_root: header.state_root,
							relay_block,
						};
						if Self::note_head(source, head) {
							new = new.saturating_add(1);
						}
					},
					Err(_) => Self::deposit_event(Event::HeadMalformed { source, relay_block }),
				},
				Err(SnapshotError::ReadOptionalEntry(ReadEntryErr::Decode)) => {
					Self::deposit_event(Event::HeadMalformed { source, relay_block })
				},
				// No such parachain, or the collator left the key out: what is known stays.
				Ok(None) | Err(_) => {},
			}
		}
		new
	}

	/// Appends a head, or notes of the newest one that it still is the head. Returns whether it is
	/// new.
	pub(crate) fn note_head(source: SectorId, head: KnownHead) -> bool {
		let mut known = Heads::<T>::get(source);
		if let Some(newest) = known.last_mut() {
			if newest.number == head.number && newest.state_root == head.state_root {
				// A sector that stands still must not look as if its head were from long ago.
				if newest.relay_block < head.relay_block {
					newest.relay_block = head.relay_block;
					Heads::<T>::insert(source, known);
				}
				return false;
			}
			// Heads only ever grow, unless the relay chain's governance sets one.
			if newest.number >= head.number {
				known.clear();
				Self::deposit_event(Event::HeadsRestarted { source, number: head.number });
			}
		}
		let end = known.len();
		if known.force_insert_keep_right(end, head).is_err() {
			return false;
		}
		Heads::<T>::insert(source, known);
		true
	}
}

impl<T: Config> OnSystemEvent for Pallet<T> {
	fn on_validation_data(_: &PersistedValidationData) {}

	fn on_validation_code_applied() {}

	fn on_relay_state_proof(proof: &RelayChainStateProof) -> Weight {
		let sources = Self::sources();
		Self::take_heads(proof, &sources);
		let count = u32::try_from(sources.len()).unwrap_or_else(|_| T::MaxSources::get());
		<T as Config>::WeightInfo::take_heads(count)
	}
}
