// SPDX-License-Identifier: Apache-2.0
//! No way from sector to sector, first and second layer: channels, and where the routers go.

use crate::{
	genesis,
	messages::{carrier, to_hub, to_sector},
	network::{channels_from, CpuEdgePara, SECTOR_IDS},
	state::network_test,
};
use cumulus_primitives_core::GetChannelInfo;
use pouw_primitives::{Frame, VersionedFrame, HUB_ID};
use pouw_runtime_common::link::sibling;
use proptest::prelude::*;
use sp_core::storage::Storage;
use sp_io::TestExternalities;
use std::cell::RefCell;
use xcm::latest::prelude::*;
use xcm_emulator::TestExt;

fn acknowledgement<Body>() -> VersionedFrame<Body> {
	VersionedFrame::V1(Frame::Acknowledgement { id: 0 })
}

#[test]
fn queue_refuses_a_message_where_the_relay_proof_shows_no_channel() {
	network_test(|| {
		CpuEdgePara::execute_with(|| {
			// The queue itself, without the wall around it that is the router.
			let send = |to: u32, call| {
				send_xcm::<pouw_sector_runtime::XcmpQueue>(sibling(to), carrier(call))
			};
			for other in SECTOR_IDS.into_iter().chain([2003, 2999]) {
				let info = pouw_sector_runtime::ParachainSystem::get_channel_info(other.into());
				assert!(info.is_none(), "a channel to {other}");
				assert_eq!(
					send(other, to_sector(acknowledgement())),
					Err(SendError::Transport("NoChannel")),
					"a message to {other}"
				);
			}
			assert!(send(HUB_ID, to_hub(acknowledgement())).is_ok());
		});
	});
}

#[test]
fn channels_of_the_network_go_between_the_hub_and_the_sectors_only() {
	for sector in SECTOR_IDS {
		assert_eq!(channels_from(sector), [HUB_ID]);
	}
	assert_eq!(channels_from(HUB_ID), SECTOR_IDS);
}

fn network() -> impl Strategy<Value = NetworkId> {
	prop_oneof![
		Just(NetworkId::Polkadot),
		Just(NetworkId::Kusama),
		any::<u64>().prop_map(|chain_id| NetworkId::Ethereum { chain_id }),
		any::<[u8; 32]>().prop_map(NetworkId::ByGenesis),
	]
}

fn junction() -> impl Strategy<Value = Junction> {
	prop_oneof![
		4 => (1_995u32..2_010).prop_map(Parachain),
		1 => any::<u32>().prop_map(Parachain),
		1 => any::<[u8; 32]>().prop_map(|id| AccountId32 { network: None, id }),
		1 => any::<[u8; 20]>().prop_map(|key| AccountKey20 { network: None, key }),
		1 => any::<u8>().prop_map(PalletInstance),
		1 => any::<u128>().prop_map(GeneralIndex),
		1 => Just(OnlyChild),
		1 => network().prop_map(GlobalConsensus),
	]
}

fn location() -> impl Strategy<Value = Location> {
	let interior = proptest::collection::vec(junction(), 0..4);
	(0u8..4, interior).prop_map(|(parents, junctions)| {
		let mut location = Location::new(parents, Here);
		for junction in junctions {
			location.push_interior(junction).expect("fewer than eight junctions");
		}
		location
	})
}

/// Checks that `Router` goes to `destinations` and, of anything else, nowhere.
fn goes_only_to<Router: SendXcm>(genesis: Storage, destinations: &[u32], call: Vec<u8>) {
	let chain = RefCell::new(TestExternalities::new(genesis));
	let validate = |to: Location| {
		chain.borrow_mut().execute_with(|| {
			Router::validate(&mut Some(to), &mut Some(carrier(call.clone()))).map(|_| ())
		})
	};
	for id in destinations {
		assert_eq!(validate(sibling(*id)), Ok(()), "to {id}");
	}
	let edges = [
		Location::here(),
		Location::parent(),
		Location::new(0, [Parachain(destinations[0])]),
		Location::new(1, [Parachain(destinations[0]), PalletInstance(10)]),
		Location::new(1, [Parachain(destinations[0]), OnlyChild]),
		Location::new(2, [Parachain(destinations[0])]),
		Location::new(2, [GlobalConsensus(NetworkId::Polkadot), Parachain(destinations[0])]),
		sibling(2_999),
	];
	for to in edges {
		assert_eq!(validate(to.clone()), Err(SendError::NotApplicable), "to {to:?}");
	}
	proptest!(|(to in location())| {
		let wanted = destinations.iter().any(|id| to == sibling(*id));
		let expected = if wanted { Ok(()) } else { Err(SendError::NotApplicable) };
		prop_assert_eq!(validate(to), expected);
	});
}

#[test]
fn router_of_a_sector_goes_to_the_hub_and_nowhere_else() {
	goes_only_to::<pouw_sector_runtime::configs::xcm::XcmRouter>(
		genesis::sector("cpu-edge"),
		&[HUB_ID],
		to_hub(acknowledgement()),
	);
}

#[test]
fn router_of_the_hub_goes_to_registered_sectors_and_nowhere_else() {
	goes_only_to::<pouw_hub_runtime::configs::xcm::XcmRouter>(
		genesis::hub(),
		&SECTOR_IDS,
		to_sector(acknowledgement()),
	);
}
