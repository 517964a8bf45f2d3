// SPDX-License-Identifier: Apache-2.0
//! The loops around the tile routine.
//!
//! A task is some strips of A times all of B. Its strips are packed once and stay in the second-level
//! cache; the inner dimension goes in parts, so that a part of a panel of B stays in the first level
//! while all strips of the task are multiplied with it. Between parts the sums of a tile are in C, or in
//! scratch memory when nobody wants C.

use crate::{
	error::KernelError,
	layout::{Layout, Strips, PANEL},
	ops::{Folded, Ops, Tile, MAX_STEPS},
	strip::Column,
};
use pouw_tickets::{Ticket, TILE};
use std::{
	ops::Range,
	sync::atomic::{AtomicBool, Ordering},
};

/// Pairs of columns in a part.
const PART: usize = 512;
/// Tails up to this many pairs are done with the part before them.
const SHORT_TAIL: usize = 256;
/// Panels that are multiplied before the tickets of their tiles are drawn.
const GROUP: usize = 32;
/// Rows of a task when there are many.
const TASK_ROWS: usize = 128;
/// Entries of A in a task, however long its rows are.
const TASK_ENTRIES: usize = 1 << 20;
/// Rotation of a word of the transcript before a step is mixed into it.
const ROTATION: u32 = 13;

/// The right operand, packed: its strips are panels.
#[derive(Default)]
pub(crate) struct Panels {
	pub strips: Strips,
	/// Columns of B.
	pub n: usize,
	/// Pairs of the inner dimension, with what follows it.
	pub pairs: usize,
}

impl Panels {
	/// Room for the panels of a matrix of `n` columns.
	pub fn new(n: usize, pairs: usize) -> Self {
		let mut strips = Strips::default();
		strips.resize(Layout { blocks: PANEL, pairs }, n / TILE);
		Self { strips, n, pairs }
	}

	pub fn layout(&self) -> Layout {
		Layout { blocks: PANEL, pairs: self.pairs }
	}
}

/// What one call of the tile routine does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Part {
	first: usize,
	first_step: usize,
	steps: usize,
	tail: usize,
}

/// How the inner dimension of a product is gone through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Plan {
	step: usize,
	parts: Vec<Part>,
}

impl Plan {
	/// `steps` steps of `step` pairs, then `tail` pairs.
	pub fn new(steps: usize, step: usize, tail: usize) -> Self {
		let most = (PART / step.max(1)).clamp(1, MAX_STEPS);
		let mut parts = Vec::new();
		for Range { start, end } in even(steps, most, 1) {
			let (first, steps) = (start * step, end - start);
			parts.push(Part { first, first_step: start, steps, tail: 0 });
		}
		let mixed = steps * step;
		match parts.last_mut() {
			Some(last) if tail <= SHORT_TAIL => last.tail = tail,
			_ => parts.extend(even(tail, PART, 8).map(|Range { start, end }| Part {
				first: mixed + start,
				first_step: steps,
				steps: 0,
				tail: end - start,
			})),
		}
		Self { step, parts }
	}
}

/// Ranges that cover `0..len`, about equally long, at most `most` and multiples of `unit`.
fn even(len: usize, most: usize, unit: usize) -> impl Iterator<Item = Range<usize>> {
	let each = len.div_ceil(len.div_ceil(most).max(1)).next_multiple_of(unit).max(1);
	(0..len).step_by(each).map(move |start| start..(start + each).min(len))
}

/// Rows of A in a task, so that all threads have one.
pub(crate) fn task_rows(m: usize, k: usize, threads: usize) -> usize {
	let fair = m.div_ceil(threads.max(1)).next_multiple_of(TILE);
	let most = TASK_ENTRIES.checked_div(k).unwrap_or(TASK_ROWS).min(TASK_ROWS);
	fair.min(most / TILE * TILE).max(TILE)
}

/// Memory of a task, kept for the next one.
#[derive(Default)]
pub(crate) struct Scratch {
	/// Packed strips of A.
	pub a: Strips,
	/// Lines of a strip.
	pub lines: Vec<Column<i8>>,
	/// Sums over the columns of a strip.
	pub sums: Vec<Column<i16>>,
	/// Tickets that were drawn.
	pub tickets: Vec<Ticket>,
	/// Tiles whose tickets are to be drawn.
	pub folded: Vec<Folded>,
	/// Where a product begins whose sums nobody wants.
	tiles: Vec<i32>,
}

