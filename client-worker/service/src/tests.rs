// SPDX-License-Identifier: Apache-2.0
//! The miner against a chain in memory. The real chain is for the end-to-end tests.

mod crash;
mod fake;
mod key_change;
#[cfg(unix)]
mod kill;
mod leftovers;
mod mining;
mod panics;
mod place;
mod privacy;
mod recovery;
mod steps;
mod stores;
mod tickets;
