// SPDX-License-Identifier: Apache-2.0
//! Servers on this machine, and stores on them.

use crate::{blobs::credentials, BlobError, BlobStore, BlobsConfig};
use dav_server::{localfs::LocalFs, DavHandler};
use hyper::{
	body::{Body, Incoming},
	server::conn::http1,
	service::{service_fn, Service},
	Request, Response,
};
use hyper_util::rt::TokioIo;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use std::{
	convert::Infallible,
	error::Error,
	ffi::OsString,
	net::SocketAddr,
	path::Path,
	sync::{Arc, Mutex},
};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpListener, TcpStream},
	sync::oneshot,
};

/// The bucket of [`serve_s3`].
pub(crate) const BUCKET: &str = "bucket";
/// The key that it takes.
pub(crate) const ACCESS_KEY: &str = "KEYOFTHETEST";
/// The key's secret.
pub(crate) const SECRET_KEY: &str = "secretOfTheTestKey";

/// What is set in a test's environment.
pub(crate) type Variables<'a> = &'a [(&'a str, &'a str)];

/// The right key of S3.
pub(crate) const S3_KEY: Variables<'static> =
	&[(credentials::ACCESS_KEY_ENV, ACCESS_KEY), (credentials::SECRET_KEY_ENV, SECRET_KEY)];

/// A configuration with little patience.
pub(crate) fn impatient() -> BlobsConfig {
	BlobsConfig { connect_seconds: 5, request_seconds: 20, retries: 0, ..Default::default() }
}

/// A store in the bucket, under a prefix, of the S3 server at `address`.
pub(crate) fn s3_config(address: SocketAddr) -> BlobsConfig {
	BlobsConfig {
		store: format!("s3://{BUCKET}/some/prefix").try_into().unwrap(),
		endpoint: Some(format!("http://{address}").try_into().unwrap()),
		..impatient()
	}
}

/// A store in a folder of the server at `address`.
pub(crate) fn http_config(address: SocketAddr) -> BlobsConfig {
	BlobsConfig {
		store: format!("http://{address}/some/folder").try_into().unwrap(),
		..impatient()
	}
}

pub(crate) fn connect(
	config: &BlobsConfig,
	variables: Variables<'_>,
) -> Result<BlobStore, BlobError> {
	BlobStore::connect_with(config, &|name| {
		let (_, value) = variables.iter().find(|(of, _)| *of == name)?;
		Some(OsString::from(value))
	})
}

/// An S3 server over the buckets in a folder, which has [`BUCKET`].
pub(crate) async fn serve_s3(root: &Path) -> SocketAddr {
	serve_s3_on(listener().await, root)
}

/// The same on a port that is had already.
pub(crate) fn serve_s3_on(listener: TcpListener, root: &Path) -> SocketAddr {
	std::fs::create_dir_all(root.join(BUCKET)).unwrap();
	let mut builder = S3ServiceBuilder::new(FileSystem::new(root).unwrap());
	builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
	serve(listener, builder.build())
}

/// A WebDAV server over a folder, which has `some/folder`. Without the header, if one is wanted, nothing
/// is served.
pub(crate) async fn serve_dav(root: &Path, authorization: Option<&'static str>) -> SocketAddr {
	std::fs::create_dir_all(root.join("some/folder")).unwrap();
	let handler =
		DavHandler::builder().filesystem(LocalFs::new(root, false, false, false)).build_handler();
	let service = service_fn(move |request: Request<Incoming>| {
		let handler = handler.clone();
		async move {
			let shown =
				request.headers().get("authorization").and_then(|value| value.to_str().ok());
			if authorization.is_some() && shown != authorization {
				let mut refusal = Response::new(dav_server::body::Body::empty());
				*refusal.status_mut() = hyper::StatusCode::UNAUTHORIZED;
				return Ok::<_, Infallible>(refusal);
			}
			Ok(handler.handle(request).await)
		}
	});
	serve(listener().await, service)
}

async fn listener() -> TcpListener {
	TcpListener::bind("127.0.0.1:0").await.unwrap()
}

