// SPDX-License-Identifier: Apache-2.0
//! Configuration of the pallets, a file per domain.

mod accounts;
mod authoring;
mod economy;
pub mod guild;
mod link;
mod mining;
pub mod parameters;
mod system;
mod witness;
pub mod xcm;
