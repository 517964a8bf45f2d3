// SPDX-License-Identifier: Apache-2.0
//! Each routine of each instruction set against the portable one or the definition.

use super::{extremes, numbers};
use crate::{
	layout::{Layout, PANEL},
	ops::{Folded, Ops, Tile, MAX_STEPS},
	strip::{self, Column, Noise, Raw, Sums},
	Instructions,
};
use pouw_tickets::{
	noise::{noisy_strip, Columns, Side},
	transcript, Ticket, TILE,
};
use proptest::prelude::*;

fn all() -> impl Iterator<Item = (Instructions, &'static Ops)> {
	Instructions::available().map(|instructions| (instructions, instructions.ops().unwrap()))
}

fn packed(ops: &Ops, layout: &Layout, strip: &[i8]) -> Vec<i16> {
	let mut packed = vec![0; layout.len()];
	let raw = Raw { entries: Some(strip), k: strip.len() / TILE, noise: None };
	(ops.pack)(&raw, layout, &mut packed, None);
	packed
}

/// The transcript of two strips with their noise, by the verifier, which has them column by column.
fn verified(a: &[i8], b: &[i8], rank: u16) -> [u32; 16] {
	let columns = |strip: &[i8]| -> Vec<Column<u8>> {
		let k = strip.len() / TILE;
		(0..k).map(|c| std::array::from_fn(|row| strip[row * k + c].cast_unsigned())).collect()
	};
	transcript::fold(&columns(a), &columns(b), rank)
}

/// Folds two strips that are given with their noise, and checks the sums.
fn fold(ops: &Ops, a: &[i8], b: &[i8], rank: usize, steps_a_call: usize) -> [u32; 16] {
	let k = a.len() / TILE;
	let layout = Layout { blocks: ops.blocks, pairs: k / 2 };
	let panel = Layout { blocks: PANEL, pairs: k / 2 };
	let (pa, pb) = (packed(ops, &layout, a), packed(ops, &panel, b));
	let mut sums = vec![-1; 20 * TILE];
	let mut words = [0u32; 16];
	for first in (0..k / rank).step_by(steps_a_call) {
		let steps = steps_a_call.min(k / rank - first);
		let mut mixed = vec![u32::MAX; steps];
		let tile = Tile {
			a: &pa,
			layout,
			b: &pb,
			first: first * rank / 2,
			steps,
			step: rank / 2,
			tail: 0,
			stride: 20,
			fresh: first == 0,
		};
		(ops.tile)(&tile, &mut sums, &mut mixed);
		for (l, word) in (first..).zip(mixed) {
			words[l % 16] = words[l % 16].rotate_left(13) ^ word;
		}
	}
	let product = super::product(a, b, k);
	for (row, expected) in sums.chunks(20).zip(product.chunks(TILE)) {
		assert_eq!(&row[..TILE], expected);
		assert_eq!(row[TILE..], [-1; 4], "numbers between the rows are left alone");
	}
	words
}

#[test]
fn transcripts_are_the_verifiers_when_entries_are_extreme() {
	for (instructions, ops) in all() {
		for (low, high) in [(-127, -127), (-127, 126), (126, 126)] {
			let (a, b) = (extremes(3, TILE * 1024, low, high), extremes(4, TILE * 1024, low, high));
			let expected = verified(&a, &b, 32);
			assert_eq!(fold(ops, &a, &b, 32, MAX_STEPS), expected, "{}", instructions.name());
		}
	}
}

#[test]
fn lines_are_the_verifiers_at_every_rank() {
	for (instructions, ops) in all() {
		for rank in (5..=10).map(|log| 1u16 << log) {
			for (side, strip) in [(Side::A, 0), (Side::B, 5_000), (Side::A, u32::MAX >> 4)] {
				let mut lines = vec![[0; TILE]; usize::from(rank)];
				(ops.lines)(&[3; 32], side, strip, &mut lines);
				for row in 0..TILE {
					let index = strip * 16 + row as u32;
					let expected = pouw_tickets::noise::line(&[3; 32], side, index, rank);
					let found: Vec<i8> = lines.iter().map(|column| column[row]).collect();
					assert_eq!(found, expected, "{}", instructions.name());
				}
			}
		}
	}
}

#[test]
fn packing_tells_int7_from_wider_entries() {
	for (instructions, ops) in all() {
		for at in [0, 15, 300, 16 * 48 - 1] {
			for (entry, int7) in [(-65, false), (64, false), (-128, false), (-64, true), (63, true)]
			{
				let mut strip = vec![0; 16 * 48];
				strip[at] = entry;
				let layout = Layout { blocks: ops.blocks, pairs: 24 };
				let raw = Raw { entries: Some(&strip), k: 48, noise: None };
				let found = (ops.pack)(&raw, &layout, &mut vec![0; layout.len()], None);
				assert_eq!(found, int7, "{} {entry} at {at}", instructions.name());
			}
		}
	}
}

