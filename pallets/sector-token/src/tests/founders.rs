// SPDX-License-Identifier: Apache-2.0

use crate::{
	mock::*, CarriedOver, Conversions, CurrentPeriod, Error, Event, Founders, FoundersOwed,
	FoundersShare, GenesisConfig, Issued, PublicIncome, PublicShare, RecycleLimit, RecycleShare,
	Schedule, Supply,
};
use frame_support::{
	assert_noop, assert_ok,
	storage::with_storage_layer,
	traits::{fungible::Mutate, tokens::Preservation},
};
use pouw_primitives::{
	conversion::{CancelReason, ConversionId, ConversionState},
	AccountId, Balance,
};
use pouw_traits::{ConversionOutcome, WorkIssuance};
use proptest::prelude::*;
use sp_runtime::{DispatchError, Permill};

/// Issues so much that the public income is `public`.
fn earn(public: Balance) {
	SectorToken::issue(&MINER, public * 100 / 3 + 1);
}

fn balance(who: AccountId) -> Balance {
	Balances::free_balance(who)
}

fn hand_over(from: AccountId, to: AccountId) {
	assert_ok!(SectorToken::hand_over_founders(RuntimeOrigin::signed(from), to));
}

#[test]
fn founders_should_get_what_recycling_leaves_of_their_part() {
	execute_from(genesis_with_founders(20), || {
		earn(1_000);
		// Nothing before the period's end.
		run_to(9);
		assert_eq!(balance(FOUNDERS), 0);
		let before = public();
		run_to(10);
		let period = SectorToken::period(0).unwrap();
		assert_eq!((period.income, period.founders), (1_000, 200));
		assert_eq!((period.due, period.founders_due, period.founders_paid), (500, 100, 100));
		assert_eq!((period.converted, period.conversion), (500, Some(0)));
		let record = record(0);
		assert_eq!((record.amount, record.beneficiary), (500, TREASURY));
		assert_eq!(balance(FOUNDERS), 100);
		assert_eq!(public(), before - 600);
		System::assert_last_event(
			Event::IncomeRecycled { period: 0, conversion: 0, converted: 500, carried: 0 }.into(),
		);
		System::assert_has_event(Event::FoundersPaid { who: FOUNDERS, amount: 100 }.into());
	});
}

#[test]
fn miners_should_get_the_same_with_founders_as_without() {
	for genesis in [genesis(), genesis_with_founders(50)] {
		execute_from(genesis, || {
			assert_eq!(SectorToken::issue(&MINER, 1_000), 970);
			assert_eq!(PublicIncome::<Test>::get(), 30);
		});
	}
}

#[test]
fn each_part_should_give_its_share_when_neither_is_divisible() {
	execute_from(genesis_with_founders(33), || {
		earn(101);
		run_to(10);
		let period = SectorToken::period(0).unwrap();
		// 33 of 101 are the founders'; both parts are rounded up.
		assert_eq!((period.founders, period.founders_due, period.due), (33, 17, 17 + 34));
		assert_eq!(period.founders_paid, 16);
	});
}

#[test]
fn founders_should_get_nothing_when_all_is_recycled() {
	execute_from(genesis_with_founders(50), || {
		assert_ok!(SectorToken::set_recycle_share(RuntimeOrigin::root(), Permill::one()));
		earn(100);
		run_to(10);
		assert_eq!((record(0).amount, balance(FOUNDERS)), (100, 0));
		assert_eq!(FoundersOwed::<Test>::get(), 0);
	});
}

#[test]
fn all_income_should_be_the_publics_when_there_are_no_founders() {
	build_and_execute(|| {
		earn(100);
		run_to(10);
		let period = SectorToken::period(0).unwrap();
		assert_eq!((period.founders, period.founders_due, period.founders_paid), (0, 0, 0));
		assert_eq!(period.due, 50);
	});
}

#[test]
fn founders_should_not_get_their_share_of_recycling_when_it_fails_or_is_refunded() {
	execute_from(genesis_with_founders(50), || {
		earn(200);
		QueueFull::set(true);
		run_to(10);
		assert_eq!((balance(FOUNDERS), CarriedOver::<Test>::get()), (50, 100));
		QueueFull::set(false);
		run_to(20);
		assert_eq!((record(0).amount, balance(FOUNDERS)), (100, 50));
		assert_ok!(SectorToken::cancelled(0, CancelReason::AboveCap));
		assert_eq!((balance(FOUNDERS), CarriedOver::<Test>::get()), (50, 100));
		// In parts from now on, and still all of it.
		run_to(40);
		let parts: Vec<_> = (1..3).map(|id| record(id).amount).collect();
		assert_eq!(parts, [50, 50]);
		assert_eq!((balance(FOUNDERS), CarriedOver::<Test>::get()), (50, 0));
	});
}

