// SPDX-License-Identifier: Apache-2.0
//! The weight side of products: what is made once for a matrix B and a window, and serves every A.

use crate::{
	error::KernelError,
	kernel::{check_length, Kernel},
	layout::Layout,
	ops::Ops,
	product::{Panels, Plan, Scratch},
	strip::{halves, wide_sums, Column, Noise, Raw},
	ticketed::{Drawn, Winner},
};
use pouw_tickets::{
	check_dims, merkle,
	noise::{Columns, Side},
	proof::{check_entries, entries},
	seeds::{job_key, seed_b, BASELINE_ROOT_B},
	BaselineProof, Challenge, Hash, Kind, OperandProof, WorkParams, TILE,
};
use std::sync::Arc;

/// A transposed right operand with its tree. It is the same in every window.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matrix {
	bytes: Vec<u8>,
	n: u32,
	k: u32,
	tree: merkle::Tree,
}

impl Matrix {
	/// The transpose of a `k`×`n` matrix: `n` rows of `k` numbers from −64 to 63, row by row.
	pub fn new(transposed: &[i8], n: u32, k: u32) -> Result<Self, KernelError> {
		let (columns, rows) = (n as usize, k as usize);
		if !columns.is_multiple_of(TILE) || !rows.is_multiple_of(TILE) || n == 0 || k == 0 {
			return Err(KernelError::Untiled { m: TILE, n: columns, k: rows });
		}
		check_length("B", transposed.len(), columns * rows)?;
		let bytes: Vec<u8> = bytemuck::cast_slice::<i8, u8>(transposed).to_vec();
		check_entries(&bytes).map_err(|_| KernelError::EntryNotInt7("B"))?;
		let tree = merkle::Tree::of_matrix(&bytes, k);
		Ok(Self { bytes, n, k, tree })
	}

	/// The root under which the chain knows the matrix.
	pub fn root(&self) -> Hash {
		self.tree.root()
	}

	/// Its columns.
	pub fn n(&self) -> u32 {
		self.n
	}

	/// Its rows.
	pub fn k(&self) -> u32 {
		self.k
	}

	fn strip(&self, index: usize) -> &[u8] {
		let len = TILE * self.k as usize;
		&self.bytes[index * len..(index + 1) * len]
	}
}

/// A right operand packed for [`Kernel::plain`].
pub struct Weights {
	pub(crate) panels: Panels,
	pub(crate) plan: Plan,
}

impl Weights {
	/// Packs the transpose of a `k`×`n` matrix. Any int8 may be in it; both dimensions are multiples
	/// of 16.
	pub fn new(
		kernel: &Kernel,
		transposed: &[i8],
		n: usize,
		k: usize,
	) -> Result<Self, KernelError> {
		if n == 0 || k == 0 || !n.is_multiple_of(TILE) || !k.is_multiple_of(TILE) {
			return Err(KernelError::Untiled { m: TILE, n, k });
		}
		check_length("B", transposed.len(), n * k)?;
		let mut panels = Panels::new(n, k / 2);
		let layout = panels.layout();
		let strips = panels.strips.iter_mut().zip(transposed.chunks_exact(TILE * k));
		let strips: Vec<_> = strips.collect();
		kernel.each(strips, |(packed, entries), _| {
			let raw = Raw { entries: Some(entries), k, noise: None };
			(kernel.ops().pack)(&raw, &layout, packed, None);
			Ok(())
		})?;
		Ok(Self { panels, plan: Plan::new(0, 8, k / 2) })
	}

	/// Columns of the matrix.
	pub fn n(&self) -> usize {
		self.panels.n
	}

	/// Rows of the matrix.
	pub fn k(&self) -> usize {
		self.panels.pairs * 2
	}
}

/// What follows the inner dimension in packed strips, so that the same loop that multiplies also takes
/// the noise off again: A·B = A'·B' − (A·F_L)·F_R − E_L·(E_R·B'), where F_L and E_R are sparse. A's
/// strips are followed by A·F_L and E_L, B's by −F_R and −E_R·B'. A factor that may exceed 16 bits goes
/// as its low byte and the rest, opposite to the other factor and 256 times that.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Peel {
	/// Whether A·F_L may exceed 16 bits.
	pub wide_a: bool,
	/// Whether E_R·B' exceeds 16 bits.
	pub wide_b: bool,
}

