// SPDX-License-Identifier: Apache-2.0
//! What the runtime API for clients is made of.

use crate::*;
use alloc::vec::Vec;
use pouw_primitives::{
	order::{tokens_for_main, OrderTotals},
	AccountId, Balance, OrderId, OrderRecord, SectorId,
};
use pouw_traits::{SectorBusiness, SectorRegistry};

impl<T: Config> SectorBusiness for Pallet<T> {
	/// Orders that are not over.
	fn unsettled(sector: SectorId) -> u32 {
		Open::<T>::get(sector)
	}
}

impl<T: Config> Pallet<T> {
	/// An order; none if it was never given or is forgotten.
	pub fn order_of(sector: SectorId, order: OrderId) -> Option<OrderRecord> {
		Orders::<T>::get(sector, order)
	}

	/// Orders of a client that are not over, oldest first.
	pub fn open_orders(client: &AccountId) -> Vec<(SectorId, OrderId)> {
		OpenOf::<T>::get(client).into_inner()
	}

	/// Whether an order is being taken back.
	pub fn is_cancelling(sector: SectorId, order: OrderId) -> bool {
		Cancelling::<T>::get(sector).contains(&order)
	}

	/// The number the next order on the sector gets.
	pub fn next_order(sector: SectorId) -> OrderId {
		NextOrder::<T>::get(sector)
	}

	/// The sector's tokens that an order of `main` would be worth now; none if it has no rate.
	pub fn tokens_for(sector: SectorId, main: Balance) -> Option<Balance> {
		tokens_for_main(main, T::Sectors::rate(sector))
	}

	/// What became of the orders on a sector.
	pub fn order_totals(sector: SectorId) -> OrderTotals {
		Totals::<T>::get(sector)
	}
}
