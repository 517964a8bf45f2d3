// SPDX-License-Identifier: Apache-2.0
//! Real relay proofs, with and without randomness.

use crate::{self as pallet_relay_beacon, *};
use codec::Encode;
use cumulus_pallet_parachain_system::{OnSystemEvent, ValidationData};
use cumulus_primitives_core::{relay_chain::well_known_keys::CURRENT_BLOCK_RANDOMNESS, ParaId};
use cumulus_test_relay_sproof_builder::RelayStateSproofBuilder;
use frame_support::{derive_impl, parameter_types, traits::ConstU32};
use sp_runtime::BuildStorage;

type Block = frame_system::mocking::MockBlock<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type ParachainSystem = cumulus_pallet_parachain_system;
	#[runtime::pallet_index(2)]
	pub type RelayBeacon = pallet_relay_beacon;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type OnSetCode = cumulus_pallet_parachain_system::ParachainSetCode<Test>;
}

parameter_types! {
	pub SelfId: ParaId = ParaId::from(2001);
}

impl cumulus_pallet_parachain_system::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type OnSystemEvent = RelayBeacon;
	type SelfParaId = SelfId;
	type OutboundXcmpMessageSource = ();
	type DmpQueue = ();
	type ReservedDmpWeight = ();
	type XcmpMessageHandler = ();
	type ReservedXcmpWeight = ();
	type CheckAssociatedRelayNumber = cumulus_pallet_parachain_system::AnyRelayNumber;
	type WeightInfo = ();
	type ConsensusHook = cumulus_pallet_parachain_system::ExpectParentIncluded;
	type RelayParentOffset = ConstU32<0>;
	type SchedulingSignatureVerifier = ();
}

impl Config for Test {}

/// Hands the pallet a relay block the way `set_validation_data` does.
fn relay_block(number: u32, randomness: Option<Option<[u8; 32]>>) {
	let mut builder = RelayStateSproofBuilder { para_id: SelfId::get(), ..Default::default() };
	if let Some(value) = randomness {
		builder
			.additional_key_values
			.push((CURRENT_BLOCK_RANDOMNESS.to_vec(), value.map(H256).encode()));
	}
	let (root, proof) = builder.into_state_root_and_proof();
	let data = PersistedValidationData {
		relay_parent_number: number,
		relay_parent_storage_root: root,
		parent_head: Default::default(),
		max_pov_size: 0,
	};
	let proof = RelayChainStateProof::new(SelfId::get(), root, proof).unwrap();
	ValidationData::<Test>::put(&data);
	RelayBeacon::on_relay_state_proof(&proof);
	RelayBeacon::on_validation_data(&data);
	RelayBeacon::do_try_state().unwrap();
}

fn new_test_ext() -> sp_io::TestExternalities {
	RuntimeGenesisConfig::default().build_storage().unwrap().into()
}

#[test]
fn latest_should_be_none_before_the_first_relay_proof() {
	new_test_ext().execute_with(|| assert_eq!(RelayBeacon::latest(), None));
}

#[test]
fn latest_should_carry_the_number_of_the_block_that_made_it() {
	new_test_ext().execute_with(|| {
		relay_block(7, Some(Some([1; 32])));
		assert_eq!(RelayBeacon::latest(), Some((7, H256([1; 32]))));
		assert_eq!(RelayBeacon::relay_block(), 7);
	});
}

#[test]
fn latest_should_keep_its_number_when_a_block_has_no_randomness() {
	new_test_ext().execute_with(|| {
		relay_block(7, Some(Some([1; 32])));
		relay_block(8, Some(None));
		relay_block(9, None);
		assert_eq!(RelayBeacon::latest(), Some((7, H256([1; 32]))));
		assert_eq!(RelayBeacon::relay_block(), 9);
	});
}

#[test]
fn first_unknown_should_be_after_all_that_may_be_known() {
	new_test_ext().execute_with(|| {
		relay_block(7, Some(Some([1; 32])));
		relay_block(9, Some(None));
		// A candidate on block 9 is taken until the relay chain is at 13 with a lookahead of five.
		assert_eq!(RelayBeacon::first_unknown(4), 14);
		assert_eq!(RelayBeacon::first_unknown(0), 10);
		assert_eq!(RelayBeacon::first_unknown(u32::MAX), u32::MAX);
	});
}

#[test]
fn genesis_should_mark_no_downward_message_as_processed() {
	new_test_ext().execute_with(|| {
		let key = LastProcessedDownwardMessage::<Test>::hashed_key();
		let raw = frame_support::storage::unhashed::get_raw(&key);
		assert_eq!(raw, LastProcessedDownwardMessage::<Test>::get().map(|id| id.encode()));
		assert_eq!(raw, Some((0u32, u32::MAX).encode()));
	});
}
