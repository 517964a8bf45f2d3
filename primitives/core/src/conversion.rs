// SPDX-License-Identifier: Apache-2.0
//! Conversion of a sector's token to MAIN: the record a sector keeps of it, where other chains find
//! that record in the sector's state, and what the chains tell one another about it.
//!
//! The record is the one source of truth: a witness sector verifies it by a storage proof against a
//! state root that it has from the relay chain. So the name of the storage item, its hasher and the
//! encoding of [`ConversionRecord`] are protocol, and a change of any of them is a change of all
//! chains at once.

use crate::{AccountId, Balance, BlockNumber, RelayBlockNumber, SectorId};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_crypto_hashing::{blake2_128, blake2_256, twox_128};

/// Number of a conversion on the sector it left, from 0; never given twice.
pub type ConversionId = u64;

/// Name, in every sector runtime, of the pallet that keeps the conversions.
pub const CONVERSIONS_PALLET: &[u8] = b"SectorToken";

/// Name of the storage map of the conversions within that pallet.
pub const CONVERSIONS_ITEM: &[u8] = b"Conversions";

/// Prefix of the bytes that the digest of an attestation hashes.
pub const ATTESTATION_CONTEXT: &[u8] = b"pouw-chain conversion-attestation v1";

/// A conversion, as the sector that it leaves stores it.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct ConversionRecord {
	/// Account on the sector that gave the tokens; gets them back if the conversion is cancelled.
	pub who: AccountId,
	/// Account on the hub for which MAIN is minted.
	pub beneficiary: AccountId,
	/// Tokens moved to the sector's reserve.
	pub amount: Balance,
	/// Block of the sector in which it was requested.
	pub requested_at: BlockNumber,
	/// What has become of it.
	pub state: ConversionState,
}

/// Stage of a conversion. The last two are final.
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
pub enum ConversionState {
	/// The tokens are in the reserve and the hub has been told. Left by the hub's
	/// [`crate::HubToSector::ConversionSettled`], to [`ConversionState::Settled`], or by its
	/// [`crate::HubToSector::ConversionCancelled`], to [`ConversionState::Refunded`].
	#[codec(index = 0)]
	Pending,
	/// MAIN was minted for it; the tokens stay in the reserve.
	#[codec(index = 1)]
	Settled {
		/// MAIN that was minted, the toll included.
		minted: Balance,
	},
	/// No MAIN was minted and none will be; the tokens went back, or wait for the account that gave
	/// them to claim them.
	#[codec(index = 2)]
	Refunded {
		/// Why.
		reason: CancelReason,
	},
}

/// Why the hub cancelled a conversion.
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
pub enum CancelReason {
	/// No two witnesses attested it in time, in any of the rounds there are.
	#[codec(index = 0)]
	Unwitnessed,
	/// At the rate of the day it is worth less MAIN than can be paid out.
	#[codec(index = 1)]
	WorthTooLittle,
	/// The beneficiary cannot receive MAIN.
	#[codec(index = 2)]
	BeneficiaryUnable,
	/// The hub's governance decided so.
	#[codec(index = 3)]
	Governance,
	/// As many conversions of the sector as there can be are open on the hub, or this one waited too
	/// long for its turn.
	#[codec(index = 4)]
	Congested,
	/// It alone is worth more MAIN than the sector may convert in a whole era.
	#[codec(index = 5)]
	AboveCap,
	/// The sector is not active.
	#[codec(index = 6)]
	SectorInactive,
	/// The sector's cap is used up, and of its conversions as many wait for room already as may, or as much as
	/// the next eras have room for.
	#[codec(index = 7)]
	CapUsedUp,
}

/// What tokens may leave a sector's reserve for; there are no other ways out of it.
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
pub enum ReleaseReason {
	/// MAIN paid on the hub for work of the sector's miners.
	#[codec(index = 0)]
	TaskSettlement,
	/// The hub's governance lends the sector liquidity.
	#[codec(index = 1)]
	EmergencyLiquidity,
	/// The hub's governance approved this release.
	#[codec(index = 2)]
	Governance,
	/// Fees that were paid in MAIN on the hub, for the recording of its transactions.
	#[codec(index = 3)]
	RecordingFees,
}

/// Most releases of a sector between the oldest that it has not answered and the newest. A sector keeps
/// as many of its answers and more, so none is carried out twice.
pub const MAX_OPEN_RELEASES: u32 = 64;

/// Number of a release of the hub to a sector, from 0; never given twice.
pub type ReleaseId = u64;

