// SPDX-License-Identifier: Apache-2.0
//! What benchmarks need of this runtime.

use crate::*;
use pouw_primitives::{
	message::EraFigures, sector::Hub, EraReport, HubToSector, SectorStatus, SectorToHub, HUB_ID,
};

/// The longest messages, over an open channel.
pub struct Messages;
impl pallet_messenger::BenchmarkHelper<Runtime> for Messages {
	fn peer() -> Hub {
		ParachainSystem::open_outbound_hrmp_channel_for_benchmarks_or_tests(HUB_ID.into());
		Hub
	}

	fn inbound() -> HubToSector {
		HubToSector::Status { status: SectorStatus::Active, revision: u32::MAX }
	}

	fn outbound() -> SectorToHub {
		SectorToHub::Report(EraReport { era: 0, ended_at: 0, figures: EraFigures::default() })
	}
}

frame_benchmarking::define_benchmarks!(
	[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
	[pallet_messenger, Messenger]
	[pallet_sector_profile, SectorProfile]
	[pallet_miners, Miners]
	[pallet_tasks, Tasks]
);
