// SPDX-License-Identifier: Apache-2.0
//! The commands, one a file.

pub mod author;
pub mod bench;
pub mod config;
pub mod convert;
pub mod embed;
pub mod key;
pub mod mine;
pub mod model;
pub mod prove_recording;
pub mod result;
pub mod run;
pub mod status;
pub mod submit;
pub mod tickets;
pub mod transfer;
pub mod witness;
