// SPDX-License-Identifier: Apache-2.0
//! The miner against a chain in memory. The real chain is for the end-to-end tests.

mod fake;
mod mining;
mod recovery;
mod steps;
mod tickets;
