// SPDX-License-Identifier: Apache-2.0
//! Genesis storages, built from the runtimes' own presets.

use crate::state::all_storage;
use serde_json::Value;
use sp_core::storage::Storage;
use sp_genesis_builder::{runtime_decl_for_genesis_builder::GenesisBuilderV1, PresetId};
use sp_io::TestExternalities;
use sp_runtime::{traits::Block as BlockT, BuildStorage};
use std::sync::LazyLock;

/// Kind of network that the emulated one is started as.
const NETWORK: &str = "local_testnet";

/// Genesis of the hub.
pub fn hub() -> Storage {
	static GENESIS: LazyLock<Storage> = LazyLock::new(|| hub_preset(NETWORK));
	GENESIS.clone()
}

/// Genesis of the sector that specifications call `slug`.
pub fn sector(slug: &str) -> Storage {
	static GENESIS: LazyLock<Vec<(&str, Storage)>> = LazyLock::new(|| {
		pouw_sector_runtime::sectors::ALL
			.iter()
			.map(|sector| (sector.slug, sector_preset(&format!("{}-{NETWORK}", sector.slug))))
			.collect()
	});
	let (_, storage) = GENESIS.iter().find(|(name, _)| *name == slug).expect("a known sector");
	storage.clone()
}

/// Genesis of the relay chain. It only counts blocks here, so the runtime's defaults do.
pub fn relay() -> Storage {
	static GENESIS: LazyLock<Storage> = LazyLock::new(|| {
		rococo_runtime::RuntimeGenesisConfig::default().build_storage().expect("a genesis")
	});
	GENESIS.clone()
}

/// Storage of the hub's preset `name`.
pub fn hub_preset(name: &str) -> Storage {
	build::<pouw_hub_runtime::Block, pouw_hub_runtime::Runtime>(name)
}

/// Storage of the sectors' preset `name`.
pub fn sector_preset(name: &str) -> Storage {
	build::<pouw_sector_runtime::Block, pouw_sector_runtime::Runtime>(name)
}

/// Does what a node does with a preset: patches the default configuration with it and has the
/// runtime build the state.
fn build<Block: BlockT, Runtime: GenesisBuilderV1<Block>>(name: &str) -> Storage {
	let read = |id: Option<PresetId>| -> Value {
		let preset =
			Runtime::get_preset(&id).unwrap_or_else(|| panic!("there is no preset {id:?}"));
		serde_json::from_slice(&preset)
			.unwrap_or_else(|error| panic!("preset {id:?} is not JSON: {error}"))
	};
	let mut config = read(None);
	merge(&mut config, read(Some(name.into())));
	TestExternalities::default().execute_with(|| {
		Runtime::build_state(config.to_string().into_bytes())
			.unwrap_or_else(|error| panic!("preset {name:?} does not build: {error}"));
		Storage { top: all_storage(), ..Default::default() }
	})
}

/// Merges as RFC 7386 has it: objects key by key, null removes, anything else replaces.
fn merge(target: &mut Value, patch: Value) {
	match (target, patch) {
		(Value::Object(target), Value::Object(patch)) => {
			for (key, value) in patch {
				if value.is_null() {
					target.remove(&key);
				} else {
					merge(target.entry(key).or_insert(Value::Null), value);
				}
			}
		},
		(target, patch) => *target = patch,
	}
}
