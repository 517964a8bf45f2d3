// SPDX-License-Identifier: Apache-2.0
//! Stores behind TLS. The certificates are described beside them.
//!
//! What the worker trusts is the system's, or what SSL_CERT_FILE names when the process begins, so the
//! client is a process of its own: this binary with another environment.

use super::servers::*;
use crate::{
	blobs::{ACCESS_KEY_ENV, SECRET_KEY_ENV},
	BlobStore, BlobsConfig,
};
use rustls::{
	crypto::ring,
	pki_types::{pem::PemObject, CertificateDer, PrivateKeyDer},
	ServerConfig, ServerConnection, StreamOwned,
};
use std::{
	io::{self, Read, Write},
	net::{SocketAddr, TcpListener, TcpStream},
	path::{Path, PathBuf},
	process::Command,
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc,
	},
};

const STORE: &str = "POUW_TEST_STORE";
const ENDPOINT: &str = "POUW_TEST_ENDPOINT";
const ROOTS: &str = "SSL_CERT_FILE";
/// How the line with the child's outcome begins.
const OUTCOME: &str = "outcome: ";

fn certificate(name: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("src/blobs/tests/tls").join(name)
}

/// Puts TLS with a certificate in front of the server at `behind`. Counts the requests that got through.
fn terminate(name: &str, behind: SocketAddr) -> (SocketAddr, Arc<AtomicUsize>) {
	let pem = |name| std::fs::read(certificate(name)).unwrap();
	let chain = vec![CertificateDer::from_pem_slice(&pem(name)).unwrap()];
	let key = PrivateKeyDer::from_pem_slice(&pem("server.key")).unwrap();
	let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
		.with_safe_default_protocol_versions()
		.unwrap()
		.with_no_client_auth()
		.with_single_cert(chain, key)
		.unwrap();
	let config = Arc::new(config);
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = listener.local_addr().unwrap();
	let count = Arc::<AtomicUsize>::default();
	let of_thread = count.clone();
	std::thread::spawn(move || {
		for stream in listener.incoming() {
			let (config, count) = (config.clone(), of_thread.clone());
			std::thread::spawn(move || {
				// A client that does not trust the certificate hangs up.
				let _ = pass(stream?, config, behind, &count);
				Ok::<_, io::Error>(())
			});
		}
	});
	(address, count)
}

/// Passes one request on, and its answer back.
fn pass(
	stream: TcpStream,
	config: Arc<ServerConfig>,
	behind: SocketAddr,
	count: &AtomicUsize,
) -> io::Result<()> {
	let connection = ServerConnection::new(config).map_err(io::Error::other)?;
	let mut client = StreamOwned::new(connection, stream);
	let (mut request, mut buffer) = (Vec::<u8>::new(), [0u8; 4096]);
	let head = loop {
		if let Some(at) = request.windows(4).position(|four| four == b"\r\n\r\n") {
			break at;
		}
		match client.read(&mut buffer)? {
			0 => return Ok(()),
			len => request.extend_from_slice(&buffer[..len]),
		}
	};
	let lines = String::from_utf8_lossy(&request[..head]).to_ascii_lowercase();
	let len = lines.lines().find_map(|line| line.strip_prefix("content-length: "));
	let end = head + 4 + len.map_or(0, |len| len.trim().parse::<usize>().unwrap());
	while request.len() < end {
		match client.read(&mut buffer)? {
			0 => return Ok(()),
			len => request.extend_from_slice(&buffer[..len]),
		}
	}
	count.fetch_add(1, Ordering::Relaxed);
	let mut server = TcpStream::connect(behind)?;
	server.write_all(&request[..head])?;
	// So that the answer ends with the connection.
	server.write_all(b"\r\nConnection: close")?;
	server.write_all(&request[head..])?;
	let mut answer = Vec::new();
	server.read_to_end(&mut answer)?;
	client.write_all(&answer)?;
	client.conn.send_close_notify();
	client.flush()
}

