// SPDX-License-Identifier: Apache-2.0
//! Orders of tasks that are paid in MAIN: what the hub has of them, and what the sector.

use crate::{ChainError, HubClient, Included, Keypair, SectorClient};
use codec::Encode;
use pouw_primitives::{
	sector::SectorRecord, Balance, OrderId, OrderRecord, SectorId, SectorOrder, TaskSpec,
};
use sp_core::H256;
use sp_crypto_hashing::{twox_128, twox_64};

/// Calls of the hub's runtime that are made here.
#[derive(Encode)]
enum Call {
	/// `pallet-orders`.
	#[codec(index = 54)]
	Orders(OrdersCall),
}

#[derive(Encode)]
enum OrdersCall {
	/// Holds MAIN and sends the order to the sector.
	#[codec(index = 0)]
	Order { sector: SectorId, spec: TaskSpec, main: Balance },
	/// Has the sector take an order back.
	#[codec(index = 2)]
	Cancel { sector: SectorId, order: OrderId },
}

impl HubClient {
	/// A sector of the hub's registry as of the best block; `None` if it has none of this id.
	pub async fn sector(&self, sector: SectorId) -> Result<Option<SectorRecord>, ChainError> {
		let what = "state_getStorage(Sectors.Sectors)";
		self.client().storage(what, &sector_key(sector), None).await
	}

	/// The sector's tokens that an order of `main` would be worth now; `None` if it has no rate.
	pub async fn tokens_for(
		&self,
		sector: SectorId,
		main: Balance,
	) -> Result<Option<Balance>, ChainError> {
		self.client().runtime("OrdersApi_tokens_for", &(sector, main), None).await
	}

	/// Orders a task on a sector for `main`, of which the price in `spec` is the least worth that the
	/// client accepts.
	pub async fn order(
		&self,
		sector: SectorId,
		spec: TaskSpec,
		main: Balance,
		key: &Keypair,
	) -> Result<Included, ChainError> {
		let call = Call::Orders(OrdersCall::Order { sector, spec, main });
		self.client().submit(&call, key).await
	}

	/// Takes an order back. Whether miners are drawn for it before, the sector decides some blocks later.
	pub async fn cancel_order(
		&self,
		sector: SectorId,
		order: OrderId,
		key: &Keypair,
	) -> Result<Included, ChainError> {
		self.client().submit(&Call::Orders(OrdersCall::Cancel { sector, order }), key).await
	}

	/// The open orders on a sector that are being taken back, as of a block.
	pub async fn orders_taken_back_at(
		&self,
		sector: SectorId,
		block: H256,
	) -> Result<Vec<OrderId>, ChainError> {
		let what = "state_getStorage(Orders.Cancelling)";
		let key = key_of(b"Orders", b"Cancelling", sector);
		Ok(self.client().storage(what, &key, Some(block)).await?.unwrap_or_default())
	}

	/// The number that the next order on a sector got after a block.
	pub async fn next_order_at(
		&self,
		sector: SectorId,
		block: H256,
	) -> Result<OrderId, ChainError> {
		self.client().runtime("OrdersApi_next_order", &sector, Some(block)).await
	}

	/// An order as of a block; `None` if it was not given by then, or is forgotten.
	pub async fn order_at(
		&self,
		sector: SectorId,
		order: OrderId,
		block: H256,
	) -> Result<Option<OrderRecord>, ChainError> {
		self.client().runtime("OrdersApi_order", &(sector, order), Some(block)).await
	}
}

impl SectorClient {
	/// What this sector has of an order in MAIN as of a block; `None` if it has not heard of it, or has
	/// forgotten it.
	pub async fn hub_order_at(
		&self,
		order: OrderId,
		block: H256,
	) -> Result<Option<SectorOrder>, ChainError> {
		self.runtime("TasksApi_hub_order", &order, Some(block)).await
	}
}

/// Storage key of a sector in the registry.
fn sector_key(sector: SectorId) -> Vec<u8> {
	key_of(b"Sectors", b"Sectors", sector)
}

/// Storage key of a sector in a map hashed by Twox-64-concat.
fn key_of(pallet: &[u8], map: &[u8], sector: SectorId) -> Vec<u8> {
	let id = sector.encode();
	[&twox_128(pallet)[..], &twox_128(map), &twox_64(&id), &id].concat()
}

#[cfg(test)]
mod tests {
	use super::*;
	use pouw_primitives::task::{BlobRef, Job, Replicas, VerificationTier};
	use sp_runtime::Permill;

	#[test]
	fn order_is_encoded_as_the_runtime_expects_it() {
		let spec = TaskSpec {
			job: Job::Embedding { model: H256([1; 32]) },
			input: BlobRef { hash: H256([2; 32]), len: 3 },
			tier: VerificationTier::Tolerant,
			replicas: Replicas { initial: 3, most: 7 },
			confidence: Permill::from_percent(90),
			price: 5,
			deadline: 150,
			client_key: [9; 32],
		};
		let sector = SectorId(2003);
		let call = Call::Orders(OrdersCall::Order { sector, spec: spec.clone(), main: 7 });
		let expected =
			[&[54u8, 0][..], &2003u32.to_le_bytes(), &spec.encode(), &7u128.to_le_bytes()].concat();
		assert_eq!(call.encode(), expected);
	}

	#[test]
	fn cancellation_is_encoded_as_the_runtime_expects_it() {
		let call = Call::Orders(OrdersCall::Cancel { sector: SectorId(2003), order: 7 });
		let expected = [&[54u8, 2][..], &2003u32.to_le_bytes(), &7u64.to_le_bytes()].concat();
		assert_eq!(call.encode(), expected);
	}

	#[test]
	fn sector_key_ends_with_the_id() {
		let key = sector_key(SectorId(2003));
		assert_eq!(key.len(), 32 + 8 + 4);
		assert_eq!(key[40..], 2003u32.to_le_bytes());
	}
}
