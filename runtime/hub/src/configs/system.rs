// SPDX-License-Identifier: Apache-2.0
//! Blocks, time, and the parachain's part in them.

use crate::*;

pouw_runtime_common::impl_system!(relay_proof_to: RelayBeacon, calls: super::governance::parameters::WithinBounds);