/// Serves until the runtime ends.
fn serve<S, B>(listener: TcpListener, service: S) -> SocketAddr
where
	S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
	S::Future: Send + 'static,
	S::Error: Into<Box<dyn Error + Send + Sync>>,
	B: Body + Send + 'static,
	B::Data: Send,
	B::Error: Into<Box<dyn Error + Send + Sync>>,
{
	let address = listener.local_addr().unwrap();
	tokio::spawn(async move {
		while let Ok((stream, _)) = listener.accept().await {
			let connection =
				http1::Builder::new().serve_connection(TokioIo::new(stream), service.clone());
			// A client that goes away is no concern of the server's.
			tokio::spawn(async move { drop(connection.await) });
		}
	});
	address
}

/// A port that nobody listens on.
pub(crate) async fn dead() -> SocketAddr {
	listener().await.local_addr().unwrap()
}

/// A server that takes connections and never says anything.
pub(crate) async fn silent() -> SocketAddr {
	let listener = listener().await;
	let address = listener.local_addr().unwrap();
	tokio::spawn(async move {
		let mut held = Vec::new();
		while let Ok((stream, _)) = listener.accept().await {
			held.push(stream);
		}
	});
	address
}

/// A server that answers each request with what a function makes of its head, byte for byte.
pub(crate) struct Scripted {
	pub(crate) address: SocketAddr,
	heads: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
	/// `answer` gets the number of the request, from 0, and its head.
	pub(crate) async fn start(
		answer: impl Fn(usize, &str) -> String + Send + Sync + 'static,
	) -> Self {
		let listener = listener().await;
		let address = listener.local_addr().unwrap();
		let heads = Arc::<Mutex<Vec<String>>>::default();
		let (seen, answer) = (heads.clone(), Arc::new(answer));
		tokio::spawn(async move {
			while let Ok((mut stream, _)) = listener.accept().await {
				let (seen, answer) = (seen.clone(), answer.clone());
				tokio::spawn(async move {
					let Some(head) = request(&mut stream).await else { return };
					let number = {
						let mut seen = seen.lock().unwrap();
						seen.push(head.clone());
						seen.len() - 1
					};
					let _ = stream.write_all(answer(number, &head).as_bytes()).await;
					let _ = stream.shutdown().await;
				});
			}
		});
		Self { address, heads }
	}

	/// Heads of the requests so far.
	pub(crate) fn heads(&self) -> Vec<String> {
		self.heads.lock().unwrap().clone()
	}
}

/// A response with a body and its length. Each of the headers ends with a line break.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> String {
	let len = body.len();
	format!(
		"HTTP/1.1 {status}\r\n{headers}Content-Length: {len}\r\nConnection: close\r\n\r\n{body}"
	)
}

/// Reads a request and gives its head.
async fn request(stream: &mut TcpStream) -> Option<String> {
	let mut bytes = Vec::new();
	loop {
		let text = String::from_utf8_lossy(&bytes).into_owned();
		if let Some((head, body)) = text.split_once("\r\n\r\n") {
			let head = head.to_ascii_lowercase();
			let len = head.lines().find_map(|line| line.strip_prefix("content-length: "));
			let len = len.map_or(0, |len| len.trim().parse().unwrap());
			let mut rest = vec![0; usize::saturating_sub(len, body.len())];
			stream.read_exact(&mut rest).await.ok()?;
			return Some(text[..head.len()].to_string());
		}
		if stream.read_buf(&mut bytes).await.ok()? == 0 {
			return None;
		}
	}
}

/// A server that sends `head` and then bytes without end, as chunks or as they are. Tells how many it got
/// rid of when the client hangs up.
pub(crate) async fn endless(
	head: &'static str,
	chunked: bool,
) -> (SocketAddr, oneshot::Receiver<u64>) {
	let listener = listener().await;
	let address = listener.local_addr().unwrap();
	let (hung_up, receiver) = oneshot::channel();
	tokio::spawn(async move {
		let (mut stream, _) = listener.accept().await.unwrap();
		request(&mut stream).await.unwrap();
		let bytes = [b'x'; 0x4000];
		let mut chunk = bytes.to_vec();
		if chunked {
			chunk = [&b"4000\r\n"[..], &bytes[..], b"\r\n"].concat();
		}
		let mut sent = 0;
		if stream.write_all(head.as_bytes()).await.is_ok() {
			while stream.write_all(&chunk).await.is_ok() {
				sent += bytes.len() as u64;
			}
		}
		let _ = hung_up.send(sent);
	});
	(address, receiver)
}
