// SPDX-License-Identifier: Apache-2.0
//! What a job's multiplications are drawn tickets for, and where the winning ones go.

use pouw_primitives::{LayerIndex, WindowIndex, Work};
use pouw_tickets::{Challenge, OperandProof};

/// All that a product must know of the window that its tickets are for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TicketWindow {
	/// Number of the window.
	pub index: WindowIndex,
	/// What its tickets are bound to.
	pub challenge: Challenge,
	/// Rank of the noise.
	pub rank: u16,
	/// Multiply-accumulates for each winning ticket, on average.
	pub difficulty: Work,
}

/// A winning ticket of a job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UsefulWinner {
	/// The window it is for.
	pub window: TicketWindow,
	/// The layer that was multiplied by.
	pub layer: LayerIndex,
	/// Its proof.
	pub proof: OperandProof,
}

/// Takes the tickets of a job while it runs. It is called between products and must not block.
pub trait TicketSink: Send + Sync {
	/// The window to draw for now; without one the job runs on without tickets.
	fn window(&self) -> Option<TicketWindow>;
	/// A product was computed: its multiply-accumulates, and the winning tickets among its tiles.
	fn drawn(&self, work: Work, winners: Vec<UsefulWinner>);
}

/// How a job is run.
#[derive(Clone, Copy, Default)]
pub struct Execution<'a> {
	/// Numbers that the model computes with.
	pub precision: Precision,
	/// The bytes of the program that the job brings.
	pub program: Option<&'a [u8]>,
	/// Where tickets go. Only products of [`Precision::Int7`] yield any.
	pub tickets: Option<&'a dyn TicketSink>,
}

impl std::fmt::Debug for Execution<'_> {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("Execution")
			.field("precision", &self.precision)
			.field("program", &self.program.map(<[u8]>::len))
			.field("tickets", &self.tickets.is_some())
			.finish()
	}
}

/// Numbers that a model computes with. All replicas of a task must use the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Precision {
	/// Floating point, as the model's files have them.
	#[default]
	F32,
	/// Weights of seven bits in the linear layers, whose products are exact integers.
	Int7,
}

impl Precision {
	/// How a model with so many layers on the sector's registry is run.
	pub fn of_model(layers: u32) -> Self {
		match layers {
			0 => Self::F32,
			_ => Self::Int7,
		}
	}
}
