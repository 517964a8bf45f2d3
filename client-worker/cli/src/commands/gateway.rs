// SPDX-License-Identifier: Apache-2.0
//! `gateway`: clients on this machine, by JSON-RPC.

use crate::{
	args::GatewayArgs,
	error::Failure,
	logging,
	session::{self, Session},
};
use pouw_chain::Keypair;
use pouw_gateway::{
	access::{TOKEN_ENV, TOKEN_FILE},
	references, server, AccessToken, Gateway, Limits, Listen, Means, ServerError,
};
use pouw_service::{shutdown_signal, BlobStore, Config};
use std::sync::Arc;

/// Subscriptions of all connections together.
const MAX_SUBSCRIPTIONS: usize = 256;

/// Serves until a signal.
pub fn run(args: GatewayArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	logging::for_miner(&config.log, None)?;
	session::block_on(serve(args, config))?;
	tracing::info!("stopped");
	Ok(())
}

async fn serve(args: GatewayArgs, config: Config) -> Result<(), Failure> {
	if !args.listen.ip().is_loopback() && !args.allow_public {
		return Err(Failure::Usage(ServerError::PublicAddress(args.listen).to_string()));
	}
	let key = Keypair::load(&config.keystore)?;
	let token_file = args.token_file.unwrap_or_else(|| config.data_dir.join(TOKEN_FILE));
	let access = AccessToken::load_or_create(&token_file)?;
	let session = Session::open(&config).await?;
	let max_price = args.max_price.as_deref().map(|text| session.value(text)).transpose()?;
	let store = BlobStore::connect(&config.blobs)?;
	let asked = store.clone();
	tokio::spawn(async move { asked.warn_if_unusable().await });
	let means = Means {
		store,
		blobs: session.blobs(&config)?,
		max_input_bytes: config.limits.max_input_bytes,
		max_output_bytes: config.limits.max_output_bytes,
		max_price,
		max_subscriptions: MAX_SUBSCRIPTIONS,
		references: Some(references::path(
			&config.data_dir,
			session.client.genesis(),
			key.account(),
		)),
	};
	let account = key.address();
	let gateway = Arc::new(Gateway::new(session.tasks(Some(key)), means).await?);
	let listen = Listen {
		address: args.listen,
		allow_public: args.allow_public,
		hosts: args.host,
		origins: args.origin,
	};
	let limits = Limits { connections: args.max_connections, ..Limits::default() };
	let running = server::start(gateway, access, listen, limits).await?;
	let token = match std::env::var_os(TOKEN_ENV) {
		Some(_) => TOKEN_ENV.to_string(),
		None => token_file.display().to_string(),
	};
	if !args.listen.ip().is_loopback() {
		tracing::warn!(address = %running.address, "other machines can reach the gateway");
	}
	tracing::info!(
		address = %running.address,
		endpoint = %session.client.endpoint(),
		%account,
		%token,
		"gateway"
	);
	let stopped = running.handle.clone();
	tokio::select! {
		() = shutdown_signal() => {
			// An error says that it has stopped already.
			let _ = running.handle.stop();
			stopped.stopped().await;
		},
		() = stopped.clone().stopped() => {},
	}
	Ok(())
}
