// SPDX-License-Identifier: Apache-2.0
//! What tasks let useful tickets claim.

use crate::*;
use pouw_primitives::{
	task::{max_rows, Answer, Job},
	LayerIndex, TaskId, UsefulGrant, Work,
};
use pouw_traits::UsefulTasks;

impl<T: Config> UsefulTasks<T::AccountId> for Pallet<T> {
	fn grant(task: TaskId, miner: &T::AccountId, layer: LayerIndex) -> Option<UsefulGrant> {
		// There while the miner is assigned and the task is not over.
		if !Assignments::<T>::contains_key(miner, task) {
			return None;
		}
		let record = Tasks::<T>::get(task)?;
		let replica = record.replicas.iter().find(|replica| replica.miner == *miner)?;
		// Who does not run the job has no work from it.
		if replica.answer == Answer::Abstained {
			return None;
		}
		// No other kind of job multiplies by registered layers.
		let Job::Embedding { model } = record.spec.job else { return None };
		let layer = Layers::<T>::get(model, layer)?;
		let work_per_row = Models::<T>::get(model)?.work_per_row;
		let max_rows = max_rows(record.spec.input.len);
		let work_limit = work_per_row.saturating_mul(Work::from(max_rows));
		Some(UsefulGrant { layer, max_rows, work_limit })
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn assign_for_benchmark(miner: &T::AccountId, layer: pouw_primitives::ModelLayer) -> TaskId {
		crate::benchmarking::assign_with_layer::<T>(miner, layer)
	}
}