#[test]
fn founders_should_be_owed_what_their_account_cannot_receive() {
	execute_from(genesis_with_founders(10), || {
		// Ten of it are theirs, of which five stay: less than the existential deposit.
		earn(100);
		run_to(10);
		System::assert_has_event(Event::FoundersUnpaid { who: FOUNDERS, owed: 5 }.into());
		let period = SectorToken::period(0).unwrap();
		assert_eq!((period.founders_due, period.founders_paid, balance(FOUNDERS)), (5, 0, 0));
		// Periods without income try again, and lose nothing.
		run_to(20);
		assert_eq!(FoundersOwed::<Test>::get(), 5);
		earn(100);
		run_to(30);
		assert_eq!((balance(FOUNDERS), FoundersOwed::<Test>::get()), (10, 0));
		assert_eq!(SectorToken::period(2).unwrap().founders_paid, 10);
	});
}

#[test]
fn founders_should_be_paid_again_when_their_account_was_reaped() {
	execute_from(genesis_with_founders(50), || {
		earn(200);
		run_to(10);
		assert_eq!(balance(FOUNDERS), 50);
		assert_ok!(Balances::transfer(&FOUNDERS, &ALICE, 50, Preservation::Expendable));
		assert_eq!(balance(FOUNDERS), 0);
		earn(20);
		run_to(20);
		assert_eq!((balance(FOUNDERS), FoundersOwed::<Test>::get()), (0, 5));
		earn(20);
		run_to(30);
		assert_eq!((balance(FOUNDERS), FoundersOwed::<Test>::get()), (10, 0));
	});
}

#[test]
fn founders_should_wait_when_the_public_account_has_less_than_is_carried_over() {
	execute_from(genesis_with_founders(50), || {
		earn(200);
		QueueFull::set(true);
		// As if somebody had taken it: recycling comes first.
		let public = SectorToken::public_account();
		assert_ok!(Balances::transfer(&public, &ALICE, 80, Preservation::Preserve));
		run_to(10);
		assert_eq!((balance(FOUNDERS), FoundersOwed::<Test>::get()), (20, 30));
		assert_eq!(CarriedOver::<Test>::get(), 100);
		assert_ok!(Balances::transfer(&ALICE, &public, 80, Preservation::Preserve));
		QueueFull::set(false);
	});
}

#[test]
fn hand_over_should_send_the_income_of_the_period_to_the_new_account() {
	execute_from(genesis_with_founders(10), || {
		earn(100);
		run_to(10);
		assert_eq!(FoundersOwed::<Test>::get(), 5);
		earn(100);
		run_to(15);
		hand_over(FOUNDERS, BOB);
		System::assert_last_event(Event::FoundersHandedOver { from: FOUNDERS, to: BOB }.into());
		run_to(20);
		// What was owed goes with it.
		assert_eq!((balance(FOUNDERS), balance(BOB)), (0, ENDOWMENT + 10));
		assert_eq!(FoundersOwed::<Test>::get(), 0);
	});
}

#[test]
fn hand_over_should_fail_when_it_is_not_signed_by_the_founders() {
	execute_from(genesis_with_founders(20), || {
		assert_noop!(
			SectorToken::hand_over_founders(RuntimeOrigin::signed(ALICE), ALICE),
			Error::<Test>::NotTheFounders
		);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(SectorToken::hand_over_founders(origin, ALICE), DispatchError::BadOrigin);
		}
		hand_over(FOUNDERS, ALICE);
		assert_noop!(
			SectorToken::hand_over_founders(RuntimeOrigin::signed(FOUNDERS), FOUNDERS),
			Error::<Test>::NotTheFounders
		);
		hand_over(ALICE, FOUNDERS);
	});
}

#[test]
fn hand_over_should_fail_when_the_account_is_the_pallets_or_there_are_no_founders() {
	execute_from(genesis_with_founders(20), || {
		for account in [
			SectorToken::public_account(),
			SectorToken::reserve_account(),
			SectorToken::fee_account(),
		] {
			assert_noop!(
				SectorToken::hand_over_founders(RuntimeOrigin::signed(FOUNDERS), account),
				Error::<Test>::AccountOfThePallet
			);
		}
	});
	build_and_execute(|| {
		assert_noop!(
			SectorToken::hand_over_founders(RuntimeOrigin::signed(ALICE), ALICE),
			Error::<Test>::NoFounders
		);
	});
}

