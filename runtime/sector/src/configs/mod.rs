// SPDX-License-Identifier: Apache-2.0
//! Configuration of the pallets, a file per domain.

mod accounts;
mod authoring;
mod economy;
mod link;
mod mining;
mod system;
mod witness;
pub mod xcm;
