// SPDX-License-Identifier: Apache-2.0
//! What a sector is: its id, the class of hardware it stands for, its token.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

/// Para id of the hub.
pub const HUB_ID: u32 = 2000;

/// Most sectors that the hub admits. Each of the others may have to be witnessed by a sector at the same time.
pub const MAX_SECTORS: u32 = 100;

/// Para id of a sector.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
	Debug,
)]
pub struct SectorId(pub u32);

/// Class of hardware that a sector is for.
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
	Serialize,
	Deserialize,
	Debug,
)]
#[serde(rename_all = "kebab-case")]
pub enum SectorClass {
	/// Graphics processors made for data centres.
	#[codec(index = 0)]
	GpuDatacenter,
	/// Graphics processors made for workstations and games.
	#[codec(index = 1)]
	GpuConsumer,
	/// General-purpose processors, from servers to boards at the edge.
	#[codec(index = 2)]
	CpuEdge,
	/// Tensor and neural processors.
	#[codec(index = 3)]
	AiAccelerator,
}

/// Name, symbol and decimals of a sector's token.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct TokenProfile {
	/// UTF-8 name, for people.
	pub name: BoundedVec<u8, ConstU32<32>>,
	/// UTF-8 ticker symbol.
	pub symbol: BoundedVec<u8, ConstU32<12>>,
	/// Decimal places between the smallest unit and one token.
	pub decimals: u8,
}

/// Identity of a sector, fixed at its genesis.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct SectorProfile {
	/// Class of hardware.
	pub class: SectorClass,
	/// The sector's own token.
	pub token: TokenProfile,
}

impl SectorProfile {
	/// Builds a profile; `None` if the name exceeds 32 bytes or the symbol 12.
	pub fn new(class: SectorClass, name: &str, symbol: &str, decimals: u8) -> Option<Self> {
		Some(Self {
			class,
			token: TokenProfile {
				name: Vec::from(name).try_into().ok()?,
				symbol: Vec::from(symbol).try_into().ok()?,
				decimals,
			},
		})
	}
}

/// Standing of a sector in the hub's registry.
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
pub enum SectorStatus {
	/// Admitted, but its chain has not yet announced itself with the admitted class.
	#[codec(index = 0)]
	Pending,
	/// Announced and in business.
	#[codec(index = 1)]
	Active,
	/// Stopped by governance; only value on its way home moves.
	#[codec(index = 2)]
	Suspended,
	/// To be closed. It takes no orders, and what it owes and what is converted is settled first.
	#[codec(index = 3)]
	Retiring,
	/// Closed for good, with nothing left to settle.
	#[codec(index = 4)]
	Retired,
}

/// A sector in the hub's registry.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct SectorRecord {
	/// Class it was admitted with.
	pub class: SectorClass,
	/// Standing.
	pub status: SectorStatus,
	/// How often the sector was told its standing.
	pub revision: u32,
	/// What the sector announced, once it did.
	pub profile: Option<SectorProfile>,
	/// Its newest report.
	pub last_report: Option<crate::EraReport>,
}

/// The hub, as the one peer of a sector.
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
pub struct Hub;
