// SPDX-License-Identifier: Apache-2.0
//! Blocks, time, and the parachain's part in them.

use crate::block;
use cumulus_primitives_core::AggregateMessageOrigin;
use frame_support::parameter_types;

parameter_types! {
	/// Origin of downward messages.
	pub const RelayOrigin: AggregateMessageOrigin = AggregateMessageOrigin::Parent;
}

/// Bounds how many blocks are built ahead of their inclusion.
pub type ConsensusHook<Runtime> = cumulus_pallet_aura_ext::FixedVelocityConsensusHook<
	Runtime,
	{ block::RELAY_CHAIN_SLOT_DURATION_MILLIS },
	{ block::BLOCKS_PER_SLOT },
	{ block::UNINCLUDED_SEGMENT_CAPACITY },
>;

/// Configures the pallets that a block cannot do without, and the relay beacon, for the runtime in
/// whose `configs` it stands. That runtime has its `VERSION` and `Block` at the crate's root.
///
/// `relay_proof_to` reads what it wants of each relay proof; `migrations` is what the first block of a new
/// version does to storage; `calls` is the filter of calls, if not all are allowed.
#[macro_export]
macro_rules! impl_system {
	(relay_proof_to: $readers:ty, migrations: $migrations:ty $(, calls: $calls:ty)? $(,)?) => {
		frame_support::parameter_types! {
			/// Version of the runtime.
			pub const Version: sp_version::RuntimeVersion = VERSION;
		}

		// The attribute names itself in what it expands to.
		use frame_support::derive_impl;

		#[derive_impl(frame_system::config_preludes::ParaChainDefaultConfig)]
		impl frame_system::Config for Runtime {
			$(type BaseCallFilter = $calls;)?
			type AccountId = AccountId;
			type Lookup = sp_runtime::traits::AccountIdLookup<AccountId, ()>;
			type Nonce = Nonce;
			type Hash = Hash;
			type Block = Block;
			type BlockHashCount = $crate::block::BlockHashCount;
			type Version = Version;
			type AccountData = pallet_balances::AccountData<pouw_primitives::Balance>;
			// The node's database, unless an operator chooses otherwise, is ParityDB.
			type DbWeight = frame_support::weights::constants::ParityDbWeight;
			type BlockWeights = $crate::block::RuntimeBlockWeights<Runtime>;
			type BlockLength = $crate::block::RuntimeBlockLength;
			type SS58Prefix = $crate::block::SS58Prefix;
			type OnSetCode = cumulus_pallet_parachain_system::ParachainSetCode<Self>;
			type MaxConsumers = frame_support::traits::ConstU32<16>;
			type SingleBlockMigrations = $migrations;
			type PreInherents =
				cumulus_pallet_parachain_system::block_weight::DynamicMaxBlockWeightHooks<
					Runtime,
					$crate::block::TargetBlockRate,
				>;
			type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
			type ExtensionsWeightInfo = weights::frame_system_extensions::WeightInfo<Runtime>;
		}

		impl cumulus_pallet_parachain_system::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			type OnSystemEvent = $readers;
			type SelfParaId = parachain_info::Pallet<Runtime>;
			type OutboundXcmpMessageSource = XcmpQueue;
			type DmpQueue =
				frame_support::traits::EnqueueWithOrigin<MessageQueue, $crate::system::RelayOrigin>;
			type ReservedDmpWeight = $crate::block::ReservedDmpWeight;
			type XcmpMessageHandler = XcmpQueue;
			type ReservedXcmpWeight = $crate::block::ReservedXcmpWeight;
			type CheckAssociatedRelayNumber =
				cumulus_pallet_parachain_system::RelayNumberMonotonicallyIncreases;
			type ConsensusHook = $crate::system::ConsensusHook<Runtime>;
			type WeightInfo = cumulus_pallet_parachain_system::weights::SubstrateWeight<Runtime>;
			type RelayParentOffset =
				frame_support::traits::ConstU32<{ $crate::block::RELAY_PARENT_OFFSET }>;
			type SchedulingSignatureVerifier = ();
		}

		impl cumulus_pallet_weight_reclaim::Config for Runtime {
			type WeightInfo = weights::cumulus_pallet_weight_reclaim::WeightInfo<Runtime>;
		}

		impl parachain_info::Config for Runtime {}

		impl pallet_timestamp::Config for Runtime {
			type Moment = u64;
			type OnTimestampSet = Aura;
			// Several blocks share a slot, and with it a time.
			type MinimumPeriod = frame_support::traits::ConstU64<0>;
			type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
		}

		impl pallet_relay_beacon::Config for Runtime {}
	};
}
