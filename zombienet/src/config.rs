// SPDX-License-Identifier: Apache-2.0
//! Which network to start, where, and with which binaries.

use crate::{rpc::Channel, Endpoint};
use anyhow::{anyhow, bail, ensure, Context, Result};
use std::{
	collections::BTreeSet,
	env, fs,
	path::{Path, PathBuf},
};
use zombienet_sdk::{GlobalSettingsBuilder, NetworkConfig};

/// The networks that are known by name.
pub const NETWORKS: [(&str, &str); 3] = [
	("hub-1-sector", include_str!("../networks/hub-1-sector.toml")),
	("hub-3-sectors", include_str!("../networks/hub-3-sectors.toml")),
	("hub-4-sectors", include_str!("../networks/hub-4-sectors.toml")),
];

/// What a validator needs next to it, and what writes its chain spec.
const HELPERS: [&str; 4] =
	["polkadot-prepare-worker", "polkadot-execute-worker", "pouw-relay-spec", "pouw-raw-spec"];

/// A network to be started.
pub struct Config {
	/// Folder for the network's files.
	pub dir: PathBuf,
	/// Channels that must be open.
	pub channels: BTreeSet<Channel>,
	pub(crate) definition: NetworkConfig,
}

impl Config {
	/// Reads the network `network`, a name of [`NETWORKS`] or a zombienet definition, to be run in
	/// `dir` with the binaries of `bin_dir`, or else of the PATH.
	///
	/// Call it before the process has threads that read its environment: nodes inherit the PATH.
	pub fn new(network: &str, dir: &Path, bin_dir: Option<&Path>) -> Result<Self> {
		let existed = dir.exists();
		let config = Self::read(network, dir, bin_dir);
		if config.is_err() && !existed {
			let _ = fs::remove_dir_all(dir);
		}
		config
	}

	fn read(network: &str, dir: &Path, bin_dir: Option<&Path>) -> Result<Self> {
		fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
		let dir = dir.canonicalize().with_context(|| format!("cannot open {}", dir.display()))?;
		let empty = fs::read_dir(&dir).map(|mut entries| entries.next().is_none());
		ensure!(
			empty.unwrap_or(false),
			"{} is not empty: a network starts from genesis, give it a folder of its own",
			dir.display()
		);
		if let Some(bin_dir) = bin_dir {
			prepend_to_path(bin_dir)?;
		}
		let definition = load(network, &dir)?;
		let config = Self { channels: channels(&definition), dir, definition };
		config.check_binaries()?;
		Ok(config)
	}

	fn check_binaries(&self) -> Result<()> {
		let relay = self.definition.relaychain();
		let validators = relay.nodes().into_iter().filter_map(|node| node.command());
		let collators = self.definition.parachains().into_iter().flat_map(|para| para.collators());
		let commands: BTreeSet<String> = validators
			.chain(collators.filter_map(|node| node.command()))
			.map(|command| command.as_str().to_owned())
			.chain(HELPERS.map(str::to_owned))
			.collect();
		for command in commands {
			ensure!(
				on_path(&command),
				"cannot find `{command}` on the PATH: build it with scripts/build, and name its folder \
				with --bin-dir or POUW_BIN_DIR"
			);
		}
		Ok(())
	}

	/// The nodes of the definition, relay chain first; process ids are not known yet.
	pub(crate) fn endpoints(&self) -> Result<Vec<Endpoint>> {
		let mut endpoints = Vec::new();
		for node in self.definition.relaychain().nodes() {
			endpoints.push(Endpoint::new(node.name(), None, node.rpc_port(), &self.dir)?);
		}
		for para in self.definition.parachains() {
			for node in para.collators() {
				let id = Some(para.id());
				endpoints.push(Endpoint::new(node.name(), id, node.rpc_port(), &self.dir)?);
			}
		}
		Ok(endpoints)
	}
}

