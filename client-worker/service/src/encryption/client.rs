// SPDX-License-Identifier: Apache-2.0
//! A client's half: sealing inputs, handing keys to the miners that are assigned, opening outputs.

use super::{
	envelope,
	sealed::{self, ContentKey, Header, Label, Purpose, MAX_OVERHEAD},
	EncryptionError, EncryptionKey, OrderBinding,
};
use crate::{blobs::blob_ref, BlobError, BlobStore};
use pouw_chain::{ChainError, SectorClient};
use pouw_engine::{output_values, sketch::project};
use pouw_primitives::{
	sketch::EQUAL_SKETCHES,
	task::{Answer, BlobRef, TaskState, VerificationTier},
	AccountId, Sketch, TaskId, TaskRecord,
};
use sp_core::H256;
use std::{collections::HashMap, future::Future, sync::Arc};

/// Why something of a client's is not to be had.
#[derive(Debug, thiserror::Error)]
pub enum PrivacyError {
	/// The store.
	#[error(transparent)]
	Blob(#[from] BlobError),
	/// The chain.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// An input cannot be sealed or opened.
	#[error("the input: {0}")]
	Input(EncryptionError),
	/// A key cannot be sealed to a miner, which registered something that is no key.
	#[error("the key for miner {miner}: {error}")]
	Miner {
		/// The miner.
		miner: AccountId,
		/// Why.
		error: EncryptionError,
	},
	/// The task has no accepted result.
	#[error("the task has no accepted result")]
	NotAccepted,
	/// The output is encrypted to somebody else.
	#[error("the output is encrypted to another key than those in the data folder")]
	OtherKey,
	/// None of the miners that were paid left an output that opens and is what it revealed.
	#[error("no miner left the output that it revealed: {0}")]
	NoOutput(String),
	/// An output is another one than that whose sketch was compared with those of other miners.
	#[error("the output is not the one that its sketch stands for: {0}")]
	OtherSketch(String),
	/// A thread could not finish.
	#[error("a thread of the worker ended: {0}")]
	Thread(String),
}

/// Who can read an input in the store.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Privacy {
	/// The client and the miners that are assigned.
	#[default]
	Sealed,
	/// Everybody who can read the store.
	Public,
}

/// Where the encryption keys of miners come from.
pub trait MinerKeys {
	/// The registered X25519 key of a miner; `None` if it is not registered any more.
	fn key(
		&self,
		miner: &AccountId,
	) -> impl Future<Output = Result<Option<[u8; 32]>, ChainError>> + Send;
}

impl MinerKeys for SectorClient {
	async fn key(&self, miner: &AccountId) -> Result<Option<[u8; 32]>, ChainError> {
		Ok(self.miner(miner).await?.map(|miner| miner.encryption_key))
	}
}

/// Calls of [`ClientBlobs::grant`] between two looks at the keys of miners that have been handed one.
const LOOK_AGAIN: u32 = 8;

/// Whom the key of one task's input has been handed to by this process. Start with the default.
#[derive(Clone, Debug, Default)]
pub struct Granted {
	/// Fetched once; none of an input in plain.
	key: Option<Option<ContentKey>>,
	order: Option<OrderBinding>,
	/// Miners, with the public keys to which it was sealed.
	to: HashMap<AccountId, [u8; 32]>,
	/// Calls so far.
	calls: u32,
}

impl Granted {
	/// Number of miners that have it.
	pub fn len(&self) -> usize {
		self.to.len()
	}

	/// Whether nobody has it.
	pub fn is_empty(&self) -> bool {
		self.to.is_empty()
	}
}

/// The output of an accepted task.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Output {
	/// Its bytes, in plain.
	pub bytes: Vec<u8>,
	/// What the miner revealed of them: their hash and length.
	pub reference: BlobRef,
	/// The miner it is of.
	pub miner: AccountId,
	/// Whether it is the output that the chain named. If not, that one was missing, wrong in the store or not
	/// what was compared, and this is the one of another miner that agreed with it.
	pub named_on_chain: bool,
}

/// The blobs of a client's orders on one chain.
#[derive(Clone, Debug)]
pub struct ClientBlobs {
	store: BlobStore,
	key: Arc<EncryptionKey>,
	genesis: H256,
}

impl ClientBlobs {
	/// The blobs of the orders on the chain with this genesis whose client key is the public half
	/// of `key`.
	pub fn new(store: BlobStore, key: Arc<EncryptionKey>, genesis: H256) -> Self {
		Self { store, key, genesis }
	}

