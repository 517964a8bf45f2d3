// SPDX-License-Identifier: Apache-2.0
//! The roster of available miners, and the directory that draws from it.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{defensive, pallet_prelude::Get};
use pouw_primitives::{credibility::Standing, BlockNumber, MinerRecord, Rating, RelayBlockNumber};
use pouw_traits::{CommonOwner, MinerDirectory, RelayRandomness};
use sp_core::H256;

/// Most changes of the roster that a block carries out.
pub(crate) const CHANGES_PER_BLOCK: u32 = 32;

impl<T: Config> Pallet<T> {
	/// A registered miner.
	pub fn miner(account: &T::AccountId) -> Option<MinerRecord> {
		Miners::<T>::get(account)
	}

	/// Has `miner` enter the roster, which it must not have entered. It answers for the roll calls in which it
	/// is not asked yet.
	pub(crate) fn enter_roster(miner: &T::AccountId) {
		let from = Self::first_call_to_ask(miner);
		Performances::<T>::mutate(miner, |observed| {
			observed.online.from = observed.online.from.max(from);
		});
		let entry = Self::queue_change(miner, true);
		Entries::<T>::insert(miner, entry);
	}

	/// Has `miner` leave the roster, if it has entered it. It is not drawn from now on. Roll calls in which
	/// it was asked and did not answer count as missed.
	pub(crate) fn leave_roster(miner: &T::AccountId) {
		if Entries::<T>::take(miner).is_none() {
			return;
		}
		let asked_before = Self::first_call_to_ask(miner);
		Performances::<T>::mutate(miner, |observed| observed.online.pass(asked_before));
		Self::change_lot(miner, Lot::leave);
		Self::queue_change(miner, false);
	}

	/// Queues a change of the roster, behind those made before it, until randomness is known that nobody
	/// knows now: who changed the numbers with a draw in sight would choose the draw. Returns its number.
	fn queue_change(miner: &T::AccountId, enters: bool) -> u64 {
		let from = T::Randomness::first_unknown(T::RandomnessDelay::get());
		let (first, next) = PendingChanges::<T>::get();
		RosterChanges::<T>::insert(next, RosterChange { miner: miner.clone(), enters, from });
		PendingChanges::<T>::put((first, next.saturating_add(1)));
		next
	}

	/// Carries out up to `limit` changes of the roster for which the randomness of the relay block `known` is
	/// late enough, in the order in which they were made. Returns how many.
	pub fn settle_roster(known: RelayBlockNumber, limit: u32) -> u32 {
		let (first, next) = PendingChanges::<T>::get();
		let (mut number, mut done) = (first, 0u32);
		while number < next && done < limit {
			match RosterChanges::<T>::get(number) {
				Some(change) if change.from > known => break,
				Some(RosterChange { miner, enters, .. }) => {
					RosterChanges::<T>::remove(number);
					if enters {
						Self::take_seat(&miner, number);
					} else {
						Self::give_up_seat(&miner);
					}
				},
				None => {
					defensive!("a change of the roster is missing");
				},
			}
			number = number.saturating_add(1);
			done = done.saturating_add(1);
		}
		if done > 0 {
			PendingChanges::<T>::put((number, next));
		}
		done
	}

	/// Numbers `miner` as the last of the roster, by the change `entry`. If it has left since, the seat is
	/// there all the same until that change is carried out, so that no number is another for it.
	fn take_seat(miner: &T::AccountId, entry: u64) {
		let len = RosterLen::<T>::get();
		Roster::<T>::insert(len, miner);
		RosterIndex::<T>::insert(miner, len);
		RosterLen::<T>::put(len.saturating_add(1));
		let mut lot = Self::lot_of(miner).unwrap_or_default();
		if Entries::<T>::get(miner) != Some(entry) {
			lot.leave();
		}
		Lots::<T>::insert(len, lot);
	}

	/// Changes what `miner` is drawn by, if it is on the roster.
	pub(crate) fn change_lot(miner: &T::AccountId, change: impl FnOnce(&mut Lot)) {
		let Some(number) = RosterIndex::<T>::get(miner) else { return };
		Lots::<T>::mutate(number, |lot| match lot {
			Some(lot) => change(lot),
			None => {
				defensive!("a number of the roster has no lot");
			},
		});
	}

