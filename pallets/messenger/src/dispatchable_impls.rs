// SPDX-License-Identifier: Apache-2.0
//! Receiving frames and queueing messages.

use crate::{types::Novelty, *};
use frame_support::{ensure, pallet_prelude::*, storage::with_storage_layer};
use pouw_primitives::{Frame, MessageId, VersionedFrame};
use pouw_traits::{HandleMessage, LinkTransport, SendMessage};

/// Blocks until a message that the transport refused is given to it again.
const POSTPONEMENT: u32 = 3;

impl<T: Config> Pallet<T> {
	/// Weight of receiving `frame`: of its message, of the heaviest one if the handler does not know it, or of
	/// an acknowledgement.
	pub(crate) fn weight_of(VersionedFrame::V1(frame): &VersionedFrame<T::Inbound>) -> Weight {
		match frame {
			Frame::Message { body, .. } => T::Handler::weight(body)
				.map_or_else(T::WeightInfo::receive, |weight| {
					T::WeightInfo::receive_envelope().saturating_add(weight)
				}),
			Frame::Acknowledgement { .. } => T::WeightInfo::receive_acknowledgement(),
		}
	}

	pub(crate) fn do_receive(
		peer: T::Peer,
		VersionedFrame::V1(frame): VersionedFrame<T::Inbound>,
	) -> DispatchResult {
		match frame {
			Frame::Message { id, body } => Self::receive_message(peer, id, body),
			Frame::Acknowledgement { id } => {
				Self::receive_acknowledgement(peer, id);
				Ok(())
			},
		}
	}

	fn receive_message(peer: T::Peer, id: MessageId, body: T::Inbound) -> DispatchResult {
		let mut inbox = Inboxes::<T>::get(peer);
		match inbox.novelty(id) {
			Novelty::TooFarAhead => return Err(Error::<T>::IdBeyondWindow.into()),
			Novelty::Duplicate => Self::deposit_event(Event::DuplicateIgnored { peer, id }),
			Novelty::New => {
				// The layer keeps a handler that fails half-way from leaving anything behind.
				if let Err(error) = with_storage_layer(|| T::Handler::handle(peer, body)) {
					Self::deposit_event(Event::MessageRefused { peer, id, error });
					return Ok(());
				}
				ensure!(inbox.insert(id), Error::<T>::IdBeyondWindow);
				Inboxes::<T>::insert(peer, inbox);
				Self::deposit_event(Event::MessageHandled { peer, id });
			},
		}
		// A lost acknowledgement is made good when the message comes again.
		if let Err(error) =
			T::Transport::deliver(peer, VersionedFrame::V1(Frame::Acknowledgement { id }))
		{
			Self::deposit_event(Event::DeliveryPostponed { peer, id, error });
		}
		Ok(())
	}

	fn receive_acknowledgement(peer: T::Peer, id: MessageId) {
		// Whether it is there costs no proof of what it says.
		if Outbox::<T>::contains_key(peer, id) {
			Outbox::<T>::remove(peer, id);
			OutboxLen::<T>::mutate(peer, |len| *len = len.saturating_sub(1));
			Self::deposit_event(Event::MessageAcknowledged { peer, id });
		}
	}
}

impl<T: Config> SendMessage<T::Peer, T::Outbound> for Pallet<T> {
	fn send(peer: T::Peer, body: T::Outbound) -> Result<MessageId, DispatchError> {
		let queued = OutboxLen::<T>::get(peer);
		ensure!(queued < T::MaxQueued::get(), Error::<T>::OutboxFull);
		let id = NextId::<T>::get(peer);
		NextId::<T>::insert(peer, id.checked_add(1).ok_or(Error::<T>::IdsExhausted)?);
		OutboxLen::<T>::insert(peer, queued.saturating_add(1));
		Outbox::<T>::insert(peer, id, QueuedMessage { body: body.clone(), attempts: 1 });
		Self::deposit_event(Event::MessageQueued { peer, id });
		Self::hand_over(peer, id, body, 1);
		Ok(id)
	}
}

impl<T: Config> Pallet<T> {
	/// Gives a message to the transport and schedules the next look at it: soon if the transport
	/// refused it, since nothing is on its way then.
	pub(crate) fn hand_over(peer: T::Peer, id: MessageId, body: T::Outbound, attempts: u32) {
		match T::Transport::deliver(peer, VersionedFrame::V1(Frame::Message { id, body })) {
			Ok(()) => Self::schedule_retry(peer, id, attempts),
			Err(error) => {
				Self::deposit_event(Event::DeliveryPostponed { peer, id, error });
				Self::schedule_at(peer, id, POSTPONEMENT.into());
			},
		}
	}
}
