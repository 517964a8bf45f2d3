// SPDX-License-Identifier: Apache-2.0
//! What a sector's chain knows of a miner.

use crate::{Balance, BlockNumber};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

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
}
