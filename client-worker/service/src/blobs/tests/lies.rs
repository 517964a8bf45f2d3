// SPDX-License-Identifier: Apache-2.0
//! Servers that lie, fail, and lead elsewhere.

use super::servers::*;
use crate::{
	blobs::{blob_ref, Refusal, SESSION_TOKEN_ENV, TOKEN_ENV},
	BlobError, BlobsConfig,
};
use pouw_primitives::task::BlobRef;
use sp_core::H256;
use std::{
	io,
	sync::{Arc, Mutex},
	time::Duration,
};
use tracing_subscriber::util::SubscriberInitExt;

/// What a client and the kernel may have taken of an endless answer until the client hung up.
const IN_TRANSIT: u64 = 64 << 20;

#[tokio::test]
async fn endless_answer_is_cut_off_whatever_length_it_claims() {
	for (head, chunked) in [
		// Nothing claimed.
		("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true),
		("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", false),
		// A length that would do, beside chunks that go on.
		("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n", true),
		// More than the blob has, and more than there is memory.
		("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n", false),
		("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n", false),
	] {
		for s3 in [false, true] {
			let (address, hung_up) = endless(head, chunked).await;
			let store = match s3 {
				true => connect(&s3_config(address), S3_KEY).unwrap(),
				false => connect(&http_config(address), &[]).unwrap(),
			};
			let blob = BlobRef { hash: H256([7; 32]), len: 1 << 20 };
			let error = store.get(&blob, 4 << 20).await.unwrap_err();
			let context = format!("{head:?}: {error}");
			assert!(!error.is_transient(), "{context}");
			assert!(matches!(error, BlobError::Overlong { max: 1_048_576, .. }), "{context}");
			assert!(error.to_string().contains(&format!("{:?}", blob.hash)), "{context}");
			let sent = tokio::time::timeout(Duration::from_secs(30), hung_up).await;
			assert!(sent.expect("the client hangs up").unwrap() < IN_TRANSIT, "{context}");
		}
	}
}

#[tokio::test]
async fn endless_words_about_a_failure_are_not_read_to_their_end() {
	let head = "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n";
	let (address, hung_up) = endless(head, true).await;
	let store = connect(&s3_config(address), S3_KEY).unwrap();
	let error = store.get(&blob_ref(b"some bytes"), 10).await.unwrap_err();
	assert!(error.to_string().contains("403"), "{error}");
	let sent = tokio::time::timeout(Duration::from_secs(30), hung_up).await;
	assert!(sent.expect("the client hangs up").unwrap() < IN_TRANSIT);
}

#[tokio::test]
async fn length_that_was_read_counts_when_a_server_claims_another() {
	let blob = blob_ref(b"some bytes");
	// The claim is not what frames the body.
	let server = Scripted::start(|_, _| {
		"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n\
		 a\r\nsome bytes\r\n0\r\n\r\n"
			.to_string()
	})
	.await;
	let store = connect(&http_config(server.address), &[]).unwrap();
	assert_eq!(store.get(&blob, 10).await.unwrap(), b"some bytes");
	// It ends before the claim is fulfilled.
	let server =
		Scripted::start(|_, _| "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nsome".to_string())
			.await;
	let store = connect(&http_config(server.address), &[]).unwrap();
	let error = store.get(&blob, 10).await.unwrap_err();
	assert!(error.is_transient(), "{error}");
	assert!(matches!(error, BlobError::Store { .. }), "{error}");
}

#[tokio::test]
async fn redirect_is_not_followed() {
	let elsewhere = Scripted::start(|_, _| response("200 OK", "", "some bytes")).await;
	for status in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
		for (target, host) in [
			(format!("http://localhost:{}/", elsewhere.address.port()), "localhost"),
			("http://169.254.169.254/latest".to_string(), "169.254.169.254"),
		] {
			let location = format!("Location: {target}\r\n");
			let server = Scripted::start(move |_, _| response(status, &location, "")).await;
			let http = connect(&http_config(server.address), &[(TOKEN_ENV, "hunter2")]).unwrap();
			let s3 = connect(&s3_config(server.address), S3_KEY).unwrap();
			for store in [http, s3] {
				let get = store.get(&blob_ref(b"some bytes"), 10).await.unwrap_err();
				let put = store.put(b"some bytes".to_vec()).await.unwrap_err();
				for error in [get, put] {
					let error = error.to_string();
					assert!(error.contains("not followed"), "{error}");
					assert!(error.contains(&format!("redirects to {host},")), "{error}");
				}
			}
			assert_eq!(server.heads().len(), 4, "each was asked once");
		}
	}
	// Nor on the same server.
	let server = Scripted::start(|number, _| match number {
		0 => response("302 Found", "Location: /other\r\n", ""),
		_ => response("200 OK", "", "some bytes"),
	})
	.await;
	let store = connect(&http_config(server.address), &[]).unwrap();
	let error = store.get(&blob_ref(b"some bytes"), 10).await.unwrap_err();
	assert!(matches!(error, BlobError::Refused { refusal: Refusal::Redirect(_), .. }), "{error}");
	assert_eq!(server.heads().len(), 1);
	assert!(elsewhere.heads().is_empty(), "{:?}", elsewhere.heads());
}

