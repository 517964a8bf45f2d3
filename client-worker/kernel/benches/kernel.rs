// SPDX-License-Identifier: Apache-2.0
//! Products with and without tickets, and candle's f32 product of the same shape, in one run, with one
//! thread and with all.

#![allow(missing_docs, reason = "criterion's macros make public items")]

use candle_core::{Device, Tensor};
use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion, Throughput};
use pouw_kernel::{
	bench::{breakdown, Operands, CHALLENGE, SHAPES},
	Instructions, Kernel, Matrix, WeightSide, Weights,
};
use std::{
	hint::black_box,
	sync::{atomic::AtomicBool, Arc},
	time::Duration,
};

fn products(criterion: &mut Criterion) {
	// candle reads its number of threads once, so it is always measured with all.
	for threads in [1, 0] {
		let kernel = Kernel::new(threads).unwrap();
		let mut group = criterion.benchmark_group(format!("threads-{}", kernel.threads()));
		group.sample_size(20).measurement_time(Duration::from_secs(3));
		for shape in SHAPES {
			let (m, n, k) = (shape.m as usize, shape.n as usize, shape.k as usize);
			let Operands { a, b } = Operands::new(&shape);
			let weights = Weights::new(&kernel, &b, n, k).unwrap();
			let matrix = Arc::new(Matrix::new(&b, shape.n, shape.k).unwrap());
			let side = WeightSide::operands(&kernel, &CHALLENGE, shape.rank, matrix).unwrap();
			let idle = WeightSide::baseline(&kernel, &CHALLENGE, &shape).unwrap();
			let mut c = vec![0; m * n];
			let stop = AtomicBool::new(false);
			group.throughput(Throughput::Elements(2 * shape.work() as u64));
			let name = format!("{m}x{n}x{k}");

			group.bench_function(BenchmarkId::new("plain", &name), |bencher| {
				bencher.iter(|| kernel.plain(&weights, &a, &mut c).unwrap())
			});
			group.bench_function(BenchmarkId::new("ticketed", &name), |bencher| {
				bencher.iter(|| kernel.multiply(&side, &a, &[0; 32], &stop, &mut c).unwrap())
			});
			let mut nonce = 0;
			group.bench_function(BenchmarkId::new("baseline", &name), |bencher| {
				bencher.iter(|| {
					nonce += 1;
					kernel.mine(&idle, nonce, &[0; 32], &stop).unwrap()
				})
			});
			if threads == 0 {
				let float = |entries: &[i8], rows: usize| {
					let entries: Vec<f32> = entries.iter().map(|e| f32::from(*e)).collect();
					Tensor::from_vec(entries, (rows, k), &Device::Cpu).unwrap()
				};
				let (a, b) = (float(&a, m), float(&b, n).t().unwrap());
				group.bench_function(BenchmarkId::new("candle-f32", &name), |bencher| {
					bencher.iter(|| black_box(a.matmul(&b).unwrap()))
				});
			}
		}
		group.finish();
	}
}

fn parts(_: &mut Criterion) {
	for shape in SHAPES {
		let parts = breakdown(Instructions::fastest(), &shape).unwrap();
		println!("{}x{}x{}: {parts:?}", shape.m, shape.n, shape.k);
	}
}

criterion_group!(benches, products, parts);
criterion_main!(benches);
