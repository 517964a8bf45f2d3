// SPDX-License-Identifier: Apache-2.0
//! XCM: frames from and to registered sectors, channel notices of the relay chain, nothing else.

use super::link::Sectoral;
use crate::*;

pouw_runtime_common::impl_xcm!(peers: Sectoral);
