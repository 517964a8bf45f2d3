// SPDX-License-Identifier: Apache-2.0
//! Routines in plain Rust: what the others are tested against, and what is left where there are none.

use super::{Folded, Ops, Tile};
use crate::strip::{self, Column};
use pouw_tickets::{
	noise::{line, Side},
	Hash, Ticket, TILE,
};

const ROWS: usize = 4;

pub(super) const OPS: Ops =
	Ops { blocks: &[ROWS; TILE / ROWS], tile, pack: strip::pack, lines, tickets };

fn tile(tile: &Tile<'_>, sums: &mut [i32], words: &mut [u32]) {
	tile.check(OPS.blocks, sums, words);
	words.fill(0);
	for block in 0..OPS.blocks.len() {
		let from = &mut sums[block * ROWS * tile.stride..];
		let mut rows = [[0i32; TILE]; ROWS];
		if !tile.fresh {
			for (row, from) in rows.iter_mut().zip(from.chunks(tile.stride)) {
				row.copy_from_slice(&from[..TILE]);
			}
		}
		let (a, _) = tile.a[tile.block(block)..].as_chunks::<{ ROWS * 2 }>();
		let (b, _) = tile.b[tile.first * TILE * 2..].as_chunks::<{ TILE * 2 }>();
		let (a, b) = (&a[..tile.pairs()], &b[..tile.pairs()]);
		let mixed = tile.steps * tile.step;
		for (l, word) in words.iter_mut().enumerate() {
			let step = l * tile.step..(l + 1) * tile.step;
			multiply(&a[step.clone()], &b[step], &mut rows);
			*word ^= rows.iter().flatten().fold(0, |mixed, sum| mixed ^ sum.cast_unsigned());
		}
		multiply(&a[mixed..], &b[mixed..], &mut rows);
		for (row, to) in rows.iter().zip(from.chunks_mut(tile.stride)) {
			to[..TILE].copy_from_slice(row);
		}
	}
}

fn multiply(a: &[[i16; ROWS * 2]], b: &[[i16; TILE * 2]], rows: &mut [[i32; TILE]; ROWS]) {
	for (a, b) in a.iter().zip(b) {
		let (a, _) = a.as_chunks::<2>();
		let (b, _) = b.as_chunks::<2>();
		for (row, [a0, a1]) in rows.iter_mut().zip(a) {
			for (sum, [b0, b1]) in row.iter_mut().zip(b) {
				let products = i32::from(*a0) * i32::from(*b0) + i32::from(*a1) * i32::from(*b1);
				*sum = sum.wrapping_add(products);
			}
		}
	}
}

/// The lines of a strip by their definition.
pub(super) fn lines(seed: &Hash, side: Side, strip: u32, transposed: &mut [Column<i8>]) {
	// Lossless: callers take the rank from checked parameters, at most 1024.
	let rank = transposed.len() as u16;
	for row in 0..TILE {
		let index = strip.wrapping_mul(TILE as u32).wrapping_add(row as u32);
		for (column, entry) in transposed.iter_mut().zip(line(seed, side, index, rank)) {
			column[row] = entry;
		}
	}
}

/// The tickets of tiles by their definition.
pub(super) fn tickets(seed_a: &Hash, tiles: &[Folded], to: &mut Vec<Ticket>) {
	to.extend(tiles.iter().map(|tile| Ticket::of(seed_a, &tile.words, tile.i, tile.j)));
}
