// SPDX-License-Identifier: Apache-2.0
//! MAIN that was issued here and has been burned since.

use crate::*;
use pouw_primitives::Balance;
use pouw_traits::MainBurned;

impl<T: Config> MainBurned for Pallet<T> {
	fn burned(amount: Balance) {
		// No more than there is of MAIN can be burned, so this counts within 128 bits for as long as
		// 2^128 have not been issued in all.
		Burned::<T>::mutate(|burned| *burned = burned.saturating_add(amount));
	}
}

impl<T: Config> Pallet<T> {
	/// MAIN burned for what sectors' reserves paid.
	pub fn burned_in_all() -> Balance {
		Burned::<T>::get()
	}

	/// Takes note, in the first block, of the MAIN that genesis gave out; on a public network there is
	/// none.
	pub(crate) fn note_genesis() {
		if !GenesisIssuance::<T>::exists() {
			let issued = Issued::<T>::get();
			let existing = <T::Currency as frame_support::traits::fungible::Inspect<
				pouw_primitives::AccountId,
			>>::total_issuance();
			GenesisIssuance::<T>::put(existing.saturating_sub(issued));
		}
	}
}
