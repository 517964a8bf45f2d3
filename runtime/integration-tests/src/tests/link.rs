// SPDX-License-Identifier: Apache-2.0
//! Frames between the hub and the sectors: once each, whatever happens on the way.

use super::{losing, RETRY_AFTER};
use crate::{
	jobs::{honest, result, run_task, set_up},
	network::{on_each_sector, CpuEdgePara, GpuConsumerPara, HubPara, PouwNet, SectorChain, Wire},
	state::{count_events, network_test, run_blocks, run_until, settle_messages},
};
use frame_support::assert_ok;
use pouw_primitives::{
	message::EraFigures,
	sector::{Hub, SectorRecord},
	EraReport, MessageId, SectorId, SectorProfile, SectorStatus,
};
use pouw_sector_runtime::sectors::ALL;
use xcm_emulator::{Parachain, TestExt};

type HubRuntime = pouw_hub_runtime::Runtime;
type SectorRuntime = pouw_sector_runtime::Runtime;
type MessengerEvent = pallet_messenger::Event<HubRuntime>;

/// Blocks in an era of the test networks.
const ERA: u32 = 30;

fn id_of<P: Parachain>() -> SectorId {
	SectorId(P::para_id().into())
}

fn record(sector: SectorId) -> SectorRecord {
	HubPara::ext_wrapper(|| {
		pallet_sectors::Sectors::<HubRuntime>::get(sector).expect("a sector of the network")
	})
}

fn standing<P: SectorChain>() -> SectorStatus {
	P::ext_wrapper(pallet_sector_profile::Status::<SectorRuntime>::get)
}

/// Builds blocks of a sector until it has sent its next report; returns the message's id.
fn send_report<P: SectorChain>() -> MessageId {
	let next = || pallet_messenger::NextId::<SectorRuntime>::get(Hub);
	let id = P::ext_wrapper(next);
	run_until::<P>(ERA, "the next report", || next() > id);
	id
}

fn is_unacknowledged<P: SectorChain>(id: MessageId) -> bool {
	P::ext_wrapper(|| pallet_messenger::Outbox::<SectorRuntime>::contains_key(Hub, id))
}

/// How often the hub has acted on message `id` of `sector` since its last block.
fn handled(sector: SectorId, id: MessageId) -> usize {
	count_events::<HubPara>(|event| {
		*event == MessengerEvent::MessageHandled { peer: sector, id }.into()
	})
}

/// How often the hub has ignored message `id` of `sector` as a double since its last block.
fn ignored(sector: SectorId, id: MessageId) -> usize {
	count_events::<HubPara>(|event| {
		*event == MessengerEvent::DuplicateIgnored { peer: sector, id }.into()
	})
}

#[test]
fn every_sector_becomes_active_by_its_announcement_and_is_told_so() {
	network_test(|| {
		on_each_sector!(P => {
			let id = id_of::<P>();
			assert_eq!(record(id).status, SectorStatus::Pending);
			assert_eq!(standing::<P>(), SectorStatus::Pending);

			settle_messages::<P>();

			let spec = ALL.iter().find(|spec| spec.para_id == id.0).expect("a sector");
			let record = record(id);
			assert_eq!(record.status, SectorStatus::Active);
			assert_eq!(
				record.profile,
				SectorProfile::new(spec.class, spec.name, spec.symbol, spec.decimals)
			);
			assert_eq!(record.revision, 1);
			assert_eq!(standing::<P>(), SectorStatus::Active);
		});
	});
}

#[test]
fn era_report_arrives_with_the_figures_of_the_era() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		let era = pallet_sector_profile::CurrentEra::<SectorRuntime>::get;
		let report_of = |number: u32, figures: EraFigures| {
			run_until::<CpuEdgePara>(ERA, "the next era", || era().0 == number + 1);
			let report = EraReport { era: number, ended_at: (number + 1) * ERA, figures };
			assert_eq!(record(id_of::<CpuEdgePara>()).last_report, Some(report));
		};

		run_task::<CpuEdgePara>(|_| honest());
		assert_eq!(CpuEdgePara::ext_wrapper(era).0, 0, "the task took longer than an era");
		report_of(0, EraFigures { ordered: 1, accepted: 1, ..Default::default() });

		run_task::<CpuEdgePara>(|index| result([100, 300, 900][index]));
		assert_eq!(CpuEdgePara::ext_wrapper(era).0, 1, "the task took longer than an era");
		report_of(1, EraFigures { ordered: 1, failed: 1, ..Default::default() });
		assert_eq!(record(id_of::<GpuConsumerPara>()).last_report, None);
	});
}

