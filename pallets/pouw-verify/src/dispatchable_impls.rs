// SPDX-License-Identifier: Apache-2.0
//! What the calls do.
//!
//! A ticket's proof was verified when its transaction was authorized, in the same block just before;
//! what could have changed since, the counts, is checked again all the same.

use crate::{admission::Admission, *};
use frame_support::pallet_prelude::{DispatchResult, Get, Weight};
use pouw_primitives::{work::Parameters, LayerIndex, TaskId, WindowIndex};
use pouw_tickets::{BaselineProof, OperandProof};
use sp_core::H256;

/// Keys that counting a baseline ticket reads and its authorization has read: tally, miner, identity. The
/// windows are not among them, since every block is charged for them once.
pub(crate) const BASELINE_READS: u64 = 3;

/// The same of a useful ticket: assignment, task, layer, model and claim besides.
pub(crate) const USEFUL_READS: u64 = 8;

impl<T: Config> Pallet<T> {
	/// Weight of counting a ticket, of which `measured` is the weight without an authorization. That has read
	/// `read_before` keys in the same block just before: the database is asked for them once, and they are
	/// proven once.
	pub(crate) fn weight_of_count(measured: Weight, read_before: u64) -> Weight {
		measured.set_proof_size(0).saturating_sub(T::DbWeight::get().reads(read_before))
	}

	pub(crate) fn do_submit_baseline(
		miner: T::AccountId,
		window: WindowIndex,
		proof: &BaselineProof,
	) -> DispatchResult {
		let (admission, id) = Self::admit_baseline(&miner, window, proof)?;
		Self::count(miner, admission, id, None);
		Ok(())
	}

	pub(crate) fn do_submit_useful(
		miner: T::AccountId,
		window: WindowIndex,
		task: TaskId,
		layer: LayerIndex,
		proof: &OperandProof,
	) -> DispatchResult {
		let (admission, id, _, mut claim) = Self::admit_useful(&miner, window, task, layer, proof)?;
		claim.claimed = claim.claimed.saturating_add(admission.window.difficulty);
		let tickets = UsefulTickets::<T>::get((window, &miner, task));
		if tickets == 0 {
			claim.open_windows = claim.open_windows.saturating_add(1);
		}
		UsefulTickets::<T>::insert((window, &miner, task), tickets.saturating_add(1));
		Claims::<T>::insert(task, &miner, claim);
		Self::count(miner, admission, id, Some(task));
		Ok(())
	}

	pub(crate) fn do_set_parameters(parameters: Parameters) -> DispatchResult {
		Self::check_parameters(&parameters)?;
		Governed::<T>::put(parameters);
		Self::deposit_event(Event::ParametersSet { parameters });
		Ok(())
	}

	/// Counts an admitted ticket.
	fn count(miner: T::AccountId, admission: Admission, id: H256, task: Option<TaskId>) {
		let Admission { mut window, is_open, mut tally, registered } = admission;
		let floor = window.parameters.floor;
		let is_useful = u32::from(task.is_some());
		let before = tally.credited(floor);
		if !registered {
			tally.newcomer = true;
			window.newcomers = window.newcomers.saturating_add(1);
		}
		tally.tickets = tally.tickets.saturating_add(1);
		tally.useful = tally.useful.saturating_add(is_useful);
		window.tickets = window.tickets.saturating_add(1);
		window.useful = window.useful.saturating_add(is_useful);
		let gained = tally.credited(floor).saturating_sub(before);
		window.credited = window.credited.saturating_add(gained);

		ArrivedWork::<T>::mutate(|arrived| {
			let work = if task.is_some() { &mut arrived.useful } else { &mut arrived.baseline };
			*work = work.saturating_add(window.difficulty);
		});
		Seen::<T>::insert(window.index, id, ());
		Tallies::<T>::insert(window.index, &miner, tally);
		Self::deposit_event(Event::TicketAccepted { window: window.index, miner, task });
		if is_open {
			OpenWindow::<T>::put(window);
		} else {
			ClosingWindow::<T>::put(window);
		}
	}
}
