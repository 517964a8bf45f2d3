// SPDX-License-Identifier: Apache-2.0
//! The arguments.

use crate::jobs::JobKind;
use clap::{Args, Parser, Subcommand};
use pouw_engine::Device;
use sp_core::H256;
use std::path::PathBuf;

mod client;
mod main_token;
mod training;
pub use client::{CancelArgs, GatewayArgs, QuoteArgs, ResultArgs, StatusArgs, WatchArgs};
pub use main_token::{
	ConvertArgs, OrderArgs, Payment, ProveRecordingArgs, TransferArgs, WitnessArgs,
};
pub use training::{MergeArgs, RowsArgs, ShardArgs, TrainingCommand};

const ABOUT: &str = "Runs a miner of a sector, and orders jobs from a sector's miners.";

const FIRST_STEPS: &str = "\
First steps of a miner:
  pouw-worker config > worker.toml         then set `endpoints` and `models_dir`
  pouw-worker key new --out key.json       prints the address; send it tokens for the deposit
  pouw-worker run --config worker.toml

First steps of a client, whose blob store (`blobs.store`) the miners must share:
  pouw-worker submit --config worker.toml --model-folder models/minilm --input texts.txt \\
      --price 12.5 --wait --out vectors.bin
  and with `--pay-in main --price 0.5` for MAIN of the hub
  pouw-worker quote --config worker.toml --input texts.txt     what it would cost
  pouw-worker watch 7 --config worker.toml                     how it gets on
  pouw-worker gateway --config worker.toml                     the same for other programs

From a sector's token to MAIN, the token of the hub:
  pouw-worker convert --config worker.toml --amount 2 --wait
  pouw-worker transfer --config worker.toml --to ADDRESS --amount 0.5 --json
  pouw-worker prove-recording --hub URL --transaction HASH --sector 2001=URL --sector 2002=URL

Keys come from the keystore file, or from the environment variable POUW_KEY (a secret phrase, a 0x
seed, or a development key such as //Alice). They are never taken from the command line.

Exit codes: 0 success, 1 failure, 2 wrong usage.";

/// The command line.
#[derive(Parser)]
#[command(name = "pouw-worker", version, about = ABOUT, after_help = FIRST_STEPS)]
pub struct Cli {
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
	/// Make a key, or show the address of one
	#[command(subcommand)]
	Key(KeyCommand),
	/// Print the default configuration, with every key explained
	Config,
	/// Run the miner: take assignments, run the jobs, commit and reveal the results
	Run(RunArgs),
	/// Run the miner and mine tickets: of its jobs' products, and of baseline work when idle
	Mine(MineArgs),
	/// Have this miner's own collator write blocks when the miner is elected
	Author(AuthorArgs),
	/// Prove other sectors' conversions when the hub asks this sector to; needs no key
	Witness(WitnessArgs),
	/// Convert tokens of the sector to MAIN
	Convert(ConvertArgs),
	/// Pay MAIN to an account on the hub
	Transfer(TransferArgs),
	/// Prove that a transaction of the hub is recorded in its two sectors
	ProveRecording(ProveRecordingArgs),
	/// Measure how fast this machine multiplies, with and without tickets
	Bench(BenchArgs),
	/// Check the work function against known answers
	#[command(subcommand)]
	Tickets(TicketsCommand),
	/// Show what a sector registers of a model
	#[command(subcommand)]
	Model(ModelCommand),
	/// Make inputs of training jobs, and merge what comes of them
	#[command(subcommand)]
	Training(TrainingCommand),
	/// Order a job
	Submit(SubmitArgs),
	/// Show or follow an order that was paid for in MAIN
	Order(OrderArgs),
	/// Tell what an order would cost, how many miners would run it, and how far it could be believed
	Quote(QuoteArgs),
	/// Show this miner's record, or a task
	Status(StatusArgs),
	/// Follow a task to its end, with a bar and a clock
	Watch(WatchArgs),
	/// Fetch the output of an accepted task
	Result(ResultArgs),
	/// Take an order back whose miners are not drawn yet
	Cancel(CancelArgs),
	/// Serve clients on this machine by JSON-RPC
	Gateway(GatewayArgs),
	/// Run a job on this machine without any chain, and print its vectors as JSON
	Embed(EmbedArgs),
}

/// What to do with keys.
#[derive(Subcommand)]
pub enum KeyCommand {
	/// Make a key, write its keystore file (mode 0600) and print its address
	New {
		/// Keystore file to write; it must not exist
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
	},
	/// Print the address of a keystore file's key
	Show {
		/// Keystore file
		#[arg(long, value_name = "FILE")]
		file: PathBuf,
	},
}

/// Where the configuration is.
#[derive(Args)]
pub struct ConfigArg {
	/// Configuration file; `pouw-worker config` prints one to start from
	#[arg(long, value_name = "FILE", default_value = "worker.toml")]
	pub config: PathBuf,
}

/// Arguments of `run`.
#[derive(Args)]
#[command(after_help = "\
The miner registers itself at its first start, for which its account needs the deposit. SIGINT or
SIGTERM stops it after the submissions under way; open tasks are taken up again by the next start
from the data folder, whatever ended the last one.")]
pub struct RunArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
}

