// SPDX-License-Identifier: Apache-2.0
//! Work, the windows it is counted in, and the model layers that useful work multiplies by.

use crate::{Balance, BlockNumber, SectorId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pouw_tickets::WorkParams;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::Permill;

/// Multiply-accumulates. A ticket stands for as many as its difficulty says.
pub type Work = u128;

/// Number of a window of a sector, from 0 at its first challenge.
pub type WindowIndex = u32;

/// Number of a layer within its model, from 0.
pub type LayerIndex = u32;

/// Weights of a linear layer, quantised to seven bits and padded to the rules of the work function.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct ModelLayer {
	/// Root of the strips of Bᵀ, the transposed weights.
	pub root: H256,
	/// Columns of B: outputs of the layer.
	pub n: u32,
	/// Rows of B: inputs of the layer.
	pub k: u32,
}

impl ModelLayer {
	/// Multiply-accumulates of one row of inputs.
	pub fn work_per_row(&self) -> Work {
		Work::from(self.n).saturating_mul(Work::from(self.k))
	}
}

/// What useful tickets of one miner for one layer of a task may claim.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct UsefulGrant {
	/// The layer's weights.
	pub layer: ModelLayer,
	/// Most rows that an input of the task can have in one product.
	pub max_rows: u32,
	/// All the work that one execution of the task can contain.
	pub work_limit: Work,
}

/// What governance sets for the tickets of a sector. A change takes effect with the next window.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
	Debug,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameters {
	/// Rank of the noise, and the product of baseline work.
	pub work: WorkParams,
	/// Tickets per window that the difficulty aims at, baseline and useful ones together.
	pub target: u32,
	/// Blocks between the opening of a window and that of the next one.
	pub length: BlockNumber,
	/// Blocks for which tickets of a window are accepted after the next one opens.
	pub grace: BlockNumber,
	/// Tickets of a window below which a registered miner is credited nothing.
	pub floor: u32,
	/// Most tickets of a registered miner in a window.
	pub ceiling: u32,
	/// Most accounts that may hand in a ticket of a window without being registered.
	pub max_newcomers: u32,
	/// Largest share of the target that useful work can take from baseline work.
	pub useful_cap: Permill,
	/// Windows without a ticket in which the difficulty halves.
	pub half_life: u32,
	/// Least multiply-accumulates that a ticket stands for.
	pub min_difficulty: Work,
	/// Most multiply-accumulates that a ticket stands for.
	pub max_difficulty: Work,
}

/// A window, with all that a miner needs to compute tickets of it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct WindowInfo {
	/// Its number.
	pub index: WindowIndex,
	/// The sector that seeds are bound to.
	pub sector: SectorId,
	/// The challenge that seeds are bound to.
	pub challenge: H256,
	/// Rank of the noise, and the product of baseline work.
	pub work: WorkParams,
	/// Multiply-accumulates that a winning ticket stands for.
	pub difficulty: Work,
	/// Block that opened it.
	pub opened_at: BlockNumber,
	/// First block that may open the next one.
	pub closes_at: BlockNumber,
	/// First block that accepts no ticket of it any more.
	pub accepts_until: BlockNumber,
	/// Tickets accepted so far.
	pub tickets: u32,
	/// Tickets for which there is room yet.
	pub room: u32,
}

/// An account in the newest window.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct MinerWindow {
	/// The window.
	pub window: WindowIndex,
	/// Whether the account is a registered miner.
	pub registered: bool,
	/// Its tickets so far.
	pub tickets: u32,
	/// Those of them that are useful.
	pub useful: u32,
	/// Most tickets that are accepted of it.
	pub ceiling: u32,
	/// Tickets below which it is credited nothing.
	pub floor: u32,
}

/// What came of a window.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct SettledWindow {
	/// Its number.
	pub index: WindowIndex,
	/// Block that opened it.
	pub opened_at: BlockNumber,
	/// Multiply-accumulates that each of its tickets stands for.
	pub difficulty: Work,
	/// Share of its target that was left to useful work.
	pub useful_share: Permill,
	/// Tickets accepted.
	pub tickets: u32,
	/// Those of them that are useful.
	pub useful: u32,
	/// Those of them that were credited: not of miners below the floor.
	pub credited: u32,
	/// Paid to miners for baseline tickets, and for useful ones whose task was accepted already.
	pub paid: Balance,
	/// Set aside for useful tickets whose task is not over.
	pub pledged: Balance,
}
