// SPDX-License-Identifier: Apache-2.0
//! Tickets of a job's own products.

use super::{layers::Layers, Mining};
use pouw_engine::{TicketSink, TicketWindow, UsefulWinner};
use pouw_primitives::{calls::PouwCall, BlockNumber, TaskId, Work};
use std::sync::Arc;

/// Blocks before the end of the commitments from which on a job runs without tickets, which cost it
/// time.
const NO_TICKETS: BlockNumber = 10;

/// Takes the tickets of one task.
pub(crate) struct JobTickets {
	pub(crate) mining: Arc<Mining>,
	pub(crate) task: TaskId,
	/// Block at which the commitments of the task end.
	pub(crate) until: BlockNumber,
	/// Layers of its model.
	pub(crate) layers: Layers,
}

impl TicketSink for JobTickets {
	fn window(&self) -> Option<TicketWindow> {
		let state = self.mining.state();
		let late = state.now.saturating_add(NO_TICKETS) >= self.until;
		if late || state.exhausted.contains(&self.task) {
			return None;
		}
		let window = state.workable()?;
		// Comparing takes a moment, for which nobody else shall wait.
		drop(state);
		let agree = self.layers.agree(window.work.rank);
		agree.then(|| self.mining.ticket_window(&window))
	}

	fn drawn(&self, work: Work, winners: Vec<UsefulWinner>) {
		let found = winners.into_iter().filter_map(|winner| {
			let UsefulWinner { window, layer, proof } = winner;
			let (miner, task) = (self.mining.account.clone(), self.task);
			let call = PouwCall::SubmitUseful { miner, window: window.index, task, layer, proof };
			self.mining.found(window.index, call)
		});
		let found = found.collect();
		self.mining.take(work, found, true);
	}
}

impl Drop for JobTickets {
	fn drop(&mut self) {
		self.mining.state().exhausted.remove(&self.task);
	}
}
