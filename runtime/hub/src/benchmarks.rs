// SPDX-License-Identifier: Apache-2.0
//! What benchmarks need of this runtime.

use crate::*;
use pouw_primitives::{
	message::{RecordBatch, MAX_RECORD_ENTRIES},
	HubToSector, SectorId, SectorToHub,
};
use pouw_runtime_common::link::Peers;
use sp_runtime::BoundedVec;

/// The message from a registered sector that is heaviest to act on, which mints MAIN, and the longest one
/// to it over an open channel.
pub struct Messages;
impl pallet_messenger::BenchmarkHelper<Runtime> for Messages {
	fn peer() -> SectorId {
		// The state from which benchmarks start has channels to it and to the sectors that pallets make;
		// opening one here would leave no other.
		SectorId(configs::Sectoral::any())
	}

	fn inbound() -> SectorToHub {
		let peer = SectorId(configs::Sectoral::any());
		let attestation = pallet_settlement::benchmarking::minting_attestation::<Runtime>(peer)
			.expect("the registry has room for the sectors of a conversion");
		SectorToHub::Attest(attestation)
	}

	fn outbound() -> HubToSector {
		HubToSector::Record(RecordBatch {
			window: 0,
			root: Hash::zero(),
			entries: BoundedVec::truncate_from(alloc::vec![
				Hash::zero();
				MAX_RECORD_ENTRIES as usize
			]),
			payment: 1,
		})
	}
}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

frame_benchmarking::define_benchmarks!(
	[cumulus_pallet_weight_reclaim, WeightReclaim]
	[frame_system_extensions, frame_system_benchmarking::extensions::Pallet::<Runtime>]
	[pallet_balances, Balances]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_xcm, pallet_xcm::benchmarking::Pallet::<Runtime>]
	[pallet_messenger, Messenger]
	[pallet_parameters, Parameters]
	[pallet_sectors, Sectors]
	[pallet_settlement, Settlement]
	[pallet_multi_record, MultiRecord]
	[pallet_orders, Orders]
);
