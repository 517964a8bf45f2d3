// SPDX-License-Identifier: Apache-2.0
//! What must hold of the storage in every block.

use crate::*;
use alloc::collections::BTreeMap;
use codec::Encode;
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::every_unacknowledged_message_will_be_sent_again()?;
		Self::outbox_lengths_are_right()?;
		Self::inboxes_are_compact()
	}

	/// Each message of an outbox is in exactly one future entry of `Retries`.
	fn every_unacknowledged_message_will_be_sent_again() -> Result<(), TryRuntimeError> {
		let now = frame_system::Pallet::<T>::block_number();
		let mut entries = BTreeMap::<alloc::vec::Vec<u8>, u32>::new();
		for (at, due) in Retries::<T>::iter() {
			for (peer, id) in due {
				if Outbox::<T>::contains_key(peer, id) {
					ensure!(at > now, "a retry of an unacknowledged message was missed");
					let count = entries.entry((peer, id).encode()).or_default();
					*count = count.saturating_add(1);
				}
			}
		}
		for (peer, id, _) in Outbox::<T>::iter() {
			ensure!(
				entries.get(&(peer, id).encode()) == Some(&1),
				"an unacknowledged message is not scheduled exactly once"
			);
		}
		Ok(())
	}

	/// `OutboxLen` counts `Outbox`, within `MaxQueued`, and ids are below `NextId`.
	fn outbox_lengths_are_right() -> Result<(), TryRuntimeError> {
		let mut lengths = BTreeMap::<alloc::vec::Vec<u8>, u32>::new();
		for (peer, id, _) in Outbox::<T>::iter() {
			ensure!(id < NextId::<T>::get(peer), "a queued id was never given out");
			let len = lengths.entry(peer.encode()).or_default();
			*len = len.saturating_add(1);
		}
		for (peer, len) in OutboxLen::<T>::iter() {
			ensure!(
				lengths.get(&peer.encode()).copied().unwrap_or(0) == len,
				"OutboxLen differs from the outbox"
			);
			ensure!(len <= T::MaxQueued::get(), "an outbox is beyond MaxQueued");
		}
		Ok(())
	}

	/// Ids above the watermark are really above it, and within the window.
	fn inboxes_are_compact() -> Result<(), TryRuntimeError> {
		for (_, inbox) in Inboxes::<T>::iter() {
			ensure!(
				inbox.above.iter().all(|id| *id > inbox.below
					&& id.saturating_sub(inbox.below) < u64::from(T::Window::get())),
				"an inbox holds an id outside its window"
			);
		}
		Ok(())
	}
}
