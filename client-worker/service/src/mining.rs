// SPDX-License-Identifier: Apache-2.0
//! Tickets: what is drawn for, what was found, and what came of it.
//!
//! Three parties meet here. The service tells at every block which window is open, and hands in what
//! was found. A thread of its own computes baseline products whenever no job runs; a job takes its place
//! at once, in the middle of a product. And a job draws tickets from its own products. Nothing here is
//! waited for by a job or by a commitment.

mod baseline;
mod job;
pub(crate) mod layers;
pub(crate) mod submission;

pub(crate) use job::JobTickets;
pub(crate) use submission::Submissions;

use crate::config;
use pouw_engine::TicketWindow;
use pouw_kernel::{Kernel, KernelError};
use pouw_primitives::{
	calls::{PouwCall, SectorCall},
	sector::TokenProfile,
	work::{MinerWindow, WindowInfo},
	AccountId, Balance, BlockNumber, TaskId, WindowIndex, Work,
};
use pouw_tickets::Challenge;
use std::{
	collections::{HashSet, VecDeque},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Condvar, Mutex, MutexGuard, PoisonError,
	},
	thread,
};
use tokio::sync::Notify;

/// Most tickets that wait to be handed in. When there are more, the oldest is given up.
const MAX_WAITING: usize = 256;

/// What mining has done so far, and what it does.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MiningStats {
	/// Multiply-accumulates whose tickets were drawn.
	pub work: Work,
	/// Winning tickets.
	pub found: u64,
	/// Those of them that are of jobs.
	pub useful: u64,
	/// Tickets in a block.
	pub accepted: u64,
	/// Tickets that the runtime refused.
	pub refused: u64,
	/// Tickets whose window was over before they were in a block.
	pub stale: u64,
	/// Jobs that run now.
	pub jobs: usize,
	/// The newest window.
	pub window: Option<WindowInfo>,
	/// This account in that window.
	pub miner: Option<MinerWindow>,
	/// What the account had at first and has now, held or free.
	pub balance: Option<(Balance, Balance)>,
	/// What that is in, if the sector has a token yet.
	pub token: Option<TokenProfile>,
	/// Whether baseline products are computed.
	pub mining: bool,
}

/// A winning ticket on its way to the chain.
#[derive(Clone, Debug)]
pub(crate) struct Found {
	/// The call that hands it in.
	pub(crate) call: SectorCall,
	/// The window it is of.
	pub(crate) window: WindowIndex,
	/// First block that does not take it any more.
	pub(crate) until: BlockNumber,
	/// Not handed in before this block, after a failure.
	pub(crate) not_before: BlockNumber,
}

#[derive(Default)]
struct State {
	now: BlockNumber,
	stats: MiningStats,
	/// The window of which nothing more is computed, because the chain refused a ticket for it.
	finished: Option<WindowIndex>,
	/// Whether the window will be full, or the account at its ceiling, with what is on its way.
	limited: bool,
	/// Tasks whose work has been claimed in full.
	exhausted: HashSet<TaskId>,
	waiting: VecDeque<Found>,
	/// Tickets of the newest window that are being handed in.
	under_way: u32,
	ended: bool,
}

/// Mining by one account.
pub struct Mining {
	account: AccountId,
	config: config::Mining,
	state: Mutex<State>,
	/// Told when something changed that the thread of baseline products may wait for.
	changed: Condvar,
	/// Set to end the product under way.
	stop: AtomicBool,
	/// Told when a ticket was found.
	pub(crate) arrived: Notify,
}

impl std::fmt::Debug for Mining {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("Mining").field("account", &self.account).finish_non_exhaustive()
	}
}

impl Mining {
	/// Mining by `account`. Baseline products are computed from the first window on, by a thread that
	/// ends with [`Mining::end`].
	pub fn start(account: AccountId, config: &config::Mining) -> Result<Arc<Self>, KernelError> {
		let mining = Arc::new(Self {
			account,
			config: *config,
			state: Mutex::default(),
			changed: Condvar::new(),
			stop: AtomicBool::new(false),
			arrived: Notify::new(),
		});
		if config.baseline {
			let kernel = Kernel::new(config.worker_threads())?;
			tracing::info!(
				threads = kernel.threads(),
				instructions = ?kernel.instructions(),
				"computes baseline products when idle"
			);
			let of_thread = mining.clone();
			thread::Builder::new()
				.name("pouw-baseline".into())
				.spawn(move || baseline::run(&of_thread, &kernel))
				.map_err(|_| KernelError::NoThreads)?;
		}
		Ok(mining)
	}

	/// What was done so far.
	pub fn stats(&self) -> MiningStats {
		self.state().stats.clone()
	}

	/// Ends the thread of baseline products, in the middle of one.
	pub fn end(&self) {
		self.state().ended = true;
		self.interrupt();
	}

