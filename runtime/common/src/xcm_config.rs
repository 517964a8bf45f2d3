// SPDX-License-Identifier: Apache-2.0
//! XCM: frames from and to the peers, channel notices of the relay chain, nothing else.

use crate::xcm_walls::{
	MaxInstructions, OnlyFramesFrom, OnlyTo, PeerLocations, RelayNetwork, UnitWeightCost,
};
use core::marker::PhantomData;
use frame_support::traits::Get;
use polkadot_parachain_primitives::primitives::Sibling;
use pouw_primitives::AccountId;
use xcm::latest::prelude::*;
use xcm_builder::{
	AccountId32Aliases, AllowHrmpNotificationsFromRelayChain, FixedWeightBounds,
	SiblingParachainAsNative, SiblingParachainConvertsVia,
};

/// Where this chain is, seen from the relay chain.
pub struct UniversalLocation<Runtime>(PhantomData<Runtime>);

impl<Runtime: parachain_info::Config> Get<InteriorLocation> for UniversalLocation<Runtime> {
	fn get() -> InteriorLocation {
		let id = parachain_info::Pallet::<Runtime>::parachain_id();
		[GlobalConsensus(NetworkId::Polkadot), Parachain(id.into())].into()
	}
}

/// Account that a location controls here.
pub type LocationToAccountId =
	(SiblingParachainConvertsVia<Sibling, AccountId>, AccountId32Aliases<RelayNetwork, AccountId>);

/// Who is let in.
pub type Barrier<P> = (OnlyFramesFrom<PeerLocations<P>>, AllowHrmpNotificationsFromRelayChain);

/// Messages leave for the peers only.
pub type Router<P, XcmpQueue> = OnlyTo<PeerLocations<P>, XcmpQueue>;

/// Origin of what a sibling parachain calls.
pub type SiblingOrigin<RuntimeOrigin> =
	SiblingParachainAsNative<cumulus_pallet_xcm::Origin, RuntimeOrigin>;

/// Weight of a message.
pub type Weigher<RuntimeCall> = FixedWeightBounds<UnitWeightCost, RuntimeCall, MaxInstructions>;

