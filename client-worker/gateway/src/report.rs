// SPDX-License-Identifier: Apache-2.0
//! What is printed of a task: for people, and as JSON for programs.

use crate::amount::Token;
use pouw_engine::Embeddings;
use pouw_primitives::{
	task::{Answer, BlobRef, FailureReason, TaskState},
	AccountId, BlockNumber, TaskId, TaskRecord,
};
use serde::Serialize;
use sp_core::crypto::Ss58Codec;
use std::{collections::BTreeMap, fmt::Write, path::Path};

/// Numbers of the first row that are shown.
const SHOWN_NUMBERS: usize = 6;

/// Blocks of a task's steps, as far as they were seen. A reveal replaces the commitment on chain,
/// so its block is known to those alone who watched.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Timeline {
	assigned: Option<BlockNumber>,
	committed: BTreeMap<AccountId, BlockNumber>,
}

impl Timeline {
	/// Takes what the record shows now.
	pub fn observe(&mut self, task: &TaskRecord<AccountId>) {
		// Once all have answered, the chain brings the end of the commitments forward.
		let open = task.replicas.iter().any(|replica| replica.answer == Answer::None);
		match task.state {
			TaskState::Committing { until } if open => {
				self.assigned = until.checked_sub(task.spec.deadline);
			},
			_ => {},
		}
		for replica in &task.replicas {
			if let Answer::Committed { at, .. } = replica.answer {
				self.committed.insert(replica.miner.clone(), at);
			}
		}
	}
}

/// A task.
#[derive(Clone, Debug, Serialize)]
pub struct TaskReport {
	task: TaskId,
	state: &'static str,
	#[serde(skip_serializing_if = "Option::is_none")]
	reason: Option<&'static str>,
	client: String,
	model: String,
	input: Blob,
	price: String,
	paid: String,
	refunded: String,
	symbol: String,
	blocks: Blocks,
	replicas: Vec<ReplicaReport>,
	#[serde(skip_serializing_if = "Option::is_none")]
	output: Option<Blob>,
	#[serde(skip_serializing_if = "Option::is_none")]
	result: Option<ResultReport>,
	/// What the output says, if it is not vectors.
	#[serde(skip_serializing_if = "Option::is_none")]
	summary: Option<String>,
	/// Since the order was submitted.
	#[serde(skip_serializing_if = "Option::is_none")]
	seconds: Option<f64>,
}

#[derive(Clone, Debug, Serialize)]
struct Blob {
	hash: String,
	bytes: u64,
}

#[derive(Clone, Debug, Serialize)]
struct Blocks {
	ordered: BlockNumber,
	#[serde(skip_serializing_if = "Option::is_none")]
	assigned: Option<BlockNumber>,
	#[serde(skip_serializing_if = "Option::is_none")]
	settled: Option<BlockNumber>,
}

#[derive(Clone, Debug, Serialize)]
struct ReplicaReport {
	miner: String,
	answer: &'static str,
	#[serde(skip_serializing_if = "Option::is_none")]
	committed: Option<BlockNumber>,
	#[serde(skip_serializing_if = "Option::is_none")]
	revealed: Option<BlockNumber>,
	agreed: bool,
	/// Relative distance to the accepted output, as a fraction of one.
	#[serde(skip_serializing_if = "Option::is_none")]
	distance: Option<f64>,
	paid: String,
}

#[derive(Clone, Debug, Serialize)]
struct ResultReport {
	rows: usize,
	dims: usize,
	first: Vec<f32>,
	#[serde(skip_serializing_if = "Option::is_none")]
	file: Option<String>,
}

impl From<&BlobRef> for Blob {
	fn from(blob: &BlobRef) -> Self {
		Self { hash: format!("{:?}", blob.hash), bytes: blob.len }
	}
}

impl TaskReport {
	/// What the chain has of a task.
	pub fn new(
		token: &impl AsRef<Token>,
		id: TaskId,
		task: &TaskRecord<AccountId>,
		timeline: &Timeline,
	) -> Self {
		let token = token.as_ref();
		let mut seen = timeline.clone();
		seen.observe(task);
		let (paid, refunded, settled, share) = match &task.state {
			TaskState::Accepted(end) => (end.paid, end.refunded, Some(end.at), end.paid_each),
			TaskState::Failed { at, .. } => (0, task.spec.price, Some(*at), 0),
			_ => (0, 0, None, 0),
		};
		let replicas = task.replicas.iter().map(|replica| {
			let (revealed, agreed, distance) = match &replica.answer {
				Answer::Revealed { at, agreed, distance, .. } => (Some(*at), *agreed, *distance),
				_ => (None, false, None),
			};
			ReplicaReport {
				miner: replica.miner.to_ss58check(),
				answer: answer_name(&replica.answer),
				committed: seen.committed.get(&replica.miner).copied(),
				revealed,
				agreed,
				distance: distance.map(|d| f64::from(d.deconstruct()) / 1e6),
				paid: token.amount(if agreed { share } else { 0 }),
			}
		});
		Self {
			task: id,
			state: state_name(&task.state),
			reason: match &task.state {
				TaskState::Failed { reason, .. } => Some(reason_name(*reason)),
				_ => None,
			},
			client: task.client.to_ss58check(),
			model: format!("{:?}", task.spec.job.runs()),
			input: (&task.spec.input).into(),
			price: token.amount(task.spec.price),
			paid: token.amount(paid),
			refunded: token.amount(refunded),
			symbol: token.symbol.clone(),
			blocks: Blocks { ordered: task.ordered_at, assigned: seen.assigned, settled },
			replicas: replicas.collect(),
			output: match &task.state {
				TaskState::Accepted(end) => Some((&end.output).into()),
				_ => None,
			},
			result: None,
			summary: None,
			seconds: None,
		}
	}

