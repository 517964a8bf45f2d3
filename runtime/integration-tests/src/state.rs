// SPDX-License-Identifier: Apache-2.0
//! Running the network and looking at what became of it.

use crate::network::{on_each_sector, on_para, HubPara, PouwNet, SectorChain};
use pouw_primitives::{sector::Hub, HUB_ID};
use sp_io::hashing::twox_128;
use std::collections::BTreeMap;
use xcm_emulator::{Chain, Network, TestExt};

type HubRuntime = pouw_hub_runtime::Runtime;
type SectorRuntime = pouw_sector_runtime::Runtime;

/// Everything in a chain's storage.
pub type State = BTreeMap<Vec<u8>, Vec<u8>>;

/// Runs `test` on a fresh network, then checks the invariants of every chain.
pub fn network_test(test: impl FnOnce()) {
	PouwNet::reset();
	test();
	check_invariants();
}

/// Checks the invariants of the project's pallets on every chain of the network.
pub fn check_invariants() {
	HubPara::ext_wrapper(check_hub);
	on_each_sector!(P => P::ext_wrapper(check_sector));
}

/// Checks the invariants of the project's pallets on the hub. Needs its externalities.
pub fn check_hub() {
	let checks = [
		("messenger", pallet_messenger::Pallet::<HubRuntime>::do_try_state()),
		("sectors", pallet_sectors::Pallet::<HubRuntime>::do_try_state()),
		("settlement", pallet_settlement::Pallet::<HubRuntime>::do_try_state()),
		("orders", pallet_orders::Pallet::<HubRuntime>::do_try_state()),
		("multi-record", pallet_multi_record::Pallet::<HubRuntime>::do_try_state()),
		("relay beacon", pallet_relay_beacon::Pallet::<HubRuntime>::do_try_state()),
		("origins", pouw_hub_runtime::Origins::do_try_state()),
	];
	for (pallet, result) in checks {
		assert_eq!(result, Ok(()), "invariant of {pallet} on the hub");
	}
}

/// Checks the invariants of the project's pallets on a sector. Needs its externalities.
pub fn check_sector() {
	let checks = [
		("messenger", pallet_messenger::Pallet::<SectorRuntime>::do_try_state()),
		("sector profile", pallet_sector_profile::Pallet::<SectorRuntime>::do_try_state()),
		("relay beacon", pallet_relay_beacon::Pallet::<SectorRuntime>::do_try_state()),
		("miners", pallet_miners::Pallet::<SectorRuntime>::do_try_state()),
		("tasks", pallet_tasks::Pallet::<SectorRuntime>::do_try_state()),
		("tickets", pallet_pouw_verify::Pallet::<SectorRuntime>::do_try_state()),
		("sector token", pallet_sector_token::Pallet::<SectorRuntime>::do_try_state()),
		("witness", pallet_witness::Pallet::<SectorRuntime>::do_try_state()),
		("guild", pouw_sector_runtime::Guilds::do_try_state()),
	];
	for (pallet, result) in checks {
		assert_eq!(result, Ok(()), "invariant of {pallet} on a sector");
	}
}

/// Builds `count` empty blocks of `P`.
pub fn run_blocks<P: TestExt>(count: u32) {
	for _ in 0..count {
		P::execute_with(|| ());
	}
}

/// Builds blocks of `P`, at most `limit`, until `done`, which sees its state.
pub fn run_until<P: TestExt>(limit: u32, what: &str, done: impl Fn() -> bool) {
	for _ in 0..limit {
		if P::ext_wrapper(&done) {
			return;
		}
		run_blocks::<P>(1);
	}
	assert!(P::ext_wrapper(done), "{what}: not within {limit} blocks");
}

/// Builds blocks of a sector and of the hub until neither waits for the other's acknowledgement.
pub fn settle_messages<P: SectorChain>() {
	for _ in 0..20 {
		if outbox_of_sector::<P>() == 0 && outbox_of_hub(P::para_id().into()) == 0 {
			return;
		}
		run_blocks::<P>(10);
		run_blocks::<HubPara>(1);
		// Takes the hub's answer, and acknowledges what it says.
		run_blocks::<P>(1);
	}
	panic!("messages of sector {:?} and the hub are unacknowledged for 220 blocks", P::para_id());
}

/// Messages of a sector that the hub has not acknowledged.
pub fn outbox_of_sector<P: SectorChain>() -> u32 {
	P::ext_wrapper(|| pallet_messenger::OutboxLen::<SectorRuntime>::get(Hub))
}

/// Messages of the hub that a sector has not acknowledged.
pub fn outbox_of_hub(sector: u32) -> u32 {
	HubPara::ext_wrapper(|| {
		pallet_messenger::OutboxLen::<HubRuntime>::get(pouw_primitives::SectorId(sector))
	})
}

/// How many of `P`'s events since its last block began satisfy `wanted`.
pub fn count_events<P: Chain>(wanted: impl Fn(&P::RuntimeEvent) -> bool) -> usize {
	P::ext_wrapper(|| P::events().iter().filter(|event| wanted(event)).count())
}

/// The storage of `P` besides the queues and events in which a refused message leaves its traces.
pub fn state_of<P: Chain>() -> State {
	let traces: Vec<Vec<u8>> = vec![
		twox_128(b"MessageQueue").to_vec(),
		twox_128(b"XcmpQueue").to_vec(),
		[twox_128(b"System"), twox_128(b"Events")].concat(),
		[twox_128(b"System"), twox_128(b"EventCount")].concat(),
	];
	let mut state = P::ext_wrapper(all_storage);
	state.retain(|key, _| !traces.iter().any(|prefix| key.starts_with(prefix)));
	state
}

/// The states of all parachains but `except`.
pub fn states_of_others(except: u32) -> Vec<(u32, State)> {
	PouwNet::all()
		.filter(|para| *para != except)
		.map(|para| (para, on_para!(para, P => state_of::<P>())))
		.collect()
}

/// All entries of the storage. Needs externalities.
pub fn all_storage() -> State {
	let mut state = State::new();
	let mut key = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		if let Some(value) = sp_io::storage::get(&next) {
			state.insert(next.clone(), value.to_vec());
		}
		key = next;
	}
	state
}

/// Fails with the keys that differ, which are readable where the states are not.
pub fn assert_same_state(before: &State, after: &State, what: &str) {
	let changed: Vec<String> = before
		.keys()
		.chain(after.keys())
		.filter(|key| before.get(*key) != after.get(*key))
		.map(|key| format!("{:?}", sp_core::bytes::to_hex(key, false)))
		.collect();
	assert!(changed.is_empty(), "{what} changed {changed:?}");
}

/// Fails if another chain than `except` is not as it was in `before`.
pub fn assert_others_unchanged(except: u32, before: &[(u32, State)], what: &str) {
	for ((para, was), (_, is)) in before.iter().zip(states_of_others(except)) {
		let name = if *para == HUB_ID { "the hub".into() } else { format!("sector {para}") };
		assert_same_state(was, &is, &format!("{what}: the state of {name} was"));
	}
}
