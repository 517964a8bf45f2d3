// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, AuthoredBlocks, Event, SessionAuthors};
use frame_support::assert_ok;
use pallet_authorship::EventHandler;
use pallet_session::SessionManager;
use pouw_primitives::Work;
use pouw_traits::CreditWork;
use sp_runtime::Permill;

fn choose(session: u32) -> Option<Vec<AccountId>> {
	<Miners as SessionManager<AccountId>>::new_session(session)
}

fn end(session: u32) {
	<Miners as SessionManager<AccountId>>::end_session(session);
}

fn author(who: AccountId, blocks: u32) {
	for _ in 0..blocks {
		<Miners as EventHandler<AccountId, u32>>::note_author(who);
	}
}

fn authored(who: AccountId) -> Permill {
	Miners::miner(&who).unwrap().authorship.authored
}

/// Credits the miners 0, 1, ... with falling work.
fn credit_falling(miners: AccountId, window: u32) {
	for who in 0..miners {
		Miners::credit(&who, window, 100_000 - Work::from(who) * 1_000);
	}
}

#[test]
fn authors_should_be_the_invulnerables_and_the_best_miners() {
	ExtBuilder::default()
		.with_miners(6)
		.with_full_bonds()
		.with_invulnerables(&[101, 100])
		.build_and_execute(|| {
			credit_falling(6, 1);
			assert_eq!(choose(5), Some(vec![101, 100, 0, 1, 2]));
			System::assert_last_event(
				Event::AuthorsChosen { session: 5, authors: vec![101, 100, 0, 1, 2] }.into(),
			);
		});
}

#[test]
fn authors_should_each_be_chosen_once_when_an_invulnerable_is_a_miner() {
	ExtBuilder::default()
		.with_miners(6)
		.with_full_bonds()
		.with_invulnerables(&[1])
		.build_and_execute(|| {
			credit_falling(6, 1);
			assert_eq!(choose(5), Some(vec![1, 0, 2, 3]));
		});
}

#[test]
fn authors_should_not_include_who_has_lost_keys_or_lacks_the_new_target() {
	ExtBuilder::default()
		.with_miners(4)
		.with_full_bonds()
		.with_invulnerables(&[100, 101])
		.build_and_execute(|| {
			credit_falling(4, 1);
			Keyless::set(vec![0, 100]);
			assert_eq!(choose(5), Some(vec![101, 1, 2, 3]));
			assert_ok!(Miners::set_bond_target(RuntimeOrigin::root(), BOND_TARGET + 1));
			assert_eq!(choose(6), Some(vec![101]));
		});
}

#[test]
fn authors_should_stay_when_there_is_nobody_to_choose() {
	ExtBuilder::default().with_miners(2).with_full_bonds().build_and_execute(|| {
		assert_eq!(choose(0), None);
		credit_falling(2, 1);
		assert_eq!(choose(1), Some(vec![0, 1]));
		Keyless::set(vec![0, 1]);
		assert_eq!(choose(2), None);
		// Those who stay are judged by what they then do.
		assert_eq!(SessionAuthors::<Test>::get(2).unwrap(), vec![0, 1]);
	});
}

#[test]
fn authors_should_be_ranked_by_the_records_of_the_moment() {
	ExtBuilder::default().with_miners(2).with_full_bonds().build_and_execute(|| {
		use pouw_traits::MinerDirectory;
		credit_falling(2, 1);
		for _ in 0..4 {
			Miners::assigned(&0);
			Miners::settled(&0, false);
		}
		assert_eq!(choose(1), Some(vec![1, 0]));
	});
}

#[test]
fn authorship_should_follow_the_blocks_authored() {
	ExtBuilder::default()
		.with_miners(2)
		.with_full_bonds()
		.with_invulnerables(&[100])
		.build_and_execute(|| {
			credit_falling(2, 1);
			choose(1);
			author(100, 14);
			author(0, 10);
			author(1, 6);
			end(1);
			// Ten blocks fell to each. The average was a half and takes a quarter of the session.
			assert_eq!(authored(0), Permill::from_rational(625u32, 1_000));
			assert_eq!(authored(1), Permill::from_rational(525u32, 1_000));
			assert_eq!(AuthoredBlocks::<Test>::iter().count(), 0);
			assert!(!SessionAuthors::<Test>::contains_key(1));
		});
}

#[test]
fn absent_author_should_be_barred_for_some_sessions() {
	ExtBuilder::default().with_miners(2).with_full_bonds().build_and_execute(|| {
		credit_falling(2, 1);
		assert_eq!(choose(1), Some(vec![0, 1]));
		author(1, 20);
		end(1);
		System::assert_last_event(Event::AuthorBarred { miner: 0, session: 1, until: 4 }.into());
		assert_eq!(choose(3), Some(vec![1]));
		credit_falling(2, 2);
		assert_eq!(choose(4), Some(vec![1, 0]));
	});
}

#[test]
fn absent_author_should_not_be_barred_when_few_or_no_blocks_fell_to_it() {
	ExtBuilder::default().with_miners(2).with_full_bonds().build_and_execute(|| {
		credit_falling(2, 1);
		choose(1);
		end(1);
		assert_eq!(authored(0), Permill::from_percent(50));
		choose(2);
		author(1, 5);
		end(2);
		assert_eq!(Miners::miner(&0).unwrap().authorship.barred_until, 0);
		assert_eq!(authored(0), Permill::from_rational(375u32, 1_000));
	});
}

#[test]
fn blocks_of_strangers_should_change_nothing() {
	ExtBuilder::default().with_miners(1).with_full_bonds().build_and_execute(|| {
		credit_falling(1, 1);
		choose(1);
		author(77, 50);
		end(1);
		assert_eq!(authored(0), Permill::from_percent(50));
		assert_eq!(AuthoredBlocks::<Test>::iter().count(), 0);
	});
}
