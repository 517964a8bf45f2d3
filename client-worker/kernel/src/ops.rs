// SPDX-License-Identifier: Apache-2.0
//! The routines that have a version for each instruction set, and the choice among them.
//!
//! A version is a table of plain functions. It is handed out only when the machine has its
//! instructions, which is what makes the functions of the modules below safe to call.

use crate::{
	error::KernelError,
	layout::{Layout, PANEL},
	strip::{Column, Raw, Sums},
};
use pouw_tickets::{noise::Side, Hash, Ticket, TILE};

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx2_blake3;
#[cfg(target_arch = "x86_64")]
mod avx2_pack;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;

/// Most steps of a transcript that one call for a tile goes through.
pub(crate) const MAX_STEPS: usize = 64;

/// Instructions to multiply with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Instructions {
	/// What every machine has.
	Portable,
	/// AVX2 of x86-64.
	Avx2,
	/// AVX-512 F and BW of x86-64.
	Avx512,
	/// AVX-512 with the integer dot products of VNNI.
	Avx512Vnni,
	/// NEON of 64-bit ARM.
	Neon,
}

impl Instructions {
	/// All of them, the slowest first.
	pub const ALL: [Self; 5] =
		[Self::Portable, Self::Neon, Self::Avx2, Self::Avx512, Self::Avx512Vnni];

	/// Those that this machine has, the slowest first.
	pub fn available() -> impl DoubleEndedIterator<Item = Self> {
		Self::ALL.into_iter().filter(|instructions| instructions.ops().is_some())
	}

	/// The fastest that this machine has.
	pub fn fastest() -> Self {
		Self::available().next_back().unwrap_or(Self::Portable)
	}

	/// Their usual name.
	pub fn name(self) -> &'static str {
		match self {
			Self::Portable => "portable",
			Self::Avx2 => "AVX2",
			Self::Avx512 => "AVX-512",
			Self::Avx512Vnni => "AVX-512 VNNI",
			Self::Neon => "NEON",
		}
	}

	pub(crate) fn ops(self) -> Option<&'static Ops> {
		match self {
			Self::Portable => Some(&portable::OPS),
			#[cfg(target_arch = "x86_64")]
			Self::Avx2 => is_x86_feature_detected!("avx2").then_some(&avx2::OPS),
			#[cfg(target_arch = "x86_64")]
			Self::Avx512 => avx512::detected(false).then_some(&avx512::OPS),
			#[cfg(target_arch = "x86_64")]
			Self::Avx512Vnni => avx512::detected(true).then_some(&avx512::OPS_VNNI),
			#[cfg(target_arch = "aarch64")]
			Self::Neon => Some(&neon::OPS),
			_ => None,
		}
	}

	/// Their routines, or the error that says that there are none.
	pub(crate) fn require(self) -> Result<&'static Ops, KernelError> {
		self.ops().ok_or(KernelError::NoSuchInstructions(self.name()))
	}
}

/// A set of routines.
pub(crate) struct Ops {
	/// Rows of each block of a packed strip of A.
	pub blocks: &'static [usize],
	/// Multiplies into a tile.
	pub tile: fn(&Tile<'_>, &mut [i32], &mut [u32]),
	/// Packs a strip as [`crate::strip::pack`] does, in the layout of A or B.
	pub pack: fn(&Raw<'_>, &Layout, &mut [i16], Option<Sums<'_>>) -> bool,
	/// The lines of a strip, transposed.
	pub lines: fn(&Hash, Side, u32, &mut [Column<i8>]),
	/// The tickets of tiles, in their order.
	pub tickets: fn(&Hash, &[Folded], &mut Vec<Ticket>),
}

/// A tile and its finished transcript.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folded {
	pub words: [u32; 16],
	pub i: u32,
	pub j: u32,
}

/// The multiplication of a part of a strip of A with the same part of a strip of B: a number of steps,
/// after each of which the tile's sums are mixed into one word, then a tail that is not mixed.
#[derive(Clone, Copy)]
pub(crate) struct Tile<'a> {
	/// The packed strip of A.
	pub a: &'a [i16],
	/// Its layout.
	pub layout: Layout,
	/// The packed strip of B, a panel.
	pub b: &'a [i16],
	/// The pair of columns to begin with.
	pub first: usize,
	/// Steps, at most [`MAX_STEPS`].
	pub steps: usize,
	/// Pairs of columns of each, a multiple of 8.
	pub step: usize,
	/// Pairs of columns after the steps, a multiple of 8.
	pub tail: usize,
	/// Numbers from one row of the sums to the next.
	pub stride: usize,
	/// Whether the sums start at zero rather than at what is there.
	pub fresh: bool,
}

impl Tile<'_> {
	/// Pairs of columns in all.
	pub fn pairs(&self) -> usize {
		self.steps * self.step + self.tail
	}

	/// Where a block's numbers begin.
	pub fn block(&self, block: usize) -> usize {
		self.layout.offset(block) + self.first * self.layout.blocks[block] * 2
	}

	/// Fails when a routine for these blocks would leave the operands, the sums or the words.
	pub fn check(&self, blocks: &'static [usize], sums: &[i32], words: &[u32]) {
		assert!(std::ptr::eq(self.layout.blocks, blocks) || self.layout.blocks == blocks);
		assert!(self.first + self.pairs() <= self.layout.pairs);
		assert!(self.step.is_multiple_of(8) && self.tail.is_multiple_of(8));
		assert!(self.a.len() >= self.layout.len());
		assert!(self.b.len() >= Layout { blocks: PANEL, ..self.layout }.len());
		assert!(self.stride >= TILE && sums.len() >= self.stride * (TILE - 1) + TILE);
		assert!(self.steps <= MAX_STEPS && words.len() == self.steps);
	}
}
