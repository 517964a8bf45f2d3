// SPDX-License-Identifier: Apache-2.0
//! Releases of tokens out of the sectors' reserves.

use crate::{mock::*, Burned, EmergencyUses, Error, Event, ReleaseEnds, Releases};
use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::Mutate, UnfilteredDispatchable},
};
use pouw_primitives::{
	conversion::{ReleaseAnswer, ReleaseId, ReleaseOrder, ReleaseReason},
	Balance, HubToSector, SectorId, SectorToHub,
};
use pouw_traits::HandleMessage;
use proptest::prelude::*;
use sp_runtime::{DispatchError, DispatchResult};

const SECTOR: SectorId = SOURCE;

fn team() -> RuntimeOrigin {
	RuntimeOrigin::signed(EmergencyTeam::get())
}

fn in_emergency(amount: Balance) -> DispatchResult {
	Settlement::release_for_emergency(team(), SECTOR, account(7), amount)
}

fn by_governance(amount: Balance) -> DispatchResult {
	Settlement::release_by_governance(RuntimeOrigin::root(), SECTOR, account(7), amount)
}

fn treasury() -> Balance {
	Balances::free_balance(Treasury::get())
}

/// Runs `test` with MAIN in the treasury that was minted for a conversion, as all MAIN is.
fn with_treasury(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		minted(0, 2_000);
		let gift = 3_000;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(beneficiary(0)),
			Treasury::get(),
			gift
		));
		test();
	});
}

fn says(sector: SectorId, release: ReleaseId, paid: Balance, owed: Balance) {
	let answer = ReleaseAnswer { release, paid, owed };
	assert_ok!(Inbound::handle(sector, SectorToHub::Released(answer)));
}

fn orders(sector: SectorId) -> Vec<ReleaseOrder> {
	let order = |message| match message {
		HubToSector::Release(order) => Some(order),
		_ => None,
	};
	sent_to(sector).into_iter().filter_map(order).collect()
}

#[test]
fn release_should_burn_what_it_is_worth_and_tell_the_sector() {
	with_treasury(|| {
		let before = (treasury(), Balances::total_issuance());
		assert_ok!(in_emergency(100));
		let burned = 100 * Balance::from(RATE);
		assert_eq!(
			(treasury(), Balances::total_issuance()),
			(before.0 - burned, before.1 - burned)
		);
		assert_eq!(Burned::<Test>::get(), burned);
		let reason = ReleaseReason::EmergencyLiquidity;
		let order = ReleaseOrder { release: 0, beneficiary: account(7), amount: 100, reason };
		assert_eq!(orders(SECTOR), [order]);
		System::assert_last_event(
			Event::ReleaseOrdered {
				sector: SECTOR,
				release: 0,
				beneficiary: account(7),
				amount: 100,
				burned,
				reason,
			}
			.into(),
		);
	});
}

#[test]
fn release_should_be_closed_when_the_sector_has_answered() {
	with_treasury(|| {
		assert_ok!(by_governance(100));
		assert_ok!(by_governance(50));
		says(SECTOR, 1, 20, 30);
		System::assert_last_event(
			Event::Released { sector: SECTOR, release: 1, paid: 20, owed: 30 }.into(),
		);
		assert_eq!(ReleaseEnds::<Test>::get(SECTOR).first, 0);
		says(SECTOR, 0, 100, 0);
		assert!(ReleaseEnds::<Test>::get(SECTOR).is_empty());
		assert_eq!(Releases::<Test>::iter().count(), 0);
	});
}

#[test]
fn answer_should_be_ignored_when_it_is_doubled_strange_or_of_another_sum() {
	with_treasury(|| {
		assert_ok!(by_governance(100));
		let ignored = |sector, release, paid, owed| {
			says(sector, release, paid, owed);
			System::assert_last_event(Event::ReleaseAnswerIgnored { sector, release }.into());
		};
		ignored(SECTOR, 0, 100, 1);
		ignored(SECTOR, 0, Balance::MAX, 101);
		ignored(SECTOR, 1, 100, 0);
		ignored(SectorId(2002), 0, 100, 0);
		assert!(Releases::<Test>::contains_key(SECTOR, 0));
		says(SECTOR, 0, 100, 0);
		ignored(SECTOR, 0, 100, 0);
	});
}

