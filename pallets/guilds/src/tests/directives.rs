// SPDX-License-Identifier: Apache-2.0
//! What the Assembly has the sector do.

use crate::{mock::*, Changes, LastUpgrade, Spends, SPENDS_KEPT};
use frame_support::{assert_noop, assert_ok};
use frame_system::Error as SystemError;
use pouw_primitives::{Balance, DirectiveOutcome, EncodedChange, GovernanceNotice, SectorToHub};
use pouw_traits::{ChangeParameter, HandleDirectives};
use proptest::prelude::*;
use sp_core::H256;
use sp_runtime::DispatchError;

fn set(directive: u32, change: Change) -> DirectiveOutcome {
	assert_ok!(Guild::on_set_parameter(directive, Parameters::encode(&change).unwrap()));
	last_answer(directive)
}

/// What was answered last, which is to the directive.
fn last_answer(expected: u32) -> DirectiveOutcome {
	match Sent::get().last() {
		Some(SectorToHub::Governance(GovernanceNotice::Answer { directive, outcome })) => {
			assert_eq!(*directive, expected);
			*outcome
		},
		other => panic!("no answer: {other:?}"),
	}
}

#[test]
fn parameter_should_be_set_within_the_bounds_whatever_the_band_of_executives() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(set(1, Change::First(100)), DirectiveOutcome::Done);
		assert_eq!(set(2, Change::Second(0)), DirectiveOutcome::Done);
		assert_eq!(Values::get(), [100, 0]);
	});
}

#[test]
fn parameter_should_stay_when_the_value_is_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(set(1, Change::First(101)), DirectiveOutcome::OutOfBounds);
		assert_eq!(Values::get(), [50, 50]);
		assert!(!Changes::<Test>::contains_key(0));
	});
}

#[test]
fn parameter_should_not_be_set_by_a_directive_that_was_overtaken() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(set(2, Change::First(70)), DirectiveOutcome::Done);
		assert_eq!(set(1, Change::First(30)), DirectiveOutcome::Outdated);
		assert_eq!(set(2, Change::First(31)), DirectiveOutcome::Outdated);
		// Another parameter is another matter.
		assert_eq!(set(1, Change::Second(30)), DirectiveOutcome::Done);
		assert_eq!(Values::get(), [70, 30]);
	});
}

#[test]
fn directive_should_come_again_when_it_cannot_be_answered() {
	ExtBuilder::default().build_and_execute(|| {
		OutboxFull::set(true);
		let change = || Parameters::encode(&Change::First(70)).unwrap();
		let receive =
			|| frame_support::storage::with_storage_layer(|| Guild::on_set_parameter(1, change()));
		assert_noop!(receive(), DispatchError::Other("full"));
		OutboxFull::set(false);
		assert_ok!(receive());
		assert_eq!(last_answer(1), DirectiveOutcome::Done);
	});
}

#[test]
fn upgrade_should_be_authorized_once_and_not_by_an_older_directive() {
	ExtBuilder::default().build_and_execute(|| {
		let (newer, older) = (H256::repeat_byte(2), H256::repeat_byte(1));
		assert_ok!(Guild::on_authorize_upgrade(5, newer));
		assert_eq!(last_answer(5), DirectiveOutcome::Done);
		assert_ok!(Guild::on_authorize_upgrade(4, older));
		assert_eq!(last_answer(4), DirectiveOutcome::Outdated);
		assert_eq!(LastUpgrade::<Test>::get(), 5);
		assert_eq!(System::authorized_upgrade().map(|upgrade| *upgrade.code_hash()), Some(newer));
	});
}

#[test]
fn upgrade_should_be_refused_when_the_code_has_another_hash() {
	ExtBuilder::default().build_and_execute(|| {
		let apply = |code: &[u8]| System::apply_authorized_upgrade(signed(9), code.to_vec());
		assert_noop!(apply(b"code"), SystemError::<Test>::NothingAuthorized);
		let code_hash = H256(sp_io::hashing::blake2_256(b"code"));
		assert_ok!(Guild::on_authorize_upgrade(1, code_hash));
		assert_noop!(apply(b"cod"), SystemError::<Test>::Unauthorized);
		assert!(System::authorized_upgrade().is_some());
	});
}

