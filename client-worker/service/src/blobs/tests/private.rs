// SPDX-License-Identifier: Apache-2.0
//! Servers whose names stand for addresses inside of a private network.

use super::servers::*;
use crate::{
	blobs::{
		names::Names,
		transport::{client, Transport},
		BlobStore, Refusal, StoreAddress,
	},
	BlobError, BlobsConfig,
};
use object_store::http::HttpBuilder;
use std::{net::SocketAddr, sync::Arc};

/// A store at `address`, whose name stands for this machine.
fn store(config: &BlobsConfig) -> BlobStore {
	let StoreAddress::Http(server) = &config.store else { panic!("no server") };
	let names = Names::new(config, Some(server)).with(|_| {
		// The port is that of the address.
		Box::pin(async { Ok::<_, std::io::Error>(vec![SocketAddr::from(([127, 0, 0, 1], 0))]) })
	});
	let client = client(config, Some(server), names).unwrap();
	let transport = Transport::of_http(config, server, None).unwrap().with_client(client);
	let store = HttpBuilder::new()
		.with_url(server.to_string())
		.with_retry(config.retry())
		.with_http_connector(transport)
		.build()
		.unwrap();
	BlobStore::over(Arc::new(store), &config.name())
}

#[tokio::test]
async fn nothing_is_sent_when_the_name_stands_for_a_private_address() {
	let server = Scripted::start(|_, _| response("200 OK", "", "some bytes")).await;
	let config = BlobsConfig {
		store: format!("http://store.example:{}/blobs", server.address.port()).try_into().unwrap(),
		allow_http: true,
		..impatient()
	};
	let blob = super::blob_ref(b"some bytes");
	let strict = store(&config);
	let get = strict.get(&blob, 10).await.unwrap_err();
	let put = strict.put(b"some bytes".to_vec()).await.unwrap_err();
	for error in [get, put] {
		assert!(
			matches!(error, BlobError::Refused { refusal: Refusal::PrivateAddress(_), .. }),
			"{error}"
		);
		assert!(error.is_transient());
		let error = error.to_string();
		for part in ["127.0.0.1", "`blobs.allow_private`", "store.example"] {
			assert!(error.contains(part), "{part}: {error}");
		}
	}
	assert!(server.heads().is_empty(), "{:?}", server.heads());

	let lenient = store(&BlobsConfig { allow_private: true, ..config });
	assert_eq!(lenient.get(&blob, 10).await.unwrap(), b"some bytes");
	assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn address_or_localhost_in_the_configuration_is_the_operators_word() {
	let server = Scripted::start(|_, _| response("200 OK", "", "some bytes")).await;
	let blob = super::blob_ref(b"some bytes");
	for host in ["127.0.0.1", "localhost"] {
		let store = format!("http://{host}:{}/blobs", server.address.port()).try_into().unwrap();
		let store = connect(&BlobsConfig { store, ..impatient() }, &[]).unwrap();
		assert_eq!(store.get(&blob, 10).await.unwrap(), b"some bytes", "{host}");
	}
}
