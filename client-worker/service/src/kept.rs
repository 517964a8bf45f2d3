// SPDX-License-Identifier: Apache-2.0
//! Useful tickets on disk, from when they are drawn until they are answered.
//!
//! A job whose result is on disk is not run again after a restart, so its tickets would not be drawn
//! again either. Baseline tickets are not kept: there are always more of them.

use crate::{
	chain::Chain, metrics::Metrics, mining::submission::Fate, mining::JobTickets, Records,
	StateError,
};
use codec::{DecodeAll, Encode};
use pouw_chain::{ChainError, Included};
use pouw_engine::{TicketSink, TicketWindow, UsefulWinner};
use pouw_primitives::{
	calls::{PouwCall, SectorCall},
	AccountId, TaskId, WindowIndex, Work,
};
use std::{
	collections::{BTreeMap, VecDeque},
	sync::{Arc, Mutex, PoisonError},
};
use tokio::{
	runtime::Handle,
	task::{JoinHandle, JoinSet},
};

/// Most kept tickets handed in at a time.
const MAX_UNDER_WAY: usize = 4;

/// Writes of a job's tickets that were begun.
#[derive(Clone, Default)]
pub(crate) struct Writes(Arc<Mutex<Vec<JoinHandle<()>>>>);

impl Writes {
	fn add(&self, write: JoinHandle<()>) {
		self.0.lock().unwrap_or_else(PoisonError::into_inner).push(write);
	}

	/// Waits until they are on disk. One that failed has said so.
	pub(crate) async fn finish(&self) {
		let begun = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
		for write in begun {
			if let Err(error) = write.await {
				tracing::warn!(%error, "tickets may not be kept over a restart");
			}
		}
	}
}

/// Takes the tickets of a job and keeps them.
pub(crate) struct KeptTickets {
	tickets: JobTickets,
	task: TaskId,
	miner: AccountId,
	records: Records,
	/// Where to write, as a job must not wait for the disk.
	runtime: Option<Handle>,
	writes: Writes,
}

impl KeptTickets {
	pub(crate) fn new(tickets: JobTickets, miner: AccountId, records: Records) -> Self {
		let task = tickets.task;
		let runtime = Handle::try_current().ok();
		Self { tickets, task, miner, records, runtime, writes: Writes::default() }
	}

	/// The writes that it begins.
	pub(crate) fn writes(&self) -> Writes {
		self.writes.clone()
	}
}

impl TicketSink for KeptTickets {
	fn window(&self) -> Option<TicketWindow> {
		self.tickets.window()
	}

	fn drawn(&self, work: Work, winners: Vec<UsefulWinner>) {
		let mut calls = BTreeMap::<WindowIndex, Vec<Vec<u8>>>::new();
		for winner in &winners {
			let call = SectorCall::PouwVerify(PouwCall::SubmitUseful {
				miner: self.miner.clone(),
				window: winner.window.index,
				task: self.task,
				layer: winner.layer,
				proof: winner.proof.clone(),
			});
			calls.entry(winner.window.index).or_default().push(call.encode());
		}
		if let Some(runtime) = self.runtime.as_ref().filter(|_| !calls.is_empty()) {
			let records = self.records.clone();
			self.writes.add(runtime.spawn_blocking(move || {
				for (window, calls) in calls {
					if let Err(error) = records.keep_tickets(window, &calls) {
						tracing::warn!(window, %error, "tickets are not kept over a restart");
					}
				}
			}));
		}
		self.tickets.drawn(work, winners);
	}
}

type Answer = (WindowIndex, Vec<u8>, Result<Included, ChainError>);

/// Tickets that an earlier process did not get an answer to.
pub(crate) struct Leftovers {
	records: Records,
	waiting: VecDeque<(WindowIndex, Vec<u8>)>,
	under_way: JoinSet<Answer>,
	/// The newest window when older tickets were last removed.
	pruned_at: Option<WindowIndex>,
}

impl Leftovers {
	pub(crate) fn new(records: Records) -> Result<Self, StateError> {
		let waiting = records.tickets()?.into();
		Ok(Self { records, waiting, under_way: JoinSet::new(), pruned_at: None })
	}

	/// Hands in what may still be taken, as of the newest window, and forgets the rest.
	pub(crate) fn hand_in<C: Chain>(&mut self, chain: &Arc<C>, newest: WindowIndex) {
		// The window before the newest is in its grace at most.
		let oldest = newest.saturating_sub(1);
		self.waiting.retain(|(window, _)| *window >= oldest);
		if self.pruned_at != Some(newest) {
			self.pruned_at = Some(newest);
			let records = self.records.clone();
			written(move || records.drop_tickets_before(oldest));
		}
		while self.under_way.len() < MAX_UNDER_WAY {
			let Some((window, call)) = self.waiting.pop_front() else { return };
			let Ok(decoded) = SectorCall::decode_all(&mut call.as_slice()) else {
				// By another version of the worker; it goes with its window.
				tracing::warn!(window, "a kept ticket does not decode");
				continue;
			};
			let chain = chain.clone();
			self.under_way.spawn(async move {
				let outcome = chain.submit_ticket(decoded).await;
				(window, call, outcome)
			});
		}
	}

	/// Waits for an answer; for ever when none is under way.
	pub(crate) async fn next(&mut self) -> Answer {
		loop {
			match self.under_way.join_next().await {
				Some(Ok(answer)) => return answer,
				Some(Err(error)) => tracing::error!(%error, "a submission ended"),
				None => std::future::pending().await,
			}
		}
	}

	/// Takes the answer to such a ticket.
	pub(crate) fn on_answer(&mut self, (window, call, outcome): Answer, metrics: &Metrics) {
		let fate = Fate::of(&outcome);
		metrics.ticket(fate, &outcome);
		tracing::info!(window, ?fate, "ticket of before the start");
		match fate {
			Fate::Again => self.waiting.push_back((window, call)),
			_ => self.answered(window, call),
		}
	}

	/// A ticket of either process was answered for good.
	pub(crate) fn answered(&self, window: WindowIndex, call: Vec<u8>) {
		let records = self.records.clone();
		written(move || records.drop_ticket(window, &call));
	}
}

/// Writes on a thread that may wait for the disk. What fails is a ticket that is handed in once more.
fn written(write: impl FnOnce() -> Result<(), StateError> + Send + 'static) {
	tokio::task::spawn_blocking(move || {
		if let Err(error) = write() {
			tracing::warn!(%error, "an answered ticket stays on disk");
		}
	});
}
