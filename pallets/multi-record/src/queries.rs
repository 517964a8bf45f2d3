// SPDX-License-Identifier: Apache-2.0
//! What the runtime API for clients is made of.

use crate::{assignment, *};
use alloc::vec::Vec;
use frame_support::pallet_prelude::Get;
use pouw_primitives::settlement::{RecordProof, RecordState, RecordWindow};
use sp_core::H256;
use sp_runtime::traits::BlakeTwo256;

impl<T: Config> Pallet<T> {
	/// The window that takes transactions now.
	pub fn current_window() -> u32 {
		Current::<T>::get().index
	}

	/// A closed window that is kept.
	pub fn window(window: u32) -> Option<RecordWindow> {
		Windows::<T>::get(window)
	}

	/// Proof that `transaction` is in `window`, with the sectors that were given it.
	pub fn prove_in(window: u32, transaction: H256) -> Option<RecordProof> {
		let entries = Entries::<T>::get(window);
		let at = entries.iter().position(|entry| entry.hash == transaction)?;
		let RecordState::Assigned { root, seed, recorders } = Windows::<T>::get(window)?.state
		else {
			return None;
		};
		let index = u32::try_from(at).ok()?;
		let hash = assignment::assignment_hash(seed, index);
		let (first, second) = assignment::pair(&hash, index, recorders.len() as u32)?;
		let recorder = |place: u32| {
			recorders.get(usize::try_from(place).ok()?).map(|r| (r.sector, r.recorded))
		};
		let hashes = assignment::hashes_of(&entries);
		let proof = binary_merkle_tree::merkle_proof::<BlakeTwo256, _, _>(hashes, index);
		Some(RecordProof {
			window,
			root,
			proof: proof.proof,
			leaves: proof.number_of_leaves,
			index,
			recorders: [recorder(first)?, recorder(second)?],
		})
	}

	/// The same for a transaction of any window that is kept; the newest one, should there be several.
	pub fn prove(transaction: H256) -> Option<RecordProof> {
		Self::kept().find_map(|window| Self::prove_in(window, transaction))
	}

	/// Assigned windows that not all of their sectors have stored, newest first.
	pub fn unrecorded() -> Vec<u32> {
		Self::kept()
			.filter(|window| match Windows::<T>::get(window).map(|record| record.state) {
				Some(RecordState::Assigned { recorders, .. }) => {
					recorders.iter().any(|r| r.entries > 0 && !r.recorded)
				},
				_ => false,
			})
			.collect()
	}

	/// The closed windows that are kept, newest first.
	fn kept() -> impl Iterator<Item = u32> {
		let current = Self::current_window();
		(current.saturating_sub(T::RetentionWindows::get())..current).rev()
	}
}
