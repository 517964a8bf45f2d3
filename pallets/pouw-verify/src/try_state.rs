// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::{
	difficulty::MAX_DIFFICULTY,
	types::{Window, HISTORY},
	*,
};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{ensure, pallet_prelude::Get};
use pouw_primitives::TaskId;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::parameters_are_allowed()?;
		Self::windows_follow_each_other()?;
		Self::at_most_two_windows_accept_tickets()?;
		Self::difficulty_and_share_are_within_bounds()?;
		Self::only_windows_that_are_not_settled_have_tickets()?;
		Self::counts_of_a_window_are_those_of_its_tallies()?;
		Self::accepted_tickets_are_remembered()?;
		Self::useful_tickets_are_those_of_the_tallies()?;
		Self::ceilings_are_kept()?;
		Self::claims_wait_for_a_task_or_a_window()?;
		Self::settlement_is_within_its_budget()?;
		Self::history_is_of_settled_windows()
	}

	fn parameters_are_allowed() -> Result<(), TryRuntimeError> {
		if let Some(parameters) = Governed::<T>::get() {
			ensure!(Self::check_parameters(&parameters).is_ok(), "the parameters are not allowed");
		}
		Ok(())
	}

	fn windows_follow_each_other() -> Result<(), TryRuntimeError> {
		let Some(closing) = ClosingWindow::<T>::get() else { return Ok(()) };
		let open = OpenWindow::<T>::get().ok_or("a window closes and none is open")?;
		ensure!(
			closing.index.checked_add(1) == Some(open.index),
			"the closing window is not the one before the open one"
		);
		ensure!(closing.closes_at() <= open.opened_at, "a window opened before the last was over");
		ensure!(
			closing.relay_block < open.relay_block,
			"a window's randomness is not newer than that of the one before"
		);
		Ok(())
	}

	fn at_most_two_windows_accept_tickets() -> Result<(), TryRuntimeError> {
		// There is no third record; what remains is that the second ends before a third can open.
		if let (Some(closing), Some(settling)) =
			(ClosingWindow::<T>::get(), CurrentSettlement::<T>::get())
		{
			ensure!(
				closing.accepts_until() <= Self::now(),
				"a window is settled that still accepts tickets"
			);
			ensure!(
				settling.credited <= closing.credited,
				"more tickets are credited than counted"
			);
		}
		Ok(())
	}

	fn difficulty_and_share_are_within_bounds() -> Result<(), TryRuntimeError> {
		let Some(open) = OpenWindow::<T>::get() else { return Ok(()) };
		let parameters = &open.parameters;
		ensure!(
			(parameters.min_difficulty..=parameters.max_difficulty).contains(&open.difficulty)
				&& open.difficulty <= MAX_DIFFICULTY,
			"the difficulty is out of its bounds"
		);
		ensure!(open.difficulty == Difficulty::<T>::get(), "the difficulty is not the window's");
		ensure!(
			open.useful_share == UsefulShare::<T>::get()
				&& open.useful_share <= parameters.useful_cap,
			"the useful share exceeds its cap"
		);
		Ok(())
	}

	fn only_windows_that_are_not_settled_have_tickets() -> Result<(), TryRuntimeError> {
		let live: Vec<_> = Self::live_windows().iter().map(|window| window.index).collect();
		ensure!(
			Seen::<T>::iter_keys().all(|(window, _)| live.contains(&window)),
			"a ticket is remembered of a window that is settled"
		);
		ensure!(
			Tallies::<T>::iter_keys().all(|(window, _)| live.contains(&window)),
			"a miner has tickets of a window that is settled"
		);
		ensure!(
			UsefulTickets::<T>::iter_keys().all(|(window, ..)| live.contains(&window)),
			"a task has tickets of a window that is settled"
		);
		Ok(())
	}

	fn counts_of_a_window_are_those_of_its_tallies() -> Result<(), TryRuntimeError> {
		for window in Self::whole_windows() {
			let (mut tickets, mut useful, mut credited, mut newcomers) =
				(0_u32, 0_u32, 0_u32, 0_u32);
			for tally in Tallies::<T>::iter_prefix_values(window.index) {
				ensure!(tally.tickets > 0, "a miner without tickets has a tally");
				ensure!(
					tally.useful <= tally.tickets,
					"a miner has more useful tickets than tickets"
				);
				tickets = tickets.saturating_add(tally.tickets);
				useful = useful.saturating_add(tally.useful);
				credited = credited.saturating_add(tally.credited(window.parameters.floor));
				newcomers = newcomers.saturating_add(tally.newcomer.into());
			}
			ensure!(tickets == window.tickets, "the tickets of a window are not its miners'");
			ensure!(useful == window.useful, "the useful tickets of a window are not its miners'");
			ensure!(credited == window.credited, "the credited tickets of a window are miscounted");
			ensure!(newcomers == window.newcomers, "the newcomers of a window are miscounted");
		}
		Ok(())
	}

	fn accepted_tickets_are_remembered() -> Result<(), TryRuntimeError> {
		for window in Self::whole_windows() {
			let seen = Seen::<T>::iter_key_prefix(window.index).count();
			ensure!(
				u32::try_from(seen) == Ok(window.tickets),
				"the remembered tickets of a window are not as many as it accepted"
			);
		}
		Ok(())
	}

	fn useful_tickets_are_those_of_the_tallies() -> Result<(), TryRuntimeError> {
		for window in Self::whole_windows() {
			let mut of_miner = BTreeMap::<_, u32>::new();
			for ((miner, _), tickets) in UsefulTickets::<T>::iter_prefix((window.index,)) {
				ensure!(tickets > 0, "a task without tickets has an entry");
				let sum = of_miner.entry(miner.encode()).or_default();
				*sum = sum.saturating_add(tickets);
			}
			for (miner, tally) in Tallies::<T>::iter_prefix(window.index) {
				let sum = of_miner.remove(&miner.encode()).unwrap_or_default();
				ensure!(sum == tally.useful, "a miner's useful tickets are not those of its tasks");
			}
			ensure!(of_miner.is_empty(), "a miner without a tally has useful tickets");
		}
		Ok(())
	}

	fn ceilings_are_kept() -> Result<(), TryRuntimeError> {
		for window in Self::live_windows() {
			let parameters = &window.parameters;
			ensure!(
				window.tickets <= T::MaxTicketsPerWindow::get(),
				"a window has more tickets than it can have"
			);
			ensure!(
				window.newcomers <= parameters.max_newcomers,
				"a window has more newcomers than it can have"
			);
			ensure!(
				Tallies::<T>::iter_prefix_values(window.index)
					.all(|tally| tally.tickets <= parameters.ceiling),
				"a miner has more tickets than the ceiling"
			);
		}
		Ok(())
	}

	fn claims_wait_for_a_task_or_a_window() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<(TaskId, Vec<u8>), u32>::new();
		for (_, miner, task) in UsefulTickets::<T>::iter_keys() {
			let windows = open.entry((task, miner.encode())).or_default();
			*windows = windows.saturating_add(1);
		}
		for (task, miner, claim) in Claims::<T>::iter() {
			let windows = open.remove(&(task, miner.encode())).unwrap_or_default();
			ensure!(claim.open_windows == windows, "the open windows of a claim are miscounted");
			if claim.outcome.is_some() {
				ensure!(windows > 0, "a claim is kept that nothing waits for");
				ensure!(claim.pledged == 0, "something is set aside for a task that is over");
			}
			ensure!(
				claim.pledged_work <= claim.claimed,
				"more work is pledged for than was claimed"
			);
		}
		ensure!(open.is_empty(), "useful tickets have no claim");
		Ok(())
	}

	fn settlement_is_within_its_budget() -> Result<(), TryRuntimeError> {
		let Some(settlement) = CurrentSettlement::<T>::get() else { return Ok(()) };
		ensure!(ClosingWindow::<T>::exists(), "a settlement has no window");
		ensure!(settlement.spent <= settlement.budget, "a window spends more than its budget");
		ensure!(
			settlement.paid.saturating_add(settlement.pledged) <= settlement.spent,
			"a settlement has paid and pledged more than it spent"
		);
		Ok(())
	}

	fn history_is_of_settled_windows() -> Result<(), TryRuntimeError> {
		let first_live = Self::live_windows().iter().map(|window| window.index).min();
		for (place, settled) in History::<T>::iter() {
			ensure!(
				settled.index.checked_rem(HISTORY) == Some(place),
				"a settled window is remembered at the wrong place"
			);
			ensure!(
				first_live.is_some_and(|first| settled.index < first),
				"a window is remembered as settled that is not"
			);
			ensure!(
				settled.credited <= settled.tickets && settled.useful <= settled.tickets,
				"a settled window has more credited or useful tickets than tickets"
			);
		}
		Ok(())
	}

	/// The windows that are not settled.
	fn live_windows() -> Vec<Window> {
		ClosingWindow::<T>::get().into_iter().chain(OpenWindow::<T>::get()).collect()
	}

	/// Those of them of which nothing is settled yet.
	fn whole_windows() -> Vec<Window> {
		let is_settling = CurrentSettlement::<T>::exists();
		let closing = ClosingWindow::<T>::get().filter(|_| !is_settling);
		closing.into_iter().chain(OpenWindow::<T>::get()).collect()
	}
}
