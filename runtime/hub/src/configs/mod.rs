// SPDX-License-Identifier: Apache-2.0
//! Configuration of the pallets, a file per domain.

mod accounts;
mod authoring;
mod economy;
pub mod governance;
mod link;
mod orders;
mod settlement;
mod system;
pub mod xcm;

pub use governance::EmergencyLiquidity;
pub use link::Sectoral;
pub use pouw_runtime_common::currency::TreasuryAccount;
