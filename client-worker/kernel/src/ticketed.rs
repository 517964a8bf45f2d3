// SPDX-License-Identifier: Apache-2.0
//! Products that draw tickets.

use crate::{
	error::KernelError,
	kernel::{check_length, Kernel},
	product::{task_rows, Scratch, Task},
	strip::{halves, wide_sums, Column, Noise, Raw, Sums},
	weights::{Peel, WeightSide},
};
use pouw_tickets::{
	check_dims, merkle,
	noise::Side,
	seeds::{baseline_root_a, seed_a},
	Hash, Ticket, TILE,
};
use std::sync::atomic::{AtomicBool, Ordering};

/// A ticket below the target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Winner {
	/// Row of the tile.
	pub i: u32,
	/// Column of the tile.
	pub j: u32,
	/// The ticket.
	pub ticket: Ticket,
}

/// What a product drew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawn {
	/// Tickets in all, one for each tile.
	pub tickets: u64,
	/// Those below the target, by row and column of their tiles.
	pub winners: Vec<Winner>,
	/// The tree over A's strips; none for baseline work.
	pub(crate) tree: Option<merkle::Tree>,
}

impl Kernel {
	/// A·B, exactly, and the tickets of its tiles below `target`.
	///
	/// A is `m` rows of numbers from −64 to 63; `c` receives `m` rows of `n`. The order is the
	/// scheme's: A is committed to before its noise is known.
	pub fn multiply(
		&self,
		side: &WeightSide,
		a: &[i8],
		target: &[u8; 32],
		stop: &AtomicBool,
		c: &mut [i32],
	) -> Result<Drawn, KernelError> {
		let peel = side.peel.ok_or(KernelError::OtherKind)?;
		let (n, k) = (side.n(), side.k);
		let m = a.len() / k;
		let rows = u32::try_from(m).unwrap_or(0);
		// Lossless: both come from checked dimensions.
		check_dims(side.rank as u16, rows, n as u32, k as u32)?;
		check_length("A", a.len(), m * k)?;
		check_length("C", c.len(), m * n)?;

		let strips: Vec<_> = a.chunks_exact(TILE * k).collect();
		let leaves = self.each(strips, |strip, _| {
			if stop.load(Ordering::Relaxed) {
				return Err(KernelError::Stopped);
			}
			Ok(merkle::leaf(bytemuck::cast_slice(strip)))
		})?;
		let tree = merkle::Tree::new(leaves);
		let seed = seed_a(&side.seed_b, &tree.root(), rows);

		let each = task_rows(m, k, self.threads());
		let tasks: Vec<_> = a.chunks(each * k).zip(c.chunks_mut(each * n)).enumerate().collect();
		let winners = self.each(tasks, |(number, (a, c)), scratch| {
			let task = Task {
				ops: self.ops(),
				plan: &side.plan,
				panels: &side.panels,
				first: number * each / TILE,
				strips: a.len() / k / TILE,
				stop,
			};
			if !pack(&task, side, &seed, Some((a, peel)), scratch) {
				return Err(KernelError::EntryNotInt7("A"));
			}
			draw(&task, &seed, target, scratch, Some(c))
		})?;
		Ok(Drawn::new(m * n, winners, Some(tree)))
	}

	/// The tickets of a baseline product below `target`. Each nonce names another product.
	pub fn mine(
		&self,
		side: &WeightSide,
		nonce: u64,
		target: &[u8; 32],
		stop: &AtomicBool,
	) -> Result<Drawn, KernelError> {
		let rows = side.baseline_m.ok_or(KernelError::OtherKind)?;
		let m = rows as usize;
		let seed = seed_a(&side.seed_b, &baseline_root_a(nonce), rows);
		let each = task_rows(m, side.k, self.threads());
		let tasks: Vec<usize> = (0..m).step_by(each).collect();
		let winners = self.each(tasks, |first, scratch| {
			let task = Task {
				ops: self.ops(),
				plan: &side.plan,
				panels: &side.panels,
				first: first / TILE,
				strips: each.min(m - first) / TILE,
				stop,
			};
			pack(&task, side, &seed, None, scratch);
			draw(&task, &seed, target, scratch, None)
		})?;
		Ok(Drawn::new(m * side.n(), winners, None))
	}
}

