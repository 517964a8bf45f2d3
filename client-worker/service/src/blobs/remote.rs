// SPDX-License-Identifier: Apache-2.0
//! Stores on servers.

use super::{
	credentials::{self, Environment},
	error::root_cause,
	transport::Transport,
	BlobsConfig, StoreAddress,
};
use object_store::{
	aws::AmazonS3Builder, http::HttpBuilder, prefix::PrefixStore, ObjectStore,
	StaticCredentialProvider,
};
use std::sync::Arc;

/// The store on the server that the configuration names.
pub(super) fn open(
	config: &BlobsConfig,
	environment: Environment<'_>,
) -> Result<Arc<dyn ObjectStore>, String> {
	config.check().map_err(|(key, reason)| format!("`{key}` {reason}"))?;
	let unusable = |error: object_store::Error| root_cause(&error);
	match &config.store {
		StoreAddress::Folder(_) => Err("a folder is on no server".to_string()),
		StoreAddress::S3 { bucket, prefix } => {
			let credential = credentials::of_s3(environment)?;
			let mut builder = AmazonS3Builder::new()
				.with_bucket_name(bucket)
				.with_region(config.region())
				// Else a key would be asked for at the address where clouds hand them out.
				.with_credentials(Arc::new(StaticCredentialProvider::new(credential)))
				.with_retry(config.retry())
				.with_http_connector(Transport::of_s3(config)?);
			if let Some(server) = &config.endpoint {
				builder = builder.with_endpoint(server.to_string());
			}
			let store = builder.build().map_err(unusable)?;
			if prefix.is_empty() {
				return Ok(Arc::new(store));
			}
			Ok(Arc::new(PrefixStore::new(store, prefix.as_str())))
		},
		StoreAddress::Http(server) => {
			let access = credentials::of_http(environment)?;
			let store = HttpBuilder::new()
				.with_url(server.to_string())
				.with_retry(config.retry())
				.with_http_connector(Transport::of_http(config, server, access)?)
				.build()
				.map_err(unusable)?;
			Ok(Arc::new(store))
		},
	}
}
