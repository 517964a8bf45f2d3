// SPDX-License-Identifier: Apache-2.0
//! What the hub keeps of sectors' terms, of conversions, and of the recording of its transactions.

use crate::{
	conversion::{CancelReason, ConversionRequest},
	Balance, BlockNumber, EraIndex, RelayBlockNumber, SectorId, Work,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{BoundedVec, FixedU128};

/// Eras whose work makes up a sector's utilisation.
pub const UTILISATION_ERAS: u32 = 8;

/// Witnesses of a conversion.
pub const WITNESSES: usize = 2;

/// Most sectors among which the transactions of one window are divided.
pub const MAX_RECORDERS: u32 = 4;

/// Work of one era, as the sector reported it.
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
pub struct EraWork {
	/// The era.
	pub era: EraIndex,
	/// All work credited.
	pub total: Work,
	/// The part of it that somebody paid for.
	pub paid: Work,
}

/// On what terms a sector's token converts to MAIN, and who answers for the sector.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct SectorTerms<AccountId> {
	/// Account of the sector's operator; a sector without one witnesses nothing.
	pub operator: Option<AccountId>,
	/// Smallest units of MAIN for one of the token at full utilisation; zero until it is set.
	pub rate_base: FixedU128,
	/// Smallest units of MAIN for one of the token now.
	pub rate: FixedU128,
	/// The rate before the last era's report moved it.
	pub previous_rate: FixedU128,
	/// Most MAIN, toll included, for conversions admitted in one era.
	pub mint_cap: Balance,
	/// Work of the last eras that were reported, oldest first.
	pub recent: BoundedVec<EraWork, ConstU32<UTILISATION_ERAS>>,
}

impl<AccountId> Default for SectorTerms<AccountId> {
	fn default() -> Self {
		Self {
			operator: None,
			rate_base: FixedU128::from_inner(0),
			rate: FixedU128::from_inner(0),
			previous_rate: FixedU128::from_inner(0),
			mint_cap: 0,
			recent: Default::default(),
		}
	}
}

/// What a conversion is worth, fixed when an era's cap had room for it.
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
pub struct Quote {
	/// The sector's era against whose cap it counts.
	pub era: EraIndex,
	/// MAIN to be minted, toll included.
	pub main: Balance,
	/// The part of it that is the toll.
	pub toll: Balance,
}

/// A sector drawn to witness a conversion.
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
pub struct DrawnWitness {
	/// The sector.
	pub sector: SectorId,
	/// Whether it has attested.
	pub attested: bool,
}

/// Stage of a conversion on the hub. The last two are final.
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
pub enum SettlementState {
	/// The era's cap has no room for it. Left in `on_initialize`: to `Drawing` when an era has room,
	/// to `Cancelled` when it is worth more than a whole cap, worth too little, its sector is no longer
	/// active or its patience is over.
	#[codec(index = 0)]
	Queued {
		/// Block at which it is cancelled.
		expires: BlockNumber,
	},
	/// Waits for the draw of its witnesses. Left in `on_initialize`: to `Witnessing` with the
	/// randomness of a relay block late enough, to `Cancelled` when too few sectors are eligible until its
	/// patience is over.
	#[codec(index = 1)]
	Drawing {
		/// Number of this draw, from 0.
		round: u32,
		/// First relay block whose randomness may serve the draw.
		randomness_from: RelayBlockNumber,
		/// Block at which it is cancelled.
		expires: BlockNumber,
	},
	/// Two sectors are asked. Left by the message `Attest` of the second of them, to `Minted` (or to
	/// `Cancelled` if the source has been suspended or the beneficiary cannot receive); in
	/// `on_initialize` at the deadline, to `Drawing` of the next round or, after the last, to
	/// `Cancelled`.
	#[codec(index = 2)]
	Witnessing {
		/// Number of the draw.
		round: u32,
		/// The sectors drawn.
		witnesses: [DrawnWitness; WITNESSES],
		/// Block at which the round ends.
		deadline: BlockNumber,
	},
	/// MAIN was minted.
	#[codec(index = 3)]
	Minted {
		/// The witnesses.
		witnesses: [SectorId; WITNESSES],
		/// The round in which both attested.
		round: u32,
		/// Block in which it was minted.
		at: BlockNumber,
		/// Whether the message to the sector is queued.
		told: bool,
	},
	/// No MAIN was minted and none will be.
	#[codec(index = 4)]
	Cancelled {
		/// Why.
		reason: CancelReason,
		/// Block in which it was cancelled.
		at: BlockNumber,
		/// Whether the message to the sector is queued.
		told: bool,
	},
}

