// SPDX-License-Identifier: Apache-2.0
//! The version after this one, compiled for tests of upgrades with the feature `upgrade-test` alone: it has
//! the next number, asks for another deposit of referenda, and doubles in storage the toll, where
//! governance has set one.

use crate::{
	configs::governance::parameters::{
		settlement::{ParametersKey, ParametersValue, Toll},
		RuntimeParametersKey, RuntimeParametersValue,
	},
	Runtime, RUNTIME_API_VERSIONS,
};
use pallet_parameters::Parameters;
use pouw_runtime_common::upgrade_test::{Double, Stored};
use sp_runtime::Permill;
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
pub type Migrations = Double<Runtime, Toll>;

fn key() -> RuntimeParametersKey {
	RuntimeParametersKey::Settlement(ParametersKey::Toll(Toll))
}

impl Stored for Toll {
	fn stored() -> Option<Permill> {
		match Parameters::<Runtime>::get(key()) {
			Some(RuntimeParametersValue::Settlement(ParametersValue::Toll(toll))) => Some(toll),
			_ => None,
		}
	}

	fn store(toll: Permill) {
		let value = RuntimeParametersValue::Settlement(ParametersValue::Toll(toll));
		Parameters::<Runtime>::insert(key(), value);
	}
}
