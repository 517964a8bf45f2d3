// SPDX-License-Identifier: Apache-2.0
//! Orders in MAIN, as the pallets of either chain see them, and MAIN that ceases to exist.

use frame_support::{dispatch::DispatchResult, weights::Weight};
use pouw_primitives::{Balance, MainOrder, OrderId, OrderOutcome, SectorId};

/// Runs the tasks that are ordered on the hub.
pub trait HandleOrders<AccountId> {
	/// The hub sends an order. One that is known is not run again. Fails only for a number that is too
	/// far ahead, which comes again.
	fn on_order(order: MainOrder<AccountId>) -> DispatchResult;
	/// The client takes an order back. Nothing comes of it if miners are drawn, or it is over. Fails only for
	/// a number that is too far ahead, which comes again.
	fn on_cancel_order(order: OrderId) -> DispatchResult;
	/// Most that an order weighs, if it is known.
	fn weight_of_order() -> Option<Weight> {
		None
	}
	/// Most that taking an order back weighs, if it is known.
	fn weight_of_cancellation() -> Option<Weight> {
		None
	}
}

/// Hears on the hub how orders ended.
pub trait HandleOrderEnded {
	/// `sector` says how its order ended. Counts once; never fails, since what does not count now
	/// never will.
	fn on_order_ended(sector: SectorId, order: OrderId, outcome: OrderOutcome) -> DispatchResult;
	/// Most that such word weighs, if it is known.
	fn weight_of_end() -> Option<Weight> {
		None
	}
}

/// Keeps count of MAIN.
pub trait MainBurned {
	/// `amount` of MAIN was burned.
	fn burned(amount: Balance);
}

impl HandleOrderEnded for () {
	fn on_order_ended(_: SectorId, _: OrderId, _: OrderOutcome) -> DispatchResult {
		Ok(())
	}
}
