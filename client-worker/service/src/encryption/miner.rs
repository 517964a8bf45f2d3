// SPDX-License-Identifier: Apache-2.0
//! A miner's half: opening the inputs of its tasks, sealing its outputs.

use super::{
	envelope,
	sealed::{self, ContentKey, Header, Label, Purpose, MAX_OVERHEAD},
	EncryptionError, EncryptionKey, OrderBinding,
};
use crate::{blobs::blob_ref, BlobError, BlobStore};
use pouw_primitives::{task::BlobRef, AccountId, TaskId, TaskRecord};
use sp_core::H256;
use std::sync::Arc;

/// The client key of an order whose output stays in plain.
const NO_KEY: [u8; 32] = [0; 32];

/// Why an input cannot be read, or an output not be stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MinerBlobError {
	/// The store.
	#[error(transparent)]
	Blob(#[from] BlobError),
	/// The client has not handed this miner the key yet.
	#[error("the client has not handed over the key of the input yet")]
	NoEnvelope,
	/// What has the name of the envelope is none that this miner can use. It may be replaced.
	#[error("the key of the input is of no use: {0}")]
	Envelope(EncryptionError),
	/// The input itself is wrong, and always will be.
	#[error("the input cannot be opened: {0}")]
	Input(EncryptionError),
	/// Nothing can be sealed to the client's key.
	#[error("the output cannot be sealed to the client: {0}")]
	Client(EncryptionError),
	/// A thread could not finish.
	#[error("{0}")]
	Thread(String),
}

impl MinerBlobError {
	/// Whether it may be otherwise later on.
	pub(crate) fn is_transient(&self) -> bool {
		match self {
			Self::Blob(error) => error.is_transient(),
			Self::NoEnvelope | Self::Envelope(_) | Self::Thread(_) => true,
			Self::Client(error) | Self::Input(error) => {
				matches!(error, EncryptionError::Randomness(_))
			},
		}
	}
}

/// The blobs of a miner's tasks.
pub(crate) struct MinerBlobs {
	pub(crate) store: BlobStore,
	pub(crate) key: Arc<EncryptionKey>,
	pub(crate) genesis: H256,
	pub(crate) miner: AccountId,
}

impl MinerBlobs {
	/// The input of a task in plain, of at most `max_len` bytes.
	pub(crate) async fn input(
		&self,
		id: TaskId,
		task: &TaskRecord<AccountId>,
		max_len: u64,
	) -> Result<Vec<u8>, MinerBlobError> {
		let blob = self.store.get(&task.spec.input, max_len.saturating_add(MAX_OVERHEAD)).await?;
		if !sealed::is_sealed(&blob) {
			let BlobRef { hash, len } = task.spec.input;
			return if len > max_len {
				Err(BlobError::TooLarge { hash, len, max: max_len }.into())
			} else {
				Ok(blob)
			};
		}
		let label = Label { purpose: Purpose::Input, genesis: self.genesis };
		let header = Header::read(&blob, label, max_len).map_err(MinerBlobError::Input)?;
		let order = OrderBinding::of(self.genesis, id, task);
		let content_key = self.content_key(&order, &header).await?;
		blocking(move || header.open(blob, label, &content_key))
			.await?
			.map_err(MinerBlobError::Input)
	}

	/// The content key that the client has handed over, sealed to the key in the data folder or, before
	/// that was registered, to one that it replaced.
	async fn content_key(
		&self,
		order: &OrderBinding,
		header: &Header,
	) -> Result<ContentKey, MinerBlobError> {
		let mut failure = MinerBlobError::NoEnvelope;
		for key in self.key.and_retired() {
			match self.handed_to(key, order, header).await {
				Err(MinerBlobError::NoEnvelope) => {},
				// What is wrong with a newer envelope says more than an older one.
				Err(error) if matches!(failure, MinerBlobError::NoEnvelope) => failure = error,
				Err(_) => {},
				Ok(content_key) => return Ok(content_key),
			}
		}
		Err(failure)
	}

	/// The content key that the client has handed over to one key.
	async fn handed_to(
		&self,
		key: &EncryptionKey,
		order: &OrderBinding,
		header: &Header,
	) -> Result<ContentKey, MinerBlobError> {
		let name = order.envelope_name(&key.public());
		let envelope = match self.store.get_named(name, envelope::LEN as u64).await {
			Err(BlobError::Missing { .. }) => return Err(MinerBlobError::NoEnvelope),
			Err(BlobError::TooLarge { .. } | BlobError::Overlong { .. }) => {
				return Err(MinerBlobError::Envelope(EncryptionError::Malformed))
			},
			other => other?,
		};
		let content_key =
			envelope::open(order, key, &envelope).map_err(MinerBlobError::Envelope)?;
		if !header.is_key(&content_key) {
			return Err(MinerBlobError::Envelope(EncryptionError::Refused));
		}
		Ok(content_key)
	}

	/// Whether the output of a task can be sealed, which is worth knowing before the job runs.
	pub(crate) fn check_client(&self, task: &TaskRecord<AccountId>) -> Result<(), MinerBlobError> {
		match task.spec.client_key {
			NO_KEY => Ok(()),
			key => sealed::check_recipient(&key).map_err(MinerBlobError::Client),
		}
	}

	/// Stores the output of a task for its client, and gives the reference of the plain bytes.
	pub(crate) async fn put_output(
		&self,
		id: TaskId,
		task: &TaskRecord<AccountId>,
		output: Arc<Vec<u8>>,
	) -> Result<BlobRef, MinerBlobError> {
		let client_key = task.spec.client_key;
		if client_key == NO_KEY {
			return Ok(self.store.put(output.as_ref().clone()).await?);
		}
		let order = OrderBinding::of(self.genesis, id, task);
		let label = Label { purpose: Purpose::Output, genesis: self.genesis };
		let miner = self.miner.clone();
		let (reference, name, sealed) = blocking(move || {
			let reference = blob_ref(&output);
			let name = order.output_name(&miner, &reference);
			let sealed = sealed::seal(label, name.0, &[client_key], &output)?;
			Ok((reference, name, sealed))
		})
		.await?
		.map_err(MinerBlobError::Client)?;
		self.store.put_named(name, sealed).await?;
		Ok(reference)
	}
}

/// Runs what takes long on a thread that may.
async fn blocking<T: Send + 'static>(
	work: impl FnOnce() -> Result<T, EncryptionError> + Send + 'static,
) -> Result<Result<T, EncryptionError>, MinerBlobError> {
	tokio::task::spawn_blocking(work)
		.await
		.map_err(|e| MinerBlobError::Thread(format!("a thread of the worker ended: {e}")))
}
