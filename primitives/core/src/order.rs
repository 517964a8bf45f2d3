// SPDX-License-Identifier: Apache-2.0
//! Orders in MAIN: a client of the hub pays MAIN for a task that a sector runs.
//!
//! The hub numbers the orders of each sector and holds the MAIN. The sector runs the task, pays its
//! miners out of its reserve and says how it ended; by that word the hub burns or gives back.

use crate::{
	task::{FailureReason, TaskSpec},
	AccountId, Balance, BlockNumber, RelayBlockNumber, TaskId,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, FixedPointNumber, FixedU128, Rounding,
};

/// Number of an order among those of its sector, from 0; never given twice.
pub type OrderId = u64;

/// An order, as the hub sends it to the sector.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct MainOrder<Account = AccountId> {
	/// Its number.
	pub order: OrderId,
	/// Who ordered; never drawn for the task.
	pub client: Account,
	/// What was ordered; its price is what the reserve pays at most.
	pub spec: TaskSpec,
	/// Relay block after which the sector refuses the order.
	pub accept_until: RelayBlockNumber,
	/// Relay block after which the sector no longer pays for the task.
	pub pays_until: RelayBlockNumber,
}

/// Who pays for a task.
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
pub enum Funding {
	/// The client, out of its escrow on the sector.
	#[codec(index = 0)]
	Client,
	/// The sector's reserve, for an order in MAIN.
	#[codec(index = 1)]
	Hub {
		/// The order.
		order: OrderId,
		/// Relay block after which nothing is paid.
		pays_until: RelayBlockNumber,
	},
}

impl Funding {
	/// The order in MAIN, if it is one.
	pub fn order(&self) -> Option<OrderId> {
		match self {
			Self::Client => None,
			Self::Hub { order, .. } => Some(*order),
		}
	}
}

/// Why a sector did not take an order.
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
pub enum RefusalReason {
	/// The sector is not active.
	#[codec(index = 0)]
	SectorInactive,
	/// The order came after the relay block until which it could be taken.
	#[codec(index = 1)]
	TooLate,
	/// As many orders as can be were waiting for their assignment.
	#[codec(index = 2)]
	Busy,
	/// The model is not registered.
	#[codec(index = 3)]
	UnknownModel,
	/// The specification is against another rule of the sector.
	#[codec(index = 4)]
	NotOrderable,
	/// The client took it back before it came.
	#[codec(index = 5)]
	Cancelled,
}

/// How an order ended on its sector.
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
pub enum OrderOutcome {
	/// The result was accepted.
	#[codec(index = 0)]
	Settled {
		/// The task.
		task: TaskId,
		/// Tokens paid to miners, those that the reserve still owes them included.
		paid: Balance,
	},
	/// No task was made of it.
	#[codec(index = 1)]
	Refused {
		/// Why.
		reason: RefusalReason,
	},
	/// The task failed; nothing was paid.
	#[codec(index = 2)]
	Failed {
		/// The task.
		task: TaskId,
		/// Why.
		reason: FailureReason,
	},
}

impl OrderOutcome {
	/// Tokens paid to miners.
	pub fn paid(&self) -> Balance {
		match self {
			Self::Settled { paid, .. } => *paid,
			Self::Refused { .. } | Self::Failed { .. } => 0,
		}
	}
}

/// An order, as its sector keeps it.
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
pub enum SectorOrder {
	/// Its task is not over. Left when the task is, to [`SectorOrder::Ended`].
	#[codec(index = 0)]
	Running {
		/// The task.
		task: TaskId,
	},
	/// Over, or refused when it came.
	#[codec(index = 1)]
	Ended {
		/// How.
		outcome: OrderOutcome,
		/// Block in which it ended.
		at: BlockNumber,
		/// Whether the message to the hub is queued.
		told: bool,
	},
}