impl Peel {
	/// Columns that follow.
	fn columns(self, rank: usize) -> usize {
		rank * (2 + usize::from(self.wide_a) + usize::from(self.wide_b))
	}
}

/// Everything on the side of B for one window: B' packed, both sparse factors, and what takes the noise
/// off. It depends on the sector's challenge and the miner, not on any A.
pub struct WeightSide {
	pub(crate) rank: usize,
	pub(crate) k: usize,
	pub(crate) seed_b: Hash,
	pub(crate) columns_a: Columns,
	pub(crate) columns_b: Columns,
	pub(crate) panels: Panels,
	pub(crate) plan: Plan,
	/// Nothing for baseline work, whose product nobody wants.
	pub(crate) peel: Option<Peel>,
	/// Rows of A, where the chain fixes them.
	pub(crate) baseline_m: Option<u32>,
	matrix: Option<Arc<Matrix>>,
}

impl WeightSide {
	/// The weight side of baseline work.
	pub fn baseline(
		kernel: &Kernel,
		challenge: &Challenge,
		params: &WorkParams,
	) -> Result<Self, KernelError> {
		params.validate()?;
		let WorkParams { rank, m, n, k } = *params;
		let job = job_key(challenge, rank);
		let seed_b = seed_b(&job, Kind::Baseline, &BASELINE_ROOT_B, n, k);
		let mut side = Self::new(seed_b, rank, n, k);
		side.baseline_m = Some(m);
		side.pack(kernel, None)?;
		Ok(side)
	}

	/// The weight side of products by a matrix.
	pub fn operands(
		kernel: &Kernel,
		challenge: &Challenge,
		rank: u16,
		matrix: Arc<Matrix>,
	) -> Result<Self, KernelError> {
		let (n, k) = (matrix.n, matrix.k);
		check_dims(rank, TILE as u32, n, k)?;
		let job = job_key(challenge, rank);
		let seed_b = seed_b(&job, Kind::Operands, &matrix.root(), n, k);
		let mut side = Self::new(seed_b, rank, n, k);
		// A sum is of as many entries of A, each at most 64, as its row of the factor has.
		let wide_a = most_in_a_row(&side.columns_b, side.rank) * 64 > i16::MAX as usize;
		side.matrix = Some(matrix);
		side.pack_to_fit(kernel, wide_a)?;
		Ok(side)
	}

	/// Columns of B.
	pub fn n(&self) -> usize {
		self.panels.n
	}

	/// Rows of B.
	pub fn k(&self) -> usize {
		self.k
	}

	/// Rank of the noise.
	pub fn rank(&self) -> usize {
		self.rank
	}

	/// The proof of a winner of [`Kernel::mine`].
	pub fn prove_baseline(&self, nonce: u64, winner: &Winner) -> BaselineProof {
		BaselineProof { nonce, i: winner.i, j: winner.j }
	}

	/// The proof of a winner of [`Kernel::multiply`] with this A.
	pub fn prove_operands(
		&self,
		a: &[i8],
		drawn: &Drawn,
		winner: &Winner,
	) -> Result<OperandProof, KernelError> {
		let matrix = self.matrix.as_ref().ok_or(KernelError::OtherKind)?;
		let tree = drawn.tree.as_ref().ok_or(KernelError::OtherKind)?;
		check_length("A", a.len(), tree.count() * TILE * self.k)?;
		let no_tile = KernelError::NoProof(pouw_tickets::ProofError::TileNotInProduct);
		let (i, j) = (winner.i as usize, winner.j as usize);
		if i >= tree.count() || j >= self.n() / TILE {
			return Err(no_tile);
		}
		let a = &a[i * TILE * self.k..(i + 1) * TILE * self.k];
		Ok(OperandProof {
			m: (tree.count() * TILE) as u32,
			root_a: tree.root(),
			i: winner.i,
			j: winner.j,
			a_strip: bytemuck::cast_slice::<i8, u8>(a).to_vec().try_into().map_err(|_| no_tile)?,
			a_path: tree.path(i).try_into().map_err(|_| no_tile)?,
			b_strip: matrix.strip(j).to_vec().try_into().map_err(|_| no_tile)?,
			b_path: matrix.tree.path(j).try_into().map_err(|_| no_tile)?,
		})
	}

