// SPDX-License-Identifier: Apache-2.0
//! What must hold of the registry in every block.

use crate::*;
use frame_support::{ensure, traits::Get};
use pouw_primitives::SectorStatus;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(Sectors::<T>::count() <= T::MaxSectors::get(), "more sectors than MaxSectors");
		for (id, record) in Sectors::<T>::iter() {
			ensure!(id.0 > pouw_primitives::HUB_ID, "a sector has the hub's id or a lower one");
			ensure!(
				record.profile.as_ref().is_none_or(|profile| profile.class == record.class),
				"a sector has a profile of another class"
			);
			ensure!(
				record.status != SectorStatus::Active || record.profile.is_some(),
				"a sector is active without having announced itself"
			);
		}
		Ok(())
	}
}
