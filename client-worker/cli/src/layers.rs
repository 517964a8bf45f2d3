// SPDX-License-Identifier: Apache-2.0
//! The layers of a model, from its files to a sector.

use crate::error::Failure;
use pouw_chain::{ChainError, Included, Keypair, SectorClient};
use pouw_engine::{Device, EmbeddingModel, ModelFolder};
use pouw_kernel::Kernel;
use pouw_primitives::{
	calls::{SectorCall, TasksCall},
	task::MAX_LAYERS,
	ModelLayer,
};
use sp_core::H256;
use std::sync::Arc;

/// Rank of the sector's work function; none if it does not mine.
pub async fn sector_rank(client: &SectorClient) -> Result<Option<u16>, Failure> {
	match client.window().await {
		Ok(window) => Ok(window.map(|window| window.work.rank)),
		// A runtime from before there were tickets.
		Err(ChainError::NotASector { .. }) => Ok(None),
		Err(error) => Err(error.into()),
	}
}

/// The layers as a sector of this rank registers them.
pub fn of_folder(folder: &ModelFolder, rank: u16) -> Result<Vec<ModelLayer>, Failure> {
	let kernel = Arc::new(Kernel::new(0)?);
	Ok(EmbeddingModel::load_quantised(folder, Device::Cpu, kernel)?.layers(rank)?)
}

/// Registers layers and waits for a block.
pub async fn register(
	client: &SectorClient,
	key: &Keypair,
	model: H256,
	layers: Vec<ModelLayer>,
) -> Result<Included, Failure> {
	let layers = layers.try_into().map_err(|layers: Vec<_>| {
		let found = layers.len();
		Failure::new(format!("the model has {found} layers, and a sector takes {MAX_LAYERS}"))
	})?;
	let call = SectorCall::Tasks(TasksCall::RegisterLayers { model, layers });
	Ok(client.submit(&call, key).await?)
}
