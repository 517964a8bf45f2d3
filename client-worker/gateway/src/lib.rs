// SPDX-License-Identifier: Apache-2.0
//! A client of one sector, and a JSON-RPC server that lets other programs use it.
//!
//! [`Client`] quotes, orders, follows and fetches; the command line and the server are both made of
//! it. The server signs with its operator's key, so whoever may order by it spends the operator's
//! tokens: it listens on this machine unless told otherwise, and orders, outputs and cancellations
//! take an access token. `docs/gateway.md` describes the methods.

pub mod access;
pub mod amount;
pub mod client;
mod error;
pub mod feed;
pub mod follow;
pub mod gateway;
pub mod guard;
pub mod keys;
pub mod kind;
pub mod methods;
pub mod params;
pub mod quote;
pub mod references;
pub mod report;
mod sector;
pub mod server;
#[cfg(test)]
mod tests;

pub use access::{AccessError, AccessToken};
pub use client::{Cancelled, Client, Ordered};
pub use error::ClientError;
pub use gateway::{Gateway, Means};
pub use sector::{Connection, Sector};
pub use server::{Limits, Listen, Running, ServerError};
