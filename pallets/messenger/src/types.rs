// SPDX-License-Identifier: Apache-2.0
//! Records of the pallet.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedBTreeSet, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound,
	PartialEqNoBound,
};
use pouw_primitives::MessageId;
use scale_info::TypeInfo;

/// A message that waits for its acknowledgement.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct QueuedMessage<Body> {
	/// What it says.
	pub body: Body,
	/// How often it was handed to the transport.
	pub attempts: u32,
}

/// Ids received from a peer.
#[derive(
	CloneNoBound,
	PartialEqNoBound,
	EqNoBound,
	DefaultNoBound,
	DebugNoBound,
	Encode,
	Decode,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(Window))]
pub struct Inbox<Window: Get<u32>> {
	/// Every id below this was received.
	pub below: MessageId,
	/// Ids received at or above it, with a gap before each run.
	pub above: BoundedBTreeSet<MessageId, Window>,
}

/// What an incoming id is to the receiver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Novelty {
	/// Received for the first time.
	New,
	/// Received before.
	Duplicate,
	/// Beyond the window.
	TooFarAhead,
}

impl<Window: Get<u32>> Inbox<Window> {
	/// What `id` is to this inbox.
	pub fn novelty(&self, id: MessageId) -> Novelty {
		if id < self.below || self.above.contains(&id) {
			Novelty::Duplicate
		} else if id.saturating_sub(self.below) >= u64::from(Window::get()) {
			Novelty::TooFarAhead
		} else {
			Novelty::New
		}
	}

	/// Remembers a new id within the window; returns whether there was room, which there always is
	/// for such an id.
	pub fn insert(&mut self, id: MessageId) -> bool {
		if self.above.try_insert(id).is_err() {
			return false;
		}
		while self.above.remove(&self.below) {
			self.below = self.below.saturating_add(1);
		}
		true
	}
}
