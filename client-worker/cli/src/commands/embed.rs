// SPDX-License-Identifier: Apache-2.0
//! `embed`: a job run here, without a chain.

use crate::{args::EmbedArgs, error::Failure, logging, report::write_out};
use pouw_engine::{
	input::{parse_texts, Limits},
	EmbeddingModel, ModelFolder,
};
use pouw_kernel::Kernel;
use serde::Serialize;
use std::{fs, sync::Arc, time::Instant};

#[derive(Serialize)]
struct Embedded<'a> {
	model: String,
	rows: usize,
	dims: usize,
	seconds: f64,
	values: Vec<&'a [f32]>,
}

/// Runs the job and prints its vectors.
pub fn run(args: EmbedArgs) -> Result<(), Failure> {
	logging::for_command();
	let input = fs::read(&args.input).map_err(|e| {
		Failure::new(format!("cannot read the input {}: {e}", args.input.display()))
	})?;
	let texts = parse_texts(&input, &Limits::default())
		.map_err(|e| Failure::new(format!("input {}: {e}", args.input.display())))?;
	let folder = ModelFolder::open(&args.model_folder)?;
	let model = match args.quantised {
		true => EmbeddingModel::load_quantised(&folder, args.device, Arc::new(Kernel::new(0)?))?,
		false => EmbeddingModel::load(&folder, args.device)?,
	};
	let start = Instant::now();
	let embeddings = model.embed(&texts, &|done, total| tracing::info!(done, total, "job runs"))?;
	let seconds = start.elapsed().as_secs_f64();
	if let Some(out) = &args.out {
		write_out(out, &embeddings.to_bytes())?;
	}
	let embedded = Embedded {
		model: format!("0x{}", hex::encode(folder.manifest().hash())),
		rows: embeddings.rows,
		dims: embeddings.dims,
		seconds,
		values: embeddings.vectors().collect(),
	};
	println!("{}", serde_json::to_string(&embedded)?);
	Ok(())
}
