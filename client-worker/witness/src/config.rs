// SPDX-License-Identifier: Apache-2.0
//! The service's part of the worker's configuration.

use pouw_primitives::{SectorId, HUB_ID};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What can go wrong with the configuration.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
	/// A sector is named twice.
	#[error("configuration: `witness.sources` names sector {0} twice")]
	Twice(u32),
	/// A sector has no endpoint.
	#[error("configuration: `witness.sources` gives no endpoint for sector {0}")]
	NoEndpoint(u32),
	/// The id is that of no sector.
	#[error("configuration: `witness.sources` names {0}, which is no sector: their ids are above {HUB_ID}")]
	NotASector(u32),
	/// Nothing could be done.
	#[error("configuration: `witness.parallel` is 0, but must be at least 1")]
	NoPlace,
}

/// The service's configuration. Every key has a default.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WitnessConfig {
	/// Whether a miner runs the service beside its own work. The service on its own runs in any case.
	pub enabled: bool,
	/// The other sectors' nodes. A conversion of a sector that is not here is left to others.
	pub sources: Vec<SourceConfig>,
	/// Proofs that are fetched and submitted at a time.
	pub parallel: usize,
}

/// Nodes of another sector.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceConfig {
	/// The sector's para id.
	pub sector: u32,
	/// WebSocket addresses of its nodes, the preferred one first.
	pub endpoints: Vec<String>,
}

impl Default for WitnessConfig {
	fn default() -> Self {
		Self { enabled: false, sources: Vec::new(), parallel: 4 }
	}
}

impl WitnessConfig {
	/// The endpoints of each sector.
	pub fn endpoints(&self) -> Result<BTreeMap<SectorId, Vec<String>>, ConfigError> {
		if self.parallel == 0 {
			return Err(ConfigError::NoPlace);
		}
		let mut endpoints = BTreeMap::new();
		for source in &self.sources {
			if source.sector <= HUB_ID {
				return Err(ConfigError::NotASector(source.sector));
			}
			if source.endpoints.is_empty() {
				return Err(ConfigError::NoEndpoint(source.sector));
			}
			if endpoints.insert(SectorId(source.sector), source.endpoints.clone()).is_some() {
				return Err(ConfigError::Twice(source.sector));
			}
		}
		Ok(endpoints)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn parse(text: &str) -> WitnessConfig {
		toml::from_str(text).unwrap()
	}

	#[test]
	fn empty_text_gives_the_defaults() {
		assert_eq!(parse(""), WitnessConfig::default());
		assert!(WitnessConfig::default().endpoints().unwrap().is_empty());
	}

	#[test]
	fn endpoints_are_those_of_the_sectors() {
		let config = parse(
			"parallel = 2\n\
			[[sources]]\nsector = 2002\nendpoints = [\"ws://a\", \"ws://b\"]\n\
			[[sources]]\nsector = 2003\nendpoints = [\"ws://c\"]\n",
		);
		let endpoints = config.endpoints().unwrap();
		assert_eq!(endpoints[&SectorId(2002)], ["ws://a", "ws://b"]);
		assert_eq!(endpoints[&SectorId(2003)], ["ws://c"]);
	}

	#[test]
	fn error_says_what_is_wrong() {
		let source = |sector, endpoints: &[&str]| SourceConfig {
			sector,
			endpoints: endpoints.iter().map(|e| e.to_string()).collect(),
		};
		let error =
			|sources| WitnessConfig { sources, ..Default::default() }.endpoints().unwrap_err();
		assert_eq!(
			error(vec![source(2002, &["ws://a"]), source(2002, &["ws://b"])]),
			ConfigError::Twice(2002)
		);
		assert_eq!(error(vec![source(2002, &[])]), ConfigError::NoEndpoint(2002));
		assert_eq!(error(vec![source(2000, &["ws://a"])]), ConfigError::NotASector(2000));
		assert!(error(vec![source(9, &[])]).to_string().contains("above 2000"));
		let none = WitnessConfig { parallel: 0, ..Default::default() };
		assert_eq!(none.endpoints(), Err(ConfigError::NoPlace));
	}

	#[test]
	fn unknown_keys_are_refused() {
		assert!(toml::from_str::<WitnessConfig>("paralel = 2\n").is_err());
	}
}
