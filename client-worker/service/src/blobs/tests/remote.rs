// SPDX-License-Identifier: Apache-2.0
//! Stores on an S3 server and on a WebDAV server.

use super::servers::*;
use crate::{
	blobs::{blob_ref, ACCESS_KEY_ENV, PASSWORD_ENV, SECRET_KEY_ENV, TOKEN_ENV, USER_ENV},
	BlobError, BlobStore, BlobsConfig,
};
use sp_core::H256;
use std::{
	fs,
	path::{Path, PathBuf},
};

/// A store on a server, and the folder that the server has it in.
struct Served {
	_root: tempfile::TempDir,
	folder: PathBuf,
	store: BlobStore,
}

async fn served() -> [Served; 2] {
	let (s3, dav) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
	let on_s3 = connect(&s3_config(serve_s3(s3.path()).await), S3_KEY).unwrap();
	let on_dav = connect(&http_config(serve_dav(dav.path(), None).await), &[]).unwrap();
	[
		Served { folder: s3.path().join(BUCKET).join("some/prefix"), store: on_s3, _root: s3 },
		Served { folder: dav.path().join("some/folder"), store: on_dav, _root: dav },
	]
}

fn file_of(folder: &Path, name: H256) -> PathBuf {
	let name = hex::encode(name.as_bytes());
	folder.join(&name[..2]).join(name)
}

#[tokio::test]
async fn stored_bytes_are_found_by_their_reference_on_every_server() {
	for Served { folder, store, _root } in served().await {
		let large: Vec<u8> = (0..300_000u32).flat_map(u32::to_le_bytes).collect();
		for bytes in [b"some bytes".to_vec(), large] {
			let len = bytes.len() as u64;
			let blob = store.put(bytes.clone()).await.unwrap();
			assert_eq!(blob, blob_ref(&bytes));
			assert_eq!(store.get(&blob, len).await.unwrap(), bytes);
			// As it is, under the same name as in a folder.
			assert_eq!(fs::read(file_of(&folder, blob.hash)).unwrap(), bytes);
			assert_eq!(store.put(bytes.clone()).await.unwrap(), blob);
		}
	}
}

#[tokio::test]
async fn named_bytes_are_replaced_on_every_server() {
	for Served { folder, store, _root } in served().await {
		let name = H256([7; 32]);
		store.put_named(name, b"first".to_vec()).await.unwrap();
		store.put_named(name, b"second".to_vec()).await.unwrap();
		assert_eq!(store.get_named(name, 6).await.unwrap(), b"second");
		assert_eq!(fs::read(file_of(&folder.join("named"), name)).unwrap(), b"second");
		let error = store.get_named(name, 5).await.unwrap_err();
		assert!(matches!(error, BlobError::Overlong { max: 5, .. }), "{error}");
	}
}

#[tokio::test]
async fn many_blobs_are_stored_at_a_time_when_their_folders_are_not_there_yet() {
	for Served { store, _root, .. } in served().await {
		let mut puts = tokio::task::JoinSet::new();
		for number in 0..32u8 {
			let store = store.clone();
			// Eight of them in the same new folder.
			let name = H256(std::array::from_fn(|at| if at == 0 { number % 4 } else { number }));
			puts.spawn(async move {
				store.put_named(name, vec![number]).await.unwrap();
				assert_eq!(store.get_named(name, 1).await.unwrap(), [number]);
			});
		}
		while let Some(done) = puts.join_next().await {
			done.unwrap();
		}
	}
}

#[tokio::test]
async fn get_fails_when_a_server_has_no_such_blob() {
	for Served { store, _root, .. } in served().await {
		let blob = blob_ref(b"never stored");
		let error = store.get(&blob, 100).await.unwrap_err();
		assert!(matches!(error, BlobError::Missing { .. }) && error.is_transient(), "{error}");
		let error = error.to_string();
		assert!(error.contains(&format!("{:?}", blob.hash)), "{error}");
		assert!(error.contains("http://127.0.0.1:"), "{error}");
		store.probe().await.unwrap();
	}
}

