// SPDX-License-Identifier: Apache-2.0
//! What is kept of a task.

use codec::{Decode, Encode};
use pouw_primitives::{
	task::{self, BlobRef, TaskResult},
	AccountId, BlockNumber, TaskId, TaskRecord,
};
use sp_core::H256;
use std::fmt;

/// A result that is to be committed to or revealed.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Record {
	/// The task.
	pub task: TaskId,
	/// Its seed, which the sketch depends on.
	pub seed: H256,
	/// Its input.
	pub input: BlobRef,
	/// The result.
	pub result: TaskResult,
	/// The salt of the commitment. Secret until it is revealed.
	pub salt: [u8; 32],
}

impl fmt::Debug for Record {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Record")
			.field("task", &self.task)
			.field("seed", &self.seed)
			.field("output", &self.result.output)
			.field("salt", &"redacted")
			.finish_non_exhaustive()
	}
}

impl Record {
	/// What `miner` commits to.
	pub fn commitment(&self, miner: &AccountId) -> H256 {
		task::commitment(self.task, miner, &self.result, &self.salt)
	}

	/// Whether it answers `task` as it is assigned now. It does not after a reorganisation that
	/// drew another seed, nor when the miner is asked again by a new one.
	pub fn answers(&self, task: &TaskRecord<AccountId>) -> bool {
		self.seed == task.seed && self.input == task.spec.input
	}
}

/// What was last begun with a result. The chain alone says whether it succeeded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Phase {
	/// Nothing: it is computed.
	#[codec(index = 0)]
	Computed,
	/// A commitment to it was about to be submitted.
	#[codec(index = 1)]
	Committing {
		/// Best block at that time.
		at: BlockNumber,
	},
	/// It was about to be revealed.
	#[codec(index = 2)]
	Revealing {
		/// Best block at that time.
		at: BlockNumber,
	},
}

impl Phase {
	/// Best block when something was about to be submitted.
	pub fn submitted_at(&self) -> Option<BlockNumber> {
		match self {
			Self::Computed => None,
			Self::Committing { at } | Self::Revealing { at } => Some(*at),
		}
	}
}

/// A record as it is in the file.
#[derive(Clone, Encode, Decode)]
pub(super) struct Entry {
	pub(super) record: Record,
	pub(super) phase: Phase,
	/// Seconds of Unix time.
	pub(super) saved_at: u64,
}
