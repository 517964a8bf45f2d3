// SPDX-License-Identifier: Apache-2.0
//! The few JSON-RPC calls by which a network is looked at.

use anyhow::{anyhow, Context, Result};
use codec::Decode;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sp_crypto_hashing::twox_128;
use std::collections::BTreeSet;
use tokio::sync::OnceCell;
use zombienet_sdk::subxt::{
	backend::rpc::RpcClient,
	ext::{
		scale_decode::DecodeAsType,
		subxt_rpcs::{client::RpcParams, rpc_params},
	},
	Metadata, OnlineClient, PolkadotConfig,
};

/// Most channels that are read.
const MAX_CHANNELS: u32 = 1000;

/// An open channel between two parachains: sender and recipient.
pub type Channel = (u32, u32);

/// A connection to a node.
pub struct Rpc {
	url: String,
	client: RpcClient,
	/// Asked for when it is needed first.
	metadata: OnceCell<Metadata>,
}

impl Rpc {
	/// Connects to `url`, which is `ws://…`.
	pub async fn connect(url: &str) -> Result<Self> {
		let client = RpcClient::from_insecure_url(url)
			.await
			.with_context(|| format!("cannot connect to {url}"))?;
		Ok(Self { url: url.to_owned(), client, metadata: OnceCell::new() })
	}

	/// Calls `method`.
	pub async fn call<T: DeserializeOwned>(&self, method: &str, params: RpcParams) -> Result<T> {
		self.client
			.request(method, params)
			.await
			.with_context(|| format!("{method} on {} failed", self.url))
	}

	/// Number of the best block.
	pub async fn best_block(&self) -> Result<u32> {
		self.number(self.call("chain_getHeader", rpc_params![]).await?)
	}

	/// Number of the newest finalized block.
	pub async fn finalized_block(&self) -> Result<u32> {
		let hash: String = self.call("chain_getFinalizedHead", rpc_params![]).await?;
		self.number(self.call("chain_getHeader", rpc_params![hash]).await?)
	}

	fn number(&self, header: Value) -> Result<u32> {
		let number = header.get("number").and_then(Value::as_str).unwrap_or_default();
		u32::from_str_radix(number.trim_start_matches("0x"), 16)
			.with_context(|| format!("{} sent a header without a number: {header}", self.url))
	}

	/// The value under `key` in the best block's state.
	pub async fn storage(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
		let value: Option<String> =
			self.call("state_getStorage", rpc_params![prefixed(key)]).await?;
		value.map(|value| unprefixed(&value)).transpose()
	}

	/// Calls `method` of the runtime API `api` in the best block's state. The answer is decoded by the
	/// chain's metadata: fields and variants are found by their names, and those that `T` does not
	/// name are passed over.
	pub async fn runtime<T: DecodeAsType>(
		&self,
		api: &str,
		method: &str,
		input: &[u8],
	) -> Result<T> {
		let metadata = self.metadata().await?;
		let output = metadata
			.runtime_api_trait_by_name(api)
			.and_then(|api| Some(api.method_by_name(method)?.output_ty()))
			.with_context(|| format!("{} has no runtime API {api}::{method}", self.url))?;
		let answer: String = self
			.call("state_call", rpc_params![format!("{api}_{method}"), prefixed(input)])
			.await?;
		T::decode_as_type(&mut unprefixed(&answer)?.as_slice(), output, metadata.types())
			.map_err(|error| anyhow!("{api}::{method} of {} answered {answer}: {error}", self.url))
	}

	async fn metadata(&self) -> Result<&Metadata> {
		let metadata = self.metadata.get_or_try_init(|| async {
			let client = OnlineClient::<PolkadotConfig>::from_rpc_client(self.client.clone());
			Ok::<_, anyhow::Error>(client.await?.metadata())
		});
		metadata.await.with_context(|| format!("{} gives no metadata", self.url))
	}

	/// The open channels; for the relay chain.
	pub async fn channels(&self) -> Result<BTreeSet<Channel>> {
		let prefix = [twox_128(b"Hrmp"), twox_128(b"HrmpChannels")].concat();
		let keys: Vec<String> =
			self.call("state_getKeysPaged", rpc_params![prefixed(&prefix), MAX_CHANNELS]).await?;
		keys.iter().map(|key| channel(&unprefixed(key)?)).collect()
	}
}

/// The channel at the end of its storage key, which the hasher leaves readable.
fn channel(key: &[u8]) -> Result<Channel> {
	let id = key.len().checked_sub(8).and_then(|start| key.get(start..));
	let mut id = id.with_context(|| format!("not the key of a channel: {}", hex::encode(key)))?;
	Channel::decode(&mut id).context("not the key of a channel")
}

fn prefixed(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn unprefixed(text: &str) -> Result<Vec<u8>> {
	hex::decode(text.trim_start_matches("0x")).with_context(|| format!("not hexadecimal: {text}"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn channel_is_read_from_the_end_of_its_key() {
		let key =
			[vec![7; 40], 2000u32.to_le_bytes().into(), 2003u32.to_le_bytes().into()].concat();
		assert_eq!(channel(&key).unwrap(), (2000, 2003));
		assert!(channel(&[1, 2, 3]).is_err());
	}
}
