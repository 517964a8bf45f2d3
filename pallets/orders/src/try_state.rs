// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, pallet_prelude::Get, traits::fungible::InspectHold};
use pouw_primitives::{
	order::{OrderState, OrderTotals},
	AccountId, Balance, OrderId, SectorId,
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::escrow_is_the_sum_of_open_orders()?;
		Self::main_taken_is_held_burned_or_refunded()?;
		Self::each_ended_order_burned_its_worth()?;
		Self::open_orders_are_counted()?;
		Self::open_orders_are_listed_for_their_client()?;
		Self::orders_taken_back_are_open()?;
		Self::numbers_are_between_the_horizon_and_the_next()
	}

	fn escrow_is_the_sum_of_open_orders() -> Result<(), TryRuntimeError> {
		let mut held = BTreeMap::<AccountId, Balance>::new();
		for (_, _, record) in Orders::<T>::iter() {
			let sum = held.entry(record.client).or_default();
			if record.state == OrderState::Open {
				*sum = sum.saturating_add(record.main);
			}
		}
		for (client, sum) in held {
			let on_hold = T::Currency::balance_on_hold(&HoldReason::OrderEscrow.into(), &client);
			ensure!(on_hold == sum, "a client's escrow is not the sum of its open orders");
		}
		Ok(())
	}

	/// On each sector, and at least what its records say; exactly that while none is forgotten.
	fn main_taken_is_held_burned_or_refunded() -> Result<(), TryRuntimeError> {
		let mut kept = BTreeMap::<SectorId, OrderTotals>::new();
		for (sector, _, record) in Orders::<T>::iter() {
			let totals = kept.entry(sector).or_default();
			totals.taken = totals.taken.saturating_add(record.main);
			match record.state.payment() {
				None => totals.held = totals.held.saturating_add(record.main),
				Some((payment, _)) => {
					totals.ended = totals.ended.saturating_add(1);
					totals.burned = totals.burned.saturating_add(payment.burned);
					totals.refunded = totals.refunded.saturating_add(payment.refunded);
				},
			}
		}
		for (sector, totals) in Totals::<T>::iter() {
			let parts = totals
				.held
				.checked_add(totals.burned)
				.and_then(|sum| sum.checked_add(totals.refunded));
			ensure!(parts == Some(totals.taken), "MAIN taken is not held, burned or refunded");
			let of_records = kept.remove(&sector).unwrap_or_default();
			ensure!(totals.held == of_records.held, "MAIN held is not that of open orders");
			ensure!(
				totals.burned >= of_records.burned
					&& totals.refunded >= of_records.refunded
					&& totals.ended >= of_records.ended,
				"a sector's totals are less than its records"
			);
			ensure!(
				Horizon::<T>::get(sector) > 0 || totals == of_records,
				"a sector's totals are not the sum of its records"
			);
		}
		ensure!(kept.is_empty(), "a sector with orders has no totals");
		Ok(())
	}

	/// Or a little more, where the rest was dust.
	fn each_ended_order_burned_its_worth() -> Result<(), TryRuntimeError> {
		for (_, _, record) in Orders::<T>::iter() {
			let Some((payment, _)) = record.state.payment() else { continue };
			let paid = match record.state {
				OrderState::Open => continue,
				OrderState::Ended { outcome, .. } => outcome.paid(),
				OrderState::Closed { paid, .. } => paid,
			};
			ensure!(
				payment.burned.checked_add(payment.refunded) == Some(record.main),
				"the MAIN of an order is not burned or refunded"
			);
			ensure!(
				payment.burned >= record.worth(paid),
				"less was burned than what was paid is worth"
			);
		}
		Ok(())
	}

	fn open_orders_are_counted() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<SectorId, u32>::new();
		for (sector, _, record) in Orders::<T>::iter() {
			if record.state == OrderState::Open {
				let count = open.entry(sector).or_default();
				*count = count.saturating_add(1);
			}
		}
		ensure!(
			open.values().all(|count| *count <= T::MaxOpen::get()),
			"a sector has more open orders than MaxOpen"
		);
		let counted: BTreeMap<SectorId, u32> = Open::<T>::iter().collect();
		ensure!(counted == open, "the counts of open orders are wrong");
		Ok(())
	}

	fn open_orders_are_listed_for_their_client() -> Result<(), TryRuntimeError> {
		let mut open = BTreeSet::<(AccountId, SectorId, OrderId)>::new();
		for (sector, order, record) in Orders::<T>::iter() {
			if record.state == OrderState::Open {
				open.insert((record.client, sector, order));
			}
		}
		let listed: Vec<_> = OpenOf::<T>::iter()
			.flat_map(|(client, list)| {
				list.into_iter().map(move |(sector, order)| (client.clone(), sector, order))
			})
			.collect();
		ensure!(listed.len() == open.len(), "an order is listed twice, or not at all");
		ensure!(
			listed.iter().all(|entry| open.contains(entry)),
			"an order is listed that is not open, or of another client"
		);
		Ok(())
	}

	fn orders_taken_back_are_open() -> Result<(), TryRuntimeError> {
		for (sector, orders) in Cancelling::<T>::iter() {
			ensure!(!orders.is_empty(), "an empty list of orders taken back is kept");
			let distinct: BTreeSet<_> = orders.iter().collect();
			ensure!(distinct.len() == orders.len(), "an order is taken back twice");
			ensure!(
				orders.iter().all(|order| Orders::<T>::get(sector, order)
					.is_some_and(|record| record.state == OrderState::Open)),
				"an order is taken back that is not open"
			);
		}
		Ok(())
	}

	fn numbers_are_between_the_horizon_and_the_next() -> Result<(), TryRuntimeError> {
		let mut kept = BTreeMap::<SectorId, u64>::new();
		for (sector, order, _) in Orders::<T>::iter() {
			ensure!(order >= Horizon::<T>::get(sector), "a forgotten order is kept");
			ensure!(order < NextOrder::<T>::get(sector), "an order has a number not given out");
			let count = kept.entry(sector).or_default();
			*count = count.saturating_add(1);
		}
		for (sector, next) in NextOrder::<T>::iter() {
			let expected = next.saturating_sub(Horizon::<T>::get(sector));
			ensure!(
				kept.get(&sector).copied().unwrap_or_default() == expected,
				"an order that is not forgotten is gone"
			);
			ensure!(expected <= T::MaxAhead::get(), "more orders are kept than MaxAhead");
		}
		Ok(())
	}
}
