// SPDX-License-Identifier: Apache-2.0
//! Payment for the tickets of a window, in bounded steps, and for those of a task.

use crate::{
	types::{Settlement, Window, HISTORY},
	*,
};
use alloc::vec::Vec;
use frame_support::{defensive, dispatch::DispatchClass, pallet_prelude::Weight};
use pouw_primitives::{work::SettledWindow, Balance, BlockNumber, TaskId, Work};
use pouw_traits::{CreditWork, OnTaskSettled, RewardBond, WorkIssuance};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// Takes up to `limit` steps of the settlement of the closing window, if its tickets are not
	/// accepted any more: useful tickets first, while the tallies they are checked against are there,
	/// then the tallies, then the identities. The last step is to forget the window.
	pub(crate) fn settle_some(now: BlockNumber, limit: u32) -> Weight {
		let mut weight = Weight::zero();
		let Some(window) = ClosingWindow::<T>::get() else { return weight };
		if now < window.accepts_until() {
			return weight;
		}
		let mut settlement = match CurrentSettlement::<T>::get() {
			Some(settlement) => settlement,
			None => {
				weight.saturating_accrue(T::WeightInfo::begin_settlement());
				Self::begin_settlement(&window)
			},
		};
		let mut left = limit;

		let useful: Vec<(T::AccountId, TaskId)> =
			UsefulTickets::<T>::iter_key_prefix((window.index,)).take(count(left)).collect();
		for (miner, task) in useful {
			Self::settle_useful(&window, &mut settlement, &miner, task);
			weight.saturating_accrue(T::WeightInfo::settle_useful());
			left = left.saturating_sub(1);
		}
		let miners: Vec<T::AccountId> =
			Tallies::<T>::iter_key_prefix(window.index).take(count(left)).collect();
		for miner in miners {
			Self::settle_miner(&window, &mut settlement, miner);
			weight.saturating_accrue(T::WeightInfo::settle_miner());
			left = left.saturating_sub(1);
		}
		let ids: Vec<H256> = Seen::<T>::iter_key_prefix(window.index).take(count(left)).collect();
		for id in ids {
			Seen::<T>::remove(window.index, id);
			weight.saturating_accrue(T::WeightInfo::forget_ticket());
			left = left.saturating_sub(1);
		}

		// With steps to spare, nothing was left to do.
		if left > 0 {
			Self::end_settlement(&window, &settlement);
			weight.saturating_accrue(T::WeightInfo::end_settlement());
		} else {
			CurrentSettlement::<T>::put(settlement);
		}
		weight
	}

	/// Fixes what a ticket of the window earns. Fewer tickets than the target do not share what the
	/// target would have earned, so an empty sector is no windfall for the first to come.
	pub(crate) fn begin_settlement(window: &Window) -> Settlement {
		let budget = T::Issuance::window_budget();
		let shares = window.credited.max(window.parameters.target);
		let per_ticket = budget.checked_div(shares.into()).unwrap_or_default();
		Settlement { budget, per_ticket, spent: 0, credited: 0, paid: 0, pledged: 0 }
	}

	/// Settles the useful tickets of a miner for a task.
	pub(crate) fn settle_useful(
		window: &Window,
		settlement: &mut Settlement,
		miner: &T::AccountId,
		task: TaskId,
	) {
		let tickets = UsefulTickets::<T>::take((window.index, miner, task));
		let Some(mut claim) = Claims::<T>::get(task, miner) else {
			defensive!("useful tickets without a claim");
			return;
		};
		claim.open_windows = claim.open_windows.saturating_sub(1);
		let tally = Tallies::<T>::get(window.index, miner);
		let is_credited =
			tally.tickets >= window.parameters.floor && T::Credit::is_registered(miner);
		let amount = settlement.per_ticket.saturating_mul(tickets.into());
		let work = window.difficulty.saturating_mul(tickets.into());
		match claim.outcome {
			None if is_credited => {
				let pledged = T::Issuance::pledge(amount);
				claim.pledged = claim.pledged.saturating_add(pledged);
				claim.pledged_work = claim.pledged_work.saturating_add(work);
				settlement.spent = settlement.spent.saturating_add(pledged);
				settlement.pledged = settlement.pledged.saturating_add(pledged);
				Self::deposit_event(Event::UsefulWorkPledged {
					task,
					miner: miner.clone(),
					amount: pledged,
				});
			},
			// The task was over before the window was.
			Some(true) if is_credited => {
				let paid = T::Issuance::issue(miner, amount);
				settlement.spent = settlement.spent.saturating_add(amount);
				settlement.paid = settlement.paid.saturating_add(paid);
				Self::useful_work_paid(task, miner, paid, work);
			},
			_ => (),
		}
		if claim.outcome.is_some() && claim.open_windows == 0 {
			Claims::<T>::remove(task, miner);
		} else {
			Claims::<T>::insert(task, miner, claim);
		}
	}

	/// Settles the baseline tickets of a miner, and records all its work.
	///
	/// Who is not registered now is paid for one ticket at most, whoever it was before: otherwise
	/// leaving in time would be a way around the bond.
	pub(crate) fn settle_miner(window: &Window, settlement: &mut Settlement, miner: T::AccountId) {
		let tally = Tallies::<T>::take(window.index, &miner);
		let registered = T::Credit::is_registered(&miner);
		let most = if registered { u32::MAX } else { 1 };
		let credited = tally.credited(window.parameters.floor).min(most);
		let baseline = credited.min(tally.tickets.saturating_sub(tally.useful));
		let amount = settlement.per_ticket.saturating_mul(baseline.into());
		let paid = if amount > 0 { T::Issuance::issue(&miner, amount) } else { 0 };
		let held = if registered && paid > 0 { T::Bond::bond(&miner, paid) } else { 0 };
		if registered && credited > 0 {
			let work = window.difficulty.saturating_mul(credited.into());
			T::Credit::credit(&miner, window.index, work);
		}
		settlement.spent = settlement.spent.saturating_add(amount);
		settlement.paid = settlement.paid.saturating_add(paid);
		settlement.credited = settlement.credited.saturating_add(credited);
		PaidWork::<T>::mutate(|work| {
			let idle = window.difficulty.saturating_mul(baseline.into());
			work.idle = work.idle.saturating_add(idle);
		});
		let window = window.index;
		Self::deposit_event(Event::MinerSettled { window, miner, credited, paid, held });
	}

	/// Remembers what came of a window and forgets the window.
	pub(crate) fn end_settlement(window: &Window, settlement: &Settlement) {
		let Settlement { credited, paid, pledged, .. } = *settlement;
		History::<T>::insert(
			window.index.checked_rem(HISTORY).unwrap_or_default(),
			SettledWindow {
				index: window.index,
				opened_at: window.opened_at,
				difficulty: window.difficulty,
				useful_share: window.useful_share,
				tickets: window.tickets,
				useful: window.useful,
				credited,
				paid,
				pledged,
			},
		);
		CurrentSettlement::<T>::kill();
		ClosingWindow::<T>::kill();
		Self::deposit_event(Event::WindowSettled {
			window: window.index,
			tickets: window.tickets,
			credited,
			paid,
			pledged,
		});
	}

	/// Bonds and records what was paid for useful tickets.
	fn useful_work_paid(task: TaskId, miner: &T::AccountId, paid: Balance, work: Work) {
		let bonds = paid > 0 && T::Credit::is_registered(miner);
		let held = if bonds { T::Bond::bond(miner, paid) } else { 0 };
		PaidWork::<T>::mutate(|sum| sum.useful = sum.useful.saturating_add(work));
		Self::deposit_event(Event::UsefulWorkPaid { task, miner: miner.clone(), paid, held });
	}
}

