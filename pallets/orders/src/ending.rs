// SPDX-License-Identifier: Apache-2.0
//! How an order ends: what was paid is burned, the rest is free, and older orders are forgotten.

use crate::*;
use frame_support::{
	defensive,
	pallet_prelude::{DispatchResult, Get},
	storage::with_storage_layer,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision},
	},
	weights::Weight,
};
use pouw_primitives::{
	order::{OrderPayment, OrderState},
	AccountId, Balance, OrderId, OrderOutcome, OrderRecord, SectorId,
};
use pouw_traits::{HandleOrderEnded, MainBurned};

/// Orders looked at, to be forgotten, for each that comes or ends: more than come, so that none stay.
const FORGOTTEN_PER_END: u32 = 2;

impl<T: Config> HandleOrderEnded for Pallet<T> {
	fn on_order_ended(sector: SectorId, order: OrderId, outcome: OrderOutcome) -> DispatchResult {
		match Orders::<T>::get(sector, order) {
			Some(record) if record.state == OrderState::Open => {
				let at = Self::now();
				let payment = Self::end(sector, order, record, outcome.paid(), |payment| {
					OrderState::Ended { outcome, payment, at }
				});
				Self::deposit_event(Event::Ended { sector, order, outcome, payment });
			},
			known => {
				if let Some(OrderState::Closed { paid, .. }) = known.map(|record| record.state) {
					let unburned = outcome.paid().saturating_sub(paid);
					if unburned > 0 {
						Self::deposit_event(Event::ClosedTooLow { sector, order, unburned });
					}
				}
				Self::deposit_event(Event::AnswerIgnored { sector, order, outcome });
			},
		}
		Ok(())
	}

	fn weight_of_end() -> Option<Weight> {
		Some(T::WeightInfo::ended())
	}
}

impl<T: Config> Pallet<T> {
	/// Ends an open order for which `paid` tokens were paid, in the state that `state` makes of what
	/// became of the MAIN.
	pub(crate) fn end(
		sector: SectorId,
		order: OrderId,
		mut record: OrderRecord,
		paid: Balance,
		state: impl FnOnce(OrderPayment) -> OrderState,
	) -> OrderPayment {
		let payment = Self::pay_out(&record, paid);
		Totals::<T>::mutate(sector, |totals| {
			totals.ended = totals.ended.saturating_add(1);
			totals.held = totals.held.saturating_sub(record.main);
			totals.burned = totals.burned.saturating_add(payment.burned);
			totals.refunded = totals.refunded.saturating_add(payment.refunded);
		});
		Open::<T>::mutate_exists(sector, |open| {
			*open = open.and_then(|n| n.checked_sub(1)).filter(|n| *n > 0);
		});
		OpenOf::<T>::mutate_exists(&record.client, |open| {
			if let Some(list) = open {
				list.retain(|entry| *entry != (sector, order));
			}
			*open = open.take().filter(|list| !list.is_empty());
		});
		Cancelling::<T>::mutate_exists(sector, |orders| {
			if let Some(list) = orders {
				list.retain(|cancelled| *cancelled != order);
			}
			*orders = orders.take().filter(|list| !list.is_empty());
		});
		record.state = state(payment);
		Orders::<T>::insert(sector, order, record);
		Self::forget(sector);
		payment
	}

	/// Empties the escrow of an order: burns what `paid` tokens are worth, sets the rest free.
	fn pay_out(record: &OrderRecord, paid: Balance) -> OrderPayment {
		let client = &record.client;
		let mut burned = Self::burn(client, record.worth(paid));
		let rest = record.main.saturating_sub(burned);
		let reason = HoldReason::OrderEscrow.into();
		let released = rest == 0
			|| with_storage_layer(|| T::Currency::release(&reason, client, rest, Precision::Exact))
				.is_ok();
		let mut refunded = rest;
		if !released {
			// An account whose free balance the client has emptied (which takes another reason to exist)
			// cannot take an amount below the existential deposit; the currency burns such dust too.
			let dust = Self::burn(client, rest);
			Self::deposit_event(Event::DustBurned { client: client.clone(), amount: dust });
			burned = burned.saturating_add(dust);
			refunded = rest.saturating_sub(dust);
		}
		if burned > 0 {
			T::Burned::burned(burned);
		}
		OrderPayment { burned, refunded }
	}

	/// Burns `amount` of the client's escrow; returns how much that was.
	fn burn(client: &AccountId, amount: Balance) -> Balance {
		if amount == 0 {
			return 0;
		}
		let reason = HoldReason::OrderEscrow.into();
		let burned = with_storage_layer(|| {
			// Frozen or not: it was free when it was held.
			T::Currency::burn_held(&reason, client, amount, Precision::BestEffort, Fortitude::Force)
		});
		burned.unwrap_or_else(|_| {
			defensive!("an escrow could not be burned");
			0
		})
	}

	/// Forgets the oldest orders on a sector that ended long enough ago.
	pub(crate) fn forget(sector: SectorId) {
		let now = Self::now();
		let before = Horizon::<T>::get(sector);
		let mut horizon = before;
		for _ in 0..FORGOTTEN_PER_END {
			let ended = Orders::<T>::get(sector, horizon).and_then(|record| record.state.payment());
			let Some((_, at)) = ended else { break };
			if now.saturating_sub(at) < T::RetentionPeriod::get() {
				break;
			}
			Orders::<T>::remove(sector, horizon);
			horizon = horizon.saturating_add(1);
		}
		if horizon != before {
			Horizon::<T>::insert(sector, horizon);
		}
	}
}
