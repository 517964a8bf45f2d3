// SPDX-License-Identifier: Apache-2.0
//! Where a blob store is. Addresses are the operator's; none ever comes from a job.

use reqwest::Url;
use serde::Deserialize;
use std::{fmt, net::IpAddr, path::PathBuf};

/// Why something is no address of a store. Nothing of the address is repeated that could be a password.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct AddressError(String);

/// Where a blob store is.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub enum StoreAddress {
	/// In a folder.
	Folder(PathBuf),
	/// In a bucket of an S3 server.
	S3 {
		/// The bucket.
		bucket: String,
		/// What all names in it begin with; may be empty.
		prefix: String,
	},
	/// In a folder of a server that takes GET and PUT, and MKCOL of WebDAV unless it makes folders by
	/// itself.
	Http(ServerUrl),
}

impl TryFrom<String> for StoreAddress {
	type Error = AddressError;

	fn try_from(text: String) -> Result<Self, AddressError> {
		let Some((scheme, rest)) = text.split_once("://") else {
			return match text.is_empty() {
				true => Err(AddressError("it is empty; name a folder".to_string())),
				false => Ok(Self::Folder(text.into())),
			};
		};
		match scheme.to_ascii_lowercase().as_str() {
			"s3" => bucket(rest),
			"http" | "https" => ServerUrl::try_from(text).map(Self::Http),
			_ => Err(AddressError(
				"there are no such stores; it takes the path of a folder, s3://BUCKET/PREFIX or https://HOST/PATH"
					.to_string(),
			)),
		}
	}
}

/// Bucket and prefix. Narrower than S3, so that no server and no proxy reads a name in its own way.
fn bucket(text: &str) -> Result<StoreAddress, AddressError> {
	let (bucket, prefix) = text.split_once('/').unwrap_or((text, ""));
	let is_plain = |text: &str| {
		text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
	};
	let begins_plainly = bucket.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
	if !(3..=63).contains(&bucket.len()) || !begins_plainly || !is_plain(bucket) {
		return Err(AddressError(
			"a bucket has 3 to 63 letters, digits, dots, hyphens and underscores, and begins with a letter or \
			 digit"
				.to_string(),
		));
	}
	let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
	let is_segment = |part: &str| !part.is_empty() && !part.starts_with('.') && is_plain(part);
	if !prefix.is_empty() && !prefix.split('/').all(is_segment) {
		return Err(AddressError(
			"a prefix has parts of letters, digits, dots, hyphens and underscores, with a / between them and no \
			 dot at their beginning"
				.to_string(),
		));
	}
	Ok(StoreAddress::S3 { bucket: bucket.to_string(), prefix: prefix.to_string() })
}

/// The address of a server, without user, password, query or fragment, and without a slash at its end.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ServerUrl(Url);

impl TryFrom<String> for ServerUrl {
	type Error = AddressError;

	fn try_from(text: String) -> Result<Self, AddressError> {
		let refused = |reason: &str| Err(AddressError(reason.to_string()));
		let Ok(mut url) = Url::parse(&text) else {
			return refused("it is no address; one looks like https://HOST/PATH");
		};
		if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
			return refused("it must begin with https:// or http:// and name a host");
		}
		// Such as `..`, which a path before the slash becomes: no name that can be looked up.
		let host = url.host_str().unwrap_or_default();
		if host.strip_suffix('.').unwrap_or(host).split('.').any(str::is_empty) {
			return refused(
				"its host is no name, having nothing before, between or after its dots",
			);
		}
		if !url.username().is_empty() || url.password().is_some() {
			return refused(
				"it has a user or password in it, which do not belong in the configuration; set them in the \
				 environment",
			);
		}
		if url.query().is_some() || url.fragment().is_some() {
			return refused("it must end with a path, without ? or #");
		}
		let path = url.path().trim_end_matches('/').to_string();
		url.set_path(&path);
		Ok(Self(url))
	}
}

impl ServerUrl {
	/// Whether what is sent there is encrypted.
	pub(super) fn is_encrypted(&self) -> bool {
		self.0.scheme() == "https"
	}

	/// Whether it is on this machine.
	pub(super) fn is_local(&self) -> bool {
		self.host() == "localhost" || self.ip().is_some_and(|ip| ip.is_loopback())
	}

	/// Its host, a name or an address. An address of IPv6 is in brackets.
	pub(super) fn host(&self) -> &str {
		self.0.host_str().unwrap_or_default()
	}

	/// Its host, if that is an address. Other notations of one, such as a single number, were understood
	/// when it was parsed.
	pub(super) fn ip(&self) -> Option<IpAddr> {
		self.host().trim_start_matches('[').trim_end_matches(']').parse().ok()
	}
}

impl fmt::Display for ServerUrl {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.0.as_str().trim_end_matches('/'))
	}
}

impl fmt::Debug for ServerUrl {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}
