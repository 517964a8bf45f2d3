// SPDX-License-Identifier: Apache-2.0
//! One strip of 16 rows on its way into the kernel: what is added to it, what is summed from it, and
//! the routine for machines that have no faster one.

use crate::layout::Layout;
use pouw_tickets::{noise::Columns, TILE};

/// The entries of the 16 rows of a strip in one column.
pub(crate) type Column<T> = [T; TILE];

/// A strip to be packed.
pub(crate) struct Raw<'a> {
	/// 16 rows of `k` entries; none stands for zeros.
	pub entries: Option<&'a [i8]>,
	/// Entries in a row, a multiple of 16.
	pub k: usize,
	/// What is added.
	pub noise: Option<Noise<'a>>,
}

/// The noise of a strip.
#[derive(Clone, Copy)]
pub(crate) struct Noise<'a> {
	/// The strip's lines, transposed: `rank` columns.
	pub lines: &'a [Column<i8>],
	/// Which of them each column of the strip gets.
	pub columns: &'a Columns,
}

/// Sums over the columns of a strip: those that have their +1 in a row of the sparse factor, less
/// those that have their −1 there.
pub(crate) struct Sums<'a> {
	/// The sparse factor.
	pub columns: &'a Columns,
	/// A sum for each of its rows, of what the strip was before noise. The caller sees to it that the
	/// sums fit.
	pub sums: &'a mut [Column<i16>],
}

impl Raw<'_> {
	/// Fails when the entries are not 16 rows, or the noise is of other dimensions.
	pub fn check(&self, layout: &Layout, packed: usize, sums: Option<&Sums<'_>>) {
		assert!(self.k.is_multiple_of(TILE) && self.k / 2 <= layout.pairs);
		assert!(packed >= layout.len());
		assert!(self.entries.is_none_or(|entries| entries.len() == TILE * self.k));
		assert!(self.noise.is_none_or(|noise| noise.columns.k() == self.k));
		assert!(sums.is_none_or(|sums| sums.columns.k() == self.k));
	}
}

/// Packs a strip column by column, and says whether all its entries are int7.
pub(crate) fn pack(
	raw: &Raw<'_>,
	layout: &Layout,
	packed: &mut [i16],
	mut sums: Option<Sums<'_>>,
) -> bool {
	raw.check(layout, packed.len(), sums.as_ref());
	let mut int7 = true;
	let mut pair = [[0i16; TILE]; 2];
	for c in 0..raw.k {
		let mut column = [0i16; TILE];
		if let Some(entries) = raw.entries {
			for (to, from) in column.iter_mut().zip(entries.iter().skip(c).step_by(raw.k)) {
				*to = i16::from(*from);
				int7 &= (-64..64).contains(from);
			}
		}
		if let Some(Sums { columns, sums }) = &mut sums {
			let (p, q) = at(columns, c);
			for (sum, entry) in sums[p].iter_mut().zip(&column) {
				*sum = sum.wrapping_add(*entry);
			}
			for (sum, entry) in sums[q].iter_mut().zip(&column) {
				*sum = sum.wrapping_sub(*entry);
			}
		}
		if let Some(Noise { lines, columns }) = raw.noise {
			let (p, q) = at(columns, c);
			for (entry, (plus, minus)) in column.iter_mut().zip(lines[p].iter().zip(&lines[q])) {
				*entry += i16::from(*plus) - i16::from(*minus);
			}
		}
		pair[c % 2] = column;
		if c % 2 == 1 {
			layout.put(packed, c / 2, &pair);
		}
	}
	int7
}

/// Sums as [`Sums`] of any size.
pub(crate) fn wide_sums(
	entries: impl Fn(usize) -> Column<i16>,
	columns: &Columns,
	rank: usize,
) -> Vec<Column<i32>> {
	let mut sums = vec![[0i32; TILE]; rank];
	for c in 0..columns.k() {
		let (p, q) = at(columns, c);
		let column = entries(c);
		for (sum, entry) in sums[p].iter_mut().zip(&column) {
			*sum += i32::from(*entry);
		}
		for (sum, entry) in sums[q].iter_mut().zip(&column) {
			*sum -= i32::from(*entry);
		}
	}
	sums
}

/// The low byte of each number, signed, and what is left in units of 256.
pub(crate) fn halves(wide: &[Column<i32>]) -> (Vec<Column<i16>>, Vec<Column<i16>>) {
	let low = |number: i32| i16::from(number as i8);
	let high = |number: i32| ((number - i32::from(low(number))) >> 8) as i16;
	(
		wide.iter().map(|column| column.map(low)).collect(),
		wide.iter().map(|column| column.map(high)).collect(),
	)
}

fn at(columns: &Columns, c: usize) -> (usize, usize) {
	(usize::from(columns.p[c]), usize::from(columns.q[c]))
}
