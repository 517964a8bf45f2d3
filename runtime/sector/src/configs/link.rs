// SPDX-License-Identifier: Apache-2.0
//! Link to the hub, and what the sector tells it.

use super::xcm::XcmRouter;
use crate::*;
use frame_support::{parameter_types, traits::ConstU32};
use pouw_primitives::{sector::Hub, HubToSector, SectorToHub};
use pouw_runtime_common::link::{EnsurePeer, OnlyTheHub, XcmTransport};

parameter_types! {
	/// Blocks until an unacknowledged message is sent again: five times the usual round trip.
	pub const RetryAfter: BlockNumber = 60;
}

impl pallet_messenger::Config for Runtime {
	type Peer = Hub;
	type Inbound = HubToSector;
	type Outbound = SectorToHub;
	type PeerOrigin = EnsurePeer<OnlyTheHub>;
	type Transport = XcmTransport<XcmRouter>;
	type Handler = SectorProfile;
	type MaxQueued = ConstU32<256>;
	type Window = ConstU32<256>;
	type RetryAfter = RetryAfter;
	type MaxRetriesPerBlock = ConstU32<32>;
	type WeightInfo = pallet_messenger::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Messages;
}

impl pallet_sector_profile::Config for Runtime {
	type Messages = Messenger;
	type Figures = Tasks;
	type WeightInfo = pallet_sector_profile::weights::SubstrateWeight<Runtime>;
}
