// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_xcm` in this runtime, measured in wasm and written by `scripts/weights`; do not edit.
//!
//! 2026-11-24, benchmark CLI 64.0.0, 50 steps, 20 repeats, CPU AMD EPYC, maps of 1000000 values.

#![allow(unused_imports, unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights for `pallet_xcm`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_xcm::WeightInfo for WeightInfo<T> {
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn send() -> Weight {
		// Measured: 347 bytes of proof, at least 64_080_000 ps.
		Weight::from_parts(66_345_000, 3791)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `Benchmark::Override` (r:0 w:0)
	// Proof: `Benchmark::Override` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn teleport_assets() -> Weight {
		// Measured: 0 bytes of proof, at least 18_446_744_073_709_551_000 ps.
		Weight::from_parts(18_446_744_073_709_551_000, 0)
	}
	// Storage: `Benchmark::Override` (r:0 w:0)
	// Proof: `Benchmark::Override` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn reserve_transfer_assets() -> Weight {
		// Measured: 0 bytes of proof, at least 18_446_744_073_709_551_000 ps.
		Weight::from_parts(18_446_744_073_709_551_000, 0)
	}
	// Storage: `Benchmark::Override` (r:0 w:0)
	// Proof: `Benchmark::Override` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn transfer_assets() -> Weight {
		// Measured: 0 bytes of proof, at least 18_446_744_073_709_551_000 ps.
		Weight::from_parts(18_446_744_073_709_551_000, 0)
	}
	// Storage: `Benchmark::Override` (r:0 w:0)
	// Proof: `Benchmark::Override` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn execute() -> Weight {
		// Measured: 0 bytes of proof, at least 18_446_744_073_709_551_000 ps.
		Weight::from_parts(18_446_744_073_709_551_000, 0)
	}
	// Storage: `PolkadotXcm::SupportedVersion` (r:0 w:1)
	// Proof: `PolkadotXcm::SupportedVersion` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn force_xcm_version() -> Weight {
		// Measured: 0 bytes of proof, at least 23_474_000 ps.
		Weight::from_parts(25_037_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn force_default_xcm_version() -> Weight {
		// Measured: 0 bytes of proof, at least 8_546_000 ps.
		Weight::from_parts(9_097_000, 0)
	}
	// Storage: `PolkadotXcm::VersionNotifiers` (r:1 w:1)
	// Proof: `PolkadotXcm::VersionNotifiers` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `PolkadotXcm::QueryCounter` (r:1 w:1)
	// Proof: `PolkadotXcm::QueryCounter` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	// Storage: `PolkadotXcm::Queries` (r:0 w:1)
	// Proof: `PolkadotXcm::Queries` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn force_subscribe_version_notify() -> Weight {
		// Measured: 347 bytes of proof, at least 73_307_000 ps.
		Weight::from_parts(78_928_000, 3812)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `PolkadotXcm::VersionNotifiers` (r:1 w:1)
	// Proof: `PolkadotXcm::VersionNotifiers` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	// Storage: `PolkadotXcm::Queries` (r:0 w:1)
	// Proof: `PolkadotXcm::Queries` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn force_unsubscribe_version_notify() -> Weight {
		// Measured: 479 bytes of proof, at least 81_182_000 ps.
		Weight::from_parts(82_404_000, 108971)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `PolkadotXcm::XcmExecutionSuspended` (r:0 w:1)
	// Proof: `PolkadotXcm::XcmExecutionSuspended` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	fn force_suspension() -> Weight {
		// Measured: 0 bytes of proof, at least 8_456_000 ps.
		Weight::from_parts(9_108_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `PolkadotXcm::SupportedVersion` (r:6 w:2)
	// Proof: `PolkadotXcm::SupportedVersion` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn migrate_supported_version() -> Weight {
		// Measured: 23 bytes of proof, at least 40_226_000 ps.
		Weight::from_parts(41_137_000, 15863)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `PolkadotXcm::VersionNotifiers` (r:6 w:2)
	// Proof: `PolkadotXcm::VersionNotifiers` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn migrate_version_notifiers() -> Weight {
		// Measured: 27 bytes of proof, at least 39_574_000 ps.
		Weight::from_parts(40_636_000, 15867)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `PolkadotXcm::VersionNotifyTargets` (r:7 w:0)
	// Proof: `PolkadotXcm::VersionNotifyTargets` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn already_notified_target() -> Weight {
		// Measured: 79 bytes of proof, at least 46_698_000 ps.
		Weight::from_parts(47_359_000, 18394).saturating_add(T::DbWeight::get().reads(7_u64))
	}
	// Storage: `PolkadotXcm::VersionNotifyTargets` (r:2 w:1)
	// Proof: `PolkadotXcm::VersionNotifyTargets` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn notify_current_targets() -> Weight {
		// Measured: 384 bytes of proof, at least 66_435_000 ps.
		Weight::from_parts(67_627_000, 6324)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `PolkadotXcm::VersionNotifyTargets` (r:5 w:0)
	// Proof: `PolkadotXcm::VersionNotifyTargets` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn notify_target_migration_fail() -> Weight {
		// Measured: 79 bytes of proof, at least 33_032_000 ps.
		Weight::from_parts(33_833_000, 13444).saturating_add(T::DbWeight::get().reads(5_u64))
	}
	// Storage: `PolkadotXcm::VersionNotifyTargets` (r:6 w:2)
	// Proof: `PolkadotXcm::VersionNotifyTargets` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn migrate_version_notify_targets() -> Weight {
		// Measured: 34 bytes of proof, at least 40_275_000 ps.
		Weight::from_parts(41_387_000, 15874)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `PolkadotXcm::VersionNotifyTargets` (r:6 w:2)
	// Proof: `PolkadotXcm::VersionNotifyTargets` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Sectors::Sectors` (r:1 w:0)
	// Proof: `Sectors::Sectors` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	// Storage: `XcmpQueue::OutboundXcmpStatus` (r:1 w:1)
	// Proof: `XcmpQueue::OutboundXcmpStatus` (`max_values`: Some(1), `max_size`: Some(2306), added: 2801, mode: `MaxEncodedLen`)
	// Storage: `ParachainSystem::RelevantMessagingState` (r:1 w:0)
	// Proof: `ParachainSystem::RelevantMessagingState` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `XcmpQueue::OutboundXcmpMessages` (r:0 w:1)
	// Proof: `XcmpQueue::OutboundXcmpMessages` (`max_values`: None, `max_size`: Some(105506), added: 107981, mode: `MaxEncodedLen`)
	fn migrate_and_notify_old_targets() -> Weight {
		// Measured: 384 bytes of proof, at least 88_877_000 ps.
		Weight::from_parts(91_441_000, 16224)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `PolkadotXcm::QueryCounter` (r:1 w:1)
	// Proof: `PolkadotXcm::QueryCounter` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `PolkadotXcm::Queries` (r:0 w:1)
	// Proof: `PolkadotXcm::Queries` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn new_query() -> Weight {
		// Measured: 0 bytes of proof, at least 7_684_000 ps.
		Weight::from_parts(8_055_000, 1485)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `PolkadotXcm::Queries` (r:1 w:1)
	// Proof: `PolkadotXcm::Queries` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn take_response() -> Weight {
		// Measured: 7576 bytes of proof, at least 56_256_000 ps.
		Weight::from_parts(57_729_000, 11041)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `Benchmark::Override` (r:0 w:0)
	// Proof: `Benchmark::Override` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn claim_assets(_n: u32) -> Weight {
		// Measured: 0 bytes of proof, at least 18_446_744_073_709_551_000 ps.
		Weight::from_parts(18_446_744_073_709_551_000, 0)
	}
	// Storage: `Benchmark::Override` (r:0 w:0)
	// Proof: `Benchmark::Override` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn add_authorized_alias() -> Weight {
		// Measured: 0 bytes of proof, at least 18_446_744_073_709_551_000 ps.
		Weight::from_parts(18_446_744_073_709_551_000, 0)
	}
	// Storage: `Benchmark::Override` (r:0 w:0)
	// Proof: `Benchmark::Override` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn remove_authorized_alias() -> Weight {
		// Measured: 0 bytes of proof, at least 18_446_744_073_709_551_000 ps.
		Weight::from_parts(18_446_744_073_709_551_000, 0)
	}
	fn weigh_message(n: u32) -> Weight {
		// Measured: 0 bytes of proof, at least 3_306_000 ps.
		Weight::from_parts(3_386_000, 0)
			// Standard error: 71.
			.saturating_add(Weight::from_parts(66_528, 0).saturating_mul(n.into()))
	}
	fn decode_xcm(n: u32) -> Weight {
		// Measured: 0 bytes of proof, at least 1_052_000 ps.
		Weight::from_parts(2_295_456, 0)
			// Standard error: 6.
			.saturating_add(Weight::from_parts(3_459, 0).saturating_mul(n.into()))
	}
}
