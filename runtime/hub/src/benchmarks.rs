// SPDX-License-Identifier: Apache-2.0
//! What benchmarks need of this runtime.

use crate::*;
use pouw_primitives::{
	message::{RecordBatch, MAX_RECORD_ENTRIES},
	sector::TokenProfile,
	HubToSector, SectorClass, SectorId, SectorProfile, SectorToHub,
};
use pouw_runtime_common::link::Peers;
use sp_runtime::BoundedVec;

/// The longest messages, from and to a registered sector with an open channel.
pub struct Messages;
impl pallet_messenger::BenchmarkHelper<Runtime> for Messages {
	fn peer() -> SectorId {
		let id = configs::Sectoral::any();
		ParachainSystem::open_outbound_hrmp_channel_for_benchmarks_or_tests(id.into());
		SectorId(id)
	}

	fn inbound() -> SectorToHub {
		SectorToHub::Announce(SectorProfile {
			class: SectorClass::CpuEdge,
			token: TokenProfile {
				name: alloc::vec![b'n'; 32].try_into().unwrap_or_default(),
				symbol: alloc::vec![b's'; 12].try_into().unwrap_or_default(),
				decimals: 12,
			},
		})
	}

	fn outbound() -> HubToSector {
		HubToSector::Record(RecordBatch {
			window: 0,
			root: Hash::zero(),
			entries: BoundedVec::truncate_from(alloc::vec![
				Hash::zero();
				MAX_RECORD_ENTRIES as usize
			]),
		})
	}
}

frame_benchmarking::define_benchmarks!(
	[cumulus_pallet_weight_reclaim, WeightReclaim]
	[pallet_xcm, pallet_xcm::benchmarking::Pallet::<Runtime>]
	[pallet_messenger, Messenger]
	[pallet_sectors, Sectors]
	[pallet_settlement, Settlement]
	[pallet_multi_record, MultiRecord]
);
