// SPDX-License-Identifier: Apache-2.0
//! Records of the pallet.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pouw_primitives::BlockNumber;
use scale_info::TypeInfo;

/// The window that takes transactions.
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
pub struct OpenWindow {
	/// Its number, from 0.
	pub index: u32,
	/// Transactions in it.
	pub entries: u32,
	/// Block of the first of them.
	pub opened_at: BlockNumber,
}
