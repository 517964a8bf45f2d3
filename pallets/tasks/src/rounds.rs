// SPDX-License-Identifier: Apache-2.0
//! How many replicas a task gets: fewer where records can be trusted, more where they leave doubt.

use crate::{tick_impls::seed_of, verdict::Verdict, *};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	defensive,
	pallet_prelude::{BoundedVec, ConstU32, Get, Weight},
};
use pouw_primitives::{
	credibility::{share_audited, spared_by_trust, Prospect},
	task::{Answer, FailureReason, Replica, TaskId, TaskRecord, TaskSpec, TaskState, MAX_REPLICAS},
	BlockNumber, RelayBlockNumber,
};
use pouw_traits::{MinerDirectory, RelayRandomness};
use sp_core::H256;

/// Prefix of the bytes whose BLAKE2-256 hash decides whether a task is audited.
const AUDIT_CONTEXT: &[u8] = b"pouw-chain task-audit v1";

/// In place of the relay block from which randomness serves: nobody more is drawn, whatever comes.
const DECIDED: RelayBlockNumber = RelayBlockNumber::MAX;

/// What becomes of a task whose further miners were to be drawn.
enum Draw<AccountId> {
	/// These are assigned.
	Add(Vec<AccountId>),
	/// Those that it has will do.
	Enough,
	/// There are too few now.
	TooFew,
	/// As many as it may have would not do.
	OutOfReach,
}

impl<T: Config> Pallet<T> {
	/// Leaves of the miners drawn for a new task only the first ones, if these are all trusted and will
	/// reach the confidence wanted. By the collusion share, that is more of them the more may collude.
	pub(crate) fn spare_by_trust(spec: &TaskSpec, miners: &mut Vec<T::AccountId>) {
		let standings = miners.iter().map(T::Miners::standing);
		let colluding = T::CollusionShare::get();
		if let Some(enough) = spared_by_trust(standings, spec.confidence, colluding) {
			miners.truncate(enough);
		}
	}

	/// Ends the commitments of a task: opens the reveals, or looks for more miners while nothing is
	/// revealed that they could copy.
	pub(crate) fn close_commitments(
		id: TaskId,
		mut task: TaskRecord<T::AccountId>,
		now: BlockNumber,
	) -> Weight {
		let replicas = u32::try_from(task.replicas.len()).unwrap_or(MAX_REPLICAS);
		let late = T::WeightInfo::note_late(Self::note_late(&task));
		if !task.replicas.iter().any(|r| matches!(r.answer, Answer::Committed { .. })) {
			let weight = Self::weight_of_end(task.funding, replicas);
			Self::fail(id, task, FailureReason::NoAgreement, now);
			// It covers the late ones: where settling changes standings, these change observations.
			return weight;
		}
		let fewer_than_ordered = task.replicas.len() < usize::from(task.spec.replicas.initial);
		if Self::has_room(&task)
			&& (fewer_than_ordered
				|| !Self::prospect_of_commitments(&task).suffices(task.spec.confidence))
		{
			Self::seek_more(id, task, now);
		} else {
			Self::open_reveal(id, &mut task, now);
			Tasks::<T>::insert(id, task);
		}
		T::WeightInfo::close_commitments().saturating_add(late)
	}

	/// Replicas that the task may have beyond those it has.
	pub(crate) fn room(task: &TaskRecord<T::AccountId>) -> u32 {
		let has = u32::try_from(task.replicas.len()).unwrap_or(MAX_REPLICAS);
		u32::from(task.spec.replicas.most).saturating_sub(has)
	}

	/// Whether the task may have more replicas.
	pub(crate) fn has_room(task: &TaskRecord<T::AccountId>) -> bool {
		Self::room(task) > 0 && !Self::is_overdue(task.funding)
	}

