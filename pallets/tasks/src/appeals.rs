// SPDX-License-Identifier: Apache-2.0
//! Slashes, as who hears appeals sees them.

use crate::*;
use frame_support::pallet_prelude::DispatchResult;
use pouw_primitives::BlockNumber;
use pouw_traits::SlashAppeals;

impl<T: Config> SlashAppeals<T::AccountId> for Pallet<T> {
	fn pending(miner: &T::AccountId) -> Option<BlockNumber> {
		PendingSlashes::<T>::get()
			.into_iter()
			.find(|slash| slash.miner == *miner)
			.map(|slash| slash.due)
	}

	fn cancel(miner: &T::AccountId) -> DispatchResult {
		Self::do_cancel_slash(miner.clone())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn schedule_for_benchmark(miner: &T::AccountId) {
		benchmarking::fill_slashes::<T>(miner);
		PendingSlashes::<T>::mutate(|pending| {
			for slash in pending.iter_mut() {
				slash.due = BlockNumber::MAX;
			}
		});
	}
}
