// SPDX-License-Identifier: Apache-2.0
//! The rate over eras, and what a sector might try to do to it.

use super::terms::activate;
use crate::{mock::*, *};
use frame_support::assert_ok;
use pouw_primitives::{message::EraFigures, EraReport, SectorToHub, Work};
use pouw_traits::{HandleMessage, SectorRegistry};
use proptest::prelude::*;
use sp_runtime::FixedU128;

fn report(era: u32, idle: Work, useful: Work, paid: Work) {
	let figures = EraFigures {
		idle_work: idle,
		useful_work: useful,
		paid_useful_work: paid,
		..Default::default()
	};
	assert_ok!(Registry::handle(
		EDGE,
		SectorToHub::Report(EraReport { era, ended_at: era.saturating_mul(10), figures })
	));
}

fn rate() -> FixedU128 {
	Registry::rate(EDGE)
}

fn with_base(base: u32) {
	activate(EDGE);
	assert_ok!(Registry::set_rate_base(RuntimeOrigin::root(), EDGE, FixedU128::from_u32(base)));
}

#[test]
fn rate_should_climb_in_steps_to_base_times_utilisation_and_stay_there() {
	build_and_execute(|| {
		with_base(10);
		assert_eq!(rate(), FixedU128::from_u32(1));
		report(0, 0, 100, 60);
		assert_eq!(rate(), FixedU128::from_rational(105, 100));
		for era in 1..60 {
			report(era, 0, 100, 60);
		}
		assert_eq!(rate(), FixedU128::from_u32(6));
	});
}

#[test]
fn rate_should_not_fall_below_the_floor_when_nothing_is_paid() {
	build_and_execute(|| {
		with_base(10);
		for era in 0..100 {
			report(era, 1_000, 100, 0);
		}
		assert_eq!(rate(), FixedU128::from_u32(1));
	});
}

#[test]
fn utilisation_should_count_recent_eras_only() {
	build_and_execute(|| {
		with_base(10);
		report(0, 0, u128::MAX / 2, u128::MAX / 2);
		for era in 1..100 {
			report(era, 50, 50, 25);
		}
		assert_eq!(rate(), FixedU128::from_rational(25, 10));
	});
}

#[test]
fn second_report_of_an_era_should_not_move_the_rate() {
	build_and_execute(|| {
		with_base(10);
		report(5, 0, 100, 100);
		let moved = rate();
		for _ in 0..10 {
			report(5, 0, 1_000_000, 1_000_000);
			report(4, 0, 1_000_000, 1_000_000);
		}
		assert_eq!(rate(), moved);
	});
}

#[test]
fn report_that_skips_eras_should_move_the_rate_by_one_step() {
	build_and_execute(|| {
		with_base(10);
		report(1_000, 0, 100, 100);
		assert_eq!(rate(), FixedU128::from_rational(105, 100));
	});
}

#[test]
fn more_paid_work_than_useful_work_should_not_count() {
	build_and_execute(|| {
		with_base(10);
		for era in 0..100 {
			report(era, 80, 20, u128::MAX);
		}
		assert_eq!(rate(), FixedU128::from_u32(2));
	});
}

#[test]
fn new_base_should_come_into_force_in_steps() {
	build_and_execute(|| {
		with_base(10);
		assert_ok!(Registry::set_rate_base(RuntimeOrigin::root(), EDGE, MAX_RATE_BASE));
		report(0, 0, 1, 1);
		assert_eq!(rate(), FixedU128::from_rational(105, 100));
		assert_ok!(Registry::set_rate_base(RuntimeOrigin::root(), EDGE, MIN_RATE_BASE));
		report(1, 0, 1, 1);
		assert_eq!(rate(), FixedU128::from_rational(9975, 10_000));
	});
}

#[test]
fn era_should_be_the_one_after_the_newest_report() {
	build_and_execute(|| {
		activate(EDGE);
		assert_eq!(Registry::era(EDGE), 0);
		report(3, 1, 0, 0);
		assert_eq!(Registry::era(EDGE), 4);
		report(2, 1, 0, 0);
		assert_eq!(Registry::era(EDGE), 4);
	});
}

#[derive(Clone, Debug)]
enum Action {
	Report { skip: u32, idle: Work, useful: Work, paid: Work },
	Stale { idle: Work, paid: Work },
	Base(u128),
	Suspend(bool),
}

fn action() -> impl Strategy<Value = Action> {
	let work = || prop_oneof![Just(0), 0..1_000u128, Just(u128::MAX), any::<u128>()];
	prop_oneof![
		6 => (1..4u32, work(), work(), work())
			.prop_map(|(skip, idle, useful, paid)| Action::Report { skip, idle, useful, paid }),
		2 => (work(), work()).prop_map(|(idle, paid)| Action::Stale { idle, paid }),
		1 => (MIN_RATE_BASE.into_inner()..=MAX_RATE_BASE.into_inner()).prop_map(Action::Base),
		1 => any::<bool>().prop_map(Action::Suspend),
	]
}

proptest! {
	#[test]
	fn whatever_is_reported_the_rate_moves_by_small_steps_between_floor_and_base(
		actions in prop::collection::vec(action(), 1..80)
	) {
		build_and_execute(|| {
			with_base(10);
			let mut era = 0;
			let (mut lowest, mut highest) = (rate(), FixedU128::from_u32(10));
			for action in actions {
				let before = rate();
				let mut steps = 0;
				match action {
					Action::Report { skip, idle, useful, paid } => {
						era += skip;
						steps = 1;
						report(era, idle, useful, paid);
					},
					Action::Stale { idle, paid } if era > 0 => report(era, idle, paid, paid),
					Action::Stale { .. } => {},
					Action::Base(inner) => {
						let base = FixedU128::from_inner(inner);
						assert_ok!(Registry::set_rate_base(RuntimeOrigin::root(), EDGE, base));
						lowest = lowest.min(base * FixedU128::from(UtilisationFloor::get()));
						highest = highest.max(base);
					},
					Action::Suspend(true) => {
						let _ = Registry::suspend(RuntimeOrigin::root(), EDGE);
					},
					Action::Suspend(false) => {
						let _ = Registry::reinstate(RuntimeOrigin::root(), EDGE);
					},
				}
				let (least, most) = terms::reach(before);
				if steps == 0 {
					assert_eq!(rate(), before);
				}
				assert!(least <= rate() && rate() <= most);
				assert!(lowest <= rate() && rate() <= highest);
				Registry::do_try_state().unwrap();
			}
		});
	}
}
