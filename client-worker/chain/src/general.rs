// SPDX-License-Identifier: Apache-2.0
//! Transactions that carry no signature because their call authorises itself.
//!
//! They have the general form of version 5: length ‖ 0x45 ‖ version of the extensions ‖ extensions ‖
//! call. subxt makes these only together with a signature, so the bytes are put together here. What an
//! unsigned transaction says of its age, nonce and tip is all zeros; each of the extensions that the
//! runtime lists must be known, because a wrong guess would move everything behind it.

use crate::{client::Connection, submit::included, words, ChainError, Included, SectorClient};
use codec::Encode;
use pouw_primitives::calls::SectorCall;
use scale_info::{PortableRegistry, TypeDef};
use sp_core::H256;
use std::time::Duration;
use subxt::{error::ExtrinsicError, metadata::Metadata};

/// Form and version of a transaction: general, 5.
const GENERAL_V5: u8 = 0x45;

/// Longest wait for a block that includes a ticket. It is worth nothing when its window is over.
const INCLUSION_TIMEOUT: Duration = Duration::from_secs(30);

impl SectorClient {
	/// Submits a call that authorises itself, without a signature or a fee, and waits until a best block
	/// includes it and it has succeeded.
	pub async fn submit_authorized(&self, call: &SectorCall) -> Result<Included, ChainError> {
		let connection = self.connection();
		let at = connection.online.at_current_block().await.map_err(|e| ChainError::Request {
			endpoint: connection.endpoint.clone(),
			what: "the chain's metadata".to_string(),
			reason: words::one_line(&e.to_string()),
		})?;
		let call = call.encode();
		let transactions = at.transactions();
		// Decoding by the chain's own metadata shows whether the runtime takes this call.
		transactions
			.from_call_data_bytes(&call)
			.map_err(|e| words::extrinsic(&connection.endpoint, &e))?;
		let bytes = general(at.metadata_ref(), &call)?;
		let transaction = transactions.from_bytes(bytes);
		let progress = match transaction.submit_and_watch().await {
			Ok(progress) => progress,
			Err(error) => return Err(refused(&connection, &error)),
		};
		let hash = H256(progress.extrinsic_hash().0);
		tracing::debug!(?hash, "ticket handed over");
		match tokio::time::timeout(INCLUSION_TIMEOUT, included(&connection, hash, progress)).await {
			Ok(result) => result,
			Err(_) => Err(ChainError::NotIncluded { hash, seconds: INCLUSION_TIMEOUT.as_secs() }),
		}
	}
}

/// The pool words what a call's own check found as a custom error with a number.
fn refused(connection: &Connection, error: &ExtrinsicError) -> ChainError {
	match words::refusal(error).and_then(|refusal| custom_error(&words::user(refusal))) {
		Some(code) => ChainError::Unauthorized { code },
		None => words::extrinsic(&connection.endpoint, error),
	}
}

fn custom_error(text: &str) -> Option<u8> {
	let (_, number) = text.split_once("Custom error: ")?;
	let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
	digits.parse().ok()
}

/// The bytes of a transaction of a call, as the metadata lists the extensions.
fn general(metadata: &Metadata, call: &[u8]) -> Result<Vec<u8>, ChainError> {
	let extrinsic = metadata.extrinsic();
	let version = extrinsic.transaction_extension_version_to_use_for_encoding();
	let extensions = extrinsic
		.transaction_extensions_to_use_for_encoding()
		.map(|extension| (extension.identifier(), is_empty(metadata.types(), extension.extra_ty())))
		.collect::<Vec<_>>();
	bytes(version, &extensions, call)
}

/// `extensions` are names, and whether the type is without any data.
fn bytes(version: u8, extensions: &[(&str, bool)], call: &[u8]) -> Result<Vec<u8>, ChainError> {
	let mut body = vec![GENERAL_V5, version];
	for (name, empty) in extensions {
		match *name {
			_ if *empty => {},
			// Immortal; nonce 0; no tip; no hash of the metadata. Each is a single zero byte.
			"CheckMortality" | "CheckNonce" | "ChargeTransactionPayment" | "CheckMetadataHash" => {
				body.push(0)
			},
			_ => {
				let reason = format!("the transaction extension {name} is not known");
				return Err(ChainError::IncompatibleCall { reason });
			},
		}
	}
	body.extend_from_slice(call);
	// As a sequence of bytes: the length first.
	Ok(body.encode())
}

