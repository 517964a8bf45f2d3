// SPDX-License-Identifier: Apache-2.0
//! What tickets cost: the same products with and without them, in one run.

use crate::{
	error::KernelError, kernel::Kernel, ops::Instructions, parts::Parts, Matrix, WeightSide,
	Weights,
};
use pouw_tickets::{Challenge, WorkParams};
use std::{
	sync::{atomic::AtomicBool, Arc},
	time::Instant,
};

/// Shapes worth knowing: square, large, long, and the layers of a small embedding model at 128 tokens.
pub const SHAPES: [WorkParams; 6] = [
	WorkParams { rank: 32, m: 1024, n: 1024, k: 1024 },
	WorkParams { rank: 32, m: 4096, n: 4096, k: 1024 },
	WorkParams { rank: 32, m: 4096, n: 4096, k: 4096 },
	WorkParams { rank: 32, m: 128, n: 384, k: 512 },
	WorkParams { rank: 32, m: 128, n: 1536, k: 512 },
	WorkParams { rank: 32, m: 128, n: 384, k: 1536 },
];

/// Seconds of measuring for each shape, about.
const SECONDS: f64 = 2.0;
/// Fewest and most repeats.
const REPEATS: (usize, usize) = (7, 2_001);

/// A measured shape.
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub struct Row {
	/// The shape.
	pub shape: WorkParams,
	/// Threads.
	pub threads: usize,
	/// Instructions.
	pub instructions: Instructions,
	/// Median seconds of the product alone, B packed beforehand.
	pub plain: f64,
	/// Median seconds of the product alone from operands that lie row by row, B packed anew.
	pub plain_unpacked: f64,
	/// Median seconds of the exact product with tickets: commitment, noise, transcripts, tickets, and
	/// taking the noise off, with the weight side at hand.
	pub ticketed: f64,
	/// Median seconds of a baseline product.
	pub baseline: f64,
	/// Median seconds of making the weight side, once a window.
	pub weight_side: f64,
}

impl Row {
	/// How many times the product alone the one with tickets takes.
	pub fn overhead(&self) -> f64 {
		self.ticketed / self.plain
	}

	/// Billions of operations a second of the product alone, two for each multiply-accumulate.
	pub fn plain_gops(&self) -> f64 {
		self.gops(self.plain)
	}

	/// The same of the product with tickets, not counting what the tickets add.
	pub fn ticketed_gops(&self) -> f64 {
		self.gops(self.ticketed)
	}

	fn gops(&self, seconds: f64) -> f64 {
		2.0 * self.shape.work() as f64 / seconds / 1e9
	}
}

/// Operands of a shape: numbers that look random, the same in every run.
pub struct Operands {
	/// A, row by row.
	pub a: Vec<i8>,
	/// B, transposed.
	pub b: Vec<i8>,
}

impl Operands {
	/// The operands of a shape.
	pub fn new(shape: &WorkParams) -> Self {
		let fill = |name: &str, rows: u32| {
			let mut bytes = vec![0; rows as usize * shape.k as usize];
			blake3::Hasher::new().update(name.as_bytes()).finalize_xof().fill(&mut bytes);
			bytes.into_iter().map(|byte| (byte & 127) as i8 - 64).collect()
		};
		Self { a: fill("a", shape.m), b: fill("b", shape.n) }
	}
}

/// A challenge to measure with.
pub const CHALLENGE: Challenge = Challenge { sector: 2_003, challenge: [1; 32], miner: [2; 32] };

/// Measures shapes with so many threads, 0 for all cores.
pub fn run(shapes: &[WorkParams], threads: usize) -> Result<Vec<Row>, KernelError> {
	let kernel = Kernel::new(threads)?;
	shapes.iter().map(|shape| measure(&kernel, shape)).collect()
}

