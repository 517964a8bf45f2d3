// SPDX-License-Identifier: Apache-2.0
//! What clients say of miners. It goes to the directory of miners, and nothing here looks at it again.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::{
		fungible::Mutate,
		tokens::{Fortitude, Precision, Preservation},
	},
};
use pouw_primitives::{
	task::{TaskId, TaskState},
	Rating,
};
use pouw_traits::MinerDirectory;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_rate(
		client: T::AccountId,
		id: TaskId,
		miner: T::AccountId,
		rating: Rating,
	) -> DispatchResult {
		let task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		ensure!(task.client == client, Error::<T>::NotClient);
		ensure!(matches!(task.state, TaskState::Accepted(_)), Error::<T>::NotAccepted);
		let place = task.replicas.iter().position(|replica| replica.miner == miner);
		let bit = place
			.and_then(|place| u32::try_from(place).ok())
			.and_then(|place| 1u16.checked_shl(place))
			.ok_or(Error::<T>::NotItsMiner)?;
		// Only praise is refused: a miner says alone whose it is, and must not silence its clients by that.
		let praises_own = rating == Rating::Good && T::Miners::is_own(&client, &miner);
		ensure!(!praises_own, Error::<T>::RatesItself);
		let rated = Rated::<T>::get(id);
		ensure!(rated & bit == 0, Error::<T>::AlreadyRated);

		let fee = T::RatingFee::get();
		T::Currency::burn_from(
			&client,
			fee,
			Preservation::Preserve,
			Precision::Exact,
			Fortitude::Polite,
		)?;
		ensure!(T::Miners::rated(&miner, rating), Error::<T>::MinerGone);
		Rated::<T>::insert(id, rated | bit);
		Self::deposit_event(Event::Rated { task: id, miner, rating, fee });
		Ok(())
	}
}
