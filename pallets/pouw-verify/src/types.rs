// SPDX-License-Identifier: Apache-2.0
//! Records of the pallet's storage.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pouw_primitives::{
	work::Parameters, Balance, BlockNumber, RelayBlockNumber, WindowIndex, Work,
};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::Permill;

/// Settled windows that are remembered.
pub const HISTORY: u32 = 64;

/// A window that is not settled.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct Window {
	/// Its number.
	pub index: WindowIndex,
	/// What seeds are bound to.
	pub challenge: H256,
	/// Relay block whose randomness the challenge is made of.
	pub relay_block: RelayBlockNumber,
	/// Block that opened it.
	pub opened_at: BlockNumber,
	/// Multiply-accumulates that each of its tickets stands for.
	pub difficulty: Work,
	/// Share of its target that is left to useful work.
	pub useful_share: Permill,
	/// The parameters as they were when it opened.
	pub parameters: Parameters,
	/// Tickets accepted.
	pub tickets: u32,
	/// Those of them that are useful.
	pub useful: u32,
	/// Those of them that are credited if no miner leaves before the settlement.
	pub credited: u32,
	/// Accounts whose first ticket was accepted while they were not registered.
	pub newcomers: u32,
}

impl Window {
	/// First block that may open the next window.
	pub fn closes_at(&self) -> BlockNumber {
		self.opened_at.saturating_add(self.parameters.length)
	}

	/// First block that accepts none of its tickets any more.
	pub fn accepts_until(&self) -> BlockNumber {
		self.closes_at().saturating_add(self.parameters.grace)
	}
}

/// Work of accepted tickets.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct Arrived {
	/// Of baseline tickets.
	pub baseline: Work,
	/// Of useful tickets.
	pub useful: Work,
}

impl Arrived {
	/// All of it.
	pub fn total(&self) -> Work {
		self.baseline.saturating_add(self.useful)
	}
}

/// A miner's tickets of a window.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct Tally {
	/// All of them.
	pub tickets: u32,
	/// The useful ones.
	pub useful: u32,
	/// Whether the first came while the account was not registered.
	pub newcomer: bool,
}

impl Tally {
	/// Tickets that are credited, if the floor of a registered miner is `floor`.
	pub fn credited(&self, floor: u32) -> u32 {
		if self.tickets >= floor {
			self.tickets
		} else {
			self.newcomer.into()
		}
	}
}

/// What a miner claims of a task by useful tickets.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct Claim {
	/// Work of all its tickets.
	pub claimed: Work,
	/// Work of those that were settled while the task was not over.
	pub pledged_work: Work,
	/// Set aside for them.
	pub pledged: Balance,
	/// Windows with tickets of it that are not settled.
	pub open_windows: u32,
	/// Whether the miner's result was accepted, once the task is over.
	pub outcome: Option<bool>,
}

/// The settlement of a window.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct Settlement {
	/// Most that may be paid and pledged.
	pub budget: Balance,
	/// Reward of a credited ticket.
	pub per_ticket: Balance,
	/// Spent of the budget so far, pledges included.
	pub spent: Balance,
	/// Credited tickets so far.
	pub credited: u32,
	/// What miners have received so far.
	pub paid: Balance,
	/// Set aside so far.
	pub pledged: Balance,
}

/// Work that was paid for.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct EraWork {
	/// Of baseline tickets.
	pub idle: Work,
	/// Of useful tickets whose task's result was accepted.
	pub useful: Work,
}
