// SPDX-License-Identifier: Apache-2.0
//! Records that only this pallet keeps.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{ConstU32, Get},
	BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound, PartialEqNoBound,
};
use pouw_primitives::{Balance, BlockNumber, DirectiveIndex, MotionIndex, Work};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::Permill;

/// Number of a span, from 0 at genesis.
pub type SpanIndex = u32;

/// Number of an election, from 0.
pub type ElectionIndex = u32;

/// Spans of which work is kept: the one under way and two that are closed.
pub const SPANS_KEPT: u32 = 3;

/// Work of the newest spans, one entry for each span that has any, the oldest first.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct SpanWork(pub BoundedVec<(SpanIndex, Work), ConstU32<SPANS_KEPT>>);

impl SpanWork {
	/// Adds work of the span under way, and forgets spans that no vote can be of any more.
	pub fn add(&mut self, span: SpanIndex, work: Work) {
		self.0.retain(|(of, _)| of.saturating_add(SPANS_KEPT) > span);
		match self.0.last_mut() {
			Some((of, sum)) if *of == span => *sum = sum.saturating_add(work),
			_ => {
				// There is room: the entries are of distinct spans of the newest ones, without this.
				let _ = self.0.try_push((span, work));
			},
		}
	}

	/// Work of a span.
	pub fn of(&self, span: SpanIndex) -> Work {
		self.0.iter().find(|(of, _)| *of == span).map_or(0, |(_, work)| *work)
	}
}

/// What a guild keeps of a member that has done verified work.
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
#[scale_info(skip_type_params(MaxMotions))]
pub struct MemberRecord<MaxMotions: Get<u32>> {
	/// Its verified work, as far as its bond covered it.
	pub work: SpanWork,
	/// The last election in which it voted.
	pub ballot: Option<ElectionIndex>,
	/// Open motions on which it voted, and maybe some that are closed.
	pub voted: BoundedVec<MotionIndex, MaxMotions>,
}

/// Who stands for election.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct Candidate<AccountId> {
	/// The member.
	pub who: AccountId,
	/// Held of it.
	pub deposit: Balance,
	/// Its own weight; where there are too many candidates, those with the most stay.
	pub weight: Work,
	/// Weight of those who voted for it.
	pub votes: Work,
}

/// Who was elected.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct Executive<AccountId> {
	/// The member.
	pub who: AccountId,
	/// Held of it until its term is over.
	pub deposit: Balance,
	/// Weight of those who voted for it.
	pub votes: Work,
}

/// What a motion is for.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum Proposal<AccountId, Change> {
	/// Remove an executive, which loses its deposit.
	#[codec(index = 0)]
	Impeach {
		/// The executive.
		executive: AccountId,
	},
	/// Cancel the pending slash of a miner.
	#[codec(index = 1)]
	Appeal {
		/// The miner.
		miner: AccountId,
	},
	/// Ask the Assembly to upgrade the sector.
	#[codec(index = 2)]
	Upgrade {
		/// BLAKE2-256 hash of the runtime's code.
		code_hash: H256,
	},
	/// Ask the Assembly to change a parameter of the sector.
	#[codec(index = 3)]
	Parameter {
		/// The change.
		change: Change,
	},
}

impl<AccountId, Change> Proposal<AccountId, Change> {
	/// Whom the motion is about; it has no vote on it.
	pub fn subject(&self) -> Option<&AccountId> {
		match self {
			Self::Impeach { executive } => Some(executive),
			Self::Appeal { miner } => Some(miner),
			Self::Upgrade { .. } | Self::Parameter { .. } => None,
		}
	}
}

/// A motion that is open. Closed by the call `close`.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct Motion<AccountId, Change> {
	/// Who proposed it.
	pub proposer: AccountId,
	/// Held of the proposer.
	pub deposit: Balance,
	/// What it is for.
	pub proposal: Proposal<AccountId, Change>,
	/// Span whose work gives the votes their weight: the one before that in which it was opened.
	pub span: SpanIndex,
	/// Weight of all members that may vote on it.
	pub total: Work,
	/// First block in which it can be closed whatever the votes are, and in which there is none any more.
	pub closes_at: BlockNumber,
	/// Weight for it.
	pub ayes: Work,
	/// Weight against it.
	pub nays: Work,
}

/// How the votes on a motion stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
	/// Further votes may change it.
	Undecided,
	/// Carried.
	Carried,
	/// Lost, though enough voted.
	Lost,
	/// Lost, since too few voted.
	TooFewVotes,
}

impl<AccountId, Change> Motion<AccountId, Change> {
	/// How the votes stand in block `now`, when so much of all weight has to vote.
	///
	/// Before the end a majority of all weight decides, for no further vote could change it.
	pub fn standing(&self, now: BlockNumber, quorum: Permill) -> Standing {
		let twice = |votes: Work| votes.saturating_mul(2);
		if twice(self.ayes) > self.total {
			return Standing::Carried;
		}
		if self.total > 0 && twice(self.nays) >= self.total {
			return Standing::Lost;
		}
		if now < self.closes_at {
			return Standing::Undecided;
		}
		if self.ayes.saturating_add(self.nays) < quorum.mul_ceil(self.total) {
			return Standing::TooFewVotes;
		}
		if self.ayes > self.nays {
			Standing::Carried
		} else {
			Standing::Lost
		}
	}
}

/// The last change of a parameter.
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
pub struct LastChange {
	/// The newest directive that changed it; 0 if none has.
	pub directive: DirectiveIndex,
	/// Block in which it was changed last, by whomever.
	pub at: BlockNumber,
}

/// What happens in a span besides motions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
	/// No election.
	Quiet,
	/// Members stand for this election.
	Candidacy(ElectionIndex),
	/// Members vote in this election.
	Voting(ElectionIndex),
}

/// A motion of this pallet.
pub type MotionOf<T> = Motion<<T as frame_system::Config>::AccountId, <T as Config>::Change>;
/// A proposal of this pallet.
pub type ProposalOf<T> = Proposal<<T as frame_system::Config>::AccountId, <T as Config>::Change>;
