// SPDX-License-Identifier: Apache-2.0
//! Measures products with and without tickets on this machine: `measure [threads]`, 0 for all cores.

use pouw_kernel::{
	bench::{breakdown, run, SHAPES},
	Instructions,
};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
	let threads = std::env::args().nth(1).map_or(Ok(1), |threads| threads.parse())?;
	for row in run(&SHAPES, threads)? {
		let (m, n, k) = (row.shape.m, row.shape.n, row.shape.k);
		println!(
			"{m}x{n}x{k} {} threads {}: plain {:.1} GOP/s, ticketed {:.1} GOP/s, overhead {:.3} \
			 (B packed anew {:.3}), baseline {:.3} ms, weight side {:.2} ms",
			row.instructions.name(),
			row.threads,
			row.plain_gops(),
			row.ticketed_gops(),
			row.overhead(),
			row.ticketed / row.plain_unpacked,
			row.baseline * 1e3,
			row.weight_side * 1e3,
		);
	}
	for shape in SHAPES {
		let parts = breakdown(Instructions::fastest(), &shape)?;
		let share = |seconds: f64| 100.0 * seconds / (parts.pack + parts.product);
		println!(
			"{}x{}x{}: plain {:.3} ms = pack {:.1} % + product; then commitment {:.1} %, noise {:.1} %, \
			 transcripts {:.1} %, noise off {:.1} %, tickets {:.1} %",
			shape.m,
			shape.n,
			shape.k,
			(parts.pack + parts.product) * 1e3,
			share(parts.pack),
			share(parts.commitment),
			share(parts.noisy_pack - parts.pack),
			share(parts.folded - parts.product),
			share(parts.peeled - parts.folded),
			share(parts.tickets),
		);
	}
	Ok(())
}