/// The hub orders tokens to be paid out of a sector's reserve; the MAIN they are worth is burned.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct ReleaseOrder {
	/// Its number.
	pub release: ReleaseId,
	/// Account on the sector that gets the tokens.
	pub beneficiary: AccountId,
	/// The tokens.
	pub amount: Balance,
	/// What for.
	pub reason: ReleaseReason,
}

/// What a sector did about a [`ReleaseOrder`].
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
pub struct ReleaseAnswer {
	/// The order's number.
	pub release: ReleaseId,
	/// Tokens paid at once.
	pub paid: Balance,
	/// Tokens that the reserve lacked; it owes them.
	pub owed: Balance,
}

/// A sector asks the hub to convert.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct ConversionRequest {
	/// The conversion, on the asking sector.
	pub conversion: ConversionId,
	/// For whom MAIN is to be minted.
	pub beneficiary: AccountId,
	/// Tokens in the sector's reserve for it.
	pub amount: Balance,
}

/// The hub asks a drawn sector to verify another sector's conversion.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct WitnessRequest {
	/// The sector that the conversion leaves.
	pub source: SectorId,
	/// The conversion, on that sector.
	pub conversion: ConversionId,
	/// Which drawing of witnesses this is, from 0; an answer to another round does not count.
	pub round: u32,
	/// For whom MAIN would be minted, as the source says.
	pub beneficiary: AccountId,
	/// Tokens in the source's reserve, as the source says.
	pub amount: Balance,
	/// Relay block as of which the hub received the source's request.
	pub requested_at: RelayBlockNumber,
}

/// A drawn sector has seen the record of a conversion in the state of its source.
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
pub struct Attestation {
	/// The sector that the conversion leaves.
	pub source: SectorId,
	/// The conversion, on that sector.
	pub conversion: ConversionId,
	/// The round in which the hub asked.
	pub round: u32,
	/// [`attestation_digest`] of what the record says.
	pub digest: H256,
}

/// What an attestation says about a conversion, as a hash: the hub compares it with that of the
/// request it has, so a witness that saw another beneficiary or amount does not vouch for this one.
pub fn attestation_digest(
	source: SectorId,
	conversion: ConversionId,
	beneficiary: &AccountId,
	amount: Balance,
) -> H256 {
	(ATTESTATION_CONTEXT, source, conversion, beneficiary, amount).using_encoded(blake2_256).into()
}

/// Key of a conversion's record in the state of the sector that it leaves.
pub fn conversion_key(conversion: ConversionId) -> Vec<u8> {
	let id = conversion.encode();
	[
		twox_128(CONVERSIONS_PALLET).as_slice(),
		twox_128(CONVERSIONS_ITEM).as_slice(),
		blake2_128(&id).as_slice(),
		id.as_slice(),
	]
	.concat()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn key_consists_of_prefix_hash_and_id() {
		let key = conversion_key(0x0102_0304_0506_0708);
		assert_eq!(key.len(), 16 + 16 + 16 + 8);
		assert_eq!(key[..16], twox_128(b"SectorToken"));
		assert_eq!(key[16..32], twox_128(b"Conversions"));
		assert_eq!(key[48..], [8, 7, 6, 5, 4, 3, 2, 1]);
	}

	#[test]
	fn digest_depends_on_each_of_its_parts() {
		let (alice, bob) = (AccountId::new([1; 32]), AccountId::new([2; 32]));
		let digest = attestation_digest(SectorId(2001), 1, &alice, 5);
		assert_ne!(digest, attestation_digest(SectorId(2002), 1, &alice, 5));
		assert_ne!(digest, attestation_digest(SectorId(2001), 2, &alice, 5));
		assert_ne!(digest, attestation_digest(SectorId(2001), 1, &bob, 5));
		assert_ne!(digest, attestation_digest(SectorId(2001), 1, &alice, 6));
	}

	/// The bytes that other chains decode out of a storage proof.
	#[test]
	fn record_encoding_is_the_agreed_one() {
		let record = ConversionRecord {
			who: AccountId::new([1; 32]),
			beneficiary: AccountId::new([2; 32]),
			amount: 3,
			requested_at: 4,
			state: ConversionState::Settled { minted: 5 },
		};
		let expected = [
			[1; 32].as_slice(),
			[2; 32].as_slice(),
			3u128.to_le_bytes().as_slice(),
			4u32.to_le_bytes().as_slice(),
			[1].as_slice(),
			5u128.to_le_bytes().as_slice(),
		]
		.concat();
		assert_eq!(record.encode(), expected);
	}
}
