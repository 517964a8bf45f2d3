// SPDX-License-Identifier: Apache-2.0
//! Parts of genesis presets.

use alloc::vec::Vec;
use pouw_primitives::{AccountId, Balance};
use sp_keyring::Sr25519Keyring;

/// Endows each well-known development account with `amount`. For test networks only.
pub fn development_endowment(amount: Balance) -> Vec<(AccountId, Balance)> {
	Sr25519Keyring::well_known().map(|key| (key.to_account_id(), amount)).collect()
}