impl SettlementState {
	/// Block in which it became final, if it is.
	pub fn ended_at(&self) -> Option<BlockNumber> {
		match self {
			Self::Minted { at, .. } | Self::Cancelled { at, .. } => Some(*at),
			_ => None,
		}
	}
}

/// A conversion, as the hub keeps it.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct SettlementRecord {
	/// What the sector asked for.
	pub request: ConversionRequest,
	/// Block in which the request arrived.
	pub arrived_at: BlockNumber,
	/// Newest relay block known then.
	pub arrived_relay: RelayBlockNumber,
	/// What it is worth, from its admission on.
	pub quote: Option<Quote>,
	/// Stage.
	pub state: SettlementState,
}

/// What became of all conversions of a sector.
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
pub struct SettlementTotals {
	/// Conversions settled.
	pub settled: u64,
	/// Conversions cancelled.
	pub cancelled: u64,
	/// Sector tokens settled.
	pub converted: Balance,
	/// MAIN minted for them, tolls included.
	pub minted: Balance,
	/// The tolls.
	pub tolls: Balance,
}

/// A sector that was given transactions of a window.
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
pub struct Recorder {
	/// The sector.
	pub sector: SectorId,
	/// How many of the window's transactions it was given; those without any get no message.
	pub entries: u32,
	/// Whether it has said that it stored them.
	pub recorded: bool,
	/// MAIN of the fees that is burned once it has stored them.
	pub fees: Balance,
	/// Tokens of the sector that its miners get for the fees.
	pub payment: Balance,
}

/// Stage of a window of the hub's transactions. The last two are final.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum RecordState {
	/// Takes no more transactions. Left in `on_initialize`, to `Assigned` with the randomness of a relay
	/// block late enough; to `Abandoned` when too many younger windows wait behind it.
	#[codec(index = 0)]
	Closed {
		/// First relay block whose randomness may serve the draw.
		randomness_from: RelayBlockNumber,
	},
	/// Its transactions are given to sectors. Each message `Recorded` marks one of them.
	#[codec(index = 1)]
	Assigned {
		/// Merkle root of the transactions' hashes.
		root: H256,
		/// Seed that says which of the sectors got which transaction.
		seed: H256,
		/// The sectors, in the order of the draw.
		recorders: BoundedVec<Recorder, ConstU32<MAX_RECORDERS>>,
	},
	/// Too few sectors could be given its transactions for too long.
	#[codec(index = 2)]
	Abandoned,
}

/// A window of the hub's transactions.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct RecordWindow {
	/// Block in which it was closed.
	pub closed_at: BlockNumber,
	/// Transactions in it.
	pub entries: u32,
	/// Their fees.
	pub fees: Balance,
	/// Stage.
	pub state: RecordState,
}

/// Proof that a transaction of the hub is among those of a window, and where it is recorded.
#[derive(Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, Debug)]
pub struct RecordProof {
	/// The window.
	pub window: u32,
	/// Merkle root of the window.
	pub root: H256,
	/// Sibling hashes from the transaction's leaf up to the root.
	pub proof: alloc::vec::Vec<H256>,
	/// Transactions in the window.
	pub leaves: u32,
	/// Number of the transaction within the window, from 0.
	pub index: u32,
	/// The two sectors that were given the transaction, and whether each has said that it stored it.
	pub recorders: [(SectorId, bool); 2],
}
