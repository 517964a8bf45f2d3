// SPDX-License-Identifier: Apache-2.0
//! The worker's connection to a sector and to the hub: keys, queries by runtime API, transactions, failover.
//!
//! Queries and calls use the protocol types of `pouw-primitives`; subxt supplies the transport, the
//! metadata and the transaction format, so that a runtime upgrade needs no new worker as long as
//! those types stay.

pub mod authoring;
mod client;
mod conversions;
mod error;
mod general;
pub mod hub;
pub mod keypair;
mod market;
mod observed;
mod orders;
pub mod private_file;
mod proofs;
mod submit;
mod watch;
mod words;

pub use client::{Block, SectorClient};
pub use error::ChainError;
pub use hub::HubClient;
pub use keypair::{KeyError, Keypair, KEY_ENV};
pub use market::{OrderTerms, Roster};
pub use proofs::Proven;
pub use submit::Included;
pub use watch::BlockWatch;
