// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Cancelling, Open, OpenOf, Orders as Records, Totals};
use frame_support::{assert_err, storage::with_storage_layer};
use pouw_primitives::{
	order::RefusalReason, task::FailureReason, Balance, OrderId, OrderOutcome, SectorId,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Action {
	Order {
		who: u8,
		sector: u32,
		main: Balance,
	},
	/// A sector takes one of the orders that were sent, in any order, and ends it.
	Run {
		nth: usize,
		outcome: u8,
		share: u128,
	},
	/// An answer that was given before arrives (again, or for the first time).
	Deliver {
		nth: usize,
	},
	/// A client takes an order back.
	Cancel {
		who: u8,
		sector: u32,
		order: OrderId,
	},
	/// Something no sector would say.
	Forge {
		sector: u32,
		order: OrderId,
		paid: Balance,
	},
	Blocks(u32),
	Relay(u32),
	Suspend {
		sector: u32,
		suspended: bool,
	},
	Full(BTreeSet<u32>),
	Close {
		sector: u32,
		order: OrderId,
	},
}

fn action() -> impl Strategy<Value = Action> {
	let sector = || 2001..2004u32;
	let main = prop_oneof![
		8 => 40..5_000u128,
		1 => 0..60u128,
		1 => (ENDOWMENT - 20)..(ENDOWMENT + 20),
		1 => any::<u128>(),
	];
	prop_oneof![
		8 => (0..CLIENTS, sector(), main)
			.prop_map(|(who, sector, main)| Action::Order { who, sector, main }),
		6 => (0..8usize, 0..4u8, 0..=100u128)
			.prop_map(|(nth, outcome, share)| Action::Run { nth, outcome, share }),
		8 => (0..12usize).prop_map(|nth| Action::Deliver { nth }),
		4 => (0..CLIENTS, sector(), 0..12u64)
			.prop_map(|(who, sector, order)| Action::Cancel { who, sector, order }),
		2 => (sector(), 0..12u64, any::<u128>())
			.prop_map(|(sector, order, paid)| Action::Forge { sector, order, paid }),
		3 => (1..15u32).prop_map(Action::Blocks),
		1 => (1..300u32).prop_map(Action::Relay),
		1 => (sector(), any::<bool>())
			.prop_map(|(sector, suspended)| Action::Suspend { sector, suspended }),
		1 => prop::collection::btree_set(sector(), 0..2).prop_map(Action::Full),
		1 => (sector(), 0..12u64).prop_map(|(sector, order)| Action::Close { sector, order }),
	]
}

/// The sectors as the tests play them: what each has said of each order, never two things of one.
#[derive(Default)]
struct World {
	said: BTreeMap<(SectorId, OrderId), OrderOutcome>,
}

impl World {
	fn perform(&mut self, action: Action) {
		match action {
			Action::Order { who, sector, main } => {
				let before = free(who);
				if try_order(who, SectorId(sector), main).is_ok() {
					assert_eq!(free(who), before - main);
				}
			},
			Action::Run { nth, outcome, share } => {
				let sent = Outbox::sent();
				let Some((sector, order)) = sent.get(sent.len().saturating_sub(nth + 1)) else {
					return;
				};
				let task = order.order;
				let outcome = match outcome {
					0 => OrderOutcome::Refused { reason: RefusalReason::Busy },
					1 => OrderOutcome::Failed { task, reason: FailureReason::TooFewMiners },
					_ => OrderOutcome::Settled { task, paid: order.spec.price * share / 100 },
				};
				self.said.entry((*sector, order.order)).or_insert(outcome);
			},
			Action::Deliver { nth } => {
				let answer = self.said.iter().rev().nth(nth).map(|(key, said)| (*key, *said));
				if let Some(((sector, order), outcome)) = answer {
					ends(sector, order, outcome);
				}
			},
			// What the sector makes of it, one of its answers says.
			Action::Cancel { who, sector, order } => {
				let origin = RuntimeOrigin::signed(client(who));
				let before = held(who);
				let _ = with_storage_layer(|| Orders::cancel(origin, SectorId(sector), order));
				assert_eq!(held(who), before);
			},
			Action::Forge { sector, order, paid } => {
				// Of an order on another sector: no sector lies of its own, its runtime being checked.
				let sector = SectorId(sector);
				if Records::<Test>::get(sector, order).is_none() {
					ends(sector, order, settled(paid));
				}
			},
			Action::Blocks(count) => System::set_block_number(System::block_number() + count),
			Action::Relay(count) => RelayBlock::mutate(|number| *number += count),
			Action::Suspend { sector, suspended } => {
				let sector = SectorId(sector);
				let root = RuntimeOrigin::root();
				let _ = if suspended {
					Sectors::suspend(root, sector)
				} else {
					Sectors::reinstate(root, sector)
				};
			},
			Action::Full(sectors) => FullQueues::set(sectors),
			Action::Close { sector, order } => {
				let sector = SectorId(sector);
				let said = self.said.get(&(sector, order)).map_or(0, OrderOutcome::paid);
				let closed = Orders::close(RuntimeOrigin::root(), sector, order, said);
				// What it had not ended by then it fails.
				if closed.is_ok() {
					let failed =
						OrderOutcome::Failed { task: order, reason: FailureReason::Overdue };
					self.said.entry((sector, order)).or_insert(failed);
				}
			},
		}
	}

	/// MAIN that all that was paid is worth, at least, by sector and rounded up for each order.
	fn check(&self) {
		check_state();
		for (sector, order, record) in Records::<Test>::iter() {
			let Some((payment, _)) = record.state.payment() else { continue };
			let said = self.said.get(&(sector, order)).expect("nothing ends without a word");
			assert_eq!(payment.burned, record.worth(said.paid()));
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	/// Whatever is lost, late, doubled or forged: MAIN is burned for what was paid and for nothing else,
	/// each order ends once, and all of it is back or burned when every sector has been heard.
	#[test]
	fn any_course_of_events_burns_what_was_paid_once_and_refunds_the_rest(
		actions in prop::collection::vec(action(), 1..120)
	) {
		build().execute_with(|| {
			let mut world = World::default();
			for action in actions {
				world.perform(action);
				world.check();
			}
			// Every message arrives in the end, and what did not end is refused.
			for (sector, order) in Outbox::sent() {
				let refused = OrderOutcome::Refused { reason: RefusalReason::TooLate };
				world.said.entry((sector, order.order)).or_insert(refused);
			}
			for ((sector, order), outcome) in world.said.clone() {
				ends(sector, order, outcome);
			}
			world.check();
			assert_eq!(Open::<Test>::iter().count(), 0);
			assert_eq!(OpenOf::<Test>::iter().count(), 0);
			assert_eq!(Cancelling::<Test>::iter().count(), 0);
			for who in 0..CLIENTS {
				assert_eq!(held(who), 0);
			}
			let burned: Balance = Totals::<Test>::iter_values().map(|totals| totals.burned).sum();
			assert_eq!(burned, Burned::all());
		});
	}
}

#[test]
fn try_state_should_fail_when_an_escrow_is_not_that_of_open_orders() {
	build().execute_with(|| {
		let order = ordered(1_000);
		Records::<Test>::mutate(SECTOR, order, |record| record.as_mut().unwrap().main = 999);
		assert_err!(Orders::do_try_state(), "a client's escrow is not the sum of its open orders");
	});
}

#[test]
fn try_state_should_fail_when_main_is_neither_held_nor_burned_nor_refunded() {
	build().execute_with(|| {
		let order = ordered(1_000);
		ends(SECTOR, order, settled(100));
		Totals::<Test>::mutate(SECTOR, |totals| totals.burned -= 1);
		assert_err!(Orders::do_try_state(), "MAIN taken is not held, burned or refunded");
	});
}

#[test]
fn try_state_should_fail_when_less_was_burned_than_was_paid() {
	build().execute_with(|| {
		let order = ordered(1_000);
		ends(SECTOR, order, settled(100));
		Records::<Test>::mutate(SECTOR, order, |record| {
			let record = record.as_mut().unwrap();
			record.rate = sp_runtime::FixedU128::from_u32(3);
		});
		assert_err!(Orders::do_try_state(), "less was burned than what was paid is worth");
	});
}

#[test]
fn try_state_should_fail_when_open_orders_are_miscounted_or_unlisted() {
	build().execute_with(|| {
		ordered(1_000);
		OpenOf::<Test>::remove(client(0));
		assert_err!(Orders::do_try_state(), "an order is listed twice, or not at all");
		Open::<Test>::remove(SECTOR);
		assert_err!(Orders::do_try_state(), "the counts of open orders are wrong");
	});
}
