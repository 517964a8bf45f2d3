// SPDX-License-Identifier: Apache-2.0
//! Blocks, time, and the parachain's part in them.

use crate::*;
use cumulus_pallet_parachain_system::{OnSystemEvent, RelayChainStateProof};
use cumulus_primitives_core::PersistedValidationData;
use frame_support::weights::Weight;

/// What is to be paid for an order in MAIN goes by the relay block, and so waits for it. Comes after
/// [`RelayBeacon`], which takes note of it.
pub struct OrdersInMain;

impl OnSystemEvent for OrdersInMain {
	fn on_validation_data(_: &PersistedValidationData) {
		Tasks::advance_orders();
	}

	fn on_validation_code_applied() {}

	fn on_relay_state_proof(_: &RelayChainStateProof) -> Weight {
		Weight::zero()
	}
}

#[cfg(feature = "upgrade-test")]
use crate::upgrade_test::Migrations;

/// What the first block of this version does to storage.
#[cfg(not(feature = "upgrade-test"))]
pub type Migrations = ();

pouw_runtime_common::impl_system!(
	relay_proof_to: (RelayBeacon, Witness, OrdersInMain),
	migrations: Migrations,
);
