// SPDX-License-Identifier: Apache-2.0
//! Stores of every kind. Servers are real ones, or say byte for byte what a test wants.

mod fuzz;
mod lies;
mod private;
mod remote;
pub(crate) mod servers;
mod tls;

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
	let (folder, store) = store();
	let blob = blob_ref(b"never stored");
	let error = store.get(&blob, 100).await.unwrap_err();
	assert!(matches!(error, BlobError::Missing { .. }) && error.is_transient());
	let error = error.to_string();
	assert!(error.contains(&format!("{:?}", blob.hash)), "{error}");
	assert!(error.contains(&folder.path().display().to_string()), "{error}");
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
	assert!(matches!(store.get(&reference, 6).await, Err(BlobError::Missing { .. })));
	let error = store.get_named(H256([8; 32]), 5).await.unwrap_err();
	assert!(matches!(error, BlobError::Missing { .. }));
}

#[tokio::test]
async fn get_fails_when_the_bytes_were_altered() {
	let (folder, store) = store();
	let blob = store.put(b"some bytes".to_vec()).await.unwrap();
	fs::write(file_of(&folder, &blob), b"xome bytes").unwrap();
	let error = store.get(&blob, 10).await.unwrap_err();
	assert!(matches!(error, BlobError::WrongHash { .. }) && !error.is_transient());
	let error = error.to_string();
	for hash in [blob.hash, blob_ref(b"xome bytes").hash] {
		assert!(error.contains(&format!("{hash:?}")), "{error}");
	}
}

#[tokio::test]
async fn folder_answers_a_probe() {
	let (_folder, store) = store();
	store.probe().await.unwrap();
	store.put(Vec::new()).await.unwrap();
	store.probe().await.unwrap();
}

#[test]
fn open_fails_when_the_path_is_a_file() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("file");
	fs::write(&path, b"").unwrap();
	let config = BlobsConfig { store: StoreAddress::Folder(path.clone()), ..Default::default() };
	let error = BlobStore::connect(&config).unwrap_err().to_string();
	assert!(error.contains(&path.display().to_string()), "{error}");
}
