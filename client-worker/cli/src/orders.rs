// SPDX-License-Identifier: Apache-2.0
//! The course of an order in MAIN, put together from what the hub and the sector show block by block.

use crate::{
	conversion::{tenths, Leg},
	error::Failure,
	hub::HubSession,
	progress::Progress,
	report::{reason_name, TaskReport, Timeline},
	session::Session,
};
use pouw_chain::{Block, BlockWatch, ChainError};
use pouw_primitives::{
	order::{OrderState, RefusalReason},
	sector::SectorRecord,
	task::{FailureReason, TaskState},
	AccountId, BlockNumber, OrderId, OrderOutcome, OrderRecord, SectorId, SectorOrder,
	SectorStatus, TaskId, TaskRecord, HUB_ID,
};
use pouw_service::{ClientBlobs, Granted};
use serde::Serialize;
use sp_core::crypto::Ss58Codec;
use std::time::{Duration, Instant};

/// Failures of the connections in a row after which waiting ends.
const MAX_FAILURES: u32 = 30;
/// Pause after such a failure.
const PAUSE: Duration = Duration::from_secs(2);
/// Blocks that are looked at one by one after a pause; of a longer one only the newest are.
const MAX_CATCH_UP: u32 = 256;
/// Blocks of the hub without the order after which it is taken for dropped by a reorganisation.
const MAX_MISSING: u32 = 30;
/// Longest wait for a chain to hear of what the other one has sent. Five minutes take a message that is
/// lost three times.
const MESSAGE_TIMEOUT: Duration = Duration::from_secs(600);

/// Why a sector takes no order, by the hub's registry; none if it does.
pub fn objection(sector: SectorId, record: Option<&SectorRecord>) -> Option<String> {
	let Some(record) = record else {
		return Some(format!("the hub knows no sector {}", sector.0));
	};
	let standing = match record.status {
		SectorStatus::Active => return None,
		SectorStatus::Pending => "has not announced itself to the hub yet",
		SectorStatus::Suspended => "is suspended",
		SectorStatus::Retiring => "is being closed",
		SectorStatus::Retired => "is closed",
	};
	Some(format!("sector {} {standing} and takes no orders", sector.0))
}

/// Why a sector made no task of an order.
pub fn refusal_name(reason: RefusalReason) -> &'static str {
	match reason {
		RefusalReason::SectorInactive => "it was not active",
		RefusalReason::TooLate => "the order came too late",
		RefusalReason::Busy => "too many orders were waiting there",
		RefusalReason::UnknownModel => "the model is not registered there",
		RefusalReason::NotOrderable => "the order is against its rules",
		RefusalReason::Cancelled => "its client took it back",
	}
}

/// How an order ended, in a word.
fn outcome_name(outcome: &OrderOutcome) -> &'static str {
	match outcome {
		OrderOutcome::Settled { .. } => "settled",
		OrderOutcome::Refused { .. } => "refused",
		OrderOutcome::Failed { .. } => "failed",
	}
}

fn reason_of(outcome: &OrderOutcome) -> Option<&'static str> {
	match outcome {
		OrderOutcome::Settled { .. } => None,
		OrderOutcome::Refused { reason } => Some(refusal_name(*reason)),
		OrderOutcome::Failed { reason, .. } => Some(reason_name(*reason)),
	}
}

/// The task that came of an order, as far as the sector has said.
fn task_of(kept: Option<&SectorOrder>) -> Option<TaskId> {
	match kept? {
		SectorOrder::Running { task } => Some(*task),
		SectorOrder::Ended { outcome, .. } => match outcome {
			OrderOutcome::Settled { task, .. } | OrderOutcome::Failed { task, .. } => Some(*task),
			OrderOutcome::Refused { .. } => None,
		},
	}
}

/// Who has to move next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
	/// The order is on its way to the sector.
	Sent,
	/// The sector runs the task, which has time limits of its own.
	Running,
	/// The sector's word for the end is on its way to the hub.
	Answered,
	/// The hub has settled it.
	Over,
}

impl Stage {
	fn of(record: &OrderRecord, kept: Option<&SectorOrder>) -> Self {
		match (record.state, kept) {
			(OrderState::Open, None) => Self::Sent,
			(OrderState::Open, Some(SectorOrder::Running { .. })) => Self::Running,
			(OrderState::Open, Some(SectorOrder::Ended { .. })) => Self::Answered,
			_ => Self::Over,
		}
	}

	/// What is missing after too long a wait.
	fn overdue(self, waited: Duration) -> Option<&'static str> {
		match self {
			_ if waited < MESSAGE_TIMEOUT => None,
			Self::Sent => Some("the sector has not said that it has the order"),
			Self::Answered => Some("the hub has not heard how the order ended"),
			Self::Running | Self::Over => None,
		}
	}
}

