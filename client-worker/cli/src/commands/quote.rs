// SPDX-License-Identifier: Apache-2.0
//! `quote`: what an order would cost, and how far its result could be believed.

use crate::{
	args::QuoteArgs,
	error::Failure,
	logging,
	session::{self, Session},
};
use pouw_gateway::quote::{Quote, QuoteRequest};
use pouw_service::Config;
use std::fs;

/// Prints the quote.
pub fn run(args: QuoteArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(quote(args))
}

async fn quote(args: QuoteArgs) -> Result<(), Failure> {
	let units = match (&args.input, args.bytes) {
		(Some(path), _) => fs::metadata(path)
			.map_err(|e| Failure::new(format!("cannot read the input {}: {e}", path.display())))?
			.len(),
		(None, bytes) => bytes.unwrap_or_default(),
	};
	let config = Config::load(&args.config.config)?;
	let session = Session::open(&config).await?;
	let request = QuoteRequest {
		kind: args.job.kind(),
		model: args.model,
		units,
		confidence: u32::from(args.confidence).saturating_mul(10_000),
		initial: args.replicas,
		most: args.most.unwrap_or(args.replicas.saturating_mul(2).saturating_add(1).min(16)),
		deadline: args.deadline,
	};
	let quote = session.tasks(None).quote(&request).await?;
	if args.json {
		println!("{}", serde_json::to_string(&quote)?);
	} else {
		print(&quote);
	}
	Ok(())
}

fn print(quote: &Quote) {
	let Quote { price, price_floor, symbol, replicas, confidence, .. } = quote;
	let basis = match quote.price_samples {
		0 => "the least that the sector takes".to_string(),
		count => format!("as {count} tasks lately, at least {price_floor} {symbol}"),
	};
	println!("price       {price} {symbol}, {basis}");
	println!(
		"replicas    {} expected, {} at first, {} at most, of {} miners",
		replicas.expected, replicas.initial, replicas.most, quote.miners
	);
	println!(
		"confidence  {} % wanted, reached by {} % of the draws, then {} %; up to {} % attainable",
		confidence.wanted, confidence.chance, confidence.expected, confidence.attainable
	);
	let typical = match quote.typical_blocks {
		Some(blocks) => format!(", lately {blocks} from order to end"),
		None => String::new(),
	};
	println!(
		"blocks      {} to commit, {} in all at most for one round{typical}",
		quote.deadline, quote.ends_within
	);
	for obstacle in &quote.obstacles {
		println!("obstacle    {obstacle}");
	}
}
