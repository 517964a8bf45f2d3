// SPDX-License-Identifier: Apache-2.0
//! Motions of guilds, directives, and retirement.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{
	AccountId, DirectiveOutcome, EncodedChange, GovernanceNotice, GuildMotion, GuildRequest,
	HubToSector, SectorClass, SectorId, SectorProfile, SectorStatus, SectorToHub,
};
use pouw_traits::{HandleGovernance, HandleMessage, SectorRegistry};
use sp_core::H256;
use sp_runtime::DispatchError;

const CODE: H256 = H256::repeat_byte(7);

fn move_upgrade(motion: u32, code_hash: H256) {
	let request = GuildRequest::Upgrade { code_hash };
	let notice = GovernanceNotice::Motion(GuildMotion { motion, request });
	assert_ok!(Registry::on_governance(EDGE, notice));
}

fn change(byte: u8) -> EncodedChange {
	vec![byte; 3].try_into().unwrap()
}

fn by_parameters() -> RuntimeOrigin {
	RuntimeOrigin::signed(Parameters::get())
}

fn by_upgrades() -> RuntimeOrigin {
	RuntimeOrigin::signed(Upgrades::get())
}

fn status() -> SectorStatus {
	Sectors::<Test>::get(EDGE).unwrap().status
}

fn activate() {
	let profile = SectorProfile::new(SectorClass::CpuEdge, "Edge Compute", "EDGE", 12).unwrap();
	assert_ok!(Registry::handle(EDGE, SectorToHub::Announce(profile)));
	Sent::set(vec![]);
}

#[test]
fn upgrade_should_take_the_motion_and_the_referendum() {
	build_and_execute(|| {
		let authorize = |origin, hash| Registry::authorize_upgrade(origin, EDGE, hash);
		assert_noop!(authorize(by_upgrades(), CODE), Error::<Test>::NoSuchMotion);
		move_upgrade(4, CODE);
		assert_noop!(authorize(RuntimeOrigin::root(), CODE), DispatchError::BadOrigin);
		assert_noop!(authorize(by_parameters(), CODE), DispatchError::BadOrigin);
		assert_noop!(authorize(by_upgrades(), H256::zero()), Error::<Test>::NoSuchMotion);
		assert_ok!(authorize(by_upgrades(), CODE));
		assert_eq!(
			Sent::get(),
			[(EDGE, HubToSector::AuthorizeUpgrade { directive: 1, code_hash: CODE })]
		);
		System::assert_last_event(
			Event::UpgradeDirected { sector: EDGE, directive: 1, motion: 4, code_hash: CODE }
				.into(),
		);
		// The motion is used up.
		assert_noop!(authorize(by_upgrades(), CODE), Error::<Test>::NoSuchMotion);
	});
}

#[test]
fn upgrade_should_fail_when_the_motion_is_another_sectors() {
	build_and_execute(|| {
		let other = SectorId(2001);
		assert_ok!(Registry::admit(RuntimeOrigin::root(), other, SectorClass::GpuDatacenter));
		move_upgrade(0, CODE);
		assert_noop!(
			Registry::authorize_upgrade(by_upgrades(), other, CODE),
			Error::<Test>::NoSuchMotion
		);
	});
}

#[test]
fn motion_should_be_recorded_once_and_the_oldest_dropped_when_there_are_too_many() {
	build_and_execute(|| {
		for motion in 0..MAX_MOTIONS {
			move_upgrade(motion, H256::from_low_u64_be(motion.into()));
		}
		move_upgrade(3, CODE);
		assert_eq!(Motions::<Test>::get(EDGE).len() as u32, MAX_MOTIONS);
		move_upgrade(MAX_MOTIONS, CODE);
		let known: Vec<_> = Motions::<Test>::get(EDGE).iter().map(|one| one.motion).collect();
		assert_eq!(known, (1..=MAX_MOTIONS).collect::<Vec<_>>());
		System::assert_last_event(Event::MotionForgotten { sector: EDGE, motion: 0 }.into());
	});
}

