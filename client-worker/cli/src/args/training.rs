// SPDX-License-Identifier: Apache-2.0
//! Arguments of `training`.

use clap::{Args, Subcommand};
use sp_core::H256;
use std::{ops::Range, path::PathBuf};

const FILES: &str = "\
The way from a file of examples to a trained network, in shards that different miners take:
  pouw-worker training shard --csv digits.csv --scale 255 --rows 0..1000 --out a.shard
  pouw-worker submit --job training --model-folder models/mnist-mlp --input a.shard --price 5 \\
      --wait --out a.update
  pouw-worker training merge --model-folder models/mnist-mlp --shard a.shard --update a.update \\
      --update b.update --test digits.csv --scale 255 --rows 4000..5000 --out weights
  pouw-worker training shard --csv digits.csv --rows 0..1000 --weights weights ...

A file of examples has one a line: numbers parted by commas, the class last.";

/// The seed if none is given. As text, since a hash prints itself shortened, which is no hash to parse.
const NO_SEED: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What to do about training.
#[derive(Subcommand)]
pub enum TrainingCommand {
	/// Make the input of a training job from a file of examples
	#[command(after_help = FILES)]
	Shard(ShardArgs),
	/// Add the updates of shards to the weights that they began with, and try the outcome
	#[command(after_help = FILES)]
	Merge(MergeArgs),
}

/// Which examples.
#[derive(Args)]
pub struct RowsArgs {
	/// Lines of the file of examples, the first being 0 and the last one left out
	#[arg(long, value_name = "FROM..TO", default_value = "0..1048576", value_parser = parse_rows)]
	pub rows: Range<usize>,
	/// What each number is divided by
	#[arg(long, value_name = "NUMBER", default_value_t = 1.0)]
	pub scale: f32,
}

/// Arguments of `training shard`.
#[derive(Args)]
pub struct ShardArgs {
	/// File of examples
	#[arg(long, value_name = "FILE")]
	pub csv: PathBuf,
	/// Which of them.
	#[command(flatten)]
	pub rows: RowsArgs,
	/// How far a step goes along the gradient
	#[arg(long, value_name = "NUMBER", default_value_t = 0.1)]
	pub rate: f32,
	/// Examples in a step
	#[arg(long, value_name = "COUNT", default_value_t = 20)]
	pub batch: usize,
	/// How often each example is used
	#[arg(long, value_name = "COUNT", default_value_t = 1)]
	pub epochs: usize,
	/// From what first weights and the order of the examples follow, as 64 hexadecimal digits; shards
	/// whose updates are to be merged must have the same, or the same --weights
	#[arg(long, value_name = "HEX", value_parser = super::parse_hash, default_value = NO_SEED)]
	pub seed: H256,
	/// File of weights to begin with, instead of those of the seed
	#[arg(long, value_name = "FILE")]
	pub weights: Option<PathBuf>,
	/// File to write
	#[arg(long, value_name = "FILE")]
	pub out: PathBuf,
}

/// Arguments of `training merge`.
#[derive(Args)]
pub struct MergeArgs {
	/// Folder of the network
	#[arg(long, value_name = "DIR")]
	pub model_folder: PathBuf,
	/// One of the shards that the updates are of; it tells the weights they began with
	#[arg(long, value_name = "FILE")]
	pub shard: PathBuf,
	/// Output of a training job; may be given several times
	#[arg(long, value_name = "FILE", required = true)]
	pub update: Vec<PathBuf>,
	/// File of examples that the network is tried on, before and after
	#[arg(long, value_name = "FILE")]
	pub test: Option<PathBuf>,
	/// Which of them.
	#[command(flatten)]
	pub rows: RowsArgs,
	/// File of weights to write
	#[arg(long, value_name = "FILE")]
	pub out: PathBuf,
}

fn parse_rows(text: &str) -> Result<Range<usize>, String> {
	let rows = text.split_once("..").and_then(|(from, to)| {
		let (from, to) = (from.parse().ok()?, to.parse().ok()?);
		(from < to).then_some(from..to)
	});
	rows.ok_or_else(|| format!("{text} is no range of lines, such as 0..1000"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn rows_are_a_range_that_is_not_empty() {
		assert_eq!(parse_rows("0..10"), Ok(0..10));
		for wrong in ["", "5", "5..5", "9..2", "a..3", "-1..3"] {
			assert!(parse_rows(wrong).is_err(), "{wrong}");
		}
	}
}