/// A task: some strips of A, packed, by all panels.
pub(crate) struct Task<'a> {
	pub ops: &'static Ops,
	pub plan: &'a Plan,
	pub panels: &'a Panels,
	/// Number of the first strip in A.
	pub first: usize,
	/// Strips.
	pub strips: usize,
	/// Ends the task early when set.
	pub stop: &'a AtomicBool,
}

impl Task<'_> {
	/// The layout of this task's strips.
	pub fn layout(&self) -> Layout {
		Layout { blocks: self.ops.blocks, pairs: self.panels.pairs }
	}

	/// Multiplies into the rows of `c`, or only folds. `folded` sees the transcripts of a group of
	/// tiles at a time.
	pub fn run(
		&self,
		scratch: &mut Scratch,
		mut c: Option<&mut [i32]>,
		mut folded: impl FnMut(&mut Scratch),
	) -> Result<(), KernelError> {
		let (n, panels) = (self.panels.n, self.panels.n / TILE);
		let mut step_words = [0u32; MAX_STEPS];
		// With a single part the sums of a tile are not needed again: all tiles use the same memory.
		let again = self.plan.parts.len() > 1;
		if c.is_none() {
			let tiles = if again { self.strips * GROUP } else { 1 };
			scratch.tiles.resize(tiles * TILE * TILE, 0);
		}
		for group in even(panels, GROUP, 1) {
			self.reset(scratch, group.clone());
			for (number, part) in self.plan.parts.iter().enumerate() {
				for j in group.clone() {
					if self.stop.load(Ordering::Relaxed) {
						return Err(KernelError::Stopped);
					}
					let panel = self.panels.strips.get(j);
					for s in 0..self.strips {
						let tile = s * group.len() + j - group.start;
						let (sums, stride) = match &mut c {
							Some(c) => (&mut c[s * TILE * n + j * TILE..], n),
							None => {
								let at = if again { tile * TILE * TILE } else { 0 };
								(&mut scratch.tiles[at..at + TILE * TILE], TILE)
							},
						};
						let words = &mut step_words[..part.steps];
						let arguments = Tile {
							a: scratch.a.get(s),
							layout: self.layout(),
							b: panel,
							first: part.first,
							steps: part.steps,
							step: self.plan.step,
							tail: part.tail,
							stride,
							fresh: number == 0,
						};
						(self.ops.tile)(&arguments, sums, words);
						mix(&mut scratch.folded[tile].words, part.first_step, words);
					}
				}
			}
			folded(scratch);
		}
		Ok(())
	}

	/// Empty transcripts of the tiles of a group.
	fn reset(&self, scratch: &mut Scratch, group: Range<usize>) {
		scratch.folded.clear();
		for s in 0..self.strips {
			// Lossless: dimensions are checked to be below 2³².
			let tile = |j| Folded { words: [0; 16], i: (self.first + s) as u32, j: j as u32 };
			scratch.folded.extend(group.clone().map(tile));
		}
	}
}

/// Mixes the words of steps into a transcript: step `l` into word `l` modulo 16.
fn mix(transcript: &mut [u32; 16], first_step: usize, mut words: &[u32]) {
	let mut at = first_step % transcript.len();
	while !words.is_empty() {
		let (now, later) = words.split_at(words.len().min(transcript.len() - at));
		for (to, word) in transcript[at..].iter_mut().zip(now) {
			*to = to.rotate_left(ROTATION) ^ *word;
		}
		(at, words) = (0, later);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn parts_cover_the_inner_dimension_once_and_in_order(
			steps in 0usize..200,
			step in (4u32..10).prop_map(|log| 1usize << log),
			tail in (0usize..500).prop_map(|tail| tail * 8),
		) {
			let plan = Plan::new(steps, step, tail);
			let (mut pairs, mut seen) = (0, 0);
			for part in &plan.parts {
				prop_assert_eq!(part.first, pairs);
				prop_assert!(part.steps == 0 || part.first_step == seen);
				prop_assert!(part.steps <= MAX_STEPS && part.tail.is_multiple_of(8));
				pairs += part.steps * step + part.tail;
				seen += part.steps;
			}
			prop_assert_eq!((pairs, seen), (steps * step + tail, steps));
		}

		#[test]
		fn tasks_are_whole_strips_and_not_empty(
			m in 1usize..5000, k in 1usize..70_000, threads in 0usize..200,
		) {
			let rows = task_rows(m, k, threads);
			prop_assert!(rows >= TILE && rows.is_multiple_of(TILE) && rows <= TASK_ROWS);
		}
	}
}