	/// Adds what the output holds and where it was written.
	pub fn add_result(&mut self, output: &Embeddings, file: Option<&Path>) {
		let first = output.values.iter().take(SHOWN_NUMBERS).copied().collect();
		let file = file.map(|file| file.display().to_string());
		self.result = Some(ResultReport { rows: output.rows, dims: output.dims, first, file });
	}

	/// Adds what the output says.
	pub fn add_summary(&mut self, summary: String) {
		self.summary = Some(summary);
	}

	/// Adds how long it took.
	pub fn add_seconds(&mut self, seconds: f64) {
		self.seconds = Some((seconds * 10.0).round() / 10.0);
	}

	/// Prints it, as one line of JSON or for people.
	pub fn print(&self, json: bool) -> Result<(), serde_json::Error> {
		if json {
			println!("{}", serde_json::to_string(self)?);
		} else {
			print!("{}", self.text());
		}
		Ok(())
	}

	fn text(&self) -> String {
		let mut lines: Vec<(&str, String)> = Vec::new();
		let mut state = format!("{} {}", self.task, self.state);
		if let Some(reason) = self.reason {
			let _ = write!(state, ": {reason}");
		}
		if let Some(seconds) = self.seconds {
			let _ = write!(state, " after {seconds} s");
		}
		lines.push(("task", state));
		if let Some(result) = &self.result {
			let numbers: Vec<String> = result.first.iter().map(|n| format!("{n:.5}")).collect();
			let size = format!("{} rows of {} numbers", result.rows, result.dims);
			lines.push(("result", format!("{size}, first {} …", numbers.join(" "))));
		}
		if let Some(summary) = &self.summary {
			lines.push(("result", summary.clone()));
		}
		if let Some(output) = &self.output {
			let file = self.result.as_ref().and_then(|result| result.file.as_ref());
			let file = file.map(|file| format!(" in {file}")).unwrap_or_default();
			lines.push(("output", format!("{} {} bytes{file}", output.hash, output.bytes)));
		}
		lines.push(("input", format!("{} {} bytes", self.input.hash, self.input.bytes)));
		lines.push(("model", self.model.clone()));
		lines.push(("client", self.client.clone()));
		let mut blocks = format!("ordered {}", self.blocks.ordered);
		for (name, block) in [("assigned", self.blocks.assigned), ("settled", self.blocks.settled)]
		{
			if let Some(block) = block {
				let _ = write!(blocks, ", {name} {block}");
			}
		}
		lines.push(("blocks", blocks));
		let symbol = &self.symbol;
		lines.push(("price", format!("{} {symbol}", self.price)));
		if self.blocks.settled.is_some() {
			let (paid, refunded) = (&self.paid, &self.refunded);
			lines.push(("paid", format!("{paid} {symbol}, refunded {refunded} {symbol}")));
		}
		for (index, replica) in self.replicas.iter().enumerate() {
			lines.push((if index == 0 { "replicas" } else { "" }, self.replica_text(replica)));
		}
		lines.iter().fold(String::new(), |mut text, (name, value)| {
			let _ = writeln!(text, "{name:<9} {value}");
			text
		})
	}

	fn replica_text(&self, replica: &ReplicaReport) -> String {
		let mut text = format!("{} {}", replica.miner, replica.answer);
		for (name, block) in [("committed", replica.committed), ("revealed", replica.revealed)] {
			if let Some(block) = block {
				let _ = write!(text, ", {name} in {block}");
			}
		}
		if let Some(distance) = replica.distance {
			let agreed = if replica.agreed { "agreed" } else { "outvoted" };
			let _ = write!(text, ", {agreed}, distance {distance:.6}");
		}
		if self.blocks.settled.is_some() {
			let _ = write!(text, ", paid {} {}", replica.paid, self.symbol);
		}
		text
	}
}

/// A state in a word.
pub fn state_name(state: &TaskState) -> &'static str {
	match state {
		TaskState::Ordered { cancelled_from: None, .. } => "ordered",
		TaskState::Ordered { cancelled_from: Some(_), .. } => "cancelling",
		TaskState::Committing { .. } => "committing",
		TaskState::Revealing { .. } => "revealing",
		TaskState::Extending { .. } => "extending",
		TaskState::Accepted(_) => "accepted",
		TaskState::Failed { .. } => "failed",
	}
}

/// What a miner has said, in a word.
pub fn answer_name(answer: &Answer) -> &'static str {
	match answer {
		Answer::None => "silent",
		Answer::Committed { .. } => "committed",
		Answer::Revealed { .. } => "revealed",
		Answer::Abstained => "abstained",
		Answer::Lapsed => "lapsed",
	}
}

/// Why a task failed, in words.
pub fn reason_name(reason: FailureReason) -> &'static str {
	match reason {
		FailureReason::TooFewMiners => "too few miners were available",
		FailureReason::NoAgreement => "too few results agreed",
		FailureReason::ConfidenceNotReached => {
			"those who agreed are not credible enough for the confidence wanted"
		},
		FailureReason::Overdue => "the time was over in which it could be paid in MAIN",
		FailureReason::Cancelled => "its client took it back before miners were drawn",
	}
}
