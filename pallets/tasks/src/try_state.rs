// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use frame_support::{ensure, traits::fungible::InspectHold};
use pouw_primitives::{
	task::{Answer, FailureReason, TaskRecord, TaskState},
	Balance, Funding, OrderId, OrderOutcome, SectorOrder, TaskId, Work,
};
use sp_core::H256;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::escrow_is_the_sum_of_open_prices()?;
		Self::model_deposits_are_held()?;
		Self::layers_are_those_of_their_models()?;
		Self::open_tasks_are_counted_by_model()?;
		ensure!(!DueOrders::<T>::exists(), "the step of an order in MAIN was left behind");
		Self::each_task_is_scheduled_once()?;
		Self::cancelled_orders_were_not_assigned()?;
		Self::agenda_is_not_behind_its_cursor()?;
		Self::assignments_are_the_replicas_of_open_tasks()?;
		Self::replicas_are_distinct_and_exclude_the_client()?;
		Self::replicas_are_within_the_most_and_keep_their_outputs()?;
		Self::accepted_results_reach_the_confidence_wanted()?;
		Self::error_budgets_are_of_models_and_consistent()?;
		Self::pending_slashes_are_of_distinct_miners_in_order()?;
		Self::accepted_prices_are_paid_or_refunded()?;
		Self::ratings_are_of_replicas_of_accepted_tasks()?;
		Self::each_order_in_main_has_one_task()?;
		Self::each_order_in_main_is_answered_once()
	}

	fn escrow_is_the_sum_of_open_prices() -> Result<(), TryRuntimeError> {
		let mut prices = BTreeMap::<_, (T::AccountId, Balance)>::new();
		for task in Tasks::<T>::iter_values() {
			let (_, sum) = prices.entry(task.client.encode()).or_insert((task.client.clone(), 0));
			if !task.state.is_final() && task.funding == Funding::Client {
				*sum = sum.saturating_add(task.spec.price);
			}
		}
		for (client, sum) in prices.into_values() {
			let held = T::Currency::balance_on_hold(&HoldReason::TaskEscrow.into(), &client);
			ensure!(held == sum, "a client's escrow is not the sum of its open prices");
		}
		Ok(())
	}

	fn model_deposits_are_held() -> Result<(), TryRuntimeError> {
		let mut deposits = BTreeMap::<_, (T::AccountId, Balance)>::new();
		for model in Models::<T>::iter_values() {
			let (_, sum) = deposits.entry(model.owner.encode()).or_insert((model.owner.clone(), 0));
			*sum = sum.saturating_add(model.deposit);
		}
		for (owner, sum) in deposits.into_values() {
			let held = T::Currency::balance_on_hold(&HoldReason::ModelDeposit.into(), &owner);
			ensure!(held == sum, "an owner's hold is not the sum of its models' deposits");
		}
		Ok(())
	}

	fn layers_are_those_of_their_models() -> Result<(), TryRuntimeError> {
		let mut counted = BTreeMap::<H256, (u32, Work)>::new();
		for (model, index, layer) in Layers::<T>::iter() {
			let layers = Models::<T>::get(model).map_or(0, |record| record.layers);
			ensure!(index < layers, "a layer is not one of a registered model");
			let (count, work) = counted.entry(model).or_default();
			*count = count.saturating_add(1);
			*work = work.saturating_add(layer.work_per_row());
		}
		for (model, record) in Models::<T>::iter() {
			let found = counted.get(&model).copied().unwrap_or_default();
			ensure!(
				found == (record.layers, record.work_per_row),
				"the layers of a model are not as many, or not as much work, as its record says"
			);
		}
		Ok(())
	}

	fn open_tasks_are_counted_by_model() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<H256, u32>::new();
		for task in Tasks::<T>::iter_values().filter(|task| !task.state.is_final()) {
			let Some(model) = task.spec.job.model() else { continue };
			ensure!(Models::<T>::contains_key(model), "the model of an open task is gone");
			let count = open.entry(model).or_default();
			*count = count.saturating_add(1);
		}
		let counted: BTreeMap<H256, u32> = OpenTasksOfModel::<T>::iter().collect();
		ensure!(counted == open, "the counts of open tasks by model are wrong");
		Ok(())
	}

	fn each_task_is_scheduled_once() -> Result<(), TryRuntimeError> {
		let queue = Unassigned::<T>::get();
		let queued: BTreeSet<_> = queue.iter().copied().collect();
		ensure!(queued.len() == queue.len(), "a task is in the queue twice");
		let mut due = BTreeMap::new();
		for (block, id, ()) in Agenda::<T>::iter() {
			ensure!(due.insert(id, block).is_none(), "a task is on the agenda twice");
		}
		let next = NextTask::<T>::get();
		for (id, task) in Tasks::<T>::iter() {
			ensure!(id < next, "a task has an id that was not given out");
			let entry = due.remove(&id);
			match task.state {
				TaskState::Ordered { .. } => {
					ensure!(queued.contains(&id), "an unassigned task is not in the queue");
					ensure!(entry.is_none(), "an unassigned task is on the agenda");
				},
				TaskState::Extending { .. } => {
					ensure!(!queued.contains(&id), "a task that seeks more miners is in the queue");
					ensure!(entry.is_some(), "a search for more miners is not on the agenda");
				},
				TaskState::Committing { until } | TaskState::Revealing { until } => {
					ensure!(!queued.contains(&id), "an assigned task is in the queue");
					ensure!(entry == Some(until), "the end of a phase is not on the agenda");
				},
				TaskState::Accepted(_) | TaskState::Failed { .. } => {
					ensure!(!queued.contains(&id), "an ended task is in the queue");
					ensure!(entry.is_some(), "the removal of an ended task is not on the agenda");
				},
			}
		}
		ensure!(due.is_empty(), "the agenda has a task without a record");
		ensure!(
			queued.iter().all(Tasks::<T>::contains_key),
			"the queue has a task without a record"
		);
		Ok(())
	}

	fn cancelled_orders_were_not_assigned() -> Result<(), TryRuntimeError> {
		for task in Tasks::<T>::iter_values() {
			let cancelled = match task.state {
				TaskState::Ordered { cancelled_from, .. } => cancelled_from.is_some(),
				TaskState::Failed { reason, .. } => reason == FailureReason::Cancelled,
				_ => false,
			};
			if !cancelled {
				continue;
			}
			ensure!(task.replicas.is_empty(), "an order was cancelled after miners were drawn");
		}
		Ok(())
	}

	fn agenda_is_not_behind_its_cursor() -> Result<(), TryRuntimeError> {
		let cursor = AgendaCursor::<T>::get().unwrap_or_default();
		ensure!(
			Agenda::<T>::iter().all(|(block, ..)| block >= cursor),
			"the agenda has an entry before its cursor"
		);
		Ok(())
	}

	fn assignments_are_the_replicas_of_open_tasks() -> Result<(), TryRuntimeError> {
		let mut open: usize = 0;
		for (id, task) in Tasks::<T>::iter().filter(|(_, task)| !task.state.is_final()) {
			for replica in &task.replicas {
				ensure!(
					Assignments::<T>::contains_key(&replica.miner, id),
					"a replica of an open task is not among its miner's assignments"
				);
				open = open.saturating_add(1);
			}
		}
		ensure!(
			Assignments::<T>::iter().count() == open,
			"a miner is assigned a task that is over or not its own"
		);
		Ok(())
	}

	fn replicas_are_distinct_and_exclude_the_client() -> Result<(), TryRuntimeError> {
		for task in Tasks::<T>::iter_values() {
			let distinct: BTreeSet<_> = task.replicas.iter().map(|r| r.miner.encode()).collect();
			ensure!(distinct.len() == task.replicas.len(), "a miner has two replicas of a task");
			ensure!(
				task.replicas.iter().all(|r| r.miner != task.client),
				"a client was assigned its own task"
			);
		}
		Ok(())
	}

	fn replicas_are_within_the_most_and_keep_their_outputs() -> Result<(), TryRuntimeError> {
		for task in Tasks::<T>::iter_values() {
			ensure!(
				task.replicas.len() <= usize::from(task.spec.replicas.most),
				"a task has more replicas than it may have"
			);
			for replica in &task.replicas {
				let has = u32::try_from(task.replicas.len()).unwrap_or(u32::MAX);
				ensure!(
					replica.bound.is_none_or(|bound| {
						bound.supported & !bound.compared == 0
							&& bound.compared.checked_shr(has).unwrap_or_default() == 0
					}),
					"a result was compared with one that there is not, or supported without a comparison"
				);
				let Answer::Revealed { result, .. } = &replica.answer else { continue };
				ensure!(
					replica.bound.is_none_or(|bound| bound.output == result.output),
					"a miner that was asked again has changed its output"
				);
			}
		}
		Ok(())
	}

	fn accepted_results_reach_the_confidence_wanted() -> Result<(), TryRuntimeError> {
		for task in Tasks::<T>::iter_values() {
			let TaskState::Accepted(end) = task.state else { continue };
			ensure!(
				end.confidence >= task.spec.confidence,
				"a result was accepted with less confidence than wanted"
			);
		}
		Ok(())
	}

	fn error_budgets_are_of_models_and_consistent() -> Result<(), TryRuntimeError> {
		for (model, budget) in ErrorBudgets::<T>::iter() {
			ensure!(Models::<T>::contains_key(model), "errors are counted of no model");
			ensure!(budget.disagreed <= budget.compared, "more errors than comparisons");
		}
		Ok(())
	}

	fn pending_slashes_are_of_distinct_miners_in_order() -> Result<(), TryRuntimeError> {
		let pending = PendingSlashes::<T>::get();
		let miners: BTreeSet<_> = pending.iter().map(|slash| slash.miner.encode()).collect();
		ensure!(miners.len() == pending.len(), "a miner has two slashes pending");
		ensure!(
			pending.iter().zip(pending.iter().skip(1)).all(|(one, next)| one.due <= next.due),
			"a slash is due before one that was decided earlier"
		);
		Ok(())
	}

	fn accepted_prices_are_paid_or_refunded() -> Result<(), TryRuntimeError> {
		for task in Tasks::<T>::iter_values() {
			let TaskState::Accepted(end) = task.state else { continue };
			ensure!(
				end.paid.checked_add(end.refunded) == Some(task.spec.price),
				"payments and refund of an accepted task do not add up to its price"
			);
			let paid = task
				.replicas
				.iter()
				.filter(|r| matches!(r.answer, Answer::Revealed { agreed: true, .. }))
				.fold(0, |sum: Balance, _| sum.saturating_add(end.paid_each));
			ensure!(paid == end.paid, "the payments of an accepted task are not its shares");
		}
		Ok(())
	}

	fn ratings_are_of_replicas_of_accepted_tasks() -> Result<(), TryRuntimeError> {
		for (id, rated) in Rated::<T>::iter() {
			let task = Tasks::<T>::get(id).ok_or("there are ratings of a task without a record")?;
			ensure!(
				matches!(task.state, TaskState::Accepted(_)),
				"a miner was rated for a task that is not accepted"
			);
			let replicas = u32::try_from(task.replicas.len()).unwrap_or(u32::MAX);
			ensure!(
				rated.checked_shr(replicas).unwrap_or_default() == 0,
				"somebody was rated for a task that it was not assigned"
			);
		}
		Ok(())
	}

	fn each_order_in_main_has_one_task() -> Result<(), TryRuntimeError> {
		let mut tasks = BTreeMap::<OrderId, TaskId>::new();
		for (id, task) in Tasks::<T>::iter().filter(|(_, task)| !task.state.is_final()) {
			let Some(order) = task.funding.order() else { continue };
			ensure!(tasks.insert(order, id).is_none(), "an order in MAIN has two open tasks");
		}
		for (order, record) in HubOrders::<T>::iter() {
			let task = tasks.remove(&order);
			match record {
				SectorOrder::Running { task: id } => {
					ensure!(task == Some(id), "a running order in MAIN has not its task");
				},
				SectorOrder::Ended { outcome, .. } => {
					ensure!(task.is_none(), "an ended order in MAIN has an open task");
					let OrderOutcome::Settled { task, paid } = outcome else { continue };
					// The record of the task may have been removed.
					let Some(TaskRecord { state: TaskState::Accepted(end), .. }) =
						Tasks::<T>::get(task)
					else {
						continue;
					};
					ensure!(end.paid == paid, "the hub was told of other payments");
				},
			}
		}
		ensure!(tasks.is_empty(), "a task is paid for an order that is not on record");
		Ok(())
	}

	fn each_order_in_main_is_answered_once() -> Result<(), TryRuntimeError> {
		let horizon = OrderHorizon::<T>::get();
		let mut unanswered: BTreeSet<OrderId> = Unanswered::<T>::iter_keys().collect();
		for (order, record) in HubOrders::<T>::iter() {
			ensure!(order >= horizon, "a forgotten order in MAIN is kept");
			ensure!(
				order.saturating_sub(horizon) < MAX_ORDERS_AHEAD,
				"an order in MAIN is too far ahead"
			);
			let waits = matches!(record, SectorOrder::Ended { told: false, .. });
			ensure!(
				unanswered.remove(&order) == waits,
				"the orders in MAIN whose answer waits are not those listed"
			);
		}
		ensure!(unanswered.is_empty(), "an answer waits for an order that is not on record");
		Ok(())
	}
}
