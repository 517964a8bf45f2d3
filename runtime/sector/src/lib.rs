// SPDX-License-Identifier: Apache-2.0
//! Runtime of every sector. Class, token and parameters come from the genesis, so that a new sector
//! is a chain specification, not code.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![recursion_limit = "256"]
// `frame_support::runtime` and `impl_runtime_apis` write public items without documentation.
#![allow(missing_docs)]

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

extern crate alloc;

mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod genesis_config_presets;
pub mod sectors;
#[cfg(feature = "upgrade-test")]
pub mod upgrade_test;
mod weights;

use alloc::vec::Vec;
use pouw_primitives::{AccountId, BlockNumber};
use pouw_runtime_common::types;
use sp_runtime::impl_opaque_keys;
use sp_version::RuntimeVersion;

pub use apis::{api, RUNTIME_API_VERSIONS};
pub use types::{Address, Hash, Header, Nonce, Signature};
#[cfg(feature = "upgrade-test")]
pub use upgrade_test::VERSION;

/// A block.
pub type Block = types::Block<Runtime>;
/// A transaction as it comes from the outside.
pub type UncheckedExtrinsic = types::UncheckedExtrinsic<Runtime>;

/// Dispatches blocks to the pallets.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

impl_opaque_keys! {
	/// Keys of a collator.
	pub struct SessionKeys {
		/// Key that signs blocks.
		pub aura: Aura,
	}
}

/// Version of the runtime.
#[cfg(not(feature = "upgrade-test"))]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("pouw-sector"),
	impl_name: alloc::borrow::Cow::Borrowed("pouw-sector"),
	authoring_version: 1,
	spec_version: 1_000,
	impl_version: 0,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

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
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type ParachainSystem = cumulus_pallet_parachain_system;
	#[runtime::pallet_index(2)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(3)]
	pub type ParachainInfo = parachain_info;
	#[runtime::pallet_index(4)]
	pub type WeightReclaim = cumulus_pallet_weight_reclaim;

	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment;

	#[runtime::pallet_index(15)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(16)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(17)]
	pub type Multisig = pallet_multisig;

	#[runtime::pallet_index(20)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(22)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(23)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(24)]
	pub type AuraExt = cumulus_pallet_aura_ext;

	#[runtime::pallet_index(30)]
	pub type XcmpQueue = cumulus_pallet_xcmp_queue;
	#[runtime::pallet_index(31)]
	pub type PolkadotXcm = pallet_xcm;
	#[runtime::pallet_index(32)]
	pub type CumulusXcm = cumulus_pallet_xcm;
	#[runtime::pallet_index(33)]
	pub type MessageQueue = pallet_message_queue;

	#[runtime::pallet_index(40)]
	pub type RelayBeacon = pallet_relay_beacon;

	#[runtime::pallet_index(50)]
	pub type Messenger = pallet_messenger;
	#[runtime::pallet_index(51)]
	pub type SectorProfile = pallet_sector_profile;

	#[runtime::pallet_index(60)]
	pub type Miners = pallet_miners;
	#[runtime::pallet_index(61)]
	pub type Tasks = pallet_tasks;
	#[runtime::pallet_index(62)]
	pub type PouwVerify = pallet_pouw_verify;
	#[runtime::pallet_index(63)]
	pub type SectorToken = pallet_sector_token;
	#[runtime::pallet_index(64)]
	pub type Witness = pallet_witness;
	#[runtime::pallet_index(65)]
	pub type Guilds = pallet_guilds;
	#[runtime::pallet_index(66)]
	pub type Parameters = pallet_parameters;
}

cumulus_pallet_parachain_system::register_validate_block! {
	Runtime = Runtime,
	BlockExecutor = cumulus_pallet_aura_ext::BlockExecutor::<Runtime, Executive>,
}
