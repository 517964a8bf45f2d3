// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of `pallet_messenger`.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get};
use pouw_primitives::{Frame, VersionedFrame};
use pouw_traits::SendMessage;

/// Makes the heaviest peers and messages of a runtime.
pub trait BenchmarkHelper<T: Config> {
	/// A peer to which the transport delivers.
	fn peer() -> T::Peer;
	/// The message whose handling is heaviest.
	fn inbound() -> T::Inbound;
	/// The longest message.
	fn outbound() -> T::Outbound;
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn receive() -> Result<(), BenchmarkError> {
		let peer = T::BenchmarkHelper::peer();
		let body = T::BenchmarkHelper::inbound();
		// Filled to the brim but for the first id, so that the watermark runs through all of it.
		Inboxes::<T>::mutate(peer, |inbox| {
			for id in 1..u64::from(T::Window::get()) {
				inbox.insert(id);
			}
		});
		let origin = T::PeerOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no origin of a peer"))?;
		let frame = VersionedFrame::V1(Frame::Message { id: 0, body });
		#[extrinsic_call]
		receive(origin as T::RuntimeOrigin, frame);
		assert_eq!(Inboxes::<T>::get(peer).below, u64::from(T::Window::get()));
		Ok(())
	}

	// A message that came before, and a new id: what is done for any message besides acting on it.
	#[benchmark]
	fn receive_envelope() -> Result<(), BenchmarkError> {
		let peer = T::BenchmarkHelper::peer();
		let body = T::BenchmarkHelper::inbound();
		Inboxes::<T>::mutate(peer, |inbox| {
			for id in 1..u64::from(T::Window::get()) {
				inbox.insert(id);
			}
		});
		let origin = T::PeerOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no origin of a peer"))?;
		let frame = VersionedFrame::V1(Frame::Message { id: 1, body });
		#[block]
		{
			let peer = T::PeerOrigin::ensure_origin(origin)
				.map_err(|_| BenchmarkError::Stop("not the origin of a peer"))?;
			Pallet::<T>::do_receive(peer, frame)?;
			Inboxes::<T>::mutate(peer, |inbox| inbox.insert(0));
		}
		assert_eq!(Inboxes::<T>::get(peer).below, u64::from(T::Window::get()));
		Ok(())
	}

	// The message is the longest one; its proof is counted as far as it is read.
	#[benchmark(pov_mode = MaxEncodedLen { Messenger::Outbox: Measured })]
	fn receive_acknowledgement() -> Result<(), BenchmarkError> {
		let peer = T::BenchmarkHelper::peer();
		let id = Pallet::<T>::send(peer, T::BenchmarkHelper::outbound())?;
		let origin = T::PeerOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no origin of a peer"))?;
		let frame = VersionedFrame::V1(Frame::Acknowledgement { id });
		#[extrinsic_call]
		receive(origin as T::RuntimeOrigin, frame);
		assert!(!Outbox::<T>::contains_key(peer, id));
		Ok(())
	}

	// Messages that are acknowledged: there is nothing to read any more.
	#[benchmark(pov_mode = MaxEncodedLen { Messenger::Outbox: Measured })]
	fn look(n: Linear<0, { T::MaxRetriesPerBlock::get() }>) -> Result<(), BenchmarkError> {
		let peer = T::BenchmarkHelper::peer();
		for _ in 0..n.min(T::MaxQueued::get()) {
			let id = Pallet::<T>::send(peer, T::BenchmarkHelper::outbound())?;
			Pallet::<T>::do_receive(peer, VersionedFrame::V1(Frame::Acknowledgement { id }))?;
		}
		let at = frame_system::Pallet::<T>::block_number() + T::RetryAfter::get();
		#[block]
		{
			Pallet::<T>::resend_due(at);
		}
		assert!(Retries::<T>::get(at).is_empty());
		Ok(())
	}

	#[benchmark]
	fn resend(n: Linear<0, { T::MaxRetriesPerBlock::get() }>) -> Result<(), BenchmarkError> {
		let peer = T::BenchmarkHelper::peer();
		for _ in 0..n.min(T::MaxQueued::get()) {
			Pallet::<T>::send(peer, T::BenchmarkHelper::outbound())?;
		}
		let at = frame_system::Pallet::<T>::block_number() + T::RetryAfter::get();
		#[block]
		{
			Pallet::<T>::resend_due(at);
		}
		assert!(Retries::<T>::get(at).is_empty());
		Ok(())
	}
}
