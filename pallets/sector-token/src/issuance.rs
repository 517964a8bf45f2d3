// SPDX-License-Identifier: Apache-2.0
//! Issuance for work, within the cap.

use crate::*;
use frame_support::{
	defensive, ensure,
	pallet_prelude::{DispatchResult, Get},
	storage::with_storage_layer,
	traits::fungible::Mutate,
};
use pouw_primitives::{AccountId, Balance};
use pouw_traits::WorkIssuance;
use sp_runtime::{DispatchError, Permill};

impl<T: Config> WorkIssuance<AccountId> for Pallet<T> {
	fn window_budget() -> Balance {
		let budget = Supply::<T>::get().budget(Issued::<T>::get(), Pledged::<T>::get());
		Self::spread_fees(budget);
		budget
	}

	fn issue(miner: &AccountId, amount: Balance) -> Balance {
		Self::mint(miner, amount.min(Self::issuable()))
	}

	fn pledge(amount: Balance) -> Balance {
		let pledged = amount.min(Self::issuable());
		Pledged::<T>::mutate(|all| *all = all.saturating_add(pledged));
		pledged
	}

	fn redeem(miner: &AccountId, pledged: Balance) -> Balance {
		// From here on it is issuable, so that what is minted counts against the cap once.
		Self::mint(miner, Self::unpledge(pledged))
	}

	fn forgo(pledged: Balance) {
		Self::unpledge(pledged);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn prepare_for_benchmark() {
		benchmarking::prepare_issuance::<T>();
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_public_share(share: Permill) -> DispatchResult {
		ensure!(share <= T::MaxPublicShare::get(), Error::<T>::PublicShareTooGreat);
		PublicShare::<T>::put(share);
		Self::deposit_event(Event::PublicShareSet { share });
		Ok(())
	}

	/// What is neither issued nor pledged.
	fn issuable() -> Balance {
		Supply::<T>::get()
			.cap
			.saturating_sub(Issued::<T>::get())
			.saturating_sub(Pledged::<T>::get())
	}

	/// Takes `amount` back from what is pledged; returns how much.
	fn unpledge(amount: Balance) -> Balance {
		Pledged::<T>::mutate(|pledged| {
			if amount > *pledged {
				defensive!("more is taken from the pledges than they are");
			}
			let taken = amount.min(*pledged);
			*pledged = pledged.saturating_sub(taken);
			taken
		})
	}

	/// Mints `amount`, which must be issuable, in its two parts. Returns the miner's.
	fn mint(miner: &AccountId, amount: Balance) -> Balance {
		if amount == 0 {
			return 0;
		}
		let public = PublicShare::<T>::get().mul_floor(amount);
		let reward = amount.saturating_sub(public);
		let minted = with_storage_layer(|| {
			T::Currency::mint_into(miner, reward)?;
			T::Currency::mint_into(&Self::public_account(), public)?;
			Ok::<_, DispatchError>(())
		});
		let miner = miner.clone();
		if minted.is_err() {
			Self::deposit_event(Event::RewardRefused { miner, amount });
			return 0;
		}
		Issued::<T>::mutate(|issued| *issued = issued.saturating_add(amount));
		PublicIncome::<T>::mutate(|income| *income = income.saturating_add(public));
		Self::pay_fees(&miner, amount);
		Self::deposit_event(Event::Issued { miner, reward, public });
		reward
	}
}