/// Has the sector follow a directive that spends.
fn spend(directive: u32, amount: Balance) -> DirectiveOutcome {
	assert_ok!(Guild::on_spend_public(directive, TO, amount));
	last_answer(directive)
}

/// Who is paid.
const TO: pouw_primitives::AccountId = pouw_primitives::AccountId::new([7; 32]);

#[test]
fn spend_should_be_paid_once_however_often_it_comes() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(spend(3, 40), DirectiveOutcome::Done);
		assert_eq!(spend(3, 40), DirectiveOutcome::Outdated);
		assert_eq!(Paid::get(), [(TO, 40)]);
	});
}

#[test]
fn spend_should_be_paid_when_a_later_one_has_overtaken_it() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(spend(3, 30), DirectiveOutcome::Done);
		assert_eq!(spend(1, 10), DirectiveOutcome::Done);
		assert_eq!(spend(2, 20), DirectiveOutcome::Done);
		for (directive, amount) in [(1, 10), (2, 20), (3, 30)] {
			assert_eq!(spend(directive, amount), DirectiveOutcome::Outdated);
		}
		assert_eq!(Paid::get(), [(TO, 30), (TO, 10), (TO, 20)]);
		assert_eq!(Spends::<Test>::get().into_inner(), [1, 2, 3]);
	});
}

#[test]
fn spend_that_was_refused_should_not_be_paid_when_it_comes_again() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(spend(1, 101), DirectiveOutcome::Refused);
		Funds::set(1_000);
		assert_eq!(spend(1, 101), DirectiveOutcome::Outdated);
		assert!(Paid::get().is_empty());
		assert_eq!(spend(2, 101), DirectiveOutcome::Done);
	});
}

#[test]
fn spend_should_not_be_paid_when_it_may_have_been_forgotten() {
	ExtBuilder::default().build_and_execute(|| {
		// Every other one arrives, one more of them than are remembered.
		for number in 1..=SPENDS_KEPT + 1 {
			assert_eq!(spend(2 * number, 1), DirectiveOutcome::Done);
		}
		for old in [1, 2, 3] {
			assert_eq!(spend(old, 1), DirectiveOutcome::Outdated, "{old}");
		}
		// One that is late and newer than the oldest is followed, and comes once.
		assert_eq!(spend(5, 1), DirectiveOutcome::Done);
		assert_eq!(spend(5, 1), DirectiveOutcome::Outdated);
		assert_eq!(Spends::<Test>::get().len() as u32, SPENDS_KEPT);
		assert_eq!(Paid::get().len() as u32, SPENDS_KEPT + 2);
	});
}

#[test]
fn spend_should_come_again_when_it_cannot_be_answered() {
	ExtBuilder::default().build_and_execute(|| {
		OutboxFull::set(true);
		let receive =
			|| frame_support::storage::with_storage_layer(|| Guild::on_spend_public(1, TO, 0));
		assert_noop!(receive(), DispatchError::Other("full"));
		OutboxFull::set(false);
		assert_ok!(receive());
		assert_eq!(last_answer(1), DirectiveOutcome::Done);
	});
}

proptest! {
	/// In whatever order and however often they come, none is paid twice.
	#[test]
	fn spends_are_paid_once_each(
		directives in prop::collection::vec(1..200u32, 1..300)
	) {
		ExtBuilder::default().build_and_execute(|| {
			Funds::set(Balance::MAX);
			for directive in directives {
				spend(directive, directive.into());
				assert_ok!(Guild::do_try_state());
			}
			let mut paid: Vec<_> = Paid::get().into_iter().map(|(_, amount)| amount).collect();
			paid.sort_unstable();
			let all = paid.len();
			paid.dedup();
			assert_eq!(paid.len(), all);
		});
	}
}

proptest! {
	/// Whatever bytes arrive, nothing panics, and the values stay within bounds.
	#[test]
	fn bytes_of_any_kind_are_answered(
		bytes in prop::collection::vec(any::<u8>(), 0..64), directive: u32
	) {
		ExtBuilder::default().build_and_execute(|| {
			let change = EncodedChange::try_from(bytes).unwrap();
			assert_ok!(Guild::on_set_parameter(directive, change));
			last_answer(directive);
			assert!(Values::get().iter().all(|value| *value <= 100));
		});
	}
}
