// SPDX-License-Identifier: Apache-2.0
//! Tests, one file per call, of the directory, of bonds, work and authors, and of the invariants.

mod authors;
mod bond;
mod deregister;
mod directory;
mod feedback;
mod heartbeat;
mod invariants;
mod register;
mod set_availability;
mod set_bond_target;
mod set_encryption_key;
mod set_invulnerables;
mod slash;
mod withdraw_bond;
mod work;