/// Stage of an order on the hub. All but the first are final.
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
pub enum OrderState {
	/// The MAIN is held and the sector was sent the order. Left by the sector's
	/// [`crate::SectorToHub::OrderEnded`], to [`OrderState::Ended`]; by the call `close`, when the
	/// sector is not active and can no longer pay, to [`OrderState::Closed`].
	#[codec(index = 0)]
	Open,
	/// The sector has said how it ended.
	#[codec(index = 1)]
	Ended {
		/// How.
		outcome: OrderOutcome,
		/// What became of the MAIN.
		payment: OrderPayment,
		/// Block in which the hub heard of it.
		at: BlockNumber,
	},
	/// The sector fell silent and governance has said what it had paid.
	#[codec(index = 2)]
	Closed {
		/// Tokens paid to miners.
		paid: Balance,
		/// What became of the MAIN.
		payment: OrderPayment,
		/// Block in which it was closed.
		at: BlockNumber,
	},
}

impl OrderState {
	/// What became of the MAIN and when, if it is over.
	pub fn payment(&self) -> Option<(OrderPayment, BlockNumber)> {
		match self {
			Self::Open => None,
			Self::Ended { payment, at, .. } | Self::Closed { payment, at, .. } => {
				Some((*payment, *at))
			},
		}
	}
}

/// What became of the MAIN of an order that is over.
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
pub struct OrderPayment {
	/// Taken out of existence for what the reserve paid.
	pub burned: Balance,
	/// Given back to the client.
	pub refunded: Balance,
}

/// An order, as the hub keeps it.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct OrderRecord {
	/// Who ordered.
	pub client: AccountId,
	/// What was ordered; its price is in the sector's token.
	pub spec: TaskSpec,
	/// MAIN held for it.
	pub main: Balance,
	/// Smallest units of MAIN for the smallest unit of the sector's token, fixed at the order.
	pub rate: FixedU128,
	/// Block of the order.
	pub ordered_at: BlockNumber,
	/// Relay block after which the sector refuses it.
	pub accept_until: RelayBlockNumber,
	/// Relay block after which the sector no longer pays for it.
	pub pays_until: RelayBlockNumber,
	/// Stage.
	pub state: OrderState,
}

impl OrderRecord {
	/// MAIN that is burned when the reserve has paid `paid` tokens: their worth at the order's rate,
	/// rounded up, and never more than was held.
	pub fn worth(&self, paid: Balance) -> Balance {
		main_for_tokens(paid, self.rate).unwrap_or(self.main).min(self.main)
	}
}

/// What became of the orders on a sector.
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
pub struct OrderTotals {
	/// Orders that are over.
	pub ended: u64,
	/// MAIN ever held for orders.
	pub taken: Balance,
	/// The part of it that is held now.
	pub held: Balance,
	/// The part that was burned.
	pub burned: Balance,
	/// The part that went back to clients.
	pub refunded: Balance,
}

/// Whole tokens' smallest units that `main` pays at `rate`, rounded down; none if the rate is zero or
/// they are too many to count.
pub fn tokens_for_main(main: Balance, rate: FixedU128) -> Option<Balance> {
	multiply_by_rational_with_rounding(main, FixedU128::DIV, rate.into_inner(), Rounding::Down)
}

/// Worth of `tokens` at `rate`, rounded up; none if it is too much to count.
pub fn main_for_tokens(tokens: Balance, rate: FixedU128) -> Option<Balance> {
	multiply_by_rational_with_rounding(tokens, rate.into_inner(), FixedU128::DIV, Rounding::Up)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tokens_are_never_worth_more_than_the_main_they_came_of() {
		let third = FixedU128::from_rational(1, 3);
		for rate in
			[FixedU128::from_u32(1), FixedU128::from_u32(7), third, FixedU128::from_inner(1)]
		{
			for main in [0, 1, 2, 999, 1_000_000_000_007, u64::MAX.into(), u128::MAX] {
				let Some(tokens) = tokens_for_main(main, rate) else { continue };
				assert!(main_for_tokens(tokens, rate).is_some_and(|worth| worth <= main));
			}
		}
	}

	#[test]
	fn worth_is_rounded_up_and_overflow_is_no_number() {
		let third = FixedU128::from_rational(1, 3);
		assert_eq!(main_for_tokens(1, third), Some(1));
		assert_eq!(main_for_tokens(0, third), Some(0));
		assert_eq!(main_for_tokens(u128::MAX, FixedU128::from_u32(2)), None);
		assert_eq!(tokens_for_main(1, FixedU128::from_inner(0)), None);
		assert_eq!(tokens_for_main(u128::MAX, third), None);
	}
}