#[tokio::test]
async fn region_of_the_bucket_is_named_when_it_is_another_one() {
	let server = Scripted::start(|_, _| {
		response("301 Moved Permanently", "x-amz-bucket-region: eu-west-1\r\n", "")
	})
	.await;
	let store = connect(&s3_config(server.address), S3_KEY).unwrap();
	let error = store.probe().await.unwrap_err().to_string();
	assert!(error.contains("region eu-west-1") && error.contains("`blobs.region`"), "{error}");
}

#[tokio::test]
async fn missing_bucket_is_told_from_a_missing_blob() {
	for (code, is_bucket) in [("NoSuchBucket", true), ("NoSuchKey", false)] {
		let body = format!("<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code></Error>");
		let server = Scripted::start(move |_, _| response("404 Not Found", "", &body)).await;
		let store = connect(&s3_config(server.address), S3_KEY).unwrap();
		let error = store.get(&blob_ref(b"some bytes"), 10).await.unwrap_err();
		assert_eq!(matches!(error, BlobError::Missing { .. }), !is_bucket, "{error}");
		assert_eq!(error.to_string().contains("no such bucket"), is_bucket, "{error}");
		assert_eq!(store.probe().await.is_err(), is_bucket);
	}
}

/// Where the log of a test goes.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
	fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
		self.0.lock().unwrap().write(bytes)
	}

	fn flush(&mut self) -> io::Result<()> {
		Ok(())
	}
}

#[tokio::test]
async fn what_a_server_is_shown_is_in_no_error_and_no_log_when_the_server_repeats_it() {
	let log = Log::default();
	let writer = log.clone();
	let _logging = tracing_subscriber::fmt()
		.with_max_level(tracing::Level::TRACE)
		.with_writer(move || writer.clone())
		.finish()
		.set_default();
	for status in
		["403 Forbidden", "401 Unauthorized", "400 Bad Request", "500 Oops", "404 Not Found"]
	{
		let server = Scripted::start(move |_, head| {
			let body = format!("<Error><Code>{head}</Code><Code>Other</Code></Error> {head}");
			response(status, "", &body)
		})
		.await;
		let config = BlobsConfig { retries: 1, ..s3_config(server.address) };
		let session = [S3_KEY, &[(SESSION_TOKEN_ENV, "sessionTokenOfTheTest")]].concat();
		let s3 = connect(&config, &session).unwrap();
		let http = connect(&http_config(server.address), &[(TOKEN_ENV, "tokenOfTheTest")]).unwrap();
		for store in [s3, http] {
			let put = store.put(b"some bytes".to_vec()).await.unwrap_err();
			let get = store.get(&blob_ref(b"some bytes"), 10).await.unwrap_err();
			store.warn_if_unusable().await;
			for error in [put, get] {
				let error = format!("{error} {error:?}");
				assert!(!error.contains("OfTheTest") && !error.contains("Signature="), "{error}");
				assert_eq!(error.lines().count(), 1, "{error}");
			}
		}
		let shown = server.heads().concat();
		assert!(shown.contains("sessionTokenOfTheTest") && shown.contains("tokenOfTheTest"));
	}
	let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
	assert!(log.contains("the blob store cannot be used for now"), "{log}");
	assert!(!log.contains("OfTheTest"), "{log}");
}

#[tokio::test]
async fn failing_server_is_asked_as_often_as_the_configuration_says() {
	let server = Scripted::start(|number, _| match number {
		0 | 1 => response("503 Slow Down", "", ""),
		_ => response("200 OK", "", "some bytes"),
	})
	.await;
	let patient = BlobsConfig { retries: 2, ..http_config(server.address) };
	let blob = blob_ref(b"some bytes");
	let store = connect(&patient, &[]).unwrap();
	assert_eq!(store.get(&blob, 10).await.unwrap(), b"some bytes");
	assert_eq!(server.heads().len(), 3);

	let server = Scripted::start(|_, _| response("503 Slow Down", "", "")).await;
	let store = connect(&http_config(server.address), &[]).unwrap();
	let error = store.get(&blob, 10).await.unwrap_err();
	assert!(error.is_transient());
	assert!(error.to_string().contains("503"), "{error}");
	assert_eq!(server.heads().len(), 1);
}