#[test]
fn release_should_fail_when_the_origin_is_not_the_one_for_it() {
	with_treasury(|| {
		let (alice, root) = (RuntimeOrigin::signed(account(1)), RuntimeOrigin::root());
		for origin in [alice.clone(), root, RuntimeOrigin::none()] {
			let call = Settlement::release_for_emergency(origin, SECTOR, account(7), 1);
			assert_noop!(call, DispatchError::BadOrigin);
		}
		for origin in [alice, team(), RuntimeOrigin::none()] {
			let call = Settlement::release_by_governance(origin, SECTOR, account(7), 1);
			assert_noop!(call, DispatchError::BadOrigin);
		}
	});
}

#[test]
fn emergency_liquidity_should_stay_within_the_cap_of_a_period() {
	with_treasury(|| {
		assert_ok!(in_emergency(300));
		assert_noop!(in_emergency(201), Error::<Test>::EmergencyCapExceeded);
		assert_ok!(in_emergency(200));
		assert_noop!(in_emergency(1), Error::<Test>::EmergencyCapExceeded);
		assert_eq!(EmergencyUses::<Test>::get().used, 1_000);
		// The other origin has no cap.
		assert_ok!(by_governance(1));
		System::set_block_number(99);
		assert_noop!(in_emergency(1), Error::<Test>::EmergencyCapExceeded);
		System::set_block_number(100);
		assert_ok!(in_emergency(500));
	});
}

#[test]
fn lowered_cap_should_stop_releases_and_take_nothing_back() {
	with_treasury(|| {
		assert_ok!(in_emergency(300));
		EmergencyCap::set(500);
		assert_noop!(in_emergency(1), Error::<Test>::EmergencyCapExceeded);
	});
}

#[test]
fn release_should_fail_when_the_treasury_is_short() {
	with_treasury(|| {
		let all = treasury();
		// Its account stays.
		let most = (all - 10) / Balance::from(RATE);
		assert_noop!(by_governance(most + 1), Error::<Test>::TreasuryShort);
		assert_ok!(by_governance(most));
	});
}

#[test]
fn release_should_fail_when_the_tokens_are_worth_nothing() {
	with_treasury(|| {
		assert_noop!(by_governance(0), Error::<Test>::WorthNothing);
		assert_noop!(by_governance(Balance::MAX), Error::<Test>::WorthNothing);
	});
}

#[test]
fn release_should_fail_when_the_sector_is_not_active() {
	with_treasury(|| {
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SECTOR));
		assert_noop!(by_governance(1), Error::<Test>::SectorInactive);
		let unknown =
			Settlement::release_by_governance(RuntimeOrigin::root(), SectorId(2999), account(7), 1);
		assert_noop!(unknown, Error::<Test>::SectorInactive);
	});
}

#[test]
fn release_should_fail_when_too_many_are_unanswered() {
	with_treasury(|| {
		for _ in 0..4 {
			assert_ok!(by_governance(1));
		}
		assert_noop!(by_governance(1), Error::<Test>::TooManyReleases);
		// One in the middle makes no room: the sector forgets answers in the order of the numbers.
		says(SECTOR, 1, 1, 0);
		assert_noop!(by_governance(1), Error::<Test>::TooManyReleases);
		says(SECTOR, 0, 1, 0);
		assert_ok!(by_governance(1));
		assert_ok!(by_governance(1));
		assert_noop!(by_governance(1), Error::<Test>::TooManyReleases);
		// Another sector has its own.
		let other = SectorId(2002);
		let root = RuntimeOrigin::root();
		assert_ok!(Settlement::release_by_governance(root, other, account(7), 1));
	});
}