/// An order, as far as it was followed.
#[derive(Serialize)]
pub struct OrderReport {
	order: OrderId,
	sector: u32,
	account: String,
	/// What was paid for it at the start.
	main: String,
	symbol: String,
	/// What that was worth on the sector.
	price: String,
	token: String,
	/// `open`, `settled`, `refused`, `failed` or `closed`.
	state: &'static str,
	#[serde(skip_serializing_if = "Option::is_none")]
	reason: Option<&'static str>,
	/// Block of the hub with the order.
	ordered: BlockNumber,
	#[serde(skip_serializing_if = "Option::is_none")]
	end: Option<EndReport>,
	#[serde(skip_serializing_if = "Vec::is_empty")]
	legs: Vec<Leg>,
	#[serde(skip_serializing_if = "Option::is_none")]
	task: Option<TaskReport>,
	#[serde(skip_serializing_if = "Option::is_none")]
	seconds: Option<f64>,
}

/// What became of the MAIN.
#[derive(Serialize)]
struct EndReport {
	burned: String,
	refunded: String,
	/// Block of the hub.
	block: BlockNumber,
}

/// What was seen of an order so far.
pub struct Course {
	sector: SectorId,
	order: OrderId,
	legs: Vec<Leg>,
	/// The hub's record.
	record: OrderRecord,
	/// What the sector keeps of it.
	kept: Option<SectorOrder>,
	task: Option<TaskRecord<AccountId>>,
	timeline: Timeline,
	/// Newest block of the hub that was looked at.
	hub_block: BlockNumber,
	/// Newest block of the sector that was looked at.
	sector_block: BlockNumber,
	/// Blocks of the hub in a row that do not have it.
	missing: u32,
	/// Whether the sector was looked at.
	looked: bool,
	/// Whether the sector has forgotten what the hub still has.
	forgotten: bool,
	/// The blobs of the client, if the order is one's own.
	blobs: Option<ClientBlobs>,
	granted: Granted,
	/// Whether it is followed to the draw of its miners only.
	until_drawn: bool,
}

impl Course {
	/// An order as of blocks of the hub and the sector.
	pub fn new(
		(sector, order): (SectorId, OrderId),
		record: OrderRecord,
		hub_block: BlockNumber,
		sector_block: BlockNumber,
	) -> Self {
		Self {
			sector,
			order,
			legs: Vec::new(),
			record,
			kept: None,
			task: None,
			timeline: Timeline::default(),
			hub_block,
			sector_block,
			missing: 0,
			looked: false,
			forgotten: false,
			blobs: None,
			granted: Granted::default(),
			until_drawn: false,
		}
	}

	/// The same order, followed to the draw of its miners at most.
	pub fn until_drawn(self) -> Self {
		Self { until_drawn: true, ..self }
	}

	/// Whether it can be taken back, as far as was seen.
	pub fn is_undecided(&self) -> bool {
		let ended = matches!(self.kept, Some(SectorOrder::Ended { .. }));
		self.record.state == OrderState::Open && !ended && !self.is_drawn()
	}

	/// Whether its miners are drawn and it is not over.
	fn is_drawn(&self) -> bool {
		self.task.as_ref().is_some_and(|task| {
			!task.state.is_final() && !matches!(task.state, TaskState::Ordered { .. })
		})
	}

	/// The same order as one's own: its miners are handed the key of the input.
	pub fn owned_by(self, blobs: ClientBlobs) -> Self {
		Self { blobs: Some(blobs), ..self }
	}

	/// The blobs of the client, if the order is one's own.
	pub fn blobs(&self) -> Option<&ClientBlobs> {
		self.blobs.as_ref()
	}

	/// Number of the order.
	pub fn number(&self) -> OrderId {
		self.order
	}

	/// Notes a step.
	pub fn add(&mut self, leg: Leg, progress: &mut Progress) {
		progress.note(&leg.text());
		self.legs.push(leg);
	}

	/// The task, once the sector has made one.
	pub fn task(&self) -> Option<(TaskId, &TaskRecord<AccountId>)> {
		Some((task_of(self.kept.as_ref())?, self.task.as_ref()?))
	}

	/// Looks at the sector's newest block.
	pub async fn look(
		&mut self,
		session: &Session,
		progress: &mut Progress,
	) -> Result<(), Failure> {
		let best = session.client.best_block().await?;
		Ok(self.look_at_sector(session, best, progress).await?)
	}