	/// Has more miners drawn, by randomness that nobody knows yet. Who let the phase pass is not waited
	/// for any more.
	pub(crate) fn seek_more(id: TaskId, mut task: TaskRecord<T::AccountId>, now: BlockNumber) {
		let revealed = is_revealed(&task);
		for replica in task.replicas.iter_mut() {
			match replica.answer {
				Answer::None => replica.answer = Answer::Lapsed,
				Answer::Committed { .. } if revealed => replica.answer = Answer::Lapsed,
				_ => {},
			}
		}
		let expires = now.saturating_add(T::AssignmentPatience::get());
		task.state =
			TaskState::Extending { randomness_after: Self::first_unknown_relay_block(), expires };
		Agenda::<T>::insert(now.saturating_add(1), id, ());
		Tasks::<T>::insert(id, task);
		Self::deposit_event(Event::MoreSought { task: id, expires });
	}

	/// Draws more miners for a task if it is time, or goes on without.
	pub(crate) fn look_for_more(
		id: TaskId,
		task: TaskRecord<T::AccountId>,
		now: BlockNumber,
	) -> Weight {
		let TaskState::Extending { randomness_after, expires } = task.state else {
			defensive!("more miners were sought for a task that needs none");
			return T::WeightInfo::wait();
		};
		if now > expires {
			let given_up = randomness_after != DECIDED;
			return Self::go_on(id, task, given_up, now);
		}
		let Some(randomness) =
			T::Randomness::latest().filter(|(number, _)| *number >= randomness_after)
		else {
			Agenda::<T>::insert(now.saturating_add(1), id, ());
			return T::WeightInfo::postpone();
		};
		Self::extend_from(id, task, randomness, now)
	}

	/// Draws more miners for a task from randomness that is late enough, or goes on without.
	pub(crate) fn extend_from(
		id: TaskId,
		mut task: TaskRecord<T::AccountId>,
		randomness: (RelayBlockNumber, H256),
		now: BlockNumber,
	) -> Weight {
		if !matches!(task.state, TaskState::Extending { .. }) {
			defensive!("more miners were drawn for a task that needs none");
			return T::WeightInfo::wait();
		}
		let seed = seed_of(id, randomness);
		// As many are looked at, whether they are needed or not.
		let room = Self::room(&task);
		let verdict = Self::verdict_of(&task);
		match Self::draw_more(&task, verdict.as_ref(), seed) {
			Draw::Add(miners) => {
				Self::extend(id, &mut task, verdict.as_ref(), miners, seed, now);
				Tasks::<T>::insert(id, task);
			},
			Draw::TooFew => Agenda::<T>::insert(now.saturating_add(1), id, ()),
			Draw::Enough | Draw::OutOfReach => {
				// The next block goes on without, so that no step is two.
				task.state = TaskState::Extending { randomness_after: DECIDED, expires: now };
				Tasks::<T>::insert(id, task);
				Agenda::<T>::insert(now.saturating_add(1), id, ());
			},
		}
		T::WeightInfo::extend(room)
	}

	/// What the draw of more miners comes to, with the verdict on what is revealed, if anything is.
	fn draw_more(
		task: &TaskRecord<T::AccountId>,
		verdict: Option<&Verdict>,
		seed: H256,
	) -> Draw<T::AccountId> {
		let wanted = task.spec.confidence;
		let prospect = match verdict {
			Some(verdict) => verdict.prospect,
			None => Self::prospect_of_commitments(task),
		};
		let enough = prospect.suffices(wanted);
		if enough && (verdict.is_some() || !Self::is_audited(task, seed)) {
			return Draw::Enough;
		}
		let has = task.replicas.len();
		let room = usize::from(task.spec.replicas.most).saturating_sub(has);
		let count = u32::try_from(room.saturating_add(has)).unwrap_or(MAX_REPLICAS);
		let drawn = T::Miners::draw(seed, count, &task.client)
			.into_iter()
			.filter(|miner| task.replicas.iter().all(|replica| replica.miner != *miner))
			.take(room)
			.collect::<Vec<_>>();
		let standings = drawn.iter().map(T::Miners::standing);
		let colluding = T::CollusionShare::get();
		if let Some(needed) = prospect.more_needed(standings, wanted, colluding) {
			return Draw::Add(drawn.into_iter().take(needed).collect());
		}
		if enough {
			// There is nobody left to audit it.
			Draw::Enough
		} else if drawn.len() < room {
			Draw::TooFew
		} else {
			Draw::OutOfReach
		}
	}