#[tokio::test]
async fn get_fails_when_a_blob_was_altered_on_the_server() {
	for Served { folder, store, _root } in served().await {
		let blob = store.put(b"some bytes".to_vec()).await.unwrap();
		fs::write(file_of(&folder, blob.hash), b"xome bytes").unwrap();
		let error = store.get(&blob, 10).await.unwrap_err();
		assert!(matches!(error, BlobError::WrongHash { .. }) && !error.is_transient(), "{error}");
		let error = error.to_string();
		for hash in [blob.hash, blob_ref(b"xome bytes").hash] {
			assert!(error.contains(&format!("{hash:?}")), "{error}");
		}
	}
}

#[tokio::test]
async fn get_fails_when_a_blob_was_cut_or_extended_on_the_server() {
	for Served { folder, store, _root } in served().await {
		let blob = store.put(b"some bytes".to_vec()).await.unwrap();
		fs::write(file_of(&folder, blob.hash), b"some").unwrap();
		let error = store.get(&blob, 10).await.unwrap_err();
		assert!(matches!(error, BlobError::WrongLength { wanted: 10, found: 4, .. }), "{error}");
		fs::write(file_of(&folder, blob.hash), b"some bytes more").unwrap();
		let error = store.get(&blob, 100).await.unwrap_err();
		assert!(matches!(error, BlobError::Overlong { max: 10, .. }), "{error}");
		assert!(!error.is_transient());
	}
}

#[tokio::test]
async fn wrong_key_is_refused_without_its_secret_in_the_error() {
	let root = tempfile::tempdir().unwrap();
	let config = s3_config(serve_s3(root.path()).await);
	let (wrong, stranger) = ("anotherSecret", "KEYOFASTRANGER");
	for (key, secret, code) in
		[(ACCESS_KEY, wrong, "SignatureDoesNotMatch"), (stranger, SECRET_KEY, "NotSignedUp")]
	{
		let store = connect(&config, &[(ACCESS_KEY_ENV, key), (SECRET_KEY_ENV, secret)]).unwrap();
		let put = store.put(b"some bytes".to_vec()).await.unwrap_err();
		let get = store.get(&blob_ref(b"some bytes"), 10).await.unwrap_err();
		let probe = store.probe().await.unwrap_err();
		for error in [put, get, probe] {
			assert!(matches!(error, BlobError::Refused { .. }) && error.is_transient(), "{error}");
			let error = format!("{error} {error:?} {store:?}");
			for part in ["s3://bucket/some/prefix", "403", code, SECRET_KEY_ENV] {
				assert!(error.contains(part), "{part}: {error}");
			}
			assert!(!error.contains(secret), "{error}");
			assert_eq!(error.lines().count(), 1, "{error}");
		}
	}
	assert!(!root.path().join(BUCKET).join("some").exists(), "nothing was stored");
}

#[tokio::test]
async fn server_is_shown_the_token_or_the_user_and_password_of_the_environment() {
	let root = tempfile::tempdir().unwrap();
	let bearer = http_config(serve_dav(root.path(), Some("Bearer some.token")).await);
	let basic =
		http_config(serve_dav(root.path(), Some("Basic bWluZXI6c29tZSBwYXNzd29yZA==")).await);
	let token = [(TOKEN_ENV, "some.token")];
	let user = [(USER_ENV, "miner"), (PASSWORD_ENV, "some password")];
	for (config, right, wrong) in
		[(&bearer, &token[..], &user[..]), (&basic, &user[..], &token[..])]
	{
		let store = connect(config, right).unwrap();
		let blob = store.put(b"some bytes".to_vec()).await.unwrap();
		assert_eq!(store.get(&blob, 10).await.unwrap(), b"some bytes");
		for store in [connect(config, wrong).unwrap(), connect(config, &[]).unwrap()] {
			let error = store.get(&blob, 10).await.unwrap_err();
			let error = format!("{error} {error:?} {store:?}");
			assert!(error.contains("401") && error.contains(TOKEN_ENV), "{error}");
			assert!(!error.contains("some.token") && !error.contains("some password"), "{error}");
		}
	}
}