/// Arguments of `mine`.
#[derive(Args)]
#[command(after_help = "\
Like `run` with `mining.enabled = true`. On a terminal the state of mining is shown live,
elsewhere as a line of the log from time to time. A job stops baseline work at once and has the
whole machine; when it is done, baseline work goes on. Tickets cost no fee. An account that cannot
pay for its registration yet mines without it, one ticket a window, until it can.")]
pub struct MineArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// Threads of baseline work, in place of those of the configuration; 0 for all processors but one
	#[arg(long, value_name = "NUMBER")]
	pub threads: Option<u16>,
}

/// Arguments of `author`.
#[derive(Args)]
#[command(after_help = "\
The collator makes a key for blocks and keeps it; the sector is told its public half in a
transaction of this miner. From the session after the next on the miner writes blocks, if its bond
is full and its work puts it among the best. The collator must be yours and take unsafe calls from
this machine, which it does on ws://127.0.0.1 unless told otherwise.")]
pub struct AuthorArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// JSON-RPC of the collator
	#[arg(long, value_name = "URL")]
	pub node: String,
}

/// Arguments of `bench`.
#[derive(Args)]
#[command(after_help = "\
Each shape is an m×k by k×n product of numbers of seven bits. `plain` is the product alone with
the weights packed, `ticketed` the same exact product with its tickets drawn, `baseline` the
product of noise that is mined when idle. GOP/s count two operations for each multiply-accumulate;
`overhead` in the JSON is the time of `ticketed` over that of `plain`. The largest shape takes a
few seconds for each product on one processor, all together about a minute.")]
pub struct BenchArgs {
	/// Threads; 0 for all processors
	#[arg(long, value_name = "NUMBER", default_value_t = 0)]
	pub threads: usize,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// What to do with tickets.
#[derive(Subcommand)]
pub enum TicketsCommand {
	/// Verify the known answers in a file as the chain verifies tickets
	#[command(after_help = "\
The file is a JSON array of vectors as in primitives/pouw/vectors/tickets.json. The last line is
`N passed, M failed`, and the exit code is 1 if any failed.")]
	Check {
		/// File of known answers
		#[arg(value_name = "FILE")]
		file: PathBuf,
	},
}

/// What to do with models.
#[derive(Subcommand)]
pub enum ModelCommand {
	/// List the layers that tickets can be drawn from, as a sector registers them
	Layers(LayersArgs),
}

/// Arguments of `model layers`.
#[derive(Args)]
#[command(after_help = "\
A model whose layers are registered is run by everybody with these weights of seven bits, and the
products of its tasks draw tickets. --register holds a deposit for each layer; the model must be
registered by this account and have no open tasks.")]
pub struct LayersArgs {
	/// The configuration; read with --register only
	#[command(flatten)]
	pub config: ConfigArg,
	/// Folder of the model; its files are checked against its manifest
	#[arg(long, value_name = "DIR")]
	pub model_folder: PathBuf,
	/// Rank of the sector's work function; with --register the sector tells
	#[arg(long, default_value_t = 32, value_parser = parse_rank, conflicts_with = "register")]
	pub rank: u16,
	/// Register the layers on the sector
	#[arg(long)]
	pub register: bool,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// Arguments of `submit`.
#[derive(Args)]
#[command(after_help = "\
The input of an embedding job is a UTF-8 text file with one text a line. It is put into the blob
store of the configuration, and the output will appear there.

The input is encrypted to the miners that are assigned, and the output to this client;
docs/privacy.md says what that does not give: an assigned miner reads the input. Miners are drawn
after the order and cannot begin until this worker has handed them the key of the input, which
--wait, `pouw-worker watch` and `pouw-worker gateway` do. With --public the input is stored in
plain.

The price is held from the order on, shared by the miners whose results agree, and given back if
no result is accepted. With --wait the exit code is 0 only if a result was accepted.

With --pay-in main the price is MAIN, which is held on the hub. Its worth at the rate of the
moment is what the sector pays its miners out of its reserve; the MAIN for that is burned, the
rest given back. The hub refuses the order if the rate has fallen by more than 5 % since it was
asked. Interrupting --wait changes nothing of the order: `pouw-worker order` shows and follows it.")]
pub struct SubmitArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// The model.
	#[command(flatten)]
	pub model: ModelArgs,
	/// Kind of job
	#[arg(long, value_enum, default_value = "embedding")]
	pub job: JobKind,
	/// File with the input, as the kind of job has it
	#[arg(long, value_name = "FILE")]
	pub input: PathBuf,
	/// Price of an accepted result, for instance 12.5
	#[arg(long, value_name = "AMOUNT")]
	pub price: String,
	/// Store the input in plain, for everybody who can read the store
	#[arg(long)]
	pub public: bool,
	/// What the price is in
	#[arg(long, value_enum, value_name = "CURRENCY", default_value = "token")]
	pub pay_in: Payment,
	/// With --pay-in main: node of the hub, in place of `hub_endpoints` of the configuration
	#[arg(long, value_name = "URL")]
	pub hub: Option<String>,
	/// Miners that run the job at first; fewer if they are trusted
	#[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(2..=16))]
	pub replicas: u8,
	/// Miners that run it at most, where results leave doubt [default: twice as many and one]
	#[arg(long, value_parser = clap::value_parser!(u8).range(2..=16))]
	pub most: Option<u8>,
	/// Confidence, in percent, below which a result is not accepted
	#[arg(long, value_name = "PERCENT", default_value_t = 90,
		value_parser = clap::value_parser!(u8).range(0..=99))]
	pub confidence: u8,
	/// Blocks a miner has from its assignment to its commitment
	#[arg(long, value_name = "BLOCKS", default_value_t = 150)]
	pub deadline: u32,
	/// Wait for the end and print the result
	#[arg(long)]
	pub wait: bool,
	/// File to write the output to
	#[arg(long, value_name = "FILE", requires = "wait")]
	pub out: Option<PathBuf>,
	/// Register the model if the sector does not know it; holds the deposit for models. On a sector
	/// that mines, its layers are registered as well, for a deposit each; that takes --model-folder
	#[arg(long)]
	pub register_model: bool,
	/// With --register-model: largest relative distance of honest results, as a fraction of one
	#[arg(long, value_name = "FRACTION", default_value = "0.01")]
	pub tolerance: String,
	/// Print one JSON object as the last line of standard output, and no other result
	#[arg(long)]
	pub json: bool,
}

