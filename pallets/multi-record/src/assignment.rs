// SPDX-License-Identifier: Apache-2.0
//! Which sectors record a window, and which of them each of its transactions.

use crate::*;
use alloc::{vec, vec::Vec};
use codec::Encode;
use frame_support::{
	pallet_prelude::{BoundedVec, Get, Weight},
	storage::with_storage_layer,
};
use pouw_primitives::{
	message::RecordBatch,
	settlement::{RecordState, RecordWindow, Recorder, MAX_RECORDERS},
	Balance, HubToSector, RelayBlockNumber, SectorId,
};
use pouw_traits::{SectorRegistry, SendMessage};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::BlakeTwo256, DispatchError};

/// Prefix of the bytes whose BLAKE2-256 hash is a window's seed: context ‖ randomness ‖ number of its
/// relay block ‖ window, SCALE-coded.
pub const SEED_CONTEXT: &[u8] = b"pouw-chain record-seed v1";
/// Prefix of the bytes that draw the n-th sector: context ‖ seed ‖ n, SCALE-coded.
pub const DRAW_CONTEXT: &[u8] = b"pouw-chain record-draw v1";
/// Prefix of the bytes that assign the n-th sixteen transactions: context ‖ seed ‖ n, SCALE-coded.
pub const ASSIGNMENT_CONTEXT: &[u8] = b"pouw-chain record-assignment v1";

/// Transactions that one hash assigns: two bytes for each.
const PAIRS_PER_HASH: u32 = 16;
/// How often sectors are drawn anew for a window in a block when a message cannot be queued.
const ATTEMPTS: u32 = 3;
/// How many sectors are looked at in one draw, for each that is wanted.
pub(crate) const LOOKS_PER_RECORDER: u32 = 4;

/// The two of `recorders` sectors, by their place in the draw, that record the transaction with this
/// number within its window. `None` for fewer than two sectors.
pub(crate) fn pair(hash: &[u8; 32], index: u32, recorders: u32) -> Option<(u32, u32)> {
	let others = recorders.checked_sub(1).filter(|others| *others > 0)?;
	let at = usize::try_from(index.checked_rem(PAIRS_PER_HASH)?.saturating_mul(2)).ok()?;
	let bytes = hash.get(at..at.saturating_add(2))?;
	let number = u32::from(u16::from_le_bytes(bytes.try_into().ok()?));
	// There are at most twelve ordered pairs, so the remainder's bias is below one in five thousand.
	let ordered = number.checked_rem(recorders.saturating_mul(others))?;
	let first = ordered.checked_div(others)?;
	let second = ordered.checked_rem(others)?;
	Some((first, if second >= first { second.saturating_add(1) } else { second }))
}

/// The seed of a window.
pub(crate) fn seed_of(window: u32, (number, random): (RelayBlockNumber, H256)) -> H256 {
	(SEED_CONTEXT, random, number, window).using_encoded(blake2_256).into()
}

/// The pairs of all transactions of a window, in their order.
pub(crate) fn pairs(seed: H256, entries: u32, recorders: u32) -> Vec<(u32, u32)> {
	let mut all = Vec::with_capacity(usize::try_from(entries).unwrap_or_default());
	let mut hash = [0; 32];
	for index in 0..entries {
		if index.checked_rem(PAIRS_PER_HASH) == Some(0) {
			hash = assignment_hash(seed, index);
		}
		all.extend(pair(&hash, index, recorders));
	}
	all
}

/// The hash that assigns the transaction with this number.
pub(crate) fn assignment_hash(seed: H256, index: u32) -> [u8; 32] {
	let block = index.checked_div(PAIRS_PER_HASH).unwrap_or_default();
	(ASSIGNMENT_CONTEXT, seed, block).using_encoded(blake2_256)
}

/// The hashes of transactions, in their order.
pub(crate) fn hashes_of(entries: &[NotedTransaction]) -> Vec<H256> {
	entries.iter().map(|entry| entry.hash).collect()
}

/// Merkle root of the hashes of transactions.
pub(crate) fn root_of(entries: &[H256]) -> H256 {
	binary_merkle_tree::merkle_root::<BlakeTwo256, _>(entries)
}

