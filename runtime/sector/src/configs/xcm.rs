// SPDX-License-Identifier: Apache-2.0
//! XCM: frames from and to the hub, channel notices of the relay chain, nothing else.

use crate::*;
use pouw_runtime_common::link::OnlyTheHub;

pouw_runtime_common::impl_xcm!(peers: OnlyTheHub);