	/// What a registered miner is drawn by.
	pub(crate) fn lot_of(miner: &T::AccountId) -> Option<Lot> {
		let record = Miners::<T>::get(miner)?;
		Some(Lot::new(&record, &Performances::<T>::get(miner), Feedbacks::<T>::get(miner)))
	}

	/// Ends an assignment of `miner`, which `count` takes down.
	fn end_assignment(miner: &T::AccountId, count: impl FnOnce(&mut MinerRecord)) {
		Miners::<T>::mutate(miner, |record| match record {
			Some(record) => {
				record.open_assignments = record.open_assignments.saturating_sub(1);
				count(record);
				Self::change_lot(miner, |lot| lot.set_reliability(record));
			},
			None => {
				defensive!("a miner left with an open assignment");
			},
		});
	}

	/// Forgets what is kept of a miner's answers while it is registered or has left a bond.
	pub(crate) fn forget_record(miner: &T::AccountId) {
		Standings::<T>::remove(miner);
		Performances::<T>::remove(miner);
		Feedbacks::<T>::remove(miner);
	}

	/// Takes `miner` off the roster and gives its number to the last one.
	fn give_up_seat(miner: &T::AccountId) {
		let Some(gap) = RosterIndex::<T>::take(miner) else {
			defensive!("a miner left that was not on the roster");
			return;
		};
		let last = RosterLen::<T>::get().saturating_sub(1);
		let moved = Roster::<T>::take(last).zip(Lots::<T>::take(last));
		if gap != last {
			match moved {
				Some((moved, lot)) => {
					RosterIndex::<T>::insert(&moved, gap);
					Roster::<T>::insert(gap, moved);
					Lots::<T>::insert(gap, lot);
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
		let call = Self::roll_call();
		let pool = pick(seed, scheduling::pool_size(count), candidates)
			.into_iter()
			// The candidates are numbered without the client: the last of the roster answers to
			// the client's number.
			.map(|number| if Some(number) == excluded { candidates } else { number });
		let weights: Vec<_> = pool
			.map(|number| (number, Lots::<T>::get(number).unwrap_or_default().weight(call)))
			.collect();
		// Those who turn out to be the client's own are looked at in vain, so that there are bounds.
		scheduling::weighed(seed, scheduling::looks(count), &weights)
			.into_iter()
			.filter_map(Roster::<T>::get)
			.filter(|miner| !T::Owners::is_declared(client, miner))
			.take(usize::try_from(count).unwrap_or(usize::MAX))
			.collect()
	}

	fn answered(miner: &T::AccountId, after: BlockNumber, deadline: BlockNumber) {
		let mut observed = Performances::<T>::get(miner);
		observed.answer(after, deadline);
		Performances::<T>::insert(miner, observed);
		Self::change_lot(miner, |lot| lot.set_observed(&observed));
	}

	fn rated(miner: &T::AccountId, rating: Rating) -> bool {
		if !Miners::<T>::contains_key(miner) && !Departures::<T>::contains_key(miner) {
			return false;
		}
		let feedback = Feedbacks::<T>::get(miner).rated(rating);
		Feedbacks::<T>::insert(miner, feedback);
		Self::change_lot(miner, |lot| lot.set_feedback(feedback));
		true
	}

	fn is_own(client: &T::AccountId, miner: &T::AccountId) -> bool {
		T::Owners::is_declared(client, miner)
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
		Self::end_assignment(miner, |record| record.settle(accepted));
	}

	fn released(miner: &T::AccountId) {
		Self::end_assignment(miner, |_| ());
	}

	fn abstained(miner: &T::AccountId, completed: bool) {
		Self::end_assignment(miner, |record| {
			// A task that nobody completed says nothing of who could not either; and orders that
			// nobody can run cost their client no more than a fee.
			if completed {
				record.abstain();
			}
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
	fn populate(count: u32, client: &T::AccountId) -> Vec<T::AccountId> {
		benchmarking::populate_for_draw::<T>(count, client)
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
pub(crate) fn below(seed: H256, counter: u32, bound: u32) -> u32 {
	let hash = (seed, counter).using_encoded(sp_io::hashing::blake2_256);
	let wide = hash.iter().take(16).fold(0u128, |sum, byte| (sum << 8) | u128::from(*byte));
	let reduced = wide.checked_rem(bound.into()).unwrap_or_default();
	u32::try_from(reduced).unwrap_or_default()
}