	/// What an order names as its client key.
	pub fn client_key(&self) -> [u8; 32] {
		self.key.public()
	}

	/// Whether an order names the client key, or one that it replaced.
	pub fn is_client_key(&self, key: &[u8; 32]) -> bool {
		self.key.is_among(key)
	}

	/// Stores an input. Sealed, it can be read by this client alone until [`Self::grant`] hands its key
	/// to the assigned miners; the reference is of the sealed bytes then.
	pub async fn put_input(
		&self,
		input: Vec<u8>,
		privacy: Privacy,
	) -> Result<BlobRef, PrivacyError> {
		if privacy == Privacy::Public {
			return Ok(self.store.put(input).await?);
		}
		let (label, public) = (self.label(Purpose::Input), self.key.public());
		let sealed =
			blocking(move || sealed::seal(label, sealed::random_binding()?, &[public], &input))
				.await?
				.map_err(PrivacyError::Input)?;
		Ok(self.store.put(sealed).await?)
	}

	/// An input of this client's, in plain.
	pub async fn input(&self, input: &BlobRef, max_len: u64) -> Result<Vec<u8>, PrivacyError> {
		let blob = self.store.get(input, max_len.saturating_add(MAX_OVERHEAD)).await?;
		if !sealed::is_sealed(&blob) {
			return Ok(blob);
		}
		let (label, key) = (self.label(Purpose::Input), self.key.clone());
		blocking(move || sealed::open(blob, label, None, &key, max_len))
			.await?
			.map_err(PrivacyError::Input)
	}

	/// Hands the key of a task's input to the assigned miners that have not answered and do not have it
	/// from this process, and says how many these were. Does nothing for an input in plain. Now and then
	/// it looks whether a miner that has it has another key by now, and seals to that one then: a miner
	/// that lost its key cannot open what was sealed to it.
	///
	/// Call it with the task as of every block while the task is open: miners are drawn after the order,
	/// and more may be drawn later. It fails without harm: what was handed out stays, and the rest is
	/// handed out by the next call. A later process starts over, which changes nothing for the miners.
	///
	/// The caller must know that the task is its own order: whoever is assigned can read the input.
	pub async fn grant(
		&self,
		granted: &mut Granted,
		miners: &impl MinerKeys,
		id: TaskId,
		task: &TaskRecord<AccountId>,
	) -> Result<usize, PrivacyError> {
		if task.state.is_final() {
			return Ok(0);
		}
		let order = OrderBinding::of(self.genesis, id, task);
		if granted.order != Some(order) {
			// After a reorganisation the same number may be of another order.
			*granted = Granted { order: Some(order), ..Granted::default() };
		}
		granted.calls = granted.calls.wrapping_add(1);
		let look_again = granted.calls.is_multiple_of(LOOK_AGAIN);
		let waiting = task.replicas.iter().filter(|replica| {
			replica.answer == Answer::None
				&& (look_again || !granted.to.contains_key(&replica.miner))
		});
		let waiting: Vec<_> = waiting.map(|replica| replica.miner.clone()).collect();
		if waiting.is_empty() {
			return Ok(0);
		}
		let Some(key) = self.content_key(granted, &task.spec.input).await? else { return Ok(0) };
		let mut count = 0;
		let mut failure = None;
		for miner in waiting {
			let Some(public) = miners.key(&miner).await? else { continue };
			if granted.to.get(&miner) == Some(&public) {
				continue;
			}
			match envelope::seal(&order, &public, &key) {
				Ok(envelope) => {
					self.store.put_named(order.envelope_name(&public), envelope).await?;
					count += 1;
				},
				// One miner without a usable key must not keep the others from theirs.
				Err(error) => {
					failure = Some(PrivacyError::Miner { miner: miner.clone(), error });
				},
			}
			granted.to.insert(miner, public);
		}
		failure.map_or(Ok(count), Err)
	}

	async fn content_key(
		&self,
		granted: &mut Granted,
		input: &BlobRef,
	) -> Result<Option<ContentKey>, PrivacyError> {
		if let Some(key) = &granted.key {
			return Ok(key.clone());
		}
		// Its own blob, so its length is known to be one it can hold.
		let blob = self.store.get(input, input.len).await?;
		let key = match sealed::is_sealed(&blob) {
			false => None,
			true => {
				let label = self.label(Purpose::Input);
				let key = Header::read(&blob, label, input.len)
					.and_then(|header| header.key_for(label, &self.key));
				Some(key.map_err(PrivacyError::Input)?)
			},
		};
		granted.key = Some(key.clone());
		Ok(key)
	}