/// Whether values of a type have no bytes.
fn is_empty(types: &PortableRegistry, id: u32) -> bool {
	let fields: Vec<u32> = match types.resolve(id).map(|ty| &ty.type_def) {
		Some(TypeDef::Composite(composite)) => {
			composite.fields.iter().map(|field| field.ty.id).collect()
		},
		Some(TypeDef::Tuple(tuple)) => tuple.fields.iter().map(|ty| ty.id).collect(),
		_ => return false,
	};
	fields.into_iter().all(|field| is_empty(types, field))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::{Compact, Decode};
	use pouw_primitives::calls::PouwCall;
	use pouw_tickets::BaselineProof;
	use sp_runtime::{
		generic::{Era, Preamble},
		traits::ExtensionVariant,
	};

	/// As the sector's runtime lists them.
	const EXTENSIONS: [(&str, bool); 12] = [
		("AuthorizeCall", true),
		("CheckNonZeroSender", true),
		("CheckSpecVersion", true),
		("CheckTxVersion", true),
		("CheckGenesis", true),
		("CheckMortality", false),
		("CheckNonce", false),
		("CheckWeight", true),
		("ChargeTransactionPayment", false),
		("CheckMetadataHash", false),
		("StorageWeightReclaim", true),
		("DynamicMaxBlockWeight", true),
	];

	fn call() -> Vec<u8> {
		SectorCall::PouwVerify(PouwCall::SubmitBaseline {
			miner: pouw_primitives::AccountId::new([3; 32]),
			window: 7,
			proof: BaselineProof { nonce: 1 << 40, i: 2, j: 3 },
		})
		.encode()
	}

	#[test]
	fn bytes_are_a_general_transaction_of_the_call() {
		let encoded = bytes(0, &EXTENSIONS, &call()).unwrap();
		let body = Vec::<u8>::decode(&mut encoded.as_slice()).unwrap();
		let mut rest = body.as_slice();
		type Data = (Era, Compact<u32>, Compact<u128>, u8);
		match Preamble::<(), (), Data>::decode(&mut rest).unwrap() {
			Preamble::General(ExtensionVariant::V0(data)) => {
				assert_eq!(data, (Era::Immortal, Compact(0), Compact(0), 0));
			},
			other => panic!("{other:?}"),
		}
		assert_eq!(rest, call());
		assert_eq!(rest[..2], [62, 0]);
	}

	#[test]
	fn unknown_extension_with_data_is_refused_by_name() {
		let error = bytes(0, &[("Surprise", true), ("Novelty", false)], &[]).unwrap_err();
		assert!(error.to_string().contains("Novelty"), "{error}");
	}

	#[test]
	fn number_of_a_custom_error_is_read() {
		assert_eq!(custom_error("Invalid Transaction: Custom error: 19"), Some(19));
		assert_eq!(custom_error("Invalid Transaction: Custom error: 256"), None);
		assert_eq!(custom_error("Priority is too low"), None);
	}

	#[test]
	fn types_without_data_are_found() {
		use scale_info::{MetaType, Registry};
		let mut registry = Registry::new();
		let ids = [
			MetaType::new::<()>(),
			MetaType::new::<core::marker::PhantomData<u8>>(),
			MetaType::new::<((), ())>(),
			MetaType::new::<((), u8)>(),
			MetaType::new::<Compact<u32>>(),
		]
		.map(|ty| registry.register_type(&ty).id);
		let types: PortableRegistry = registry.into();
		assert_eq!(ids.map(|id| is_empty(&types, id)), [true, true, true, false, false]);
		assert!(!is_empty(&types, 9_999));
	}
}
