// SPDX-License-Identifier: Apache-2.0
//! The witness service of a worker.
//!
//! The hub asks a sector to verify conversions of other sectors. This service looks at the sector's
//! open requests in every best block, fetches a storage proof of each conversion from a node of the
//! sector that it leaves, and submits it. The transaction needs no signature and costs nothing, so
//! the service has no key and no funds.
//!
//! It keeps no state: what is to be done is what the chain says is open. Any number of services may
//! run for a sector; the first proof counts and the others are refused by the pool. A node that does
//! not answer is tried again at growing intervals, its other endpoints first.

mod board;
pub mod chain;
pub mod config;
mod service;
#[cfg(test)]
mod tests;

pub use chain::{Blocks, Endpoints, Sector, SourceError, Sources};
pub use config::{ConfigError, SourceConfig, WitnessConfig};
pub use service::Service;