	/// Follows both chains until the hub has settled the order and the sector shows its task's end.
	pub async fn follow(
		&mut self,
		session: &Session,
		hub: &HubSession,
		progress: &mut Progress,
	) -> Result<(), Failure> {
		let mut hub_blocks = BlockWatch::new(hub.client.client().clone());
		let mut sector_blocks = BlockWatch::new(session.client.clone());
		let mut failures = 0u32;
		let mut stage = (Stage::of(&self.record, self.kept.as_ref()), Instant::now());
		loop {
			let seen = tokio::select! {
				block = hub_blocks.next() => match block {
					Ok(block) => self.look_at_hub(hub, block.number, progress).await,
					Err(error) => Err(error),
				},
				block = sector_blocks.next() => match block {
					Ok(block) => self.look_at_sector(session, block, progress).await,
					Err(error) => Err(error),
				},
			};
			match seen {
				Ok(()) => failures = 0,
				Err(error) => {
					failures = failures.saturating_add(1);
					if failures >= MAX_FAILURES {
						return Err(error.into());
					}
					progress.note(&format!("{error}; trying again"));
					tokio::time::sleep(PAUSE).await;
				},
			}
			if self.missing > MAX_MISSING {
				return Err(Failure::new("a reorganisation dropped the order; submit it again"));
			}
			let now = Stage::of(&self.record, self.kept.as_ref());
			if now != stage.0 {
				stage = (now, Instant::now());
			}
			if now == Stage::Over && self.has_seen_the_end() || self.until_drawn && self.is_drawn()
			{
				return Ok(());
			}
			if let Some(missing) = now.overdue(stage.1.elapsed()) {
				let minutes = MESSAGE_TIMEOUT.as_secs() / 60;
				return Err(Failure::new(format!("{missing} for {minutes} minutes")));
			}
		}
	}

	/// Whether there is nothing left to see on the sector, whose node may be behind the hub's.
	fn has_seen_the_end(&self) -> bool {
		match self.record.state {
			OrderState::Open => false,
			OrderState::Ended { outcome: OrderOutcome::Refused { .. }, .. }
			| OrderState::Closed { .. } => true,
			OrderState::Ended { .. } => {
				self.forgotten || self.task.as_ref().is_some_and(|task| task.state.is_final())
			},
		}
	}

	async fn look_at_hub(
		&mut self,
		hub: &HubSession,
		best: BlockNumber,
		progress: &mut Progress,
	) -> Result<(), ChainError> {
		let first = self.hub_block.saturating_add(1).max(best.saturating_sub(MAX_CATCH_UP));
		for number in first..=best {
			let Some(hash) = hub.client.client().block_hash(number).await? else { return Ok(()) };
			match hub.client.order_at(self.sector, self.order, hash).await? {
				Some(record) => {
					self.missing = 0;
					if self.record.state == OrderState::Open {
						if let Some((payment, at)) = record.state.payment() {
							let leg = Leg::new("paid out", HUB_ID, at, progress.seconds());
							self.add(leg, progress);
							let (burned, back) =
								(hub.amount(payment.burned), hub.amount(payment.refunded));
							let symbol = hub.symbol();
							progress.note(&format!("{burned} {symbol} burned, {back} given back"));
						}
					}
					self.record = record;
				},
				None => self.missing = self.missing.saturating_add(1),
			}
			self.hub_block = number;
		}
		Ok(())
	}

	async fn look_at_sector(
		&mut self,
		session: &Session,
		best: Block,
		progress: &mut Progress,
	) -> Result<(), ChainError> {
		let client = &session.client;
		let first =
			self.sector_block.saturating_add(1).max(best.number.saturating_sub(MAX_CATCH_UP));
		for number in first..=best.number {
			let Some(hash) = client.block_hash(number).await? else { return Ok(()) };
			if let Some(kept) = client.hub_order_at(self.order, hash).await? {
				let seconds = progress.seconds();
				let known = self.kept.replace(kept);
				// When it was taken can be said only of a block that follows one that was looked at.
				if known.is_none() && self.looked && task_of(Some(&kept)).is_some() {
					self.add(Leg::new("taken", self.sector.0, number, seconds), progress);
				}
				if let SectorOrder::Ended { outcome, at, .. } = kept {
					if !matches!(known, Some(SectorOrder::Ended { .. })) {
						let step = outcome_name(&outcome);
						self.add(Leg::new(step, self.sector.0, at, seconds), progress);
					}
				}
			}
			self.sector_block = number;
			self.looked = true;
		}
		if self.task.as_ref().is_some_and(|task| task.state.is_final()) {
			return Ok(());
		}
		let id = task_of(self.kept.as_ref());
		let task = match id {
			Some(id) => client.task_at(id, best.hash).await?,
			None => None,
		};
		let (Some(id), Some(task)) = (id, task) else {
			self.forgotten = self.record.state != OrderState::Open;
			return Ok(());
		};
		self.timeline.observe(&task);
		progress.show(best, &task);
		if let Some(blobs) = &self.blobs {
			match blobs.grant(&mut self.granted, &**client, id, &task).await {
				Ok(0) => {},
				Ok(count) => {
					progress.note(&format!("key of the input handed to {count} miners"));
				},
				Err(error) => progress.note(&format!("{error}; trying again")),
			}
		}
		self.task = Some(task);
		Ok(())
	}

