// SPDX-License-Identifier: Apache-2.0
//! The blob store: inputs and outputs of jobs, in a folder, in a bucket of an S3 server or on a WebDAV
//! server.
//!
//! Blobs whose hash is on chain are named by it. What is encrypted for an order has a name that follows
//! from the order instead, and is authenticated by its decryption alone, see [`crate::encryption`].
//!
//! Where the store is, the operator's configuration says and nothing else does. A job can name a blob by
//! its hash, and that is all: it makes no worker fetch from an address of the job's choice.

mod address;
mod config;
mod credentials;
mod error;
mod names;
mod remote;
#[cfg(test)]
pub(crate) mod tests;
mod transport;
mod webdav;

pub use address::{AddressError, ServerUrl, StoreAddress};
pub use config::BlobsConfig;
pub use credentials::{
	ACCESS_KEY_ENV, PASSWORD_ENV, SECRET_KEY_ENV, SESSION_TOKEN_ENV, TOKEN_ENV, USER_ENV,
};
pub use error::{BlobError, Refusal};

use crate::metrics::Traffic;
use credentials::Environment;
use object_store::{
	local::LocalFileSystem, path::Path as Location, GetOptions, GetResult, ObjectStore,
	ObjectStoreExt,
};
use pouw_primitives::task::BlobRef;
use sp_core::H256;
use std::{fs, path::Path, sync::Arc};
use transport::MaxBody;

/// A store of blobs.
#[derive(Clone, Debug)]
pub struct BlobStore {
	store: Arc<dyn ObjectStore>,
	/// How errors call it.
	name: Arc<str>,
	traffic: Traffic,
}

/// The reference of some bytes.
pub fn blob_ref(bytes: &[u8]) -> BlobRef {
	BlobRef { hash: H256(*blake3::hash(bytes).as_bytes()), len: bytes.len() as u64 }
}

impl BlobStore {
	/// The store that the configuration names. What a server wants to be shown comes from the
	/// environment. Nothing is asked of a server yet, see [`BlobStore::probe`].
	pub fn connect(config: &BlobsConfig) -> Result<Self, BlobError> {
		Self::connect_with(config, &|name| std::env::var_os(name))
	}

	/// As [`BlobStore::connect`], with another environment.
	pub(crate) fn connect_with(
		config: &BlobsConfig,
		environment: Environment<'_>,
	) -> Result<Self, BlobError> {
		if let StoreAddress::Folder(folder) = &config.store {
			return Self::open(folder);
		}
		let store = remote::open(config, environment)
			.map_err(|reason| BlobError::Unusable { store: config.name(), reason })?;
		Ok(Self::over(store, &config.name()))
	}

	/// A store in a local folder, which is made if it is missing.
	pub fn open(folder: &Path) -> Result<Self, BlobError> {
		let name = folder.display().to_string();
		let unusable = |reason: String| BlobError::Unusable { store: name.clone(), reason };
		fs::create_dir_all(folder).map_err(|e| unusable(e.to_string()))?;
		let store = LocalFileSystem::new_with_prefix(folder)
			.map_err(|e| unusable(e.to_string()))?
			.with_fsync(true);
		Ok(Self::over(Arc::new(store), &name))
	}

	/// A store over any object store that is durable when a write returns.
	fn over(store: Arc<dyn ObjectStore>, name: &str) -> Self {
		Self { store, name: name.into(), traffic: Traffic::default() }
	}

	/// Counts what is read and written.
	pub(crate) fn counted(self, traffic: Traffic) -> Self {
		Self { traffic, ..self }
	}

	/// Whether the store answers, and to what it is shown: asks for a blob that need not be there.
	pub async fn probe(&self) -> Result<(), BlobError> {
		match self.get(&blob_ref(&[]), 0).await {
			Ok(_) | Err(BlobError::Missing { .. }) => Ok(()),
			Err(error) => Err(error),
		}
	}

	/// Logs a warning if the store does not answer. Whoever serves for long starts with this, as the
	/// first blob may be hours away; it goes on all the same, as the store may be back by then.
	pub async fn warn_if_unusable(&self) {
		if let Err(error) = self.probe().await {
			tracing::warn!(%error, "the blob store cannot be used for now");
		}
	}

	/// Stores bytes and gives their reference. They are durable when it returns.
	pub async fn put(&self, bytes: Vec<u8>) -> Result<BlobRef, BlobError> {
		let blob = blob_ref(&bytes);
		self.write(blob.hash, &location(blob.hash), bytes).await?;
		Ok(blob)
	}