#[test]
fn connect_fails_when_the_environment_does_not_have_what_the_store_wants() {
	let address = "127.0.0.1:9".parse().unwrap();
	let s3 = s3_config(address);
	let http = http_config(address);
	let key = (ACCESS_KEY_ENV, "KEY");
	for (config, variables, name) in [
		(&s3, vec![], ACCESS_KEY_ENV),
		(&s3, vec![key], SECRET_KEY_ENV),
		(&s3, vec![key, (SECRET_KEY_ENV, "")], SECRET_KEY_ENV),
		(&s3, vec![key, (SECRET_KEY_ENV, "hunter2\n")], SECRET_KEY_ENV),
		(&http, vec![(TOKEN_ENV, "hunter2 ")], TOKEN_ENV),
		(&http, vec![(TOKEN_ENV, "hunter2"), (USER_ENV, "miner")], USER_ENV),
		(&http, vec![(PASSWORD_ENV, "hunter2")], USER_ENV),
		(&http, vec![(USER_ENV, "hunter2:"), (PASSWORD_ENV, "hunter2")], USER_ENV),
	] {
		let error = connect(config, &variables).unwrap_err();
		assert!(matches!(error, BlobError::Unusable { .. }), "{error}");
		let error = error.to_string();
		assert!(error.contains(name) && !error.contains("hunter2"), "{error}");
		assert_eq!(error.lines().count(), 1, "{error}");
	}
}

#[tokio::test]
async fn dead_server_is_named_with_the_blob_and_what_to_do() {
	let address = dead().await;
	let blob = blob_ref(b"some bytes");
	for store in [
		connect(&s3_config(address), S3_KEY).unwrap(),
		connect(&http_config(address), &[]).unwrap(),
	] {
		let get = store.get(&blob, 10).await.unwrap_err();
		let put = store.put(b"some bytes".to_vec()).await.unwrap_err();
		for error in [get, put] {
			assert!(error.is_transient());
			let error = error.to_string();
			for part in [
				address.to_string(),
				format!("{:?}", blob.hash),
				"cannot be reached".to_string(),
				"refused".to_string(),
				"`[blobs]`".to_string(),
			] {
				assert!(error.contains(&part), "{part}: {error}");
			}
			assert!(!error.contains(SECRET_KEY), "{error}");
			assert_eq!(error.lines().count(), 1, "{error}");
		}
	}
}

#[tokio::test]
async fn silent_server_is_given_up_when_the_time_of_a_request_is_over() {
	let config = BlobsConfig { request_seconds: 1, ..http_config(silent().await) };
	let store = connect(&config, &[]).unwrap();
	let error = store.get(&blob_ref(b"some bytes"), 10).await.unwrap_err();
	assert!(error.is_transient());
	let error = error.to_string();
	assert!(error.contains("cannot be reached") && error.contains("timed out"), "{error}");
}

#[tokio::test]
async fn put_fails_when_the_folder_of_the_configuration_is_not_on_the_server() {
	let root = tempfile::tempdir().unwrap();
	let config = http_config(serve_dav(root.path(), None).await);
	fs::remove_dir_all(root.path().join("some")).unwrap();
	let store = connect(&config, &[]).unwrap();
	let error = store.put(b"some bytes".to_vec()).await.unwrap_err();
	assert!(error.is_transient());
	let error = error.to_string();
	assert!(error.contains("no such bucket or folder"), "{error}");
	assert!(error.contains("`blobs.store`"), "{error}");
}
