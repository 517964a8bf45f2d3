// SPDX-License-Identifier: Apache-2.0
//! Local networks of a relay chain, the hub and sectors.
//!
//! [`Network::start`] spawns the processes of a zombienet definition with zombienet-sdk's native
//! provider, [`Network::ready`] waits until the network can be used: every parachain produces blocks
//! and every channel of the definition is open. A process that ends is noticed at once and named
//! together with its log.

pub mod config;
pub mod network;
pub mod ports;
pub mod processes;
pub mod rpc;

pub use config::Config;
pub use network::{Endpoint, Network};
pub use rpc::Rpc;
