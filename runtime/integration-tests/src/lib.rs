// SPDX-License-Identifier: Apache-2.0
//! Tests of the real runtimes against one another: a relay chain, the hub and four sectors in one
//! process, with blocks, relay proofs, channels and messages as on a network.
//!
//! After each test on the network the invariants of the project's pallets are checked on every
//! chain of it.

#[cfg(test)]
mod assembly;
#[cfg(test)]
mod conversions;
#[cfg(test)]
mod genesis;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod network;
#[cfg(test)]
mod state;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod transactions;
