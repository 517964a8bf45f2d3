// SPDX-License-Identifier: Apache-2.0
//! Traits by which the pallets see one another, and the runtime APIs by which clients see the chain.
//!
//! No pallet names another in its `Config`: each asks for one of these.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub mod apis;
pub mod conversion;
pub mod guild;
pub mod hub;
pub mod hub_apis;
pub mod link;
pub mod mining;
pub mod orders;
pub mod witness_apis;
pub mod work;

pub use conversion::{ConversionOutcome, RecordingFees, ReserveRelease};
pub use guild::{
	ChangeParameter, GuildMembers, HandleDirectives, HandleGovernance, OnWorkCredited, PublicFunds,
	SectorBusiness, SlashAppeals,
};
pub use hub::{HandleConversions, HandleRecorded, RouteInbound, SectorRegistry};
pub use link::{HandleMessage, LinkTransport, SendMessage};
pub use mining::{CommonOwner, EraFiguresSource, MinerDirectory, RelayRandomness, SlashBond};
pub use orders::{HandleOrderEnded, HandleOrders, MainBurned};
pub use work::{CreditWork, OnTaskSettled, RewardBond, UsefulTasks, WorkIssuance};
