// SPDX-License-Identifier: Apache-2.0
//! Where a transaction of the hub is recorded, and whether it is.

use crate::hub::Sectors;
use pouw_chain::{hub::is_in_window, Block, ChainError, HubClient};
use pouw_primitives::{
	settlement::{RecordProof, RecordState},
	SectorId,
};
use serde::Serialize;
use sp_core::H256;

/// Windows that the hub keeps, counted back from the open one.
const MAX_WINDOWS: u32 = 4_096;
/// Newest blocks in which a transaction is looked for by its hash; of older ones the windows are drawn.
const RECENT_BLOCKS: u32 = 256;

/// Why a transaction cannot be proven to be recorded.
#[derive(Debug, thiserror::Error)]
pub enum Unproven {
	/// No window has it.
	#[error("the hub has no such transaction, neither in its newest {RECENT_BLOCKS} blocks nor in any window that it keeps as of block {0}")]
	Unknown(u32),
	/// It is in a block, and not in its window.
	#[error("block {0} of the hub has it, but it is in no window: it is not signed")]
	Unsigned(u32),
	/// Its window is older than those that are kept.
	#[error("its window {0} is so old that the hub keeps it no more")]
	Forgotten(u32),
	/// Its block is not finalized.
	#[error("block {block} of the hub is not finalized yet, {finalized} is")]
	NotFinalized {
		/// The block.
		block: u32,
		/// The newest that is.
		finalized: u32,
	},
	/// Its window takes transactions still.
	#[error("its window {0} is open still, and its sectors are drawn after it is closed")]
	Open(u32),
	/// The sectors of its window are not drawn.
	#[error("its window {0} is closed, and its sectors are not drawn yet")]
	NotDrawn(u32),
	/// Its window was given up.
	#[error("its window {0} was abandoned, as too few sectors could be drawn for too long")]
	Abandoned(u32),
	/// A sector has not stored it.
	#[error("sector {} has not stored window {window} as of its finalized block {block}", .sector.0)]
	NotStored {
		/// The sector.
		sector: SectorId,
		/// The window.
		window: u32,
		/// The sector's block.
		block: u32,
	},
	/// A node does not answer as it should.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// Nothing that waiting could change.
	#[error("{0}")]
	Failed(String),
}

impl Unproven {
	/// Whether it may be otherwise in a while.
	pub fn may_pass(&self) -> bool {
		match self {
			Self::Chain(error) => error.is_transient(),
			Self::Unsigned(_) | Self::Forgotten(_) | Self::Abandoned(_) | Self::Failed(_) => false,
			_ => true,
		}
	}
}

/// A proof that a transaction is recorded.
#[derive(Serialize)]
pub struct RecordingReport {
	/// The transaction.
	pub transaction: String,
	/// Its window.
	pub window: u32,
	/// Number of the transaction within the window, of how many.
	pub index: u32,
	/// Transactions of the window.
	pub leaves: u32,
	/// Merkle root of the window.
	pub root: String,
	/// Sibling hashes from the transaction up to the root.
	pub proof: Vec<String>,
	/// Block of the hub as of which this was asked.
	pub hub_block: u32,
	/// Its hash.
	pub hub_block_hash: String,
	/// The two sectors.
	pub sectors: Vec<StoredReport>,
}

/// What a sector stores, as a storage proof shows.
#[derive(Serialize)]
pub struct StoredReport {
	/// The sector.
	pub sector: u32,
	/// Block of the sector in which it stored the transaction.
	pub stored_in: u32,
	/// Whether it had told the hub.
	pub confirmed: bool,
	/// The finalized block whose state was read.
	pub block: u32,
	/// Its hash.
	pub block_hash: String,
	/// Root of its state, in its header.
	pub state_root: String,
	/// Trie nodes from that root to what is stored.
	pub proof_nodes: usize,
	/// Transactions of the window that the sector stores.
	pub entries: usize,
}

/// What is known of a transaction's place before its proof.
pub struct Wanted {
	/// Its hash.
	pub transaction: H256,
	/// Block of the hub that has it, once that is known and finalized.
	pub block: Option<Block>,
}

