// SPDX-License-Identifier: Apache-2.0
//! Executes jobs on this machine, knowing nothing of any chain.
//!
//! [`Engine`] maps a job to a model folder, runs it and hands back the output's bytes. A model is
//! named by the hash of its [`manifest`], so two miners that name the same model run the same
//! weights with the same tokeniser and the same pooling.
//!
//! A model whose layers a sector has registered is run with its linear layers in whole numbers, see
//! [`Precision`]; their products are exact, and draw tickets for a [`TicketSink`] on the way.

mod bert;
pub mod config;
pub mod device;
pub mod embedding;
pub mod engine;
pub mod error;
pub mod input;
mod linear;
pub mod manifest;
pub mod output;
mod quantised;
pub mod sketch;
pub mod tickets;

pub use device::Device;
pub use embedding::EmbeddingModel;
pub use engine::Engine;
pub use error::EngineError;
pub use manifest::{Manifest, ModelFolder};
pub use output::Embeddings;
pub use tickets::{Execution, Precision, TicketSink, TicketWindow, UsefulWinner};
