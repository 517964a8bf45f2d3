// SPDX-License-Identifier: Apache-2.0
//! Records of the pallet.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pouw_primitives::{conversion::ConversionId, Balance, EraIndex, SectorId};
use scale_info::TypeInfo;

/// Sector and number: what names a conversion.
pub type Key = (SectorId, ConversionId);

/// What was admitted of a sector in one of its eras.
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
pub struct CapUse {
	/// The era.
	pub era: EraIndex,
	/// MAIN of the conversions admitted in it and not cancelled in it.
	pub used: Balance,
	/// The highest cap under which one of them was admitted.
	pub limit: Balance,
}

/// Conversions of a sector that wait for room in its cap.
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
pub struct Waiting {
	/// How many.
	pub count: u32,
	/// Tokens of all of them.
	pub amount: Balance,
}

/// Emergency liquidity of a period.
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
pub struct EmergencyUse {
	/// The period, from 0.
	pub period: u32,
	/// MAIN burned for it.
	pub used: Balance,
	/// The highest cap under which any of it was released.
	pub limit: Balance,
}

/// Places of a queue that is filled at one end and emptied at the other.
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
pub struct Ends {
	/// The place that is emptied first; equal to `next` if the queue is empty.
	pub first: u64,
	/// The place that is filled next.
	pub next: u64,
}

impl Ends {
	/// Whether the queue is empty.
	pub fn is_empty(&self) -> bool {
		self.first >= self.next
	}

	/// Takes the next place.
	pub fn fill(&mut self) -> u64 {
		let place = self.next;
		self.next = place.saturating_add(1);
		place
	}

	/// Gives up the first place.
	pub fn empty(&mut self) {
		self.first = self.first.saturating_add(1);
	}
}
