// SPDX-License-Identifier: Apache-2.0
//! Tests, one file per call, of issuance, outcomes, releases and recycling, and of the invariants.

mod claim;
mod convert_to_main;
mod fees;
mod founders;
mod invariants;
mod issuance;
mod orders;
mod outcomes;
mod recycling;
mod release;
mod shares;
mod spending;
