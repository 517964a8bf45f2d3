// SPDX-License-Identifier: Apache-2.0
//! What benchmarks need of this runtime.

use crate::*;
use pouw_primitives::{
	governance::MAX_CHANGE_LEN,
	message::{RecordBatch, MAX_RECORD_ENTRIES},
	sector::Hub,
	witness::StoredBatch,
	EncodedChange, GovernanceNotice, GuildMotion, GuildRequest, HubToSector, SectorToHub, HUB_ID,
};
use pouw_runtime_common::currency::UNIT;
use pouw_traits::ReserveRelease;
use sp_runtime::BoundedVec;

/// The message that is heaviest to act on, and the longest one to the hub, over an open channel.
pub struct Messages;
impl pallet_messenger::BenchmarkHelper<Runtime> for Messages {
	fn peer() -> Hub {
		ParachainSystem::open_outbound_hrmp_channel_for_benchmarks_or_tests(HUB_ID.into());
		Hub
	}

	fn inbound() -> HubToSector {
		let root = Hash::zero();
		let entries = BoundedVec::truncate_from(alloc::vec![root; MAX_RECORD_ENTRIES as usize]);
		// It takes the place of another, and the reserve pays a part of what is due for it and owes the rest.
		let known = StoredBatch { root, entries: entries.clone(), stored_at: 0 };
		pallet_witness::Batches::<Runtime>::insert(0, known);
		let place = pallet_witness::NextPlace::<Runtime>::get();
		pallet_witness::BatchPlaces::<Runtime>::insert(place, 0);
		<SectorToken as ReserveRelease<AccountId>>::refill(UNIT);
		HubToSector::Record(RecordBatch { window: 1, root, entries, payment: UNIT + 1 })
	}

	fn outbound() -> SectorToHub {
		let change = EncodedChange::truncate_from(alloc::vec![7; MAX_CHANGE_LEN as usize]);
		let request = GuildRequest::Parameter { change };
		SectorToHub::Governance(GovernanceNotice::Motion(GuildMotion { motion: 0, request }))
	}
}

/// Heartbeats of a well-known key.
pub struct Heartbeats;

impl Heartbeats {
	const KEYS: sp_core::crypto::KeyTypeId = sp_core::crypto::KeyTypeId(*b"hbea");

	fn key() -> sp_core::sr25519::Public {
		sp_io::crypto::sr25519_generate(Self::KEYS, Some(b"//Alice".to_vec()))
	}
}

impl pallet_miners::BenchmarkHelper<Runtime> for Heartbeats {
	fn signer() -> AccountId {
		AccountId::from(Self::key())
	}

	fn sign(payload: &[u8]) -> Signature {
		let key = Self::key();
		let signature = sp_io::crypto::sr25519_sign(Self::KEYS, &key, payload);
		// A keystore that lacks the key it has just made would show in the benchmark's own check.
		Signature::Sr25519(signature.unwrap_or_default())
	}
}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

frame_benchmarking::define_benchmarks!(
	[cumulus_pallet_weight_reclaim, WeightReclaim]
	[frame_system_extensions, frame_system_benchmarking::extensions::Pallet::<Runtime>]
	[pallet_balances, Balances]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_xcm, pallet_xcm::benchmarking::Pallet::<Runtime>]
	[pallet_messenger, Messenger]
	[pallet_sector_profile, SectorProfile]
	[pallet_miners, Miners]
	[pallet_tasks, Tasks]
	[pallet_pouw_verify, PouwVerify]
	[pallet_sector_token, SectorToken]
	[pallet_witness, Witness]
	[pallet_guilds, Guilds]
	[pallet_parameters, Parameters]
);
