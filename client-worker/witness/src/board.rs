// SPDX-License-Identifier: Apache-2.0
//! Which requests to take up, and when to try again.

use pouw_primitives::{
	conversion::ConversionId,
	witness::{KnownHead, PendingRequest},
	BlockNumber, SectorId,
};
use std::collections::{BTreeMap, BTreeSet};

/// Most blocks between two attempts at a request.
const MAX_BACKOFF: BlockNumber = 16;
/// Blocks for which an included proof is left alone although its request is open still: the node
/// that was asked may lag, or its block may be replaced.
const PATIENCE: BlockNumber = 4;

/// A request: source, conversion, round.
pub(crate) type Key = (SectorId, ConversionId, u32);

/// Attempts at a request.
#[derive(Clone, Copy, Default)]
struct Attempts {
	failed: u32,
	not_before: BlockNumber,
	busy: bool,
}

/// The requests under way or put off.
#[derive(Default)]
pub(crate) struct Board(BTreeMap<Key, Attempts>);

pub(crate) fn key(request: &PendingRequest) -> Key {
	let request = &request.request;
	(request.source, request.conversion, request.round)
}

impl Board {
	/// Chooses at most as many requests as make `places` under way, in their order, and marks them
	/// as such. Forgets those that are not open any more.
	pub(crate) fn take(
		&mut self,
		now: BlockNumber,
		open: Vec<PendingRequest>,
		places: usize,
	) -> Vec<(PendingRequest, KnownHead)> {
		let keys: BTreeSet<Key> = open.iter().map(key).collect();
		self.0.retain(|key, attempts| attempts.busy || keys.contains(key));
		let mut busy = self.0.values().filter(|attempts| attempts.busy).count();
		let mut taken = Vec::new();
		for request in open {
			// Without a head nothing can be proven yet.
			let Some(head) = request.head else { continue };
			let attempts = self.0.entry(key(&request)).or_default();
			if busy < places && !attempts.busy && attempts.not_before <= now {
				attempts.busy = true;
				busy = busy.saturating_add(1);
				taken.push((request, head));
			}
		}
		taken
	}

	/// A proof was included.
	pub(crate) fn included(&mut self, key: Key, now: BlockNumber) {
		let not_before = now.saturating_add(PATIENCE);
		self.0.insert(key, Attempts { failed: 0, not_before, busy: false });
	}

	/// An attempt failed. Returns after how many blocks the next one follows.
	pub(crate) fn failed(&mut self, key: Key, now: BlockNumber) -> BlockNumber {
		let attempts = self.0.entry(key).or_default();
		let pause = 1u32.checked_shl(attempts.failed).unwrap_or(MAX_BACKOFF).min(MAX_BACKOFF);
		attempts.failed = attempts.failed.saturating_add(1);
		attempts.not_before = now.saturating_add(pause);
		attempts.busy = false;
		pause
	}

	/// Whether nothing is under way or put off.
	#[cfg(test)]
	pub(crate) fn is_empty(&self) -> bool {
		self.0.is_empty()
	}
}
