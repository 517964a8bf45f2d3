// SPDX-License-Identifier: Apache-2.0
//! The blob store: inputs and outputs of jobs.
//!
//! Blobs whose hash is on chain are named by it. What is encrypted for an order has a name that follows
//! from the order instead, and is authenticated by its decryption alone, see [`crate::encryption`].

use crate::metrics::Traffic;
use object_store::{
	local::LocalFileSystem, path::Path as Location, GetResult, ObjectStore, ObjectStoreExt,
};
use pouw_primitives::task::BlobRef;
use sp_core::H256;
use std::{fs, path::Path, sync::Arc};

/// What can go wrong with a blob.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
	/// The store cannot be used.
	#[error("cannot use the blob store {path}: {reason}")]
	Unusable {
		/// Its folder.
		path: String,
		/// Why.
		reason: String,
	},
	/// The store has no such blob.
	#[error("blob {0:?} is not in the store")]
	Missing(H256),
	/// The blob is larger than the reader takes.
	#[error("blob {hash:?} has {len} bytes, and at most {max} are taken")]
	TooLarge {
		/// Its hash.
		hash: H256,
		/// Its length.
		len: u64,
		/// The limit.
		max: u64,
	},
	/// The store's bytes are not as many as the reference says.
	#[error("blob {hash:?} should have {wanted} bytes, but the store has {found}")]
	WrongLength {
		/// Its hash.
		hash: H256,
		/// Length by the reference.
		wanted: u64,
		/// Length in the store.
		found: u64,
	},
	/// The store's bytes are not those of the hash.
	#[error("blob {wanted:?} has the hash {found:?} in the store")]
	WrongHash {
		/// By the reference.
		wanted: H256,
		/// Of the bytes.
		found: H256,
	},
	/// The store failed.
	#[error("the blob store failed: {0}")]
	Store(String),
}

impl BlobError {
	/// Whether the blob may be there and right later on.
	pub fn is_transient(&self) -> bool {
		matches!(self, Self::Missing(_) | Self::Store(_) | Self::Unusable { .. })
	}
}

/// A store of blobs.
#[derive(Clone, Debug)]
pub struct BlobStore {
	store: Arc<dyn ObjectStore>,
	traffic: Traffic,
}

/// The reference of some bytes.
pub fn blob_ref(bytes: &[u8]) -> BlobRef {
	BlobRef { hash: H256(*blake3::hash(bytes).as_bytes()), len: bytes.len() as u64 }
}

impl BlobStore {
	/// A store in a local folder, which is made if it is missing.
	pub fn open(folder: &Path) -> Result<Self, BlobError> {
		let unusable =
			|reason: String| BlobError::Unusable { path: folder.display().to_string(), reason };
		fs::create_dir_all(folder).map_err(|e| unusable(e.to_string()))?;
		let store = LocalFileSystem::new_with_prefix(folder)
			.map_err(|e| unusable(e.to_string()))?
			.with_fsync(true);
		Ok(Self::over(Arc::new(store)))
	}

	/// A store over any object store that is durable when a write returns.
	pub(crate) fn over(store: Arc<dyn ObjectStore>) -> Self {
		Self { store, traffic: Traffic::default() }
	}

	/// Counts what is read and written.
	pub(crate) fn counted(self, traffic: Traffic) -> Self {
		Self { traffic, ..self }
	}

	/// Stores bytes and gives their reference. They are durable when it returns.
	pub async fn put(&self, bytes: Vec<u8>) -> Result<BlobRef, BlobError> {
		let blob = blob_ref(&bytes);
		self.write(&location(blob.hash), bytes).await?;
		Ok(blob)
	}

	/// Stores bytes under a name that is not their hash, in place of what has it. They are durable when
	/// it returns.
	pub async fn put_named(&self, name: H256, bytes: Vec<u8>) -> Result<(), BlobError> {
		self.write(&named_location(name), bytes).await
	}

	/// The bytes under a name that is not their hash. More than `max_len` bytes are not read.
	pub async fn get_named(&self, name: H256, max_len: u64) -> Result<Vec<u8>, BlobError> {
		let found = self.read(name, &named_location(name)).await?;
		if found.meta.size > max_len {
			return Err(BlobError::TooLarge { hash: name, len: found.meta.size, max: max_len });
		}
		self.bytes(found).await
	}

	async fn write(&self, location: &Location, bytes: Vec<u8>) -> Result<(), BlobError> {
		let len = bytes.len() as u64;
		self.store.put(location, bytes.into()).await.map_err(failed)?;
		self.traffic.wrote(len);
		Ok(())
	}

	async fn read(&self, name: H256, location: &Location) -> Result<GetResult, BlobError> {
		match self.store.get(location).await {
			Ok(found) => Ok(found),
			Err(object_store::Error::NotFound { .. }) => Err(BlobError::Missing(name)),
			Err(e) => Err(failed(e)),
		}
	}