#[test]
fn set_founders_share_should_work_up_to_the_greatest() {
	execute_from(genesis_with_founders(20), || {
		for share in [Permill::zero(), MaxFoundersShare::get()] {
			assert_ok!(SectorToken::set_founders_share(RuntimeOrigin::root(), share));
			assert_eq!(FoundersShare::<Test>::get(), share);
			System::assert_last_event(Event::FoundersShareSet { share }.into());
		}
		let beyond = Permill::from_parts(500_001);
		assert_noop!(
			SectorToken::set_founders_share(RuntimeOrigin::root(), beyond),
			Error::<Test>::FoundersShareTooGreat
		);
		assert_noop!(
			SectorToken::set_founders_share(RuntimeOrigin::signed(FOUNDERS), Permill::zero()),
			DispatchError::BadOrigin
		);
		// As after a runtime upgrade.
		MaxFoundersShare::set(Permill::from_percent(10));
		earn(100);
		run_to(10);
		assert_eq!(SectorToken::period(0).unwrap().founders, 10);
		MaxFoundersShare::set(Permill::from_percent(50));
	});
}

#[test]
fn set_founders_share_should_fail_when_there_are_no_founders() {
	build_and_execute(|| {
		let set = |share| SectorToken::set_founders_share(RuntimeOrigin::root(), share);
		assert_noop!(set(Permill::from_percent(1)), Error::<Test>::NoFounders);
		assert_ok!(set(Permill::zero()));
	});
}

#[test]
#[should_panic(expected = "greater than MaxFoundersShare")]
fn genesis_should_fail_when_the_founders_share_is_too_great() {
	build_with(genesis_with_founders(51));
}

#[test]
#[should_panic(expected = "have a share and no account")]
fn genesis_should_fail_when_there_is_a_share_without_founders() {
	build_with(GenesisConfig { founders_share: Permill::from_percent(1), ..genesis() });
}

#[test]
#[should_panic(expected = "is one of the pallet's")]
fn genesis_should_fail_when_the_founders_account_is_the_pallets() {
	let founders = Some(SectorToken::public_account());
	build_with(GenesisConfig { founders, ..genesis() });
}

#[derive(Clone, Debug)]
enum Action {
	/// Issues this much of the next window's budget, in thousandths.
	Work(u32),
	HandOver(u8),
	SetShares {
		recycled: u32,
		founders: u32,
		public: u32,
	},
	/// Ends the oldest pending conversion: settled, or cancelled for one of three reasons.
	Answer(u8),
	SetQueueFull(bool),
	Spend(Balance),
	Reap,
	NextPeriod,
}

fn action() -> impl Strategy<Value = Action> {
	prop_oneof![
		6 => (0..=1_000u32).prop_map(Action::Work),
		1 => (0..4u8).prop_map(Action::HandOver),
		1 => (0..=1_000_000u32, 0..=500_000u32, 0..=100_000u32).prop_map(
			|(recycled, founders, public)| Action::SetShares { recycled, founders, public }
		),
		4 => (0..4u8).prop_map(Action::Answer),
		1 => any::<bool>().prop_map(Action::SetQueueFull),
		2 => prop_oneof![0..5_000u128, Just(Balance::MAX)].prop_map(Action::Spend),
		1 => Just(Action::Reap),
		6 => Just(Action::NextPeriod),
	]
}

/// What is counted beside the pallet.
#[derive(Default)]
struct Model {
	/// Public income of all periods that ended.
	income: Balance,
	/// Of it, what had to be handed to conversion at the shares of the time.
	required: Balance,
	/// Of it, the least that had to be handed to conversion at any share.
	floor: Balance,
	/// The most that the founders may have got by now.
	founders: Balance,
	/// What they were paid.
	paid: Balance,
	/// What was spent by governance.
	spent: Balance,
}

