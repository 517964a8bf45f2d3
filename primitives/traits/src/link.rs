// SPDX-License-Identifier: Apache-2.0
//! Messages between chains.

use frame_support::{dispatch::DispatchResult, weights::Weight};
use pouw_primitives::MessageId;

/// Queues a message to a peer chain; it is delivered exactly once or stays queued.
pub trait SendMessage<Peer, Body> {
	/// Queues `body` for `peer` and returns its id. Fails if the peer's queue is full.
	fn send(peer: Peer, body: Body) -> Result<MessageId, sp_runtime::DispatchError>;
}

/// Acts on a message of a peer chain. Called once for each id.
pub trait HandleMessage<Peer, Body> {
	/// Acts on `body`. On an error nothing is changed and the message stays unacknowledged, so that
	/// the peer sends it again.
	fn handle(peer: Peer, body: Body) -> DispatchResult;
	/// Most that acting on `body` weighs. None if that was not measured by itself: it is then taken to weigh
	/// as much as the heaviest message.
	fn weight(_body: &Body) -> Option<Weight> {
		None
	}
}

/// Hands a frame to the transport (XCM). May fail for now (no channel yet, queue full); the frame is
/// tried again later.
pub trait LinkTransport<Peer, Frame> {
	/// Sends `frame` to `peer`.
	fn deliver(peer: Peer, frame: Frame) -> DispatchResult;
}

impl<Peer, Body> HandleMessage<Peer, Body> for () {
	fn handle(_: Peer, _: Body) -> DispatchResult {
		Ok(())
	}
}
