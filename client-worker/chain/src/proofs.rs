// SPDX-License-Identifier: Apache-2.0
//! What a witness asks of its own sector and of the sector that a conversion leaves.

use crate::{words, ChainError, SectorClient};
use codec::DecodeAll;
use pouw_primitives::{witness::PendingRequest, BlockNumber};
use sp_core::H256;

impl SectorClient {
	/// Requests of the hub that wait for a proof, the oldest first.
	pub async fn witness_requests(&self) -> Result<Vec<PendingRequest>, ChainError> {
		let method = "WitnessApi_requests";
		let connection = self.connection();
		let answer =
			connection.request(method, connection.rpc.state_call(method, None, None)).await?;
		DecodeAll::decode_all(&mut answer.as_slice()).map_err(|e: codec::Error| {
			ChainError::Undecodable {
				endpoint: connection.endpoint.clone(),
				what: method.to_string(),
				reason: words::one_line(&e.to_string()),
			}
		})
	}

	/// Trie nodes from the state root of block `number`, which must be `state_root`, to `key`.
	pub async fn state_proof(
		&self,
		number: BlockNumber,
		state_root: H256,
		key: &[u8],
	) -> Result<Vec<Vec<u8>>, ChainError> {
		let connection = self.connection();
		let failed = |what: &str, reason: String| ChainError::Request {
			endpoint: connection.endpoint.clone(),
			what: what.to_string(),
			reason,
		};
		let what = "chain_getBlockHash";
		let hash = connection
			.request(what, connection.rpc.chain_get_block_hash(Some(number.into())))
			.await?
			.ok_or_else(|| failed(what, format!("it has no block {number} yet")))?;
		let what = "chain_getHeader";
		let header = connection
			.request(what, connection.rpc.chain_get_header(Some(hash)))
			.await?
			.ok_or_else(|| failed(what, format!("it has no block {number} yet")))?;
		if header.state_root.0 != state_root.0 {
			return Err(failed(
				what,
				format!("its block {number} is not the one that the relay chain has"),
			));
		}
		let read = connection.rpc.state_get_read_proof([key], Some(hash));
		let proof = connection.request("state_getReadProof", read).await?;
		Ok(proof.proof.into_iter().map(|node| node.0).collect())
	}
}
