// SPDX-License-Identifier: Apache-2.0
//! Addresses of stores and answers of servers that were made up at random.

use super::servers::*;
use crate::{
	blobs::{blob_ref, StoreAddress},
	BlobError, BlobsConfig, Config,
};
use proptest::{
	prelude::*,
	sample::Select,
	test_runner::{Config as Runs, TestRunner},
};
use sp_core::H256;
use std::{
	cell::RefCell,
	collections::BTreeSet,
	net::SocketAddr,
	sync::{Arc, Mutex},
	time::Duration,
};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpListener,
};

const CASES: u32 = 10_000;

/// What fails is kept.
fn runs() -> Runs {
	Runs { cases: CASES, source_file: Some(file!()), ..Runs::default() }
}

fn select(texts: Vec<&'static str>) -> Select<&'static str> {
	proptest::sample::select(texts)
}

/// Pieces of addresses, one after another.
fn address() -> impl Strategy<Value = String> {
	let schemes = vec!["", "http://", "https://", "HTTPS://", "s3://", "ftp://", "://", "http:/"];
	let access = vec!["", "", "", "user@", "user:hunter2@", ":hunter2@", "hunter2%40@", "@"];
	let hosts = vec![
		"",
		"127.0.0.1",
		"127.1",
		"2130706433",
		"0x7f.1",
		"0.0.0.0",
		"10.0.0.1",
		"169.254.169.254",
		"0xa9fea9fe",
		"[::1]",
		"[::ffff:127.0.0.1]",
		"[::ffff:169.254.169.254]",
		"[fe80::1]",
		"[::1",
		"localhost",
		"LOCALHOST",
		"localhost.",
		"localhost.example",
		"store.example",
		"bucket",
		"xn--a",
		"ü.example",
		"a b",
	];
	let ports = vec!["", "", ":80", ":0", ":65535", ":65536", ":-1", ":", ":a"];
	let paths = vec![
		"",
		"/",
		"//",
		"/a/b",
		"/a/../b",
		"/%2e%2e/b",
		"/.a",
		"/a//b",
		"/a?b",
		"/a#b",
		"\\a",
		"/\u{202e}",
	];
	let parts = (select(schemes), select(access), select(hosts), select(ports), select(paths));
	let made = (parts, ".{0,6}", any::<prop::sample::Index>()).prop_map(|(parts, more, at)| {
		let (scheme, access, host, port, path) = parts;
		let mut text = format!("{scheme}{access}{host}{port}{path}");
		let places: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
		text.insert_str(places[at.index(places.len())], &more);
		text
	});
	// Half of them as they are, without more in between.
	prop_oneof![
		1 => made,
		1 => (
			select(vec!["http://", "https://", "s3://", ""]),
			select(vec!["127.1", "[::1]", "localhost", "10.0.0.1", "169.254.169.254", "store.example", "bucket"]),
			select(vec!["", ":9000"]),
			select(vec!["", "/", "/a/b/"]),
		)
			.prop_map(|(scheme, host, port, path)| format!("{scheme}{host}{port}{path}")),
	]
}

#[test]
fn address_is_refused_or_one_that_nothing_can_be_hidden_in() {
	let kinds = RefCell::new(BTreeSet::new());
	TestRunner::new(runs())
		.run(&address(), |text| {
			let address = match StoreAddress::try_from(text.clone()) {
				Ok(address) => address,
				Err(error) => {
					let error = error.to_string();
					prop_assert_eq!(error.lines().count(), 1);
					prop_assert!(!error.contains("hunter2"), "{}", error);
					kinds.borrow_mut().insert("refused");
					return Ok(());
				},
			};
			let config = BlobsConfig { store: address, ..BlobsConfig::default() };
			match &config.store {
				StoreAddress::Folder(folder) => {
					prop_assert_eq!(folder.as_os_str(), text.as_str());
					kinds.borrow_mut().insert("folder");
				},
				StoreAddress::S3 { bucket, prefix } => {
					let of_name = |c: char| c.is_ascii_alphanumeric() || "-._/".contains(c);
					prop_assert!(bucket.chars().chain(prefix.chars()).all(of_name));
					prop_assert!(!prefix.split('/').any(|part| part.starts_with('.')));
					kinds.borrow_mut().insert("bucket");
				},
				StoreAddress::Http(server) => {
					let shown = server.to_string();
					let (scheme, rest) = shown.split_once("://").unwrap();
					prop_assert!(matches!(scheme, "http" | "https"));
					let authority = rest.split('/').next().unwrap();
					prop_assert!(!authority.contains('@'), "{}", shown);
					prop_assert!(!rest.contains(['?', '#', ' ', '\\']), "{}", shown);
					prop_assert!(!rest.ends_with('/'));
					prop_assert!(!rest.split('/').any(|part| part == ".."), "{}", shown);
					// It is the same again.
					let again = StoreAddress::try_from(shown.clone());
					prop_assert_eq!(again, Ok(config.store.clone()));
					if config.check().is_ok() {
						prop_assert!(scheme == "https" || server.is_local(), "{}", shown);
						let ip =
							server.ip().map(|ip| ip.to_canonical().to_string()).unwrap_or_default();
						prop_assert!(!ip.starts_with("169.254.") && !ip.starts_with("fe80:"));
						kinds.borrow_mut().insert("server");
					} else {
						kinds.borrow_mut().insert("exposed");
					}
				},
			}
			// As a file has it, whatever it takes to quote it there.
			let quoted = serde_json::to_string(&text).unwrap();
			let _ = Config::parse(&format!("[blobs]\nstore = {quoted}\n"));
			Ok(())
		})
		.unwrap();
	let wanted = BTreeSet::from(["bucket", "exposed", "folder", "refused", "server"]);
	assert_eq!(kinds.into_inner(), wanted);
}

const BYTES: &[u8] = b"some bytes of a blob";

/// Answers that are right, or nearly, to start from.
fn templates() -> Vec<Vec<u8>> {
	let body = String::from_utf8_lossy(BYTES);
	let texts = [
		response("200 OK", "", &body),
		response(
			"200 OK",
			"Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\nETag: \"a\"\r\n",
			&body,
		),
		response("206 Partial Content", "Content-Range: bytes 0-19/20\r\n", &body),
		response("200 OK", "Content-Encoding: gzip\r\n", &body),
		format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{body}\r\n0\r\n\r\n"),
		format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}"),
		format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}"),
		response("404 Not Found", "", "<Error><Code>NoSuchKey</Code></Error>"),
		response("403 Forbidden", "", "<Error><Code>AccessDenied</Code></Error>"),
		response("301 Moved", "Location: http://169.254.169.254/\r\n", ""),
		response("500 Oops", "", "<Error><Code>InternalError</Code></Error>"),
		response("304 Not Modified", "", ""),
	];
	texts.map(String::into_bytes).into()
}