#[test]
fn motion_should_be_refused_when_the_sector_is_unknown() {
	build_and_execute(|| {
		let request = GuildRequest::Upgrade { code_hash: CODE };
		let notice = GovernanceNotice::Motion(GuildMotion { motion: 0, request });
		assert_noop!(Registry::on_governance(SectorId(2999), notice), Error::<Test>::UnknownSector);
	});
}

#[test]
fn parameter_should_be_directed_without_a_motion_and_use_up_one_for_the_same() {
	build_and_execute(|| {
		let request = GuildRequest::Parameter { change: change(1) };
		let notice = GovernanceNotice::Motion(GuildMotion { motion: 0, request });
		assert_ok!(Registry::on_governance(EDGE, notice));
		assert_noop!(
			Registry::set_parameter(by_upgrades(), EDGE, change(2)),
			DispatchError::BadOrigin
		);
		assert_ok!(Registry::set_parameter(by_parameters(), EDGE, change(2)));
		assert_eq!(Motions::<Test>::get(EDGE).len(), 1);
		assert_ok!(Registry::set_parameter(by_parameters(), EDGE, change(1)));
		assert!(Motions::<Test>::get(EDGE).is_empty());
		assert_eq!(
			Sent::get(),
			[
				(EDGE, HubToSector::SetParameter { directive: 1, change: change(2) }),
				(EDGE, HubToSector::SetParameter { directive: 2, change: change(1) }),
			]
		);
	});
}

#[test]
fn spending_should_be_directed_by_the_parameter_origin_alone() {
	build_and_execute(|| {
		let to = AccountId::new([1; 32]);
		let spend = |origin, sector| Registry::spend_public(origin, sector, to.clone(), 70);
		for origin in [by_upgrades(), RuntimeOrigin::signed(5), RuntimeOrigin::none()] {
			assert_noop!(spend(origin, EDGE), DispatchError::BadOrigin);
		}
		assert_noop!(spend(by_parameters(), SectorId(2999)), Error::<Test>::UnknownSector);
		assert_ok!(spend(by_parameters(), EDGE));
		let amount = 70;
		assert_eq!(
			Sent::get(),
			[(EDGE, HubToSector::SpendPublic { directive: 1, to: to.clone(), amount })]
		);
		System::assert_last_event(
			Event::SpendingDirected { sector: EDGE, directive: 1, to: to.clone(), amount }.into(),
		);
		// It is counted with the other directives.
		assert_ok!(Registry::set_parameter(by_parameters(), EDGE, change(1)));
		assert_eq!(Directives::<Test>::get(EDGE), 2);
	});
}

#[test]
fn directive_should_leave_nothing_when_the_sector_cannot_be_told() {
	build_and_execute(|| {
		move_upgrade(0, CODE);
		OutboxFull::set(true);
		assert_noop!(
			frame_support::storage::with_storage_layer(|| Registry::authorize_upgrade(
				by_upgrades(),
				EDGE,
				CODE
			)),
			DispatchError::Other("full")
		);
		assert_eq!(Motions::<Test>::get(EDGE).len(), 1);
	});
}

#[test]
fn answer_should_be_ignored_when_the_directive_was_never_given() {
	build_and_execute(|| {
		assert_ok!(Registry::set_parameter(by_parameters(), EDGE, change(1)));
		for (directive, known) in [(1, true), (0, false), (2, false)] {
			let outcome = DirectiveOutcome::OutOfBounds;
			let answer = GovernanceNotice::Answer { directive, outcome };
			assert_ok!(Registry::on_governance(EDGE, answer));
			let expected = if known {
				Event::DirectiveAnswered { sector: EDGE, directive, outcome }
			} else {
				Event::AnswerIgnored { sector: EDGE, directive }
			};
			System::assert_last_event(expected.into());
		}
	});
}

#[test]
fn retirement_should_let_value_leave_and_take_nothing_new() {
	build_and_execute(|| {
		activate();
		assert_ok!(Registry::retire(RuntimeOrigin::root(), EDGE));
		assert_eq!(status(), SectorStatus::Retiring);
		assert!(!Registry::is_active(EDGE) && Registry::may_convert(EDGE));
		assert!(<Registry as SectorRegistry<_>>::active().is_empty());
		assert_eq!(
			Sent::get(),
			[(EDGE, HubToSector::Status { status: SectorStatus::Retiring, revision: 2 })]
		);
		assert_noop!(Registry::retire(RuntimeOrigin::root(), EDGE), Error::<Test>::AlreadyRetiring);
	});
}

