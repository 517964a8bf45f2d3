// SPDX-License-Identifier: Apache-2.0
//! Executes jobs on this machine, knowing nothing of any chain.
//!
//! [`Engine`] maps a job to a model folder, runs it and hands back the output's bytes. A model is
//! named by the hash of its [`manifest`], so two miners that name the same model run the same
//! weights with the same tokeniser and the same pooling. There are four kinds of jobs: sentence
//! embeddings ([`embedding`]), texts ([`generation`]), steps of training ([`training`]) and programs
//! over records ([`program`]). `docs/jobs.md` describes what goes in and comes out.
//!
//! A model whose layers a sector has registered is run with its linear layers in whole numbers, see
//! [`Precision`]; their products are exact, and draw tickets for a [`TicketSink`] on the way.

mod bert;
pub mod config;
pub mod dataset;
pub mod device;
pub mod embedding;
pub mod engine;
pub mod error;
pub mod format;
pub mod generation;
mod gguf;
pub mod input;
mod linear;
mod llama;
pub mod manifest;
pub mod network;
pub mod output;
pub mod program;
mod quantised;
pub mod records;
pub mod sketch;
pub mod text;
pub mod tickets;
pub mod training;

pub use device::Device;
pub use embedding::EmbeddingModel;
pub use engine::{output_values, Engine};
pub use error::EngineError;
pub use generation::TextModel;
pub use manifest::{Manifest, ModelFolder, ModelKind};
pub use network::Network;
pub use output::Embeddings;
pub use program::Program;
pub use tickets::{Execution, Precision, TicketSink, TicketWindow, UsefulWinner};
