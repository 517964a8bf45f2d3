// SPDX-License-Identifier: Apache-2.0
//! The miner: watches its assignments on a sector, runs the jobs, commits and reveals the results.
//!
//! It is driven by the chain's state. At every best block it compares what the chain says of each
//! assignment with what it has on disk and takes the one step that follows, so that a restart, a
//! lost connection or a reorganisation needs no special treatment.
//!
//! When told to, it also mines: it draws tickets from the products of its jobs and, while there is no
//! job, from products of noise, see [`mining`].

pub mod blobs;
pub mod chain;
pub mod config;
pub mod encryption;
mod ending;
mod equipment;
pub mod executor;
mod hardware;
mod heartbeat;
mod job;
mod kept;
pub mod metrics;
mod miner;
pub mod mining;
mod plan;
mod register;
mod report;
mod service;
mod signal;
pub mod state;
mod submitting;
#[cfg(test)]
mod tests;

pub use blobs::{BlobError, BlobStore, BlobsConfig, StoreAddress};
pub use chain::{Blocks, Chain, SectorSession};
pub use config::{Config, ConfigError};
pub use encryption::{ClientBlobs, EncryptionKey, Granted, Privacy, PrivacyError};
pub use equipment::Equipment;
pub use executor::{EngineExecutor, Executor, ExecutorError};
pub use metrics::Metrics;
pub use miner::{mine, mine_with, MinerError};
pub use mining::{Mining, MiningStats};
pub use service::{Service, ServiceError};
pub use signal::shutdown_signal;
pub use state::{Phase, Record, Records, StateError, StateStore};
