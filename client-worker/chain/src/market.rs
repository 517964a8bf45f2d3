// SPDX-License-Identifier: Apache-2.0
//! What a client asks before it orders: the terms of orders, and the miners that a draw could find.

use crate::{words, Block, ChainError, SectorClient};
use codec::{Decode, DecodeAll};
use pouw_primitives::{credibility::Standing, AccountId, Balance, BlockNumber};
use sp_core::H256;
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};
use std::collections::BTreeMap;
use subxt::metadata::Metadata;

/// What a sector's runtime takes as an order, from the constants in its metadata.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OrderTerms {
	/// Smallest price of a task.
	pub min_price: Balance,
	/// The least that an account can have, and so the least share of a price.
	pub existential_deposit: Balance,
	/// Shortest time for commitments, in blocks.
	pub min_deadline: BlockNumber,
	/// Longest time for commitments, in blocks.
	pub max_deadline: BlockNumber,
	/// Blocks after which an order that found too few miners is refunded.
	pub assignment_patience: BlockNumber,
	/// Blocks in which results can be revealed.
	pub reveal_period: BlockNumber,
	/// Largest input, in bytes.
	pub max_input_len: u64,
	/// Price from which each task with fewer replicas than ordered is audited.
	pub audited_at: Balance,
	/// Share of the tasks with fewer replicas than ordered that are audited whatever their price, in
	/// millionths.
	pub audit_floor: u32,
	/// Share of the draw that one party is assumed to have at most, in millionths.
	pub collusion_share: u32,
}

/// The seats that draws are made of. Changes of the roster wait some relay blocks: a miner that left in the last
/// half a minute may still have one, and one that came then may have none yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roster {
	/// How many they are (`Miners::RosterLen`).
	pub available: u32,
	/// Standings of them all, or of some at equal distances on the roster. Of who left without a bond it is that of
	/// a newcomer.
	pub standings: Vec<Standing>,
}

impl SectorClient {
	/// The terms of orders as of the best block. Governance may change some of them without a new
	/// runtime, so they are asked for anew each time; that takes the whole metadata, some hundred
	/// kilobytes.
	pub async fn order_terms(&self) -> Result<OrderTerms, ChainError> {
		let connection = self.connection();
		let what = "state_getMetadata";
		let encoded = connection.request(what, connection.rpc.state_get_metadata(None)).await?;
		let metadata = Metadata::decode(&mut encoded.into_raw().as_slice())
			.map_err(|e| Self::undecodable(&connection, what, &e))?;
		let (metadata, endpoint) = (&metadata, connection.endpoint.as_str());
		Ok(OrderTerms {
			min_price: constant(metadata, endpoint, "Tasks", "MinPrice")?,
			existential_deposit: constant(metadata, endpoint, "Balances", "ExistentialDeposit")?,
			min_deadline: constant(metadata, endpoint, "Tasks", "MinDeadline")?,
			max_deadline: constant(metadata, endpoint, "Tasks", "MaxDeadline")?,
			assignment_patience: constant(metadata, endpoint, "Tasks", "AssignmentPatience")?,
			reveal_period: constant(metadata, endpoint, "Tasks", "RevealPeriod")?,
			max_input_len: constant(metadata, endpoint, "Tasks", "MaxInputLen")?,
			audited_at: constant(metadata, endpoint, "Tasks", "AuditedAt")?,
			audit_floor: constant(metadata, endpoint, "Tasks", "AuditFloor")?,
			collusion_share: constant(metadata, endpoint, "Tasks", "CollusionShare")?,
		})
	}

	/// The seats that draws are made of as of the best block, with the standings of at most `most`.
	pub async fn roster(&self, most: u32) -> Result<Roster, ChainError> {
		let Block { hash, .. } = self.best_block().await?;
		let key = [twox_128(b"Miners"), twox_128(b"RosterLen")].concat();
		let what = "state_getStorage(Miners.RosterLen)";
		let available: u32 = self.storage(what, &key, Some(hash)).await?.unwrap_or_default();
		let keys = spread(available, most).into_iter().map(roster_key).collect();
		let miners: Vec<Option<AccountId>> = self.many("Miners.Roster", keys, hash).await?;
		let keys = miners.iter().flatten().map(standing_key).collect();
		let standings: Vec<Option<Standing>> = self.many("Miners.Standings", keys, hash).await?;
		// No entry stands for the default.
		let standings = standings.into_iter().map(Option::unwrap_or_default).collect();
		Ok(Roster { available, standings })
	}

