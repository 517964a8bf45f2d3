// SPDX-License-Identifier: Apache-2.0
//! Witnessing of other sectors' conversions, and the store of the hub's transactions.

use super::mining::ThisSector;
use crate::*;
use frame_support::{parameter_types, traits::ConstU32};
use pouw_runtime_common::block::HOURS;

parameter_types! {
	/// For this long a request of the hub stays open.
	pub const RequestLifetime: BlockNumber = HOURS;
}

impl pallet_witness::Config for Runtime {
	type Messages = Messenger;
	type SelfId = ThisSector;
	type Fees = SectorToken;
	type RelayBlock = cumulus_pallet_parachain_system::RelaychainDataProvider<Runtime>;
	type MaxRequests = ConstU32<256>;
	type MaxSources = ConstU32<8>;
	type RequestLifetime = RequestLifetime;
	type HeadsKept = ConstU32<64>;
	type BatchesKept = ConstU32<10_000>;
	type MaxStepsPerBlock = ConstU32<8>;
	type WeightInfo = pallet_witness::weights::SubstrateWeight<Runtime>;
}