#[test]
fn suspension_should_stop_conversions_too() {
	build_and_execute(|| {
		activate();
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), EDGE));
		assert!(!Registry::is_active(EDGE) && !Registry::may_convert(EDGE));
	});
}

#[test]
fn retirement_should_be_completed_when_it_is_drained_and_its_time_is_over() {
	build_and_execute(|| {
		activate();
		let complete = || Registry::complete_retirement(RuntimeOrigin::signed(5), EDGE);
		assert_noop!(complete(), Error::<Test>::NotRetiring);
		assert_ok!(Registry::retire(RuntimeOrigin::root(), EDGE));
		Unsettled::set(1);
		System::set_block_number(100);
		assert_noop!(complete(), Error::<Test>::StillDraining);
		System::set_block_number(101);
		assert_noop!(complete(), Error::<Test>::BusinessUnsettled);
		Unsettled::set(0);
		assert_ok!(complete());
		assert_eq!(status(), SectorStatus::Retired);
		assert!(!Registry::may_convert(EDGE));
		assert_noop!(complete(), Error::<Test>::NotRetiring);
	});
}

#[test]
fn retired_sector_should_stay_closed() {
	build_and_execute(|| {
		activate();
		move_upgrade(0, CODE);
		assert_ok!(Registry::retire(RuntimeOrigin::root(), EDGE));
		System::set_block_number(101);
		assert_ok!(Registry::complete_retirement(RuntimeOrigin::signed(5), EDGE));
		let root = RuntimeOrigin::root;
		assert_noop!(Registry::suspend(root(), EDGE), Error::<Test>::SectorIsRetired);
		assert_noop!(Registry::reinstate(root(), EDGE), Error::<Test>::NotSuspended);
		assert_noop!(Registry::retire(root(), EDGE), Error::<Test>::SectorIsRetired);
		assert_noop!(
			Registry::admit(root(), EDGE, SectorClass::CpuEdge),
			Error::<Test>::AlreadyAdmitted
		);
		assert_noop!(
			Registry::set_parameter(by_parameters(), EDGE, change(1)),
			Error::<Test>::SectorIsRetired
		);
		move_upgrade(1, CODE);
		assert!(Motions::<Test>::get(EDGE).is_empty());
		let profile = SectorProfile::new(SectorClass::CpuEdge, "Edge Compute", "EDGE", 12).unwrap();
		assert_ok!(Registry::handle(EDGE, SectorToHub::Announce(profile)));
		assert_eq!(status(), SectorStatus::Retired);
	});
}

#[test]
fn retirement_should_end_when_the_sector_is_reinstated_or_suspended() {
	build_and_execute(|| {
		activate();
		assert_ok!(Registry::retire(RuntimeOrigin::root(), EDGE));
		assert_ok!(Registry::reinstate(RuntimeOrigin::root(), EDGE));
		assert_eq!(status(), SectorStatus::Active);
		assert_ok!(Registry::retire(RuntimeOrigin::root(), EDGE));
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), EDGE));
		assert_eq!(status(), SectorStatus::Suspended);
		System::set_block_number(200);
		assert_noop!(
			Registry::complete_retirement(RuntimeOrigin::signed(5), EDGE),
			Error::<Test>::NotRetiring
		);
		assert_ok!(Registry::retire(RuntimeOrigin::root(), EDGE));
		assert_eq!(Retirements::<Test>::get(EDGE), Some(300));
	});
}

#[test]
fn retire_should_fail_when_the_origin_is_not_the_admission_origin() {
	build_and_execute(|| {
		assert_noop!(Registry::retire(RuntimeOrigin::signed(1), EDGE), DispatchError::BadOrigin);
		assert_noop!(
			Registry::retire(RuntimeOrigin::root(), SectorId(9999)),
			Error::<Test>::UnknownSector
		);
	});
}
