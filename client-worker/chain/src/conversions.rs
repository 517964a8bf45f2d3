// SPDX-License-Identifier: Apache-2.0
//! Which chain a node is of, its blocks by number, and what a sector knows of conversions.

use crate::{ChainError, SectorClient};
use pouw_primitives::{
	conversion::{conversion_key, ConversionId, ConversionRecord, CONVERSIONS_PALLET},
	witness::WitnessRecord,
	BlockNumber, SectorId, HUB_ID,
};
use sp_core::H256;
use sp_crypto_hashing::twox_128;

impl SectorClient {
	/// Para id of the chain; `None` if it is no parachain.
	pub async fn para_id(&self) -> Result<Option<u32>, ChainError> {
		let key = [twox_128(b"ParachainInfo"), twox_128(b"ParachainId")].concat();
		self.storage("state_getStorage(ParachainInfo.ParachainId)", &key, None).await
	}

	/// Fails unless the chain is the parachain with this id.
	pub async fn ensure_para_id(&self, expected: u32) -> Result<(), ChainError> {
		let found = self.para_id().await?;
		if found == Some(expected) {
			return Ok(());
		}
		let name = |id| match id {
			HUB_ID => "the hub".to_string(),
			id => format!("sector {id}"),
		};
		Err(ChainError::OtherChain {
			endpoint: self.endpoint(),
			expected: name(expected),
			found: found.map_or("no parachain".to_string(), name),
		})
	}

	/// Hash of the block with this number in the best chain; `None` if it is not there yet.
	pub async fn block_hash(&self, number: BlockNumber) -> Result<Option<H256>, ChainError> {
		let connection = self.connection();
		let asked = connection.rpc.chain_get_block_hash(Some(number.into()));
		let hash = connection.request("chain_getBlockHash", asked).await?;
		Ok(hash.map(|hash| H256(hash.0)))
	}

	/// The id that the next conversion got after a block.
	pub async fn next_conversion_at(&self, block: H256) -> Result<ConversionId, ChainError> {
		let key = [twox_128(CONVERSIONS_PALLET), twox_128(b"NextConversion")].concat();
		let what = "state_getStorage(SectorToken.NextConversion)";
		Ok(self.storage(what, &key, Some(block)).await?.unwrap_or_default())
	}

	/// A conversion of this sector as of a block; `None` if its id was not given out by then.
	pub async fn conversion_at(
		&self,
		id: ConversionId,
		block: H256,
	) -> Result<Option<ConversionRecord>, ChainError> {
		let what = "state_getStorage(SectorToken.Conversions)";
		self.storage(what, &conversion_key(id), Some(block)).await
	}

	/// What this sector keeps of a conversion of another one that it has verified.
	pub async fn witness_record(
		&self,
		source: SectorId,
		conversion: ConversionId,
	) -> Result<Option<WitnessRecord>, ChainError> {
		self.runtime("WitnessApi_witness_record", &(source, conversion), None).await
	}
}