/// The client. Alone it does nothing.
#[test]
#[ignore = "a part of the tests below, which start it"]
fn child() {
	let Ok(store) = std::env::var(STORE) else { return };
	let endpoint = std::env::var(ENDPOINT).ok().map(|endpoint| endpoint.try_into().unwrap());
	let config = BlobsConfig { store: store.try_into().unwrap(), endpoint, ..impatient() };
	let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
	let outcome = runtime.block_on(async {
		let store = BlobStore::connect(&config)?;
		let blob = store.put(b"some bytes".to_vec()).await?;
		store.get(&blob, 10).await
	});
	match outcome {
		Ok(bytes) => println!("{OUTCOME}{}", String::from_utf8(bytes).unwrap()),
		Err(error) => println!("{OUTCOME}{error}"),
	}
}

/// What the child says that trusts the authorities in a file.
fn of_child(store: &str, endpoint: Option<&str>, roots: &Path) -> String {
	let mut command = Command::new(std::env::current_exe().unwrap());
	command
		.args(["--exact", "blobs::tests::tls::child", "--ignored", "--nocapture"])
		.env(STORE, store)
		.env(ROOTS, roots)
		.env(ACCESS_KEY_ENV, ACCESS_KEY)
		.env(SECRET_KEY_ENV, SECRET_KEY);
	for elsewhere in ["SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
		command.env_remove(elsewhere);
	}
	if let Some(endpoint) = endpoint {
		command.env(ENDPOINT, endpoint);
	}
	let output = String::from_utf8(command.output().unwrap().stdout).unwrap();
	let found = output.lines().find_map(|line| line.split_once(OUTCOME));
	found.unwrap_or_else(|| panic!("no outcome in {output}")).1.to_string()
}

/// Runs the child while the servers of this runtime go on.
async fn outcome(store: String, endpoint: Option<String>, roots: PathBuf) -> String {
	tokio::task::spawn_blocking(move || of_child(&store, endpoint.as_deref(), &roots))
		.await
		.unwrap()
}

#[tokio::test]
async fn stores_behind_tls_are_used_when_their_certificate_is_of_a_trusted_authority() {
	let (dav, s3) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
	let (address, count) = terminate("localhost.pem", serve_dav(dav.path(), None).await);
	let store = format!("https://localhost:{}/some/folder", address.port());
	let roots = certificate("authority.pem");
	assert_eq!(outcome(store, None, roots.clone()).await, "some bytes");
	// The folder, the blob, and the blob again.
	assert_eq!(count.load(Ordering::Relaxed), 3);

	let (address, count) = terminate("localhost.pem", serve_s3(s3.path()).await);
	let endpoint = format!("https://{address}");
	assert_eq!(outcome(format!("s3://{BUCKET}"), Some(endpoint), roots).await, "some bytes");
	assert_eq!(count.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn nothing_is_sent_when_the_certificate_proves_nothing() {
	let dav = tempfile::tempdir().unwrap();
	let behind = serve_dav(dav.path(), None).await;
	for (shown, trusted) in [
		// Of an authority that is not known, and of another server.
		("localhost.pem", "stranger.pem"),
		("elsewhere.pem", "authority.pem"),
	] {
		let (address, count) = terminate(shown, behind);
		let store = format!("https://localhost:{}/some/folder", address.port());
		let error = outcome(store.clone(), None, certificate(trusted)).await;
		for part in [store.as_str(), "certificate that is not accepted", "SSL_CERT_FILE"] {
			assert!(error.contains(part), "{part}: {error}");
		}
		assert_eq!(count.load(Ordering::Relaxed), 0);
	}
}

#[tokio::test]
async fn system_without_authorities_is_named() {
	let folder = tempfile::tempdir().unwrap();
	let none = folder.path().join("none.pem");
	std::fs::write(&none, "").unwrap();
	let store = "https://localhost:9/some/folder".to_string();
	let error = outcome(store, None, none).await;
	assert!(error.contains("ca-certificates") && error.contains("SSL_CERT_FILE"), "{error}");
}
