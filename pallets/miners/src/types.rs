// SPDX-License-Identifier: Apache-2.0
//! Records that only this pallet keeps.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::pallet_prelude::Get;
use pouw_primitives::{AuthorshipRecord, Balance, BlockNumber, RelayBlockNumber, Work, WorkRecord};
use scale_info::TypeInfo;

/// A miner that could be an author of blocks, with what it is ranked by.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct Candidate<AccountId> {
	/// The miner.
	pub who: AccountId,
	/// Its average work times its reliability, as of [`crate::CandidateWindow`].
	pub score: Work,
}

impl<AccountId: Ord> Candidate<AccountId> {
	/// Order of the list: the higher score first, of equals the lower account.
	pub(crate) fn rank(&self, other: &Self) -> core::cmp::Ordering {
		other.score.cmp(&self.score).then_with(|| self.who.cmp(&other.who))
	}
}

/// A change of the roster that is not carried out yet.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct RosterChange<AccountId> {
	/// Whose.
	pub miner: AccountId,
	/// Whether it enters; else it leaves.
	pub enters: bool,
	/// First relay block whose randomness nobody knew when the change was made. Draws by it go by the change.
	pub from: RelayBlockNumber,
}

/// What is left of a miner that deregistered with a bond, until it withdraws the bond or comes back.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct Departure {
	/// Still held of it.
	pub bond: Balance,
	/// First block in which it can withdraw the bond.
	pub withdrawable_at: BlockNumber,
	/// Its settled assignments.
	pub assigned: u32,
	/// Of these, the accepted ones.
	pub accepted: u32,
	/// What its abstentions have used of [`pouw_primitives::miner::ALLOWANCE`].
	pub allowance_used: u8,
	/// Work of its tickets.
	pub work: WorkRecord,
	/// Blocks authored by it.
	pub authorship: AuthorshipRecord,
}

/// Most authors of a session: all invulnerables and the chosen miners.
pub struct MaxSessionAuthors<T>(PhantomData<T>);

impl<T: Config> Get<u32> for MaxSessionAuthors<T> {
	fn get() -> u32 {
		T::MaxInvulnerables::get().saturating_add(T::MaxAuthors::get())
	}
}