	/// What was seen, for printing.
	pub fn report(&self, session: &Session, hub: &HubSession) -> OrderReport {
		let outcome = match self.record.state {
			OrderState::Ended { outcome, .. } => Some(outcome),
			_ => None,
		};
		let state = match (self.record.state, outcome) {
			(OrderState::Closed { .. }, _) => "closed",
			(_, Some(outcome)) => outcome_name(&outcome),
			(_, None) => "open",
		};
		OrderReport {
			order: self.order,
			sector: self.sector.0,
			account: self.record.client.to_ss58check(),
			main: hub.amount(self.record.main),
			symbol: hub.symbol().to_string(),
			price: session.amount(self.record.spec.price),
			token: session.symbol(),
			state,
			reason: outcome.as_ref().and_then(reason_of),
			ordered: self.record.ordered_at,
			end: self.record.state.payment().map(|(payment, block)| EndReport {
				burned: hub.amount(payment.burned),
				refunded: hub.amount(payment.refunded),
				block,
			}),
			legs: self.legs.clone(),
			task: self.task().map(|(id, task)| TaskReport::new(session, id, task, &self.timeline)),
			seconds: None,
		}
	}

	/// Fails, with how the order goes on, unless it was taken back.
	pub fn taken_back(&self) -> Result<(), Failure> {
		let order = self.order;
		match self.record.state {
			OrderState::Open => Err(Failure::new(format!(
				"order {order} cannot be taken back any more: its miners are drawn. It goes on: \
				 pouw-worker order --order {order} --wait"
			))),
			OrderState::Ended {
				outcome:
					OrderOutcome::Refused { reason: RefusalReason::Cancelled }
					| OrderOutcome::Failed { reason: FailureReason::Cancelled, .. },
				..
			} => Ok(()),
			OrderState::Ended { outcome, .. } => Err(Failure::new(format!(
				"order {order} was not taken back: it is {}",
				outcome_name(&outcome)
			))),
			OrderState::Closed { .. } => {
				Err(Failure::new(format!("order {order} was not taken back: it is closed")))
			},
		}
	}

	/// Fails unless the order was settled or is still open.
	pub fn verdict(&self) -> Result<(), Failure> {
		let (order, sector) = (self.order, self.sector.0);
		match self.record.state {
			OrderState::Open => Ok(()),
			OrderState::Closed { .. } => Err(Failure::new(format!(
				"order {order} was closed by governance: sector {sector} fell silent"
			))),
			OrderState::Ended { outcome, .. } => match outcome {
				OrderOutcome::Settled { .. } => Ok(()),
				OrderOutcome::Refused { reason } => Err(Failure::new(format!(
					"order {order} was refused by sector {sector}: {}",
					refusal_name(reason)
				))),
				OrderOutcome::Failed { task, reason } => Err(Failure::new(format!(
					"order {order} failed as task {task} of sector {sector}: {}",
					reason_name(reason)
				))),
			},
		}
	}
}

impl OrderReport {
	/// The task, to have its result added.
	pub fn task_mut(&mut self) -> Option<&mut TaskReport> {
		self.task.as_mut()
	}

	/// Adds how long it took.
	pub fn add_seconds(&mut self, seconds: f64) {
		self.seconds = Some(tenths(seconds));
	}

	/// Prints it, as one line of JSON or for people.
	pub fn print(&self, json: bool) -> Result<(), Failure> {
		if json {
			println!("{}", serde_json::to_string(self)?);
			return Ok(());
		}
		let reason = self.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
		let seconds = self.seconds.map(|s| format!(" after {s} s")).unwrap_or_default();
		println!(
			"order      {} on sector {} {}{seconds}{reason}",
			self.order, self.sector, self.state
		);
		println!(
			"held       {} {} of {} in block {} of the hub, worth {} {}",
			self.main, self.symbol, self.account, self.ordered, self.price, self.token
		);
		if let Some(EndReport { burned, refunded, block }) = &self.end {
			let symbol = &self.symbol;
			println!(
				"paid out   {burned} {symbol} burned, {refunded} {symbol} given back in block {block} of the hub"
			);
		}
		for leg in &self.legs {
			println!("{:>6.1} s   {}", leg.seconds, leg.text());
		}
		if let Some(task) = &self.task {
			task.print(false)?;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests;
