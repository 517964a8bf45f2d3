// SPDX-License-Identifier: Apache-2.0
//! Genesis presets: `development`, `local_testnet`, and `public`, which has no MAIN at all.

use crate::{
	configs, AccountId, AuraConfig, Balances, BalancesConfig, BlockNumber, CollatorSelectionConfig,
	MultiRecord, OriginsConfig, ParachainInfoConfig, RuntimeGenesisConfig, SectorsConfig,
	SessionConfig, SessionKeys,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	build_struct_json_patch,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Precision, Preservation},
	},
};
use pouw_primitives::{Balance, SectorClass, SectorId, HUB_ID};
use pouw_runtime_common::{
	block::MINUTES,
	currency::{EXISTENTIAL_DEPOSIT, UNIT},
	genesis::development_endowment,
};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_genesis_builder::PresetId;
use sp_keyring::Sr25519Keyring;
use sp_runtime::FixedU128;

/// Preset of a network without MAIN and without collators; a deployment adds its own.
pub const PUBLIC_PRESET: &str = "public";
/// MAIN of each well-known account in the test presets.
const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// By what the Assembly's periods are divided, and the blocks that witnesses have if not the default.
const PUBLIC_PACE: (u32, Option<BlockNumber>) = (1, None);
/// The same of the test networks: a week of the Assembly is two minutes.
const TEST_PACE: (u32, Option<BlockNumber>) = (5_040, Some(MINUTES));

/// The sectors that every network starts with.
pub const SECTORS: [(SectorId, SectorClass); 4] = [
	(SectorId(2001), SectorClass::GpuDatacenter),
	(SectorId(2002), SectorClass::GpuConsumer),
	(SectorId(2003), SectorClass::CpuEdge),
	(SectorId(2004), SectorClass::AiAccelerator),
];

fn genesis(
	collators: Vec<(AccountId, AuraId)>,
	balances: Vec<(AccountId, Balance)>,
	terms: Vec<(SectorId, AccountId, FixedU128, Balance)>,
	(time_divisor, attestation_period): (u32, Option<BlockNumber>),
) -> serde_json::Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances },
		parachain_info: ParachainInfoConfig { parachain_id: HUB_ID.into() },
		collator_selection: CollatorSelectionConfig {
			invulnerables: collators.iter().map(|(account, _)| account.clone()).collect::<Vec<_>>(),
			candidacy_bond: 100 * UNIT,
		},
		session: SessionConfig {
			keys: collators
				.into_iter()
				.map(|(account, aura)| (account.clone(), account, SessionKeys { aura }))
				.collect::<Vec<_>>(),
		},
		aura: AuraConfig { authorities: vec![] },
		sectors: SectorsConfig { sectors: SECTORS.to_vec(), terms },
		origins: OriginsConfig { time_divisor, attestation_period },
	})
}

/// Terms of conversion of the test networks: an operator for each sector, so that any three of them
/// can witness for one another, one MAIN for a token of a sector at full use, and a cap that tests
/// do not reach.
fn test_terms() -> Vec<(SectorId, AccountId, FixedU128, Balance)> {
	let operators =
		[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie, Sr25519Keyring::Dave];
	let operated = SECTORS.iter().zip(operators);
	operated
		.map(|((sector, _), operator)| {
			(*sector, operator.to_account_id(), FixedU128::from_u32(1), 100_000 * UNIT)
		})
		.collect()
}

fn collator(key: Sr25519Keyring) -> (AccountId, AuraId) {
	(key.to_account_id(), key.public().into())
}

/// The preset `id` as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		// The local networks run one collator for each chain.
		sp_genesis_builder::DEV_RUNTIME_PRESET
		| sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET => {
			let collators = vec![collator(Sr25519Keyring::Alice)];
			let mut balances = development_endowment(ENDOWMENT);
			// What keeps it alive; the treasury lends it to a public network's.
			balances.push((MultiRecord::fee_account(), EXISTENTIAL_DEPOSIT));
			genesis(collators, balances, test_terms(), TEST_PACE)
		},
		PUBLIC_PRESET => genesis(vec![], vec![], vec![], PUBLIC_PACE),
		_ => return None,
	};
	serde_json::to_string(&patch).ok().map(|json| json.into_bytes())
}

/// Builds the state that `config` describes.
pub fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
	frame_support::genesis_builder_helper::build_state::<RuntimeGenesisConfig>(config)?;
	take_back_treasury_gift();
	#[cfg(feature = "runtime-benchmarks")]
	pouw_runtime_common::genesis::prepare_for_benchmarks::<crate::Runtime>(
		// And those that the benchmarks of pallets make.
		SECTORS.iter().map(|(id, _)| id.0).chain([4_000]).chain(5_000..5_010),
	);
	Ok(())
}

/// Burns the existential deposit with which `pallet-treasury` endows its account at genesis, if
/// nobody else has any MAIN: where none is given out, none exists.
pub fn take_back_treasury_gift() {
	let treasury = configs::TreasuryAccount::get();
	let balance = Balances::balance(&treasury);
	if balance == Balances::total_issuance() {
		// Fails only for an empty account.
		let _ = Balances::burn_from(
			&treasury,
			balance,
			Preservation::Expendable,
			Precision::Exact,
			Fortitude::Force,
		);
	}
}

/// Names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![
		PresetId::from(sp_genesis_builder::DEV_RUNTIME_PRESET),
		PresetId::from(sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET),
		PresetId::from(PUBLIC_PRESET),
	]
}
