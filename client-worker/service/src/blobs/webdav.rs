// SPDX-License-Identifier: Apache-2.0
//! What a server of plain HTTP or WebDAV wants beside GET and PUT: to be shown who asks, and folders.

use super::{
	transport::{redirect, refused},
	ServerUrl,
};
use object_store::{
	client::{HttpError, HttpRequest, HttpRequestBody, HttpService},
	HeaderValue,
};
use reqwest::{header::AUTHORIZATION, Client, Method, StatusCode};
use std::{
	collections::HashSet,
	sync::{Mutex, MutexGuard, PoisonError},
};

/// What is known of a server.
pub(super) struct WebDav {
	/// The address of the store, without a slash at its end.
	base: String,
	/// What every request shows.
	authorization: Option<HeaderValue>,
	/// Folders that need not be made any more. Names are hashes, so there are a few hundred at most.
	folders: Mutex<HashSet<String>>,
}

impl WebDav {
	pub(super) fn new(server: &ServerUrl, authorization: Option<HeaderValue>) -> Self {
		Self { base: server.to_string(), authorization, folders: Mutex::default() }
	}

	/// Adds what the server wants to be shown.
	pub(super) fn authorize(&self, request: &mut HttpRequest) {
		if let Some(authorization) = &self.authorization {
			request.headers_mut().insert(AUTHORIZATION, authorization.clone());
		}
	}

	/// Makes the folders that a blob goes into, the first time that something goes there. A server would
	/// say that they are missing only after the blob was sent, or hang up in the middle of it.
	pub(super) async fn make_folders(&self, client: &Client, blob: &str) -> Result<(), HttpError> {
		for folder in folders(&self.base, blob) {
			if self.known().contains(&folder) {
				continue;
			}
			let (Ok(method), Ok(uri)) = (Method::from_bytes(b"MKCOL"), folder.parse()) else {
				return Ok(());
			};
			let mut request = HttpRequest::new(HttpRequestBody::empty());
			*request.method_mut() = method;
			*request.uri_mut() = uri;
			self.authorize(&mut request);
			let answer = HttpService::call(client, request).await?;
			if answer.status().is_redirection() {
				return Err(refused(redirect(answer.headers())));
			}
			if is_settled(answer.status()) {
				self.known().insert(folder);
			}
		}
		Ok(())
	}

	fn known(&self) -> MutexGuard<'_, HashSet<String>> {
		self.folders.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// Whether the folder is there, or never made by this request: a server without WebDAV makes folders by
/// itself, or says with the blob why it does not take it.
fn is_settled(status: StatusCode) -> bool {
	!matches!(
		status,
		StatusCode::NOT_FOUND
			| StatusCode::CONFLICT
			| StatusCode::UNAUTHORIZED
			| StatusCode::FORBIDDEN
			| StatusCode::REQUEST_TIMEOUT
			| StatusCode::TOO_MANY_REQUESTS
	) && (!status.is_server_error() || status == StatusCode::NOT_IMPLEMENTED)
}

/// The folders between the store's own and a blob, the outermost first, each with a slash at its end.
fn folders(base: &str, blob: &str) -> Vec<String> {
	let Some(path) = blob.strip_prefix(base) else { return Vec::new() };
	let ends = path.match_indices('/').map(|(at, _)| at).skip(1);
	ends.filter_map(|end| Some(format!("{base}{}/", path.get(..end)?))).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn folders_are_those_between_the_store_and_the_blob() {
		let base = "https://dav.example/some/folder";
		let of = |blob: &str| folders(base, &format!("{base}{blob}"));
		assert_eq!(of("/ab/abcd"), [format!("{base}/ab/")]);
		assert_eq!(of("/named/ab/abcd"), [format!("{base}/named/"), format!("{base}/named/ab/")]);
		assert!(of("/abcd").is_empty());
		assert!(folders(base, "https://other.example/ab/abcd").is_empty());
	}
}
