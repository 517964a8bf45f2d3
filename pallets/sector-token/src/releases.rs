// SPDX-License-Identifier: Apache-2.0
//! Orders of the hub to release tokens.

use crate::*;
use frame_support::{pallet_prelude::DispatchResult, storage::with_storage_layer};
use pouw_primitives::{
	conversion::{ReleaseAnswer, ReleaseId, ReleaseOrder, MAX_OPEN_RELEASES},
	sector::Hub,
	Balance, SectorToHub,
};
use pouw_traits::{ReserveRelease, SendMessage};
use sp_runtime::DispatchError;

/// How many answers are kept.
pub const RELEASES_KEPT: u32 = 2 * MAX_OPEN_RELEASES;

/// What is known of an order by its number.
enum Known {
	/// It was answered so.
	Answered(ReleaseAnswer),
	/// A later one has taken its place.
	Forgotten,
	/// It was not answered yet.
	No,
}

/// The slot of an order in [`Releases`].
pub(crate) fn slot(release: ReleaseId) -> u32 {
	release
		.checked_rem(RELEASES_KEPT.into())
		.and_then(|slot| slot.try_into().ok())
		.unwrap_or_default()
}

impl<T: Config> Pallet<T> {
	/// Pays or owes what the hub orders, once, and tells it so each time. An order that the reserve can
	/// neither pay nor owe waits: were its message refused, all that the hub says after it would be held up
	/// before long, among it what fills the reserve.
	///
	/// Fails, for the hub to say it again, when the queue to the hub is full. Must be called within a storage
	/// layer.
	pub fn carry_out(order: ReleaseOrder) -> DispatchResult {
		match Self::known(order.release) {
			Known::Answered(answer) => Self::tell(answer),
			Known::Forgotten => {
				Self::deposit_event(Event::ReleaseIgnored { release: order.release });
				Ok(())
			},
			Known::No => Self::carry_out_new(order),
		}
	}

	fn known(release: ReleaseId) -> Known {
		match Releases::<T>::get(slot(release)) {
			Some(known) if known.release == release => Known::Answered(known),
			Some(known) if known.release > release => Known::Forgotten,
			_ => Known::No,
		}
	}

	fn carry_out_new(order: ReleaseOrder) -> DispatchResult {
		let mut waiting = WaitingReleases::<T>::get();
		if waiting.iter().any(|other| other.release == order.release) {
			return Ok(());
		}
		// Behind those that wait.
		if waiting.is_empty() {
			if let Ok(paid) = Self::pay_or_owe(&order) {
				return Self::answer(&order, paid);
			}
		}
		let release = order.release;
		// There is room: the hub has no more orders open.
		waiting.try_push(order).map_err(|_| Error::<T>::TooManyReleases)?;
		WaitingReleases::<T>::put(waiting);
		Self::deposit_event(Event::ReleaseWaits { release });
		Ok(())
	}

	/// Carries out the order that has waited longest, if that can be now. Returns whether there is one.
	pub(crate) fn serve_waiting() -> bool {
		let mut waiting = WaitingReleases::<T>::get();
		let Some(order) = waiting.first().cloned() else { return false };
		let done = match Self::known(order.release) {
			Known::No => with_storage_layer(|| {
				let paid = Self::pay_or_owe(&order)?;
				Self::answer(&order, paid)
			})
			.is_ok(),
			// Never carried out twice, whatever the hub's numbers are.
			Known::Answered(_) | Known::Forgotten => true,
		};
		if done {
			waiting.remove(0);
			WaitingReleases::<T>::put(waiting);
		}
		true
	}

	/// Returns what is paid at once; fails, with nothing changed, if the rest cannot be owed.
	fn pay_or_owe(order: &ReleaseOrder) -> Result<Balance, DispatchError> {
		with_storage_layer(|| {
			<Self as ReserveRelease<_>>::release(&order.beneficiary, order.amount, order.reason)
		})
	}

	fn answer(order: &ReleaseOrder, paid: Balance) -> DispatchResult {
		let (release, owed) = (order.release, order.amount.saturating_sub(paid));
		let answer = ReleaseAnswer { release, paid, owed };
		Releases::<T>::insert(slot(release), answer);
		Self::deposit_event(Event::ReleaseAnswered { release, paid, owed });
		Self::tell(answer)
	}

	fn tell(answer: ReleaseAnswer) -> DispatchResult {
		T::Messages::send(Hub, SectorToHub::Released(answer)).map(|_| ())
	}
}