/// Measures one shape. The kinds of product take turns, so that they see the same machine.
pub fn measure(kernel: &Kernel, shape: &WorkParams) -> Result<Row, KernelError> {
	let Operands { a, b } = Operands::new(shape);
	let (n, k) = (shape.n as usize, shape.k as usize);
	let weights = Weights::new(kernel, &b, n, k)?;
	let matrix = Arc::new(Matrix::new(&b, shape.n, shape.k)?);
	let make_side = || WeightSide::operands(kernel, &CHALLENGE, shape.rank, matrix.clone());
	let side = make_side()?;
	let idle = WeightSide::baseline(kernel, &CHALLENGE, shape)?;
	let stop = AtomicBool::new(false);
	let mut c = vec![0; shape.m as usize * n];

	let mut kinds: [Vec<f64>; 5] = Default::default();
	let started = Instant::now();
	let mut nonce = 0;
	while nonce < REPEATS.0 as u64
		|| (nonce < REPEATS.1 as u64 && started.elapsed().as_secs_f64() < SECONDS)
	{
		let [plain, unpacked, ticketed, baseline, weight_side] = &mut kinds;
		time(plain, || kernel.plain(&weights, &a, &mut c))?;
		time(ticketed, || kernel.multiply(&side, &a, &[0; 32], &stop, &mut c))?;
		time(baseline, || kernel.mine(&idle, nonce, &[0; 32], &stop))?;
		if nonce < REPEATS.0 as u64 {
			time(weight_side, make_side)?;
			time(unpacked, || kernel.plain(&Weights::new(kernel, &b, n, k)?, &a, &mut c))?;
		}
		nonce += 1;
	}
	let [plain, plain_unpacked, ticketed, baseline, weight_side] = kinds.map(median);
	Ok(Row {
		shape: *shape,
		threads: kernel.threads(),
		instructions: kernel.instructions(),
		plain,
		plain_unpacked,
		ticketed,
		baseline,
		weight_side,
	})
}

/// Where the time of a product with tickets goes, on one thread: the best seconds of each part.
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub struct Breakdown {
	/// Packing A without noise.
	pub pack: f64,
	/// Multiplying packed operands, no tickets.
	pub product: f64,
	/// Hashing A's strips and their tree.
	pub commitment: f64,
	/// Packing A with its noise and what takes the noise off.
	pub noisy_pack: f64,
	/// Multiplying with transcripts, the noise left on.
	pub folded: f64,
	/// Multiplying with transcripts, the noise taken off.
	pub peeled: f64,
	/// Hashing the tickets.
	pub tickets: f64,
}

/// Breaks one shape down.
pub fn breakdown(instructions: Instructions, shape: &WorkParams) -> Result<Breakdown, KernelError> {
	let kernel = Kernel::with_instructions(instructions, 1)?;
	let Operands { a, b } = Operands::new(shape);
	let weights = Weights::new(&kernel, &b, shape.n as usize, shape.k as usize)?;
	let matrix = Arc::new(Matrix::new(&b, shape.n, shape.k)?);
	let side = WeightSide::operands(&kernel, &CHALLENGE, shape.rank, matrix)?;
	let mut parts = Parts::new(&kernel, &weights, &side, &a);
	let mut seconds: [Vec<f64>; 7] = Default::default();
	let started = Instant::now();
	while seconds[0].len() < REPEATS.0 || started.elapsed().as_secs_f64() < SECONDS {
		for (part, seconds) in seconds.iter_mut().enumerate() {
			time(seconds, || parts.run(part))?;
		}
	}
	let [pack, product, commitment, noisy_pack, folded, peeled, tickets] =
		seconds.map(|seconds| seconds.into_iter().fold(f64::INFINITY, f64::min));
	Ok(Breakdown { pack, product, commitment, noisy_pack, folded, peeled, tickets })
}

fn time<T>(
	to: &mut Vec<f64>,
	work: impl FnOnce() -> Result<T, KernelError>,
) -> Result<(), KernelError> {
	let started = Instant::now();
	std::hint::black_box(work()?);
	to.push(started.elapsed().as_secs_f64());
	Ok(())
}

fn median(mut seconds: Vec<f64>) -> f64 {
	seconds.sort_unstable_by(f64::total_cmp);
	seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN)
}
