// SPDX-License-Identifier: Apache-2.0
//! The layers of a model: what useful tickets multiply by.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::fungible::MutateHold,
};
use pouw_primitives::{task::MAX_LAYERS, Balance, ModelLayer, Work};
use pouw_tickets::params::{check_dims, TILE_ROWS};
use sp_core::{ConstU32, H256};
use sp_runtime::BoundedVec;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_layers(
		who: T::AccountId,
		model: H256,
		layers: BoundedVec<ModelLayer, ConstU32<MAX_LAYERS>>,
	) -> DispatchResult {
		let mut record = Models::<T>::get(model).ok_or(Error::<T>::ModelNotRegistered)?;
		ensure!(record.owner == who, Error::<T>::NotModelOwner);
		ensure!(record.layers == 0, Error::<T>::LayersAlreadyRegistered);
		ensure!(OpenTasksOfModel::<T>::get(model) == 0, Error::<T>::ModelInUse);
		let count = u32::try_from(layers.len()).unwrap_or(MAX_LAYERS);
		ensure!(count > 0, Error::<T>::NoLayers);
		let rank = T::Rank::get();
		ensure!(layers.iter().all(|layer| fits(layer, rank)), Error::<T>::LayerMisshapen);

		let deposit = T::LayerDeposit::get().saturating_mul(Balance::from(count));
		T::Currency::hold(&HoldReason::ModelDeposit.into(), &record.owner, deposit)?;
		let mut work_per_row: Work = 0;
		for (index, layer) in (0..count).zip(&layers) {
			work_per_row = work_per_row.saturating_add(layer.work_per_row());
			Layers::<T>::insert(model, index, *layer);
		}
		record.deposit = record.deposit.saturating_add(deposit);
		record.layers = count;
		record.work_per_row = work_per_row;
		Models::<T>::insert(model, record);
		Self::deposit_event(Event::LayersRegistered {
			model,
			layers: count,
			work_per_row,
			deposit,
		});
		Ok(())
	}
}

/// Whether the work function of that rank can multiply by the layer.
pub(crate) fn fits(layer: &ModelLayer, rank: u16) -> bool {
	check_dims(rank, TILE_ROWS, layer.n, layer.k).is_ok()
}
