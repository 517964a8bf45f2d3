// SPDX-License-Identifier: Apache-2.0
//! `model`: what a sector registers of a model.

use crate::{
	args::{LayersArgs, ModelCommand},
	error::Failure,
	layers, logging, session,
};
use pouw_chain::{Keypair, SectorClient};
use pouw_engine::ModelFolder;
use pouw_primitives::ModelLayer;
use pouw_service::Config;
use serde::Serialize;
use sp_core::H256;

#[derive(Serialize)]
struct LayersReport {
	model: String,
	rank: u16,
	work_per_row: u64,
	#[serde(skip_serializing_if = "Option::is_none")]
	registered_in_block: Option<u32>,
	layers: Vec<LayerReport>,
}

#[derive(Serialize)]
struct LayerReport {
	root: String,
	n: u32,
	k: u32,
}

/// Runs `model layers`.
pub fn run(command: ModelCommand) -> Result<(), Failure> {
	logging::for_command();
	let ModelCommand::Layers(args) = command;
	let folder = ModelFolder::open(&args.model_folder)?;
	let model = H256(folder.manifest().hash());
	if !args.register {
		let layers = layers::of_folder(&folder, args.rank)?;
		return print(&args, model, args.rank, &layers, None);
	}
	let config = Config::load(&args.config.config)?;
	let key = Keypair::load(&config.keystore)?;
	session::block_on(async {
		let client = SectorClient::connect(&config.endpoints).await?;
		let rank = layers::sector_rank(&client)
			.await?
			.ok_or_else(|| Failure::new("the sector has no window, so it registers no layers"))?;
		let layers = layers::of_folder(&folder, rank)?;
		let included = layers::register(&client, &key, model, layers.clone()).await?;
		print(&args, model, rank, &layers, Some(included.block_number))
	})
}

fn print(
	args: &LayersArgs,
	model: H256,
	rank: u16,
	layers: &[ModelLayer],
	block: Option<u32>,
) -> Result<(), Failure> {
	let work = layers.iter().fold(0u128, |sum, layer| sum.saturating_add(layer.work_per_row()));
	let report = LayersReport {
		model: format!("{model:?}"),
		rank,
		work_per_row: u64::try_from(work).unwrap_or(u64::MAX),
		registered_in_block: block,
		layers: layers
			.iter()
			.map(|layer| LayerReport { root: format!("{:?}", layer.root), n: layer.n, k: layer.k })
			.collect(),
	};
	if args.json {
		println!("{}", serde_json::to_string(&report)?);
		return Ok(());
	}
	println!("model {} at rank {rank}", report.model);
	for (number, layer) in report.layers.iter().enumerate() {
		println!("{number:>3}  {:>5} x {:<5}  {}", layer.k, layer.n, layer.root);
	}
	println!("{} layers, {work} multiply-accumulates for each row", layers.len());
	if let Some(block) = block {
		println!("registered in block {block}");
	}
	Ok(())
}