	fn new(seed_b: Hash, rank: u16, n: u32, k: u32) -> Self {
		Self {
			rank: usize::from(rank),
			k: k as usize,
			seed_b,
			columns_a: Columns::new(&seed_b, Side::A, rank, k),
			columns_b: Columns::new(&seed_b, Side::B, rank, k),
			panels: Panels { n: n as usize, ..Panels::default() },
			plan: Plan::new(0, 8, 0),
			peel: None,
			baseline_m: None,
			matrix: None,
		}
	}

	/// Packs all panels, with as little after them as the numbers allow.
	pub(crate) fn pack_to_fit(&mut self, kernel: &Kernel, wide_a: bool) -> Result<(), KernelError> {
		for wide_b in [false, true] {
			if self.pack(kernel, Some(Peel { wide_a, wide_b }))? {
				break;
			}
		}
		Ok(())
	}

	/// Packs all panels, and says whether what takes the noise off fits in 16 bits as asked for.
	fn pack(&mut self, kernel: &Kernel, peel: Option<Peel>) -> Result<bool, KernelError> {
		let tail = peel.map_or(0, |peel| peel.columns(self.rank)) / 2;
		self.peel = peel;
		self.plan = Plan::new(self.k / self.rank, self.rank / 2, tail);
		self.panels = Panels::new(self.panels.n, self.k / 2 + tail);
		let mut panels = std::mem::take(&mut self.panels);
		let layout = panels.layout();
		let strips: Vec<_> = panels.strips.iter_mut().enumerate().collect();
		let fits = kernel.each(strips, |(j, packed), scratch| {
			Ok(self.pack_panel(kernel.ops(), j, layout, packed, scratch))
		})?;
		self.panels = panels;
		Ok(fits.into_iter().all(|fits| fits))
	}

	fn pack_panel(
		&self,
		ops: &Ops,
		j: usize,
		layout: Layout,
		packed: &mut [i16],
		scratch: &mut Scratch,
	) -> bool {
		scratch.lines.resize(self.rank, [0; TILE]);
		// Lossless: `n` was an u32.
		(ops.lines)(&self.seed_b, Side::B, j as u32, &mut scratch.lines);
		let strip = self.matrix.as_ref().map(|matrix| entries(matrix.strip(j)));
		let noise = Noise { lines: &scratch.lines, columns: &self.columns_b };
		let raw = Raw { entries: strip.as_deref(), k: self.k, noise: Some(noise) };
		(ops.pack)(&raw, &layout, packed, None);

		let Some(peel) = self.peel else { return true };
		let noisy = |c: usize| -> Column<i16> {
			std::array::from_fn(|row| packed[(c / 2 * TILE + row) * 2 + c % 2])
		};
		let sums = wide_sums(noisy, &self.columns_a, self.rank);
		let fits = sums.iter().flatten().all(|sum| sum.unsigned_abs() <= i16::MAX as u32);
		let negative = |column: &Column<i16>| column.map(i16::wrapping_neg);
		let (low, high) = halves(&sums);
		let lines = || scratch.lines.iter().map(|line| line.map(|entry| -i16::from(entry)));

		let mut tail: Vec<Column<i16>> = lines().collect();
		if peel.wide_a {
			tail.extend(lines().map(|line| line.map(|entry| entry * 256)));
		}
		if peel.wide_b {
			tail.extend(low.iter().map(negative));
			tail.extend(high.iter().map(negative));
		} else {
			// What does not fit is packed again, wide.
			tail.extend(sums.iter().map(|sum| sum.map(|sum| (-sum) as i16)));
		}
		layout.put(packed, self.k / 2, &tail);
		fits || peel.wide_b
	}
}

/// The largest number of columns that have their +1 or −1 in the same row of a sparse factor.
fn most_in_a_row(columns: &Columns, rank: usize) -> usize {
	let mut counts = vec![0usize; rank];
	for row in columns.p.iter().chain(&columns.q) {
		counts[usize::from(*row)] += 1;
	}
	counts.into_iter().max().unwrap_or(0)
}
