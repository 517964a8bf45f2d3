// SPDX-License-Identifier: Apache-2.0
//! Identifiers, messages and task types shared by the hub, the sectors and the worker.
//!
//! Everything here is SCALE-coded and part of a protocol: between chains, between a chain and its
//! clients, or in storage. Enum variants carry explicit codec indices that are never reused.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub mod calls;
pub mod conversion;
pub mod credibility;
pub mod governance;
pub mod message;
pub mod miner;
pub mod order;
pub mod sector;
pub mod settlement;
pub mod sketch;
pub mod task;
pub mod witness;
pub mod work;
pub mod x25519;

pub use conversion::{ConversionId, ConversionRecord, ConversionState};
pub use governance::{
	DirectiveIndex, DirectiveOutcome, EncodedChange, GovernanceNotice, GuildMotion, GuildRequest,
	MotionIndex,
};
pub use message::{EraReport, Frame, HubToSector, MessageId, SectorToHub, VersionedFrame};
pub use miner::{
	AuthorshipRecord, HardwareProfile, HeartbeatAsk, MinerRecord, Performance, PerformanceView,
	Rating, RollCall, RollCallIndex, WorkRecord,
};
pub use order::{Funding, MainOrder, OrderId, OrderOutcome, OrderRecord, SectorOrder};
pub use sector::{SectorClass, SectorId, SectorProfile, SectorStatus, HUB_ID, MAX_SECTORS};
pub use sketch::Sketch;
pub use task::{TaskId, TaskRecord, TaskSpec};
pub use work::{LayerIndex, ModelLayer, UsefulGrant, WindowIndex, Work};

/// Amount of MAIN or of a sector token, in its smallest unit.
pub type Balance = u128;
/// Number of a block of the hub or of a sector.
pub type BlockNumber = u32;
/// Number of a block of the relay chain.
pub type RelayBlockNumber = u32;
/// Number of a sector's accounting period, from 0 at genesis.
pub type EraIndex = u32;
/// Account on the hub or on a sector.
pub type AccountId = sp_runtime::AccountId32;
/// Signature of an account on the hub or on a sector.
pub type Signature = sp_runtime::MultiSignature;
