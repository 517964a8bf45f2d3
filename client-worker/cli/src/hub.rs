// SPDX-License-Identifier: Apache-2.0
//! What the commands that talk to the hub share.

use crate::{amount, error::Failure};
use pouw_chain::{hub::TokenName, ChainError, HubClient, SectorClient};
use pouw_primitives::{Balance, SectorId};
use pouw_service::Config;
use std::{collections::BTreeMap, sync::Arc};

/// A connection to the hub, whose token is known.
pub struct HubSession {
	/// The connection.
	pub client: HubClient,
	token: TokenName,
}

impl HubSession {
	/// Connects to the node that was given, or else to one of the configuration.
	pub async fn open(given: Option<&String>, config: &Config) -> Result<Self, Failure> {
		let endpoints = match given {
			Some(url) => vec![url.clone()],
			None => config.hub_endpoints.clone(),
		};
		if endpoints.is_empty() {
			return Err(Failure::Usage(
				"no node of the hub is known: give --hub URL, or set `hub_endpoints`".to_string(),
			));
		}
		let client = HubClient::connect(&endpoints).await?;
		let token = client.token().await?;
		Ok(Self { client, token })
	}

	/// Symbol of the hub's token.
	pub fn symbol(&self) -> &str {
		&self.token.symbol
	}

	/// An amount of MAIN as a decimal number.
	pub fn amount(&self, value: Balance) -> String {
		amount::format(value, self.token.decimals)
	}

	/// The value of a decimal number of MAIN.
	pub fn value(&self, text: &str) -> Result<Balance, Failure> {
		amount::parse(text, self.token.decimals)
			.map_err(|e| Failure::Usage(format!("amount of {}: {e}", self.symbol())))
	}
}

/// Connections to sectors by their ids, connected to when they are needed.
pub struct Sectors {
	endpoints: BTreeMap<SectorId, String>,
	connected: BTreeMap<SectorId, Arc<SectorClient>>,
}

impl Sectors {
	/// Takes nodes of sectors as the command line names them.
	pub fn new(given: &[(SectorId, String)]) -> Result<Self, Failure> {
		let endpoints: BTreeMap<_, _> = given.iter().cloned().collect();
		if endpoints.len() < given.len() {
			return Err(Failure::Usage("--sector names a sector twice".to_string()));
		}
		Ok(Self { endpoints, connected: BTreeMap::new() })
	}

	/// A connection to a sector; `None` if no node of it was given.
	pub async fn get(&mut self, sector: SectorId) -> Result<Option<Arc<SectorClient>>, ChainError> {
		if let Some(client) = self.connected.get(&sector) {
			return Ok(Some(client.clone()));
		}
		let Some(endpoint) = self.endpoints.get(&sector) else { return Ok(None) };
		let client = Arc::new(SectorClient::connect(std::slice::from_ref(endpoint)).await?);
		client.ensure_para_id(sector.0).await?;
		self.connected.insert(sector, client.clone());
		Ok(Some(client))
	}
}
