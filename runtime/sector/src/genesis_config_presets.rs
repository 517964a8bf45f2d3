// SPDX-License-Identifier: Apache-2.0
//! Genesis presets. Their names are `<slug>-development`, `<slug>-local_testnet` and
//! `<slug>-public` for each sector of [`ALL`]; the public ones hold no tokens and no collators.

use crate::{
	sectors::{SectorSpec, ALL},
	AccountId, AuraConfig, BalancesConfig, ParachainInfoConfig, RuntimeGenesisConfig,
	SectorProfileConfig, SessionConfig, SessionKeys,
};
use alloc::{format, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pouw_primitives::{Balance, BlockNumber};
use pouw_runtime_common::{
	block::{HOURS, MINUTES},
	currency::UNIT,
	genesis::development_endowment,
};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_genesis_builder::PresetId;
use sp_keyring::Sr25519Keyring;

/// Tokens of each well-known account in the test presets.
const ENDOWMENT: Balance = 1_000_000 * UNIT;
/// Kind of network: its name in presets, its collators, the tokens of test accounts, and the blocks
/// of an era.
const NETWORKS: [(&str, &[Sr25519Keyring], Option<Balance>, BlockNumber); 3] = [
	("development", &[Sr25519Keyring::Alice], Some(ENDOWMENT), 10 * MINUTES),
	// The local networks run one collator for each chain.
	("local_testnet", &[Sr25519Keyring::Alice], Some(ENDOWMENT), MINUTES),
	("public", &[], None, 6 * HOURS),
];

fn genesis(
	sector: &SectorSpec,
	collators: &[Sr25519Keyring],
	endowment: Option<Balance>,
	era_length: BlockNumber,
) -> serde_json::Value {
	let keys: Vec<(AccountId, AccountId, SessionKeys)> = collators
		.iter()
		.map(|key| {
			let aura: AuraId = key.public().into();
			(key.to_account_id(), key.to_account_id(), SessionKeys { aura })
		})
		.collect();
	let balances = endowment.map(development_endowment).unwrap_or_default();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances },
		parachain_info: ParachainInfoConfig { parachain_id: sector.para_id.into() },
		session: SessionConfig { keys },
		aura: AuraConfig { authorities: vec![] },
		sector_profile: SectorProfileConfig {
			class: Some(sector.class),
			token_name: sector.name.into(),
			token_symbol: sector.symbol.into(),
			token_decimals: sector.decimals,
			era_length,
		},
	})
}

/// The preset `id` as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	ALL.iter()
		.flat_map(|sector| NETWORKS.iter().map(move |network| (sector, network)))
		.find(|(sector, network)| format!("{}-{}", sector.slug, network.0) == *id)
		.map(|(sector, (_, collators, endowment, era))| {
			genesis(sector, collators, *endowment, *era)
		})
		.and_then(|patch| serde_json::to_string(&patch).ok())
		.map(|json| json.into_bytes())
}

/// Names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	ALL.iter()
		.flat_map(|sector| {
			NETWORKS
				.iter()
				.map(move |(network, ..)| PresetId::from(format!("{}-{network}", sector.slug)))
		})
		.collect()
}