impl Drawn {
	fn new(entries: usize, winners: Vec<Vec<Winner>>, tree: Option<merkle::Tree>) -> Self {
		let mut winners: Vec<Winner> = winners.into_iter().flatten().collect();
		winners.sort_unstable_by_key(|winner| (winner.i, winner.j));
		Self { tickets: (entries / (TILE * TILE)) as u64, winners, tree }
	}
}

/// Packs the strips of a task with their noise, each followed by what takes the noise off. Says whether
/// all entries are int7.
pub(crate) fn pack(
	task: &Task<'_>,
	side: &WeightSide,
	seed: &Hash,
	operand: Option<(&[i8], Peel)>,
	scratch: &mut Scratch,
) -> bool {
	let layout = task.layout();
	let Scratch { a: packed, lines, sums, .. } = scratch;
	packed.resize(layout, task.strips);
	lines.resize(side.rank, [0; TILE]);
	let mut int7 = true;
	for (s, packed) in packed.iter_mut().take(task.strips).enumerate() {
		// Lossless: the rows of A are counted by an u32.
		(task.ops.lines)(seed, Side::A, (task.first + s) as u32, lines);
		let noise = Some(Noise { lines: lines.as_slice(), columns: &side.columns_a });
		let Some((a, peel)) = operand else {
			let raw = Raw { entries: None, k: side.k, noise };
			(task.ops.pack)(&raw, &layout, packed, None);
			continue;
		};
		let entries = &a[s * TILE * side.k..(s + 1) * TILE * side.k];
		let raw = Raw { entries: Some(entries), k: side.k, noise };
		let mut at = side.k / 2;
		let mut follow = |packed: &mut [i16], columns: &[Column<i16>]| {
			layout.put(packed, at, columns);
			at += side.rank / 2;
		};
		if peel.wide_a {
			int7 &= (task.ops.pack)(&raw, &layout, packed, None);
			let column = |c: usize| -> Column<i16> {
				std::array::from_fn(|row| i16::from(entries[row * side.k + c]))
			};
			let (low, high) = halves(&wide_sums(column, &side.columns_b, side.rank));
			follow(packed, &low);
			follow(packed, &high);
		} else {
			sums.clear();
			sums.resize(side.rank, [0; TILE]);
			let to = Sums { columns: &side.columns_b, sums: sums.as_mut_slice() };
			int7 &= (task.ops.pack)(&raw, &layout, packed, Some(to));
			follow(packed, sums);
		}
		sums.clear();
		sums.extend(lines.iter().map(|line| line.map(i16::from)));
		follow(packed, sums);
		if peel.wide_b {
			sums.iter_mut().flatten().for_each(|entry| *entry *= 256);
			follow(packed, sums);
		}
	}
	int7
}

/// Multiplies a packed task and keeps the tickets below the target.
fn draw(
	task: &Task<'_>,
	seed: &Hash,
	target: &[u8; 32],
	scratch: &mut Scratch,
	c: Option<&mut [i32]>,
) -> Result<Vec<Winner>, KernelError> {
	let mut winners = Vec::new();
	task.run(scratch, c, |Scratch { folded, tickets, .. }| {
		tickets.clear();
		(task.ops.tickets)(seed, folded, tickets);
		let drawn = folded.iter().zip(tickets.iter());
		winners.extend(
			drawn.filter(|(_, ticket)| ticket.0 < *target).map(|(tile, ticket)| Winner {
				i: tile.i,
				j: tile.j,
				ticket: *ticket,
			}),
		);
	})?;
	Ok(winners)
}
