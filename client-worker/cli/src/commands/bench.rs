// SPDX-License-Identifier: Apache-2.0
//! `bench`: how fast this machine multiplies.

use crate::{args::BenchArgs, error::Failure, logging};
use pouw_kernel::bench::{self, Row, SHAPES};
use serde::Serialize;

#[derive(Serialize)]
struct Bench {
	threads: usize,
	instructions: String,
	rows: Vec<Measured>,
}

#[derive(Serialize)]
struct Measured {
	rank: u16,
	m: u32,
	n: u32,
	k: u32,
	plain_seconds: f64,
	plain_unpacked_seconds: f64,
	ticketed_seconds: f64,
	baseline_seconds: f64,
	weight_side_seconds: f64,
	overhead: f64,
	plain_gops: f64,
	ticketed_gops: f64,
	baseline_mac_per_second: f64,
}

impl Measured {
	fn of(row: &Row) -> Self {
		let shape = row.shape;
		Self {
			rank: shape.rank,
			m: shape.m,
			n: shape.n,
			k: shape.k,
			plain_seconds: row.plain,
			plain_unpacked_seconds: row.plain_unpacked,
			ticketed_seconds: row.ticketed,
			baseline_seconds: row.baseline,
			weight_side_seconds: row.weight_side,
			overhead: row.overhead(),
			plain_gops: row.plain_gops(),
			ticketed_gops: row.ticketed_gops(),
			baseline_mac_per_second: shape.work() as f64 / row.baseline,
		}
	}
}

/// Measures every shape and prints a line for each.
pub fn run(args: BenchArgs) -> Result<(), Failure> {
	logging::for_command();
	let rows = bench::run(&SHAPES, args.threads)?;
	let Some(first) = rows.first() else { return Err(Failure::new("nothing was measured")) };
	let bench = Bench {
		threads: first.threads,
		instructions: format!("{:?}", first.instructions),
		rows: rows.iter().map(Measured::of).collect(),
	};
	if args.json {
		println!("{}", serde_json::to_string(&bench)?);
		return Ok(());
	}
	println!("{} threads, {} instructions", bench.threads, bench.instructions);
	println!(
		"{:>18} {:>10} {:>10} {:>9} {:>8} {:>8} {:>12}",
		"m x n x k", "plain", "ticketed", "overhead", "GOP/s", "GOP/s", "baseline"
	);
	for row in &bench.rows {
		println!(
			"{:>18} {:>7.3} ms {:>7.3} ms {:>8.1}% {:>8.1} {:>8.1} {:>6.2} GMAC/s",
			format!("{}x{}x{}", row.m, row.n, row.k),
			row.plain_seconds * 1e3,
			row.ticketed_seconds * 1e3,
			(row.overhead - 1.0) * 100.0,
			row.plain_gops,
			row.ticketed_gops,
			row.baseline_mac_per_second / 1e9,
		);
	}
	Ok(())
}
