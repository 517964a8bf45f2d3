// SPDX-License-Identifier: Apache-2.0
//! Keys with which a miner's own node authors blocks.

use crate::{words, ChainError};
use codec::Encode;
use pouw_primitives::AccountId;
use serde::Deserialize;
use std::time::Duration;
use subxt::rpcs::{rpc_params, RpcClient};

/// Longest wait for the node.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A key that a node has made and keeps the private half of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuthoringKey {
	/// Public key of Aura.
	pub aura: [u8; 32],
	/// Shows the chain that the owner's node has the private key.
	pub proof: Vec<u8>,
}

#[derive(Deserialize)]
struct Generated {
	keys: String,
	proof: Option<String>,
}

/// Has the collator at `endpoint` make a key to author blocks in the name of `owner`.
///
/// The node must allow unsafe calls, as it does on the machine's own address unless told otherwise.
pub async fn generate_authoring_key(
	endpoint: &str,
	owner: &AccountId,
) -> Result<AuthoringKey, ChainError> {
	let failed = |reason: String| ChainError::Request {
		endpoint: endpoint.to_string(),
		what: "author_rotateKeysWithOwner".to_string(),
		reason,
	};
	let asking = async {
		let client = RpcClient::from_url(endpoint).await.map_err(|e| ChainError::Unreachable {
			attempts: format!("{endpoint}: {}", words::rpc(&e)),
		})?;
		let owner = format!("0x{}", hex::encode(owner.encode()));
		client
			.request::<Generated>("author_rotateKeysWithOwner", rpc_params![owner])
			.await
			.map_err(|e| failed(words::rpc(&e)))
	};
	let generated = tokio::time::timeout(TIMEOUT, asking)
		.await
		.map_err(|_| failed(format!("no answer within {} s", TIMEOUT.as_secs())))??;
	read(&generated).map_err(failed)
}

fn read(generated: &Generated) -> Result<AuthoringKey, String> {
	let bytes = |text: &str| {
		hex::decode(text.trim_start_matches("0x")).map_err(|e| format!("not hexadecimal: {e}"))
	};
	let keys = bytes(&generated.keys)?;
	let aura = keys.as_slice().try_into().map_err(|_| {
		format!("the node made keys of {} bytes; a sector's are one of 32", keys.len())
	})?;
	let proof = generated.proof.as_deref().ok_or("the node proves no ownership of its keys")?;
	Ok(AuthoringKey { aura, proof: bytes(proof)? })
}

#[cfg(test)]
mod tests {
	use super::*;

	fn generated(keys: &str, proof: Option<&str>) -> Generated {
		Generated { keys: keys.to_string(), proof: proof.map(str::to_string) }
	}

	#[test]
	fn key_is_read_with_its_proof() {
		let keys = format!("0x{}", "07".repeat(32));
		let key = read(&generated(&keys, Some("0x0102"))).unwrap();
		assert_eq!(key, AuthoringKey { aura: [7; 32], proof: vec![1, 2] });
	}

	#[test]
	fn answer_that_is_no_sectors_key_is_refused() {
		let keys = format!("0x{}", "07".repeat(32));
		assert!(read(&generated("0x0707", Some("0x01"))).unwrap_err().contains("2 bytes"));
		assert!(read(&generated(&keys, None)).unwrap_err().contains("proves no ownership"));
		assert!(read(&generated("0xzz", Some("0x01"))).unwrap_err().contains("hexadecimal"));
	}

	#[tokio::test]
	async fn dead_node_is_named() {
		let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
		let endpoint = format!("ws://{}", listener.local_addr().unwrap());
		drop(listener);
		let error = generate_authoring_key(&endpoint, &AccountId::new([1; 32])).await.unwrap_err();
		assert!(error.to_string().contains(&endpoint), "{error}");
	}
}
