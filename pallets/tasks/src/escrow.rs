// SPDX-License-Identifier: Apache-2.0
//! What leaves the escrow. Nothing here can fail a settlement.

use crate::*;
use frame_support::{
	defensive,
	storage::with_storage_layer,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
	},
};
use pouw_primitives::Balance;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Pays `amount` of the client's escrow to `miner`. If its account cannot receive it, changes
	/// nothing and returns false.
	pub(crate) fn pay_from_escrow(
		client: &T::AccountId,
		miner: &T::AccountId,
		amount: Balance,
	) -> bool {
		with_storage_layer(|| {
			T::Currency::transfer_on_hold(
				&HoldReason::TaskEscrow.into(),
				client,
				miner,
				amount,
				Precision::Exact,
				Restriction::Free,
				// Otherwise a client could freeze its way out of paying for work already done.
				Fortitude::Force,
			)
		})
		.is_ok()
	}

	/// Gives `amount` of the escrow back to the client.
	///
	/// An account whose free balance the client has emptied (which takes another reason to exist)
	/// cannot take an amount below the existential deposit. Such a remainder is dust and is burned,
	/// as the currency does with dust.
	pub(crate) fn refund(client: &T::AccountId, amount: Balance) {
		if amount == 0 {
			return;
		}
		let reason = HoldReason::TaskEscrow.into();
		let released =
			with_storage_layer(|| T::Currency::release(&reason, client, amount, Precision::Exact));
		if released.is_ok() {
			return;
		}
		let burned = with_storage_layer(|| -> Result<Balance, DispatchError> {
			T::Currency::burn_held(&reason, client, amount, Precision::BestEffort, Fortitude::Force)
		});
		match burned {
			Ok(amount) => Self::deposit_event(Event::DustBurned { client: client.clone(), amount }),
			Err(_) => {
				defensive!("an escrow could be neither released nor burned");
			},
		}
	}
}
