// SPDX-License-Identifier: Apache-2.0
//! The `[blobs]` table of the configuration.

use super::{
	names::{place, Place},
	ServerUrl, StoreAddress,
};
use object_store::{BackoffConfig, RetryConfig};
use serde::Deserialize;
use std::time::Duration;

/// Region of servers that do not care about theirs.
const DEFAULT_REGION: &str = "us-east-1";

/// The blob store. What a server wants to be shown is not here, but in the environment.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BlobsConfig {
	/// Where it is.
	pub store: StoreAddress,
	/// Address of the S3 server, if it is not Amazon's; for `s3://` only.
	pub endpoint: Option<ServerUrl>,
	/// Region of the bucket; for `s3://` only.
	pub region: Option<String>,
	/// Whether a server on another machine may be spoken to without encryption.
	pub allow_http: bool,
	/// Whether the name of a server may stand for an address inside of a private network.
	pub allow_private: bool,
	/// Seconds within which a connection must be made.
	pub connect_seconds: u32,
	/// Seconds that one request may take, its body included.
	pub request_seconds: u32,
	/// How often a request that failed is repeated at once.
	pub retries: u32,
}

impl Default for BlobsConfig {
	fn default() -> Self {
		Self {
			store: StoreAddress::Folder("blobs".into()),
			endpoint: None,
			region: None,
			allow_http: false,
			allow_private: false,
			connect_seconds: 5,
			request_seconds: 300,
			retries: 3,
		}
	}
}

impl BlobsConfig {
	/// What is wrong with the values taken together: the key, and why.
	pub(crate) fn check(&self) -> Result<(), (&'static str, String)> {
		let is_s3 = matches!(self.store, StoreAddress::S3 { .. });
		let of_s3 = || "is for a store at s3:// only; leave it out".to_string();
		if !is_s3 && self.endpoint.is_some() {
			return Err(("blobs.endpoint", of_s3()));
		}
		if !is_s3 && self.region.is_some() {
			return Err(("blobs.region", of_s3()));
		}
		if is_s3 && self.endpoint.is_none() && self.region.is_none() {
			let reason =
				"is wanted for a bucket at Amazon; for another server, set `blobs.endpoint`";
			return Err(("blobs.region", reason.to_string()));
		}
		let is_region = |region: &String| {
			!region.is_empty()
				&& region.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
		};
		if self.region.as_ref().is_some_and(|region| !is_region(region)) {
			let reason = "has other characters than letters, digits and hyphens, or none";
			return Err(("blobs.region", reason.to_string()));
		}
		match (&self.store, &self.endpoint) {
			(StoreAddress::Http(server), _) => self.check_exposure("blobs.store", server),
			(_, Some(server)) => self.check_exposure("blobs.endpoint", server),
			_ => Ok(()),
		}
	}

	fn check_exposure(
		&self,
		key: &'static str,
		server: &ServerUrl,
	) -> Result<(), (&'static str, String)> {
		if server.ip().is_some_and(|ip| place(ip) == Place::Never) {
			let reason = format!(
				"is {server}, where no store can be; a server on this machine is at 127.0.0.1"
			);
			return Err((key, reason));
		}
		if server.is_encrypted() || server.is_local() || self.allow_http {
			return Ok(());
		}
		let reason = format!(
			"is {server}, on another machine and not encrypted; use https://, or set `blobs.allow_http` if the \
			 network in between is trusted"
		);
		Err((key, reason))
	}

	/// How errors call the store.
	pub(super) fn name(&self) -> String {
		match (&self.store, &self.endpoint) {
			(StoreAddress::Folder(folder), _) => folder.display().to_string(),
			(StoreAddress::Http(server), _) => server.to_string(),
			(StoreAddress::S3 { bucket, prefix }, endpoint) => {
				let slash = if prefix.is_empty() { "" } else { "/" };
				let place = match endpoint {
					Some(server) => server.to_string(),
					None => self.region().to_string(),
				};
				format!("s3://{bucket}{slash}{prefix} at {place}")
			},
		}
	}

	pub(super) fn region(&self) -> &str {
		self.region.as_deref().unwrap_or(DEFAULT_REGION)
	}

	pub(super) fn connect_timeout(&self) -> Duration {
		Duration::from_secs(self.connect_seconds.into())
	}

	pub(super) fn request_timeout(&self) -> Duration {
		Duration::from_secs(self.request_seconds.into())
	}

	/// No retry begins later than one request may take, so that the whole is bounded as well.
	pub(super) fn retry(&self) -> RetryConfig {
		RetryConfig {
			backoff: BackoffConfig::default(),
			max_retries: usize::try_from(self.retries).unwrap_or(usize::MAX),
			retry_timeout: self.request_timeout(),
		}
	}
}
