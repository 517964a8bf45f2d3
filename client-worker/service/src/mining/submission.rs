// SPDX-License-Identifier: Apache-2.0
//! Handing tickets in.

use super::{Found, Mining};
use crate::chain::Chain;
use pouw_chain::{ChainError, Included};
use pouw_primitives::{
	calls::{PouwCall, SectorCall},
	BlockNumber,
};
use std::sync::Arc;
use tokio::task::JoinSet;

/// Most tickets handed in at a time.
const MAX_UNDER_WAY: usize = 8;
/// Blocks before a ticket is tried again.
const PAUSE: BlockNumber = 2;

/// Why `pallet-pouw-verify` finds a ticket invalid: the numbers of its errors that matter here.
mod code {
	pub(super) const WINDOW_NOT_OPEN: u8 = 0;
	pub(super) const WINDOW_OVER: u8 = 1;
	pub(super) const WINDOW_FULL: u8 = 2;
	pub(super) const CEILING_REACHED: u8 = 3;
	pub(super) const NEWCOMER_TICKET_USED: u8 = 4;
	pub(super) const NEWCOMERS_FULL: u8 = 5;
	pub(super) const ALREADY_ACCEPTED: u8 = 6;
	pub(super) const TASK_EXHAUSTED: u8 = 9;
}

/// What is to be done about an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fate {
	/// It is in a block, by this submission or another.
	Accepted,
	/// It may be taken later.
	Again,
	/// Its window was over.
	Stale,
	/// It was refused, and others of its window will be.
	NoMore,
	/// It was refused, and others of its task will be.
	TaskExhausted,
	/// It was refused.
	Refused,
}

impl Fate {
	pub(crate) fn of(outcome: &Result<Included, ChainError>) -> Self {
		match outcome {
			Ok(_) => Self::Accepted,
			Err(ChainError::Unauthorized { code }) => match *code {
				code::ALREADY_ACCEPTED => Self::Accepted,
				// The node lags behind the one that was asked for the window.
				code::WINDOW_NOT_OPEN => Self::Again,
				code::WINDOW_OVER => Self::Stale,
				code::WINDOW_FULL
				| code::CEILING_REACHED
				| code::NEWCOMER_TICKET_USED
				| code::NEWCOMERS_FULL => Self::NoMore,
				code::TASK_EXHAUSTED => Self::TaskExhausted,
				_ => Self::Refused,
			},
			Err(error) if error.is_transient() => Self::Again,
			// The pool is full, or has the ticket already from a submission whose answer was lost.
			Err(ChainError::Rejected { .. }) => Self::Again,
			Err(_) => Self::Refused,
		}
	}
}

/// Tickets that are being handed in.
#[derive(Default)]
pub(crate) struct Submissions {
	under_way: JoinSet<(Found, Result<Included, ChainError>)>,
}

impl Submissions {
	/// Hands in what waits, as far as there is room, and gives up what is too late.
	pub(crate) fn start<C: Chain>(&mut self, chain: &Arc<C>, mining: &Mining) {
		while self.under_way.len() < MAX_UNDER_WAY {
			let Some(ticket) = mining.next_ticket() else { return };
			let chain = chain.clone();
			self.under_way.spawn(async move {
				let outcome = chain.submit_ticket(ticket.call.clone()).await;
				(ticket, outcome)
			});
		}
	}

	/// Waits for an answer; for ever when none is under way.
	pub(crate) async fn next(&mut self) -> (Found, Result<Included, ChainError>) {
		loop {
			match self.under_way.join_next().await {
				Some(Ok(answer)) => return answer,
				// Its own panic; the ticket is lost, the miner is not.
				Some(Err(error)) => tracing::error!(%error, "a submission ended"),
				None => std::future::pending().await,
			}
		}
	}

	pub(crate) fn len(&self) -> usize {
		self.under_way.len()
	}
}

impl Mining {
	/// The next ticket to be handed in.
	fn next_ticket(&self) -> Option<Found> {
		let mut state = self.state();
		let now = state.now;
		let before = state.waiting.len();
		state.waiting.retain(|ticket| now < ticket.until);
		let late = before.saturating_sub(state.waiting.len()) as u64;
		state.stats.stale = state.stats.stale.saturating_add(late);
		let place = state.waiting.iter().position(|ticket| ticket.not_before <= now)?;
		let ticket = state.waiting.remove(place)?;
		state.under_way = state.under_way.saturating_add(1);
		Some(ticket)
	}

	/// Takes the answer to a ticket.
	pub(crate) fn on_answer(&self, mut ticket: Found, outcome: &Result<Included, ChainError>) {
		let fate = Fate::of(outcome);
		let (window, task) = (ticket.window, task_of(&ticket));
		match outcome {
			Ok(included) => {
				tracing::info!(window, ?task, block = included.block_number, "ticket accepted")
			},
			Err(error) if fate == Fate::Refused => {
				tracing::warn!(window, ?task, %error, "ticket refused")
			},
			Err(error) => tracing::debug!(window, ?task, %error, ?fate, "ticket"),
		}
		let mut state = self.state();
		state.under_way = state.under_way.saturating_sub(1);
		let stats = &mut state.stats;
		match fate {
			Fate::Accepted => stats.accepted = stats.accepted.saturating_add(1),
			Fate::Stale => stats.stale = stats.stale.saturating_add(1),
			Fate::Again => {
				ticket.not_before = state.now.saturating_add(PAUSE);
				state.waiting.push_back(ticket);
			},
			Fate::Refused | Fate::NoMore | Fate::TaskExhausted => {
				stats.refused = stats.refused.saturating_add(1);
				if let (Fate::TaskExhausted, Some(task)) = (fate, task) {
					state.exhausted.insert(task);
				}
			},
		}
		if fate == Fate::NoMore {
			state.waiting.retain(|other| other.window != window);
			drop(state);
			tracing::info!(window, "the window takes no more tickets of this account");
			self.finish(window);
		}
	}
}

/// The task that a ticket is of; none for a baseline ticket.
fn task_of(ticket: &Found) -> Option<u64> {
	match &ticket.call {
		SectorCall::PouwVerify(PouwCall::SubmitUseful { task, .. }) => Some(*task),
		_ => None,
	}
}
