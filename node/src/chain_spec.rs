// SPDX-License-Identifier: GPL-3.0-only
//! The chains that the node knows by name, and chain specs from files.

use polkadot_omni_node_lib::chain_spec::{ChainSpec, Extensions, GenericChainSpec, LoadSpec};
use pouw_primitives::HUB_ID;
use pouw_sector_runtime::sectors::{self, SectorSpec};
use sc_chain_spec::{ChainType, Properties};
use serde_json::json;
use std::path::Path;

/// Relay chain of the networks known by name.
const RELAY_CHAIN: &str = "rococo-local";
/// Prefix of addresses: Substrate's generic one.
const SS58_FORMAT: u16 = 42;

/// Loads a chain spec by a name of this project's or from a JSON file.
pub struct Loader;

impl LoadSpec for Loader {
	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		if let Some(spec) = known(id) {
			return Ok(Box::new(spec.build()?));
		}
		let path = Path::new(id);
		if path.is_file() {
			let spec = GenericChainSpec::from_json_file(path.into())
				.map_err(|error| format!("cannot read chain spec file `{id}`: {error}"))?;
			return Ok(Box::new(spec));
		}
		let what = match id {
			"" => "no chain given: pass --chain with".to_owned(),
			_ => format!("unknown chain `{id}`: not a file and not"),
		};
		Err(format!("{what} one of {}, or with the path of a JSON chain spec", known_names()))
	}
}

/// Names that [`Loader`] knows, for people.
pub fn known_names() -> String {
	let mut names = vec!["hub-dev".to_owned(), "hub-local".to_owned()];
	for sector in sectors::ALL.iter() {
		names.extend(Stage::ALL.map(|stage| format!("{}-{}", sector.slug, stage.suffix())));
	}
	names.join(", ")
}

/// What a named chain is for.
#[derive(Clone, Copy)]
enum Stage {
	/// One node that seals blocks by itself.
	Development,
	/// A network on one machine.
	Local,
}

impl Stage {
	const ALL: [Self; 2] = [Self::Development, Self::Local];

	fn suffix(self) -> &'static str {
		match self {
			Self::Development => "dev",
			Self::Local => "local",
		}
	}

	fn title(self) -> &'static str {
		match self {
			Self::Development => "Development",
			Self::Local => "Local",
		}
	}

	fn preset(self) -> &'static str {
		match self {
			Self::Development => "development",
			Self::Local => "local_testnet",
		}
	}

	fn chain_type(self) -> ChainType {
		match self {
			Self::Development => ChainType::Development,
			Self::Local => ChainType::Local,
		}
	}
}

/// A chain known by name.
struct Known {
	wasm: Option<&'static [u8]>,
	para_id: u32,
	slug: &'static str,
	title: &'static str,
	symbol: &'static str,
	decimals: u8,
	preset: String,
	stage: Stage,
}

/// Finds a chain by name. `dev`, which is what `--dev` asks for, is the hub.
fn known(id: &str) -> Option<Known> {
	let id = if id == "dev" { "hub-dev" } else { id };
	Stage::ALL.into_iter().find_map(|stage| {
		let slug = id.strip_suffix(stage.suffix())?.strip_suffix('-')?;
		if slug == "hub" {
			return Some(Known::hub(stage));
		}
		let sector = sectors::ALL.iter().find(|sector| sector.slug == slug)?;
		Some(Known::sector(sector, stage))
	})
}

impl Known {
	fn hub(stage: Stage) -> Self {
		Self {
			wasm: pouw_hub_runtime::WASM_BINARY,
			para_id: HUB_ID,
			slug: "hub",
			title: "Hub",
			symbol: "MAIN",
			decimals: 12,
			preset: stage.preset().to_owned(),
			stage,
		}
	}

	fn sector(sector: &SectorSpec, stage: Stage) -> Self {
		Self {
			wasm: pouw_sector_runtime::WASM_BINARY,
			para_id: sector.para_id,
			slug: sector.slug,
			title: sector.slug,
			symbol: sector.symbol,
			decimals: sector.decimals,
			preset: format!("{}-{}", sector.slug, stage.preset()),
			stage,
		}
	}

	fn build(&self) -> Result<GenericChainSpec, String> {
		let wasm = self.wasm.ok_or_else(|| {
			format!(
				"this pouw-node was built without the runtime of `{}`: build it again without \
				SKIP_WASM_BUILD",
				self.slug
			)
		})?;
		let mut properties = Properties::new();
		properties.insert("tokenSymbol".into(), json!(self.symbol));
		properties.insert("tokenDecimals".into(), json!(self.decimals));
		properties.insert("ss58Format".into(), json!(SS58_FORMAT));
		let extensions = Extensions::new(RELAY_CHAIN.into(), self.para_id);
		Ok(GenericChainSpec::builder(wasm, extensions)
			.with_name(&format!("POUW {} {}", self.title, self.stage.title()))
			.with_id(&format!("pouw-{}-{}", self.slug, self.stage.suffix()))
			.with_protocol_id(&format!("pouw-{}-{}", self.slug, self.stage.suffix()))
			.with_chain_type(self.stage.chain_type())
			.with_genesis_config_preset_name(&self.preset)
			.with_properties(properties)
			.build())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_listed_name_is_known_and_every_para_id_is_distinct() {
		let names = known_names();
		let mut ids = Vec::new();
		for name in names.split(", ") {
			ids.push(known(name).unwrap_or_else(|| panic!("{name}")).para_id);
		}
		assert_eq!(ids.len(), 2 + 2 * sectors::ALL.len());
		ids.sort_unstable();
		ids.dedup();
		assert_eq!(ids.len(), 1 + sectors::ALL.len());
		assert_eq!(ids.first(), Some(&HUB_ID));
	}

	#[test]
	fn unknown_name_is_refused_with_the_known_names_on_one_line() {
		let error = Loader.load_spec("quantum-local").err().unwrap();
		assert!(error.contains("`quantum-local`") && error.contains("cpu-edge-local"), "{error}");
		assert!(!error.contains('\n'));
	}

	#[test]
	fn preset_of_a_named_chain_exists_in_its_runtime() {
		for name in known_names().split(", ") {
			let chain = known(name).unwrap();
			let presets = if chain.para_id == HUB_ID {
				pouw_hub_runtime::genesis_config_presets::preset_names()
			} else {
				pouw_sector_runtime::genesis_config_presets::preset_names()
			};
			assert!(presets.contains(&chain.preset), "{}", chain.preset);
		}
	}
}
