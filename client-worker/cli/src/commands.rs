// SPDX-License-Identifier: Apache-2.0
//! The commands, one a file.

pub mod author;
pub mod bench;
pub mod config;
pub mod embed;
pub mod key;
pub mod mine;
pub mod model;
pub mod result;
pub mod run;
pub mod status;
pub mod submit;
pub mod tickets;
