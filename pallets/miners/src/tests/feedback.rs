// SPDX-License-Identifier: Apache-2.0
//! What clients say of miners moves the draw, within bounds, and nothing else.

use crate::{mock::*, Candidates, Feedbacks, Miners as Registry, Performances, Standings};
use frame_support::assert_ok;
use pallet_authorship::EventHandler;
use pallet_session::SessionManager;
use pouw_primitives::Rating;
use pouw_traits::{CreditWork, MinerDirectory, RewardBond, SlashBond};
use proptest::prelude::*;
use sp_core::H256;
use sp_runtime::Permill;

fn rate(who: AccountId, rating: Rating, times: u32) {
	for _ in 0..times {
		assert!(Miners::rated(&who, rating));
	}
}

/// How often `who` is the only one drawn, of so many draws.
fn times_drawn(who: AccountId, draws: u64) -> u32 {
	(0..draws).map(|n| u32::from(Miners::draw(seed(n), 1, &99) == [who])).sum()
}

fn seed(n: u64) -> H256 {
	sp_io::hashing::blake2_256(&n.to_le_bytes()).into()
}

#[test]
fn feedback_should_move_the_draw_by_a_fifth_at_most() {
	ExtBuilder::default().with_miners(4).build_and_execute(|| {
		rate(0, Rating::Good, 300);
		rate(1, Rating::Bad, 300);
		// 1.2 and 0.8 of 4 in 20,000 draws; the standard deviations are 65 and 57.
		let (loved, hated) = (times_drawn(0, 20_000), times_drawn(1, 20_000));
		assert!(loved.abs_diff(6_000) < 260, "{loved}");
		assert!(hated.abs_diff(4_000) < 230, "{hated}");
	});
}

#[test]
fn rating_should_be_refused_of_who_is_no_miner_and_left_no_bond() {
	ExtBuilder::default().with_miners(2).build_and_execute(|| {
		assert!(!Miners::rated(&9, Rating::Good));
		assert!(Miners::rated(&0, Rating::Good));
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		assert!(!Miners::rated(&0, Rating::Good));
		assert!(!Feedbacks::<Test>::contains_key(0));
	});
	ExtBuilder::default().with_miners(2).with_full_bonds().build_and_execute(|| {
		assert_ok!(Miners::deregister(RuntimeOrigin::signed(0)));
		// A record does not wash clean while the bond is there.
		assert!(Miners::rated(&0, Rating::Bad));
		let said = Feedbacks::<Test>::get(0);
		register(0);
		assert_eq!(Feedbacks::<Test>::get(0), said);
	});
}

/// Everything of the pallet that decides on authors, credit, bonds, slashes and the credibility of results,
/// after a course of events in which miners are rated as given.
fn course(ratings: &[(AccountId, bool)]) -> impl PartialEq + std::fmt::Debug {
	let mut outcome = None;
	ExtBuilder::default().with_miners(6).with_full_bonds().build_and_execute(|| {
		let mut ratings = ratings.iter();
		let mut authors = Vec::new();
		for session in 0..5 {
			for (who, good) in ratings.by_ref().take(6) {
				rate(*who, if *good { Rating::Good } else { Rating::Bad }, 3);
			}
			for who in 0..6 {
				Miners::credit(&who, session, 5_000 + u128::from(who) * 700);
				<Miners as EventHandler<AccountId, u32>>::note_author(who);
				Miners::assigned(&who);
				Miners::answered(&who, 3, 10);
				Miners::settled(&who, who % 2 == 0);
			}
			<Miners as SessionManager<AccountId>>::end_session(session);
			authors.push(<Miners as SessionManager<AccountId>>::new_session(session + 2));
		}
		let slashed = Miners::slash(&3, Permill::from_percent(20));
		let bonded = Miners::bond(&3, 1_000);
		let sorted = |mut all: Vec<String>| {
			all.sort();
			all
		};
		outcome = Some((
			authors,
			slashed,
			bonded,
			Candidates::<Test>::get().into_inner(),
			sorted(Registry::<Test>::iter().map(|entry| format!("{entry:?}")).collect()),
			sorted(Performances::<Test>::iter().map(|entry| format!("{entry:?}")).collect()),
			sorted(Standings::<Test>::iter().map(|entry| format!("{entry:?}")).collect()),
			(0..6).map(|who| Miners::performance(&who)).collect::<Vec<_>>(),
			(0..6).map(|who| Miners::standing(&who)).collect::<Vec<_>>(),
			(0..200u64).map(Balances::free_balance).collect::<Vec<_>>(),
		));
	});
	outcome.unwrap()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn nothing_but_the_draw_depends_on_feedback(
		ratings in prop::collection::vec((0..6u64, any::<bool>()), 1..30)
	) {
		prop_assert!(course(&ratings) == course(&[]), "feedback reached something else");
	}
}
