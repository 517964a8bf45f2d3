// SPDX-License-Identifier: Apache-2.0
//! Orders of the hub to release tokens.

use crate::*;
use frame_support::pallet_prelude::DispatchResult;
use pouw_primitives::{
	conversion::{ReleaseAnswer, ReleaseId, ReleaseOrder, MAX_OPEN_RELEASES},
	sector::Hub,
	SectorToHub,
};
use pouw_traits::{ReserveRelease, SendMessage};

/// How many answers are kept.
pub const RELEASES_KEPT: u32 = 2 * MAX_OPEN_RELEASES;

/// The slot of an order in [`Releases`].
pub(crate) fn slot(release: ReleaseId) -> u32 {
	release
		.checked_rem(RELEASES_KEPT.into())
		.and_then(|slot| slot.try_into().ok())
		.unwrap_or_default()
}

impl<T: Config> Pallet<T> {
	/// Pays or owes what the hub orders, once, and tells it so each time.
	///
	/// Fails, for the hub to say it again, when there are as many debts as can be or the queue to the
	/// hub is full. Must be called within a storage layer.
	pub fn carry_out(order: ReleaseOrder) -> DispatchResult {
		let ReleaseOrder { release, beneficiary, amount, reason } = order;
		let slot = slot(release);
		let answer = match Releases::<T>::get(slot) {
			Some(known) if known.release == release => known,
			Some(known) if known.release > release => {
				Self::deposit_event(Event::ReleaseIgnored { release });
				return Ok(());
			},
			_ => {
				let paid = <Self as ReserveRelease<_>>::release(&beneficiary, amount, reason)?;
				let owed = amount.saturating_sub(paid);
				let answer = ReleaseAnswer { release, paid, owed };
				Releases::<T>::insert(slot, answer);
				Self::deposit_event(Event::ReleaseAnswered { release, paid, owed });
				answer
			},
		};
		T::Messages::send(Hub, SectorToHub::Released(answer)).map(|_| ())
	}
}