	/// The output of an accepted task, of at most `max_len` bytes: the one that the chain names or, if
	/// that is missing or wrong in the store, the one of another miner that agreed with it. Its bytes
	/// are always those that its miner revealed the hash of and, where results were compared by their
	/// sketches, those that its sketch is of: the chain cannot see that a miner names another output
	/// beside the sketch of the right one.
	pub async fn output(
		&self,
		id: TaskId,
		task: &TaskRecord<AccountId>,
		max_len: u64,
	) -> Result<Output, PrivacyError> {
		let TaskState::Accepted(end) = &task.state else { return Err(PrivacyError::NotAccepted) };
		let client_key = task.spec.client_key;
		let plain = client_key == [0; 32];
		if !plain && !self.key.is_among(&client_key) {
			return Err(PrivacyError::OtherKey);
		}
		let order = OrderBinding::of(self.genesis, id, task);
		let mut candidates: Vec<_> = task
			.replicas
			.iter()
			.enumerate()
			.filter_map(|(index, replica)| match &replica.answer {
				Answer::Revealed { result, agreed: true, .. } => {
					let medoid = index == usize::from(end.medoid);
					Some((!medoid, result.output != end.output, replica, *result))
				},
				_ => None,
			})
			.collect();
		candidates.sort_by_key(|(not_medoid, differs, ..)| (*not_medoid, *differs));
		let mut failures = Vec::new();
		for (_, differs, replica, result) in candidates {
			let (reference, miner) = (result.output, &replica.miner);
			let opened = match plain {
				true => self.store.get(&reference, max_len).await.map_err(PrivacyError::from),
				false => self.sealed_output(&order, miner, &reference, max_len).await,
			};
			let compared = match opened {
				Ok(bytes) => of_sketch(task, bytes, result.sketch).await,
				Err(error) => Err(error),
			};
			match compared {
				Ok(bytes) => {
					let miner = miner.clone();
					return Ok(Output { bytes, reference, miner, named_on_chain: !differs });
				},
				Err(error) => {
					tracing::warn!(task = id, %miner, %error, "the output of a miner is of no use");
					failures.push(format!("{miner}: {error}"));
				},
			}
		}
		Err(PrivacyError::NoOutput(failures.join("; ")))
	}

	async fn sealed_output(
		&self,
		order: &OrderBinding,
		miner: &AccountId,
		reference: &BlobRef,
		max_len: u64,
	) -> Result<Vec<u8>, PrivacyError> {
		let (hash, len) = (reference.hash, reference.len);
		if len > max_len {
			return Err(BlobError::TooLarge { hash, len, max: max_len }.into());
		}
		let name = order.output_name(miner, reference);
		let blob = self.store.get_named(name, len.saturating_add(MAX_OVERHEAD)).await?;
		let (label, key) = (self.label(Purpose::Output), self.key.clone());
		let bytes = blocking(move || sealed::open(blob, label, Some(name.0), &key, len))
			.await?
			.map_err(|error| PrivacyError::NoOutput(error.to_string()))?;
		let found = blob_ref(&bytes);
		if found != *reference {
			return Err(BlobError::WrongHash { wanted: hash, found: found.hash }.into());
		}
		Ok(bytes)
	}

	fn label(&self, purpose: Purpose) -> Label {
		Label { purpose, genesis: self.genesis }
	}
}

/// An output of `task`, if it is the one that `sketch` is of. Where outputs themselves were compared, it is
/// what others have as well.
async fn of_sketch(
	task: &TaskRecord<AccountId>,
	bytes: Vec<u8>,
	sketch: Sketch,
) -> Result<Vec<u8>, PrivacyError> {
	if task.spec.tier == VerificationTier::Exact {
		return Ok(bytes);
	}
	let (job, seed) = (task.spec.job, task.seed.0);
	blocking(move || {
		let values = output_values(&job, &bytes).map_err(|error| error.to_string())?;
		let found = project(&seed, values).map_err(|error| error.to_string())?;
		let distance = found.relative_distance(&sketch);
		if distance > EQUAL_SKETCHES {
			return Err(format!("its own is {} millionths off", distance.deconstruct()));
		}
		Ok(bytes)
	})
	.await?
	.map_err(PrivacyError::OtherSketch)
}

/// Runs what takes long on a thread that may.
async fn blocking<T: Send + 'static>(
	work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PrivacyError> {
	tokio::task::spawn_blocking(work).await.map_err(|e| PrivacyError::Thread(e.to_string()))
}
