// SPDX-License-Identifier: Apache-2.0
//! Orders in MAIN: taken from the hub once each, answered once each.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Get, Weight},
	storage::with_storage_layer,
};
use pouw_primitives::{
	order::{RefusalReason, SectorOrder},
	sector::Hub,
	task::{TaskId, TaskState},
	BlockNumber, Funding, MainOrder, OrderId, OrderOutcome, SectorStatus, SectorToHub,
};
use pouw_traits::{HandleOrders, RelayRandomness, SendMessage};

/// Orders looked at, to be forgotten, for each that comes or ends: more than come, so that none stay.
const FORGOTTEN_PER_END: u32 = 2;

/// Answers that found no room in the queue of messages, tried again per block.
const ANSWERS_PER_BLOCK: usize = 2;

/// How far the number of an order may be beyond the oldest that is not forgotten; bounds the records.
/// Twice what the hub keeps, so that it does not bind before the hub's bound does.
pub const MAX_ORDERS_AHEAD: u64 = 262_144;

impl<T: Config> HandleOrders<T::AccountId> for Pallet<T> {
	fn on_order(order: MainOrder<T::AccountId>) -> DispatchResult {
		let id = order.order;
		Self::forget_orders(Self::now());
		let horizon = OrderHorizon::<T>::get();
		if id < horizon {
			Self::deposit_event(Event::OrderRepeated { order: id });
			return Ok(());
		}
		if let Some(known) = HubOrders::<T>::get(id) {
			Self::deposit_event(Event::OrderRepeated { order: id });
			// One whose answer is not queued yet will be answered anyway.
			if let SectorOrder::Ended { outcome, at, told: true } = known {
				Self::answer_hub(id, outcome, at);
			}
			return Ok(());
		}
		ensure!(id.saturating_sub(horizon) < MAX_ORDERS_AHEAD, Error::<T>::OrderTooFarAhead);
		match Self::accept(order) {
			Ok(task) => {
				HubOrders::<T>::insert(id, SectorOrder::Running { task });
				Self::deposit_event(Event::OrderTaken { order: id, task });
			},
			Err(reason) => {
				Self::deposit_event(Event::OrderRefused { order: id, reason });
				Self::end_order(id, OrderOutcome::Refused { reason }, Self::now());
			},
		}
		Ok(())
	}

	fn on_cancel_order(id: OrderId) -> DispatchResult {
		let now = Self::now();
		Self::forget_orders(now);
		let horizon = OrderHorizon::<T>::get();
		match HubOrders::<T>::get(id) {
			Some(SectorOrder::Running { task }) => {
				let sought = Tasks::<T>::get(task).map(|it| Self::seek_cancellation(task, it));
				if !matches!(sought, Some(Ok(()))) {
					Self::deposit_event(Event::CancellationIgnored { order: id });
				}
			},
			// It has overtaken its order, which will find its number ended.
			None if id >= horizon => {
				let ahead = id.saturating_sub(horizon);
				ensure!(ahead < MAX_ORDERS_AHEAD, Error::<T>::OrderTooFarAhead);
				let reason = RefusalReason::Cancelled;
				Self::deposit_event(Event::OrderRefused { order: id, reason });
				Self::end_order(id, OrderOutcome::Refused { reason }, now);
			},
			// It is over, and the hub hears of that or has.
			Some(SectorOrder::Ended { .. }) | None => {
				Self::deposit_event(Event::CancellationIgnored { order: id });
			},
		}
		Ok(())
	}

	fn weight_of_order() -> Option<Weight> {
		// Besides, it may be answered, and four orders be forgotten: two when it comes and two when it ends.
		Some(T::WeightInfo::order().saturating_add(T::WeightInfo::answer().saturating_mul(2)))
	}

	fn weight_of_cancellation() -> Option<Weight> {
		// As above.
		Some(
			T::WeightInfo::cancel_order().saturating_add(T::WeightInfo::answer().saturating_mul(2)),
		)
	}
}

impl<T: Config> Pallet<T> {
	/// Makes a task of an order, or says why not.
	fn accept(order: MainOrder<T::AccountId>) -> Result<TaskId, RefusalReason> {
		let MainOrder { order, client, spec, accept_until, pays_until } = order;
		if T::Standing::get() != SectorStatus::Active {
			return Err(RefusalReason::SectorInactive);
		}
		if T::Randomness::relay_block() > accept_until {
			return Err(RefusalReason::TooLate);
		}
		with_storage_layer(|| {
			Self::ensure_orderable(&spec)?;
			Self::open_task(client, spec, Funding::Hub { order, pays_until })
		})
		.map_err(Self::refusal)
	}

	fn refusal(error: DispatchError) -> RefusalReason {
		if error == Error::<T>::ModelNotRegistered.into() {
			RefusalReason::UnknownModel
		} else if error == Error::<T>::QueueFull.into() {
			RefusalReason::Busy
		} else {
			RefusalReason::NotOrderable
		}
	}

	/// How the task of an order ended, by the final state of its record.
	pub(crate) fn outcome_of(task: TaskId, state: &TaskState) -> Option<OrderOutcome> {
		match state {
			TaskState::Accepted(end) => Some(OrderOutcome::Settled { task, paid: end.paid }),
			TaskState::Failed { reason, .. } => {
				Some(OrderOutcome::Failed { task, reason: *reason })
			},
			_ => None,
		}
	}

	/// Ends an order, tells the hub, and forgets older ones.
	pub(crate) fn end_order(order: OrderId, outcome: OrderOutcome, now: BlockNumber) {
		Self::answer_hub(order, outcome, now);
		Self::forget_orders(now);
	}

	/// Tells the hub how an order ended at `at`, or has it told later. Stores the record.
	pub(crate) fn answer_hub(order: OrderId, outcome: OrderOutcome, at: BlockNumber) {
		let message = SectorToHub::OrderEnded { order, outcome };
		let told = with_storage_layer(|| T::Messages::send(Hub, message)).is_ok();
		HubOrders::<T>::insert(order, SectorOrder::Ended { outcome, at, told });
		if told {
			Unanswered::<T>::remove(order);
			Self::deposit_event(Event::OrderAnswered { order, outcome });
		} else if !Unanswered::<T>::contains_key(order) {
			Unanswered::<T>::insert(order, ());
			Self::deposit_event(Event::AnswerPostponed { order });
		}
	}

	/// Tries answers again that found no room in the queue of messages.
	pub(crate) fn answer_again() -> Weight {
		let waiting: Vec<OrderId> = Unanswered::<T>::iter_keys().take(ANSWERS_PER_BLOCK).collect();
		// To find none is in the weight of the tick.
		let mut weight = Weight::zero();
		for order in waiting {
			weight.saturating_accrue(T::WeightInfo::answer());
			if let Some(SectorOrder::Ended { outcome, at, .. }) = HubOrders::<T>::get(order) {
				Self::answer_hub(order, outcome, at);
			}
		}
		weight
	}

	/// Forgets the oldest orders that ended long enough ago, in the order of their numbers.
	pub(crate) fn forget_orders(now: BlockNumber) {
		let before = OrderHorizon::<T>::get();
		let mut horizon = before;
		for _ in 0..FORGOTTEN_PER_END {
			let Some(SectorOrder::Ended { at, told: true, .. }) = HubOrders::<T>::get(horizon)
			else {
				break;
			};
			if now.saturating_sub(at) < Self::order_retention() {
				break;
			}
			HubOrders::<T>::remove(horizon);
			horizon = horizon.saturating_add(1);
		}
		if horizon != before {
			OrderHorizon::<T>::put(horizon);
		}
	}
}
