// SPDX-License-Identifier: Apache-2.0
//! Governance between the hub and a sector: what a guild asks of the Assembly, and what the Assembly
//! has a sector do.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::BoundedVec;

/// Longest encoding of a change of a sector's parameter.
pub const MAX_CHANGE_LEN: u32 = 320;

/// A change of one of a sector's parameters, encoded as the sector's own runtime encodes it. The hub
/// does not read it, since sectors may run other versions than the hub was built with.
pub type EncodedChange = BoundedVec<u8, ConstU32<MAX_CHANGE_LEN>>;

/// Number of a motion of a sector's guild, from 0; never given twice.
pub type MotionIndex = u32;

/// Number of a directive of the hub to a sector, from 1; never given twice.
pub type DirectiveIndex = u32;

/// What a guild asks of the Assembly.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum GuildRequest {
	/// Upgrade the sector to the runtime with this hash.
	#[codec(index = 0)]
	Upgrade {
		/// BLAKE2-256 hash of the runtime's code.
		code_hash: H256,
	},
	/// Change a parameter of the sector.
	#[codec(index = 1)]
	Parameter {
		/// The change.
		change: EncodedChange,
	},
}

/// A motion that a guild has carried and that the Assembly has to decide.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct GuildMotion {
	/// Its number on the sector.
	pub motion: MotionIndex,
	/// What it asks.
	pub request: GuildRequest,
}

/// What became of a directive on its sector.
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
pub enum DirectiveOutcome {
	/// It was carried out.
	#[codec(index = 0)]
	Done,
	/// The sector's runtime does not know such a parameter, or not such a value of it.
	#[codec(index = 1)]
	Undecodable,
	/// The value is beyond the bounds of the sector's runtime.
	#[codec(index = 2)]
	OutOfBounds,
	/// It had come before, or a later directive on the same matter had.
	#[codec(index = 3)]
	Outdated,
	/// What it spends is not there to be spent, or the receiver cannot take it. Nothing was paid, nor will be.
	#[codec(index = 4)]
	Refused,
}

/// What a sector says on matters of governance.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum GovernanceNotice {
	/// Its guild asks something of the Assembly.
	#[codec(index = 0)]
	Motion(GuildMotion),
	/// What became of a directive.
	#[codec(index = 1)]
	Answer {
		/// The directive.
		directive: DirectiveIndex,
		/// What became of it.
		outcome: DirectiveOutcome,
	},
}
