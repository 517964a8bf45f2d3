// SPDX-License-Identifier: Apache-2.0
//! What a sector's chain knows of a miner.

use crate::{Balance, BlockNumber, WindowIndex, Work};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::ConstU32;
use sp_runtime::{traits::Saturating, BoundedVec, Permill};

/// What a miner declares of its machine. Informative: nothing is paid for a declaration.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct HardwareProfile {
	/// UTF-8 model name of the device that computes.
	pub device: BoundedVec<u8, ConstU32<64>>,
	/// Memory that jobs can use, in MiB.
	pub memory_mib: u32,
	/// Threads that jobs can use.
	pub threads: u16,
}

/// Work that a miner's tickets stand for.
#[derive(
	Clone,
	Copy,
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
pub struct WorkRecord {
	/// All of it since the registration.
	pub total: Work,
	/// Moving average for one window, as of `window`.
	pub average: Work,
	/// The window of the newest credit.
	pub window: WindowIndex,
}

/// How a miner does as an author of blocks.
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
pub struct AuthorshipRecord {
	/// Moving average, over the sessions in which it was an author, of the blocks it authored to
	/// those that fell to it.
	pub authored: Permill,
	/// First session for which it can be chosen again after it was absent for a whole one.
	pub barred_until: u32,
}

impl Default for AuthorshipRecord {
	/// Of a miner that was never an author: trusted half.
	fn default() -> Self {
		Self { authored: Permill::from_percent(50), barred_until: 0 }
	}
}

/// A registered miner.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct MinerRecord {
	/// What it declared of its machine.
	pub profile: HardwareProfile,
	/// X25519 public key to which inputs are encrypted.
	pub encryption_key: [u8; 32],
	/// Held while it is registered.
	pub deposit: Balance,
	/// Held of its rewards so far, up to the sector's bond target.
	pub bond: Balance,
	/// Block of the registration.
	pub registered_at: BlockNumber,
	/// Whether it takes new assignments.
	pub available: bool,
	/// Assignments not yet settled; it cannot leave before they are.
	pub open_assignments: u32,
	/// Assignments settled so far.
	pub assigned: u32,
	/// Of these, the ones in which its result agreed with the accepted one.
	pub accepted: u32,
	/// Work of its tickets.
	pub work: WorkRecord,
	/// Blocks authored by it.
	pub authorship: AuthorshipRecord,
}

impl MinerRecord {
	/// Share of its settled assignments that were accepted, with one accepted and one failed one
	/// added: a newcomer counts half, and no record is ever all or nothing.
	pub fn completion(&self) -> Permill {
		Permill::from_rational(
			u64::from(self.accepted).saturating_add(1),
			u64::from(self.assigned).saturating_add(2),
		)
	}

	/// How far the chain can rely on it: its completion times its authorship.
	pub fn reliability(&self) -> Permill {
		self.completion().saturating_mul(self.authorship.authored)
	}
}
