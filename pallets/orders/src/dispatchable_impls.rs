// SPDX-License-Identifier: Apache-2.0
//! What the calls do.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::{
		fungible::{Inspect, MutateHold},
		tokens::{Fortitude, Preservation},
		Contains,
	},
};
use pouw_primitives::{
	order::{tokens_for_main, OrderState},
	task::{TaskSpec, MAX_REPLICAS},
	AccountId, Balance, BlockNumber, HubToSector, MainOrder, OrderId, OrderRecord,
	RelayBlockNumber, SectorId,
};
use pouw_traits::{RelayRandomness, SectorRegistry, SendMessage};
use sp_runtime::{traits::Zero, SaturatedConversion};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_order(
		client: AccountId,
		sector: SectorId,
		mut spec: TaskSpec,
		main: Balance,
	) -> DispatchResult {
		ensure!(T::Sectors::is_active(sector), Error::<T>::SectorNotActive);
		let rate = T::Sectors::rate(sector);
		ensure!(!rate.is_zero(), Error::<T>::SectorWithoutRate);
		ensure!(T::Offered::contains(&spec.job), Error::<T>::JobNotOffered);
		ensure!(spec.deadline >= T::MinDeadline::get(), Error::<T>::DeadlineTooShort);
		ensure!(spec.deadline <= T::MaxDeadline::get(), Error::<T>::DeadlineTooLong);
		ensure!(main >= T::MinMain::get(), Error::<T>::BelowMinimum);
		let price = tokens_for_main(main, rate).ok_or(Error::<T>::WorthUncountable)?;
		ensure!(price > 0 && price >= spec.price, Error::<T>::WorthTooLittle);
		spec.price = price;
		// A hold may cover what is frozen, which would be burned then; so that does not count here.
		let liquid =
			T::Currency::reducible_balance(&client, Preservation::Preserve, Fortitude::Polite);
		ensure!(main <= liquid, Error::<T>::MainNotCovered);

		Self::forget(sector);
		let open = Open::<T>::get(sector);
		ensure!(open < T::MaxOpen::get(), Error::<T>::TooManyOpen);
		let order = NextOrder::<T>::get(sector);
		let kept = order.saturating_sub(Horizon::<T>::get(sector));
		ensure!(kept < T::MaxAhead::get(), Error::<T>::TooManyKept);
		OpenOf::<T>::try_append(&client, (sector, order))
			.map_err(|()| Error::<T>::TooManyOpenOfClient)?;
		T::Currency::hold(&HoldReason::OrderEscrow.into(), &client, main)?;
		NextOrder::<T>::insert(sector, order.saturating_add(1));
		Open::<T>::insert(sector, open.saturating_add(1));
		// No more than exists of MAIN is held at a time; all that was ever held would have to be 10^18
		// times as much for the sum to reach its end.
		Totals::<T>::mutate(sector, |totals| {
			totals.taken = totals.taken.saturating_add(main);
			totals.held = totals.held.saturating_add(main);
		});
		let accept_until = T::Relay::relay_block().saturating_add(T::AcceptancePeriod::get());
		let pays_until = accept_until.saturating_add(Self::longest(spec.deadline));
		let message = MainOrder {
			order,
			client: client.clone(),
			spec: spec.clone(),
			accept_until,
			pays_until,
		};
		T::Messages::send(sector, HubToSector::Order(message))?;
		let record = OrderRecord {
			client: client.clone(),
			spec,
			main,
			rate,
			ordered_at: Self::now(),
			accept_until,
			pays_until,
			state: OrderState::Open,
		};
		Orders::<T>::insert(sector, order, record);
		Self::deposit_event(Event::Ordered { sector, order, client, main, price, accept_until });
		Ok(())
	}

	/// Relay blocks that a task with this deadline can take. A sector has three blocks for each of the
	/// relay chain; the deadline is counted as if it had one, once for each replica there can be.
	pub(crate) fn longest(deadline: BlockNumber) -> RelayBlockNumber {
		deadline.saturating_mul(MAX_REPLICAS).saturating_add(T::PaymentMargin::get())
	}

	pub(crate) fn do_close(sector: SectorId, order: OrderId, paid: Balance) -> DispatchResult {
		let record = Orders::<T>::get(sector, order).ok_or(Error::<T>::UnknownOrder)?;
		ensure!(record.state == OrderState::Open, Error::<T>::OrderOver);
		ensure!(!T::Sectors::is_active(sector), Error::<T>::SectorActive);
		let closable = record.pays_until.saturating_add(T::ClosingDelay::get());
		ensure!(T::Relay::relay_block() > closable, Error::<T>::SectorMayPay);
		ensure!(paid <= record.spec.price, Error::<T>::PaidAbovePrice);
		let at = Self::now();
		let payment = Self::end(sector, order, record, paid, |payment| OrderState::Closed {
			paid,
			payment,
			at,
		});
		Self::deposit_event(Event::Closed { sector, order, paid, payment });
		Ok(())
	}

	/// Frees nothing by itself: the sector may be running the order, and only its word ends it.
	pub(crate) fn do_cancel(who: AccountId, sector: SectorId, order: OrderId) -> DispatchResult {
		let record = Orders::<T>::get(sector, order).ok_or(Error::<T>::UnknownOrder)?;
		ensure!(record.client == who, Error::<T>::NotClient);
		ensure!(record.state == OrderState::Open, Error::<T>::OrderOver);
		Cancelling::<T>::try_mutate(sector, |orders| {
			ensure!(!orders.contains(&order), Error::<T>::AlreadyCancelled);
			orders.try_push(order).map_err(|_| Error::<T>::TooManyCancelling)
		})?;
		T::Messages::send(sector, HubToSector::CancelOrder { order })?;
		Self::deposit_event(Event::CancellationSought { sector, order });
		Ok(())
	}

	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
