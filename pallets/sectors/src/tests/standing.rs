// SPDX-License-Identifier: Apache-2.0
//! Admission, announcements, reports.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	message::EraFigures, EraReport, HubToSector, SectorClass, SectorId, SectorProfile,
	SectorStatus, SectorToHub,
};
use pouw_traits::HandleMessage;
use sp_runtime::DispatchError;

fn announce(class: SectorClass) -> SectorToHub {
	SectorToHub::Announce(SectorProfile::new(class, "Edge Compute", "EDGE", 12).unwrap())
}

fn report(era: u32, accepted: u32) -> SectorToHub {
	let figures = EraFigures { accepted, ..Default::default() };
	SectorToHub::Report(EraReport { era, ended_at: era * 10, figures })
}

fn status(id: SectorId) -> SectorStatus {
	Sectors::<Test>::get(id).unwrap().status
}

#[test]
fn announcement_should_activate_an_admitted_sector_and_be_answered() {
	build_and_execute(|| {
		assert_eq!(status(EDGE), SectorStatus::Pending);
		assert_ok!(Registry::handle(EDGE, announce(SectorClass::CpuEdge)));
		assert_eq!(status(EDGE), SectorStatus::Active);
		assert_eq!(
			Sent::get(),
			vec![(EDGE, HubToSector::Status { status: SectorStatus::Active, revision: 1 })]
		);
	});
}

#[test]
fn announcement_of_another_class_should_leave_the_sector_pending() {
	build_and_execute(|| {
		assert_ok!(Registry::handle(EDGE, announce(SectorClass::GpuDatacenter)));
		assert_eq!(status(EDGE), SectorStatus::Pending);
		assert_eq!(
			Sent::get(),
			vec![(EDGE, HubToSector::Status { status: SectorStatus::Pending, revision: 1 })]
		);
	});
}

#[test]
fn announcement_should_not_lift_a_suspension() {
	build_and_execute(|| {
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), EDGE));
		assert_ok!(Registry::handle(EDGE, announce(SectorClass::CpuEdge)));
		assert_eq!(status(EDGE), SectorStatus::Suspended);
		assert_ok!(Registry::reinstate(RuntimeOrigin::root(), EDGE));
		assert_eq!(status(EDGE), SectorStatus::Active);
	});
}

#[test]
fn message_of_an_unknown_sector_should_be_refused() {
	build_and_execute(|| {
		let stranger = SectorId(2999);
		assert_noop!(
			Registry::handle(stranger, announce(SectorClass::CpuEdge)),
			Error::<Test>::UnknownSector
		);
		assert_noop!(Registry::handle(stranger, report(0, 1)), Error::<Test>::UnknownSector);
	});
}

#[test]
fn older_report_should_not_replace_a_newer_one() {
	build_and_execute(|| {
		assert_ok!(Registry::handle(EDGE, report(2, 7)));
		assert_ok!(Registry::handle(EDGE, report(1, 9)));
		assert_ok!(Registry::handle(EDGE, report(2, 9)));
		let last = Sectors::<Test>::get(EDGE).unwrap().last_report.unwrap();
		assert_eq!((last.era, last.figures.accepted), (2, 7));
	});
}

#[test]
fn admit_should_fail_when_id_is_taken_invalid_or_the_registry_full() {
	build_and_execute(|| {
		let admit = |id| Registry::admit(RuntimeOrigin::root(), SectorId(id), SectorClass::CpuEdge);
		assert_noop!(admit(2003), Error::<Test>::AlreadyAdmitted);
		assert_noop!(admit(2000), Error::<Test>::InvalidSectorId);
		assert_noop!(admit(1000), Error::<Test>::InvalidSectorId);
		assert_ok!(admit(2001));
		assert_ok!(admit(2002));
		assert_noop!(admit(2004), Error::<Test>::TooManySectors);
	});
}

#[test]
fn calls_should_fail_when_the_origin_is_not_the_admission_origin() {
	build_and_execute(|| {
		let anyone = || RuntimeOrigin::signed(1);
		assert_noop!(
			Registry::admit(anyone(), SectorId(2001), SectorClass::CpuEdge),
			DispatchError::BadOrigin
		);
		assert_noop!(Registry::suspend(anyone(), EDGE), DispatchError::BadOrigin);
		assert_noop!(Registry::reinstate(anyone(), EDGE), DispatchError::BadOrigin);
	});
}

/// The revisions of the words on its standing that the sector was sent.
fn revisions() -> Vec<(SectorStatus, u32)> {
	let word = |(_, message)| match message {
		HubToSector::Status { status, revision } => Some((status, revision)),
		_ => None,
	};
	Sent::get().into_iter().filter_map(word).collect()
}

#[test]
fn suspend_should_not_wait_for_a_sector_whose_queue_is_full() {
	build_and_execute(|| {
		assert_ok!(Registry::handle(EDGE, announce(SectorClass::CpuEdge)));
		OutboxFull::set(true);
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), EDGE));
		assert_eq!(status(EDGE), SectorStatus::Suspended);
		assert!(Active::<Test>::get().is_empty());
		assert!(Untold::<Test>::contains_key(EDGE));
		assert_eq!(revisions(), [(SectorStatus::Active, 1)]);
	});
}

#[test]
fn sector_should_be_told_its_standing_when_it_reports_after_a_full_queue() {
	build_and_execute(|| {
		assert_ok!(Registry::handle(EDGE, announce(SectorClass::CpuEdge)));
		OutboxFull::set(true);
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), EDGE));
		// Its queue is full still.
		assert_ok!(Registry::handle(EDGE, report(0, 1)));
		assert!(Untold::<Test>::contains_key(EDGE));
		OutboxFull::set(false);
		assert_ok!(Registry::handle(EDGE, report(1, 1)));
		assert_eq!(revisions(), [(SectorStatus::Active, 1), (SectorStatus::Suspended, 2)]);
		// Once.
		assert_ok!(Registry::handle(EDGE, report(2, 1)));
		assert_eq!(revisions().len(), 2);
	});
}

#[test]
fn sector_should_be_told_its_newest_standing_only_when_it_changed_under_a_full_queue() {
	build_and_execute(|| {
		assert_ok!(Registry::handle(EDGE, announce(SectorClass::CpuEdge)));
		OutboxFull::set(true);
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), EDGE));
		assert_ok!(Registry::reinstate(RuntimeOrigin::root(), EDGE));
		assert_ok!(Registry::retire(RuntimeOrigin::root(), EDGE));
		OutboxFull::set(false);
		assert_ok!(Registry::handle(EDGE, report(0, 1)));
		assert_eq!(revisions(), [(SectorStatus::Active, 1), (SectorStatus::Retiring, 2)]);
	});
}

#[test]
fn announcement_should_come_again_when_the_sector_cannot_be_answered() {
	build_and_execute(|| {
		OutboxFull::set(true);
		assert_noop!(
			frame_support::storage::with_storage_layer(|| Registry::handle(
				EDGE,
				announce(SectorClass::CpuEdge)
			)),
			DispatchError::Other("full")
		);
	});
}

#[test]
fn suspend_and_reinstate_should_fail_in_the_wrong_state() {
	build_and_execute(|| {
		assert_noop!(Registry::reinstate(RuntimeOrigin::root(), EDGE), Error::<Test>::NotSuspended);
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), EDGE));
		assert_noop!(
			Registry::suspend(RuntimeOrigin::root(), EDGE),
			Error::<Test>::AlreadySuspended
		);
		assert_noop!(
			Registry::suspend(RuntimeOrigin::root(), SectorId(9999)),
			Error::<Test>::UnknownSector
		);
	});
}
