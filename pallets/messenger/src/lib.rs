// SPDX-License-Identifier: Apache-2.0
//! # Messenger
//!
//! One end of the links between the hub and the sectors.
//!
//! XCM delivers a message at most once and says nothing to the sender when it is dropped at the
//! other side. This pallet makes exactly-once delivery of it: outgoing messages are numbered and
//! kept until the peer acknowledges their id, and are sent again with growing intervals until it
//! does; incoming ids are remembered, so that a message that comes twice is acknowledged twice and
//! acted on once. Messages may arrive in any order within a window of [`Config::Window`].
//!
//! A message weighs what [`Config::Handler`] says that acting on it weighs, or as much as the heaviest one where
//! it does not say.
//!
//! The same pallet serves the hub (its peers are sectors) and a sector (its one peer is the hub).

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

#[cfg(any(feature = "try-runtime", feature = "std"))]
extern crate alloc;

pub use pallet::*;
pub use types::{Inbox, QueuedMessage};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatchable_impls;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod tick_impls;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{MessageId, VersionedFrame};
	use pouw_traits::{HandleMessage, LinkTransport};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Name of the chain at the other end of a link.
		type Peer: Parameter + Member + MaxEncodedLen + Copy;
		/// What peers say.
		type Inbound: Parameter + Member + MaxEncodedLen;
		/// What is said to peers.
		type Outbound: Parameter + Member + MaxEncodedLen;
		/// Recognises a peer chain; the only origin that may hand in frames.
		type PeerOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Self::Peer>;
		/// Carries frames to peers.
		type Transport: LinkTransport<Self::Peer, VersionedFrame<Self::Outbound>>;
		/// Acts on messages.
		type Handler: HandleMessage<Self::Peer, Self::Inbound>;
		/// Most unacknowledged messages to one peer.
		#[pallet::constant]
		type MaxQueued: Get<u32>;
		/// How far ahead of the oldest missing id an incoming id may be.
		#[pallet::constant]
		type Window: Get<u32>;
		/// Blocks until a message that was sent but not acknowledged is sent again for the first time. The interval
		/// grows linearly with the attempts, up to 16 times this.
		#[pallet::constant]
		type RetryAfter: Get<BlockNumberFor<Self>>;
		/// Most messages sent again in one block.
		#[pallet::constant]
		type MaxRetriesPerBlock: Get<u32>;
		/// Weights of the calls and hooks.
		type WeightInfo: WeightInfo;
		/// Makes peers and messages for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self>;
	}

	/// Id of the next message to each peer.
	#[pallet::storage]
	pub type NextId<T: Config> = StorageMap<_, Twox64Concat, T::Peer, MessageId, ValueQuery>;

	/// Messages that the peer has not acknowledged.
	#[pallet::storage]
	pub type Outbox<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		T::Peer,
		Twox64Concat,
		MessageId,
		QueuedMessage<T::Outbound>,
	>;

	/// Number of unacknowledged messages to each peer.
	#[pallet::storage]
	pub type OutboxLen<T: Config> = StorageMap<_, Twox64Concat, T::Peer, u32, ValueQuery>;

	/// Messages to look at again in a block, and to send if they are still unacknowledged.
	#[pallet::storage]
	pub type Retries<T: Config> = StorageMap<
		_,
		Twox64Concat,
		BlockNumberFor<T>,
		BoundedVec<(T::Peer, MessageId), T::MaxRetriesPerBlock>,
		ValueQuery,
	>;

	/// Ids received from each peer.
	#[pallet::storage]
	pub type Inboxes<T: Config> =
		StorageMap<_, Twox64Concat, T::Peer, Inbox<T::Window>, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A message was queued for a peer and handed to the transport, which may have refused it
		/// for now.
		MessageQueued {
			/// The receiver.
			peer: T::Peer,
			/// The message's id.
			id: MessageId,
		},
		/// An unacknowledged message was sent again.
		MessageResent {
			/// The receiver.
			peer: T::Peer,
			/// The message's id.
			id: MessageId,
			/// How often it has been sent by now.
			attempts: u32,
		},
		/// A peer acknowledged a message.
		MessageAcknowledged {
			/// The receiver.
			peer: T::Peer,
			/// The message's id.
			id: MessageId,
		},
		/// A peer's message was acted on.
		MessageHandled {
			/// The sender.
			peer: T::Peer,
			/// The message's id.
			id: MessageId,
		},
		/// A peer's message came again; it was acknowledged again and otherwise ignored.
		DuplicateIgnored {
			/// The sender.
			peer: T::Peer,
			/// The message's id.
			id: MessageId,
		},
		/// A peer's message could not be acted on now; it was not acknowledged, so it will come again.
		MessageRefused {
			/// The sender.
			peer: T::Peer,
			/// The message's id.
			id: MessageId,
			/// Why.
			error: DispatchError,
		},
		/// The transport refused a frame for now.
		DeliveryPostponed {
			/// The receiver.
			peer: T::Peer,
			/// Id of the message or of the acknowledged message.
			id: MessageId,
			/// Why.
			error: DispatchError,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The peer has too many unacknowledged messages.
		OutboxFull,
		/// The id is too far ahead of the oldest one that is missing.
		IdBeyondWindow,
		/// The ids to this peer are used up.
		IdsExhausted,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::resend_due(now)
		}

		fn integrity_test() {
			assert!(T::Window::get() > 0, "a window of 0 accepts no message");
			let most = T::MaxRetriesPerBlock::get();
			assert!(most > 0, "lost messages would never be sent again");
			let weight = T::WeightInfo::resend(most);
			let block = <T as frame_system::Config>::BlockWeights::get().max_block;
			assert!(
				weight.all_lte(block.saturating_div(2)),
				"MaxRetriesPerBlock messages weigh {weight:?}, more than half of a block of {block:?}",
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Takes a frame from a peer chain: acts on its message once and acknowledges it, or takes
		/// note of an acknowledgement.
		///
		/// The origin must be a peer chain. Emits [`Event::MessageHandled`],
		/// [`Event::DuplicateIgnored`], [`Event::MessageRefused`] or [`Event::MessageAcknowledged`].
		#[pallet::call_index(0)]
		#[pallet::weight((Pallet::<T>::weight_of(frame), DispatchClass::Operational))]
		pub fn receive(origin: OriginFor<T>, frame: VersionedFrame<T::Inbound>) -> DispatchResult {
			let peer = T::PeerOrigin::ensure_origin(origin)?;
			Self::do_receive(peer, frame)
		}
	}
}
