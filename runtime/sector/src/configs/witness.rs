// SPDX-License-Identifier: Apache-2.0
//! Witnessing of other sectors' conversions, and the store of the hub's transactions.

use super::{
	mining::ThisSector,
	parameters::{witness, Governed},
};
use crate::*;
use frame_support::traits::ConstU32;
use pouw_primitives::MAX_SECTORS;

impl pallet_witness::Config for Runtime {
	type Messages = Messenger;
	type SelfId = ThisSector;
	type Fees = SectorToken;
	type RelayBlock = cumulus_pallet_parachain_system::RelaychainDataProvider<Runtime>;
	type MaxRequests = ConstU32<256>;
	// All that there can be besides this one.
	type MaxSources = ConstU32<{ MAX_SECTORS - 1 }>;
	type RequestLifetime = Governed<witness::RequestLifetime>;
	type HeadsKept = ConstU32<64>;
	type BatchesKept = ConstU32<10_000>;
	type MaxStepsPerBlock = ConstU32<8>;
	type WeightInfo = pallet_witness::weights::SubstrateWeight<Runtime>;
}
