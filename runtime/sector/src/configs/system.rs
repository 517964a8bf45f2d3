// SPDX-License-Identifier: Apache-2.0
//! Blocks, time, and the parachain's part in them.

use crate::*;
use cumulus_pallet_parachain_system::{
	block_weight::DynamicMaxBlockWeightHooks, RelayNumberMonotonicallyIncreases,
};
use cumulus_primitives_core::AggregateMessageOrigin;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, ConstU64, EnqueueWithOrigin},
	weights::constants::RocksDbWeight,
};
use frame_system::limits::BlockWeights;
use pouw_runtime_common::block;
use sp_runtime::traits::AccountIdLookup;

parameter_types! {
	/// Version of the runtime.
	pub const Version: RuntimeVersion = VERSION;
	/// Weight limits of a block.
	pub RuntimeBlockWeights: BlockWeights = block::block_weights::<Runtime>();
	/// Origin of downward messages.
	pub const RelayOrigin: AggregateMessageOrigin = AggregateMessageOrigin::Parent;
}

#[derive_impl(frame_system::config_preludes::ParaChainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountId = AccountId;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type Nonce = Nonce;
	type Hash = Hash;
	type Block = Block;
	type BlockHashCount = block::BlockHashCount;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<pouw_primitives::Balance>;
	type DbWeight = RocksDbWeight;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = block::RuntimeBlockLength;
	type SS58Prefix = block::SS58Prefix;
	type OnSetCode = cumulus_pallet_parachain_system::ParachainSetCode<Self>;
	type MaxConsumers = ConstU32<16>;
	type PreInherents = DynamicMaxBlockWeightHooks<Runtime, block::TargetBlockRate>;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
}

/// Bounds how many blocks are built ahead of their inclusion.
pub type ConsensusHook = cumulus_pallet_aura_ext::FixedVelocityConsensusHook<
	Runtime,
	{ block::RELAY_CHAIN_SLOT_DURATION_MILLIS },
	{ block::BLOCKS_PER_SLOT },
	{ block::UNINCLUDED_SEGMENT_CAPACITY },
>;

impl cumulus_pallet_parachain_system::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnSystemEvent = RelayBeacon;
	type SelfParaId = parachain_info::Pallet<Runtime>;
	type OutboundXcmpMessageSource = XcmpQueue;
	type DmpQueue = EnqueueWithOrigin<MessageQueue, RelayOrigin>;
	type ReservedDmpWeight = block::ReservedDmpWeight;
	type XcmpMessageHandler = XcmpQueue;
	type ReservedXcmpWeight = block::ReservedXcmpWeight;
	type CheckAssociatedRelayNumber = RelayNumberMonotonicallyIncreases;
	type ConsensusHook = ConsensusHook;
	type WeightInfo = cumulus_pallet_parachain_system::weights::SubstrateWeight<Runtime>;
	type RelayParentOffset = ConstU32<{ block::RELAY_PARENT_OFFSET }>;
	type SchedulingSignatureVerifier = ();
}

impl cumulus_pallet_weight_reclaim::Config for Runtime {
	// The crate exports its measured weights as those of `()`.
	type WeightInfo = ();
}

impl parachain_info::Config for Runtime {}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Aura;
	// Several blocks share a slot, and with it a time.
	type MinimumPeriod = ConstU64<0>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_relay_beacon::Config for Runtime {}
