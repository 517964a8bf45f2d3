// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, Rated};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{Rating, TaskId};
use pouw_traits::MinerDirectory;
use sp_core::H256;
use sp_runtime::TokenError;
use std::collections::BTreeSet;

fn rate(client: AccountId, id: TaskId, miner: AccountId) -> sp_runtime::DispatchResult {
	Tasks::rate(RuntimeOrigin::signed(client), id, miner, Rating::Good)
}

/// An accepted task, in which all agreed but the last, and its miners.
fn accepted() -> (TaskId, Vec<AccountId>) {
	let id = settled_task(spec(), &[Some(result(1, 0)), Some(result(1, 0)), Some(garbage(9))]);
	(id, miners_of(id))
}

#[test]
fn rate_should_burn_the_fee_and_be_remembered() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = accepted();
		let (free, issuance) = (Balances::free_balance(CLIENT), Balances::total_issuance());
		assert_ok!(rate(CLIENT, id, miners[1]));
		System::assert_last_event(
			Event::Rated { task: id, miner: miners[1], rating: Rating::Good, fee: 7 }.into(),
		);
		assert_eq!(Balances::free_balance(CLIENT), free - 7);
		assert_eq!(Balances::total_issuance(), issuance - 7);
		// Whoever was assigned the task, also who was outvoted.
		assert_ok!(Tasks::rate(RuntimeOrigin::signed(CLIENT), id, miners[2], Rating::Bad));
		assert_eq!(Rated::<Test>::get(id), 0b110);
	});
}

#[test]
fn rate_should_fail_when_it_is_said_already() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = accepted();
		assert_ok!(rate(CLIENT, id, miners[0]));
		assert_noop!(rate(CLIENT, id, miners[0]), Error::<Test>::AlreadyRated);
		assert_noop!(
			Tasks::rate(RuntimeOrigin::signed(CLIENT), id, miners[0], Rating::Bad),
			Error::<Test>::AlreadyRated
		);
		assert_ok!(rate(CLIENT, id, miners[1]));
	});
}

#[test]
fn rate_should_fail_when_the_task_is_not_accepted_or_not_the_signers() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		assert_noop!(rate(CLIENT, 9, 0), Error::<Test>::UnknownTask);
		let open = assigned_task(spec());
		assert_noop!(rate(CLIENT, open, miners_of(open)[0]), Error::<Test>::NotAccepted);
		let failed = settled_task(spec(), &[Some(garbage(1)), Some(garbage(2)), Some(garbage(3))]);
		assert_noop!(rate(CLIENT, failed, miners_of(failed)[0]), Error::<Test>::NotAccepted);

		let (id, miners) = accepted();
		assert_noop!(rate(STRANGER, id, miners[0]), Error::<Test>::NotClient);
		// A miner cannot rate the others of its task, nor itself.
		assert_noop!(rate(miners[0], id, miners[0]), Error::<Test>::NotClient);
		let other = (0..4).find(|who| !miners.contains(who)).unwrap();
		assert_noop!(rate(CLIENT, id, other), Error::<Test>::NotItsMiner);
		assert_noop!(rate(CLIENT, id, STRANGER), Error::<Test>::NotItsMiner);
	});
}

#[test]
fn rate_should_fail_when_the_fee_cannot_be_paid() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = accepted();
		let free = Balances::free_balance(CLIENT);
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(CLIENT),
			STRANGER,
			free - ExistentialDeposit::get() - 6
		));
		assert_noop!(rate(CLIENT, id, miners[0]), TokenError::FundsUnavailable);
	});
}

#[test]
fn rate_should_fail_when_the_miner_is_gone() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = accepted();
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(miners[0])));
		assert_noop!(rate(CLIENT, id, miners[0]), Error::<Test>::MinerGone);
	});
}

#[test]
fn ratings_should_be_forgotten_with_the_task() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = accepted();
		assert_ok!(rate(CLIENT, id, miners[0]));
		run_blocks(RetentionPeriod::get() + 1);
		assert!(!Rated::<Test>::contains_key(id));
		assert_noop!(rate(CLIENT, id, miners[1]), Error::<Test>::UnknownTask);
	});
}

#[test]
fn client_that_is_a_miner_should_neither_get_its_task_nor_rate_itself() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		for _ in 0..6 {
			let id = Tasks::next_task();
			assert_ok!(Tasks::order(RuntimeOrigin::signed(0), spec()));
			run_blocks(3);
			let miners = miners_of(id);
			assert_eq!(miners.len(), 3);
			assert!(!miners.contains(&0));
			for miner in &miners {
				assert_ok!(commit(*miner, id, &result(1, 0)));
			}
			for miner in &miners {
				assert_ok!(reveal(*miner, id, &result(1, 0)));
			}
			next_block();
			assert_noop!(rate(0, id, 0), Error::<Test>::NotItsMiner);
		}
	});
}

#[test]
fn client_that_is_the_proxy_of_a_miner_should_neither_draw_nor_praise_it() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		Proxies::set(vec![(2, CLIENT)]);
		for _ in 0..6 {
			let (_, miners) = accepted();
			assert!(!miners.contains(&2));
		}
		// What becomes known only after the draw still is in time for the rating.
		Proxies::set(vec![]);
		let (id, miners) = accepted();
		Proxies::set(vec![(miners[0], CLIENT)]);
		assert_noop!(rate(CLIENT, id, miners[0]), Error::<Test>::RatesItself);
	});
}

#[test]
fn miner_should_not_escape_a_bad_rating_when_it_makes_the_client_its_proxy() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let (id, miners) = accepted();
		Proxies::set(miners.iter().map(|miner| (*miner, CLIENT)).collect());
		assert_ok!(Tasks::rate(RuntimeOrigin::signed(CLIENT), id, miners[2], Rating::Bad));
		assert_eq!(Rated::<Test>::get(id), 0b100);
	});
}

#[test]
fn client_should_not_choose_its_miners_by_making_others_its_proxies() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		Proxies::set((0..4).map(|miner| (CLIENT, miner)).collect());
		let mut seen = BTreeSet::new();
		for _ in 0..6 {
			seen.extend(accepted().1);
		}
		assert_eq!(seen.len(), 4);
	});
}

#[test]
fn client_that_pays_for_praise_should_gain_a_fifth_at_most_for_what_it_burns() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		// The owner of miner 3 orders under a name that nothing ties to it, and praises its own while it
		// runs the others down.
		let issuance = Balances::total_issuance();
		let mut said = 0;
		for _ in 0..60 {
			// Miners that are trusted would be drawn in other numbers.
			trust(0..4, 0);
			let id =
				settled_task(spec(), &[Some(result(1, 0)), Some(result(1, 0)), Some(result(1, 0))]);
			for miner in miners_of(id) {
				let rating = if miner == 3 { Rating::Good } else { Rating::Bad };
				assert_ok!(Tasks::rate(RuntimeOrigin::signed(CLIENT), id, miner, rating));
				said += 1;
			}
		}
		assert_eq!(Balances::total_issuance(), issuance - 7 * said);
		let draws = 12_000u64;
		let drawn = (0..draws)
			.filter(|n| {
				let seed = sp_io::hashing::blake2_256(&n.to_le_bytes());
				Miners::draw(H256(seed), 1, &CLIENT) == [3]
			})
			.count();
		// 1.2 of 1.2 + 3 · 0.8 is a third, of what would be a quarter; the standard deviation is 52. What
		// the miners did while they were drawn is not the same, which leaves some room.
		assert!((2_800..4_500).contains(&drawn), "{drawn}");
	});
}