/// Which model an order names.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct ModelArgs {
	/// BLAKE3 hash of the model's manifest, as 64 hexadecimal digits
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	pub model: Option<H256>,
	/// Folder of the model; its files are checked against its manifest
	#[arg(long, value_name = "DIR")]
	pub model_folder: Option<PathBuf>,
	/// With --job data: the program, a WebAssembly module
	#[arg(long, value_name = "FILE")]
	pub program: Option<PathBuf>,
}

/// Arguments of `embed`.
#[derive(Args)]
pub struct EmbedArgs {
	/// Folder of the model; its files are checked against its manifest
	#[arg(long, value_name = "DIR")]
	pub model_folder: PathBuf,
	/// Text file with one text a line
	#[arg(long, value_name = "FILE")]
	pub input: PathBuf,
	/// Device that computes: cpu, cuda, cuda:1, metal, metal:1
	#[arg(long, default_value = "cpu")]
	pub device: Device,
	/// File to write the output to, in the form that miners store
	#[arg(long, value_name = "FILE")]
	pub out: Option<PathBuf>,
	/// Run the linear layers in whole numbers, as miners do when the model's layers are registered
	#[arg(long)]
	pub quantised: bool,
}

fn parse_rank(text: &str) -> Result<u16, String> {
	let rank = text.parse().map_err(|_| "a rank is a number")?;
	// The shortest inner dimension that there is says whether a rank is one.
	match pouw_tickets::params::padded_k(rank, 1) {
		Some(_) => Ok(rank),
		None => Err("a rank is a power of two from 32 to 1024".to_string()),
	}
}

fn parse_hash(text: &str) -> Result<H256, String> {
	pouw_gateway::params::parse_hash(text)
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn arguments_are_consistent() {
		Cli::command().debug_assert();
	}

	#[test]
	fn help_fits_the_width_to_which_it_is_wrapped() {
		fn check(command: &clap::Command) {
			let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
			for line in help.lines() {
				assert!(line.chars().count() <= 100, "{}: {line}", command.get_name());
			}
			command.get_subcommands().for_each(check);
		}
		check(&Cli::command());
	}

	#[test]
	fn shard_needs_no_seed_and_takes_one() {
		let seed = |more: &[&str]| {
			let args = ["pouw-worker", "training", "shard", "--csv", "a.csv", "--out", "a.shard"];
			match Cli::try_parse_from(args.iter().chain(more)).map(|cli| cli.command) {
				Ok(Command::Training(TrainingCommand::Shard(shard))) => shard.seed,
				_ => panic!("{more:?} is taken"),
			}
		};
		assert_eq!(seed(&[]), H256::zero());
		assert_eq!(seed(&["--seed", &"ab".repeat(32)]), H256([0xab; 32]));
	}

	#[test]
	fn rank_is_a_power_of_two_within_bounds() {
		assert_eq!(parse_rank("32"), Ok(32));
		assert_eq!(parse_rank("1024"), Ok(1024));
		for text in ["0", "16", "48", "2048", "x", "65536"] {
			assert!(parse_rank(text).is_err(), "{text}");
		}
	}

	#[test]
	fn hash_is_parsed_with_and_without_prefix() {
		let digits = "ab".repeat(32);
		assert_eq!(parse_hash(&digits), Ok(H256([0xab; 32])));
		assert_eq!(parse_hash(&format!("0x{digits}")), Ok(H256([0xab; 32])));
		assert!(parse_hash("0xabc").is_err());
	}
}
