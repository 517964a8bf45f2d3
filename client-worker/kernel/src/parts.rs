// SPDX-License-Identifier: Apache-2.0
//! The parts of products one by one, to be measured.

use crate::{
	error::KernelError,
	kernel::Kernel,
	product::{task_rows, Plan, Scratch, Task},
	strip::Raw,
	ticketed, WeightSide, Weights,
};
use pouw_tickets::{merkle, TILE};
use std::sync::atomic::AtomicBool;

/// Operands whose products can be done in parts.
pub(crate) struct Parts<'a> {
	kernel: &'a Kernel,
	weights: &'a Weights,
	side: &'a WeightSide,
	a: &'a [i8],
	c: Vec<i32>,
	/// The weight side's plan without what takes the noise off.
	unpeeled: Plan,
	stop: AtomicBool,
	scratch: Scratch,
}

impl<'a> Parts<'a> {
	pub fn new(
		kernel: &'a Kernel,
		weights: &'a Weights,
		side: &'a WeightSide,
		a: &'a [i8],
	) -> Self {
		Self {
			kernel,
			weights,
			side,
			a,
			c: vec![0; a.len() / side.k * side.n()],
			unpeeled: Plan::new(side.k / side.rank, side.rank / 2, 0),
			stop: AtomicBool::new(false),
			scratch: Scratch::default(),
		}
	}

	/// Does a part for all tasks; the parts are numbered as the fields of [`crate::bench::Breakdown`].
	/// What a part works on is left over from the one before.
	pub fn run(&mut self, part: usize) -> Result<(), KernelError> {
		let Self { kernel, weights, side, a, c, unpeeled, stop, scratch } = self;
		let (n, k, ops) = (side.n(), side.k, kernel.ops());
		if part == 2 {
			let strips = a.chunks_exact(TILE * k);
			let leaves = strips.map(|strip| merkle::leaf(bytemuck::cast_slice(strip))).collect();
			std::hint::black_box(merkle::Tree::new(leaves).root());
			return Ok(());
		}
		let (panels, plan) = match part {
			0 | 1 => (&weights.panels, &weights.plan),
			4 => (&side.panels, &*unpeeled),
			_ => (&side.panels, &side.plan),
		};
		let each = task_rows(a.len() / k, k, 1);
		for (a, c) in a.chunks(each * k).zip(c.chunks_mut(each * n)) {
			let strips = a.len() / k / TILE;
			let task = Task { ops, plan, panels, first: 0, strips, stop };
			match part {
				0 => {
					let layout = task.layout();
					scratch.a.resize(layout, strips);
					for (packed, entries) in scratch.a.iter_mut().zip(a.chunks_exact(TILE * k)) {
						let raw = Raw { entries: Some(entries), k, noise: None };
						(ops.pack)(&raw, &layout, packed, None);
					}
				},
				3 => {
					let operand = side.peel.map(|peel| (a, peel));
					ticketed::pack(&task, side, &side.seed_b, operand, scratch);
				},
				6 => {
					for _ in 0..n.div_ceil(n.min(512)) {
						scratch.tickets.clear();
						(ops.tickets)(&side.seed_b, &scratch.folded, &mut scratch.tickets);
					}
				},
				_ => task.run(scratch, Some(c), |_| ())?,
			}
		}
		Ok(())
	}
}
