// SPDX-License-Identifier: Apache-2.0

use crate::{
	mock::*, CarriedOver, Conversions, CurrentPeriod, DebtsQueue, DeferredFees, FoundersOwed,
	FoundersShare, Issued, NextConversion, PendingCount, PendingOf, Periods, Pledged, PublicShare,
	Totals, Unclaimed, WaitingReleases,
};
use frame_support::{
	assert_err, assert_ok,
	traits::{fungible::Mutate, tokens::Preservation},
};
use pouw_primitives::{
	conversion::{CancelReason, ConversionId, ConversionState, ReleaseOrder, ReleaseReason},
	AccountId, Balance,
};
use pouw_traits::{ConversionOutcome, RecordingFees, ReserveRelease, WorkIssuance};
use proptest::prelude::*;
use sp_runtime::{DispatchError, DispatchResult, Permill};

/// Does `action` as the chain does it, whole or not at all.
fn transactional<R>(action: impl FnOnce() -> Result<R, DispatchError>) -> Result<R, DispatchError> {
	frame_support::storage::with_storage_layer(action)
}

#[derive(Clone, Debug)]
enum Action {
	Issue(u8, Balance),
	Pledge(Balance),
	Redeem(u8, Balance),
	Forgo(Balance),
	Convert(u8, Balance),
	Settle(ConversionId, Balance),
	Cancel(ConversionId, u8),
	Release(u8, Balance),
	Order(u64, u8, Balance),
	Earn(Balance),
	CloseWindow,
	Donate(u8, Balance),
	Claim(u8),
	SetQueueFull(bool),
	SetShares(u32, u32),
	NextBlocks(u32),
}

fn amount() -> impl Strategy<Value = Balance> {
	prop_oneof![8 => 0..600u128, 2 => 0..40u128, 1 => Just(Balance::MAX), 1 => 0..CAP]
}

fn action() -> impl Strategy<Value = Action> {
	let who = 0..5u8;
	prop_oneof![
		3 => (who.clone(), amount()).prop_map(|(w, a)| Action::Issue(w, a)),
		2 => amount().prop_map(Action::Pledge),
		2 => (who.clone(), amount()).prop_map(|(w, a)| Action::Redeem(w, a)),
		1 => amount().prop_map(Action::Forgo),
		6 => (who.clone(), amount()).prop_map(|(w, a)| Action::Convert(w, a)),
		5 => (0..12u64, amount()).prop_map(|(id, a)| Action::Settle(id, a)),
		3 => (0..12u64, 0..3u8).prop_map(|(id, reason)| Action::Cancel(id, reason)),
		4 => (who.clone(), amount()).prop_map(|(w, a)| Action::Release(w, a)),
		2 => (0..200u64, who.clone(), amount()).prop_map(|(n, w, a)| Action::Order(n, w, a)),
		3 => amount().prop_map(Action::Earn),
		2 => Just(Action::CloseWindow),
		1 => (who.clone(), amount()).prop_map(|(w, a)| Action::Donate(w, a)),
		1 => who.prop_map(Action::Claim),
		1 => any::<bool>().prop_map(Action::SetQueueFull),
		1 => (0..200_000u32, 400_000..1_000_000u32).prop_map(|(p, r)| Action::SetShares(p, r)),
		3 => (1..15u32).prop_map(Action::NextBlocks),
	]
}

fn account(who: u8) -> AccountId {
	match who {
		0 => ALICE,
		1 => BOB,
		2 => MINER,
		3 => NOBODY,
		_ => SectorToken::public_account(),
	}
}

/// What a model of the pallet knows besides its storage.
#[derive(Default)]
struct Model {
	donated: Balance,
	outcomes: std::collections::BTreeMap<ConversionId, ConversionState>,
}