/// What is in a packed strip, row by row.
fn unpacked(layout: &Layout, packed: &[i16], k: usize) -> Vec<i8> {
	let mut rows = Vec::new();
	for (block, count) in layout.blocks.iter().enumerate() {
		for row in 0..*count {
			rows.extend((0..k).map(|c| {
				let at = layout.offset(block) + (c / 2 * count + row) * 2 + c % 2;
				i8::try_from(packed[at]).unwrap()
			}));
		}
	}
	rows
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn transcripts_are_the_verifiers(
		log in 5u32..9, steps in 1usize..40, a_call in 1usize..=MAX_STEPS, seed: u64,
	) {
		let rank = 1usize << log;
		let k = rank * steps;
		let (a, b) = (numbers(seed, TILE * k, -127, 126), numbers(!seed, TILE * k, -127, 126));
		let expected = verified(&a, &b, rank as u16);
		for (instructions, ops) in all() {
			let found = fold(ops, &a, &b, rank, a_call);
			prop_assert_eq!(found, expected, "{}", instructions.name());
		}
	}

	#[test]
	fn packed_noise_is_the_verifiers_and_sums_are_the_portable_ones(
		log in 5u32..8, k in 1usize..40, strip: u16, zeros: bool, seed: [u8; 32],
	) {
		let (rank, k) = (1u16 << log, k * 16);
		let columns = Columns::new(&seed, Side::A, rank, k as u32);
		let entries = numbers(u64::from(strip), TILE * k, -64, 63);
		let entries = (!zeros).then_some(&entries[..]);
		let noisy = noisy_strip(entries, &seed, Side::A, strip.into(), rank, &columns);
		let row = |row: usize| noisy.iter().map(move |column| column[row].cast_signed());
		let expected: Vec<i8> = (0..TILE).flat_map(row).collect();
		let mut expected_sums = vec![[0; TILE]; usize::from(rank)];
		for (number, (instructions, ops)) in all().enumerate() {
			for blocks in [ops.blocks, PANEL] {
				let mut lines = vec![[0; TILE]; usize::from(rank)];
				(ops.lines)(&seed, Side::A, strip.into(), &mut lines);
				let noise = Some(Noise { lines: &lines, columns: &columns });
				let raw = Raw { entries, k, noise };
				// Two more pairs, as when something follows.
				let layout = Layout { blocks, pairs: k / 2 + 2 };
				let mut packed = vec![0; layout.len()];
				let mut found = vec![[0; TILE]; usize::from(rank)];
				let sums = Sums { columns: &columns, sums: &mut found };
				prop_assert!((ops.pack)(&raw, &layout, &mut packed, Some(sums)));
				prop_assert_eq!(
					&unpacked(&layout, &packed, k), &expected, "{}", instructions.name(),
				);
				if number == 0 {
					expected_sums.clone_from(&found);
				}
				prop_assert_eq!(&found, &expected_sums, "{}", instructions.name());
			}
		}
		if let Some(entries) = entries {
			let column = |c| -> Column<i16> {
				std::array::from_fn(|row| i16::from(entries[row * k + c]))
			};
			let wide = strip::wide_sums(column, &columns, rank.into());
			let (low, high) = strip::halves(&wide);
			for (t, sums) in expected_sums.iter().enumerate() {
				for (row, sum) in sums.iter().enumerate() {
					prop_assert_eq!(i32::from(*sum), wide[t][row]);
					let whole = i32::from(low[t][row]) + 256 * i32::from(high[t][row]);
					prop_assert_eq!(whole, wide[t][row]);
				}
			}
		}
	}

	#[test]
	fn tickets_are_the_verifiers(
		seed: [u8; 32],
		tiles in proptest::collection::vec(any::<([u32; 16], u32, u32)>(), 0..30),
	) {
		let tiles: Vec<_> =
			tiles.into_iter().map(|(words, i, j)| Folded { words, i, j }).collect();
		let expected: Vec<_> =
			tiles.iter().map(|tile| Ticket::of(&seed, &tile.words, tile.i, tile.j)).collect();
		for (instructions, ops) in all() {
			let mut found = Vec::new();
			(ops.tickets)(&seed, &tiles, &mut found);
			prop_assert_eq!(&found, &expected, "{}", instructions.name());
		}
	}
}