/// Proves that a transaction is recorded, as of the newest finalized blocks.
pub async fn prove(
	hub: &HubClient,
	sectors: &mut Sectors,
	wanted: &mut Wanted,
) -> Result<RecordingReport, Unproven> {
	let at = hub.finalized_block().await?;
	let proof = locate(hub, at, wanted).await?;
	if !is_in_window(&proof, wanted.transaction) {
		return Err(Unproven::Failed(format!(
			"the hub's Merkle proof does not lead to the root of window {}",
			proof.window
		)));
	}
	let mut stored = Vec::new();
	for (sector, confirmed) in proof.recorders {
		stored.push(read(sectors, &proof, wanted.transaction, sector, confirmed).await?);
	}
	Ok(RecordingReport {
		transaction: format!("{:?}", wanted.transaction),
		window: proof.window,
		index: proof.index,
		leaves: proof.leaves,
		root: format!("{:?}", proof.root),
		proof: proof.proof.iter().map(|hash| format!("{hash:?}")).collect(),
		hub_block: at.number,
		hub_block_hash: format!("{:?}", at.hash),
		sectors: stored,
	})
}

/// The hub's proof for a transaction, which it has when the sectors of its window are drawn.
async fn locate(hub: &HubClient, at: Block, wanted: &mut Wanted) -> Result<RecordProof, Unproven> {
	if wanted.block.is_none() {
		wanted.block = find(hub, at, wanted.transaction).await?;
	}
	match wanted.block {
		Some(block) => locate_in_block(hub, at, wanted.transaction, block).await,
		None => {
			let newest = hub.current_window_at(at.hash).await?;
			for window in (newest.saturating_sub(MAX_WINDOWS)..newest).rev() {
				if let Some(proof) = hub.prove_in_at(window, wanted.transaction, at.hash).await? {
					return Ok(proof);
				}
			}
			Err(Unproven::Unknown(at.number))
		},
	}
}

/// The block that has a transaction, if it is one of the newest.
async fn find(hub: &HubClient, at: Block, transaction: H256) -> Result<Option<Block>, Unproven> {
	let best = hub.client().best_block().await?.number;
	for number in (best.saturating_sub(RECENT_BLOCKS)..=best).rev() {
		let Some(hash) = hub.client().block_hash(number).await? else { continue };
		if hub.transactions(hash).await?.contains(&transaction) {
			return match number <= at.number {
				true => Ok(Some(Block { number, hash })),
				false => Err(Unproven::NotFinalized { block: number, finalized: at.number }),
			};
		}
	}
	Ok(None)
}

async fn locate_in_block(
	hub: &HubClient,
	at: Block,
	transaction: H256,
	block: Block,
) -> Result<RecordProof, Unproven> {
	if block.number > at.number {
		return Err(Unproven::NotFinalized { block: block.number, finalized: at.number });
	}
	// The window of the block's own transactions, unless a full one was closed by them.
	let newest = hub.current_window_at(block.hash).await?;
	for window in [Some(newest), newest.checked_sub(1)].into_iter().flatten() {
		if let Some(proof) = hub.prove_in_at(window, transaction, at.hash).await? {
			return Ok(proof);
		}
	}
	Err(match hub.window_at(newest, at.hash).await?.map(|record| record.state) {
		Some(RecordState::Closed { .. }) => Unproven::NotDrawn(newest),
		Some(RecordState::Abandoned) => Unproven::Abandoned(newest),
		Some(RecordState::Assigned { .. }) => Unproven::Unsigned(block.number),
		None if newest < hub.current_window_at(at.hash).await? => Unproven::Forgotten(newest),
		None => Unproven::Open(newest),
	})
}

/// What one of the two sectors stores.
async fn read(
	sectors: &mut Sectors,
	proof: &RecordProof,
	transaction: H256,
	sector: SectorId,
	confirmed: bool,
) -> Result<StoredReport, Unproven> {
	let Some(client) = sectors.get(sector).await? else {
		let [(first, _), (second, _)] = proof.recorders;
		return Err(Unproven::Failed(format!(
			"it is recorded in the sectors {} and {}; give a node of {} with --sector {}=URL",
			first.0, second.0, sector.0, sector.0
		)));
	};
	let proven = client.stored_batch(proof.window).await?;
	let Some(batch) = proven.value else {
		return Err(Unproven::NotStored {
			sector,
			window: proof.window,
			block: proven.block.number,
		});
	};
	if batch.root != proof.root {
		return Err(Unproven::Failed(format!(
			"sector {} stores the root {:?} for window {}, the hub says {:?}",
			sector.0, batch.root, proof.window, proof.root
		)));
	}
	if !batch.entries.contains(&transaction) {
		return Err(Unproven::Failed(format!(
			"sector {} stores window {} without this transaction, which the hub says it was given",
			sector.0, proof.window
		)));
	}
	Ok(StoredReport {
		sector: sector.0,
		stored_in: batch.stored_at,
		confirmed,
		block: proven.block.number,
		block_hash: format!("{:?}", proven.block.hash),
		state_root: format!("{:?}", proven.state_root),
		proof_nodes: proven.nodes,
		entries: batch.entries.len(),
	})
}
