// SPDX-License-Identifier: Apache-2.0
//! Cancelling: how an order is taken back without a choice among draws.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use pouw_primitives::{
	task::{TaskId, TaskRecord, TaskState},
	Funding, RelayBlockNumber,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_cancel_order(who: T::AccountId, id: TaskId) -> DispatchResult {
		let task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		ensure!(task.client == who, Error::<T>::NotClient);
		ensure!(task.funding == Funding::Client, Error::<T>::PaidInMain);
		Self::seek_cancellation(id, task)
	}

	/// Has an order end at its first turn in the queue that has randomness nobody knows yet.
	///
	/// Who could take an order back with its draw in sight would order until it likes the draw. So a
	/// cancellation keeps the distance that an order keeps: randomness that may be known draws as if
	/// nothing had been cancelled.
	///
	/// The order waits for its turn because every end puts a removal on the agenda. Ends that take no
	/// step of a block would come faster than blocks can take the removals.
	pub(crate) fn seek_cancellation(
		id: TaskId,
		mut task: TaskRecord<T::AccountId>,
	) -> DispatchResult {
		ensure!(!task.state.is_final(), Error::<T>::TaskOver);
		let TaskState::Ordered { cancelled_from, .. } = &mut task.state else {
			return Err(Error::<T>::AlreadyAssigned.into());
		};
		ensure!(cancelled_from.is_none(), Error::<T>::AlreadyCancelled);
		let from = Self::first_unknown_relay_block();
		*cancelled_from = Some(from);
		Tasks::<T>::insert(id, task);
		Self::deposit_event(Event::CancellationSought { task: id, from });
		Ok(())
	}
}

/// Whether an order is over because it was cancelled, at a turn with this randomness.
pub(crate) fn is_cancelled(
	cancelled_from: Option<RelayBlockNumber>,
	randomness_after: RelayBlockNumber,
	randomness: Option<(RelayBlockNumber, H256)>,
) -> bool {
	let Some(from) = cancelled_from else { return false };
	// Before `randomness_after` nothing is drawn, so in the first case there is no draw to wait for.
	from <= randomness_after || randomness.is_some_and(|(number, _)| number >= from)
}