	/// What the chain says as of a block.
	pub(crate) fn observe(
		&self,
		now: BlockNumber,
		window: Option<WindowInfo>,
		miner: Option<MinerWindow>,
	) {
		let mut state = self.state();
		state.now = now;
		let changed = state.stats.window.map(|w| w.index) != window.map(|w| w.index);
		if changed {
			state.under_way = 0;
			if let Some(window) = window {
				tracing::debug!(window = window.index, difficulty = window.difficulty, "window");
			}
		}
		state.stats.window = window;
		state.stats.miner = miner;
		let index = window.map(|window| window.index);
		// What is on its way counts as accepted, or more would be computed than can be handed in.
		let waiting = state.waiting.iter().filter(|ticket| Some(ticket.window) == index).count();
		let own = u32::try_from(waiting).unwrap_or(u32::MAX).saturating_add(state.under_way);
		let at_ceiling = miner.is_some_and(|miner| {
			Some(miner.window) == index && miner.tickets.saturating_add(own) >= miner.ceiling
		});
		state.limited = at_ceiling || window.is_some_and(|window| window.room == 0);
		let busy = state.workable().is_none();
		drop(state);
		if changed || busy {
			self.interrupt();
		} else {
			self.changed.notify_all();
		}
	}

	/// What the account has, held or free, and in which token.
	pub(crate) fn observe_balance(&self, now: Balance, token: Option<TokenProfile>) {
		let mut state = self.state();
		let first = state.stats.balance.map_or(now, |(first, _)| first);
		state.stats.balance = Some((first, now));
		state.stats.token = token;
	}

	/// Whether tickets are drawn from jobs.
	pub(crate) fn is_useful(&self) -> bool {
		self.config.useful
	}

	/// Stops baseline products for as long as what it returns lives.
	pub(crate) fn pause(self: &Arc<Self>) -> Pause {
		self.state().stats.jobs += 1;
		self.interrupt();
		Pause(self.clone())
	}

	/// Notes work that was done, and takes what won.
	fn take(&self, work: Work, found: Vec<Found>, useful: bool) {
		let count = found.len() as u64;
		{
			let mut state = self.state();
			state.stats.work = state.stats.work.saturating_add(work);
			state.stats.found = state.stats.found.saturating_add(count);
			if useful {
				state.stats.useful = state.stats.useful.saturating_add(count);
			}
			state.waiting.extend(found);
			while state.waiting.len() > MAX_WAITING {
				state.waiting.pop_front();
				state.stats.stale = state.stats.stale.saturating_add(1);
			}
		}
		if count > 0 {
			self.arrived.notify_one();
		}
	}

	/// A ticket as it is handed in; none once its window is not the newest any more.
	fn found(&self, index: WindowIndex, call: PouwCall) -> Option<Found> {
		let window = self.state().stats.window.filter(|window| window.index == index)?;
		Some(Found {
			call: SectorCall::PouwVerify(call),
			window: index,
			until: window.accepts_until,
			not_before: 0,
		})
	}

	/// Waits until a baseline product can be computed; none when mining has ended.
	fn wait_for_window(&self) -> Option<WindowInfo> {
		let mut state = self.state();
		loop {
			if state.ended {
				return None;
			}
			let window = state.workable().filter(|_| state.stats.jobs == 0);
			state.stats.mining = window.is_some();
			if let Some(window) = window {
				// Under the lock, so that an interruption from now on is not lost.
				self.stop.store(false, Ordering::Relaxed);
				return Some(window);
			}
			state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
		}
	}

	/// Nothing more is computed for a window.
	fn finish(&self, window: WindowIndex) {
		let mut state = self.state();
		if state.stats.window.is_some_and(|newest| newest.index == window) {
			state.finished = Some(window);
			drop(state);
			self.interrupt();
		}
	}

	/// Ends the product under way and has its thread look again what to do.
	fn interrupt(&self) {
		let _state = self.state();
		self.stop.store(true, Ordering::Relaxed);
		self.changed.notify_all();
	}

	fn challenge(&self, window: &WindowInfo) -> Challenge {
		Challenge {
			sector: window.sector.0,
			challenge: window.challenge.0,
			miner: *AsRef::<[u8; 32]>::as_ref(&self.account),
		}
	}

	fn ticket_window(&self, window: &WindowInfo) -> TicketWindow {
		TicketWindow {
			index: window.index,
			challenge: self.challenge(window),
			rank: window.work.rank,
			difficulty: window.difficulty,
		}
	}

	/// A thread that panicked has left counts, at worst one of them not counted.
	fn state(&self) -> MutexGuard<'_, State> {
		self.state.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

impl State {
	/// The newest window, if tickets of it can still be handed in.
	fn workable(&self) -> Option<WindowInfo> {
		let open = |window: &WindowInfo| self.now < window.accepts_until;
		let window = self.stats.window.filter(|_| !self.limited)?;
		(open(&window) && self.finished != Some(window.index)).then_some(window)
	}
}

/// A job that runs.
#[derive(Debug)]
pub(crate) struct Pause(Arc<Mining>);

impl Drop for Pause {
	fn drop(&mut self) {
		let mut state = self.0.state();
		state.stats.jobs = state.stats.jobs.saturating_sub(1);
		drop(state);
		self.0.changed.notify_all();
	}
}