#[test]
fn message_lost_on_the_way_is_sent_again_and_handled_once() {
	network_test(|| {
		settle_messages::<CpuEdgePara>();
		let sector = id_of::<CpuEdgePara>();

		let id = losing(send_report::<CpuEdgePara>);
		let era = record(sector).last_report.map(|report| report.era);
		assert_eq!(handled(sector, id), 0);

		run_blocks::<CpuEdgePara>(RETRY_AFTER - 1);
		assert_eq!(handled(sector, id), 0);
		run_blocks::<CpuEdgePara>(1);
		assert_eq!((handled(sector, id), ignored(sector, id)), (1, 0));
		// The later reports overtook the lost one, which does not push them aside.
		assert!(record(sector).last_report.map(|report| report.era) > era);

		run_blocks::<HubPara>(1);
		assert!(!is_unacknowledged::<CpuEdgePara>(id));
		settle_messages::<CpuEdgePara>();
	});
}

#[test]
fn message_whose_acknowledgement_is_lost_comes_again_and_is_ignored() {
	network_test(|| {
		settle_messages::<CpuEdgePara>();
		let sector = id_of::<CpuEdgePara>();
		let id = send_report::<CpuEdgePara>();
		assert_eq!((handled(sector, id), ignored(sector, id)), (1, 0));

		losing(|| run_blocks::<HubPara>(1));
		assert!(is_unacknowledged::<CpuEdgePara>(id));

		run_blocks::<CpuEdgePara>(RETRY_AFTER);
		assert_eq!((handled(sector, id), ignored(sector, id)), (0, 1));
		run_blocks::<HubPara>(1);
		assert!(!is_unacknowledged::<CpuEdgePara>(id));
	});
}

#[test]
fn message_of_a_doubled_page_is_handled_once() {
	network_test(|| {
		settle_messages::<CpuEdgePara>();
		let sector = id_of::<CpuEdgePara>();

		PouwNet::set_wire(Wire::Doubles);
		let id = send_report::<CpuEdgePara>();
		assert_eq!((handled(sector, id), ignored(sector, id)), (1, 1));

		// Both acknowledgements arrive, and each of them twice.
		run_blocks::<HubPara>(1);
		assert!(!is_unacknowledged::<CpuEdgePara>(id));
	});
}

#[test]
fn suspension_and_its_end_reach_the_sector_and_no_other() {
	network_test(|| {
		settle_messages::<CpuEdgePara>();
		settle_messages::<GpuConsumerPara>();
		let sector = id_of::<CpuEdgePara>();
		let root = pouw_hub_runtime::RuntimeOrigin::root;

		HubPara::execute_with(|| {
			assert_ok!(pouw_hub_runtime::Sectors::suspend(root(), sector));
		});
		assert_eq!(standing::<CpuEdgePara>(), SectorStatus::Suspended);
		assert_eq!(standing::<GpuConsumerPara>(), SectorStatus::Active);

		HubPara::execute_with(|| {
			assert_ok!(pouw_hub_runtime::Sectors::reinstate(root(), sector));
		});
		assert_eq!(standing::<CpuEdgePara>(), SectorStatus::Active);
		settle_messages::<CpuEdgePara>();
	});
}

#[test]
fn suspension_whose_message_is_lost_reaches_the_sector_later() {
	network_test(|| {
		settle_messages::<CpuEdgePara>();
		let sector = id_of::<CpuEdgePara>();
		let root = pouw_hub_runtime::RuntimeOrigin::root();

		PouwNet::set_wire(Wire::Loses);
		HubPara::execute_with(|| {
			assert_ok!(pouw_hub_runtime::Sectors::suspend(root, sector));
		});
		PouwNet::set_wire(Wire::Works);
		assert_eq!(standing::<CpuEdgePara>(), SectorStatus::Active);

		run_blocks::<HubPara>(RETRY_AFTER);
		assert_eq!(standing::<CpuEdgePara>(), SectorStatus::Suspended);
	});
}
