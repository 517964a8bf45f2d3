// SPDX-License-Identifier: Apache-2.0
//! The one place where servers' answers are read: bounded, without following redirects, and without
//! passing on what a server writes about a failure, which can repeat what it was shown.

use super::{
	credentials::HttpAccess,
	error::{root_cause, Refusal},
	names::Names,
	webdav::WebDav,
	BlobsConfig, ServerUrl,
};
use object_store::{
	client::{
		HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
		HttpResponseBody, HttpService,
	},
	ClientOptions, HeaderMap, HeaderValue,
};
use reqwest::{
	header::{AUTHORIZATION, CONTENT_LENGTH, LOCATION},
	redirect::Policy,
	Client, Method, StatusCode, Url,
};
use std::{fmt, future::Future, pin::Pin, sync::Arc};

/// Longest answer that is no blob: what is said about a failure, or about something stored.
const MAX_ANSWER: u64 = 64 << 10;
/// Longest name that is taken from a server's words into a message.
const MAX_WORD: usize = 64;
/// Header in which Amazon names the region of a bucket that was looked for in another one.
const BUCKET_REGION: &str = "x-amz-bucket-region";
/// What is said where the system has no certificates to check others by.
const NO_AUTHORITIES: &str = "the system has no certificates of authorities; install its package \
	 ca-certificates, or name a file of them in SSL_CERT_FILE";

/// How long the answer to a request may be. It travels with the request.
#[derive(Clone, Copy, Debug)]
pub(super) struct MaxBody(pub(super) u64);

/// A client of one server.
#[derive(Clone)]
pub(super) struct Transport {
	client: Client,
	/// Unless the server is one of S3, whose requests are signed one by one and which has no folders.
	webdav: Option<Arc<WebDav>>,
}

impl fmt::Debug for Transport {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Transport").finish_non_exhaustive()
	}
}

impl Transport {
	/// For S3.
	pub(super) fn of_s3(config: &BlobsConfig) -> Result<Self, String> {
		let server = config.endpoint.as_ref();
		let names = Names::new(config, server);
		Ok(Self { client: client(config, server, names)?, webdav: None })
	}

	/// For plain HTTP and WebDAV.
	pub(super) fn of_http(
		config: &BlobsConfig,
		server: &ServerUrl,
		access: Option<HttpAccess>,
	) -> Result<Self, String> {
		let client = client(config, Some(server), Names::new(config, Some(server)))?;
		let authorization = match access {
			Some(access) => Some(header(&client, &access)?),
			None => None,
		};
		Ok(Self { client, webdav: Some(Arc::new(WebDav::new(server, authorization))) })
	}

	/// With another client.
	#[cfg(test)]
	pub(super) fn with_client(self, client: Client) -> Self {
		Self { client, ..self }
	}

	async fn exchange(&self, mut request: HttpRequest) -> Result<HttpResponse, HttpError> {
		let max = request.extensions().get::<MaxBody>().map_or(MAX_ANSWER, |max| max.0);
		let makes_folder = request.method().as_str() == "MKCOL";
		if let Some(webdav) = &self.webdav {
			webdav.authorize(&mut request);
			if *request.method() == Method::PUT {
				webdav.make_folders(&self.client, &request.uri().to_string()).await?;
			}
		}
		let (parts, body) = HttpService::call(&self.client, request).await?.into_parts();
		let (mut status, headers) = (parts.status, parts.headers);
		if status.is_success() {
			let bytes = read(body, &headers, max).await?;
			return Ok(answer(status, headers, bytes));
		}
		if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
			return Err(refused(redirect(&headers)));
		}
		let code = match &self.webdav {
			None => error_code(body).await,
			Some(_) => None,
		};
		match (status, code.as_deref()) {
			(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, code) => {
				let said = [Some(status.as_str()), code].into_iter().flatten().collect::<Vec<_>>();
				let said = said.join(" ");
				Err(refused(match &self.webdav {
					None => Refusal::Key(said),
					Some(_) => Refusal::Access(said),
				}))
			},
			(StatusCode::NOT_FOUND, Some("NoSuchBucket")) => Err(refused(Refusal::NoPlace)),
			_ => {
				// By RFC 4918 the folder is there already: somebody else was first.
				if makes_folder && status == StatusCode::METHOD_NOT_ALLOWED {
					status = StatusCode::OK;
				}
				Ok(answer(status, headers, code.unwrap_or_default().into_bytes()))
			},
		}
	}
}

impl HttpService for Transport {
	// As the trait's macro has it, which would be one more dependency.
	fn call<'life0, 'async_trait>(
		&'life0 self,
		request: HttpRequest,
	) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'async_trait>>
	where
		'life0: 'async_trait,
		Self: 'async_trait,
	{
		Box::pin(self.exchange(request))
	}
}

impl HttpConnector for Transport {
	fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
		Ok(HttpClient::new(self.clone()))
	}
}

