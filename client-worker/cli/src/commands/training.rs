// SPDX-License-Identifier: Apache-2.0
//! `training`: what goes into training jobs, and what comes of them.

use crate::{
	args::{MergeArgs, RowsArgs, ShardArgs, TrainingCommand},
	error::Failure,
	logging,
	report::write_out,
};
use pouw_engine::{
	dataset::{weights_from_bytes, weights_to_bytes},
	training::{aggregate, Examples, Training, Update},
	Device, ModelFolder, Network,
};
use std::{fs, path::Path};

/// Does what the command says.
pub fn run(command: TrainingCommand) -> Result<(), Failure> {
	logging::for_command();
	match command {
		TrainingCommand::Shard(args) => shard(args),
		TrainingCommand::Merge(args) => merge(args),
	}
}

fn shard(args: ShardArgs) -> Result<(), Failure> {
	let weights = match &args.weights {
		Some(path) => Some(parsed(path, "weights", |bytes| weights_from_bytes(&bytes))?),
		None => None,
	};
	let training = Training {
		seed: args.seed.0,
		rate: args.rate,
		batch: args.batch,
		epochs: args.epochs,
		weights,
		examples: examples(&args.csv, &args.rows)?,
	};
	let bytes = training.to_bytes();
	// Miners read it so; what they would refuse is better refused here.
	Training::from_bytes(&bytes).map_err(Failure::new)?;
	write_out(&args.out, &bytes)?;
	println!(
		"{}: {} examples, {} bytes",
		args.out.display(),
		training.examples.classes.len(),
		bytes.len()
	);
	Ok(())
}

fn merge(args: MergeArgs) -> Result<(), Failure> {
	let network = Network::read(&ModelFolder::open(&args.model_folder)?)?;
	let shard = parsed(&args.shard, "shard", |bytes| Training::from_bytes(&bytes))?;
	let first = shard.first_weights(&network);
	let updates = args
		.update
		.iter()
		.map(|path| parsed(path, "update", |bytes| Update::from_bytes(&bytes)))
		.collect::<Result<Vec<_>, _>>()?;
	for (update, path) in updates.iter().zip(&args.update) {
		if update.added.len() != first.len() {
			return Err(Failure::new(format!(
				"update {}: it is of {} weights, the shard's network has {}",
				path.display(),
				update.added.len(),
				first.len()
			)));
		}
	}
	let merged = aggregate(&first, &updates)
		.ok_or_else(|| Failure::new("the updates do not fit the network"))?;
	if let Some(test) = &args.test {
		let examples = examples(test, &args.rows)?;
		let device = Device::Cpu.open()?;
		let right = |weights: &[f32]| network.accuracy(weights, &examples, &device);
		println!(
			"of {} examples, {:.1} % right before and {:.1} % after",
			examples.classes.len(),
			100.0 * right(&first)?,
			100.0 * right(&merged)?
		);
	}
	write_out(&args.out, &weights_to_bytes(&merged))?;
	println!("{}: {} weights, {} updates", args.out.display(), merged.len(), updates.len());
	Ok(())
}

fn examples(path: &Path, rows: &RowsArgs) -> Result<Examples, Failure> {
	let text = String::from_utf8(read(path, "file of examples")?)
		.map_err(|e| Failure::new(format!("file of examples {}: {e}", path.display())))?;
	Examples::from_csv(&text, rows.rows.clone(), rows.scale)
		.map_err(|e| Failure::new(format!("{}: {e}", path.display())))
}

fn parsed<T, E: std::fmt::Display>(
	path: &Path,
	what: &str,
	parse: impl FnOnce(Vec<u8>) -> Result<T, E>,
) -> Result<T, Failure> {
	parse(read(path, what)?).map_err(|e| Failure::new(format!("{}: {e}", path.display())))
}

fn read(path: &Path, what: &str) -> Result<Vec<u8>, Failure> {
	fs::read(path)
		.map_err(|e| Failure::new(format!("cannot read the {what} {}: {e}", path.display())))
}
