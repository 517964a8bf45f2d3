// SPDX-License-Identifier: Apache-2.0
//! Records that only this pallet keeps.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pouw_primitives::{
	conversion::{ConversionId, ReleaseReason},
	AccountId, Balance, BlockNumber,
};
use scale_info::TypeInfo;

/// How much may be issued, and how fast.
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
pub struct Schedule {
	/// Most tokens that are ever issued for work.
	pub cap: Balance,
	/// Tokens for each window until half of the cap is issued.
	pub first_budget: Balance,
}

impl Schedule {
	/// How often the part of the cap that is not issued has halved.
	pub fn halvings(&self, issued: Balance) -> u32 {
		let remaining = self.cap.saturating_sub(issued);
		self.cap.checked_div(remaining).and_then(Balance::checked_ilog2).unwrap_or(Balance::BITS)
	}

	/// Tokens for a window, once `issued` are issued and `pledged` are set aside.
	pub fn budget(&self, issued: Balance, pledged: Balance) -> Balance {
		self.first_budget
			.checked_shr(self.halvings(issued))
			.unwrap_or(0)
			.min(self.cap.saturating_sub(issued).saturating_sub(pledged))
	}
}

/// Sums over the life of the reserve.
///
/// Besides the existential deposit that it started with, the reserve's account holds
/// `pending + settled − released + unclaimed`, and what others gave it, which is never paid out.
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
pub struct ReserveTotals {
	/// Tokens of the conversions that are pending.
	pub pending: Balance,
	/// Tokens of all conversions that were settled.
	pub settled: Balance,
	/// Of these, the tokens that have been released since.
	pub released: Balance,
	/// Tokens that belong to accounts that could not receive them.
	pub unclaimed: Balance,
	/// MAIN minted for the conversions that were settled.
	pub minted: Balance,
}

impl ReserveTotals {
	/// Tokens that can be released.
	pub fn available(&self) -> Balance {
		self.settled.saturating_sub(self.released)
	}
}

/// What the reserve owes somebody.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct Debt {
	/// The receiver.
	pub to: AccountId,
	/// Still owed.
	pub amount: Balance,
	/// What for.
	pub reason: ReleaseReason,
}

/// The debts of the reserve: those numbered from `first` to before `next`.
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
pub struct DebtQueue {
	/// Number of the debt that is paid first.
	pub first: u64,
	/// Number that the next debt gets.
	pub next: u64,
	/// Sum of the debts.
	pub total: Balance,
}

impl DebtQueue {
	/// How many debts there are.
	pub fn len(&self) -> u64 {
		self.next.saturating_sub(self.first)
	}

	/// Whether nothing is owed.
	pub fn is_empty(&self) -> bool {
		self.len() == 0
	}
}

/// What became of the public income of a period.
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
pub struct PeriodRecord {
	/// The period, from 0.
	pub period: u32,
	/// Block in which it ended.
	pub ended_at: BlockNumber,
	/// Public income in it, the founders' part included.
	pub income: Balance,
	/// The recycled part of the income, and what was carried over from before.
	pub due: Balance,
	/// Sent to be converted; the rest of what was due was carried over.
	pub converted: Balance,
	/// The conversion, if anything was sent.
	pub conversion: Option<ConversionId>,
	/// Of the income, the founders' part; the rest is the public's.
	pub founders: Balance,
	/// Of what was due, what the founders' part of this period gave.
	pub founders_due: Balance,
	/// Paid to the founders' account when the period ended, with what it was owed from before.
	pub founders_paid: Balance,
}
