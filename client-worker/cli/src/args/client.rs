// SPDX-License-Identifier: Apache-2.0
//! Arguments of the commands of a client: quotes, tasks, results, the gateway.

use super::{parse_hash, ConfigArg};
use crate::jobs::JobKind;
use clap::{ArgGroup, Args};
use pouw_primitives::{OrderId, TaskId};
use sp_core::H256;
use std::{net::SocketAddr, path::PathBuf};

/// Arguments of `quote`.
#[derive(Args)]
#[command(
	group = ArgGroup::new("units").required(true).args(["input", "bytes"]),
	after_help = "\
A sector has no list of prices. What is shown is what was paid lately for the like, or the least
that the sector takes where there is nothing to go by. Replicas and confidence come of some
hundred draws from the miners that can be drawn, decided as the chain decides and under the
assumption that they agree. `obstacles` say why such an order would be refused or fail.

  pouw-worker quote --job text --model HASH --input question.txt --confidence 95

No key is needed."
)]
pub struct QuoteArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// Kind of job
	#[arg(long, value_enum, default_value = "embedding")]
	pub job: JobKind,
	/// BLAKE3 hash of the model's manifest, as 64 hexadecimal digits; without it, of the kind in general
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	pub model: Option<H256>,
	/// File with the input; only its size matters
	#[arg(long, value_name = "FILE")]
	pub input: Option<PathBuf>,
	/// Size of the input, in place of a file
	#[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
	pub bytes: Option<u64>,
	/// Confidence, in percent, below which a result is not accepted
	#[arg(long, value_name = "PERCENT", default_value_t = 90,
		value_parser = clap::value_parser!(u8).range(0..=99))]
	pub confidence: u8,
	/// Miners that run the job at first; fewer if they are trusted
	#[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(2..=16))]
	pub replicas: u8,
	/// Miners that run it at most, where results leave doubt [default: twice as many and one]
	#[arg(long, value_parser = clap::value_parser!(u8).range(2..=16))]
	pub most: Option<u8>,
	/// Blocks a miner has from its assignment to its commitment [default: 150, if the sector allows it]
	#[arg(long, value_name = "BLOCKS")]
	pub deadline: Option<u32>,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// Which task a command is about.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct TaskArg {
	/// The task
	#[arg(value_name = "TASK")]
	pub id: Option<TaskId>,
	/// The task, as an option
	#[arg(long = "task", value_name = "TASK", id = "named_task")]
	pub named: Option<TaskId>,
}

impl TaskArg {
	/// The task. One of the two is there, or the arguments would not have parsed.
	pub fn task(&self) -> TaskId {
		self.id.or(self.named).unwrap_or_default()
	}
}

/// Arguments of `status`.
#[derive(Args)]
#[command(after_help = "\
Without a task it shows this miner: balance, bond, work, reliability, open tasks.

  pouw-worker status --config worker.toml
  pouw-worker status 7 --config worker.toml --json")]
pub struct StatusArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// Show this task instead of the miner
	#[arg(value_name = "TASK")]
	pub id: Option<TaskId>,
	/// Show this task instead of the miner
	#[arg(long, value_name = "TASK", conflicts_with = "id")]
	pub task: Option<TaskId>,
	/// Show the miner of this address instead of the key's own
	#[arg(long, value_name = "SS58", conflicts_with_all = ["task", "id"])]
	pub account: Option<String>,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// Arguments of `watch`.
#[derive(Args)]
#[command(after_help = "\
On a terminal it shows a bar and a clock, elsewhere a line for each change and one every ten
seconds without any. While it watches an order of this key, it hands the key of the input to the
miners that are drawn, without which they cannot read it. Interrupting it changes nothing else of
the task. The exit code is 0 if a result was accepted, and 1 if the task failed.

  pouw-worker watch 7 --config worker.toml")]
pub struct WatchArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// The task.
	#[command(flatten)]
	pub task: TaskArg,
	/// Print one JSON object as the last line of standard output, and no other result
	#[arg(long)]
	pub json: bool,
}

