// SPDX-License-Identifier: Apache-2.0
//! Why a request of a client is refused.

use crate::report::{reason_name, state_name};
use jsonrpsee::types::ErrorObjectOwned;
use pouw_chain::ChainError;
use pouw_primitives::{task::TaskState, TaskId};
use pouw_service::{BlobError, PrivacyError};
use serde::Serialize;
use sp_core::H256;

/// Why a request of a client is refused. Every message is one line.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
	/// The caller has not shown the gateway's access token.
	#[error("this takes the gateway's access token, as the header `Authorization: Bearer TOKEN`")]
	Unauthorised,
	/// A web page asks, and its origin is not among those allowed.
	#[error("requests of web pages from {0} are not allowed")]
	OriginNotAllowed(String),
	/// More requests than the gateway answers.
	#[error("more than {per_second} requests a second; try again later")]
	RateExceeded {
		/// How many it answers in the long run.
		per_second: u32,
	},
	/// As many subscriptions as the gateway serves are open.
	#[error("all {0} subscriptions of the gateway are taken; try again later")]
	SubscriptionsTaken(usize),
	/// The id was not given out yet.
	#[error("there is no task {id}; {next} were ordered on this sector so far")]
	UnknownTask {
		/// The task.
		id: TaskId,
		/// The id the next order gets.
		next: TaskId,
	},
	/// The record of the task is gone.
	#[error("task {0} ended long ago and its record was removed from the chain")]
	TaskForgotten(TaskId),
	/// A reorganisation of the chain took the order with it.
	#[error("a reorganisation dropped the order of task {0}; submit it again")]
	TaskDropped(TaskId),
	/// The task is not over, so it has no result.
	#[error("task {id} has no result yet: it is {state}")]
	NotOver {
		/// The task.
		id: TaskId,
		/// Its state in a word.
		state: &'static str,
	},
	/// The task failed, so it has no result.
	#[error("task {id} has no result: it failed, {reason}")]
	TaskFailed {
		/// The task.
		id: TaskId,
		/// Why, in words.
		reason: &'static str,
	},
	/// A value of the request makes no order, or none that miners would take.
	#[error("{field}: {reason}")]
	InvalidOrder {
		/// Which value.
		field: &'static str,
		/// What is wrong with it.
		reason: String,
	},
	/// The model is not registered.
	#[error("model {0:?} is not registered on this sector")]
	ModelNotRegistered(H256),
	/// The account has less than the price.
	#[error(
		"insufficient balance: {account} has {balance} {symbol}, and the price is {price} {symbol}"
	)]
	InsufficientBalance {
		/// The account that would pay.
		account: String,
		/// What it has.
		balance: String,
		/// The price.
		price: String,
		/// The token.
		symbol: String,
	},
	/// The price is above what the operator of the gateway allows for an order.
	#[error("a price of {price} {symbol} is more than the {most} {symbol} that the gateway pays for an order")]
	PriceAboveLimit {
		/// The price.
		price: String,
		/// The most.
		most: String,
		/// The token.
		symbol: String,
	},
	/// An order with the same reference is being submitted.
	#[error("an order with the reference `{0}` is under way; ask again for what became of it")]
	OrderUnderWay(String),
	/// The order was handed over, and nobody knows what became of it.
	#[error("the order may be in a block or get into one, look before ordering again: {0}")]
	OrderUncertain(String),
	/// What became of orders with a reference cannot be read or written.
	#[error("references of orders: {0}")]
	References(String),
	/// The task is over, its miners are drawn, or it is paid in MAIN.
	#[error("task {id} cannot be cancelled: {reason}")]
	NotCancellable {
		/// The task.
		id: TaskId,
		/// Why, and how it goes on.
		reason: String,
	},
	/// The order is being cancelled, and it is not decided yet whether miners are drawn before.
	#[error("task {0} is being cancelled, but has not ended yet; ask again for what became of it")]
	CancelUnderWay(TaskId),
	/// The task was ordered by another account.
	#[error("task {id} was ordered by {client}, not by {account}")]
	NotClient {
		/// The task.
		id: TaskId,
		/// Address of who ordered it.
		client: String,
		/// Address of who asks.
		account: String,
	},
	/// The request is meant for another sector.
	#[error("the gateway serves sector {serves}, not sector {asked}")]
	OtherSector {
		/// The sector that was asked for.
		asked: u32,
		/// The one that is served.
		serves: u32,
	},
	/// Nothing can be paid without a key.
	#[error("there is no key to pay with")]
	NoKey,
	/// A blob cannot be read or written.
	#[error(transparent)]
	Blob(#[from] BlobError),
	/// An input or output cannot be sealed or opened.
	#[error(transparent)]
	Privacy(#[from] PrivacyError),
	/// The sector did not answer, or refused.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// Something failed that should not.
	#[error("the gateway failed: {0}")]
	Internal(String),
}

impl ClientError {
	/// A failure on the way of an order into a block.
	pub(crate) fn of_order(error: ChainError) -> Self {
		match error {
			ChainError::NotIncluded { .. }
			| ChainError::ConnectionLost { .. }
			| ChainError::Request { .. }
			| ChainError::Dropped { .. } => Self::OrderUncertain(error.to_string()),
			error => Self::Chain(error),
		}
	}

	/// A task is in a state that has no result.
	pub(crate) fn no_result(id: TaskId, state: &TaskState) -> Self {
		match state {
			TaskState::Failed { reason, .. } => {
				Self::TaskFailed { id, reason: reason_name(*reason) }
			},
			state => Self::NotOver { id, state: state_name(state) },
		}
	}

	/// The code of the error in an answer of JSON-RPC. Given out once, never for another error.
	pub fn code(&self) -> i32 {
		match self {
			Self::Unauthorised => 1000,
			Self::OriginNotAllowed(_) => 1001,
			Self::RateExceeded { .. } => 1002,
			Self::SubscriptionsTaken(_) => 1003,
			Self::UnknownTask { .. } => 1010,
			Self::TaskForgotten(_) => 1011,
			Self::TaskDropped(_) => 1012,
			Self::NotOver { .. } => 1013,
			Self::TaskFailed { .. } => 1014,
			Self::NotCancellable { .. } => 1015,
			Self::NotClient { .. } => 1016,
			Self::InvalidOrder { .. } => 1020,
			Self::ModelNotRegistered(_) => 1021,
			Self::InsufficientBalance { .. } => 1022,
			Self::PriceAboveLimit { .. } => 1023,
			Self::OrderUnderWay(_) => 1024,
			Self::OtherSector { .. } => 1025,
			Self::NoKey => 1026,
			Self::OrderUncertain(_) => 1027,
			Self::CancelUnderWay(_) => 1028,
			Self::Blob(_) | Self::Privacy(_) => 1030,
			Self::Chain(error) if error.is_transient() => 1031,
			Self::Chain(_) => 1032,
			Self::References(_) | Self::Internal(_) => 1040,
		}
	}

	/// Whether the same request can succeed later on.
	pub fn is_transient(&self) -> bool {
		match self {
			Self::RateExceeded { .. }
			| Self::SubscriptionsTaken(_)
			| Self::NotOver { .. }
			| Self::OrderUnderWay(_)
			| Self::CancelUnderWay(_) => true,
			Self::Blob(error) | Self::Privacy(PrivacyError::Blob(error)) => error.is_transient(),
			Self::Privacy(PrivacyError::Chain(error)) => error.is_transient(),
			Self::Chain(error) => error.is_transient(),
			_ => false,
		}
	}
}

/// What an error says beside its message.
#[derive(Serialize)]
struct Data {
	/// Whether the same request can succeed later on.
	transient: bool,
}

impl From<ClientError> for ErrorObjectOwned {
	fn from(error: ClientError) -> Self {
		let data = Data { transient: error.is_transient() };
		ErrorObjectOwned::owned(error.code(), error.to_string(), Some(data))
	}
}
