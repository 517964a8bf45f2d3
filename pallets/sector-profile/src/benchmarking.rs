// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of `pallet_sector_profile`.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::BoundedVec;
use frame_system::pallet_prelude::BlockNumberFor;
use pouw_primitives::{sector::TokenProfile, SectorClass, SectorProfile};

/// A profile of the greatest length.
fn longest() -> SectorProfile {
	SectorProfile {
		class: SectorClass::AiAccelerator,
		token: TokenProfile {
			name: BoundedVec::truncate_from(alloc::vec![b'n'; 32]),
			symbol: BoundedVec::truncate_from(alloc::vec![b's'; 12]),
			decimals: 12,
		},
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn idle_block() {
		Profile::<T>::put(longest());
		EraLength::<T>::put(10);
		Announced::<T>::put(true);
		CurrentEra::<T>::put((0, BlockNumberFor::<T>::default()));
		#[block]
		{
			Pallet::<T>::tick(1u32.into());
		}
		assert_eq!(CurrentEra::<T>::get().0, 0);
	}

	#[benchmark]
	fn end_era() {
		Profile::<T>::put(longest());
		EraLength::<T>::put(1);
		// From this one on an older one leaves the ledger.
		CurrentEra::<T>::put((LEDGER_ERAS, BlockNumberFor::<T>::default()));
		#[block]
		{
			Pallet::<T>::tick(1u32.into());
		}
		assert_eq!(CurrentEra::<T>::get().0, LEDGER_ERAS.saturating_add(1));
	}
}
