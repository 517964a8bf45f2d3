// SPDX-License-Identifier: Apache-2.0
//! Tests, one file per call, of the directory, and of the invariants.

mod deregister;
mod directory;
mod invariants;
mod register;
mod set_availability;
