// SPDX-License-Identifier: Apache-2.0
//! Tests, a file per call or matter.

mod attacks;
mod ballot;
mod close;
mod directives;
mod invariants;
mod propose;
mod set_parameter;
mod stand;
mod vote;
mod weight;