impl Model {
	fn perform(&mut self, action: Action) {
		match action {
			Action::Issue(who, amount) => {
				let reward = SectorToken::issue(&account(who), amount);
				assert!(reward <= amount);
			},
			Action::Pledge(amount) => {
				SectorToken::pledge(amount);
			},
			// Nobody redeems or forgoes more than was pledged to it.
			Action::Redeem(who, amount) => {
				SectorToken::redeem(&account(who), amount.min(Pledged::<Test>::get()));
			},
			Action::Forgo(amount) => SectorToken::forgo(amount.min(Pledged::<Test>::get())),
			// The public account has no key.
			Action::Convert(who, amount) => {
				let sent = Sent::get().len();
				let done = transactional(|| {
					SectorToken::convert_to_main(RuntimeOrigin::signed(account(who % 4)), amount)
				});
				assert_eq!(Sent::get().len(), sent + usize::from(done.is_ok()));
			},
			Action::Settle(id, minted) => {
				let done = transactional(|| SectorToken::settled(id, minted));
				self.check(id, ConversionState::Settled { minted }, done);
			},
			Action::Cancel(id, reason) => {
				let reason = match reason {
					0 => CancelReason::Governance,
					1 => CancelReason::AboveCap,
					_ => CancelReason::Unwitnessed,
				};
				let done = transactional(|| SectorToken::cancelled(id, reason));
				self.check(id, ConversionState::Refunded { reason }, done);
			},
			Action::Release(who, amount) => {
				let available = Totals::<Test>::get().available();
				let paid = transactional(|| {
					SectorToken::release(&account(who), amount, ReleaseReason::TaskSettlement)
				});
				assert!(paid.unwrap_or(0) <= available);
			},
			Action::Order(release, beneficiary, amount) => {
				let beneficiary = account(beneficiary);
				let reason = ReleaseReason::EmergencyLiquidity;
				let order = ReleaseOrder { release, beneficiary, amount, reason };
				if transactional(|| SectorToken::carry_out(order.clone())).is_ok() {
					// It is not paid or owed twice.
					let after = (Totals::<Test>::get(), DebtsQueue::<Test>::get().total);
					let _ = transactional(|| SectorToken::carry_out(order));
					assert_eq!((Totals::<Test>::get(), DebtsQueue::<Test>::get().total), after);
				}
			},
			Action::Earn(amount) => {
				let paid_or_owed = || {
					let fees = Balances::free_balance(SectorToken::fee_account());
					let owed = DebtsQueue::<Test>::get().total;
					fees.saturating_add(owed).saturating_add(DeferredFees::<Test>::get())
				};
				let before = paid_or_owed();
				SectorToken::on_earned(amount);
				assert_eq!(paid_or_owed(), before.saturating_add(amount));
			},
			Action::CloseWindow => {
				SectorToken::window_budget();
			},
			Action::Donate(who, amount) => {
				let reserve = SectorToken::reserve_account();
				let giver = account(who % 4);
				if Balances::transfer(&giver, &reserve, amount, Preservation::Preserve).is_ok() {
					self.donated += amount;
				}
			},
			Action::Claim(who) => {
				let _ = transactional(|| {
					SectorToken::claim(RuntimeOrigin::signed(ALICE), account(who))
				});
			},
			Action::SetQueueFull(full) => QueueFull::set(full),
			Action::SetShares(public, recycled) => {
				let root = RuntimeOrigin::root;
				let _ = SectorToken::set_public_share(root(), Permill::from_parts(public));
				let _ = SectorToken::set_recycle_share(root(), Permill::from_parts(recycled));
			},
			Action::NextBlocks(blocks) => run_to(System::block_number() + blocks),
		}
	}

	/// An outcome is accepted if it is the first for its conversion or the same as that.
	fn check(&mut self, id: ConversionId, outcome: ConversionState, done: DispatchResult) {
		let known = id < NextConversion::<Test>::get();
		let accepted = known && *self.outcomes.entry(id).or_insert(outcome) == outcome;
		assert_eq!(done.is_ok(), accepted);
		if known {
			assert_eq!(state(id), self.outcomes[&id]);
		}
	}

	fn check_sums(&self, genesis: Balance) {
		assert_ok!(SectorToken::do_try_state());
		assert_eq!(Balances::total_issuance(), genesis + Issued::<Test>::get());
		let totals = Totals::<Test>::get();
		assert_eq!(
			reserve(),
			ExistentialDeposit::get()
				+ totals.pending
				+ (totals.settled - totals.released)
				+ totals.unclaimed
				+ self.donated
		);
		assert!(Issued::<Test>::get() + Pledged::<Test>::get() <= CAP);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(192))]

	#[test]
	fn any_sequence_of_events_keeps_the_invariants_and_loses_nothing(
		actions in prop::collection::vec(action(), 1..100)
	) {
		build_and_execute(|| {
			let genesis = Balances::total_issuance();
			let mut model = Model::default();
			for action in actions {
				model.perform(action);
				model.check_sums(genesis);
			}
		});
	}
}

