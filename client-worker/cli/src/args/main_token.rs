// SPDX-License-Identifier: Apache-2.0
//! Arguments of the commands about MAIN: witnesses, conversions, transfers, proofs of recording.

use super::{parse_hash, ConfigArg};
use clap::{ArgGroup, Args, ValueEnum};
use pouw_primitives::{OrderId, SectorId, HUB_ID};
use sp_core::H256;
use std::path::PathBuf;

/// Arguments of `witness`.
#[derive(Args)]
#[command(after_help = "\
The hub draws two sectors to verify each conversion to MAIN. This service runs for the sector of
`endpoints`: at every block it looks for requests of the hub, fetches a storage proof from a node
of the sector that the conversion leaves (`witness.sources`), and hands it in. That costs no fee
and needs no key. Any number of services may run for a sector; the first proof counts. SIGINT or
SIGTERM stops it; requests that are open then stay open for the next start or another service.")]
pub struct WitnessArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
}

/// Arguments of `convert`.
#[derive(Args)]
#[command(after_help = "\
The tokens go to the sector's reserve. When two other sectors have proven that to the hub, it
mints MAIN for the same account there, at the rate of the day less the toll; if no two do in any
round, the tokens come back. --wait shows each step with its block and the seconds since the
start, until the sector has heard of the end. With the nodes of the witnesses given by --sector,
it shows their records too.

Exit code 1 if the tokens came back. Interrupting --wait changes nothing of the conversion.")]
pub struct ConvertArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// Tokens of the sector, for instance 12.5
	#[arg(long, value_name = "AMOUNT")]
	pub amount: String,
	/// Follow the conversion to the mint or the refund
	#[arg(long)]
	pub wait: bool,
	/// With --wait: node of the hub, in place of `hub_endpoints` of the configuration
	#[arg(long, value_name = "URL", requires = "wait")]
	pub hub: Option<String>,
	/// With --wait: node of a sector that may be drawn as a witness, for instance
	/// 2001=ws://127.0.0.1:9951; may be repeated
	#[arg(long, value_name = "ID=URL", value_parser = parse_sector, requires = "wait")]
	pub sector: Vec<(SectorId, String)>,
	/// Print one JSON object as the last line of standard output, and no other result
	#[arg(long)]
	pub json: bool,
}

/// Arguments of `transfer`.
#[derive(Args)]
#[command(after_help = "\
The hash that is printed names the transaction for `prove-recording`. A transfer that would take
the sender's account below the least that an account must have fails.")]
pub struct TransferArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// Account that is paid
	#[arg(long, value_name = "SS58")]
	pub to: String,
	/// MAIN, for instance 0.5
	#[arg(long, value_name = "AMOUNT")]
	pub amount: String,
	/// Node of the hub, in place of `hub_endpoints` of the configuration
	#[arg(long, value_name = "URL")]
	pub hub: Option<String>,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// Arguments of `prove-recording`.
#[derive(Args)]
#[command(
	group = ArgGroup::new("which").required(true).args(["transaction", "block"]),
	after_help = "\
Every signed transaction of the hub is recorded in two sectors, which are drawn when its window is
closed. The hub tells window, Merkle path and sectors as of its finalized block. Each of the two
sectors must have the window's root, to which the path leads, and the transaction among what it
stores; that is read by a storage proof, which is checked against the header of the sector's
newest finalized block. The hash of that block is printed: that the block is the sector's is for
the relay chain, or another node, to say.

Without --wait it fails while the window is open, not drawn, or not stored. No key and no
configuration are needed."
)]
pub struct ProveRecordingArgs {
	/// Node of the hub
	#[arg(long, value_name = "URL")]
	pub hub: String,
	/// Hash of the transaction, as 64 hexadecimal digits
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	pub transaction: Option<H256>,
	/// Block of the hub that has the transaction, in place of its hash
	#[arg(long, value_name = "NUMBER", requires = "index")]
	pub block: Option<u32>,
	/// With --block: number of the transaction within the block, from 0
	#[arg(long, value_name = "NUMBER", requires = "block", conflicts_with = "transaction")]
	pub index: Option<usize>,
	/// Node of a sector, for instance 2001=ws://127.0.0.1:9951; may be repeated, and those of the two
	/// sectors of the transaction must be among them
	#[arg(long, value_name = "ID=URL", value_parser = parse_sector, required = true)]
	pub sector: Vec<(SectorId, String)>,
	/// Wait until the transaction is recorded, ten minutes at most
	#[arg(long)]
	pub wait: bool,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// What an order is paid with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Payment {
	/// The sector's token, held on the sector
	Token,
	/// MAIN, held on the hub; the sector's reserve pays the miners
	Main,
}

/// Arguments of `order`.
#[derive(Args)]
#[command(after_help = "\
Shows an order that `submit --pay-in main` placed on the hub for the sector of `endpoints`. --wait
follows it to its end, hands its miners the key of the input and fetches the output, as `submit
--wait` does: for whoever interrupted that. Anybody can watch an order; the rest takes the
client's key.

Exit code 1 if the order was refused, or its task failed.")]
pub struct OrderArgs {
	/// The configuration.
	#[command(flatten)]
	pub config: ConfigArg,
	/// Number of the order
	#[arg(long, value_name = "NUMBER")]
	pub order: OrderId,
	/// Node of the hub, in place of `hub_endpoints` of the configuration
	#[arg(long, value_name = "URL")]
	pub hub: Option<String>,
	/// Wait for the end and print the result
	#[arg(long)]
	pub wait: bool,
	/// File to write the output to
	#[arg(long, value_name = "FILE", requires = "wait")]
	pub out: Option<PathBuf>,
	/// Print one JSON object as the last line of standard output, and no other result
	#[arg(long)]
	pub json: bool,
}

fn parse_sector(text: &str) -> Result<(SectorId, String), String> {
	let (id, url) = text.split_once('=').ok_or("a sector's node is given as ID=URL")?;
	let id = id.parse().map_err(|_| format!("`{id}` is no id of a sector"))?;
	if id <= HUB_ID {
		return Err(format!("{id} is no sector: their ids are above {HUB_ID}"));
	}
	if url.is_empty() {
		return Err(format!("no address of a node of sector {id}"));
	}
	Ok((SectorId(id), url.to_string()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sector_is_an_id_above_the_hubs_and_an_address() {
		let parsed = parse_sector("2001=ws://127.0.0.1:9951").unwrap();
		assert_eq!(parsed, (SectorId(2001), "ws://127.0.0.1:9951".to_string()));
		for text in ["2001", "=ws://a", "x=ws://a", "2000=ws://a", "2001=", "-1=ws://a"] {
			assert!(parse_sector(text).is_err(), "{text}");
		}
	}
}