/// Arguments of `result`.
#[derive(Args)]
#[command(after_help = "\
Without --out it prints what the output says: a text, or a line about it. The output must be in
the blob store of the configuration, and if it is encrypted, to the key in its data folder.

  pouw-worker result 7 --config worker.toml --out vectors.bin")]
pub struct ResultArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// The task.
	#[command(flatten)]
	pub task: TaskArg,
	/// File to write the output to
	#[arg(long, value_name = "FILE")]
	pub out: Option<PathBuf>,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// Arguments of `cancel`.
#[derive(Args)]
#[command(after_help = "\
An order can be taken back until its miners are drawn: in the first seconds, and later while it
waits for miners. Randomness that may be known by then still draws them, or clients could choose
among draws; so it takes some blocks to be decided. The whole price returns, but not the fees.
Where an order cannot be taken back, this says how the task goes on. With --order it is an order
in MAIN, which the hub passes on to the sector of `endpoints`. The exit code is 0 if the order was
cancelled.

  pouw-worker cancel 7 --config worker.toml
  pouw-worker cancel --order 0 --config worker.toml")]
pub struct CancelArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// The task or order.
	#[command(flatten)]
	pub target: CancelTarget,
	/// Node of the hub, in place of `hub_endpoints` of the configuration
	#[arg(long, value_name = "URL", conflicts_with_all = ["id", "named_task"])]
	pub hub: Option<String>,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// What is taken back.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct CancelTarget {
	/// The task
	#[arg(value_name = "TASK")]
	pub id: Option<TaskId>,
	/// The task, as an option
	#[arg(long = "task", value_name = "TASK", id = "named_task")]
	pub named: Option<TaskId>,
	/// Number of an order in MAIN
	#[arg(long, value_name = "NUMBER")]
	pub order: Option<OrderId>,
}

impl CancelTarget {
	/// The task. It is there unless an order is, or the arguments would not have parsed.
	pub fn task(&self) -> TaskId {
		self.id.or(self.named).unwrap_or_default()
	}
}

/// Arguments of `gateway`.
#[derive(Args)]
#[command(after_help = "\
Programs on this machine quote, order, follow and fetch jobs by JSON-RPC 2.0, over HTTP or
WebSocket; the methods are described in docs/gateway.md. It signs with the key of the
configuration: whoever bears the access token spends this account's tokens. The token is made at
the first start, in a file that only its owner can read, and orders, results and cancellations
take it as `Authorization: Bearer TOKEN`. In place of the file the environment variable
POUW_GATEWAY_TOKEN is used when it is set.

  pouw-worker gateway --config worker.toml --max-price 5
  curl -H 'Content-Type: application/json' http://127.0.0.1:9955 \\
      -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"gateway_health\"}'

There is no encryption of its own: where other machines are to reach it, put a proxy with TLS
before it. SIGINT or SIGTERM stops it.")]
pub struct GatewayArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// Address and port to listen on
	#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:9955")]
	pub listen: SocketAddr,
	/// Allow an address that other machines can reach
	#[arg(long)]
	pub allow_public: bool,
	/// Name by which the gateway may be addressed, beside those of this machine; may be repeated
	#[arg(long, value_name = "NAME")]
	pub host: Vec<String>,
	/// Origin whose web pages may ask, such as https://app.example; may be repeated
	#[arg(long, value_name = "ORIGIN")]
	pub origin: Vec<String>,
	/// File of the access token [default: gateway.token in the data folder]
	#[arg(long, value_name = "FILE")]
	pub token_file: Option<PathBuf>,
	/// Most that is paid for an order, in the sector's token
	#[arg(long, value_name = "AMOUNT")]
	pub max_price: Option<String>,
	/// Connections and HTTP requests that are served at a time
	#[arg(long, value_name = "NUMBER", default_value_t = 64,
		value_parser = clap::value_parser!(u32).range(1..=4096))]
	pub max_connections: u32,
}
