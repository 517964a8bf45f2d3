// SPDX-License-Identifier: Apache-2.0
//! Configuration of the pallets, a file per domain.

mod accounts;
mod authoring;
mod economy;
mod link;
mod settlement;
mod system;
pub mod xcm;

pub use link::Sectoral;
pub use pouw_runtime_common::currency::TreasuryAccount;
