// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Event, GenesisConfig, Issued, Pledged, PublicIncome, Schedule};
use pouw_primitives::Balance;
use pouw_traits::WorkIssuance;
use proptest::prelude::*;

#[test]
fn issue_should_mint_the_parts_of_miner_and_public() {
	build_and_execute(|| {
		let (issuance, before) = (Balances::total_issuance(), public());
		assert_eq!(SectorToken::issue(&MINER, 1_000), 970);
		assert_eq!(Balances::free_balance(MINER), ENDOWMENT + 970);
		assert_eq!(public(), before + 30);
		assert_eq!(Balances::total_issuance(), issuance + 1_000);
		assert_eq!((Issued::<Test>::get(), PublicIncome::<Test>::get()), (1_000, 30));
		System::assert_last_event(Event::Issued { miner: MINER, reward: 970, public: 30 }.into());
	});
}

#[test]
fn issue_should_round_in_favour_of_the_miner() {
	build_and_execute(|| {
		assert_eq!(SectorToken::issue(&MINER, 1), 1);
		assert_eq!(SectorToken::issue(&MINER, 33), 33);
		assert_eq!(SectorToken::issue(&MINER, 0), 0);
		assert_eq!(Issued::<Test>::get(), 34);
	});
}

#[test]
fn issue_should_stop_at_the_cap() {
	build_and_execute(|| {
		let issuance = Balances::total_issuance();
		assert_eq!(SectorToken::pledge(100), 100);
		assert_eq!(SectorToken::issue(&MINER, Balance::MAX), (CAP - 100) - (CAP - 100) * 3 / 100);
		assert_eq!(SectorToken::issue(&MINER, 1), 0);
		assert_eq!(SectorToken::pledge(1), 0);
		assert_eq!(SectorToken::window_budget(), 0);
		assert_eq!(SectorToken::redeem(&MINER, 100), 97);
		assert_eq!(Balances::total_issuance(), issuance + CAP);
	});
}

#[test]
fn issue_should_leave_the_tokens_to_others_when_the_miner_cannot_receive() {
	build_and_execute(|| {
		let issuance = Balances::total_issuance();
		assert_eq!(SectorToken::issue(&NOBODY, 9), 0);
		System::assert_last_event(Event::RewardRefused { miner: NOBODY, amount: 9 }.into());
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!((Issued::<Test>::get(), PublicIncome::<Test>::get()), (0, 0));
	});
}

#[test]
fn pledge_should_count_against_the_cap_until_it_is_over() {
	build_and_execute(|| {
		assert_eq!(SectorToken::pledge(CAP - 10), CAP - 10);
		assert_eq!(SectorToken::window_budget(), 10);
		assert_eq!(SectorToken::pledge(50), 10);
		assert_eq!(SectorToken::issue(&MINER, 50), 0);
		SectorToken::forgo(60);
		assert_eq!(SectorToken::window_budget(), 60);
		assert_eq!(SectorToken::redeem(&MINER, 40), 39);
		assert_eq!((Issued::<Test>::get(), Pledged::<Test>::get()), (40, CAP - 60 - 40));
	});
}

#[test]
fn redeem_should_give_the_pledge_up_when_the_miner_cannot_receive() {
	build_and_execute(|| {
		SectorToken::pledge(9);
		assert_eq!(SectorToken::redeem(&NOBODY, 9), 0);
		assert_eq!((Issued::<Test>::get(), Pledged::<Test>::get()), (0, 0));
	});
}

#[test]
#[should_panic(expected = "more is taken from the pledges than they are")]
fn redeem_should_be_noticed_when_it_was_not_pledged() {
	build_and_execute(|| {
		SectorToken::pledge(9);
		SectorToken::redeem(&MINER, 10);
	});
}

#[test]
fn window_budget_should_halve_each_time_half_of_the_rest_is_issued() {
	let schedule = Schedule { cap: 1_000, first_budget: 64 };
	for (issued, budget) in [
		(0, 64),
		(499, 64),
		(500, 32),
		(749, 32),
		(750, 16),
		(875, 8),
		(984, 2),
		(992, 1),
		(993, 0),
		(1_000, 0),
		(2_000, 0),
	] {
		assert_eq!(schedule.budget(issued, 0), budget, "after {issued}");
	}
	assert_eq!(schedule.budget(0, 990), 10);
	assert_eq!(Schedule::default().budget(0, 0), 0);
}

#[test]
fn window_budget_should_be_nothing_when_the_schedule_is_empty() {
	build_with(GenesisConfig { cap: 0, first_budget: 0, ..genesis() }).execute_with(|| {
		assert_eq!(SectorToken::window_budget(), 0);
		assert_eq!(SectorToken::issue(&MINER, 100), 0);
	});
}

proptest! {
	#[test]
	fn budget_never_grows_with_what_is_issued_and_stays_within_the_cap(
		cap: Balance, first: Balance, a: Balance, b: Balance, pledged: Balance
	) {
		let schedule = Schedule { cap, first_budget: first.min(cap) };
		let (less, more) = (a.min(b), a.max(b));
		prop_assert!(schedule.budget(more, 0) <= schedule.budget(less, 0));
		let budget = schedule.budget(a, pledged);
		prop_assert!(budget <= cap.saturating_sub(a).saturating_sub(pledged));
	}

	#[test]
	fn halvings_are_how_often_the_remaining_supply_fits(cap in 1u128.., part: u64) {
		let remaining = (cap / (1 << 20)).max(1) * u128::from(part % (1 << 20)) + 1;
		prop_assume!(remaining <= cap);
		let schedule = Schedule { cap, first_budget: 0 };
		let halvings = schedule.halvings(cap - remaining);
		prop_assert!(remaining <= cap >> halvings);
		prop_assert!(halvings == 127 || remaining > cap >> (halvings + 1));
	}
}