impl<T: Config> OnTaskSettled<T::AccountId> for Pallet<T> {
	fn on_settled(task: TaskId, miner: &T::AccountId, accepted: bool) {
		let Some(mut claim) = Claims::<T>::get(task, miner) else { return };
		// Few tasks have claims, so their ends do not have it in their weight.
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			T::WeightInfo::on_settled(),
			DispatchClass::Mandatory,
		);
		if claim.outcome.is_some() {
			defensive!("a task was settled twice");
			return;
		}
		// Of tickets that are not settled yet the outcome has to be remembered.
		claim.outcome = Some(accepted);
		let pledged = core::mem::take(&mut claim.pledged);
		let work = core::mem::take(&mut claim.pledged_work);
		if claim.open_windows == 0 {
			Claims::<T>::remove(task, miner);
		} else {
			Claims::<T>::insert(task, miner, claim);
		}
		if work == 0 {
			return;
		}
		if accepted {
			let paid = T::Issuance::redeem(miner, pledged);
			Self::useful_work_paid(task, miner, paid, work);
		} else {
			T::Issuance::forgo(pledged);
			Self::deposit_event(Event::PledgeForgone {
				task,
				miner: miner.clone(),
				amount: pledged,
			});
		}
	}

	fn most_weight() -> Weight {
		T::WeightInfo::on_settled()
	}
}

fn count(steps: u32) -> usize {
	usize::try_from(steps).unwrap_or(usize::MAX)
}
