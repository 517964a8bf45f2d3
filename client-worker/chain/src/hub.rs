// SPDX-License-Identifier: Apache-2.0
//! The hub: conversions, the recording of its transactions, transfers of MAIN.

use crate::{Block, ChainError, Included, Keypair, SectorClient};
use codec::Encode;
use pouw_primitives::{
	conversion::ConversionId,
	settlement::{RecordProof, RecordWindow, SettlementRecord},
	AccountId, Balance, SectorId, HUB_ID,
};
use sp_core::{Blake2Hasher, H256};
use sp_crypto_hashing::blake2_256;
use std::sync::Arc;

/// Calls of the hub's runtime that are made here.
#[derive(Encode)]
enum Call {
	/// `pallet-balances`.
	#[codec(index = 10)]
	Balances(BalancesCall),
}

#[derive(Encode)]
enum BalancesCall {
	/// Moves tokens, and fails rather than let the sender's account end.
	#[codec(index = 3)]
	TransferKeepAlive {
		to: Destination,
		#[codec(compact)]
		amount: Balance,
	},
}

#[derive(Encode)]
enum Destination {
	#[codec(index = 0)]
	Id(AccountId),
}

/// Name and decimal places of a chain's token, as its specification says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenName {
	/// Its symbol.
	pub symbol: String,
	/// Decimal places.
	pub decimals: u8,
}

/// A client of the hub, connected as those of sectors are.
#[derive(Clone, Debug)]
pub struct HubClient {
	client: Arc<SectorClient>,
}

impl HubClient {
	/// Connects to the first of the endpoints that answers, and fails if that is not the hub.
	pub async fn connect(endpoints: &[String]) -> Result<Self, ChainError> {
		let client = SectorClient::connect(endpoints).await?;
		client.ensure_para_id(HUB_ID).await?;
		Ok(Self { client: Arc::new(client) })
	}

	/// The connection, for what the hub has in common with a sector.
	pub fn client(&self) -> &Arc<SectorClient> {
		&self.client
	}

	/// The hub's token.
	pub async fn token(&self) -> Result<TokenName, ChainError> {
		let connection = self.client.connection();
		let what = "system_properties";
		let properties = connection.request(what, connection.rpc.system_properties()).await?;
		let symbol = properties.get("tokenSymbol").and_then(|symbol| symbol.as_str());
		let decimals = properties.get("tokenDecimals").and_then(|decimals| decimals.as_u64());
		match (symbol, decimals.and_then(|decimals| u8::try_from(decimals).ok())) {
			(Some(symbol), Some(decimals)) => {
				Ok(TokenName { symbol: symbol.to_string(), decimals })
			},
			_ => Err(ChainError::Request {
				endpoint: connection.endpoint.clone(),
				what: what.to_string(),
				reason: "its chain specification names no token".to_string(),
			}),
		}
	}

	/// A conversion of `source` as of a block; `None` if it never arrived or is forgotten.
	pub async fn conversion_at(
		&self,
		source: SectorId,
		id: ConversionId,
		block: H256,
	) -> Result<Option<SettlementRecord>, ChainError> {
		self.client.runtime("SettlementApi_conversion", &(source, id), Some(block)).await
	}

	/// The window that takes transactions after a block. That of the block's own transactions, or
	/// the one after it.
	pub async fn current_window_at(&self, block: H256) -> Result<u32, ChainError> {
		self.client.runtime("MultiRecordApi_current_window", &(), Some(block)).await
	}

	/// A closed window as of a block; `None` if it is open or forgotten.
	pub async fn window_at(
		&self,
		window: u32,
		block: H256,
	) -> Result<Option<RecordWindow>, ChainError> {
		self.client.runtime("MultiRecordApi_window", &window, Some(block)).await
	}

	/// Where a transaction of a window is recorded, as of a block, with a Merkle proof; `None` if it
	/// is not in that window, or its sectors have not been drawn.
	pub async fn prove_in_at(
		&self,
		window: u32,
		transaction: H256,
		block: H256,
	) -> Result<Option<RecordProof>, ChainError> {
		self.client.runtime("MultiRecordApi_prove_in", &(window, transaction), Some(block)).await
	}

	/// Hashes of all transactions of a block, inherents and unsigned ones among them.
	pub async fn transactions(&self, block: H256) -> Result<Vec<H256>, ChainError> {
		let connection = self.client.connection();
		let what = "chain_getBlock";
		let details = connection
			.request(what, connection.rpc.chain_get_block(Some(block.0.into())))
			.await?
			.ok_or_else(|| SectorClient::empty(&connection, what))?;
		let hash = |bytes: &[u8]| H256(blake2_256(bytes));
		Ok(details.block.extrinsics.iter().map(|bytes| hash(&bytes.0)).collect())
	}

	/// The newest finalized block.
	pub async fn finalized_block(&self) -> Result<Block, ChainError> {
		self.client.finalized_block().await
	}

	/// Pays MAIN of the key's account to another one.
	pub async fn transfer(
		&self,
		to: AccountId,
		amount: Balance,
		key: &Keypair,
	) -> Result<Included, ChainError> {
		let to = Destination::Id(to);
		let call = Call::Balances(BalancesCall::TransferKeepAlive { to, amount });
		self.client.submit(&call, key).await
	}
}

/// Whether a proof leads from a transaction to the root of its window.
pub fn is_in_window(proof: &RecordProof, transaction: H256) -> bool {
	binary_merkle_tree::verify_proof::<Blake2Hasher, _, _>(
		&proof.root,
		proof.proof.iter().copied(),
		proof.leaves,
		proof.index,
		&transaction,
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn proof_of(transactions: &[H256], index: u32) -> RecordProof {
		let proof = binary_merkle_tree::merkle_proof::<Blake2Hasher, _, _>(transactions, index);
		RecordProof {
			window: 3,
			root: proof.root,
			proof: proof.proof,
			leaves: proof.number_of_leaves,
			index,
			recorders: [(SectorId(2001), true), (SectorId(2002), false)],
		}
	}

	#[test]
	fn proof_holds_for_its_transaction_alone() {
		let transactions: Vec<H256> = (1..=7).map(|n| H256([n; 32])).collect();
		for (index, transaction) in (0u32..).zip(&transactions) {
			let proof = proof_of(&transactions, index);
			assert!(is_in_window(&proof, *transaction));
			assert!(!is_in_window(&proof, H256([99; 32])));
			let elsewhere = RecordProof { index: (index + 1) % 7, ..proof.clone() };
			assert!(!is_in_window(&elsewhere, *transaction));
			let other = RecordProof { root: H256([5; 32]), ..proof };
			assert!(!is_in_window(&other, *transaction));
		}
	}

	#[test]
	fn proof_of_the_only_transaction_is_empty_and_holds() {
		let only = H256([8; 32]);
		let proof = proof_of(&[only], 0);
		assert!(proof.proof.is_empty() && is_in_window(&proof, only));
	}

	#[test]
	fn transfer_is_encoded_as_the_runtime_expects_it() {
		let to = Destination::Id(AccountId::new([7; 32]));
		let call = Call::Balances(BalancesCall::TransferKeepAlive { to, amount: 1 });
		let expected = [&[10u8, 3, 0][..], &[7; 32], &[4]].concat();
		assert_eq!(call.encode(), expected);
	}
}
