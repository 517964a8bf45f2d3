// SPDX-License-Identifier: Apache-2.0
//! Parts of genesis presets.

use alloc::vec::Vec;
use pouw_primitives::{AccountId, Balance};
use sp_keyring::Sr25519Keyring;

/// Endows each well-known development account with `amount`. For test networks only.
pub fn development_endowment(amount: Balance) -> Vec<(AccountId, Balance)> {
	Sr25519Keyring::well_known().map(|key| (key.to_account_id(), amount)).collect()
}

/// What benchmarks find besides a preset's state: outbound channels to `peers`, so that what sends a
/// message is measured together with the sending, and randomness of the relay chain.
#[cfg(feature = "runtime-benchmarks")]
pub fn prepare_for_benchmarks<Runtime>(peers: impl IntoIterator<Item = u32>)
where
	Runtime: cumulus_pallet_parachain_system::Config + pallet_relay_beacon::Config,
{
	let channel = cumulus_primitives_core::AbridgedHrmpChannel {
		max_capacity: 1_000,
		max_total_size: 10_000_000,
		max_message_size: 1_000_000,
		msg_count: 0,
		total_size: 0,
		mqc_head: None,
	};
	cumulus_pallet_parachain_system::RelevantMessagingState::<Runtime>::put(
		cumulus_pallet_parachain_system::MessagingStateSnapshot {
			dmq_mqc_head: Default::default(),
			relay_dispatch_queue_remaining_capacity: Default::default(),
			ingress_channels: Vec::new(),
			egress_channels: peers.into_iter().map(|id| (id.into(), channel.clone())).collect(),
		},
	);
	pallet_relay_beacon::RelayBlock::<Runtime>::put(1);
	pallet_relay_beacon::Latest::<Runtime>::put(pallet_relay_beacon::Beacon {
		number: 1,
		randomness: sp_core::H256::repeat_byte(1),
	});
}