	/// The values of some keys, in the order of the keys.
	async fn many<T: Decode>(
		&self,
		what: &str,
		keys: Vec<Vec<u8>>,
		at: H256,
	) -> Result<Vec<Option<T>>, ChainError> {
		if keys.is_empty() {
			return Ok(Vec::new());
		}
		let connection = self.connection();
		let method = format!("state_queryStorageAt({what})");
		let asked = keys.iter().map(Vec::as_slice);
		let query = connection.rpc.state_query_storage_at(asked, Some(at.0.into()));
		let mut found = BTreeMap::new();
		for (key, value) in
			connection.request(&method, query).await?.into_iter().flat_map(|set| set.changes)
		{
			if let Some(value) = value {
				found.insert(key.0, value.0);
			}
		}
		keys.iter()
			.map(|key| {
				let bytes = found.get(key);
				bytes.map(|bytes| T::decode_all(&mut bytes.as_slice())).transpose()
			})
			.collect::<Result<_, _>>()
			.map_err(|e| Self::undecodable(&connection, &method, &e))
	}
}

fn constant<T: Decode>(
	metadata: &Metadata,
	endpoint: &str,
	pallet: &str,
	name: &str,
) -> Result<T, ChainError> {
	let what = format!("{pallet}.{name}");
	let found = metadata.pallet_by_name(pallet).and_then(|pallet| pallet.constant_by_name(name));
	let Some(found) = found else {
		return Err(ChainError::NotASector { endpoint: endpoint.to_string(), api: what });
	};
	T::decode_all(&mut found.value()).map_err(|e| ChainError::Undecodable {
		endpoint: endpoint.to_string(),
		what,
		reason: words::one_line(&e.to_string()),
	})
}

/// At most `most` numbers below `len`, at equal distances.
fn spread(len: u32, most: u32) -> Vec<u32> {
	let (len, count) = (u64::from(len), u64::from(len.min(most)));
	(0..count)
		.filter_map(|step| step.checked_mul(len)?.checked_div(count))
		.filter_map(|number| u32::try_from(number).ok())
		.collect()
}

/// Storage key of a place on the roster: `Miners.Roster` is a map hashed by Twox-64-concat.
fn roster_key(number: u32) -> Vec<u8> {
	let number = number.to_le_bytes();
	let prefix = [twox_128(b"Miners"), twox_128(b"Roster")].concat();
	[&prefix[..], &twox_64(&number), &number].concat()
}

/// Storage key of a standing: `Miners.Standings` is a map hashed by Blake2-128-concat.
fn standing_key(miner: &AccountId) -> Vec<u8> {
	let bytes: &[u8] = miner.as_ref();
	[&twox_128(b"Miners")[..], &twox_128(b"Standings"), &blake2_128(bytes), bytes].concat()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn spread_takes_all_or_some_at_equal_distances() {
		assert_eq!(spread(3, 10), [0, 1, 2]);
		assert_eq!(spread(10, 5), [0, 2, 4, 6, 8]);
		assert_eq!(spread(7, 3), [0, 2, 4]);
		assert!(spread(0, 5).is_empty() && spread(5, 0).is_empty());
		let wide = spread(u32::MAX, 4);
		assert!(wide.len() == 4 && wide.iter().all(|number| *number < u32::MAX));
	}

	#[test]
	fn keys_end_with_number_and_account() {
		let key = roster_key(0x0102);
		assert_eq!(key.len(), 32 + 8 + 4);
		assert_eq!(key[40..], [2, 1, 0, 0]);
		let key = standing_key(&AccountId::new([7; 32]));
		assert_eq!(key.len(), 32 + 16 + 32);
		assert_eq!(key[48..], [7; 32]);
	}
}
