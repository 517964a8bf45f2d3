// SPDX-License-Identifier: Apache-2.0
//! Blocks, time, and the parachain's part in them.

use super::governance::parameters::WithinBounds;
use crate::*;

#[cfg(feature = "upgrade-test")]
use crate::upgrade_test::Migrations;

/// What the first block of this version does to storage.
#[cfg(not(feature = "upgrade-test"))]
pub type Migrations = ();

pouw_runtime_common::impl_system!(
	relay_proof_to: RelayBeacon,
	migrations: Migrations,
	calls: WithinBounds,
);