/// Configures XCM and its queues, in the module `configs::xcm` of a runtime.
///
/// `peers` are the [`Peers`](crate::link::Peers) that messages come from and go to.
#[macro_export]
macro_rules! impl_xcm {
	(peers: $peers:ty $(,)?) => {
		pub use $crate::xcm_config::LocationToAccountId;

		/// Who is let in.
		pub type Barrier = $crate::xcm_config::Barrier<$peers>;
		/// The only way out.
		pub type XcmRouter = $crate::xcm_config::Router<$peers, XcmpQueue>;
		type Executor = xcm_executor::XcmExecutor<XcmConfig>;

		/// A message from another chain can call the messenger and nothing else.
		pub struct OnlyTheMessenger;
		impl frame_support::traits::Contains<RuntimeCall> for OnlyTheMessenger {
			fn contains(call: &RuntimeCall) -> bool {
				matches!(call, RuntimeCall::Messenger(pallet_messenger::Call::receive { .. }))
			}
		}

		/// Configuration of the executor.
		pub struct XcmConfig;
		impl xcm_executor::Config for XcmConfig {
			type RuntimeCall = RuntimeCall;
			type XcmSender = XcmRouter;
			type XcmEventEmitter = PolkadotXcm;
			type AssetTransactor = ();
			type OriginConverter = $crate::xcm_config::SiblingOrigin<RuntimeOrigin>;
			type IsReserve = ();
			type IsTeleporter = ();
			type UniversalLocation = $crate::xcm_config::UniversalLocation<Runtime>;
			type Barrier = Barrier;
			type Weigher = $crate::xcm_config::Weigher<RuntimeCall>;
			type Trader = ();
			type ResponseHandler = ();
			type AssetTrap = ();
			type SubscriptionService = ();
			type PalletInstancesInfo = AllPalletsWithSystem;
			type MaxAssetsIntoHolding = $crate::xcm_walls::MaxAssetsIntoHolding;
			type AssetLocker = ();
			type AssetExchanger = ();
			type FeeManager = ();
			type MessageExporter = ();
			type UniversalAliases = frame_support::traits::Nothing;
			type CallDispatcher = RuntimeCall;
			type SafeCallFilter = OnlyTheMessenger;
			type Aliasers = frame_support::traits::Nothing;
			type TransactionalProcessor = xcm_builder::FrameTransactionalProcessor;
			type HrmpNewChannelOpenRequestHandler = ();
			type HrmpChannelAcceptedHandler = ();
			type HrmpChannelClosingHandler = ();
			type XcmRecorder = PolkadotXcm;
		}

		impl pallet_xcm::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			// Nobody sends, executes or moves assets by XCM.
			type SendXcmOrigin = xcm_builder::EnsureXcmOrigin<RuntimeOrigin, ()>;
			type XcmRouter = XcmRouter;
			type ExecuteXcmOrigin = xcm_builder::EnsureXcmOrigin<RuntimeOrigin, ()>;
			type XcmExecuteFilter = frame_support::traits::Nothing;
			type XcmExecutor = Executor;
			type XcmTeleportFilter = frame_support::traits::Nothing;
			type XcmReserveTransferFilter = frame_support::traits::Nothing;
			type Weigher = $crate::xcm_config::Weigher<RuntimeCall>;
			type UniversalLocation = $crate::xcm_config::UniversalLocation<Runtime>;
			type RuntimeOrigin = RuntimeOrigin;
			type RuntimeCall = RuntimeCall;
			const VERSION_DISCOVERY_QUEUE_SIZE: u32 = 100;
			type AdvertisedXcmVersion = pallet_xcm::CurrentXcmVersion;
			type Currency = Balances;
			type CurrencyMatcher = ();
			type TrustedLockers = ();
			type SovereignAccountOf = LocationToAccountId;
			type MaxLockers = frame_support::traits::ConstU32<8>;
			type MaxRemoteLockConsumers = frame_support::traits::ConstU32<0>;
			type RemoteLockConsumerIdentifier = ();
			type WeightInfo = weights::pallet_xcm::WeightInfo<Runtime>;
			type AdminOrigin = frame_system::EnsureRoot<AccountId>;
			type AuthorizedAliasConsideration = frame_support::traits::Disabled;
		}

		// What moves assets has no benchmark here and weighs as much as a weight can: nobody can call it.
		#[cfg(feature = "runtime-benchmarks")]
		impl pallet_xcm::benchmarking::Config for Runtime {
			type DeliveryHelper = ();

			fn reachable_dest() -> Option<xcm::latest::Location> {
				let id = <$peers as $crate::link::Peers>::any();
				ParachainSystem::open_outbound_hrmp_channel_for_benchmarks_or_tests(id.into());
				Some($crate::link::sibling(id))
			}

			fn get_asset() -> xcm::latest::Asset {
				(xcm::latest::Location::here(), 1u128).into()
			}

			fn batch_call(calls: alloc::vec::Vec<RuntimeCall>) -> Option<RuntimeCall> {
				Some(RuntimeCall::Utility(pallet_utility::Call::batch { calls }))
			}
		}

		impl cumulus_pallet_xcm::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			type XcmExecutor = Executor;
		}

		impl cumulus_pallet_xcmp_queue::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			type ChannelInfo = ParachainSystem;
			// Hub and sectors are upgraded together; the messages use nothing newer than version 5.
			type VersionWrapper = xcm::AlwaysV5;
			type XcmpQueue = frame_support::traits::TransformOrigin<
				MessageQueue,
				cumulus_primitives_core::AggregateMessageOrigin,
				cumulus_primitives_core::ParaId,
				parachains_common::message_queue::ParaIdToSibling,
			>;
			type MaxInboundSuspended = frame_support::traits::ConstU32<1_000>;
			type MaxActiveOutboundChannels = frame_support::traits::ConstU32<128>;
			type MaxPageSize = frame_support::traits::ConstU32<{ 103 * 1024 }>;
			type ControllerOrigin = frame_system::EnsureRoot<AccountId>;
			type ControllerOriginConverter = $crate::xcm_config::SiblingOrigin<RuntimeOrigin>;
			type WeightInfo = cumulus_pallet_xcmp_queue::weights::SubstrateWeight<Runtime>;
			// Only the chain itself sends; there is nobody to charge.
			type PriceForSiblingDelivery =
				polkadot_runtime_common::xcm_sender::NoPriceForMessageDelivery<
					cumulus_primitives_core::ParaId,
				>;
		}

		impl pallet_message_queue::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			type WeightInfo = pallet_message_queue::weights::SubstrateWeight<Runtime>;
			#[cfg(feature = "runtime-benchmarks")]
			type MessageProcessor = pallet_message_queue::mock_helpers::NoopMessageProcessor<
				cumulus_primitives_core::AggregateMessageOrigin,
			>;
			#[cfg(not(feature = "runtime-benchmarks"))]
			type MessageProcessor = xcm_builder::ProcessXcmMessage<
				cumulus_primitives_core::AggregateMessageOrigin,
				Executor,
				RuntimeCall,
			>;
			type Size = u32;
			type QueueChangeHandler =
				parachains_common::message_queue::NarrowOriginToSibling<XcmpQueue>;
			type QueuePausedQuery =
				parachains_common::message_queue::NarrowOriginToSibling<XcmpQueue>;
			type HeapSize = frame_support::traits::ConstU32<{ 103 * 1024 }>;
			type MaxStale = frame_support::traits::ConstU32<8>;
			type ServiceWeight = $crate::block::MessageQueueServiceWeight;
			type IdleMaxServiceWeight = $crate::block::MessageQueueServiceWeight;
		}
	};
}