#[test]
fn release_should_change_nothing_when_the_queue_is_full() {
	with_treasury(|| {
		FullQueues::set([SECTOR.0].into());
		let before = treasury();
		let call = RuntimeCall::Settlement(crate::Call::release_by_governance {
			sector: SECTOR,
			beneficiary: account(7),
			amount: 1,
		});
		assert!(call.dispatch_bypass_filter(RuntimeOrigin::root()).is_err());
		assert_eq!((treasury(), Burned::<Test>::get()), (before, 0));
		assert_eq!(Releases::<Test>::iter().count(), 0);
	});
}

#[test]
fn try_state_should_fail_when_an_open_release_is_lost() {
	ExtBuilder::default().build().execute_with(|| {
		Balances::set_balance(&Treasury::get(), 1_000);
		assert_ok!(by_governance(1));
		Releases::<Test>::remove(SECTOR, 0);
		frame_support::assert_err!(
			Settlement::do_try_state(),
			"the oldest open release is answered"
		);
	});
}

#[derive(Clone, Debug)]
enum Action {
	Emergency(u32, Balance),
	Governance(u32, Balance),
	Answer { sector: u32, release: ReleaseId, paid: Balance, owed: Balance },
	RightAnswer { nth: usize, paid: Balance },
	Blocks(u32),
	Cap(Balance),
	Full(bool),
	Suspend(bool),
}

fn action() -> impl Strategy<Value = Action> {
	let sector = || 2001..2004u32;
	let amount = || prop_oneof![8 => 0..300u128, 1 => Just(Balance::MAX), 1 => 0..3_000u128];
	prop_oneof![
		6 => (sector(), amount()).prop_map(|(s, a)| Action::Emergency(s, a)),
		4 => (sector(), amount()).prop_map(|(s, a)| Action::Governance(s, a)),
		2 => (sector(), 0..8u64, amount(), amount())
			.prop_map(|(sector, release, paid, owed)| Action::Answer { sector, release, paid, owed }),
		8 => (0..12usize, amount()).prop_map(|(nth, paid)| Action::RightAnswer { nth, paid }),
		3 => (1..60u32).prop_map(Action::Blocks),
		1 => (0..2_000u128).prop_map(Action::Cap),
		1 => any::<bool>().prop_map(Action::Full),
		1 => any::<bool>().prop_map(Action::Suspend),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// What is burned is what the orders were worth, each of which the sector hears once.
	#[test]
	fn any_course_of_releases_burns_what_each_is_worth_once(
		actions in prop::collection::vec(action(), 1..80)
	) {
		with_treasury(|| {
			let before = treasury();
			for action in actions {
				let order = |call: crate::Call<Test>, origin| {
					let _ = RuntimeCall::Settlement(call).dispatch_bypass_filter(origin);
				};
				let beneficiary = account(7);
				match action {
					Action::Emergency(sector, amount) => {
						let sector = SectorId(sector);
						order(crate::Call::release_for_emergency { sector, beneficiary, amount }, team());
					},
					Action::Governance(sector, amount) => {
						let (sector, root) = (SectorId(sector), RuntimeOrigin::root());
						order(crate::Call::release_by_governance { sector, beneficiary, amount }, root);
					},
					Action::Answer { sector, release, paid, owed } => {
						says(SectorId(sector), release, paid, owed)
					},
					Action::RightAnswer { nth, paid } => {
						if let Some((sector, release, order)) = Releases::<Test>::iter().nth(nth) {
							let paid = paid.min(order.amount);
							says(sector, release, paid, order.amount - paid);
						}
					},
					Action::Blocks(blocks) => run_blocks(blocks),
					Action::Cap(cap) => EmergencyCap::set(cap),
					Action::Full(full) => FullQueues::set(full.then_some(2002).into_iter().collect()),
					Action::Suspend(true) => {
						let _ = Sectors::suspend(RuntimeOrigin::root(), SectorId(2003));
					},
					Action::Suspend(false) => {
						let _ = Sectors::reinstate(RuntimeOrigin::root(), SectorId(2003));
					},
				}
				check_state();
				let ordered: Balance = (2001..2004)
					.flat_map(|sector| orders(SectorId(sector)))
					.map(|order| order.amount * Balance::from(RATE))
					.sum();
				assert_eq!(Burned::<Test>::get(), ordered);
				assert_eq!(treasury(), before - ordered);
			}
		});
	}
}
