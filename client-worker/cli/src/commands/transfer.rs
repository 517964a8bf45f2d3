// SPDX-License-Identifier: Apache-2.0
//! `transfer`: MAIN for another account.

use crate::{args::TransferArgs, error::Failure, hub::HubSession, logging, session};
use pouw_chain::Keypair;
use pouw_primitives::AccountId;
use pouw_service::Config;
use serde::Serialize;
use sp_core::crypto::Ss58Codec;

/// A transfer that is in a block.
#[derive(Serialize)]
struct TransferReport {
	from: String,
	to: String,
	amount: String,
	symbol: String,
	block: u32,
	block_hash: String,
	transaction: String,
}

/// Pays and waits for the block.
pub fn run(args: TransferArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(transfer(args))
}

async fn transfer(args: TransferArgs) -> Result<(), Failure> {
	let to = AccountId::from_ss58check(&args.to)
		.map_err(|e| Failure::Usage(format!("--to: `{}` is no address: {e}", args.to)))?;
	let config = Config::load(&args.config.config)?;
	let key = Keypair::load(&config.keystore)?;
	let hub = HubSession::open(args.hub.as_ref(), &config).await?;
	let amount = hub.value(&args.amount)?;
	let balance = hub.client.client().free_balance(key.account()).await?;
	if balance < amount {
		return Err(Failure::new(format!(
			"insufficient balance: {} has {} {symbol}, and the amount is {} {symbol}",
			key.address(),
			hub.amount(balance),
			hub.amount(amount),
			symbol = hub.symbol(),
		)));
	}
	let included = hub.client.transfer(to.clone(), amount, &key).await?;
	let report = TransferReport {
		from: key.address(),
		to: to.to_ss58check(),
		amount: hub.amount(amount),
		symbol: hub.symbol().to_string(),
		block: included.block_number,
		block_hash: format!("{:?}", included.block_hash),
		transaction: format!("{:?}", included.extrinsic_hash),
	};
	if args.json {
		println!("{}", serde_json::to_string(&report)?);
	} else {
		println!("transaction {}", report.transaction);
		println!("paid        {} {} to {}", report.amount, report.symbol, report.to);
		println!("block       {} {}", report.block, report.block_hash);
	}
	Ok(())
}
