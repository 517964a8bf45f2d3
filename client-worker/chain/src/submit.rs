// SPDX-License-Identifier: Apache-2.0
//! Transactions: signing, handing over, waiting for a block.

use crate::{
	client::{Config, Connection},
	words, ChainError, Keypair, SectorClient,
};
use codec::Encode;
use sp_core::H256;
use std::time::Duration;
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::DefaultExtrinsicParamsBuilder,
	error::ExtrinsicError,
	ext::scale_encode::{self, EncodeAsFields, FieldIter, TypeResolver},
	tx::{DynamicPayload, TransactionInBlock, TransactionProgress, TransactionStatus},
	utils::AccountId32,
};

/// Blocks for which a transaction stays valid, counted from the finalized block.
const MORTALITY: u64 = 128;
/// Longest wait for a block that includes the transaction.
const INCLUSION_TIMEOUT: Duration = Duration::from_secs(60);
/// Attempts to hand a transaction over when another one of the account takes its nonce.
const ATTEMPTS: u32 = 8;
/// Pause between them: a block's time.
const RETRY_PAUSE: Duration = Duration::from_secs(2);

type AtBlock = OnlineClientAtBlockImpl<Config>;
pub(crate) type Progress = TransactionProgress<Config, AtBlock>;

/// A transaction that was included in a best block and succeeded. The block can still be replaced
/// before it is finalized.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Included {
	/// Number of the block.
	pub block_number: u32,
	/// Its hash.
	pub block_hash: H256,
	/// Hash of its parent.
	pub parent_hash: H256,
	/// Hash of the transaction.
	pub extrinsic_hash: H256,
}

/// Arguments of a call that are encoded already.
struct EncodedArguments(Vec<u8>);

impl EncodeAsFields for EncodedArguments {
	fn encode_as_fields_to<R: TypeResolver>(
		&self,
		_fields: &mut dyn FieldIter<'_, R::TypeId>,
		_types: &R,
		out: &mut Vec<u8>,
	) -> Result<(), scale_encode::Error> {
		out.extend_from_slice(&self.0);
		Ok(())
	}
}

impl SectorClient {
	/// Signs and submits a call of the chain's runtime, and waits until a best block includes it and it has succeeded.
	///
	/// Submissions of one client follow one another up to the node's acceptance, so that nonces
	/// stay in order; they then wait for their blocks at the same time.
	pub async fn submit(&self, call: &impl Encode, key: &Keypair) -> Result<Included, ChainError> {
		let connection = self.connection();
		let progress = self.hand_over(&connection, &call.encode(), key).await?;
		let hash = H256(progress.extrinsic_hash().0);
		tracing::debug!(?hash, "transaction handed over");
		match tokio::time::timeout(INCLUSION_TIMEOUT, included(&connection, hash, progress)).await {
			Ok(result) => result,
			Err(_) => Err(ChainError::NotIncluded { hash, seconds: INCLUSION_TIMEOUT.as_secs() }),
		}
	}

	/// Submits under the next free nonce, again if another transaction took it meanwhile.
	async fn hand_over(
		&self,
		connection: &Connection,
		call: &[u8],
		key: &Keypair,
	) -> Result<Progress, ChainError> {
		let _in_order = self.submission.lock().await;
		let (mut attempt, mut at_least, mut taken) = (1, 0, None);
		loop {
			let (nonce, outcome) = self.try_hand_over(connection, call, key, at_least).await?;
			match outcome {
				Ok(progress) => return Ok(progress),
				Err(error) => match words::refusal(&error) {
					Some(refused) if attempt < ATTEMPTS && words::is_nonce_conflict(refused) => {
						tracing::debug!(attempt, reason = %words::user(refused), "nonce taken");
						attempt += 1;
						// The pool is ahead of the block by which the node counts; or it holds a
						// transaction that the node does not count, and names its nonce once more.
						if words::is_outdated(refused) || taken == Some(nonce) {
							at_least = nonce.saturating_add(1);
						}
						taken = Some(nonce);
						tokio::time::sleep(RETRY_PAUSE).await;
					},
					_ => return Err(words::extrinsic(&connection.endpoint, &error)),
				},
			}
		}
	}

	async fn try_hand_over(
		&self,
		connection: &Connection,
		call: &[u8],
		key: &Keypair,
		at_least: u64,
	) -> Result<(u64, Result<Progress, ExtrinsicError>), ChainError> {
		let account = AccountId32(*AsRef::<[u8; 32]>::as_ref(key.account()));
		// Counts the transactions that are still in the pool.
		let nonce = connection
			.request("system_accountNextIndex", connection.rpc.system_account_next_index(&account))
			.await?
			.max(at_least);
		let transactions = connection.online.tx().await.map_err(|e| ChainError::Request {
			endpoint: connection.endpoint.clone(),
			what: "the chain's metadata".to_string(),
			reason: words::one_line(&e.to_string()),
		})?;
		let parameters =
			DefaultExtrinsicParamsBuilder::<Config>::new().nonce(nonce).mortal(MORTALITY).build();
		let attempt = async {
			// Decoding by the chain's own metadata shows whether the runtime takes this call.
			let decoded = transactions.from_call_data_bytes(call)?;
			let arguments = EncodedArguments(call.get(2..).unwrap_or_default().to_vec());
			let payload =
				DynamicPayload::new(decoded.pallet_name(), decoded.call_name(), arguments);
			transactions
				.create_signable(&payload, &account, parameters)
				.await?
				.sign(key.signer())?
				.submit_and_watch()
				.await
		};
		Ok((nonce, attempt.await))
	}
}

/// Waits for a block and for the success of the call in it.
pub(crate) async fn included(
	connection: &Connection,
	hash: H256,
	mut progress: Progress,
) -> Result<Included, ChainError> {
	loop {
		let status = match progress.next().await {
			Some(Ok(status)) => status,
			Some(Err(e)) => {
				return Err(ChainError::ConnectionLost {
					endpoint: connection.endpoint.clone(),
					reason: words::one_line(&e.to_string()),
				})
			},
			None => {
				return Err(ChainError::ConnectionLost {
					endpoint: connection.endpoint.clone(),
					reason: "the node stopped reporting on a transaction".to_string(),
				})
			},
		};
		match status {
			TransactionStatus::InBestBlock(block) | TransactionStatus::InFinalizedBlock(block) => {
				return succeeded(connection, hash, &block).await
			},
			TransactionStatus::Error { message }
			| TransactionStatus::Invalid { message }
			| TransactionStatus::Dropped { message } => {
				return Err(ChainError::Dropped { hash, reason: words::one_line(&message) })
			},
			TransactionStatus::Validated
			| TransactionStatus::Broadcasted
			| TransactionStatus::NoLongerInBestBlock => {},
		}
	}
}

async fn succeeded(
	connection: &Connection,
	hash: H256,
	block: &TransactionInBlock<Config, AtBlock>,
) -> Result<Included, ChainError> {
	block.wait_for_success().await.map_err(|e| words::events(&connection.endpoint, hash, &e))?;
	let block_hash = block.block_hash();
	let header = connection
		.request("chain_getHeader", connection.rpc.chain_get_header(Some(block_hash)))
		.await?
		.ok_or_else(|| ChainError::Dropped {
			hash,
			reason: "its block was replaced by another".to_string(),
		})?;
	Ok(Included {
		block_number: u32::try_from(header.number).unwrap_or(u32::MAX),
		block_hash: H256(block_hash.0),
		parent_hash: H256(header.parent_hash.0),
		extrinsic_hash: hash,
	})
}
