// SPDX-License-Identifier: Apache-2.0
//! The commands, one a file.

pub mod author;
pub mod bench;
pub mod cancel;
pub mod config;
pub mod convert;
pub mod embed;
pub mod gateway;
pub mod key;
pub mod mine;
pub mod model;
pub mod order;
pub mod prove_recording;
pub mod quote;
pub mod result;
pub mod run;
pub mod status;
pub mod submit;
pub mod tickets;
pub mod training;
pub mod transfer;
pub mod watch;
pub mod witness;