	async fn bytes(&self, found: GetResult) -> Result<Vec<u8>, BlobError> {
		let bytes = found.bytes().await.map_err(failed)?;
		self.traffic.read(bytes.len() as u64);
		Ok(bytes.into())
	}

	/// The bytes of a reference, of length and hash as it says. More than `max_len` bytes are not
	/// read.
	pub async fn get(&self, blob: &BlobRef, max_len: u64) -> Result<Vec<u8>, BlobError> {
		let hash = blob.hash;
		if blob.len > max_len {
			return Err(BlobError::TooLarge { hash, len: blob.len, max: max_len });
		}
		let found = self.read(hash, &location(hash)).await?;
		if found.meta.size != blob.len {
			let found = found.meta.size;
			return Err(BlobError::WrongLength { hash, wanted: blob.len, found });
		}
		let bytes = self.bytes(found).await?;
		let actual = blob_ref(&bytes);
		if actual.hash != hash {
			return Err(BlobError::WrongHash { wanted: hash, found: actual.hash });
		}
		Ok(bytes)
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

fn failed(error: object_store::Error) -> BlobError {
	BlobError::Store(error.to_string().split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn store() -> (tempfile::TempDir, BlobStore) {
		let folder = tempfile::tempdir().unwrap();
		let store = BlobStore::open(&folder.path().join("blobs")).unwrap();
		(folder, store)
	}

	fn file_of(folder: &tempfile::TempDir, blob: &BlobRef) -> std::path::PathBuf {
		let name = hex::encode(blob.hash.as_bytes());
		folder.path().join("blobs").join(&name[..2]).join(name)
	}

	#[tokio::test]
	async fn stored_bytes_are_found_by_their_reference() {
		let (_folder, store) = store();
		let blob = store.put(b"some bytes".to_vec()).await.unwrap();
		assert_eq!(blob, store.put(b"some bytes".to_vec()).await.unwrap());
		assert_eq!(store.get(&blob, 10).await.unwrap(), b"some bytes");
	}

	#[tokio::test]
	async fn get_fails_when_the_blob_is_missing() {
		let (_folder, store) = store();
		let error = store.get(&blob_ref(b"never stored"), 100).await.unwrap_err();
		assert!(matches!(error, BlobError::Missing(_)) && error.is_transient());
	}

	#[tokio::test]
	async fn get_fails_when_the_blob_exceeds_the_limit() {
		let (_folder, store) = store();
		let blob = store.put(vec![0; 11]).await.unwrap();
		let error = store.get(&blob, 10).await.unwrap_err();
		assert!(matches!(error, BlobError::TooLarge { len: 11, max: 10, .. }));
	}

	#[tokio::test]
	async fn get_fails_without_reading_when_the_store_has_more_bytes_than_the_reference() {
		let (_folder, store) = store();
		let blob = store.put(vec![0; 11]).await.unwrap();
		let lie = BlobRef { len: 5, ..blob };
		let error = store.get(&lie, 10).await.unwrap_err();
		assert!(matches!(error, BlobError::WrongLength { wanted: 5, found: 11, .. }));
	}

	#[tokio::test]
	async fn named_bytes_are_found_by_their_name_alone_and_can_be_replaced() {
		let (_folder, store) = store();
		let name = H256([7; 32]);
		store.put_named(name, b"first".to_vec()).await.unwrap();
		store.put_named(name, b"second".to_vec()).await.unwrap();
		assert_eq!(store.get_named(name, 6).await.unwrap(), b"second");
		let error = store.get_named(name, 5).await.unwrap_err();
		assert!(matches!(error, BlobError::TooLarge { len: 6, max: 5, .. }));
		let reference = BlobRef { hash: name, len: 6 };
		assert!(matches!(store.get(&reference, 6).await, Err(BlobError::Missing(_))));
		let error = store.get_named(H256([8; 32]), 5).await.unwrap_err();
		assert!(matches!(error, BlobError::Missing(_)));
	}

	#[tokio::test]
	async fn get_fails_when_the_bytes_were_altered() {
		let (folder, store) = store();
		let blob = store.put(b"some bytes".to_vec()).await.unwrap();
		fs::write(file_of(&folder, &blob), b"xome bytes").unwrap();
		let error = store.get(&blob, 10).await.unwrap_err();
		assert!(matches!(error, BlobError::WrongHash { .. }) && !error.is_transient());
	}

	#[test]
	fn open_fails_when_the_path_is_a_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("file");
		fs::write(&path, b"").unwrap();
		let error = BlobStore::open(&path).unwrap_err().to_string();
		assert!(error.contains(&path.display().to_string()), "{error}");
	}
}
