// SPDX-License-Identifier: Apache-2.0
//! `author`: the key with which a miner's collator writes blocks.

use crate::{args::AuthorArgs, error::Failure, logging, session};
use pouw_chain::{authoring::generate_authoring_key, Keypair, SectorClient};
use pouw_primitives::calls::{SectorCall, SessionCall};
use pouw_service::Config;

/// Has the collator make a key and sets it on the sector.
pub fn run(args: AuthorArgs) -> Result<(), Failure> {
	logging::for_command();
	let config = Config::load(&args.config.config)?;
	let key = Keypair::load(&config.keystore)?;
	session::block_on(async {
		let client = SectorClient::connect(&config.endpoints).await?;
		let authoring = generate_authoring_key(&args.node, key.account()).await?;
		let aura = authoring.aura;
		let call = SectorCall::Session(SessionCall::SetKeys { aura, proof: authoring.proof });
		let included = client.submit(&call, &key).await?;
		println!(
			"the key 0x{} of {} is set in block {}",
			hex::encode(aura),
			args.node,
			included.block_number
		);
		Ok(())
	})
}
