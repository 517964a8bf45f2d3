// SPDX-License-Identifier: Apache-2.0
//! Messages between the hub and the sectors.
//!
//! A message travels as an XCM `Transact` of the receiver's `Messenger::receive` call. The frame
//! around the body numbers it: the sender keeps a message until the receiver has acknowledged its
//! id and sends it again when the answer is late, the receiver acts on an id once. So a message may
//! be lost, late, doubled or reordered without harm.

use crate::{
	conversion::{
		Attestation, CancelReason, ConversionId, ConversionRequest, ReleaseAnswer, ReleaseOrder,
		WitnessRequest,
	},
	governance::{DirectiveIndex, EncodedChange, GovernanceNotice},
	order::{MainOrder, OrderId, OrderOutcome},
	AccountId, Balance, BlockNumber, EraIndex, SectorId, SectorProfile, SectorStatus, Work,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::BoundedVec;

/// Position of a message in the sequence from one chain to another, from 0.
pub type MessageId = u64;

/// A frame in some version of the protocol; a receiver refuses versions it does not know.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum VersionedFrame<Body> {
	/// Version 1.
	#[codec(index = 1)]
	V1(Frame<Body>),
}

/// Envelope of a message or of its acknowledgement.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum Frame<Body> {
	/// A message, to be acted on once and acknowledged each time it arrives.
	#[codec(index = 0)]
	Message {
		/// Position in the sender's sequence to this receiver.
		id: MessageId,
		/// What the sender says.
		body: Body,
	},
	/// The receiver has the message with this id.
	#[codec(index = 1)]
	Acknowledgement {
		/// Id of the acknowledged message.
		id: MessageId,
	},
}

/// What a sector says to the hub.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum SectorToHub {
	/// The sector's chain is up and is of this class, with this token.
	#[codec(index = 0)]
	Announce(SectorProfile),
	/// What the sector did in an era.
	#[codec(index = 1)]
	Report(EraReport),
	/// Tokens wait in the sector's reserve to be converted to MAIN.
	#[codec(index = 2)]
	Convert(ConversionRequest),
	/// The sector has verified another sector's conversion.
	#[codec(index = 3)]
	Attest(Attestation),
	/// The sector has stored a batch of the hub's transactions.
	#[codec(index = 4)]
	Recorded {
		/// The window of the hub's transactions.
		window: u32,
		/// The root the batch came with.
		root: H256,
	},
	/// An order in MAIN is over, or was not taken.
	#[codec(index = 5)]
	OrderEnded {
		/// The order.
		order: OrderId,
		/// How it ended.
		outcome: OrderOutcome,
	},
	/// The sector has paid, or owes, what the hub ordered to be released.
	#[codec(index = 6)]
	Released(ReleaseAnswer),
	/// A motion of the sector's guild, or what became of a directive.
	#[codec(index = 7)]
	Governance(GovernanceNotice),
}

/// What the hub says to a sector.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum HubToSector {
	/// The sector's standing in the registry.
	#[codec(index = 0)]
	Status {
		/// The standing.
		status: SectorStatus,
		/// Counts the hub's words on it, so that one overtaken on the way is known as old.
		revision: u32,
	},
	/// MAIN was minted for a conversion of this sector.
	#[codec(index = 1)]
	ConversionSettled {
		/// The conversion.
		conversion: ConversionId,
		/// MAIN minted for it, the toll included.
		minted: Balance,
	},
	/// A conversion of this sector will never be settled; its tokens go back.
	#[codec(index = 2)]
	ConversionCancelled {
		/// The conversion.
		conversion: ConversionId,
		/// Why.
		reason: CancelReason,
	},
	/// The sector was drawn to verify another sector's conversion.
	#[codec(index = 3)]
	Witness(WitnessRequest),
	/// An earlier request to verify is void: its round is over.
	#[codec(index = 4)]
	WitnessWithdrawn {
		/// The sector that the conversion leaves.
		source: SectorId,
		/// The conversion, on that sector.
		conversion: ConversionId,
		/// The round that is over.
		round: u32,
	},
	/// The sector was drawn to store these transactions of the hub.
	#[codec(index = 5)]
	Record(RecordBatch),
	/// A client pays MAIN for a task of this sector.
	#[codec(index = 6)]
	Order(MainOrder),
	/// Tokens are to be paid out of the sector's reserve.
	#[codec(index = 7)]
	Release(ReleaseOrder),
	/// The Assembly changes a parameter of the sector.
	#[codec(index = 8)]
	SetParameter {
		/// Counts the directives to the sector, so that one overtaken on the way is known as old.
		directive: DirectiveIndex,
		/// The change.
		change: EncodedChange,
	},
	/// The Assembly authorizes an upgrade of the sector's runtime, which anybody may then apply.
	#[codec(index = 9)]
	AuthorizeUpgrade {
		/// Counts the directives to the sector, so that one overtaken on the way is known as old.
		directive: DirectiveIndex,
		/// BLAKE2-256 hash of the runtime's code.
		code_hash: H256,
	},
	/// The client takes an order back, if no miners are drawn for it yet.
	#[codec(index = 10)]
	CancelOrder {
		/// The order.
		order: OrderId,
	},
	/// The Assembly spends public income of the sector.
	#[codec(index = 11)]
	SpendPublic {
		/// Counts the directives to the sector, so that one that comes again is known.
		directive: DirectiveIndex,
		/// The receiver, on the sector.
		to: AccountId,
		/// Tokens of the sector.
		amount: Balance,
	},
}

/// Most transactions in one [`RecordBatch`].
pub const MAX_RECORD_ENTRIES: u32 = 1_024;

/// Transactions of the hub that a sector is to store.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct RecordBatch {
	/// The window of the hub's transactions.
	pub window: u32,
	/// Merkle root of all transactions of the window.
	pub root: H256,
	/// Hashes of those assigned to this sector.
	pub entries: BoundedVec<H256, ConstU32<MAX_RECORD_ENTRIES>>,
	/// Tokens of the sector that its miners get for it, out of its reserve.
	pub payment: Balance,
}

/// What happened on a sector in one era.
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
pub struct EraReport {
	/// The era.
	pub era: EraIndex,
	/// First block of the next era: the era's blocks are those before it.
	pub ended_at: BlockNumber,
	/// Tasks and miners, as counted by the sector.
	pub figures: EraFigures,
}

/// Counts of one era.
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
pub struct EraFigures {
	/// Tasks ordered.
	pub ordered: u32,
	/// Tasks whose result was accepted.
	pub accepted: u32,
	/// Tasks that failed and were refunded.
	pub failed: u32,
	/// Work credited that served no task.
	pub idle_work: Work,
	/// Work credited that served tasks.
	pub useful_work: Work,
	/// The part of [`EraFigures::useful_work`] whose tasks another than their own miners paid for.
	pub paid_useful_work: Work,
}

impl EraFigures {
	/// The part of the useful work whose tasks the chain can see to have been ordered by the owners of
	/// their own miners.
	pub fn self_ordered_work(&self) -> Work {
		self.useful_work.saturating_sub(self.paid_useful_work)
	}
}
