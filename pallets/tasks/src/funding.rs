// SPDX-License-Identifier: Apache-2.0
//! Who pays for a task: its client's escrow here, or the sector's reserve for an order in MAIN.

use crate::*;
use frame_support::{pallet_prelude::Get, storage::with_storage_layer};
use pouw_primitives::{conversion::ReleaseReason, task::TaskId, Balance, Funding};
use pouw_traits::{RelayRandomness, ReserveRelease};

impl<T: Config> Pallet<T> {
	/// Pays `amount` to `miner`. If that cannot be, changes nothing and returns false.
	///
	/// What a short reserve owes the miner from now on counts as paid: the debt is on record and goes
	/// before later releases.
	pub(crate) fn pay(
		task: TaskId,
		funding: Funding,
		client: &T::AccountId,
		miner: &T::AccountId,
		amount: Balance,
	) -> bool {
		let paid = match funding {
			Funding::Client => Self::pay_from_escrow(client, miner, amount),
			Funding::Hub { .. } => with_storage_layer(|| {
				T::Reserve::release(miner, amount, ReleaseReason::TaskSettlement)
			})
			.is_ok(),
		};
		let miner = miner.clone();
		Self::deposit_event(if paid {
			Event::Paid { task, miner, amount }
		} else {
			Event::ShareReturned { task, miner, amount }
		});
		paid
	}

	/// Gives what was not paid back to the client. Of an order in MAIN nothing has left the reserve for
	/// it; the hub gives the MAIN back when it hears of the end.
	pub(crate) fn give_back(funding: Funding, client: &T::AccountId, amount: Balance) {
		match funding {
			Funding::Client => Self::refund(client, amount),
			Funding::Hub { .. } => {},
		}
	}

	/// Whether the time is over in which the task may be paid for. From then on the hub's governance may
	/// say what was paid, so nothing more must be.
	pub(crate) fn is_overdue(funding: Funding) -> bool {
		match funding {
			Funding::Client => false,
			Funding::Hub { pays_until, .. } => T::Randomness::relay_block() > pays_until,
		}
	}

	/// Weight of settling or failing a task of `replicas`.
	pub(crate) fn weight_of_end(funding: Funding, replicas: u32) -> frame_support::weights::Weight {
		match funding {
			Funding::Client => T::WeightInfo::settle(replicas),
			Funding::Hub { .. } => T::WeightInfo::settle_from_reserve(replicas),
		}
	}

	/// Blocks for which an order in MAIN that is over is kept.
	pub(crate) fn order_retention() -> pouw_primitives::BlockNumber {
		T::RetentionPeriod::get()
	}
}