impl Model {
	fn perform(&mut self, action: Action) {
		match action {
			Action::Work(parts) => {
				let budget = SectorToken::window_budget();
				let schedule: Schedule = Supply::<Test>::get();
				let issued = Issued::<Test>::get();
				let halved = schedule.first_budget.checked_shr(schedule.halvings(issued));
				assert!(budget <= halved.unwrap_or(0));
				let amount = budget * Balance::from(parts) / 1_000;
				let public = PublicShare::<Test>::get().mul_floor(amount);
				assert_eq!(SectorToken::issue(&MINER, amount), amount - public);
				assert_eq!(Issued::<Test>::get(), issued + amount);
			},
			Action::HandOver(to) => {
				let from = Founders::<Test>::get().unwrap();
				let to = [ALICE, BOB, NOBODY, FOUNDERS][usize::from(to)].clone();
				hand_over(from, to);
			},
			Action::SetShares { recycled, founders, public } => {
				let root = RuntimeOrigin::root;
				let _ = SectorToken::set_recycle_share(root(), Permill::from_parts(recycled));
				assert_ok!(SectorToken::set_founders_share(root(), Permill::from_parts(founders)));
				assert_ok!(SectorToken::set_public_share(root(), Permill::from_parts(public)));
			},
			Action::Answer(how) => {
				let Some(id) = pending_conversions().into_iter().min() else { return };
				match how {
					0 => {
						assert_ok!(SectorToken::settled(id, 1));
					},
					1 => {
						assert_ok!(SectorToken::cancelled(id, CancelReason::AboveCap));
					},
					2 => {
						assert_ok!(SectorToken::cancelled(id, CancelReason::Unwitnessed));
					},
					_ => {
						assert_ok!(SectorToken::cancelled(id, CancelReason::Governance));
					},
				}
			},
			Action::SetQueueFull(full) => QueueFull::set(full),
			Action::Spend(amount) => {
				let spend = || SectorToken::spend_public(RuntimeOrigin::root(), MINER, amount);
				let free = SectorToken::public_spendable();
				let done = with_storage_layer(spend);
				assert_eq!(done.is_ok(), amount <= free);
				if done.is_ok() {
					self.spent += amount;
				}
			},
			Action::Reap => {
				let who = Founders::<Test>::get().unwrap();
				Balances::set_balance(&who, 0);
			},
			Action::NextPeriod => self.end_period(),
		}
	}

	fn end_period(&mut self) {
		let number = CurrentPeriod::<Test>::get();
		let (income, carried) = (PublicIncome::<Test>::get(), CarriedOver::<Test>::get());
		let share = RecycleShare::<Test>::get();
		let founders = FoundersShare::<Test>::get().mul_floor(income);
		run_to((number + 1) * RecyclePeriod::get());
		let period = SectorToken::period(number).unwrap();

		assert_eq!((period.income, period.founders), (income, founders));
		assert_eq!(
			period.due,
			carried + share.mul_ceil(founders) + share.mul_ceil(income - founders)
		);
		// All of it goes, unless something is in the way.
		let room = RecycleLimit::<Test>::get().unwrap_or(Balance::MAX);
		let pending = pending_conversions().len() - usize::from(period.conversion.is_some());
		let in_the_way = QueueFull::get()
			|| period.due.min(room) < MinConversion::get()
			|| pending >= MaxPendingPerAccount::get() as usize;
		assert_eq!(period.converted, if in_the_way { 0 } else { period.due.min(room) });

		self.income += income;
		self.required += share.mul_ceil(income);
		self.floor += RecycleFloor::get().mul_ceil(income);
		self.founders += founders - share.mul_ceil(founders);
		self.paid += period.founders_paid;
	}

	fn check(&self, genesis: Balance) {
		assert_ok!(SectorToken::do_try_state());
		assert!(Issued::<Test>::get() <= CAP);
		assert!(Balances::total_issuance() <= genesis + Issued::<Test>::get());

		// Handed to conversion and not come back, or to be handed over with the next period.
		let public = SectorToken::public_account();
		let handed: Balance = Conversions::<Test>::iter_values()
			.filter(|record| record.who == public && !is_refunded(&record.state))
			.map(|record| record.amount)
			.sum();
		let recycled = handed + CarriedOver::<Test>::get();
		assert!(recycled >= self.required && recycled >= self.floor);
		// And the founders and governance have no more than the rest.
		assert_eq!(self.paid + FoundersOwed::<Test>::get(), self.founders);
		assert!(recycled + self.founders + self.spent <= self.income);
	}
}

fn is_refunded(state: &ConversionState) -> bool {
	matches!(state, ConversionState::Refunded { .. })
}

fn pending_conversions() -> Vec<ConversionId> {
	Conversions::<Test>::iter()
		.filter(|(_, record)| record.state == ConversionState::Pending)
		.map(|(id, _)| id)
		.collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(192))]

	/// Over halvings, too: the first window may issue a fifth of the cap.
	#[test]
	fn at_least_the_share_of_all_income_is_handed_to_conversion_whatever_happens(
		actions in prop::collection::vec(action(), 1..80)
	) {
		let genesis = GenesisConfig { first_budget: CAP / 5, ..genesis_with_founders(20) };
		execute_from(genesis, || {
			let before = Balances::total_issuance();
			let mut model = Model::default();
			for action in actions {
				model.perform(action);
				model.check(before);
			}
		});
	}
}
