// SPDX-License-Identifier: Apache-2.0
//! Records of the pallet.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pouw_primitives::{Balance, BlockNumber};
use scale_info::TypeInfo;
use sp_core::H256;

/// A transaction of the block under way.
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
pub struct AppliedTransaction {
	/// Its number within the block.
	pub index: u32,
	/// Its fee with the tip, as far as the account of the fees keeps it.
	pub fee: Balance,
}

/// A transaction of a window.
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
pub struct NotedTransaction {
	/// The hash by which clients know it.
	pub hash: H256,
	/// Its fee with the tip, which the account of the fees keeps.
	pub fee: Balance,
}

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
	/// Block of its first transaction; meaningless while it has none.
	pub opened_at: BlockNumber,
	/// Transactions in it.
	pub entries: u32,
}
