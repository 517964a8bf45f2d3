// SPDX-License-Identifier: Apache-2.0
//! What clients and other pallets can ask.

use crate::{
	types::{EraWork, Window, HISTORY},
	*,
};
use alloc::vec::Vec;
use frame_support::pallet_prelude::Get;
use pouw_primitives::{
	work::{MinerWindow, SettledWindow, WindowInfo},
	Balance,
};
use pouw_traits::CreditWork;

impl<T: Config> Pallet<T> {
	/// The newest window.
	pub fn window() -> Option<WindowInfo> {
		OpenWindow::<T>::get().map(Self::info)
	}

	/// The window before the newest, until it is settled.
	pub fn closing_window() -> Option<WindowInfo> {
		ClosingWindow::<T>::get().map(Self::info)
	}

	/// What `account` has done and may do in the newest window.
	pub fn miner_window(account: &T::AccountId) -> Option<MinerWindow> {
		let window = OpenWindow::<T>::get()?;
		let tally = Tallies::<T>::get(window.index, account);
		let registered = T::Credit::is_registered(account);
		let (ceiling, floor) = if registered {
			(window.parameters.ceiling, window.parameters.floor)
		} else {
			let is_full = window.newcomers >= window.parameters.max_newcomers;
			(if is_full { tally.tickets } else { tally.tickets.max(1) }, 1)
		};
		Some(MinerWindow {
			window: window.index,
			registered,
			tickets: tally.tickets,
			useful: tally.useful,
			ceiling,
			floor,
		})
	}

	/// The windows settled last, oldest first.
	pub fn history() -> Vec<SettledWindow> {
		let mut windows: Vec<_> = (0..HISTORY).filter_map(History::<T>::get).collect();
		windows.sort_unstable_by_key(|window| window.index);
		windows
	}

	/// Takes the work paid since the last call, for the report of an era.
	pub fn take_era_work() -> EraWork {
		PaidWork::<T>::take()
	}

	/// All that is set aside for useful tickets whose tasks are not over. It must be what the issuance
	/// says. Walks over all claims, so it is for checks of the state.
	pub fn pledged_total() -> Balance {
		Claims::<T>::iter_values().fold(0, |sum, claim| sum.saturating_add(claim.pledged))
	}

	fn info(window: Window) -> WindowInfo {
		WindowInfo {
			index: window.index,
			sector: T::Sector::get(),
			challenge: window.challenge,
			work: window.parameters.work,
			difficulty: window.difficulty,
			opened_at: window.opened_at,
			closes_at: window.closes_at(),
			accepts_until: window.accepts_until(),
			tickets: window.tickets,
			room: T::MaxTicketsPerWindow::get().saturating_sub(window.tickets),
		}
	}
}