	/// Stores bytes under a name that is not their hash, in place of what has it. They are durable when
	/// it returns.
	pub async fn put_named(&self, name: H256, bytes: Vec<u8>) -> Result<(), BlobError> {
		self.write(name, &named_location(name), bytes).await
	}

	/// The bytes of a reference, of length and hash as it says. More than `max_len` bytes are not
	/// read.
	pub async fn get(&self, blob: &BlobRef, max_len: u64) -> Result<Vec<u8>, BlobError> {
		let (hash, wanted) = (blob.hash, blob.len);
		if wanted > max_len {
			return Err(BlobError::TooLarge { hash, len: wanted, max: max_len });
		}
		let found = self.read(hash, &location(hash), wanted).await?;
		if found.meta.size != wanted {
			let found = found.meta.size;
			return Err(BlobError::WrongLength { hash, wanted, found });
		}
		let bytes = self.bytes(hash, found).await?;
		let actual = blob_ref(&bytes);
		if actual.len != wanted {
			return Err(BlobError::WrongLength { hash, wanted, found: actual.len });
		}
		if actual.hash != hash {
			return Err(BlobError::WrongHash { wanted: hash, found: actual.hash });
		}
		Ok(bytes)
	}

	/// The bytes under a name that is not their hash. More than `max_len` bytes are not read.
	pub async fn get_named(&self, name: H256, max_len: u64) -> Result<Vec<u8>, BlobError> {
		let found = self.read(name, &named_location(name), max_len).await?;
		if found.meta.size > max_len {
			return Err(BlobError::TooLarge { hash: name, len: found.meta.size, max: max_len });
		}
		self.bytes(name, found).await
	}

	async fn write(
		&self,
		blob: H256,
		location: &Location,
		bytes: Vec<u8>,
	) -> Result<(), BlobError> {
		let len = bytes.len() as u64;
		match self.store.put(location, bytes.into()).await {
			Ok(_) => {
				self.traffic.wrote(len);
				Ok(())
			},
			// Nothing of the kind can be wrong with what is written, only with where it goes. Folders
			// within the store's own have been tried to be made.
			Err(
				object_store::Error::NotFound { .. } | object_store::Error::AlreadyExists { .. },
			) => Err(self.refused(blob, Refusal::NoPlace)),
			Err(error) => Err(self.failed(blob, error)),
		}
	}

	/// Starts to read a blob. A server's answer is cut off after `max` bytes, whatever length it claims.
	async fn read(
		&self,
		blob: H256,
		location: &Location,
		max: u64,
	) -> Result<GetResult, BlobError> {
		let mut options = GetOptions::default();
		options.extensions.insert(MaxBody(max));
		match self.store.get_opts(location, options).await {
			Ok(found) => Ok(found),
			Err(object_store::Error::NotFound { .. }) => {
				Err(BlobError::Missing { blob, store: self.name.to_string() })
			},
			Err(error) => Err(self.failed(blob, error)),
		}
	}

	async fn bytes(&self, blob: H256, found: GetResult) -> Result<Vec<u8>, BlobError> {
		let bytes = found.bytes().await.map_err(|error| self.failed(blob, error))?;
		self.traffic.read(bytes.len() as u64);
		Ok(bytes.into())
	}

	fn failed(&self, blob: H256, error: object_store::Error) -> BlobError {
		match Refusal::of(&error) {
			Some(Refusal::TooLong { max }) => {
				BlobError::Overlong { hash: blob, store: self.name.to_string(), max }
			},
			Some(refusal) => self.refused(blob, refusal),
			None => BlobError::Store {
				blob,
				store: self.name.to_string(),
				reason: error::one_line(&error),
			},
		}
	}

	fn refused(&self, blob: H256, refusal: Refusal) -> BlobError {
		BlobError::Refused { blob, store: self.name.to_string(), refusal }
	}
}

/// Two levels, so that no folder gets too long.
fn location(hash: H256) -> Location {
	Location::from(shelved(hash))
}

/// Apart from the others, so that no name is ever taken for a hash.
fn named_location(name: H256) -> Location {
	Location::from(format!("named/{}", shelved(name)))
}

fn shelved(name: H256) -> String {
	let name = hex::encode(name.as_bytes());
	let (shelf, _) = name.split_at(2);
	format!("{shelf}/{name}")
}
