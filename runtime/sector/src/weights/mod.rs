// SPDX-License-Identifier: Apache-2.0
//! Weights of the pallets that hub and sectors both have, as measured in this runtime. What others
//! weigh is in their own crates.

pub mod cumulus_pallet_weight_reclaim;
pub mod frame_system_extensions;
pub mod pallet_balances;
pub mod pallet_messenger;
pub mod pallet_parameters;
pub mod pallet_transaction_payment;
pub mod pallet_xcm;
