// SPDX-License-Identifier: Apache-2.0
//! Executes jobs on this machine, knowing nothing of any chain.
//!
//! [`Engine`] maps a job to a model folder, runs it and hands back the output's bytes. A model is
//! named by the hash of its [`manifest`], so two miners that name the same model run the same
//! weights with the same tokeniser and the same pooling.

pub mod config;
pub mod device;
pub mod embedding;
pub mod engine;
pub mod error;
pub mod input;
pub mod manifest;
pub mod output;
pub mod sketch;

pub use device::Device;
pub use embedding::EmbeddingModel;
pub use engine::Engine;
pub use error::EngineError;
pub use manifest::{Manifest, ModelFolder};
pub use output::Embeddings;
