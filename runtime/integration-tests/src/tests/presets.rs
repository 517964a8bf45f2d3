// SPDX-License-Identifier: Apache-2.0
//! Every genesis preset builds, and holds what its name promises.

use crate::{
	genesis::{hub_preset, sector_preset},
	state::{check_hub, check_sector},
};
use pouw_hub_runtime::{genesis_config_presets as hub_presets, Runtime as HubRuntime};
use pouw_primitives::{Balance, SectorId, SectorProfile, SectorStatus, HUB_ID};
use pouw_runtime_common::currency::EXISTENTIAL_DEPOSIT;
use pouw_sector_runtime::{
	genesis_config_presets as sector_presets, sectors::ALL, Runtime as SectorRuntime,
};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use std::collections::BTreeSet;

/// Checks what a preset for a network like `network` has to hold of tokens and collators, where
/// `alive` is what keeps the accounts of the runtime alive.
fn assert_wealth(
	name: &str,
	network: &str,
	alive: Balance,
	issuance: Balance,
	alice: Balance,
	collators: usize,
) {
	match network {
		"public" => assert_eq!((issuance, alice, collators), (alive, 0, 0), "{name}"),
		"development" | "local_testnet" => {
			assert!(alice > 0 && collators > 0, "{name}: {alice}, {collators}")
		},
		other => panic!("{name} is for an unknown kind of network {other:?}"),
	}
}

#[test]
fn every_hub_preset_builds_and_only_test_networks_have_main() {
	let names = hub_presets::preset_names();
	assert_eq!(names.len(), 3);
	for name in names {
		let name: &str = name.as_ref();
		TestExternalities::new(hub_preset(name)).execute_with(|| {
			assert_wealth(
				name,
				name,
				0,
				pouw_hub_runtime::Balances::total_issuance(),
				pouw_hub_runtime::Balances::free_balance(Sr25519Keyring::Alice.to_account_id()),
				pouw_hub_runtime::Session::validators().len(),
			);
			assert_eq!(u32::from(pouw_hub_runtime::ParachainInfo::parachain_id()), HUB_ID);
			check_hub();
		});
	}
}

#[test]
fn every_hub_preset_admits_exactly_the_sectors_with_their_classes() {
	let expected: BTreeSet<(u32, String)> =
		ALL.iter().map(|sector| (sector.para_id, format!("{:?}", sector.class))).collect();
	for name in hub_presets::preset_names() {
		TestExternalities::new(hub_preset(name.as_ref())).execute_with(|| {
			let sectors: Vec<_> = pallet_sectors::Sectors::<HubRuntime>::iter().collect();
			assert!(sectors.iter().all(|(_, record)| record.status == SectorStatus::Pending));
			let admitted: BTreeSet<(u32, String)> = sectors
				.into_iter()
				.map(|(SectorId(id), record)| (id, format!("{:?}", record.class)))
				.collect();
			assert_eq!(admitted, expected, "{name}");
		});
	}
}

#[test]
fn every_sector_preset_builds_and_only_test_networks_have_tokens() {
	let names = sector_presets::preset_names();
	assert_eq!(names.len(), 3 * ALL.len());
	for name in names {
		let name: &str = name.as_ref();
		let network = name.rsplit('-').next().expect("the kind of network ends the name");
		TestExternalities::new(sector_preset(name)).execute_with(|| {
			assert_wealth(
				name,
				network,
				// The accounts of the public share, of the reserve, and of fees for recording.
				3 * EXISTENTIAL_DEPOSIT,
				pouw_sector_runtime::Balances::total_issuance(),
				pouw_sector_runtime::Balances::free_balance(Sr25519Keyring::Alice.to_account_id()),
				pouw_sector_runtime::Session::validators().len(),
			);
			check_sector();
		});
	}
}

#[test]
fn every_sector_preset_is_of_its_sector() {
	for sector in &ALL {
		for network in ["development", "local_testnet", "public"] {
			let name = format!("{}-{network}", sector.slug);
			TestExternalities::new(sector_preset(&name)).execute_with(|| {
				let id = u32::from(pouw_sector_runtime::ParachainInfo::parachain_id());
				assert_eq!(id, sector.para_id, "{name}");
				let profile = pallet_sector_profile::Profile::<SectorRuntime>::get();
				assert_eq!(
					profile,
					SectorProfile::new(sector.class, sector.name, sector.symbol, sector.decimals),
					"{name}"
				);
				assert!(profile.is_some(), "{name}: the names are too long");
				assert!(pallet_sector_profile::EraLength::<SectorRuntime>::get() > 0, "{name}");
			});
		}
	}
}

/// The class band: what one miner can have of a window is far below what the window is to have, however large its
/// machine and however low the difficulty.
#[test]
fn public_presets_leave_a_miner_a_tenth_of_the_target_at_most() {
	for sector in &ALL {
		let name = format!("{}-public", sector.slug);
		TestExternalities::new(sector_preset(&name)).execute_with(|| {
			let begun = pallet_pouw_verify::Governed::<SectorRuntime>::get().expect("parameters");
			assert!(begun.floor >= 1 && begun.floor <= begun.ceiling, "{name}");
			assert!(
				begun.ceiling.saturating_mul(10) <= begun.target,
				"{name}: a ceiling of {} is more than a tenth of the target of {}",
				begun.ceiling,
				begun.target
			);
			// A tenth of a second of one core: below it a ceiling would be had for nothing.
			assert!(begun.min_difficulty >= 1 << 33, "{name}: {}", begun.min_difficulty);
			let first = pallet_pouw_verify::Difficulty::<SectorRuntime>::get();
			assert!((begun.min_difficulty..=begun.max_difficulty).contains(&first), "{name}");
		});
	}
}

#[test]
fn unknown_presets_are_not_found() {
	for name in ["", "cpu-edge", "cpu-edge-", "quantum-development"] {
		assert_eq!(hub_presets::get_preset(&name.into()), None, "{name:?}");
		assert_eq!(sector_presets::get_preset(&name.into()), None, "{name:?}");
	}
}
