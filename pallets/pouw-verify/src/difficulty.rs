// SPDX-License-Identifier: Apache-2.0
//! The control of the difficulty and of the useful share: plain functions of integers.
//!
//! The rule is that of ASERT, "absolutely scheduled exponentially rising targets", with windows for
//! time: each ticket more than were due multiplies the difficulty by one and the same factor, and a
//! half-life says which. The exponential is the integer approximation of `aserti3-2d`, the form that
//! Bitcoin Cash adopted (<https://reference.cash/protocol/forks/2020-11-15-asert>), with an error below
//! 0.02 %. That scheme counts from one anchor block for ever; here each window starts from the last
//! one's difficulty, because steps are clamped and governance can move the bounds. What rounding adds
//! to one step stays below one part in 2¹⁶ and is worked off like any other error.

use crate::{parameters::HEADROOM, types::Arrived};
use pouw_primitives::{BlockNumber, Work};
use sp_runtime::Permill;

/// Largest difficulty. With it the work of 2³² tickets, with 16 binary places, is below 2¹²⁰.
pub const MAX_DIFFICULTY: Work = 1 << 72;

/// Longest half-life, in windows.
pub const MAX_HALF_LIFE: u32 = 1_000;

/// One, with 16 binary places.
const ONE: i128 = 1 << 16;

/// Binary logarithm of the largest factor between the difficulties of successive windows, with 16
/// binary places: fourfold up or down.
const MAX_STEP: i128 = 2 * ONE;

/// The weight of the past in the useful share: seven parts to one of the newest window.
const SMOOTHING: u32 = 8;

/// What was measured between the opening of a window and that of the next.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
	/// Work of the tickets that arrived.
	pub arrived: Arrived,
	/// Difficulty of the window.
	pub difficulty: Work,
	/// Share of the target that was left to useful work.
	pub useful_share: Permill,
	/// Tickets wanted in `length` blocks.
	pub target: u32,
	/// Blocks that the target is for.
	pub length: BlockNumber,
	/// Blocks in which tickets of the window were accepted.
	pub accepted_for: BlockNumber,
	/// Windows without a ticket in which the difficulty halves.
	pub half_life: u32,
}

impl Measured {
	/// The difficulty of the next window, before its bounds.
	pub fn next_difficulty(&self) -> Work {
		let windows = i128::from(self.half_life.max(1));
		let exponent = self
			.excess()
			.checked_div(windows.saturating_mul(self.target.max(1).into()))
			.unwrap_or_default();
		scale(self.difficulty, exponent)
	}

	/// Tickets that were too many, with 16 binary places; negative if they were too few.
	///
	/// Baseline tickets are measured against what useful work leaves of the target. That alone would
	/// let the difficulty fall without end where everybody has useful work all the time, so all
	/// tickets together are held against twice the target, and the greater excess counts.
	fn excess(&self) -> i128 {
		let due = i128::from(self.target)
			.saturating_mul(ONE)
			.saturating_mul(self.accepted_for.into())
			.checked_div(self.length.max(1).into())
			.unwrap_or_default();
		let one = Permill::one().deconstruct();
		let left = i128::from(one.saturating_sub(self.useful_share.deconstruct()));
		let baseline_due = due.saturating_mul(left).checked_div(one.into()).unwrap_or_default();
		let of_baseline = self.tickets(self.arrived.baseline).saturating_sub(baseline_due);
		let of_all =
			self.tickets(self.arrived.total()).saturating_sub(due.saturating_mul(HEADROOM_LIMIT));
		of_baseline.max(of_all)
	}

	/// The work in tickets of this window, with 16 binary places.
	fn tickets(&self, work: Work) -> i128 {
		let tickets = work.saturating_mul(1 << 16).checked_div(self.difficulty).unwrap_or_default();
		i128::try_from(tickets).unwrap_or(i128::MAX)
	}
}

/// Targets above which the tickets of all kinds together raise the difficulty. It must be well below
/// [`HEADROOM`], where windows are full and nothing can be told from counting.
const HEADROOM_LIMIT: i128 = 2;
const _: () = assert!(HEADROOM_LIMIT < HEADROOM as i128);

/// `difficulty` times two to the power of `exponent`, which has 16 binary places and is clamped to
/// [`MAX_STEP`]. Never zero.
pub fn scale(difficulty: Work, exponent: i128) -> Work {
	let exponent = exponent.clamp(-MAX_STEP, MAX_STEP);
	// The whole part rounds down, so that the rest is a fraction from zero to one.
	let whole = exponent.div_euclid(ONE);
	let fraction = exponent.rem_euclid(ONE).unsigned_abs();
	let scaled = difficulty.saturating_mul(power(fraction)) >> 16;
	let shift = u32::try_from(whole.unsigned_abs()).unwrap_or_default();
	let shifted = if whole < 0 {
		scaled.checked_shr(shift).unwrap_or_default()
	} else {
		scaled.saturating_mul(1_u128.checked_shl(shift).unwrap_or(u128::MAX))
	};
	shifted.max(1)
}

/// Two to the power of `fraction`, both with 16 binary places: the cubic of `aserti3-2d`.
fn power(fraction: u128) -> u128 {
	let square = fraction.saturating_mul(fraction);
	let cube = square.saturating_mul(fraction);
	let sum = fraction
		.saturating_mul(195_766_423_245_049)
		.saturating_add(square.saturating_mul(971_821_376))
		.saturating_add(cube.saturating_mul(5_127))
		.saturating_add(1 << 47);
	(sum >> 48).saturating_add(1 << 16)
}

/// The useful share after a window in which `arrived` came. It decays to zero when none is useful.
pub fn next_share(share: Permill, arrived: &Arrived, cap: Permill) -> Permill {
	let sample = match arrived.total() {
		0 => Permill::zero(),
		total => Permill::from_rational(arrived.useful, total),
	};
	let sum = share
		.deconstruct()
		.saturating_mul(SMOOTHING.saturating_sub(1))
		.saturating_add(sample.deconstruct());
	Permill::from_parts(sum.checked_div(SMOOTHING).unwrap_or_default()).min(cap)
}
