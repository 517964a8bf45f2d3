// SPDX-License-Identifier: Apache-2.0
//! What the runtime API for clients and workers is made of.

use crate::*;
use alloc::vec::Vec;
use pouw_primitives::{
	task::{ModelRecord, TaskId, TaskRecord},
	ModelLayer, OrderId, SectorOrder,
};
use sp_core::H256;

/// Most tasks that one query of a miner's assignments lists.
pub const MAX_ASSIGNMENTS_LISTED: usize = 256;

impl<T: Config> Pallet<T> {
	/// A task; none if the id was never given out or the record has been removed.
	pub fn task(id: TaskId) -> Option<TaskRecord<T::AccountId>> {
		Tasks::<T>::get(id)
	}

	/// Unfinished tasks that `miner` is assigned, in the order of their ids; of more than
	/// [`MAX_ASSIGNMENTS_LISTED`], some.
	pub fn assignments(miner: &T::AccountId) -> Vec<TaskId> {
		let mut tasks: Vec<TaskId> =
			Assignments::<T>::iter_key_prefix(miner).take(MAX_ASSIGNMENTS_LISTED).collect();
		tasks.sort_unstable();
		tasks
	}

	/// An order in MAIN; none if it has not arrived or is forgotten.
	pub fn hub_order(order: OrderId) -> Option<SectorOrder> {
		HubOrders::<T>::get(order)
	}

	/// The id the next order gets.
	pub fn next_task() -> TaskId {
		NextTask::<T>::get()
	}

	/// A registered model.
	pub fn model(hash: H256) -> Option<ModelRecord<T::AccountId>> {
		Models::<T>::get(hash)
	}

	/// The layers of a model, in order; empty if it has none or is not registered.
	pub fn layers(hash: H256) -> Vec<ModelLayer> {
		let count = Models::<T>::get(hash).map_or(0, |model| model.layers);
		(0..count).filter_map(|index| Layers::<T>::get(hash, index)).collect()
	}
}