	/// Whether a task with fewer replicas than ordered gets one more all the same. Nobody knew when
	/// they committed.
	fn is_audited(task: &TaskRecord<T::AccountId>, seed: H256) -> bool {
		let share = share_audited(task.spec.price, T::AuditedAt::get(), T::AuditFloor::get());
		let hash = (AUDIT_CONTEXT, seed).using_encoded(sp_io::hashing::blake2_256);
		let wide = hash.iter().take(8).fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
		wide.checked_rem(1_000_000).unwrap_or_default() < u64::from(share.deconstruct())
	}

	/// Assigns more miners and opens another phase of commitments.
	///
	/// What is committed and not revealed stays. What is revealed could be copied, so everybody answers
	/// anew, by another seed; who has revealed is bound to its output.
	fn extend(
		id: TaskId,
		task: &mut TaskRecord<T::AccountId>,
		verdict: Option<&Verdict>,
		miners: Vec<T::AccountId>,
		seed: H256,
		now: BlockNumber,
	) {
		if let Some(verdict) = verdict {
			task.seed = seed;
			verdict.bind(&mut task.replicas);
		}
		let mut added = BoundedVec::<_, ConstU32<MAX_REPLICAS>>::new();
		for miner in miners {
			let replica = Replica { miner: miner.clone(), answer: Answer::None, bound: None };
			if task.replicas.try_push(replica).is_err() || added.try_push(miner.clone()).is_err() {
				defensive!("a task was given more replicas than it can have");
				break;
			}
			Assignments::<T>::insert(&miner, id, ());
			T::Miners::assigned(&miner);
		}
		let until = now.saturating_add(task.spec.deadline);
		task.state = TaskState::Committing { until };
		Agenda::<T>::insert(until, id, ());
		Self::deposit_event(Event::Extended { task: id, miners: added, seed: task.seed, until });
	}

	/// Goes on with the replicas that a task has; the search for more was `given_up` if that is for want of
	/// miners.
	fn go_on(
		id: TaskId,
		mut task: TaskRecord<T::AccountId>,
		given_up: bool,
		now: BlockNumber,
	) -> Weight {
		if is_revealed(&task) {
			let replicas = u32::try_from(task.replicas.len()).unwrap_or(MAX_REPLICAS);
			let weight = Self::weight_of_end(task.funding, replicas);
			let verdict = Self::verdict_of(&task);
			Self::conclude(id, task, verdict, given_up, now);
			return weight;
		}
		Self::open_reveal(id, &mut task, now);
		Tasks::<T>::insert(id, task);
		T::WeightInfo::close_commitments()
	}

	/// What those who committed would be worth if they agreed.
	fn prospect_of_commitments(task: &TaskRecord<T::AccountId>) -> Prospect {
		let colluding = T::CollusionShare::get();
		let mut prospect = Prospect::default();
		for replica in &task.replicas {
			match replica.answer {
				Answer::Abstained => {},
				Answer::Committed { .. } => {
					let standing = T::Miners::standing(&replica.miner);
					prospect = prospect.with(standing.odds(colluding));
				},
				_ => prospect.voters = prospect.voters.saturating_add(1),
			}
		}
		prospect
	}

	/// Compares what was revealed of a task; none if nothing was.
	pub(crate) fn verdict_of(task: &TaskRecord<T::AccountId>) -> Option<Verdict> {
		let tolerance = Self::tolerance(&task.spec);
		let colluding = T::CollusionShare::get();
		Verdict::of(task.spec.tier, tolerance, &task.replicas, colluding, T::Miners::standing)
	}
}

/// Whether any result of the round under way, or of the one just over, is public.
fn is_revealed<AccountId>(task: &TaskRecord<AccountId>) -> bool {
	task.replicas.iter().any(|replica| matches!(replica.answer, Answer::Revealed { .. }))
}
