// SPDX-License-Identifier: Apache-2.0
//! Sending unacknowledged messages again.

use crate::*;
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use pouw_primitives::MessageId;
use sp_runtime::{traits::One, Saturating};

/// The interval between attempts stops growing at this multiple of [`Config::RetryAfter`].
const MAX_BACKOFF: u32 = 16;

impl<T: Config> Pallet<T> {
	/// Sends what is due in block `now` and still unacknowledged.
	pub(crate) fn resend_due(now: BlockNumberFor<T>) -> Weight {
		let due = Retries::<T>::take(now);
		let looked_at = u32::try_from(due.len()).unwrap_or(u32::MAX);
		let mut sent_again = 0_u32;
		for (peer, id) in due {
			let resent = Outbox::<T>::mutate(peer, id, |message| {
				let message = message.as_mut()?;
				message.attempts = message.attempts.saturating_add(1);
				Some((message.body.clone(), message.attempts))
			});
			if let Some((body, attempts)) = resent {
				Self::deposit_event(Event::MessageResent { peer, id, attempts });
				Self::hand_over(peer, id, body, attempts);
				sent_again = sent_again.saturating_add(1);
			}
		}
		// Nearly all are acknowledged by now, and were only looked for.
		match sent_again {
			0 => T::WeightInfo::look(looked_at),
			sent => T::WeightInfo::look(looked_at.saturating_sub(sent))
				.saturating_add(T::WeightInfo::resend(sent)),
		}
	}

	/// Schedules the next look at a message that is on its way.
	pub(crate) fn schedule_retry(peer: T::Peer, id: MessageId, attempts: u32) {
		let backoff = attempts.min(MAX_BACKOFF).into();
		Self::schedule_at(peer, id, T::RetryAfter::get().saturating_mul(backoff));
	}

	/// Puts a message into the first block with room, `interval` blocks from now or later.
	pub(crate) fn schedule_at(peer: T::Peer, id: MessageId, interval: BlockNumberFor<T>) {
		let mut at =
			frame_system::Pallet::<T>::block_number().saturating_add(interval.max(One::one()));
		// Ends: the outboxes are bounded, so only finitely many blocks are full.
		while Retries::<T>::mutate(at, |due| due.try_push((peer, id)).is_err()) {
			at.saturating_inc();
		}
	}
}
