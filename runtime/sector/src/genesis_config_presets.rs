// SPDX-License-Identifier: Apache-2.0
//! Genesis presets. Their names are `<slug>-development`, `<slug>-local_testnet` and
//! `<slug>-public` for each sector of [`ALL`]; the public ones hold no tokens and no collators.

use crate::{
	sectors::{SectorSpec, ALL},
	AccountId, AuraConfig, BalancesConfig, GuildsConfig, MinersConfig, ParachainInfoConfig,
	PouwVerifyConfig, RuntimeGenesisConfig, SectorProfileConfig, SectorTokenConfig, SessionConfig,
	SessionKeys,
};
use alloc::{format, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pouw_primitives::{work::Parameters, Balance, BlockNumber, Work};
use pouw_runtime_common::{
	block::{DAYS, HOURS, MINUTES},
	currency::UNIT,
	genesis::development_endowment,
};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_genesis_builder::PresetId;
use sp_keyring::Sr25519Keyring;
use sp_runtime::Permill;

/// Tokens of each well-known account in the test presets.
const ENDOWMENT: Balance = 1_000_000 * UNIT;
/// Tokens that work can ever be paid with, on each sector.
const SUPPLY_CAP: Balance = 1_000_000_000 * UNIT;
/// Work of a ticket where a network begins: a tenth of a second of one processor core. From there the
/// difficulty finds its way by itself.
const FIRST_DIFFICULTY: Work = 1 << 33;

/// A kind of network.
struct Network {
	/// Its name in the names of presets.
	name: &'static str,
	/// Accounts that write blocks, with a well-known key each.
	collators: &'static [Sr25519Keyring],
	/// Tokens of each well-known account.
	endowment: Option<Balance>,
	/// Blocks of an era.
	era: BlockNumber,
	/// Blocks of a session.
	session: BlockNumber,
	/// Blocks of a window of tickets.
	window: BlockNumber,
	/// Blocks of grace after it.
	grace: BlockNumber,
	/// Tickets wanted of a window.
	target: u32,
	/// Most tickets of one miner in a window.
	ceiling: u32,
	/// Least work of a ticket.
	min_difficulty: Work,
	/// Tokens for a window, at first.
	budget: Balance,
	/// Bond of an author.
	bond: Balance,
	/// The founders' account, with a well-known key, and their part of the public income.
	founders: Option<(Sr25519Keyring, Permill)>,
	/// Blocks of a span of the guild; half of it is the time for a vote.
	span: BlockNumber,
}

const NETWORKS: [Network; 3] = [
	Network { name: "development", era: 10 * MINUTES, session: 10 * MINUTES, ..LOCAL },
	LOCAL,
	Network {
		name: "public",
		collators: &[],
		endowment: None,
		era: 6 * HOURS,
		session: HOURS,
		window: 5 * MINUTES,
		grace: MINUTES,
		target: 500,
		// A tenth of the target: a machine has to be as many bonded miners as it wants tenths of a sector.
		ceiling: 50,
		// Fewer than ten miners find less than the target at any difficulty, so it falls to this.
		min_difficulty: FIRST_DIFFICULTY,
		budget: 1_000 * UNIT,
		bond: 1_000 * UNIT,
		founders: None,
		span: 4 * DAYS,
	},
];

/// The local networks run one collator for each chain. All takes a minute, so that it can be watched;
/// a span takes three, so that there can be work in the first one, by which the first election is weighed.
const LOCAL: Network = Network {
	name: "local_testnet",
	collators: &[Sr25519Keyring::Alice],
	endowment: Some(ENDOWMENT),
	era: MINUTES,
	session: MINUTES,
	window: MINUTES / 2,
	grace: 6,
	target: 30,
	// More than the target: one worker is to find all tickets of a sector here.
	ceiling: 60,
	min_difficulty: 1 << 28,
	budget: 90 * UNIT,
	bond: 50 * UNIT,
	founders: Some((Sr25519Keyring::FerdieStash, Permill::from_percent(20))),
	span: 3 * MINUTES,
};

impl Network {
	fn parameters(&self, sector: &SectorSpec) -> Parameters {
		Parameters {
			work: sector.work,
			target: self.target,
			length: self.window,
			grace: self.grace,
			floor: 1,
			ceiling: self.ceiling,
			max_newcomers: self.target,
			useful_cap: Permill::from_percent(90),
			half_life: 2,
			min_difficulty: self.min_difficulty,
			// JSON carries no greater numbers; governance can set them.
			max_difficulty: 1 << 62,
		}
	}
}

fn genesis(sector: &SectorSpec, network: &Network) -> serde_json::Value {
	let keys: Vec<(AccountId, AccountId, SessionKeys)> = network
		.collators
		.iter()
		.map(|key| {
			let aura: AuraId = key.public().into();
			(key.to_account_id(), key.to_account_id(), SessionKeys { aura })
		})
		.collect();
	let invulnerables = keys.iter().map(|(account, ..)| account.clone()).collect::<Vec<_>>();
	let (founders, founders_share) = network.founders.unzip();
	let balances = network.endowment.map(development_endowment).unwrap_or_default();
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
			era_length: network.era,
			session_length: Some(network.session),
		},
		miners: MinersConfig { bond_target: Some(network.bond), invulnerables },
		pouw_verify: PouwVerifyConfig {
			parameters: Some(network.parameters(sector)),
			initial_difficulty: FIRST_DIFFICULTY,
		},
		sector_token: SectorTokenConfig {
			cap: SUPPLY_CAP,
			first_budget: network.budget,
			founders: founders.map(|key| key.to_account_id()),
			founders_share: founders_share.unwrap_or_default(),
		},
		guilds: GuildsConfig { span_length: network.span },
	})
}

/// The preset `id` as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	ALL.iter()
		.flat_map(|sector| NETWORKS.iter().map(move |network| (sector, network)))
		.find(|(sector, network)| format!("{}-{}", sector.slug, network.name) == *id)
		.map(|(sector, network)| genesis(sector, network))
		.and_then(|patch| serde_json::to_string(&patch).ok())
		.map(|json| json.into_bytes())
}

/// Builds the state that `config` describes.
pub fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
	frame_support::genesis_builder_helper::build_state::<RuntimeGenesisConfig>(config)?;
	#[cfg(feature = "runtime-benchmarks")]
	pouw_runtime_common::genesis::prepare_for_benchmarks::<crate::Runtime>([
		pouw_primitives::HUB_ID,
	]);
	Ok(())
}

/// Names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	ALL.iter()
		.flat_map(|sector| {
			NETWORKS
				.iter()
				.map(move |network| PresetId::from(format!("{}-{}", sector.slug, network.name)))
		})
		.collect()
}