fn answer() -> impl Strategy<Value = Vec<u8>> {
	let piece = prop_oneof![
		proptest::collection::vec(any::<u8>(), 0..4),
		proptest::sample::select(vec![
			"\r\n",
			"Content-Length: 18446744073709551616\r\n",
			"Content-Length: -1\r\n",
			"Transfer-Encoding: chunked\r\n",
			"ffffffffffffffff\r\n",
			"Location: //\u{202e}\r\n",
			"x-amz-bucket-region: eu\r\n",
			"<Code>",
			"\0",
		])
		.prop_map(|text| text.as_bytes().to_vec()),
	];
	let change = (any::<prop::sample::Index>(), 0usize..6, piece);
	let mutated = (proptest::sample::select(templates()), proptest::collection::vec(change, 0..4))
		.prop_map(|(mut bytes, changes)| {
			for (at, removed, piece) in changes {
				let at = at.index(bytes.len() + 1);
				let end = (at + removed).min(bytes.len());
				bytes.splice(at..end, piece);
			}
			bytes
		});
	prop_oneof![9 => mutated, 1 => proptest::collection::vec(any::<u8>(), 0..200)]
}

/// A server that answers every request with these bytes and hangs up.
async fn serve(answer: Arc<Mutex<Vec<u8>>>) -> SocketAddr {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let address = listener.local_addr().unwrap();
	tokio::spawn(async move {
		while let Ok((mut stream, _)) = listener.accept().await {
			let answer = answer.lock().unwrap().clone();
			tokio::spawn(async move {
				let mut request = Vec::new();
				while !request.windows(4).any(|four| four == b"\r\n\r\n") {
					match stream.read_buf(&mut request).await {
						Ok(1..) => {},
						_ => return,
					}
				}
				let _ = stream.write_all(&answer).await;
				let _ = stream.shutdown().await;
				// What is left of the request; unread, it would take the answer with it.
				let _ = stream.read_to_end(&mut request).await;
			});
		}
	});
	address
}

fn kind(error: &BlobError) -> &'static str {
	match error {
		BlobError::Missing { .. } => "missing",
		BlobError::TooLarge { .. } => "too large",
		BlobError::Overlong { .. } => "overlong",
		BlobError::WrongLength { .. } => "length",
		BlobError::WrongHash { .. } => "hash",
		BlobError::Refused { .. } => "refused",
		BlobError::Store { .. } => "store",
		BlobError::Unusable { .. } => "unusable",
	}
}

#[test]
fn any_answer_of_a_server_is_the_blob_or_an_error_of_one_line() {
	let runtime = tokio::runtime::Runtime::new().unwrap();
	let answers = Arc::<Mutex<Vec<u8>>>::default();
	let address = runtime.block_on(serve(answers.clone()));
	let stores = {
		let _entered = runtime.enter();
		[
			connect(&http_config(address), &[]).unwrap(),
			connect(&s3_config(address), S3_KEY).unwrap(),
		]
	};
	let blob = blob_ref(BYTES);
	let outcomes = RefCell::new(BTreeSet::new());
	TestRunner::new(runs())
		.run(&(answer(), 0usize..2, 0u8..3), |(answer, of_s3, asked)| {
			*answers.lock().unwrap() = answer;
			let store = &stores[of_s3];
			let done = runtime.block_on(async {
				let asking = async {
					match asked {
						0 => store.get(&blob, 100).await.map(|bytes| assert_eq!(bytes, BYTES)),
						1 => store
							.get_named(H256([7; 32]), 30)
							.await
							.map(|bytes| assert!(bytes.len() <= 30)),
						_ => store.put(BYTES.to_vec()).await.map(|put| assert_eq!(put, blob)),
					}
				};
				tokio::time::timeout(Duration::from_secs(60), asking).await
			});
			let Ok(outcome) = done else { return Err(TestCaseError::fail("no end")) };
			let found = match outcome {
				Ok(()) => ["got", "got named", "put"][usize::from(asked)],
				Err(error) => {
					let text = error.to_string();
					prop_assert_eq!(text.lines().count(), 1, "{}", text);
					prop_assert!(text.len() < 1_000 && !text.contains(SECRET_KEY), "{}", text);
					kind(&error)
				},
			};
			outcomes.borrow_mut().insert(found);
			Ok(())
		})
		.unwrap();
	let outcomes = outcomes.into_inner();
	println!("outcomes of {CASES} answers: {outcomes:?}");
	for wanted in ["got", "got named", "put", "missing", "overlong", "length", "refused", "store"] {
		assert!(outcomes.contains(wanted), "{wanted} is not among {outcomes:?}");
	}
}
