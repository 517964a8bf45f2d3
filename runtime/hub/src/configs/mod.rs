// SPDX-License-Identifier: Apache-2.0
//! Configuration of the pallets, a file per domain.

mod accounts;
mod authoring;
mod economy;
mod link;
mod system;
pub mod xcm;

pub use economy::TreasuryAccount;
pub use link::Sectoral;
pub use system::{ConsensusHook, RuntimeBlockWeights};