impl<T: Config> Pallet<T> {
	/// Draws sectors for a closed window and sends them its transactions. Changes nothing and returns
	/// false, with the weight of having tried, if there are too few sectors.
	pub(crate) fn assign(
		window: u32,
		record: RecordWindow,
		randomness: (RelayBlockNumber, H256),
	) -> (bool, Weight) {
		let mut weight = T::WeightInfo::tick();
		let seed = seed_of(window, randomness);
		let mut pool = T::Sectors::active();
		for _ in 0..ATTEMPTS {
			let drawn = Self::draw(seed, &pool);
			if drawn.len() < 2 {
				break;
			}
			weight.saturating_accrue(T::WeightInfo::assign(record.entries));
			let entries = Entries::<T>::get(window);
			let root = root_of(&hashes_of(&entries));
			match with_storage_layer(|| Self::send(window, seed, root, &entries, &drawn)) {
				Ok(recorders) => {
					let shared = recorders.iter().map(|r| r.fees).fold(0, Balance::saturating_add);
					Self::pay_treasury(record.fees.saturating_sub(shared));
					Self::store_assignment(window, &record, seed, root, recorders);
					return (true, weight);
				},
				// Its queue is full.
				Err(Unsent(sector)) => pool.retain(|id| *id != sector),
			}
		}
		(false, weight)
	}

	/// Draws up to `Recorders` of `pool` that have answered enough of their batches.
	pub(crate) fn draw(seed: H256, pool: &[SectorId]) -> Vec<SectorId> {
		// A record has no room for more, and none may be sent a batch that is not on record.
		let wanted = T::Recorders::get().min(MAX_RECORDERS);
		let mut rest = pool.to_vec();
		let mut drawn = Vec::new();
		for n in 0..wanted.saturating_mul(LOOKS_PER_RECORDER) {
			let hash = (DRAW_CONTEXT, seed, n).using_encoded(blake2_256);
			let number = u64::from_be_bytes(hash.last_chunk().copied().unwrap_or_default());
			let Some(at) = number.checked_rem(rest.len() as u64) else {
				break;
			};
			let sector = rest.swap_remove(usize::try_from(at).unwrap_or_default());
			if Unrecorded::<T>::get(sector) < T::MaxUnrecorded::get() {
				drawn.push(sector);
			}
			if drawn.len() as u32 >= wanted {
				break;
			}
		}
		drawn
	}

	/// Sends each of `drawn` its transactions.
	fn send(
		window: u32,
		seed: H256,
		root: H256,
		entries: &[NotedTransaction],
		drawn: &[SectorId],
	) -> Result<Vec<Recorder>, Unsent> {
		let mut batches = vec![(Vec::new(), 0 as Balance); drawn.len()];
		let pairs = pairs(seed, entries.len() as u32, drawn.len() as u32);
		for (entry, (first, second)) in entries.iter().zip(pairs) {
			for place in [first, second] {
				if let Some((batch, fees)) = batches.get_mut(place as usize) {
					batch.push(entry.hash);
					*fees = fees.saturating_add(entry.fee);
				}
			}
		}
		let mut recorders = Vec::with_capacity(drawn.len());
		for (sector, (batch, fees)) in drawn.iter().copied().zip(batches) {
			let entries = batch.len() as u32;
			let (fees, payment) = Self::share_of(sector, fees);
			recorders.push(Recorder { sector, entries, recorded: false, fees, payment });
			if entries == 0 {
				continue;
			}
			// Never cut: a window has no more transactions than a batch can have.
			let entries = BoundedVec::truncate_from(batch);
			let batch = RecordBatch { window, root, entries, payment };
			T::Messages::send(sector, HubToSector::Record(batch)).map_err(|_| Unsent(sector))?;
			Unrecorded::<T>::mutate(sector, |count| *count = count.saturating_add(1));
		}
		Ok(recorders)
	}

	fn store_assignment(
		window: u32,
		record: &RecordWindow,
		seed: H256,
		root: H256,
		recorders: Vec<Recorder>,
	) {
		let sectors =
			recorders.iter().filter(|r| r.entries > 0).map(|r| r.sector).collect::<Vec<_>>();
		let recorders = BoundedVec::truncate_from(recorders);
		let state = RecordState::Assigned { root, seed, recorders };
		Windows::<T>::insert(window, RecordWindow { state, ..record.clone() });
		let sectors = BoundedVec::truncate_from(sectors);
		Self::deposit_event(Event::WindowAssigned { window, root, sectors });
	}
}

/// No message can be queued for this sector.
struct Unsent(SectorId);

impl From<DispatchError> for Unsent {
	/// Of a storage layer that cannot be opened because too many are: that is no sector's fault.
	fn from(_: DispatchError) -> Self {
		Self(SectorId(0))
	}
}
