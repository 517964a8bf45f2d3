// SPDX-License-Identifier: Apache-2.0
//! The version after this one, compiled for tests of upgrades with the feature `upgrade-test` alone: it has
//! the next number, asks for another deposit of motions, and doubles in storage the smallest price of a
//! task, where governance has set one.

use crate::{
	configs::parameters::{
		tasks::{MinPrice, ParametersKey, ParametersValue},
		RuntimeParametersKey, RuntimeParametersValue,
	},
	Runtime, RUNTIME_API_VERSIONS,
};
use pallet_parameters::Parameters;
use pouw_primitives::Balance;
use pouw_runtime_common::upgrade_test::{Double, Stored};
use sp_version::RuntimeVersion;

/// Version of the runtime.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("pouw-sector"),
	impl_name: alloc::borrow::Cow::Borrowed("pouw-sector"),
	authoring_version: 1,
	spec_version: 1_001,
	impl_version: 0,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// What the first block of this version does to storage.
pub type Migrations = Double<Runtime, MinPrice>;

fn key() -> RuntimeParametersKey {
	RuntimeParametersKey::Tasks(ParametersKey::MinPrice(MinPrice))
}

impl Stored for MinPrice {
	fn stored() -> Option<Balance> {
		match Parameters::<Runtime>::get(key()) {
			Some(RuntimeParametersValue::Tasks(ParametersValue::MinPrice(price))) => Some(price),
			_ => None,
		}
	}

	fn store(price: Balance) {
		let value = RuntimeParametersValue::Tasks(ParametersValue::MinPrice(price));
		Parameters::<Runtime>::insert(key(), value);
	}
}
