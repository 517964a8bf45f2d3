// SPDX-License-Identifier: Apache-2.0
//! The version after this one, compiled for tests of upgrades with the feature `upgrade-test` alone: it has
//! the next number, asks for another deposit of referenda, and doubles in storage the toll, where
//! governance has set one.

use crate::{
	configs::governance::parameters::{
		settlement::{ParametersKey, ParametersValue, Toll},
		Bounds, RuntimeParametersKey, RuntimeParametersValue,
	},
	Runtime, RUNTIME_API_VERSIONS,
};
use frame_support::{
	traits::{Get, OnRuntimeUpgrade},
	weights::Weight,
};
use frame_system::LastRuntimeUpgrade;
use pallet_parameters::Parameters;
use sp_runtime::{traits::Saturating, Permill};
use sp_version::RuntimeVersion;

/// Version of the runtime.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("pouw-hub"),
	impl_name: alloc::borrow::Cow::Borrowed("pouw-hub"),
	authoring_version: 1,
	spec_version: 1_001,
	impl_version: 0,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// What the first block of this version does to storage.
pub type Migrations = DoubleToll;

/// Doubles the toll, if governance has set one, as far as its bounds allow. The version that wrote the last
/// block tells whether that was done before.
pub struct DoubleToll;

fn key() -> RuntimeParametersKey {
	RuntimeParametersKey::Settlement(ParametersKey::Toll(Toll))
}

fn stored() -> Option<Permill> {
	match Parameters::<Runtime>::get(key()) {
		Some(RuntimeParametersValue::Settlement(ParametersValue::Toll(toll))) => Some(toll),
		_ => None,
	}
}

fn doubled(toll: Permill) -> Permill {
	toll.saturating_add(toll).min(Toll::bounds().1)
}

fn is_due() -> bool {
	LastRuntimeUpgrade::<Runtime>::get()
		.is_none_or(|last| last.spec_version.0 < VERSION.spec_version)
}

impl OnRuntimeUpgrade for DoubleToll {
	fn on_runtime_upgrade() -> Weight {
		let weight = <Runtime as frame_system::Config>::DbWeight::get();
		let Some(toll) = stored().filter(|_| is_due()) else { return weight.reads(2) };
		let value = RuntimeParametersValue::Settlement(ParametersValue::Toll(doubled(toll)));
		Parameters::<Runtime>::insert(key(), value);
		weight.reads_writes(2, 1)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		use codec::Encode;
		Ok((is_due(), stored()).encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		use codec::Decode;
		use frame_support::ensure;
		let (due, toll) = <(bool, Option<Permill>)>::decode(&mut before.as_slice())
			.map_err(|_| "the state before the upgrade is not as it was written")?;
		ensure!(due, "the upgrade was made before");
		ensure!(stored() == toll.map(doubled), "the toll was not doubled");
		Ok(())
	}
}
