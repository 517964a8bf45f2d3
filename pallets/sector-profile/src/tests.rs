// SPDX-License-Identifier: Apache-2.0
//! Announcement, eras, the hub's answers.

use crate::{mock::*, *};
use frame_support::assert_ok;
use pouw_primitives::{
	message::EraFigures, sector::Hub, EraReport, HubToSector, SectorClass, SectorProfile,
	SectorStatus, SectorToHub,
};
use pouw_traits::HandleMessage;

fn figures(accepted: u32) -> EraFigures {
	EraFigures { ordered: accepted + 1, accepted, failed: 1, ..Default::default() }
}

#[test]
fn first_block_should_announce_the_profile_once() {
	build_and_execute(genesis(), || {
		run_to(5);
		let profile = SectorProfile::new(SectorClass::CpuEdge, "Edge Compute", "EDGE", 12).unwrap();
		assert_eq!(Sent::get(), vec![SectorToHub::Announce(profile)]);
	});
}

#[test]
fn announcement_should_be_tried_again_when_the_queue_is_full() {
	build_and_execute(genesis(), || {
		OutboxFull::set(true);
		run_to(3);
		assert!(!Announced::<Test>::get());
		OutboxFull::set(false);
		run_to(4);
		assert!(Announced::<Test>::get());
	});
}

#[test]
fn each_era_should_be_reported_with_its_figures() {
	build_and_execute(genesis(), || {
		Counted::set(figures(4));
		run_to(25);
		let reports = &Sent::get()[1..];
		assert_eq!(
			reports,
			[
				SectorToHub::Report(EraReport { era: 0, ended_at: 10, figures: figures(4) }),
				SectorToHub::Report(EraReport {
					era: 1,
					ended_at: 20,
					figures: EraFigures::default()
				}),
			]
		);
	});
}

#[test]
fn figures_should_go_with_the_next_report_when_the_queue_is_full() {
	build_and_execute(genesis(), || {
		run_to(5);
		OutboxFull::set(true);
		Counted::set(figures(4));
		run_to(15);
		OutboxFull::set(false);
		Counted::set(figures(5));
		run_to(20);
		assert_eq!(
			Sent::get()[1..],
			[SectorToHub::Report(EraReport {
				era: 1,
				ended_at: 20,
				figures: EraFigures { ordered: 11, accepted: 9, failed: 2, ..Default::default() }
			})]
		);
	});
}

#[test]
fn sector_without_a_profile_should_stay_silent() {
	build_and_execute(Default::default(), || {
		run_to(30);
		assert!(Sent::get().is_empty());
	});
}

#[test]
#[should_panic(expected = "exceeds 12")]
fn genesis_should_fail_when_the_symbol_is_too_long() {
	let config = GenesisConfig { token_symbol: "EDGECOMPUTETOKEN".into(), ..genesis() };
	build_and_execute(config, || {});
}

#[test]
fn ledger_should_have_the_latest_eras_each_with_its_own_figures() {
	build_and_execute(genesis(), || {
		assert!(Sector::ledger().is_empty());
		run_to(5);
		OutboxFull::set(true);
		Counted::set(figures(4));
		run_to(15);
		OutboxFull::set(false);
		Counted::set(figures(5));
		run_to(20);
		// The second report to the hub has the figures of both.
		let entered: Vec<_> =
			Sector::ledger().into_iter().map(|r| (r.era, r.ended_at, r.figures)).collect();
		assert_eq!(entered, [(0, 10, figures(4)), (1, 20, figures(5))]);

		run_to(10 * (LEDGER_ERAS as u64 + 5));
		let eras: Vec<_> = Sector::ledger().into_iter().map(|report| report.era).collect();
		assert_eq!(eras, (5..LEDGER_ERAS + 5).collect::<Vec<_>>());
	});
}

#[test]
fn ledger_should_tell_idle_work_from_useful_and_self_ordered_work() {
	build_and_execute(genesis(), || {
		let work =
			EraFigures { idle_work: 70, useful_work: 30, paid_useful_work: 20, ..figures(1) };
		Counted::set(work);
		run_to(10);
		let [report] = Sector::ledger().try_into().unwrap();
		assert_eq!(report.figures, work);
		assert_eq!(report.figures.self_ordered_work(), 10);
	});
}

fn tell(status: SectorStatus, revision: u32) {
	assert_ok!(Sector::handle(Hub, HubToSector::Status { status, revision }));
}

#[test]
fn status_should_be_the_hubs_newest_word_even_when_an_older_one_arrives_later() {
	build_and_execute(genesis(), || {
		assert_eq!(Status::<Test>::get(), SectorStatus::Pending);
		tell(SectorStatus::Active, 1);
		assert_eq!(Status::<Test>::get(), SectorStatus::Active);
		tell(SectorStatus::Suspended, 3);
		tell(SectorStatus::Active, 2);
		assert_eq!(Status::<Test>::get(), SectorStatus::Suspended);
	});
}
