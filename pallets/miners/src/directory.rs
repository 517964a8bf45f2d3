// SPDX-License-Identifier: Apache-2.0
//! The roster of available miners, and the directory that draws from it.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::defensive;
use pouw_primitives::{credibility::Standing, MinerRecord};
use pouw_traits::MinerDirectory;
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// A registered miner.
	pub fn miner(account: &T::AccountId) -> Option<MinerRecord> {
		Miners::<T>::get(account)
	}

	/// Numbers `miner` as the last of the roster. It must not be on it.
	pub(crate) fn enter_roster(miner: &T::AccountId) {
		let len = RosterLen::<T>::get();
		Roster::<T>::insert(len, miner);
		RosterIndex::<T>::insert(miner, len);
		RosterLen::<T>::put(len.saturating_add(1));
	}

	/// Takes `miner` off the roster, if it is on it, and gives its number to the last one.
	pub(crate) fn leave_roster(miner: &T::AccountId) {
		let Some(gap) = RosterIndex::<T>::take(miner) else {
			return;
		};
		let last = RosterLen::<T>::get().saturating_sub(1);
		let moved = Roster::<T>::take(last);
		if gap != last {
			match moved {
				Some(moved) => {
					RosterIndex::<T>::insert(&moved, gap);
					Roster::<T>::insert(gap, moved);
				},
				None => {
					defensive!("the roster has no entry at its last number");
				},
			}
		}
		RosterLen::<T>::put(last);
	}
}

impl<T: Config> MinerDirectory<T::AccountId> for Pallet<T> {
	fn available() -> u32 {
		RosterLen::<T>::get()
	}

	fn draw(seed: H256, count: u32, client: &T::AccountId) -> Vec<T::AccountId> {
		let len = RosterLen::<T>::get();
		let excluded = RosterIndex::<T>::get(client);
		let candidates = if excluded.is_some() { len.saturating_sub(1) } else { len };
		pick(seed, count, candidates)
			.into_iter()
			// The candidates are numbered without the client: the last of the roster answers to
			// the client's number.
			.map(|number| if Some(number) == excluded { candidates } else { number })
			.filter_map(Roster::<T>::get)
			.collect()
	}

	fn assigned(miner: &T::AccountId) {
		Miners::<T>::mutate(miner, |record| match record {
			Some(record) => {
				record.open_assignments = record.open_assignments.saturating_add(1);
			},
			None => {
				defensive!("an unregistered miner was assigned a task");
			},
		});
	}

	fn settled(miner: &T::AccountId, accepted: bool) {
		Miners::<T>::mutate(miner, |record| match record {
			Some(record) => {
				record.open_assignments = record.open_assignments.saturating_sub(1);
				record.assigned = record.assigned.saturating_add(1);
				record.accepted = record.accepted.saturating_add(accepted.into());
			},
			None => {
				defensive!("a miner left with an open assignment");
			},
		});
	}

	fn standing(miner: &T::AccountId) -> Standing {
		Standings::<T>::get(miner)
	}

	fn set_standing(miner: &T::AccountId, standing: Standing) {
		if !Miners::<T>::contains_key(miner) {
			defensive!("an unregistered miner has results");
			return;
		}
		// The default is what an absent entry stands for.
		if standing == Standing::default() {
			Standings::<T>::remove(miner);
		} else {
			Standings::<T>::insert(miner, standing);
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn populate(count: u32) -> Vec<T::AccountId> {
		benchmarking::populate::<T>(count)
	}
}

/// Picks `count` distinct numbers below `candidates`, or all of them if there are fewer, in an order
/// and choice that `seed` makes uniformly random.
///
/// It is a Fisher-Yates shuffle stopped after `count` steps, over an array that is never built:
/// position `p` holds `p` unless `displaced` says otherwise.
pub(crate) fn pick(seed: H256, count: u32, candidates: u32) -> Vec<u32> {
	let mut displaced = BTreeMap::<u32, u32>::new();
	(0..count.min(candidates))
		.map(|step| {
			let offset = below(seed, step, candidates.saturating_sub(step));
			let position = step.saturating_add(offset);
			let picked = displaced.get(&position).copied().unwrap_or(position);
			let moved = displaced.get(&step).copied().unwrap_or(step);
			displaced.insert(position, moved);
			picked
		})
		.collect()
}

/// The `counter`-th number of `seed`'s stream, reduced below `bound`, which must be positive.
///
/// 128 bits are reduced to at most 32, so no remainder is favoured by more than 2⁻⁹⁶.
fn below(seed: H256, counter: u32, bound: u32) -> u32 {
	let hash = (seed, counter).using_encoded(sp_io::hashing::blake2_256);
	let wide = hash.iter().take(16).fold(0u128, |sum, byte| (sum << 8) | u128::from(*byte));
	let reduced = wide.checked_rem(bound.into()).unwrap_or_default();
	u32::try_from(reduced).unwrap_or_default()
}
