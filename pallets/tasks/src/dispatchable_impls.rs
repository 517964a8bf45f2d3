// SPDX-License-Identifier: Apache-2.0
//! What the calls do.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Get},
	traits::{
		fungible::{Inspect, MutateHold},
		tokens::{Fortitude, Precision, Preservation},
	},
};
use pouw_primitives::{
	credibility::{best_credibility, FEWEST_REPLICAS},
	task::{
		commitment as commitment_of, Answer, ModelRecord, Replica, TaskId, TaskRecord, TaskResult,
		TaskSpec, TaskState, VerificationTier, MAX_PROGRAM_LEN, MAX_REPLICAS,
	},
	x25519::is_low_order,
	BlockNumber, Funding, RelayBlockNumber,
};
use pouw_traits::{MinerDirectory, RelayRandomness};
use sp_core::H256;
use sp_runtime::{Permill, SaturatedConversion};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_model(
		owner: T::AccountId,
		model: H256,
		tolerance: Permill,
	) -> DispatchResult {
		ensure!(!Models::<T>::contains_key(model), Error::<T>::ModelAlreadyRegistered);
		ensure!(tolerance <= T::MaxTolerance::get(), Error::<T>::ToleranceTooLarge);
		let deposit = T::ModelDeposit::get();
		T::Currency::hold(&HoldReason::ModelDeposit.into(), &owner, deposit)?;
		let record =
			ModelRecord { owner: owner.clone(), tolerance, deposit, layers: 0, work_per_row: 0 };
		Models::<T>::insert(model, record);
		Self::deposit_event(Event::ModelRegistered { model, owner, tolerance, deposit });
		Ok(())
	}

	/// Returns how many layers went with the model.
	pub(crate) fn do_deregister_model(
		who: T::AccountId,
		model: H256,
	) -> Result<u32, DispatchError> {
		let record = Models::<T>::get(model).ok_or(Error::<T>::ModelNotRegistered)?;
		ensure!(record.owner == who, Error::<T>::NotModelOwner);
		ensure!(OpenTasksOfModel::<T>::get(model) == 0, Error::<T>::ModelInUse);
		// Best effort, so that an owner whose hold something else has taken from gets the rest.
		let released = T::Currency::release(
			&HoldReason::ModelDeposit.into(),
			&record.owner,
			record.deposit,
			Precision::BestEffort,
		)?;
		Models::<T>::remove(model);
		ErrorBudgets::<T>::remove(model);
		for index in 0..record.layers {
			Layers::<T>::remove(model, index);
		}
		Self::deposit_event(Event::ModelDeregistered { model, owner: record.owner, released });
		Ok(record.layers)
	}

	pub(crate) fn do_order(client: T::AccountId, spec: TaskSpec) -> DispatchResult {
		Self::ensure_orderable(&spec)?;
		let price = spec.price;
		// A hold may cover what is frozen, and the escrow is paid whatever is frozen; frozen tokens
		// could leave the account that way. So they do not count here.
		let liquid =
			T::Currency::reducible_balance(&client, Preservation::Preserve, Fortitude::Polite);
		ensure!(price <= liquid, Error::<T>::PriceNotCovered);

		T::Currency::hold(&HoldReason::TaskEscrow.into(), &client, price)?;
		Self::open_task(client, spec, Funding::Client)?;
		Ok(())
	}

	/// Queues a task whose price somebody holds. To be called within a storage layer.
	pub(crate) fn open_task(
		client: T::AccountId,
		spec: TaskSpec,
		funding: Funding,
	) -> Result<TaskId, DispatchError> {
		let price = spec.price;
		let task = NextTask::<T>::get();
		Unassigned::<T>::try_append(task).map_err(|_| Error::<T>::QueueFull)?;
		NextTask::<T>::put(task.saturating_add(1));
		if let Some(model) = spec.job.model() {
			OpenTasksOfModel::<T>::mutate(model, |open| *open = open.saturating_add(1));
		}
		Figures::<T>::mutate(|figures| figures.ordered = figures.ordered.saturating_add(1));
		let now = Self::now();
		let expires = now.saturating_add(T::AssignmentPatience::get());
		Tasks::<T>::insert(
			task,
			TaskRecord {
				client: client.clone(),
				funding,
				spec,
				ordered_at: now,
				state: TaskState::Ordered {
					randomness_after: Self::first_unknown_relay_block(),
					expires,
					cancelled_from: None,
				},
				seed: H256::zero(),
				replicas: Default::default(),
			},
		);
		Self::deposit_event(Event::Ordered { task, client, price, expires });
		Ok(task)
	}

	pub(crate) fn ensure_orderable(spec: &TaskSpec) -> DispatchResult {
		if let Some(model) = spec.job.model() {
			ensure!(Models::<T>::contains_key(model), Error::<T>::ModelNotRegistered);
		}
		if let Some(program) = spec.job.program() {
			ensure!(program.len > 0, Error::<T>::ProgramEmpty);
			ensure!(program.len <= MAX_PROGRAM_LEN, Error::<T>::ProgramTooLong);
			// Its output is bytes of no known meaning, which nothing can be near to.
			ensure!(spec.tier == VerificationTier::Exact, Error::<T>::ProgramNotExact);
		}
		ensure!(spec.input.len > 0, Error::<T>::InputEmpty);
		ensure!(spec.input.len <= T::MaxInputLen::get(), Error::<T>::InputTooLong);
		let replicas = spec.replicas;
		ensure!(replicas.initial >= FEWEST_REPLICAS, Error::<T>::TooFewReplicas);
		ensure!(u32::from(replicas.most) <= MAX_REPLICAS, Error::<T>::TooManyReplicas);
		ensure!(replicas.initial <= replicas.most, Error::<T>::InitialReplicasAboveMost);
		ensure!(spec.price >= T::MinPrice::get(), Error::<T>::PriceTooLow);
		ensure!(
			spec.confidence <= best_credibility(replicas.most, T::CollusionShare::get()),
			Error::<T>::ConfidenceOutOfReach
		);
		let share = Self::share(spec, replicas.most.into());
		ensure!(share > 0 && share >= T::Currency::minimum_balance(), Error::<T>::ShareTooSmall);
		ensure!(spec.deadline >= T::MinDeadline::get(), Error::<T>::DeadlineTooShort);
		ensure!(spec.deadline <= T::MaxDeadline::get(), Error::<T>::DeadlineTooLong);
		ensure!(spec.client_key != [0; 32], Error::<T>::ZeroClientKey);
		// Who is assigned could not seal its output, and would abstain.
		ensure!(!is_low_order(&spec.client_key), Error::<T>::LowOrderClientKey);
		Ok(())
	}

	pub(crate) fn do_commit(miner: T::AccountId, id: TaskId, commitment: H256) -> DispatchResult {
		let now = Self::now();
		let event = Event::Committed { task: id, miner: miner.clone() };
		Self::answer(&miner, id, Answer::Committed { commitment, at: now }, event, now)
	}

	pub(crate) fn do_abstain(miner: T::AccountId, id: TaskId) -> DispatchResult {
		let event = Event::Abstained { task: id, miner: miner.clone() };
		Self::answer(&miner, id, Answer::Abstained, event, Self::now())
	}

	/// Records a miner's first answer; the last one ends the phase.
	fn answer(
		miner: &T::AccountId,
		id: TaskId,
		answer: Answer,
		event: Event<T>,
		now: BlockNumber,
	) -> DispatchResult {
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let TaskState::Committing { until } = task.state else {
			return Err(Error::<T>::NotCommitting.into());
		};
		// The step that ends the phase may be late; that does not lengthen the phase.
		ensure!(now < until, Error::<T>::NotCommitting);
		let deadline = task.spec.deadline;
		let replica = Self::replica_of(&mut task, miner)?;
		ensure!(replica.answer == Answer::None, Error::<T>::AlreadyAnswered);
		// Who cannot run the job is neither prompt nor late.
		if matches!(answer, Answer::Committed { .. }) {
			let left = until.saturating_sub(now);
			T::Miners::answered(miner, deadline.saturating_sub(left), deadline);
		}
		replica.answer = answer;
		Self::deposit_event(event);
		Self::end_commitments_early(id, &mut task, until, now);
		Tasks::<T>::insert(id, task);
		Ok(())
	}

	/// If nothing more can be committed, opens the reveals; or leaves it to the next block to have the
	/// task fail, if there will not be any, or to see whether more miners are needed.
	fn end_commitments_early(
		id: TaskId,
		task: &mut TaskRecord<T::AccountId>,
		until: BlockNumber,
		now: BlockNumber,
	) {
		if task.replicas.iter().any(|r| r.answer == Answer::None) {
			return;
		}
		Agenda::<T>::remove(until, id);
		let some = task.replicas.iter().any(|r| matches!(r.answer, Answer::Committed { .. }));
		if some && !Self::has_room(task) {
			Self::open_reveal(id, task, now);
		} else {
			let next = now.saturating_add(1);
			task.state = TaskState::Committing { until: next };
			Agenda::<T>::insert(next, id, ());
		}
	}

	pub(crate) fn do_reveal(
		miner: T::AccountId,
		id: TaskId,
		result: TaskResult,
		salt: [u8; 32],
	) -> DispatchResult {
		let now = Self::now();
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let TaskState::Revealing { until } = task.state else {
			return Err(Error::<T>::NotRevealing.into());
		};
		ensure!(now < until, Error::<T>::NotRevealing);
		let replica = Self::replica_of(&mut task, &miner)?;
		let commitment = match replica.answer {
			Answer::Committed { commitment, .. } => commitment,
			Answer::Revealed { .. } => return Err(Error::<T>::AlreadyRevealed.into()),
			Answer::None | Answer::Abstained | Answer::Lapsed => {
				return Err(Error::<T>::NotCommitted.into());
			},
		};
		ensure!(result.sketch.is_well_formed(), Error::<T>::SketchMalformed);
		ensure!(result.output.len > 0, Error::<T>::OutputEmpty);
		ensure!(result.output.len <= T::MaxOutputLen::get(), Error::<T>::OutputTooLong);
		ensure!(
			commitment == commitment_of(id, &miner, &result, &salt),
			Error::<T>::CommitmentMismatch
		);
		ensure!(
			replica.bound.is_none_or(|bound| bound.output == result.output),
			Error::<T>::OutputChanged
		);
		replica.answer = Answer::Revealed { result, at: now, distance: None, agreed: false };
		if !task.replicas.iter().any(|r| matches!(r.answer, Answer::Committed { .. })) {
			// Nothing more to wait for: settled by the next block.
			let next = now.saturating_add(1);
			Agenda::<T>::remove(until, id);
			Agenda::<T>::insert(next, id, ());
			task.state = TaskState::Revealing { until: next };
		}
		Tasks::<T>::insert(id, task);
		Self::deposit_event(Event::Revealed { task: id, miner, output: result.output });
		Ok(())
	}

	fn replica_of<'a>(
		task: &'a mut TaskRecord<T::AccountId>,
		miner: &T::AccountId,
	) -> Result<&'a mut Replica<T::AccountId>, DispatchError> {
		task.replicas
			.iter_mut()
			.find(|replica| replica.miner == *miner)
			.ok_or(Error::<T>::NotAssigned.into())
	}

	/// The first relay block whose randomness is held to be known to nobody now.
	pub(crate) fn first_unknown_relay_block() -> RelayBlockNumber {
		T::Randomness::first_unknown(T::RandomnessDelay::get())
	}

	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
