// SPDX-License-Identifier: Apache-2.0
//! What a hostile caller tries.

use super::fake::*;
use crate::{
	access::AccessToken,
	guard::Rate,
	server::{self, Limits, Listen, ServerError},
};
use jsonrpsee::core::{client::ClientT, params::BatchRequestBuilder};
use serde_json::{json, Value};
use std::net::SocketAddr;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
};

/// Sends bytes as they are and gives the whole answer.
async fn raw(address: SocketAddr, bytes: &[u8]) -> String {
	let mut stream = TcpStream::connect(address).await.unwrap();
	// The server may have answered and closed before it has read everything.
	let _ = stream.write_all(bytes).await;
	let mut answer = Vec::new();
	let _ = stream.read_to_end(&mut answer).await;
	String::from_utf8_lossy(&answer).into_owned()
}

async fn post(address: SocketAddr, headers: &[(&str, &str)], body: &str) -> String {
	let mut request = "POST / HTTP/1.1\r\nConnection: close\r\n".to_string();
	for (name, value) in headers {
		request.push_str(&format!("{name}: {value}\r\n"));
	}
	request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
	raw(address, request.as_bytes()).await
}

const JSON: (&str, &str) = ("Content-Type", "application/json");
const HEALTH: &str = r#"{"jsonrpc":"2.0","id":1,"method":"gateway_health"}"#;

#[tokio::test]
async fn host_of_a_web_page_is_refused() {
	let place = Place::new();
	let served = place.serve().await;
	let (address, port) = (served.address(), served.address().port());
	for host in [
		format!("localhost:{port}"),
		format!("127.0.0.1:{port}"),
		format!("[::1]:{port}"),
		"localhost".to_string(),
	] {
		let answer = post(address, &[("Host", &host), JSON], HEALTH).await;
		assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"sector\""), "{answer}");
	}
	for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil"] {
		let answer = post(address, &[("Host", host), JSON], HEALTH).await;
		assert!(answer.starts_with("HTTP/1.1 403"), "{host}: {answer}");
	}
	let answer = post(address, &[JSON], HEALTH).await;
	assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
}

#[tokio::test]
async fn web_page_of_another_origin_is_refused_over_both_transports() {
	let place = Place::new();
	let served = place.serve().await;
	let own = ("Host", "localhost");
	for origin in ["https://evil.example", "null", "http://localhost", ""] {
		let headers = [own, JSON, ("Origin", origin)];
		let answer = post(served.address(), &headers, HEALTH).await;
		assert!(answer.contains("1001") && !answer.contains("sector"), "{origin}: {answer}");
	}
	let allowed = [own, JSON, ("Origin", "https://app.example")];
	assert!(post(served.address(), &allowed, HEALTH).await.contains("sector"));
	let mut headers = jsonrpsee::http_client::HeaderMap::new();
	headers
		.insert("origin", jsonrpsee::http_client::HeaderValue::from_static("https://evil.example"));
	let ws = jsonrpsee::ws_client::WsClientBuilder::default()
		.set_headers(headers)
		.build(format!("ws://{}", served.address()))
		.await
		.unwrap();
	assert_eq!(call::<Value>(&ws, "gateway_health", json!({})).await, Err(1001));
}

#[tokio::test]
async fn form_of_a_web_page_is_refused() {
	let place = Place::new();
	let served = place.serve().await;
	for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
		let headers = [("Host", "localhost"), ("Content-Type", kind)];
		let answer = post(served.address(), &headers, HEALTH).await;
		assert!(answer.starts_with("HTTP/1.1 415"), "{kind}: {answer}");
	}
	let get = "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
	let answer = raw(served.address(), get.as_bytes()).await;
	assert!(answer.starts_with("HTTP/1.1 405") && !answer.contains("root:"), "{answer}");
}

#[tokio::test]
async fn oversized_request_is_refused_unread() {
	let place = Place::new();
	let served = place.serve_with(Limits { request_bytes: 4_096, ..Limits::default() }).await;
	let headers = [("Host", "localhost"), JSON];
	let body = format!("{}{}", HEALTH, " ".repeat(5_000));
	let answer = post(served.address(), &headers, &body).await;
	assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
	// A length that is a lie, and a body that never comes.
	let huge = format!(
		"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
		 Content-Length: {}\r\nConnection: close\r\n\r\n",
		u32::MAX
	);
	let answer = raw(served.address(), huge.as_bytes()).await;
	assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
	let ws = jsonrpsee::ws_client::WsClientBuilder::default()
		.request_timeout(std::time::Duration::from_secs(3))
		.build(format!("ws://{}", served.address()))
		.await
		.unwrap();
	let large = json!({"kind": "embedding", "units": 1, "model": "a".repeat(5_000)});
	let outcome = ws.request::<Value, _>("job_quote", Named(large)).await;
	assert!(outcome.is_err());
	assert!(served.call::<Value>("gateway_health", json!({})).await.is_ok());
}

