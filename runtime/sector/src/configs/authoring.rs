// SPDX-License-Identifier: Apache-2.0
//! Who writes the blocks.

use crate::*;
use frame_support::traits::Get;

/// Blocks in a session.
pub struct SessionLength;
impl Get<BlockNumber> for SessionLength {
	fn get() -> BlockNumber {
		// Sessions are counted by a division.
		pallet_sector_profile::SessionLength::<Runtime>::get().max(1)
	}
}

// Work elects them; who authored is part of a miner's record.
pouw_runtime_common::impl_authoring!(
	elected_by: Miners,
	noted_by: Miners,
	session: SessionLength,
);
