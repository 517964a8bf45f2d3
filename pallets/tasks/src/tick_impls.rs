// SPDX-License-Identifier: Apache-2.0
//! What each block does: takes due steps of the agenda, then looks through the queue of orders.

use crate::{cancelling::is_cancelled, *};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	defensive,
	pallet_prelude::{BoundedVec, Get, Weight},
};
use pouw_primitives::{
	task::{Answer, FailureReason, Replica, TaskId, TaskRecord, TaskState, MAX_REPLICAS},
	BlockNumber, RelayBlockNumber,
};
use pouw_traits::{MinerDirectory, RelayRandomness};
use sp_core::H256;

/// Prefix of the bytes whose BLAKE2-256 hash is a task's seed: context ‖ randomness ‖ number of its
/// relay block ‖ task, SCALE-coded.
pub const SEED_CONTEXT: &[u8] = b"pouw-chain task-seed v1";

/// Seed of a task's draw.
pub(crate) fn seed_of(id: TaskId, (number, random): (RelayBlockNumber, H256)) -> H256 {
	(SEED_CONTEXT, random, number, id).using_encoded(sp_io::hashing::blake2_256).into()
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_tick(now: BlockNumber) -> Weight {
		// The agenda goes first: it only fills from the queue, so under load the queue waits, is
		// full, and `order` refuses.
		let steps = T::MaxStepsPerBlock::get();
		let (taken, agenda) = Self::serve_agenda(now, steps);
		agenda
			.saturating_add(Self::serve_queue(now, steps.saturating_sub(taken)))
			.saturating_add(Self::answer_again())
			.saturating_add(Self::serve_slashes(now))
	}

	/// Advances tasks that are due, at most `limit`; returns the steps it took and their weight.
	pub(crate) fn serve_agenda(now: BlockNumber, limit: u32) -> (u32, Weight) {
		let mut weight = Weight::zero();
		let mut left = limit;
		let mut cursor = AgendaCursor::<T>::get().unwrap_or(now);
		while cursor <= now && left > 0 {
			let (found, steps) = Self::serve_agenda_of(cursor, left, now);
			weight.saturating_accrue(T::WeightInfo::tick().saturating_add(steps));
			if found == left {
				// The block may have more.
				left = 0;
				break;
			}
			// Passing an exhausted block is a step too, so that empty ones are bounded as well.
			left = left.saturating_sub(found).saturating_sub(1);
			cursor = cursor.saturating_add(1);
		}
		AgendaCursor::<T>::put(cursor);
		(limit.saturating_sub(left), weight)
	}

	/// Advances tasks that are due at `block`, at most `limit`; returns the steps it took and their weight.
	pub(crate) fn serve_agenda_of(
		block: BlockNumber,
		limit: u32,
		now: BlockNumber,
	) -> (u32, Weight) {
		let due: Vec<TaskId> = Agenda::<T>::iter_key_prefix(block)
			.take(usize::try_from(limit).unwrap_or(usize::MAX))
			.collect();
		let mut weight = Weight::zero();
		for id in &due {
			Agenda::<T>::remove(block, id);
			weight.saturating_accrue(Self::advance_in_time(*id, now));
		}
		(u32::try_from(due.len()).unwrap_or(limit), weight)
	}

	/// Takes the step that is due for a task just taken off the agenda; for an order in MAIN that is open,
	/// puts it off until the block knows its relay block. A hook at the beginning of a block goes by the
	/// relay block of the block before, which after a standstill is one from before the standstill.
	fn advance_in_time(id: TaskId, now: BlockNumber) -> Weight {
		let task = Tasks::<T>::get(id).filter(|task| !task.state.is_final());
		let Some(task) = task.filter(|task| task.funding.order().is_some()) else {
			return Self::advance(id, now);
		};
		if DueOrders::<T>::try_append(id).is_err() {
			defensive!("more steps are due than a block takes");
			Agenda::<T>::insert(now.saturating_add(1), id, ());
		}
		// Whatever the step will be.
		let replicas = u32::try_from(task.replicas.len()).unwrap_or(MAX_REPLICAS);
		let close =
			T::WeightInfo::close_commitments().saturating_add(T::WeightInfo::note_late(replicas));
		Self::weight_of_end(task.funding, replicas)
			.max(T::WeightInfo::extend(Self::room(&task)))
			.max(close)
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	/// Takes the steps of orders in MAIN that are due in this block. To be called once in it, when its
	/// relay block is known; what this weighs is counted at the beginning of the block.
	pub fn advance_orders() {
		let now = Self::now();
		for id in DueOrders::<T>::take() {
			Self::advance(id, now);
		}
	}

	/// Takes the step that is due for a task just taken off the agenda.
	pub(crate) fn advance(id: TaskId, now: BlockNumber) -> Weight {
		let Some(task) = Tasks::<T>::get(id) else {
			defensive!("a task of the agenda has no record");
			return T::WeightInfo::forget();
		};
		let replicas = u32::try_from(task.replicas.len()).unwrap_or(MAX_REPLICAS);
		let end = Self::weight_of_end(task.funding, replicas);
		match task.state {
			TaskState::Ordered { .. } => {
				defensive!("an unassigned task was on the agenda");
				T::WeightInfo::wait()
			},
			TaskState::Committing { .. } => Self::close_commitments(id, task, now),
			TaskState::Extending { .. } => Self::look_for_more(id, task, now),
			TaskState::Revealing { .. } => {
				Self::settle(id, task, now);
				end
			},
			TaskState::Accepted(_) | TaskState::Failed { .. } => {
				Tasks::<T>::remove(id);
				Rated::<T>::remove(id);
				Self::deposit_event(Event::Forgotten { task: id });
				T::WeightInfo::forget()
			},
		}
	}

	/// Puts a task into the phase of reveals. The caller stores it.
	pub(crate) fn open_reveal(id: TaskId, task: &mut TaskRecord<T::AccountId>, now: BlockNumber) {
		let until = now.saturating_add(T::RevealPeriod::get());
		task.state = TaskState::Revealing { until };
		Agenda::<T>::insert(until, id, ());
		Self::deposit_event(Event::RevealOpened { task: id, until });
	}

	/// Looks at up to `limit` orders.
	fn serve_queue(now: BlockNumber, limit: u32) -> Weight {
		let mut weight = Weight::zero();
		let randomness = T::Randomness::latest();
		Self::turn_queue(limit, |id| {
			let (waits, step) = Self::look_at_order(id, randomness, now);
			weight.saturating_accrue(step);
			waits
		});
		weight
	}

	/// Shows the first `limit` orders of the queue to `waits` and takes those off for which it
	/// returns false. When there are more, those shown go to the back, so that each has its turn.
	pub(crate) fn turn_queue(limit: u32, mut waits: impl FnMut(TaskId) -> bool) {
		let mut shown = Unassigned::<T>::get().into_inner();
		let turn = shown.len().min(usize::try_from(limit).unwrap_or(usize::MAX));
		if turn == 0 {
			return;
		}
		let mut queue = shown.split_off(turn);
		shown.retain(|id| waits(*id));
		if !queue.is_empty() || shown.len() != turn {
			queue.append(&mut shown);
			// Never longer than it was.
			Unassigned::<T>::put(BoundedVec::<_, T::MaxUnassigned>::truncate_from(queue));
		}
	}

	/// Assigns or fails an order if it is time for either. Returns whether it waits on.
	pub(crate) fn look_at_order(
		id: TaskId,
		randomness: Option<(RelayBlockNumber, H256)>,
		now: BlockNumber,
	) -> (bool, Weight) {
		let mut weight = T::WeightInfo::wait();
		let Some(task) = Tasks::<T>::get(id) else {
			defensive!("a task of the queue has no record");
			return (false, weight);
		};
		let TaskState::Ordered { randomness_after, expires, cancelled_from } = task.state else {
			defensive!("an assigned task was in the queue");
			return (false, weight);
		};
		let wanted = u32::from(task.spec.replicas.initial);
		let cancelled = is_cancelled(cancelled_from, randomness_after, randomness);
		let ripe = randomness.filter(|(number, _)| !cancelled && *number >= randomness_after);
		if let Some(randomness) = ripe.filter(|_| T::Miners::available() >= wanted) {
			weight.saturating_accrue(T::WeightInfo::assign(wanted));
			if Self::assign(id, &task, randomness, now) {
				return (false, weight);
			}
		}
		if cancelled || now >= expires {
			let answers = task.funding.order().is_some();
			let reason = match cancelled_from {
				Some(_) => FailureReason::Cancelled,
				None => FailureReason::TooFewMiners,
			};
			Self::fail(id, task, reason, now);
			weight.saturating_accrue(T::WeightInfo::expire());
			if answers {
				weight.saturating_accrue(T::WeightInfo::answer());
			}
			return (false, weight);
		}
		(true, weight)
	}

	/// Draws the miners of a task and opens its phase of commitments. Changes nothing and returns
	/// false if there are too few miners.
	pub(crate) fn assign(
		id: TaskId,
		task: &TaskRecord<T::AccountId>,
		randomness: (RelayBlockNumber, H256),
		now: BlockNumber,
	) -> bool {
		let wanted = u32::from(task.spec.replicas.initial);
		let seed = seed_of(id, randomness);
		let mut drawn = T::Miners::draw(seed, wanted, &task.client);
		if drawn.len() < usize::from(task.spec.replicas.initial) {
			return false;
		}
		Self::spare_by_trust(&task.spec, &mut drawn);
		let miners = BoundedVec::truncate_from(drawn);
		for miner in &miners {
			Assignments::<T>::insert(miner, id, ());
			T::Miners::assigned(miner);
		}
		let until = now.saturating_add(task.spec.deadline);
		let replicas = miners.iter().cloned().map(|miner| Replica {
			miner,
			answer: Answer::None,
			bound: None,
		});
		Tasks::<T>::insert(
			id,
			TaskRecord {
				state: TaskState::Committing { until },
				seed,
				replicas: BoundedVec::truncate_from(replicas.collect()),
				..task.clone()
			},
		);
		Agenda::<T>::insert(until, id, ());
		Self::deposit_event(Event::Assigned { task: id, miners, seed, until });
		true
	}
}
