// SPDX-License-Identifier: Apache-2.0
//! Wording of failures: one line each, without layers of the libraries below.

use crate::ChainError;
use sp_core::H256;
use subxt::{
	error::{BackendError, DispatchError, ExtrinsicError, RpcError, TransactionEventsError},
	rpcs,
};

/// Joins lines and runs of blanks.
pub(crate) fn one_line(text: &str) -> String {
	text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a node said of a request it could answer, but not fulfil.
pub(crate) fn user(error: &rpcs::UserError) -> String {
	let message = error.message.trim_end_matches('.');
	match error.data.as_ref().map(|data| data.get()) {
		// The data is JSON, mostly a string that says more than the message.
		Some(data) => one_line(&format!("{message}: {}", data.trim_matches('"'))),
		None => one_line(message),
	}
}

/// What the transport said.
pub(crate) fn rpc(error: &rpcs::Error) -> String {
	match error {
		rpcs::Error::User(e) => user(e),
		rpcs::Error::InsecureUrl(_) => {
			"an unencrypted connection to another machine is refused, use wss://".to_string()
		},
		rpcs::Error::Client(e) => {
			// The outermost message is often only "client error"; the innermost says why.
			let mut cause: &dyn std::error::Error = e.as_ref();
			while let Some(inner) = cause.source() {
				cause = inner;
			}
			// Where errors of the library hold one another without saying so, each adds this.
			let text = one_line(&cause.to_string()).replace("RPC error: client error: ", "");
			if text.is_empty() {
				one_line(&error.to_string())
			} else {
				text
			}
		},
		other => one_line(&other.to_string()),
	}
}

/// Whether a refusal is about the nonce: another transaction of the account came first.
pub(crate) fn is_nonce_conflict(error: &rpcs::UserError) -> bool {
	// Code of `sc-rpc-api` for a priority that is too low.
	const TOO_LOW_PRIORITY: i32 = 1014;
	error.code == TOO_LOW_PRIORITY || is_outdated(error)
}

/// Whether a refusal says that the nonce was used up in a block.
pub(crate) fn is_outdated(error: &rpcs::UserError) -> bool {
	// Code of `sc-rpc-api` for an invalid transaction.
	const INVALID: i32 = 1010;
	error.code == INVALID && user(error).contains("outdated")
}

/// The node's own refusal within an error of a submission.
pub(crate) fn refusal(error: &ExtrinsicError) -> Option<&rpcs::UserError> {
	match error {
		ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(
			rpcs::Error::User(e),
		))) => Some(e),
		_ => None,
	}
}

/// A failure to make or hand over a transaction.
pub(crate) fn extrinsic(endpoint: &str, error: &ExtrinsicError) -> ChainError {
	if let Some(refused) = refusal(error) {
		return ChainError::Rejected { reason: user(refused) };
	}
	match error {
		ExtrinsicError::ErrorSubmittingTransaction(e) => backend(endpoint, "transaction", e),
		ExtrinsicError::CallDataTooShort(_)
		| ExtrinsicError::CannotDecodeCallData(_)
		| ExtrinsicError::CannotDecodeCallDataFields(_)
		| ExtrinsicError::LeftoverBytesDecodingCallData(_) => {
			ChainError::IncompatibleCall { reason: one_line(&error.to_string()) }
		},
		other => ChainError::Request {
			endpoint: endpoint.to_string(),
			what: "a transaction's details".to_string(),
			reason: one_line(&other.to_string()),
		},
	}
}

/// A failure of the connection during `what`.
pub(crate) fn backend(endpoint: &str, what: &str, error: &BackendError) -> ChainError {
	match error {
		BackendError::Rpc(RpcError::ClientError(e @ rpcs::Error::User(_))) => ChainError::Request {
			endpoint: endpoint.to_string(),
			what: what.to_string(),
			reason: rpc(e),
		},
		BackendError::Rpc(RpcError::ClientError(e)) => {
			ChainError::ConnectionLost { endpoint: endpoint.to_string(), reason: rpc(e) }
		},
		other => ChainError::ConnectionLost {
			endpoint: endpoint.to_string(),
			reason: one_line(&other.to_string()),
		},
	}
}

/// What became of an included transaction.
pub(crate) fn events(endpoint: &str, hash: H256, error: &TransactionEventsError) -> ChainError {
	match error {
		TransactionEventsError::ExtrinsicFailed(e) => dispatch(e),
		TransactionEventsError::BlockNotFound { .. }
		| TransactionEventsError::CannotFindTransactionInBlock { .. } => {
			ChainError::Dropped { hash, reason: "its block was replaced by another".to_string() }
		},
		other => ChainError::Request {
			endpoint: endpoint.to_string(),
			what: "the events of a transaction".to_string(),
			reason: one_line(&other.to_string()),
		},
	}
}

fn dispatch(error: &DispatchError) -> ChainError {
	if let DispatchError::Module(module) = error {
		if let Ok(details) = module.details() {
			let doc = one_line(&details.variant.docs.join(" "));
			return ChainError::Refused {
				pallet: details.pallet.name().to_string(),
				name: details.variant.name.to_string(),
				doc: if doc.is_empty() { "the call was refused".to_string() } else { doc },
			};
		}
	}
	ChainError::Failed { reason: one_line(&error.to_string()) }
}

#[cfg(test)]
mod tests {
	use super::*;

	fn user_error(code: i32, message: &str, data: &str) -> rpcs::UserError {
		let text = format!(r#"{{"code":{code},"message":"{message}","data":"{data}"}}"#);
		serde_json::from_str(&text).unwrap()
	}

	#[test]
	fn refusal_by_the_pool_is_worded_with_its_reason() {
		let error = user_error(
			1010,
			"Invalid Transaction",
			"Inability to pay some fees, e.g. account balance too low",
		);
		assert_eq!(
			user(&error),
			"Invalid Transaction: Inability to pay some fees, e.g. account balance too low"
		);
		assert!(!is_nonce_conflict(&error));
	}

	#[test]
	fn outdated_and_replaced_transactions_are_nonce_conflicts() {
		let outdated = user_error(1010, "Invalid Transaction", "Transaction is outdated");
		let priority = user_error(
			1014,
			"Priority is too low: (1 vs 1)",
			"The transaction has too low priority",
		);
		assert!(is_nonce_conflict(&outdated) && is_outdated(&outdated));
		assert!(is_nonce_conflict(&priority) && !is_outdated(&priority));
	}

	#[test]
	fn text_of_several_lines_becomes_one() {
		assert_eq!(one_line("a\n  b\t c "), "a b c");
	}

	#[test]
	fn token_errors_are_worded() {
		let error = dispatch(&DispatchError::Token(subxt::error::TokenError::FundsUnavailable));
		assert_eq!(error.to_string(), "the call failed: Token error: Funds are unavailable.");
	}
}