/// A client of a server; of Amazon's without one.
pub(super) fn client(
	config: &BlobsConfig,
	server: Option<&ServerUrl>,
	names: Names,
) -> Result<Client, String> {
	let encrypted = server.is_none_or(ServerUrl::is_encrypted);
	// For the whole process. An error says that there is one already, which is as good.
	let _ = rustls::crypto::ring::default_provider().install_default();
	let builder = Client::builder()
		.user_agent(concat!("pouw-worker/", env!("CARGO_PKG_VERSION")))
		.redirect(Policy::none())
		.dns_resolver(Arc::new(names))
		.http1_only()
		// What is hashed and bounded is what the server has.
		.no_gzip()
		.no_brotli()
		.no_zstd()
		.no_deflate()
		.connect_timeout(config.connect_timeout())
		.timeout(config.request_timeout());
	let builder = match encrypted {
		true => builder.https_only(true),
		// What is not encrypted goes to the server directly. Certificates are not looked for, as there
		// may be none on the machine.
		false => builder.no_proxy().tls_certs_only(std::iter::empty()),
	};
	builder.build().map_err(|error| match root_cause(&error) {
		reason if reason.contains("No CA certificates") => NO_AUTHORITIES.to_string(),
		reason => reason,
	})
}

/// The header of what is shown, marked so that no library prints it.
fn header(client: &Client, access: &HttpAccess) -> Result<HeaderValue, String> {
	// Only the header is made use of.
	let request = client.get("https://localhost/");
	let request = match access {
		HttpAccess::Token(token) => request.bearer_auth(token),
		HttpAccess::User { name, password } => request.basic_auth(name, Some(password)),
	};
	let header =
		request.build().ok().and_then(|mut built| built.headers_mut().remove(AUTHORIZATION));
	header.ok_or_else(|| "what the environment has for the server fits into no header".to_string())
}

pub(super) fn refused(refusal: Refusal) -> HttpError {
	// Of this kind, as those are not tried again.
	HttpError::new(HttpErrorKind::Decode, refusal)
}

fn answer(status: StatusCode, mut headers: HeaderMap, body: Vec<u8>) -> HttpResponse {
	// The length that was read counts, not the one that was claimed.
	headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len() as u64));
	let mut response = HttpResponse::new(HttpResponseBody::from(body));
	*response.status_mut() = status;
	*response.headers_mut() = headers;
	response
}

/// Reads a body of up to `max` bytes. A longer one is refused before it is read if its length is claimed,
/// else as soon as it is longer.
async fn read(body: HttpResponseBody, headers: &HeaderMap, max: u64) -> Result<Vec<u8>, HttpError> {
	let claimed = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
	if claimed.is_some_and(|claimed: u64| claimed > max) {
		return Err(refused(Refusal::TooLong { max }));
	}
	let mut bytes = Vec::new();
	let mut body = chunks(body);
	while let Some(chunk) = body.chunk().await.map_err(broken)? {
		let room = max.saturating_sub(bytes.len() as u64);
		if chunk.len() as u64 > room {
			return Err(refused(Refusal::TooLong { max }));
		}
		bytes.extend_from_slice(&chunk);
	}
	Ok(bytes)
}

/// A body as something that can be read in pieces.
fn chunks(body: HttpResponseBody) -> reqwest::Response {
	HttpResponse::new(body).map(reqwest::Body::wrap).into()
}

/// A body that ends too early. Reading and storing alike can be repeated.
fn broken(error: reqwest::Error) -> HttpError {
	let is_timeout = error.is_timeout()
		|| std::iter::successors(std::error::Error::source(&error), |&cause| cause.source())
			.filter_map(|cause| cause.downcast_ref::<HttpError>())
			.any(|cause| cause.kind() == HttpErrorKind::Timeout);
	let kind = if is_timeout { HttpErrorKind::Timeout } else { HttpErrorKind::Interrupted };
	HttpError::new(kind, error)
}

/// The code of an error of S3, such as `NoSuchKey`. The rest of what a server writes is left alone.
async fn error_code(body: HttpResponseBody) -> Option<String> {
	let mut text = Vec::new();
	let mut body = chunks(body);
	while let Ok(Some(chunk)) = body.chunk().await {
		let room = usize::try_from(MAX_ANSWER).ok()?.saturating_sub(text.len());
		text.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
		if chunk.len() >= room {
			break;
		}
	}
	let text = String::from_utf8_lossy(&text);
	let (_, rest) = text.split_once("<Code>")?;
	let (code, _) = rest.split_once("</Code>")?;
	word(code)
}

/// Something of a server's that can be in a message.
fn word(text: &str) -> Option<String> {
	let is_word =
		text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':'));
	(is_word && (1..=MAX_WORD).contains(&text.len())).then(|| text.to_string())
}

/// Where a server leads to, as far as it can be in a message.
pub(super) fn redirect(headers: &HeaderMap) -> Refusal {
	let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
	if let Some(region) = text(BUCKET_REGION).and_then(word) {
		return Refusal::OtherRegion(region);
	}
	let target = text(LOCATION.as_str());
	let host = target.and_then(|target| word(Url::parse(target).ok()?.host_str()?));
	Refusal::Redirect(host.unwrap_or_else(|| "another address".to_string()))
}