/// Breaks the state with `damage` and expects the check that notices.
fn fails(damage: impl FnOnce(), message: &'static str) {
	build_with(genesis()).execute_with(|| {
		settled(ALICE, 100);
		pending(BOB, 200);
		assert_ok!(SectorToken::release(&MINER, 150, ReleaseReason::Governance));
		run_to(10);
		assert_ok!(SectorToken::do_try_state());
		damage();
		assert_err!(SectorToken::do_try_state(), message);
	});
}

#[test]
fn try_state_should_fail_when_the_issuance_is_wrong() {
	fails(|| Pledged::<Test>::put(CAP + 1), "more is issued and pledged than the cap");
	fails(
		|| {
			assert_ok!(Balances::mint_into(&ALICE, 1));
		},
		"more tokens exist than at genesis and by work",
	);
	fails(
		|| PublicShare::<Test>::put(Permill::one()),
		"the public share is greater than MaxPublicShare",
	);
}

#[test]
fn try_state_should_fail_when_the_conversions_are_wrong() {
	fails(
		|| Totals::<Test>::mutate(|totals| totals.pending -= 1),
		"the pending conversions are not the pending total",
	);
	fails(
		|| Totals::<Test>::mutate(|totals| totals.settled += 1),
		"the settled conversions are not the settled total",
	);
	fails(
		|| Totals::<Test>::mutate(|totals| totals.minted += 1),
		"the MAIN of the conversions is not the minted total",
	);
	fails(|| PendingCount::<Test>::put(2), "the count of pending conversions is wrong");
	fails(
		|| PendingOf::<Test>::insert(ALICE, 1),
		"the count of an account's pending conversions is wrong",
	);
	fails(|| NextConversion::<Test>::put(1), "a conversion has an id that was not given out");
	fails(
		|| MaxPendingPerAccount::set(0),
		"more conversions of an account are pending than MaxPendingPerAccount",
	);
}

#[test]
fn try_state_should_fail_when_the_reserve_is_wrong() {
	fails(
		|| {
			let reserve = SectorToken::reserve_account();
			assert_ok!(Balances::transfer(&reserve, &ALICE, 1, Preservation::Preserve));
		},
		"the reserve holds less than pending + settled - released + unclaimed",
	);
	fails(
		|| Totals::<Test>::mutate(|totals| totals.released += 1),
		"more was released than settled",
	);
	fails(
		|| Unclaimed::<Test>::insert(ALICE, 1),
		"the unclaimed payments are not the unclaimed total",
	);
	fails(|| DebtsQueue::<Test>::mutate(|queue| queue.next += 1), "the queue of debts has a gap");
	fails(|| DebtsQueue::<Test>::mutate(|queue| queue.total += 1), "the debts are not their sum");
	fails(DebtsQueue::<Test>::kill, "there are debts outside their queue");
}

#[test]
fn try_state_should_fail_when_a_release_that_was_answered_waits() {
	fails(
		|| {
			let order = |release| ReleaseOrder {
				release,
				beneficiary: ALICE,
				amount: 1,
				reason: ReleaseReason::Governance,
			};
			assert_ok!(SectorToken::carry_out(order(0)));
			assert_ok!(WaitingReleases::<Test>::try_append(order(0)));
		},
		"a release waits and is answered",
	);
}

#[test]
fn try_state_should_fail_when_the_recycling_is_wrong() {
	fails(
		|| CarriedOver::<Test>::put(CAP),
		"the public account has less than its income and what it owes",
	);
	fails(
		|| {
			let record = Periods::<Test>::take(0).unwrap();
			Periods::<Test>::insert(5, record);
		},
		"a period is on record in a wrong slot",
	);
	fails(|| CurrentPeriod::<Test>::put(0), "a period is on record too early");
}

#[test]
fn try_state_should_fail_when_the_founders_part_is_wrong() {
	fails(
		|| FoundersShare::<Test>::put(Permill::one()),
		"the founders' share is greater than MaxFoundersShare",
	);
	fails(
		|| FoundersOwed::<Test>::put(CAP),
		"the public account has less than its income and what it owes",
	);
	fails(
		|| FoundersOwed::<Test>::put(1),
		"the founders have a share, or are owed something, and have no account",
	);
	fails(
		|| {
			Periods::<Test>::mutate(0, |record| {
				if let Some(record) = record {
					record.founders = 1;
				}
			});
		},
		"the founders' part of a period is more than its income, or gave more than it is",
	);
}

#[test]
fn conversions_should_stay_on_record() {
	build_and_execute(|| {
		let id = settled(ALICE, 100);
		run_to(500);
		assert!(Conversions::<Test>::contains_key(id));
	});
}
