// SPDX-License-Identifier: Apache-2.0
//! Links to the sectors, and their registry.

use super::{
	governance::parameters::{work, Governed},
	xcm::XcmRouter,
};
use crate::*;
use frame_support::traits::ConstU32;
use pouw_primitives::{HubToSector, SectorId, SectorToHub, MAX_SECTORS};
use pouw_runtime_common::link::{EnsurePeer, Peers, RetryAfter, XcmTransport};
use pouw_traits::RouteInbound;

/// The registered sectors as peers.
pub struct Sectoral;
impl Peers for Sectoral {
	type Peer = SectorId;

	fn peer(id: u32) -> Option<SectorId> {
		Sectors::is_sector(id).then_some(SectorId(id))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn any() -> u32 {
		use pouw_primitives::sector::{SectorClass, SectorRecord, SectorStatus};
		pallet_sectors::Sectors::<Runtime>::insert(
			SectorId(2001),
			SectorRecord {
				class: SectorClass::CpuEdge,
				status: SectorStatus::Pending,
				revision: 0,
				profile: None,
				last_report: None,
			},
		);
		2001
	}
}

impl pallet_messenger::Config for Runtime {
	type Peer = SectorId;
	type Inbound = SectorToHub;
	type Outbound = HubToSector;
	type PeerOrigin = EnsurePeer<Sectoral>;
	type Transport = XcmTransport<XcmRouter>;
	type Handler = RouteInbound<Sectors, Settlement, MultiRecord, Orders>;
	type MaxQueued = ConstU32<256>;
	type Window = ConstU32<256>;
	type RetryAfter = RetryAfter;
	type MaxRetriesPerBlock = ConstU32<32>;
	type WeightInfo = weights::pallet_messenger::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Messages;
}

impl pallet_sectors::Config for Runtime {
	type AdmissionOrigin = super::governance::Admission;
	type TermsOrigin = super::governance::Terms;
	type UtilisationFloor = Governed<work::UtilisationFloor>;
	type ParameterOrigin = super::governance::SectorParameters;
	type UpgradeOrigin = super::governance::SectorUpgrades;
	type Business = (Settlement, Orders);
	type DrainPeriod = super::governance::Scaled<super::governance::DrainPeriod>;
	type Messages = Messenger;
	type MaxSectors = ConstU32<MAX_SECTORS>;
	type WeightInfo = pallet_sectors::weights::SubstrateWeight<Runtime>;
}