#[tokio::test]
async fn garbage_is_answered_with_an_error() {
	let place = Place::new();
	let served = place.serve().await;
	let nested = "[".repeat(100_000);
	let deep = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"job_status","params":{nested}"#);
	for body in [
		"",
		"{",
		"null",
		"7",
		"\"\"",
		"[]",
		"{}",
		"[{}]",
		"\u{0}",
		&nested,
		&deep,
		r#"{"jsonrpc":"1.0","id":1,"method":"gateway_health"}"#,
		r#"{"jsonrpc":"2.0","id":1,"method":7}"#,
		r#"{"jsonrpc":"2.0","id":1,"method":"system_shutdown"}"#,
		r#"{"jsonrpc":"2.0","id":1,"method":"job_status","params":{"task":1e999}}"#,
		r#"{"jsonrpc":"2.0","id":1,"method":"job_status","params":{"task":0,"task":1}}"#,
		r#"{"jsonrpc":"2.0","id":1,"method":"job_subscribe","params":{"task":0}}"#,
	] {
		let answer = post(served.address(), &[("Host", "localhost"), JSON], body).await;
		let shown: String = body.chars().take(60).collect();
		assert!(answer.starts_with("HTTP/1.1 "), "{shown}: {answer}");
		assert!(!answer.contains("\"result\""), "{shown}: {answer}");
	}
	for bytes in [&b"\x16\x03\x01\x02\x00\x01\x00"[..], &[0xff; 4_096], b"PRI * HTTP/2.0\r\n\r\n"] {
		// Read to its end, or closed at once; in any case over.
		let closing = async {
			let mut stream = TcpStream::connect(served.address()).await.unwrap();
			let _ = stream.write_all(bytes).await;
			let _ = stream.shutdown().await;
			let _ = stream.read_to_end(&mut Vec::new()).await;
		};
		let wait = std::time::Duration::from_secs(30);
		tokio::time::timeout(wait, closing).await.expect("the server closes");
	}
	assert!(served.call::<Value>("gateway_health", json!({})).await.is_ok());
}

#[tokio::test]
async fn batch_flood_is_refused_as_a_whole() {
	let place = Place::new();
	let served = place.serve().await;
	let calls = vec![HEALTH; 17].join(",");
	let headers = [("Host", "localhost"), JSON];
	let answer = post(served.address(), &headers, &format!("[{calls}]")).await;
	assert!(answer.contains("-32010"), "{answer}");
	let mut batch = BatchRequestBuilder::new();
	for _ in 0..16 {
		batch.insert("gateway_health", Named(json!({}))).unwrap();
	}
	let answers = served.http(None).batch_request::<Value>(batch).await.unwrap();
	assert_eq!(answers.num_successful_calls(), 16);
}

#[tokio::test]
async fn flood_of_one_connection_and_of_all_is_slowed() {
	let place = Place::new();
	let rate = Rate { per_second: 1, burst: 5 };
	let shared_rate = Rate { per_second: 1, burst: 12 };
	let served = place.serve_with(Limits { rate, shared_rate, ..Limits::default() }).await;
	let ws = served.ws(None).await;
	let mut refused = 0;
	for _ in 0..10 {
		refused += usize::from(call::<Value>(&ws, "gateway_health", json!({})).await == Err(1002));
	}
	assert!((3..=5).contains(&refused), "{refused}");
	// A new HTTP request is a new connection to the limit, but all of them share another.
	let http = served.http(None);
	let mut answered = 0;
	for _ in 0..20 {
		answered += usize::from(call::<Value>(&http, "gateway_health", json!({})).await.is_ok());
	}
	assert!((5..=12).contains(&answered), "{answered}");
}

#[tokio::test]
async fn connections_are_bounded() {
	let place = Place::new();
	let served = place.serve_with(Limits { connections: 2, ..Limits::default() }).await;
	let kept = (served.ws(None).await, served.ws(None).await);
	let third = jsonrpsee::ws_client::WsClientBuilder::default()
		.build(format!("ws://{}", served.address()))
		.await;
	assert!(third.is_err());
	let answer = post(served.address(), &[("Host", "localhost"), JSON], HEALTH).await;
	assert!(answer.starts_with("HTTP/1.1 429"), "{answer}");
	drop(kept);
	until("there is room", async || {
		let answer = post(served.address(), &[("Host", "localhost"), JSON], HEALTH).await;
		answer.starts_with("HTTP/1.1 200")
	})
	.await;
}

#[tokio::test]
async fn public_address_is_refused_unless_it_is_allowed() {
	let place = Place::new();
	let access = AccessToken::of(TOKEN).unwrap();
	let gateway = place.gateway().await;
	let public = Listen { address: SocketAddr::from(([0, 0, 0, 0], 0)), ..local() };
	let start = |listen| server::start(gateway.clone(), access.clone(), listen, Limits::default());
	let error = start(public.clone()).await.unwrap_err();
	assert!(matches!(error, ServerError::PublicAddress(_)));
	assert!(error.to_string().contains("--allow-public"), "{error}");
	let allowed =
		Listen { allow_public: true, hosts: vec!["gateway.example".to_string()], ..public.clone() };
	let running = start(allowed).await.unwrap();
	let address = SocketAddr::from(([127, 0, 0, 1], running.address.port()));
	let answer = post(address, &[("Host", "gateway.example"), JSON], HEALTH).await;
	assert!(answer.contains("\"sector\""), "{answer}");
	let answer = post(address, &[("Host", "evil.example"), JSON], HEALTH).await;
	assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
	for host in ["", "*", "a b", "gateway.example:80", "../x"] {
		let listen = Listen { hosts: vec![host.to_string()], ..local() };
		let error = start(listen).await.unwrap_err();
		assert!(matches!(error, ServerError::Host { .. }), "{host}: {error}");
	}
	let taken = Listen { address: running.address, allow_public: true, ..public };
	let error = start(taken).await.unwrap_err();
	assert!(error.to_string().contains(&running.address.to_string()), "{error}");
}