fn load(network: &str, dir: &Path) -> Result<NetworkConfig> {
	let known = NETWORKS.iter().find(|(name, _)| *name == network);
	let path = match known {
		Some((_, text)) => {
			let path = dir.join("network.toml");
			fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
			path
		},
		None => PathBuf::from(network),
	};
	if !path.is_file() {
		let names: Vec<_> = NETWORKS.iter().map(|(name, _)| *name).collect();
		bail!("unknown network `{network}`: not a file and not one of {}", names.join(", "));
	}
	let path = path.to_str().context("the path of the network's definition is not UTF-8")?;
	let definition = NetworkConfig::load_from_toml(path)
		.with_context(|| format!("cannot read the network `{network}`"))?;
	let settings = definition.global_settings();
	let settings = GlobalSettingsBuilder::new()
		.with_network_spawn_timeout(settings.network_spawn_timeout())
		.with_node_spawn_timeout(settings.node_spawn_timeout())
		.with_base_dir(dir)
		// The SDK's own monitor ends this very process, without a word on which node failed.
		.with_tear_down_on_failure(false)
		.build()
		.map_err(|errors| anyhow!("settings of the network `{network}`: {errors:?}"))?;
	NetworkConfig::load_from_toml_with_settings(path, &settings)
}

fn channels(definition: &NetworkConfig) -> BTreeSet<Channel> {
	let channels = definition.hrmp_channels().into_iter();
	channels.map(|channel| (channel.sender(), channel.recipient())).collect()
}

fn prepend_to_path(bin_dir: &Path) -> Result<()> {
	let bin_dir = bin_dir
		.canonicalize()
		.with_context(|| format!("cannot open the binaries' folder {}", bin_dir.display()))?;
	let old = env::var_os("PATH").unwrap_or_default();
	let path = env::join_paths([bin_dir].into_iter().chain(env::split_paths(&old)))
		.context("the binaries' folder cannot be put on the PATH")?;
	env::set_var("PATH", path);
	Ok(())
}

fn on_path(command: &str) -> bool {
	let path = env::var_os("PATH").unwrap_or_default();
	// Joining an absolute path replaces the folder.
	let found = env::split_paths(&path).any(|folder| folder.join(command).is_file());
	found
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn named_networks_are_read_and_connect_the_hub_with_each_sector_only() {
		for (name, sectors) in [("hub-1-sector", 1), ("hub-3-sectors", 3), ("hub-4-sectors", 4)] {
			let dir = tempfile::tempdir().unwrap();
			let definition = load(name, dir.path()).unwrap();
			let paras = definition.parachains().len();
			assert_eq!(paras, sectors + 1, "{name}");
			assert!(definition.relaychain().nodes().len() >= paras, "{name}: a validator per core");
			let channels = channels(&definition);
			assert_eq!(channels.len(), 2 * sectors, "{name}");
			assert!(channels.iter().all(|(from, to)| *from == 2000 || *to == 2000), "{name}");
		}
	}

	#[test]
	fn network_that_a_sector_may_join_has_a_validator_for_it_and_no_collator() {
		let path = concat!(env!("CARGO_MANIFEST_DIR"), "/networks/hub-3-sectors-and-one.toml");
		let dir = tempfile::tempdir().unwrap();
		let definition = load(path, dir.path()).unwrap();
		let paras = definition.parachains();
		assert!(definition.relaychain().nodes().len() >= paras.len());
		let waiting = paras.iter().filter(|para| para.collators().is_empty());
		assert_eq!(waiting.map(|para| para.id()).collect::<Vec<_>>(), [2005]);
		assert!(channels(&definition).iter().all(|(from, to)| *from != 2005 && *to != 2005));
	}

	#[test]
	fn unknown_network_is_refused_with_the_known_names() {
		let dir = tempfile::tempdir().unwrap();
		let error = load("hub-9-sectors", dir.path()).unwrap_err().to_string();
		assert!(error.contains("`hub-9-sectors`") && error.contains("hub-3-sectors"), "{error}");
	}

	#[test]
	fn folder_in_use_is_refused() {
		let dir = tempfile::tempdir().unwrap();
		fs::write(dir.path().join("zombie.json"), "{}").unwrap();
		let error = Config::new("hub-1-sector", dir.path(), None).err().unwrap().to_string();
		assert!(error.contains("is not empty"), "{error}");
	}
}
